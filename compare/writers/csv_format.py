"""The table of a comparison as CSV that Excel opens right: UTF-8 with its mark, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ..model import Comparison
from ..report import Report
from .archive import legal
from .report_tables import report_handout
from .tables.handouts import handout
from .tables.model import Cell, Handout, Run
from .tables.words import Words, words

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what makes a spreadsheet compute; full-width too in some


def write(
    comparison: Comparison, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """A comparison as the bytes of a CSV. full: also what did not change between versions."""
    return render(handout(comparison, full=full, lang=lang, sheets=False))


def write_report(
    report: Report, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """The first table of a report as the bytes of a CSV, documents below each other where they are too many."""
    return render(report_handout(report, full=full, lang=lang, book=True))


def render(given: Handout) -> bytes:
    """A handout as CSV: the table, and below it, behind an empty row, what was compared and what is not listed."""
    say = words(given.lang)
    stream = io.StringIO()
    out = csv.writer(stream, lineterminator="\r\n")
    out.writerow([_safe(legal(column.heading)) for column in given.main.columns])
    for row in given.main.rows:
        out.writerow([_safe(_text(cell, say)) for cell in row.cells])
    out.writerow([])
    legend = [say.say(f"legend_text_{given.regime}")] if given.legend else []
    notes = *given.preface, *(given.main.notes if given.headed else ()), *given.coverage, *_left_out(given, say)
    for line in (given.title, *given.sources, *legend, *notes):
        out.writerow([say.say("coverage"), _safe(legal(line))])
    return stream.getvalue().encode("utf-8-sig")


def _left_out(given: Handout, say: Words) -> Iterator[str]:
    """A file of one table says which others there are."""
    if given.extracts:
        named = (say.say("rows_of", name=table.name, n=len(table.rows)) for table in given.extracts)
        yield say.say("left_out_tables", tables=say.listed(named))


def _text(cell: Cell, say: Words) -> str:
    return "\n".join("".join(_run(run, say) for run in paragraph) for paragraph in cell.paragraphs)


def _run(run: Run, say: Words) -> str:
    text = legal(run.text)
    return say.say(f"marked_{run.mark}", text=text) if run.mark in ("inserted", "deleted") else text


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: ' before it where it begins like one."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
