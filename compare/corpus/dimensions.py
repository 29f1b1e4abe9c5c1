"""The dimension table (对标表): roles or a user's topics against documents, with the quotations that say most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from ..report import Cell, Dimension, Quote
from .quoting import quote
from .shared import Head

_MOST = 3  # quotations in a cell
FIGURE = re.compile(
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?\s*(?:[%％‰]|[十百千万亿]*[元家个项件种座处台套人名户亩吨倍米]|公里|平方)"
)
MOST_FIGURES = 3  # figures of a clause that count
_LENGTH = 60  # characters from which a longer clause says no more


def role_rows(heads: Sequence[Head], roles: Sequence[str]) -> tuple[Dimension, ...]:
    """A row for each role: clauses of its sections, those with most of their own to say first."""
    rows = []
    for role in roles:
        cells = tuple(_role_cell(head, role) for head in heads)
        if any(cell.total for cell in cells):
            rows.append(Dimension(role, "role", (), cells))
    return tuple(rows)


def topic_rows(heads: Sequence[Head], topics: Mapping[str, Sequence[str]]) -> tuple[Dimension, ...]:
    """A row for each topic, in the user's order: clauses with any of its keywords."""
    return tuple(
        Dimension(name, "topic", tuple(words), tuple(_topic_cell(head, words) for head in heads))
        for name, words in topics.items()
    )


def _role_cell(head: Head, role: str) -> Cell:
    document = head.sheet.document
    sections = {section.id for section in document.sections if role in section.roles[:1]}
    numbers = [n for n, clause in enumerate(document.clauses) if clause.section in sections]
    return _cell(head, [(n, 0) for n in numbers])


def _topic_cell(head: Head, words: Sequence[str]) -> Cell:
    """Clauses with a keyword; the heading above a clause tells what it is about too, but less."""
    document = head.sheet.document
    named = {s.id: sum(word in s.heading for word in words) for s in document.sections}
    found = []
    for number, clause in enumerate(document.clauses):
        said = "".join(document.text[clause.start : clause.end].split())
        hits = sum(word in said for word in words)
        if hits:
            found.append((number, 2 * hits + min(1, named.get(clause.section, 0))))
    return _cell(head, found)


def _cell(head: Head, found: Sequence[tuple[int, int]]) -> Cell:
    """The best clauses in the order of the text. found: (clause, points) each."""
    ranked = sorted(found, key=lambda row: (-row[1] - _points(head, row[0]), row[0]))[:_MOST]
    return Cell(head.document, tuple(_quote(head, number) for number in sorted(n for n, _ in ranked)), len(found))


def _points(head: Head, number: int) -> float:
    """How much a clause says: figures, and length outside set phrases."""
    sheet = head.sheet
    clause = sheet.document.clauses[number]
    figures = len(FIGURE.findall(sheet.document.text, clause.start, clause.end))
    first = int(sheet.last[number - 1]) if number else 0
    pieces = slice(first, int(sheet.last[number]))
    low = int(sheet.ends[first - 1]) if first else 0
    size = (int(sheet.ends[pieces][-1]) - low if len(sheet.ends[pieces]) else 0) - int(np.sum(sheet.ritual[pieces]))
    return min(figures, MOST_FIGURES) + 2 * min(size, _LENGTH) / _LENGTH


def _quote(head: Head, number: int) -> Quote:
    clause = head.sheet.document.clauses[number]
    return quote(head.document, head.sheet.document, clause.start, clause.end, clause.section)
