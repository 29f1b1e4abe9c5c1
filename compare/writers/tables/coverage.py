"""What a table leaves out, counted and named, and how much of either document has a counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Document, Section
from .blocks import Pair
from .quoting import path, size
from .version import Omitted
from .words import Words


def coverage(pair: Pair, words: Words, omitted: Omitted | None, names: tuple[str, str]) -> tuple[str, ...]:
    """Lines: sections and characters of each document, which have no counterpart, what is not listed and why, and
    the parts of the files that are no body. names: what the table calls the two documents."""
    lines = [_matched(pair, words, side, names[side]) for side in (0, 1)]
    if omitted is not None:
        lines += _omitted(pair, words, omitted)
    for side in (0, 1):
        outside = _outside(pair.documents[side], words)
        if outside:
            lines.append(words.say("outside", name=names[side], parts=words.listed(outside)))
    return tuple(lines)


def _matched(pair: Pair, words: Words, side: int, name: str) -> str:
    document = pair.documents[side]
    real = [link for link in pair.comparison.links if link.kind != "same_role"]
    linked = {link.right if side else link.left for link in real}
    holding = [s for s in document.sections if size(document, s.body, s.end)]
    alone = [section for section in holding if section.id not in linked]
    text = words.say(
        "covered",
        name=name,
        sections=len(holding),
        characters=words.number(sum(size(document, s.start, s.end) for s in document.sections)),
        linked=len(holding) - len(alone),
        rest=len(alone),
    )
    return text + (words.say("namely", list=places(document, alone, words)) if alone else "") + words.say("stop")


def _omitted(pair: Pair, words: Words, omitted: Omitted) -> Iterator[str]:
    left, right = pair.documents
    parts = []
    for kind, pairs in omitted.sections:
        lefts = [one for one, _ in pairs if one]
        if all(path(left, a, words) == path(right, b, words) for a, b in pairs if a and b):
            listing = places(left, lefts, words)
        else:
            listing = words.say(
                "renumbered_list",
                left=places(left, lefts, words),
                right=places(right, [b for _, b in pairs if b], words),
            )
        parts.append(words.say(f"quiet_{kind}", n=len(pairs), list=listing))
    if parts:
        yield words.say("not_listed", parts=words.say("semicolon").join(parts)) + words.say("stop")
    if any(omitted.elided):
        yield words.say("elided", left=words.number(omitted.elided[0]), right=words.number(omitted.elided[1]))


def places(document: Document, sections: Sequence[Section], words: Words) -> str:
    """Section numbers as a list, three and more in a row as from – to."""
    order = {section.id: n for n, section in enumerate(document.sections)}
    runs: list[list[Section]] = []
    for section in sorted(sections, key=lambda s: order[s.id]):
        before = runs[-1][-1] if runs else section
        if order[section.id] == order[before.id] + 1 and section.level == before.level:
            runs[-1].append(section)
        else:
            runs.append([section])
    texts: list[str] = []
    for run in runs:
        ends = [path(document, section, words) for section in run]
        texts += [words.say("from_to", first=ends[0], last=ends[-1])] if len(run) > 2 else ends
    return words.listed(texts)


def _outside(document: Document, words: Words) -> list[str]:
    """Regions that are no body, with their characters, in the order of the names."""
    sums: dict[str, int] = {}
    for region in document.regions:
        text = document.text[region.start : region.end]
        sums[region.kind] = sums.get(region.kind, 0) + sum(1 for char in text if char.strip())
    return [
        words.say("characters", name=name, n=words.number(sums[kind]))
        for kind, name in words.names.tables["region"].items()
        if sums.get(kind)
    ]
