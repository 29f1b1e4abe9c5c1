"""The dimension table (对标表): roles or a user's topics against documents, with the quotations that say most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from ..basics.numerals import HAN_AMOUNT, HAN_TERM
from ..measures.responsible import statements
from ..model import Clause
from ..report import Cell, Dimension, Quote
from .quoting import quote
from .shared import Head

_MOST = 3  # quotations in a cell
FIGURE = re.compile(
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?\s*(?:[%％‰]|[十百千万亿]*[元家个项件种座处台套人名户亩吨倍米]|公里|平方)"
    rf"|{HAN_AMOUNT}|{HAN_TERM}"
)
MOST_FIGURES = 3  # figures of a clause that count
_ONLY = 0.8  # share of a clause in mentions of responsible units from which it says nothing else
_LENGTH = 60  # characters from which a longer clause says no more


def role_rows(heads: Sequence[Head], roles: Sequence[str]) -> tuple[Dimension, ...]:
    """A row for each role: clauses of its sections, those with most of their own to say first."""
    tables = [_role_cells(head) for head in heads]
    empty = [Cell(head.document, (), 0) for head in heads]
    rows = []
    for role in roles:
        cells = tuple(cells.get(role, none) for cells, none in zip(tables, empty, strict=True))
        if any(cell.total for cell in cells):
            rows.append(Dimension(role, "role", (), cells))
    return tuple(rows)


def topic_rows(heads: Sequence[Head], topics: Mapping[str, Sequence[str]]) -> tuple[Dimension, ...]:
    """A row for each topic, in the user's order: clauses with any of its keywords."""
    points = [_points(head) for head in heads] if topics else []
    return tuple(
        Dimension(
            name,
            "topic",
            tuple(words),
            tuple(_cell(head, _mentions(head, words), known) for head, known in zip(heads, points, strict=True)),
        )
        for name, words in topics.items()
    )


def _role_cells(head: Head) -> dict[str, Cell]:
    document = head.sheet.document
    of_section = {section.id: section.roles[0] for section in document.sections if section.roles}
    found: dict[str, list[tuple[int, int]]] = {}
    for number, clause in enumerate(document.clauses):
        if clause.section in of_section:
            found.setdefault(of_section[clause.section], []).append((number, 0))
    points = _points(head)
    return {role: _cell(head, rows, points) for role, rows in found.items()}


def _mentions(head: Head, words: Sequence[str]) -> list[tuple[int, int]]:
    """Clauses with a keyword; the heading above a clause tells what it is about too, but less."""
    document = head.sheet.document
    named = {s.id: sum(word in s.heading for word in words) for s in document.sections}
    found = []
    for number, clause in enumerate(document.clauses):
        said = "".join(document.text[clause.start : clause.end].split())
        hits = sum(word in said for word in words)
        if hits:
            found.append((number, 2 * hits + min(1, named.get(clause.section, 0))))
    return found


def _cell(head: Head, found: Sequence[tuple[int, int]], points: Sequence[float]) -> Cell:
    """The best clauses in the order of the text. found: (clause, points for the topic) each."""
    found = [row for row in found if points[row[0]] >= 0] or found
    ranked = sorted(found, key=lambda row: (-row[1] - points[row[0]], row[0]))[:_MOST]
    return Cell(head.document, tuple(_quote(head, number) for number in sorted(n for n, _ in ranked)), len(found))


def _points(head: Head) -> list[float]:
    """How much each clause says: figures, and length outside set phrases; nothing where it only names who is
    responsible, which other tables tell."""
    sheet, text = head.sheet, head.sheet.document.text
    size = np.diff(sheet.bounds)
    own = size - np.bincount(sheet.clause_of, weights=sheet.ritual, minlength=len(size))
    length = (2 * np.clip(own, 0, _LENGTH) / _LENGTH).tolist()
    return [
        -1.0
        if _only_units(text, clause)
        else said + min(len(FIGURE.findall(text, clause.start, clause.end)), MOST_FIGURES)
        for said, clause in zip(length, sheet.document.clauses, strict=True)
    ]


def _only_units(text: str, clause: Clause) -> bool:
    """Whether a clause is nothing but a mention of responsible units."""
    named = sum(one.end - one.start for one in statements(text, clause.start, clause.end))
    return named >= _ONLY * (clause.end - clause.start)


def _quote(head: Head, number: int) -> Quote:
    clause = head.sheet.document.clauses[number]
    return quote(head.document, head.sheet.document, clause.start, clause.end, clause.section)
