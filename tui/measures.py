"""Distinctive measures as rows to list: those of a pair, or those of each document among many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.findings import Measure as Stated
from compare.model import Document, Reason, Section
from compare.report import Distinctive
from compare.writers.inline import Ink, Run, plain, section_path
from compare.writers.names import Names
from compare.writers.summary import percent

from .detail import Detail, anchor_words
from .messages import say
from .overview import Overview
from .reader import Reader

if TYPE_CHECKING:
    from compare.diff.distinctive import Measure

_KEY, _PLAIN, _MUTED = Ink("key"), Ink("plain"), Ink("muted")


@dataclass(frozen=True, slots=True)
class Row:
    """A measure. who: the side or the document's name; group: what a filter chooses by; where: section path; near:
    similarity of the nearest counterpart as text; nearest: that counterpart, and facts: what it carries by name (units,
    deadline, amounts), both worked out when it is looked at."""

    score: float
    who: str
    group: str
    where: str
    role: str
    text: str
    anchors: tuple[Reason, ...]
    near: str
    document: Document
    section: str
    start: int
    end: int
    left: bool
    nearest: Callable[[], list[Run]]
    facts: Callable[[], tuple[tuple[str, str], ...]]

    def detail(self, names: Names, lang: str) -> list[list[Run]]:
        """What there is to say of it, as paragraphs."""
        anchors = anchor_words(self.anchors, lang)
        facts = self.facts()
        return [
            [(self.text, _PLAIN)],
            [(f"{names.word('anchors')} ", _KEY), (anchors, Ink("alone", "distinctive"))],
            *(
                [[run for name, value in facts for run in ((f"{name} ", _KEY), (f"{value}  ", _PLAIN))]]
                if facts
                else []
            ),
            [
                (f"{say('nearest' if self.group in ('left', 'right') else 'nearest_of_all', lang)} ", _KEY),
                *self.nearest(),
            ],
        ]


def of_pair(reader: Reader, ranked: tuple[Sequence[Measure], Sequence[Measure]], detail: Detail) -> list[Row]:
    """The measures of two documents, the most distinctive first."""
    both = sorted((m for side in ranked for m in side), key=lambda m: (-m.score, not m.left, m.clause))
    return [_of_pair(reader, measure, detail) for measure in both]


def _of_pair(reader: Reader, measure: Measure, detail: Detail) -> Row:
    document = reader.comparison.left if measure.left else reader.comparison.right
    section, clause = document.by_id[measure.section], document.clauses[measure.clause]
    return Row(
        measure.score,
        reader.names.side(measure.left),
        "left" if measure.left else "right",
        reader.path(document, section),
        _role(reader.names, section),
        plain(document, clause.start, clause.end),
        measure.anchors,
        percent(measure.similarity, False) if measure.nearest is not None else "—",
        document,
        measure.section,
        clause.start,
        clause.end,
        measure.left,
        lambda: detail.nearest(measure),
        lambda: _facts([m for m in document.findings.measures if m.clause == measure.clause], reader.names.lang),
    )


def _facts(found: Sequence[Stated], lang: str) -> tuple[tuple[str, str], ...]:
    """What the measures of a clause carry beside its words: units by what they do, deadline, amounts."""
    if not found:
        return ()
    units = found[0].responsible
    facts = [
        (key, "、".join(unit.text for unit in getattr(units, key))) for key in ("lead", "responsible", "cooperating")
    ]
    facts.append(("due", found[0].deadline))
    facts.append(("amounts", "、".join(dict.fromkeys(amount for one in found for amount in one.amounts))))
    return tuple((say(f"measure_{key}", lang), value) for key, value in facts if value)


def of_report(overview: Overview) -> list[Row]:
    """The measures of all documents, each against all others, the most distinctive first."""
    rows = [
        _of_report(overview, family, measure)
        for family, measures in enumerate(overview.report.distinctive)
        for measure in measures
    ]
    return sorted(rows, key=lambda row: (-row.score, int(row.group), row.start))


def _of_report(overview: Overview, family: int, measure: Distinctive) -> Row:
    report, word = overview.report, overview.names.tables["word"]
    document = report.entries[measure.quote.document].document
    section = report.section(measure.quote)

    def path(of: Document, found: Section) -> str:
        return section_path(of, found, word["paragraph"], word["preamble"])

    def nearest() -> list[Run]:
        if measure.nearest is None:
            return [(say("nothing_near", overview.names.lang), _MUTED)]
        other = report.entries[measure.nearest.document]
        there = report.section(measure.nearest)
        place = f"{overview.label(other.family)} {path(other.document, there) if there else ''}"
        text = plain(other.document, measure.nearest.start, measure.nearest.end)
        return [(f"{place} {percent(measure.similarity, False)} ", _PLAIN), (text, _MUTED)]

    def facts() -> tuple[tuple[str, str], ...]:
        from compare.measures.extract import measures_of  # brings libraries that the screen starts without

        at = measure.quote.start
        clause = next((n for n, one in enumerate(document.clauses) if one.start <= at < one.end), -1)
        return _facts(measures_of(document, clause), overview.names.lang)

    return Row(
        measure.score,
        overview.label(family),
        str(family),
        path(document, section) if section else "",
        overview.names.tables["tag"].get(measure.role, ""),
        plain(document, measure.quote.start, measure.quote.end),
        measure.anchors,
        percent(measure.similarity, False) if measure.nearest is not None else "—",
        document,
        measure.quote.section,
        measure.quote.start,
        measure.quote.end,
        True,
        nearest,
        facts,
    )


def _role(names: Names, section: Section) -> str:
    return names.tables["tag"].get(section.roles[0], "") if section.roles else ""
