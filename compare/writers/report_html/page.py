"""The page of a report as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from ...report import CLAUSE, PHRASE, Report
from ..html.frame import asset, base_style, policy, template
from ..html.markup import Markup
from ..names import Names
from ..report_tables import report_handout
from ..report_tables.reported import Reported, with_names
from ..summary import percent
from ..tables.model import Row, Table
from ..tables.quoting import ELLIPSIS
from ..tables.words import words
from . import pairs, pictures

_TEMPLATE = "report.html.jinja"
_OPEN = 12  # rows of a table that are shown before the rest is asked for
_BRIEFS = 60  # documents that have a line of their own at the top
_OWN = 3  # measures in it
_SAID = 46  # characters of a measure there
_DRAWN = ("matrix", "gross", "net", "subject", "structure", "by_role")  # tables that the pictures stand for


@dataclass(frozen=True, slots=True)
class Brief:
    """A document in a line: name, title, date, the one it is most like, and its foremost measures with their places."""

    name: str
    title: str
    target: str
    date: str
    near: str
    near_target: str
    near_share: str
    own: tuple[tuple[str, str], ...]
    more: int


def render(report: Report, names: Names, full: bool) -> str:
    """The whole page. full: tables are not cut short."""
    made = with_names(report, words(names.lang), full)
    known = pairs.chosen(made)
    english = names.lang == "en"
    says = SimpleNamespace(**json.loads(asset(__package__, "words.json"))[names.lang])
    style = base_style() + asset(__package__, "report.css")
    script = asset(__package__, "report.js")
    handout = report_handout(report, full=full, lang=names.lang)
    roles, profiles = pictures.profiles(made)
    page = template(__package__, _TEMPLATE).render(
        report=report,
        names=names,
        words=says,
        language="en" if english else "zh-CN",
        policy=policy(style, script),
        style=Markup(style),
        script=Markup(script),
        handout=handout,
        tables=[table for table in (handout.main, *handout.extracts) if table.key not in _DRAWN],
        open_rows=_OPEN,
        figures=list(_figures(made, says)),
        closest=list(_closest(made, known)),
        common=list(_common(made)),
        briefs=list(_briefs(made, known)),
        briefs_most=_BRIEFS,
        heat=pictures.heat_map(made, known, says.about_figure),
        timeline=pictures.timeline(made, says.lane),
        roles=roles,
        profiles=profiles if len(profiles) <= _BRIEFS else (),
        pairs=pairs.opened(made, known),
        row_id=lambda table, row, number: _row_id(table, row, number, report),
        rows_of=_rows_of,
        percent=percent,
    )
    return page.lstrip()


def _figures(made: Reported, says: SimpleNamespace) -> Iterator[tuple[str, str, str]]:
    """(name, value, what it means) of the figures at the top."""
    report = made.report
    copies = len(report.entries) - len(report.families)
    dates = sorted(entry.date for entry in report.entries if entry.date)
    yield (
        says.documents,
        str(len(report.families)),
        says.documents_about.format(
            read=len(report.entries), copies=copies, issuers=report.issuers, failures=len(report.failures)
        ),
    )
    if dates:
        span = dates[0][:4] if dates[0][:4] == dates[-1][:4] else f"{dates[0][:4]}—{dates[-1][:4]}"
        yield says.dates, span, says.dates_about.format(first=dates[0], last=dates[-1])
    shared = [row for row in report.shared if row.kind in (CLAUSE, PHRASE) and row.families > 1]
    yield says.shared, str(len(shared)), says.shared_about.format(n=sum(row.families > 2 for row in shared))
    yield says.own, str(sum(map(len, report.distinctive))), says.own_about
    if len(report.families) > 1:
        values = [float(report.matrix.net[i, j]) for i in range(len(report.families)) for j in range(i)]
        middle = sorted(values)[len(values) // 2]
        yield says.alike, percent(middle), says.alike_about.format(most=percent(max(values)))


def _closest(made: Reported, known: dict[tuple[int, int], str]) -> Iterator[tuple[str, str, str, str, str]]:
    """The most similar pairs: names, id, gross and net similarity."""
    for (left, right), ident in list(known.items())[:5]:
        matrix = made.report.matrix
        gross, net = float(matrix.gross[left, right]), float(matrix.net[left, right])
        yield made.short[left], made.short[right], ident, percent(gross), percent(net)


def _common(made: Reported) -> Iterator[tuple[str, int, int]]:
    """Sentences that most families share: text, families, issuers."""
    rows = [
        row
        for row in made.report.shared
        if row.kind in (CLAUSE, PHRASE) and row.exact and not row.formula and row.families > 1
    ]
    for row in sorted(rows, key=lambda row: (-row.families, -row.issuers, -len(row.text), row.text))[:5]:
        yield "".join(row.text.split()), row.families, row.issuers


def _briefs(made: Reported, known: dict[tuple[int, int], str]) -> Iterator[Brief]:
    report = made.report
    gross = report.matrix.gross
    for family in report.matrix.order[:_BRIEFS]:
        head = report.head(family)
        others = [other for other in range(len(report.families)) if other != family]
        near = max(others, key=lambda other: (float(gross[family, other]), -other), default=-1)
        value = float(gross[family, near]) if near >= 0 else 0.0
        found = report.distinctive[family]
        yield Brief(
            made.short[family],
            head.title,
            f"doc-{family + 1}",
            head.date,
            made.short[near] if value >= pairs.LEAST else "",
            known.get((min(family, near), max(family, near)), ""),
            percent(value),
            tuple((made.where(one.quote), _cut(made.said(one.quote))) for one in found[:_OWN]),
            max(0, len(found) - _OWN),
        )


def _cut(text: str) -> str:
    """A quotation, its end left out where it is long, if possible behind a comma."""
    if len(text) <= _SAID:
        return text
    comma = max(text.rfind(mark, 0, _SAID) for mark in "，；、,;")
    return text[: comma if comma >= _SAID // 2 else _SAID - 2] + ELLIPSIS


def _row_id(table: Table, row: Row, number: int, report: Report) -> str:
    """Id of a row that other places of the page lead to: the documents in the table of documents."""
    if table.key != "overview" or number >= len(report.entries):
        return ""
    family = report.entries[number].family
    return f"doc-{family + 1}" if report.families[family].representative == number else ""


def _rows_of(table: Table, first: bool) -> tuple[Row, ...]:
    """The rows that are shown at once, or those that are asked for."""
    whole = table.key in ("main", "overview", "failures", "knowledge") or len(table.rows) <= _OPEN + 5
    rows = table.rows
    return (rows if whole else rows[:_OPEN]) if first else (() if whole else rows[_OPEN:])
