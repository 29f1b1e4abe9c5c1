"""Small documents for the tests of this folder: a list of (heading, body) becomes a Document."""

from __future__ import annotations

from collections.abc import Sequence

from compare.basics.key import Key, make_key
from compare.diff import Differences, diff
from compare.model import Document, Link, Metadata, Section
from compare.options import Options
from compare.parse.segment import segment


def document(units: Sequence[tuple[str, str]], places: tuple[str, ...] = ()) -> Document:
    """One section a unit; ids count from 1; the heading ends with a line feed."""
    text = ""
    sections: list[Section] = []
    for number, (heading, body) in enumerate(units, start=1):
        start = len(text)
        text += heading + "\n" if heading else ""
        begin = len(text)
        text += body + "\n"
        sections.append(Section(str(number), 1, "", heading, start, len(text), begin))
    return Document("", text, Metadata(places=places), (), tuple(sections), (), segment(text, sections))


def links(*pairs: tuple[int, int], kind: str = "edited") -> tuple[Link, ...]:
    return tuple(Link(str(a), str(b), kind, 0.9, 0.8) for a, b in pairs)


def keys(left: Document, right: Document) -> tuple[Key, Key]:
    return make_key(left.text, left.metadata.places), make_key(right.text, right.metadata.places)


def compare(
    left: Document,
    right: Document,
    pairs: Sequence[tuple[int, int]],
    regime: str = "peer",
    options: Options | None = None,
) -> Differences:
    return diff(left, right, links(*pairs), regime, options or Options(), keys(left, right))


def marked(differences: Differences, left: Document, side: int = 0) -> list[tuple[str, str]]:
    """(label, text) of one side's spans."""
    return [(span.label, left.text[span.start : span.end].strip()) for span in differences.spans[side]]
