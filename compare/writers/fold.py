"""Fold what needs no reading: stretches of formula, stretches and sections that are the same on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..model import Reason
from .rows import FoldRow, Row, SectionRow, SectionsRow, TextRow

FOLD_SAME = 60  # characters of identical text from which a fold is shorter than the text itself
FOLD_BOILERPLATE = 30
FOLD_SECTIONS = 3

Reasons = Callable[[Iterable[TextRow]], tuple[Reason, ...]]


def fold_texts(rows: Iterable[TextRow], reasons: Reasons) -> Iterator[Row]:
    """The rows of one section, long stretches of formula or identical text folded. reasons: the evidence of rows."""
    group: list[TextRow] = []
    for row in rows:
        if group and _kind(row) != _kind(group[0]):
            yield from _fold(group, reasons)
            group = []
        group.append(row)
    if group:
        yield from _fold(group, reasons)


def _fold(group: Sequence[TextRow], reasons: Reasons) -> Iterable[Row]:
    kind = _kind(group[0])
    sizes = (
        sum(row.left.size for row in group if row.left),
        sum(row.right.size for row in group if row.right),
    )
    if not kind or max(sizes) < (FOLD_SAME if kind == "same" else FOLD_BOILERPLATE):
        return group
    return [FoldRow(kind, tuple(group), sizes, reasons(group) if kind == "boilerplate" else ())]


def fold_sections(blocks: Iterable[list[Row]]) -> Iterable[list[Row]]:
    """Blocks (a section's head and its rows), with runs of three or more equal ones folded."""
    run: list[list[Row]] = []
    for block in (*blocks, []):
        if _same_block(block):
            run.append(block)
            continue
        if len(run) >= FOLD_SECTIONS:
            rows = tuple(row for one in run for row in one if not isinstance(row, SectionsRow))
            pairs = tuple(row for row in rows if isinstance(row, SectionRow))
            yield [SectionsRow(pairs, rows, sum(_left_size(row) for row in rows))]
        else:
            yield from run
        run = []
        yield block


def _same_block(block: Sequence[Row]) -> bool:
    """Whether a block is one pair of sections with text, all of it the same, and in place."""
    if len(block) < 2 or not isinstance(block[0], SectionRow) or block[0].mark != "=":
        return False
    return all(
        (isinstance(row, FoldRow) and row.kind == "same") or (isinstance(row, TextRow) and _kind(row) == "same")
        for row in block[1:]
    )


def _left_size(row: Row) -> int:
    if isinstance(row, FoldRow):
        return row.sizes[0]
    return row.left.size if isinstance(row, TextRow) and row.left else 0


def _kind(row: TextRow) -> str:
    """What a row may be folded as: same, boilerplate, or nothing."""
    pieces = [piece for piece in (row.left, row.right) if piece]
    if all({ink.label for _, ink in piece.runs} == {"boilerplate"} and piece.mark == "·" for piece in pieces):
        return "boilerplate"
    return "same" if row.linked and all(piece.mark == "=" for piece in pieces) else ""
