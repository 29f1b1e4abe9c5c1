"""Targets and benefits of all documents: indicators and cases against documents, cells as written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...findings import Benefit, Target
from ...report import BenefitsRow, IndicatorRow
from ..tables.extracts import benefit, target
from ..tables.model import Cell, Column, Paragraph, Run, Table, plain
from .reported import Reported, cell, count

_MOST = 60  # rows of several documents that a text document lists
_MOST_ALONE = 10  # and rows of one document alone, for each

_Rows = Sequence[IndicatorRow | BenefitsRow]


def targets(made: Reported) -> Iterator[Table]:
    """A row for each indicator and 口径; what is counted in another way says so. In a text document what one document
    alone has is a list of its own."""
    rows = made.report.figures.indicators if made.report.figures else ()
    yield from _tables(made, "targets", rows)


def benefits(made: Reported) -> Iterator[Table]:
    """The same for benefits, a row for each case."""
    rows = made.report.figures.benefits if made.report.figures else ()
    yield from _tables(made, "benefits", rows)


def _tables(made: Reported, key: str, rows: _Rows) -> Iterator[Table]:
    if made.whole or len(made.short) < 2:
        yield _beside(made, key, rows, ())
        return
    common, rest = made.kept([row for row in rows if row.families > 1], _MOST)
    yield _beside(made, key, common, (rest,))
    alone = [[row for row in rows if row.families == 1 and row.cells[family]] for family in range(len(made.short))]
    left_out = sum(max(0, len(found) - _MOST_ALONE) for found in alone)
    lists = (
        (plain(made.short[family]), *_lead(made, row)[:-1], _said(made, family, row))
        for family, found in enumerate(alone)
        for row in found[:_MOST_ALONE]
    )
    notes = (made.say("about_alone"), made.say("rest_each", n=_MOST_ALONE, rest=left_out) if left_out else "")
    yield made.table(f"{key}_alone", ("document", *_LEADS[key][:-1], "text"), lists, notes)


_LEADS = {"targets": ("indicator", "counted", "families"), "benefits": ("benefit", "families")}


def _beside(made: Reported, key: str, rows: _Rows, notes: tuple[str, ...]) -> Table:
    """Documents side by side, in a text document those that have any of it; a long list where there are too many."""
    leads = _LEADS[key]
    notes = (made.say(f"about_report_{key}"), *notes)
    families = range(len(made.short))
    if made.wide:
        columns: tuple[str | Column, ...] = (*leads, "document", "text")
        found = (
            (*_lead(made, row), plain(made.short[family]), _said(made, family, row))
            for row in rows
            for family in families
            if row.cells[family]
        )
        return made.table(key, columns, found, notes)
    shown = [f for f in families if made.whole or any(row.cells[f] for row in rows)]
    without = made.words.listed(made.short[f] for f in families if f not in shown)
    notes = (*notes, made.say("without", names=without) if rows and without else "")
    columns = (*leads, *made.beside(18, 11, shown))
    beside = ((*_lead(made, row), *(_said(made, family, row) for family in shown)) for row in rows)
    return made.table(key, columns, beside, notes, len(leads))


def _lead(made: Reported, row: IndicatorRow | BenefitsRow) -> tuple[Cell, ...]:
    if isinstance(row, BenefitsRow):
        return plain(row.item), count(row.families)
    return plain(row.name), plain(_counted(made, row)), count(row.families)


def _said(made: Reported, family: int, row: IndicatorRow | BenefitsRow) -> Cell:
    document = made.report.head(family).document
    found: Sequence[Target | Benefit] = row.cells[family]
    paragraphs: list[Paragraph] = [
        target(document, one, made.words) if isinstance(one, Target) else benefit(document, one, made.words)
        for one in found
    ]
    return cell(paragraphs or [(Run(made.say("absent"), "note"),)])


def _counted(made: Reported, row: IndicatorRow) -> str:
    """In what way a row is counted, where the same indicator is counted in several."""
    if not row.others:
        return ""
    how = [*row.qualifiers, made.words.names.get("target_kind", row.kind), row.unit]
    return made.say("counted_other", n=row.others, how=made.words.listed(filter(None, how)))
