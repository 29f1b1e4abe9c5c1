"""Tables to look at on the screen: made by the writers, narrowed here.

What makes them is loaded when they are asked for: it brings the libraries that compare, and the screen starts without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.model import Comparison, Document
from compare.report import Report
from compare.writers.tables.model import Cell, Row, Source, Table
from compare.writers.tables.words import words

_FIGURES = ("targets", "benefits")
FILTERS = ("all", "differing", "both", "left", "right")


def of_comparison(comparison: Comparison, lang: str) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """Of a pair: what was extracted, and the table that is handed in with those that go with it."""
    from compare.writers.tables.handouts import handout

    made = handout(comparison, full=True, lang=lang)
    return made.extracts, (made.main, *made.further)


def of_document(document: Document, lang: str) -> tuple[Table, ...]:
    """Of one document: targets, benefits and tasks."""
    from compare.pipeline import describe
    from compare.writers.tables.extracts import extracts_of

    return extracts_of(describe(document), words(lang))


def of_report(report: Report, lang: str, *, only_figures: bool) -> tuple[Table, ...]:
    """Of many documents: what is handed in, or of that only targets and benefits."""
    from compare.writers.report_tables import report_handout

    made = report_handout(report, full=True, lang=lang)
    tables = (made.main, *made.extracts)
    return tuple(table for table in tables if table.key in _FIGURES) if only_figures else tables


def kept(table: Table, name: str) -> Sequence[Row]:
    """Rows that a filter leaves: all; those that both documents have, of these the differing ones; those of one."""
    at = {column.key: n for n, column in enumerate(table.columns)}
    if name == "all" or not {"left", "right"} <= at.keys():
        return table.rows
    says = {lang: (words(lang).say("absent"), words(lang).say("relation_same")) for lang in ("zh", "en")}
    absent, same = {say[0] for say in says.values()}, {say[1] for say in says.values()}
    found = []
    for row in table.rows:
        if row.kind != "text":
            continue
        has = [row.cells[at[side]].text not in absent for side in ("left", "right")]
        alike = "relation" in at and row.cells[at["relation"]].text in same
        wanted = {"both": all(has), "differing": all(has) and not alike, "left": not has[1], "right": not has[0]}
        if wanted[name]:
            found.append(row)
    return found


def quoting_column(table: Table) -> int:
    """The first column that quotes; of a table that quotes nothing the second, if there are two."""
    for row in table.rows[:20]:
        for number, cell in enumerate(row.cells):
            if row.kind == "text" and places([cell]):
                return number
    return min(1, len(table.columns) - 1)


def places(cells: Iterable[Cell]) -> list[Source]:
    """Where the quotations in cells stand, each once."""
    found: list[Source] = []
    for cell in cells:
        for paragraph in cell.paragraphs:
            for run in paragraph:
                if run.source is not None and not any(_same(run.source, one) for one in found):
                    found.append(run.source)
    return found


def _same(one: Source, two: Source) -> bool:
    return one[0] is two[0] and one[1:] == two[1:]
