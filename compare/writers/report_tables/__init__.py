"""A report over many documents as the tables that are handed in: 对标比对表 first, then all that goes with it.

The writers of Word, Excel, Markdown and CSV give them their form; what stands in them is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...report import MOST_FIGURES, Report
from ..tables.model import Handout, Run, Table
from ..tables.words import words
from . import answers, checks, figures, overview, similar, wording
from .dimensions import dimensions
from .reported import Reported, with_names

__all__ = ["report_handout"]


def report_handout(report: Report, *, full: bool = False, lang: str = "zh", book: bool = False) -> Handout:
    """The tables of a report.

    full: nothing is cut short. book: for a workbook, which is never cut short, has matrices one by one, and holds
    documents below each other where there are too many to stand side by side.
    """
    say = words(lang)
    made = with_names(report, say, full or book)
    tables = [table for table in _tables(made, book) if table.rows]
    counted = say.say(
        "counted_documents", documents=len(report.entries), families=len(report.families), issuers=report.issuers
    )
    sources = [counted] + ([say.say("counted_failures", n=len(report.failures))] if report.failures else [])
    return Handout(
        regime="report",
        title=say.say("title_report"),
        sources=tuple(sources),
        legend=(Run(say.say("legend")), Run(say.say("legend_report"))),
        preface=tuple(_missing(made, book)),
        main=tables[0],
        coverage=(),
        further=(),
        lang=say.lang,
        extracts=tuple(tables[1:]),
        headed=True,
    )


def _tables(made: Reported, book: bool) -> Iterator[Table]:
    report = made.report
    if book or not made.wide:
        yield dimensions(made)
    yield overview.overview(made)
    yield from figures.targets(made)
    yield from figures.benefits(made)
    if report.coverage is not None:
        yield answers.uptakes(made, report.coverage)
        yield answers.items(made, report.coverage)
    if len(made.short) > 1:
        yield wording.distinctive(made)
        yield wording.shared(made)
        yield from _similar(made, book)
    yield overview.copies(made)
    yield overview.versions(made)
    if report.folder_pairs is not None:
        yield answers.folder_pairs(made, report.folder_pairs)
        yield answers.folder_values(made, report.folder_pairs)
        yield answers.folder_alone(made, report.folder_pairs)
    yield checks.runs(made)
    yield checks.places(made)
    yield checks.figures(made)
    yield overview.failures(made)
    yield overview.knowledge(made)


def _similar(made: Reported, book: bool) -> Iterator[Table]:
    if similar.has_matrix(made, book):
        yield from (similar.figure(made, name) for name in similar.FIGURES) if book else (similar.matrix(made),)
    yield similar.pairs(made)
    if book:
        yield similar.by_role(made)


def _missing(made: Reported, book: bool) -> Iterator[str]:
    """What these tables do not hold, and where it is."""
    if not book and made.wide:
        yield made.say("no_wide", n=len(made.short))
    if made.report.figures is None:
        yield made.say("no_figures", n=MOST_FIGURES)
    wide = similar.too_wide(made, book)
    if wide:
        yield wide
