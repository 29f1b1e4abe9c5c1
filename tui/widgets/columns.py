"""How wide the columns of a table are on a screen, and which of them are shown."""

from __future__ import annotations

from collections.abc import Sequence

from compare.writers import layout
from compare.writers.tables.model import Row, Table

GAP = 2  # cells between columns, and before the first
_LOOKED_AT = 300  # rows whose cells are measured
_LEAST = 4  # cells of a column at least
_TIGHT = 18  # cells to which the columns of a narrow screen are brought down before some are left out


def widths_of(
    table: Table, rows: Sequence[Row], room: int, wanted: int, first: int, ambiguous: int = 1
) -> tuple[list[tuple[int, int]], int]:
    """Columns that are shown with their cells, and the first of those that may be moved out of view.

    room: cells for all of them and the gaps between. wanted: the column that must be in view. first: the one that was
    first so far. What all hold at most is given where there is room; else what they propose, then what can still be
    read, then less; then columns are left out, but for those that are fixed.
    """
    most = [_longest(table, rows, column, ambiguous) for column in range(len(table.columns))]
    usual = [min(size, max(_LEAST, 2 * c.width)) for size, c in zip(most, table.columns, strict=True)]
    readable = [max(_LEAST, 2 * (column.least or (column.width + 1) // 2)) for column in table.columns]
    least = [min(pair) for pair in zip(usual, readable, strict=True)]
    every = list(range(len(table.columns)))
    if _needed(usual) <= room:
        return list(enumerate(_grown(usual, most, room - _needed(usual)))), 0
    if _needed(least) <= room:
        return list(enumerate(_grown(least, usual, room - _needed(least)))), 0
    least = [min(size, _TIGHT) for size in least]
    if _needed(least) <= room:
        return list(enumerate(_grown(least, usual, room - _needed(least)))), 0
    fixed = every[: table.fixed or 1]
    first = max(first, len(fixed))
    if wanted >= len(fixed):
        first = min(first, wanted)
        while first < wanted and _needed([least[n] for n in (*fixed, *range(first, wanted + 1))]) > room:
            first += 1
    shown = [*fixed]
    for column in every[first:]:
        if _needed([least[n] for n in (*shown, column)]) > room and len(shown) > len(fixed):
            break
        shown.append(column)
    low, high = [least[n] for n in shown], [usual[n] for n in shown]
    sizes = _grown(low, high, room - _needed(low))
    return list(zip(shown, [max(_LEAST, min(size, room)) for size in sizes], strict=True)), first


def _longest(table: Table, rows: Sequence[Row], column: int, ambiguous: int) -> int:
    heading = layout.cell_width(table.columns[column].heading, ambiguous)
    cells = (row.cells[column] for row in rows[:_LOOKED_AT] if row.kind == "text")
    texts = ("".join(run.text for run in paragraph) for cell in cells for paragraph in cell.paragraphs)
    return max([_LEAST, heading, *(layout.cell_width(layout.printable(text), ambiguous) for text in texts)])


def _needed(sizes: Sequence[int]) -> int:
    return sum(sizes) + GAP * (len(sizes) - 1)


def _grown(sizes: Sequence[int], limits: Sequence[int], room: int) -> list[int]:
    """Sizes with the room that is left shared out by what each still lacks."""
    lacking = [limit - size for size, limit in zip(sizes, limits, strict=True)]
    total = sum(lacking)
    if total <= max(0, room):
        return list(limits)
    return [size + max(0, room) * lack // total for size, lack in zip(sizes, lacking, strict=True)]
