"""Tables as lines, the same way for every format that has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .source import Line

# Characters from which a cell holds paragraphs of a document and not a value: the table only arranges the page.
_LONG_CELL = 300

Cell = Sequence[Line]


def table_lines(rows: Sequence[Sequence[Cell]]) -> Iterator[Line]:
    """A line with tabs between the cells for each row of a table; the lines of the cells one by one where it is no
    table to look at: one cell a row, or long text in a cell."""
    arranged = any(_size(cell) > _LONG_CELL for row in rows for cell in row)
    for row in rows:
        if arranged or sum(_size(cell) > 0 for cell in row) <= 1:
            yield from (line for cell in row for line in cell)
            continue
        pages = [(0, page) for cell in row for line in cell for _, page in line.pages]
        yield Line("\t".join(map(_flat, row)), "row", 0, tuple(pages))


def _size(cell: Cell) -> int:
    return sum(len(line.text.strip()) for line in cell)


def _flat(cell: Cell) -> str:
    return " ".join(" ".join(line.text.split()) for line in cell if line.text.strip())
