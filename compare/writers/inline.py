"""One clause or heading as styled runs for display: wraps joined, edits and labels kept apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..model import ClauseLink, Document, LabelSpan, Section

_GAP = re.compile("[ \t\u3000\xa0\r]*\n\\s*|[\ufeff\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069]+")


class Ink(NamedTuple):
    """Why a run looks as it does. op: equal, changed (not in the counterpart), value (a changed number),
    alone (the clause has no counterpart), heading, note (said by the tool). label: as in LabelSpan."""

    op: str
    label: str = ""


Run = tuple[str, Ink]


def visible(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the text to display: without blanks at both ends, page furniture, zero-width characters and
    line wraps, but a wrap between two Latin words, which shows as one blank."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    holes = [(r.start, r.end) for r in document.furniture if r.start < end and r.end > start]
    for match in _GAP.finditer(text, start, end):
        keep = "\n" in match.group() and text[match.start() - 1].isascii() and text[match.end()].isascii()
        holes.append((match.start() + keep, match.end()))
    spans: list[tuple[int, int]] = []
    at = start
    for begin, stop in sorted(holes):
        if at < begin:
            spans.append((at, begin))
        at = max(at, stop)
    if at < end:
        spans.append((at, end))
    return spans


def plain(document: Document, start: int, end: int) -> str:
    """A stretch of text as displayed."""
    return "".join(document.text[a:b] for a, b in visible(document, start, end)).replace("\n", " ")


class Labels:
    """Look-up of the label spans of one document by position."""

    def __init__(self, spans: Sequence[LabelSpan]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def over(self, start: int, end: int) -> Iterator[LabelSpan]:
        """Spans that touch [start, end), in order."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._spans) and self._spans[index].start < end:
            if self._spans[index].end > start:
                yield self._spans[index]
            index += 1


def clause_runs(
    document: Document, labels: Labels, start: int, end: int, link: ClauseLink | None = None, left: bool = True
) -> tuple[Run, ...]:
    """A clause as runs. With a link, what its edits change on this side (left or right) is marked."""
    inks: list[tuple[int, int, Ink]] = []
    changed = _changed(link, left) if link else []
    for span in labels.over(start, end) if labels else ():
        inks.append((max(start, span.start), min(end, span.end), Ink("equal" if link else "alone", span.label)))
    if not inks:
        inks = [(start, end, Ink("equal" if link else "alone"))]
    cuts = sorted({start, end, *(p for a, b, _ in inks for p in (a, b)), *(p for pair in changed for p in pair)})
    runs: list[Run] = []
    shown = visible(document, start, end)
    ink_at, change_at = 0, 0
    for begin, stop in pairwise(cuts):
        while ink_at + 1 < len(inks) and inks[ink_at][1] <= begin:
            ink_at += 1
        while change_at < len(changed) and changed[change_at][1] <= begin:
            change_at += 1
        ink = inks[ink_at][2] if inks[ink_at][0] <= begin else Ink("equal" if link else "alone")
        if change_at < len(changed) and changed[change_at][0] <= begin:
            ink = Ink("value" if ink.label == "value_changed" else "changed", ink.label)
        text = "".join(document.text[max(a, begin) : min(b, stop)] for a, b in shown if a < stop and b > begin)
        if text:
            runs.append((text.replace("\n", " "), ink))
    return tuple(runs)


def _changed(link: ClauseLink, left: bool) -> list[tuple[int, int]]:
    spans = ((edit.left if left else edit.right) for edit in link.edits if edit.op != "equal")
    return [(span.start, span.end) for span in spans if span.end > span.start]


def section_path(document: Document, section: Section | None, paragraph: str = "#{n}", preamble: str = "0") -> str:
    """Where a section stands, as officials cite it: 三（二）1, 第八条. paragraph: template for an unnumbered
    or dashed one, counted among its siblings; preamble: name of the text before the first number."""
    parts: list[str] = []
    while section is not None:
        marker = section.marker.strip(" 、.．，,:：")
        if section.level == 0 and not marker:
            if not parts:
                parts.append(preamble)
        elif not marker or not any(char.isalnum() for char in marker):
            kin = [s for s in document.children.get(section.parent, ()) if s.level == section.level]
            parts.append(paragraph.format(n=kin.index(section) + 1))
        else:
            parts.append(marker)
            if marker.endswith("条"):
                break
        section = document.by_id.get(section.parent) if section.parent is not None else None
    return "".join(reversed(parts))
