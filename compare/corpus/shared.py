"""Shared clauses: what several families carry word for word or nearly so, phrases, frames and phrases of a period."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..basics.key import plain_text
from ..frequency import formulas
from ..report import CLAUSE, FRAME, PERIOD, PHRASE, Passages, Quote, SharedRow
from ..vocabulary import table
from .join import groups_of, spread
from .quoting import quote
from .sheet import Sheet

NEAR = 0.90  # ratio from which two clauses are one row
_SHORTEST = 7  # matching characters of a clause or phrase that is worth a row
_LEAST = 2  # families
_PERIOD_GROUP = "period"  # of the formula bank
_FORMULA_COVER = 0.60  # of a row's text, for it to be called by the formula's name


@dataclass(frozen=True)
class Head:
    """A family as tables need it: its sheet, document number, place, date ('' where unknown) and title core."""

    sheet: Sheet
    document: int
    place: str
    date: str
    core: str = ""


@dataclass(frozen=True)
class _Units:
    """Clauses, or pieces of clauses, of all families: family, number in its sheet, length and hash of the key."""

    family: NDArray[np.int32]
    number: NDArray[np.int32]
    length: NDArray[np.int32]
    hashes: NDArray[np.uint64]


def shared_rows(heads: Sequence[Head], passages: Passages) -> tuple[SharedRow, ...]:
    """All rows, most families first, then most issuers, then the longest."""
    clauses = _units(heads, pieces=False)
    near = _components(clauses, heads, passages)
    clause_rows, covered = _clause_rows(heads, clauses, near)
    rows = [
        *clause_rows,
        *_piece_rows(heads, _units(heads, pieces=True), covered),
        *_frames(heads),
        *_periods(heads),
    ]
    return tuple(sorted(rows, key=lambda r: (-r.families, -r.issuers, -len(r.text), r.kind, r.quotes[0])))


def _units(heads: Sequence[Head], *, pieces: bool) -> _Units:
    found: list[list[Any]] = [[], [], [], []]
    for index, head in enumerate(heads):
        keys = head.sheet.piece_keys if pieces else head.sheet.keys
        found[0].append(np.full(len(keys), index, dtype=np.int32))
        found[1].append(np.arange(len(keys), dtype=np.int32))
        found[2].append(np.asarray([len(key) for key in keys], dtype=np.int32))
        found[3].append(np.asarray([text_hash(key) for key in keys], dtype=np.uint64))
    family, number, length, hashes = (np.concatenate(column) for column in found)
    return _Units(family, number, length, hashes)


def text_hash(text: str) -> int:
    """A hash of a text, the same on every machine and run."""
    return int.from_bytes(blake2b(text.encode("utf-8", errors="surrogatepass"), digest_size=8).digest(), "little")


def frequent_clauses(heads: Sequence[Head], most: int) -> dict[str, list[int]]:
    """Keys of clauses that more than `most` families carry word for word, with these families."""
    units = _units(heads, pieces=False)
    found: dict[str, list[int]] = {}
    for rows in _groups(units):
        families = sorted(set(units.family[rows].tolist()))
        if len(families) > most:
            first = int(rows[0])
            found[heads[units.family[first]].sheet.keys[units.number[first]]] = families
    return found


def _groups(units: _Units) -> list[NDArray[np.int64]]:
    """Rows of equal units that several families have and that are long enough."""
    order, starts, ends = groups_of(units.hashes)
    several = spread(order, starts, ends, units.family) >= _LEAST
    groups = [order[a:b] for a, b in zip(starts[several].tolist(), ends[several].tolist(), strict=True)]
    return [rows for rows in groups if units.length[rows[0]] >= _SHORTEST]


def _components(units: _Units, heads: Sequence[Head], passages: Passages) -> list[list[int]]:
    """Rows of units that are equal or at least NEAR alike, directly or through others; several families each."""
    base = np.concatenate(([0], np.cumsum([len(head.sheet.last) for head in heads])))
    parent = list(range(len(units.family)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(a: int, b: int) -> None:
        low, high = sorted((root(a), root(b)))
        parent[high] = low

    members: set[int] = set()
    for rows in _groups(units):
        members.update(rows.tolist())
        for row in rows[1:].tolist():
            join(int(rows[0]), row)
    alike = np.flatnonzero(passages.similarity >= NEAR)
    left = (base[passages.left[alike]] + passages.left_clause[alike]).tolist()
    right = (base[passages.right[alike]] + passages.right_clause[alike]).tolist()
    for a, b in zip(left, right, strict=True):
        join(a, b)
    members.update(left, right)
    found: dict[int, list[int]] = {}
    for row in sorted(members):
        found.setdefault(root(row), []).append(row)
    return [rows for _, rows in sorted(found.items())]


def _clause_rows(
    heads: Sequence[Head], units: _Units, components: Iterable[Sequence[int]]
) -> tuple[list[SharedRow], dict[tuple[int, int], frozenset[int]]]:
    """Rows of clauses; and for each clause in one (family, number), the families of its row."""
    rows, covered = [], {}
    for members in components:
        first: dict[int, int] = {}
        for row in members:
            first.setdefault(int(units.family[row]), row)
        if len(first) < _LEAST:
            continue
        families = frozenset(first)
        for row in members:
            covered[int(units.family[row]), int(units.number[row])] = families
        quotes = {}
        for family, row in first.items():
            clause = heads[family].sheet.document.clauses[units.number[row]]
            quotes[family] = _quote(heads[family], clause.start, clause.end, clause.section)
        rows.append(_row(CLAUSE, heads, quotes))
    return rows, covered


def _piece_rows(
    heads: Sequence[Head], units: _Units, covered: dict[tuple[int, int], frozenset[int]]
) -> list[SharedRow]:
    """Rows of phrases that more families carry than any whole clause they stand in."""
    found = []
    clause_of = [head.sheet.clause_of for head in heads]
    for members in _groups(units):
        first: dict[int, int] = {}
        for row in members.tolist():
            first.setdefault(int(units.family[row]), row)
        families = frozenset(first)
        places = {(f, int(clause_of[f][units.number[row]])) for f, row in first.items()}
        if any(families <= covered.get(place, frozenset()) for place in places):
            continue
        quotes = {}
        for family, row in first.items():
            head, number = heads[family], int(units.number[row])
            section = head.sheet.document.clauses[int(clause_of[family][number])].section
            quotes[family] = _quote(head, int(head.sheet.starts[number]), int(head.sheet.stops[number]), section)
        found.append(_row(PHRASE, heads, quotes))
    return found


def _quote(head: Head, start: int, end: int, section: str | None = None) -> Quote:
    return quote(head.document, head.sheet.document, start, end, section)


def _row(
    kind: str,
    heads: Sequence[Head],
    quotes: dict[int, Quote],
    *,
    formula: str | None = None,
    years: tuple[int, int] | None = None,
) -> SharedRow:
    order = sorted(quotes, key=lambda f: (heads[f].date == "", heads[f].date, quotes[f]))
    document = heads[order[0]].sheet.document
    earliest = quotes[order[0]]
    # As written, numbers and names included: keys, by which they were found, have none.
    said = {plain_text(heads[f].sheet.document.text[quotes[f].start : quotes[f].end]) for f in order}
    roles = Counter(role for f in order for role in _roles(heads[f].sheet, quotes[f])[:1])
    return SharedRow(
        kind=kind,
        text=document.text[earliest.start : earliest.end],
        quotes=tuple(quotes[f] for f in order),
        families=len(order),
        issuers=len({heads[f].place for f in order} - {""}),
        first_date=heads[order[0]].date,
        formula=formula_in(heads[order[0]].sheet.formulas, earliest.start, earliest.end)
        if formula is None
        else formula,
        exact=len(said) == 1,
        role=min(roles, key=lambda role: (-roles[role], role)) if roles else "",
        years=years,
    )


def _roles(sheet: Sheet, quote: Quote) -> tuple[str, ...]:
    section = sheet.document.by_id.get(quote.section)
    return section.roles if section else ()


def formula_in(found: Sequence[tuple[int, int, str]], first: int, last: int) -> str:
    """Id of the ritual formula that covers most of the stretch [first, last), if it covers enough of it, else ''.
    found: occurrences, in order."""
    bank = formulas()
    covered: Counter[str] = Counter()
    at = bisect_left(found, (first - 200, 0, ""))
    for start, end, ident in found[at:]:
        if start >= last:
            break
        if ident not in bank or bank[ident].ritual:
            covered[ident] += max(0, min(end, last) - max(start, first))
    best = min(covered, key=lambda ident: (-covered[ident], ident), default="")
    return best if best and covered[best] >= _FORMULA_COVER * (last - first) else ""


def _frames(heads: Sequence[Head]) -> list[SharedRow]:
    """Formulas of the bank by who has them, at their first place in each family."""
    places: dict[str, dict[int, Quote]] = {}
    bank = formulas()
    for family, head in enumerate(heads):
        for start, end, ident in head.sheet.formulas:
            if ident in bank and bank[ident].group == _PERIOD_GROUP:
                continue  # listed with their years
            known = places.setdefault(ident, {})
            if family not in known:
                known[family] = _quote(head, start, end)
    return [
        _row(FRAME, heads, quotes, formula=ident) for ident, quotes in sorted(places.items()) if len(quotes) >= _LEAST
    ]


def _periods(heads: Sequence[Head]) -> list[SharedRow]:
    """Phrases of their time by who has them."""
    found = []
    plain = ["".join(head.sheet.document.text.split()) for head in heads]
    for row in table("periods.json")["rows"]:
        phrase = row["phrase"]
        quotes = {}
        for family, head in enumerate(heads):
            if phrase in plain[family]:
                at = head.sheet.document.text.find(phrase)
                if at >= 0:
                    quotes[family] = _quote(head, at, at + len(phrase))
        if quotes:
            years = (row["first"], row["last"]) if row["first"] else None
            found.append(_row(PERIOD, heads, quotes, formula="", years=years))
    return found
