"""The table of a comparison in Markdown, to paste. Marks are HTML tags: ** does not open beside Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Comparison
from ..report import Report
from .archive import legal
from .report_tables import report_handout
from .tables.handouts import handout
from .tables.model import Cell, Handout, Mark, Paragraph, Run, Table

_TAGS: dict[Mark, tuple[str, str]] = {
    "inserted": ("<b>", "</b>"),
    "deleted": ("<del>", "</del>"),
    "value": ("<b>", "</b>"),
    "own": ("<u>", "</u>"),
    "note": ("<i>", "</i>"),
}
_SPECIAL = re.compile(r"([\\`*_\[\]#~|$])")


def write(comparison: Comparison, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> str:
    """A comparison as Markdown text. full: also what did not change between versions."""
    return render(handout(comparison, full=full, lang=lang, sheets=False))


def write_report(report: Report, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> str:
    """The tables of a report as Markdown text. full: none of them is cut short."""
    return render(report_handout(report, full=full, lang=lang))


def render(given: Handout) -> str:
    """A handout as Markdown: title, sources, legend, table, what is not in it."""
    return "\n".join(_lines(given)) + "\n"


def _lines(given: Handout) -> Iterator[str]:
    yield f"# {_escaped(given.title)}"
    for text in (*given.sources, _runs(given.legend), *given.preface):
        yield ""
        yield text if text.startswith("<") or text == _runs(given.legend) else _escaped(text)
    if given.headed:
        yield from _named(given.main)
    else:
        yield ""
        yield from _table(given.main)
    yield ""
    for text in given.coverage:
        yield f"- {_escaped(text)}"
    for table in given.extracts:
        yield from _named(table)


def _named(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {_escaped(table.name)}"
    for text in table.notes:
        yield ""
        yield _escaped(text)
    yield ""
    yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield _row(_escaped(column.heading) for column in table.columns)
    yield _row("---" for _ in table.columns)
    for row in table.rows:
        yield _row(_cell(cell, row.kind == "band") for cell in row.cells)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, band: bool) -> str:
    text = "<br>".join(_runs(paragraph) for paragraph in cell.paragraphs)
    return f"<b>{text}</b>" if band and text else text


def _runs(paragraph: Paragraph) -> str:
    return "".join(_run(run) for run in paragraph)


def _run(run: Run) -> str:
    before, after = _TAGS.get(run.mark, ("", ""))
    return before + _escaped(run.text) + after


def _escaped(text: str) -> str:
    """Text that shows as it is: no markup, no HTML, no line break, no cell border."""
    text = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text)
