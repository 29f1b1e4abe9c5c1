"""Tables of a comparison as lines for the terminal: columns where there is room, else each row under its name; and
the rows of a report over many documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..findings import Benefit, Target
from ..report import BenefitsRow, IndicatorRow, Report
from . import layout
from .finding_tables import Table, TableRow, benefit_text, target_text
from .inline import Ink, Run
from .names import Names

_GAP = "  "
_SHARES = (0.30, 0.27, 0.27, 0.16)  # of the width, for name, left, right, remarks
_ALONE = 8  # rows of one side only that are shown of each side, unless everything is wanted
_TITLE = 36  # cells of a title that names a document without a place
_COLUMNS = 90  # cells from which there are columns


def table_lines(table: Table, called: Names, width: int, full: bool, ambiguous: int) -> Iterator[list[Run]]:
    """A head, then the rows. Without `full`, of rows that one side alone has the first are shown, the rest counted."""
    yield [(f"{table.title}", Ink("heading"))]
    wide = width >= _COLUMNS
    if wide:
        yield from _columns((" ", *table.heads), width, ambiguous, Ink("muted"))
    kept, left_out = _kept(table.rows, full)
    for row in kept:
        if wide:
            yield from _columns((row.mark, *row.cells), width, ambiguous, Ink("plain"), row.mark)
        else:
            yield from _stacked(table, row, width, ambiguous)
    for mark, count in left_out:
        text = called.word("rows_more", side=called.side(mark == "<"), n=count)
        yield from layout.wrap_runs([(text, Ink("note"))], width, ambiguous=ambiguous)


def _kept(rows: Sequence[TableRow], full: bool) -> tuple[list[TableRow], list[tuple[str, int]]]:
    kept: list[TableRow] = []
    seen = {"<": 0, ">": 0}
    for row in rows:
        if row.relation == "one_side":
            seen[row.mark] += 1
            if not full and seen[row.mark] > _ALONE:
                continue
        kept.append(row)
    return kept, [] if full else [(mark, count - _ALONE) for mark, count in seen.items() if count > _ALONE]


def _columns(cells: Sequence[str], width: int, ambiguous: int, ink: Ink, mark: str = "") -> Iterator[list[Run]]:
    """One row in columns; a cell that is longer than its column goes on below."""
    room = width - 2 - len(_GAP) * 3
    widths = [int(room * share) for share in _SHARES]
    blocks = [
        layout.wrap_runs([(cell, ink)], size, ambiguous=ambiguous) if cell else []
        for cell, size in zip(cells[1:], widths, strict=True)
    ]
    for number in range(max(len(block) for block in blocks)):
        line: list[Run] = [((cells[0] if number == 0 else " ") + " ", Ink("mark", mark))]
        for block, size in zip(blocks, widths, strict=True):
            here = block[number] if number < len(block) else []
            line += here
            line.append((" " * max(0, size - layout.runs_width(here, ambiguous)) + _GAP, ink))
        yield _trimmed(line)


def _trimmed(line: list[Run]) -> list[Run]:
    while line and not line[-1][0].strip():
        line.pop()
    return line


def _stacked(table: Table, row: TableRow, width: int, ambiguous: int) -> Iterator[list[Run]]:
    """The name, then 甲: and 乙: each on lines of their own."""
    first = layout.wrap_runs([(row.cells[0], Ink("plain"))], max(4, width - 2), ambiguous=ambiguous)
    for number, line in enumerate(first):
        yield [((row.mark if number == 0 else " ") + " ", Ink("mark", row.mark)), *line]
    for head, cell in zip(table.heads[1:], row.cells[1:], strict=True):
        if cell:
            for line in layout.wrap_runs([(f"{head}: {cell}", Ink("plain"))], max(4, width - 4), ambiguous=ambiguous):
                yield [("    ", Ink("plain")), *line]


# ---- many documents


def figure_name(row: IndicatorRow | BenefitsRow, called: Names) -> str:
    """An indicator, with how it is counted where it is counted in several ways; or a case."""
    if isinstance(row, BenefitsRow):
        return row.item
    comma = "、" if called.lang == "zh" else ", "
    how = comma.join(filter(None, (*row.qualifiers, row.unit or called.get("target_kind", row.kind))))
    counted = called.tables["report"]["counted"].format(n=row.others, how=how)
    return row.name + (f"  {counted}" if row.others else "")


def figure_cells(report: Report, row: IndicatorRow | BenefitsRow, called: Names) -> Iterator[str]:
    """What each document that has any of it says, behind its place or the start of its title."""
    cells: Sequence[Sequence[Target | Benefit]] = row.cells
    for family, cell in enumerate(cells):
        head = report.head(family)
        said = [
            target_text(head.document, found, called)
            if isinstance(found, Target)
            else benefit_text(head.document, found, called)
            for found in cell
        ]
        if said:
            comma = "，" if called.lang == "zh" else ", "
            yield f"{head.place or layout.truncate(head.title, _TITLE)} {comma.join(said)}"
