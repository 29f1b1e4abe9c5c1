"""Targets, benefits and changes of wording of both documents as rows of the page, each quotation with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...findings import Benefit, Named, Target
from ...model import Comparison
from ..inline import plain
from ..tables.extracts import benefit_facts, relation_said, target_facts, turned
from ..tables.words import Words, words
from .places import Places


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says: id and name of the place, the words, and by when, for whom and the like."""

    target: str
    path: str
    text: str
    facts: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, what either side says (nothing: 未提及), and how these stand to each other."""

    names: tuple[str, ...]
    sides: tuple[tuple[Said, ...], tuple[Said, ...]]
    relation: str
    said: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """A table. key: targets, benefits or wording; head: of the first column; about: how it is to be read."""

    key: str
    name: str
    head: str
    about: str
    rows: tuple[Row, ...]


def extracts(comparison: Comparison, places: Places) -> tuple[Extract, ...]:
    """The tables that have rows."""
    say = words(places.names.lang)
    tables = (
        ("targets", "list_indicator", _targets(comparison, places, say)),
        ("benefits", "list_benefit", _benefits(comparison, places, say)),
        ("wording", "list_words", _wording(comparison, places, say)),
    )
    made = (
        Extract(key, say.say(f"sheet_{key}"), say.say(head), say.say(f"about_{key}"), tuple(rows))
        for key, head, rows in tables
    )
    return tuple(table for table in made if table.rows)


def _targets(comparison: Comparison, places: Places, say: Words) -> Iterator[Row]:
    lefts, rights = comparison.left.findings.targets, comparison.right.findings.targets
    for row in comparison.tables.targets:
        one, other = [lefts[i] for i in row.left], [rights[j] for j in row.right]
        sides = (
            tuple(_said(found, target_facts(found, say), places, True) for found in one),
            tuple(_said(found, target_facts(found, say), places, False) for found in other),
        )
        names = tuple(dict.fromkeys(side[0].indicator for side in (one, other) if side))
        relation = relation_said(row.relation, places.names.side(bool(one)), say)
        yield Row(names, sides, row.relation, relation, row.note)


def _benefits(comparison: Comparison, places: Places, say: Words) -> Iterator[Row]:
    lefts, rights = comparison.left.findings.benefits, comparison.right.findings.benefits
    for row in comparison.tables.benefits:
        one, other = [lefts[i] for i in row.left], [rights[j] for j in row.right]
        sides = (
            tuple(_said(found, benefit_facts(found, say), places, True) for found in one),
            tuple(_said(found, benefit_facts(found, say), places, False) for found in other),
        )
        names = tuple(dict.fromkeys(side[0].item for side in (one, other) if side))
        yield Row(names, sides, row.relation, relation_said(row.relation, places.names.side(bool(one)), say))


def _said(found: Target | Benefit, facts: str, places: Places, left: bool) -> Said:
    document = places.document(left)
    target = places.clause(found.clause, left) if found.clause >= 0 else places.section(found.section, left)
    return Said(target, places.path(found.section, left), plain(document, found.start, found.end), facts)


def _wording(comparison: Comparison, places: Places, say: Words) -> Iterator[Row]:
    for change in comparison.tables.wording:
        sides = (
            (_clause(change.left_clause, change.left, places, True),),
            (_clause(change.right_clause, change.right, places, False),),
        )
        said = places.names.get("change", change.change)
        yield Row((turned(change, say),), sides, change.change, said)


def _clause(index: int, name: Named | None, places: Places, left: bool) -> Said:
    """A whole clause, and the word that changed."""
    document = places.document(left)
    clause = document.clauses[index]
    text = plain(document, clause.start, clause.end)
    return Said(places.clause(index, left), places.path(clause.section, left), text, name.text if name else "")
