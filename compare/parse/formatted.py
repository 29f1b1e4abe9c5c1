"""What a file's format says of its text, put into effect: headings by style, table rows, contents, fields, notes.

Plain text has an empty layout, and nothing here changes how it is understood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Block, Layout
from .flow import Flow
from .markers import Candidate, Style
from .outline import Heading
from .signs import TITLE, Envelope

_LONGEST = 60  # characters of a heading that is one by its style alone
_SENTENCE = "。；;，,：:"
_STYLED = "styled"


@dataclass(frozen=True, slots=True)
class Formatted:
    """Blocks of a layout as flow ranges. heads: (start, end, level). notes: flow offset where footnotes begin."""

    heads: tuple[tuple[int, int, int], ...]
    titles: tuple[tuple[int, int], ...]
    closed: tuple[tuple[int, int], ...]
    contents: tuple[tuple[int, int], ...]
    fields: tuple[tuple[int, int], ...]
    notes: int


def formatted(flow: Flow, layout: Layout) -> Formatted:
    """The layout of a text in terms of its flow."""

    def places(*kinds: str) -> tuple[tuple[int, int], ...]:
        return tuple(_place(flow, block) for block in layout.of_kind(*kinds))

    heads = tuple((*_place(flow, block), block.level) for block in layout.of_kind("heading"))
    notes = places("note")
    return Formatted(
        heads=tuple(head for head in heads if head[0] < head[1]),
        titles=places("title"),
        closed=places("row", "toc", "field", "note"),
        contents=places("toc"),
        fields=places("field"),
        notes=notes[0][0] if notes else len(flow.text),
    )


def _place(flow: Flow, block: Block) -> tuple[int, int]:
    """Flow range of a block without the blanks at its ends."""
    start, end = bisect_left(flow.offsets, block.start), bisect_left(flow.offsets, block.end)
    while start < end and flow.text[start].isspace():
        start += 1
    return start, end


def outside(found: Iterable[Candidate], known: Formatted) -> list[Candidate]:
    """Candidates that do not stand in table rows, contents lists, fields and notes, where numbers start no section."""
    starts = [start for start, _ in known.closed]

    def closed(at: int) -> bool:
        index = bisect_left(starts, at + 1) - 1
        return index >= 0 and at < known.closed[index][1]

    return [candidate for candidate in found if not closed(candidate.start)]


def contents_of(flow: str, known: Formatted, low: int, high: int) -> tuple[int, int] | None:
    """Range of the contents list that the format marks, with the line 目录 before it; None where it marks none."""
    lines = [(start, end) for start, end in known.contents if low <= start < high]
    if not lines:
        return None
    start = lines[0][0]
    before = flow.rfind("\n", low, max(low, start - 1)) + 1
    if "".join(flow[max(low, before) : start].split()) in ("目录", "目次"):
        start = max(low, before)
    return start, lines[-1][1]


def fields_end(known: Formatted, low: int) -> int:
    """Where the fields end that a part begins with; `low` where it begins with none."""
    at = low
    for start, end in known.fields:
        if start <= at + 1:
            at = end
    return at


def take_title(flow: str, env: Envelope, known: Formatted) -> None:
    """Let the title that the format marks be the document's, where its words did not show one."""
    if env.title or env.outer_title:
        return
    for start, end in known.titles:
        if env.start <= start < env.body[0] and end <= env.body[0] and flow[start:end].strip():
            env.title = env.outer_title = (start, end)
            return


def heads_in(flow: str, known: Formatted, low: int, high: int) -> list[tuple[int, int, int]]:
    """Lines of a range that are headings by their style: short, no sentences, and not the document's title."""
    heads = [
        (start, end, level)
        for start, end, level in known.heads
        if low <= start < high and end - start <= _LONGEST and "\n" not in flow[start:end].strip()
    ]
    if heads and (sum(level == heads[0][2] for *_, level in heads) == 1 or TITLE.fullmatch(flow[slice(*heads[0][:2])])):
        first = heads[0]
        if first[2] == min(level for *_, level in heads) and not flow[low : first[0]].strip():
            heads = heads[1:]
    return heads


def with_styled(
    flow: str, body: tuple[int, int], headings: Sequence[Heading], heads: Sequence[tuple[int, int, int]]
) -> list[Heading]:
    """Headings and those that are so by their style alone. Their level is that of numbered headings of the same
    style, else by the order of the styles in the document."""
    low, high = body
    inside = [head for head in heads if low <= head[0] < high]
    begun = {heading.start: heading for heading in headings}
    bare = [h for h in inside if h[0] not in begun and flow[h[1] - 1 : h[1]] not in _SENTENCE]
    if len(bare) < 2 and not (bare and len(inside) > 2):
        return list(headings)
    levels = _levels(inside, begun)
    added = [_heading(flow, start, end, levels[level]) for start, end, level in bare]
    return sorted([*headings, *added], key=lambda heading: heading.start)


def _heading(flow: str, start: int, end: int, level: int) -> Heading:
    style = Style(_STYLED, "", 12, level)
    return Heading(start, start, style, None, "line", flow[start:end].strip(), end, level)


def _levels(inside: Sequence[tuple[int, int, int]], begun: Mapping[int, Heading]) -> dict[int, int]:
    """Level of sections by level of style."""
    votes: dict[int, Counter[int]] = {}
    for start, _, level in inside:
        if start in begun and not begun[start].item:
            votes.setdefault(level, Counter())[begun[start].level] += 1
    known = {level: min(found, key=lambda n: (-found[n], n)) for level, found in votes.items()}
    result: dict[int, int] = {}
    for order, level in enumerate(sorted({level for *_, level in inside}), 1):
        above = max((other for other in known if other < level), default=None)
        guess = order if above is None else known[above] + level - above
        result[level] = min(9, known.get(level, guess))
    return result
