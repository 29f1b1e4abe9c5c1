"""Copy checks, as facts: verbatim runs of two documents, places that are not the document's own, equal figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from ..model import Clause
from ..report import Checks, CopyCheck, ForeignPlace, Matrix, Quote, SameFigure, VerbatimRun
from ..vocabulary import places, places_above
from .dimensions import FIGURE
from .fingerprints import codes_of, gram_hashes
from .passages import RUN
from .quoting import quote
from .shared import Head

_MOST_PAIRS = 60  # pairs whose runs are listed, most alike first
_LEAST = 0.02  # gross similarity from which a pair is looked at
_MOST_RUNS = 10  # runs listed a pair
_MOST_QUOTES = 3
_OFTEN = 20  # times that a run may stand in a text
_NEAR = 0.75  # similarity of clauses whose figures are compared
_DIGITS = 3  # significant digits from which an equal figure is no accident
_MOST_SAME = 3  # families with one and the same figure; more make it a common target
_SUFFIXES = frozenset("省市区县州盟旗")
_LONGEST = 12  # characters of a place's name
_BODY = re.compile(r"[^，。；、\n]{0,6}(?:人民政府|政府办|委员会|[厅局委办]|行政区域|辖区)")


def run_checks(heads: Sequence[Head], matrix: Matrix, versions: Mapping[int, int]) -> Checks:
    """All checks. versions: a number that families linked as versions share; they are not set against each other."""
    return Checks(_copies(heads, matrix, versions), _places(heads, matrix, versions), _figures(heads, matrix, versions))


def _copies(heads: Sequence[Head], matrix: Matrix, versions: Mapping[int, int]) -> tuple[CopyCheck, ...]:
    pairs = [
        (-float(matrix.gross[i, j]), i, j)
        for i, j in np.argwhere(np.triu(matrix.gross, 1) >= _LEAST).tolist()
        if versions[i] != versions[j]
    ]
    bodies: dict[int, _Body] = {}
    found = []
    for _, left, right in sorted(pairs)[:_MOST_PAIRS]:
        for family in (left, right):
            if family not in bodies:
                bodies[family] = _Body(heads[family])
        check = _check(left, right, bodies[left], bodies[right])
        if check is not None:
            found.append(check)
    return tuple(sorted(found, key=lambda check: (-check.net, -check.gross, check.left, check.right)))


class _Body:
    """The letters and digits of a document's sections, their places in the text, and which are ritual."""

    def __init__(self, head: Head) -> None:
        self.head = head
        text = head.sheet.document.text
        kept = np.zeros(len(text), dtype=bool)
        for section in head.sheet.document.sections:
            kept[section.start : section.end] = True
        for region in head.sheet.document.furniture:
            kept[region.start : region.end] = False
        kept &= np.fromiter(map(str.isalnum, text), dtype=bool, count=len(text))
        self.places = np.flatnonzero(kept)
        codes = codes_of(text)[self.places]
        self.hashes = gram_hashes(codes, RUN)
        self.codes = codes
        ritual = np.zeros(len(text), dtype=bool)
        for start, end, _ in head.sheet.formulas:
            ritual[start:end] = True
        for match in re.finditer(r"《[^》\n]{2,80}》", text):
            ritual[match.start() : match.end()] = True
        self.own = ~ritual[self.places]

    def quote(self, start: int, end: int) -> Quote:
        """The stretch of text from letter `start` to before letter `end`."""
        return quote(
            self.head.document, self.head.sheet.document, int(self.places[start]), int(self.places[end - 1]) + 1
        )


def _check(left: int, right: int, one: _Body, two: _Body) -> CopyCheck | None:
    runs = _runs(one, two)
    if not runs:
        return None
    turned = len(two.codes) < len(one.codes)
    shorter = two if turned else one
    covered = np.zeros(len(shorter.codes), dtype=bool)
    for at, there, length in runs:
        start = there if turned else at
        covered[start : start + length] = True
    longest = sorted(_apart(runs), key=lambda run: (-run[2], run[0]))[:_MOST_RUNS]
    return CopyCheck(
        left,
        right,
        float(covered.mean()),
        float(covered[shorter.own].mean()) if shorter.own.any() else 0.0,
        tuple(
            VerbatimRun(one.quote(at, at + length), two.quote(there, there + length), length)
            for at, there, length in sorted(longest)
        ),
    )


def _runs(one: _Body, two: _Body) -> list[tuple[int, int, int]]:
    """Equal runs of RUN letters and more as (place on the left, on the right, length)."""
    hashes, counts = np.unique(two.hashes, return_counts=True)
    wanted = np.isin(one.hashes, hashes[counts <= _OFTEN])
    order = np.argsort(two.hashes, kind="stable")
    ordered = two.hashes[order]
    lefts, rights = [], []
    for at in np.flatnonzero(wanted).tolist():
        low, high = np.searchsorted(ordered, one.hashes[at]), np.searchsorted(ordered, one.hashes[at], side="right")
        rights.append(order[low:high])
        lefts.append(np.full(int(high - low), at))
    if not lefts:
        return []
    left, right = np.concatenate(lefts), np.concatenate(rights)
    order = np.lexsort((left, left - right))
    left, right = left[order], right[order]
    new = np.ones(len(left), dtype=bool)
    new[1:] = (np.diff(left - right) != 0) | (np.diff(left) != 1)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(left)) - 1
    lengths = left[last] - left[first] + RUN
    return list(zip(left[first].tolist(), right[first].tolist(), lengths.tolist(), strict=True))


def _apart(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Runs that do not overlap on the left, the longest first chosen."""
    kept: list[tuple[int, int, int]] = []
    for run in sorted(runs, key=lambda r: (-r[2], r[0], r[1])):
        if all(run[0] + run[2] <= other[0] or other[0] + other[2] <= run[0] for other in kept):
            kept.append(run)
        if len(kept) == _MOST_RUNS:
            break
    return kept


def _places(heads: Sequence[Head], matrix: Matrix, versions: Mapping[int, int]) -> tuple[ForeignPlace, ...]:
    """Names of other places: in a passage shared with a document of that place, or as part of a body's name."""
    shared = _places_in_passages(heads, matrix, versions)
    found = []
    for family, head in enumerate(heads):
        own = _lineage(head)
        document = head.sheet.document
        if not own:
            continue
        named: dict[str, list[Quote]] = {}
        said = {place for place, _ in shared.get(family, ())}
        for clause in document.clauses:
            text = document.text[clause.start : clause.end]
            for start, end in _names(text):
                name = text[start:end]
                if _foreign(name, own) and name not in said and _BODY.match(text, end):
                    named.setdefault(name, []).append(_quote(head, clause))
        found += [
            ForeignPlace(head.document, name, tuple(quotes[:_MOST_QUOTES]), None)
            for name, quotes in sorted(named.items())
            if len(quotes) <= _MOST_QUOTES  # named more often, it is what the text is about
        ]
        by_place: dict[tuple[str, int], list[Quote]] = {}
        for (place, other), clause in shared.get(family, {}).items():
            by_place.setdefault((place, other), []).append(_quote(head, clause))
        found += [
            ForeignPlace(head.document, place, tuple(quotes), heads[other].document)
            for (place, other), quotes in sorted(by_place.items())
        ]
    return tuple(sorted(found, key=lambda place: (place.of is None, place.document, place.quotes[0], place.place)))


def _places_in_passages(
    heads: Sequence[Head], matrix: Matrix, versions: Mapping[int, int]
) -> dict[int, dict[tuple[str, int], Clause]]:
    """Of each family, places of another's issuers that stand in a clause that both have: (place, other) → clause."""
    passages = matrix.passages
    lineages = [_lineage(head) for head in heads]
    found: dict[int, dict[tuple[str, int], Clause]] = {}
    sides = (
        (passages.left, passages.left_clause, passages.right),
        (passages.right, passages.right_clause, passages.left),
    )
    for own, clauses, others in sides:
        for family, number, other in zip(own.tolist(), clauses.tolist(), others.tolist(), strict=True):
            theirs = heads[other].sheet.document.metadata.places
            if versions[family] == versions[other] or not lineages[family] or not theirs:
                continue
            document = heads[family].sheet.document
            clause = document.clauses[number]
            text = document.text[clause.start : clause.end]
            for place in theirs[:1]:
                if place in text and _foreign(place, lineages[family]) and theirs[-1] not in lineages[family]:
                    found.setdefault(family, {}).setdefault((place, other), clause)
    return found


def _lineage(head: Head) -> frozenset[str]:
    """A document's own places, those above them and below them; empty where it has none."""
    own = set(head.sheet.document.metadata.places)
    if not own:
        return frozenset()
    full = {name for name in own if name in places()}
    above = {name for place in full for name in places_above().get(place, ())}
    below = {name for name, over in places_above().items() if full & set(over)}
    return frozenset(own | above | below)


def _foreign(name: str, own: frozenset[str]) -> bool:
    return name not in own and not any(name in other or other in name for other in own)


def _names(text: str) -> list[tuple[int, int]]:
    """Spans of administrative divisions named in full."""
    known = places()
    found: list[tuple[int, int]] = []
    for end in (i + 1 for i, char in enumerate(text) if char in _SUFFIXES):
        start = next((end - n for n in range(min(_LONGEST, end), 2, -1) if text[end - n : end] in known), -1)
        if start >= 0:
            found.append((start, end))
    return found


def _figures(heads: Sequence[Head], matrix: Matrix, versions: Mapping[int, int]) -> tuple[SameFigure, ...]:
    """Clauses nearly alike of two issuers with equal figures of several digits, that few others give."""
    passages = matrix.passages
    found: list[tuple[tuple[str, ...], int, int, int, int, float]] = []
    for row in np.flatnonzero(passages.similarity >= _NEAR).tolist():
        left, right = int(passages.left[row]), int(passages.right[row])
        if versions[left] == versions[right] or heads[left].place == heads[right].place:
            continue
        clauses = int(passages.left_clause[row]), int(passages.right_clause[row])
        values = [_telling(heads[f], n) for f, n in zip((left, right), clauses, strict=True)]
        same = tuple(value for value in values[0] if value in values[1])
        if same:
            found.append((same, left, right, *clauses, float(passages.similarity[row])))
    spread: dict[tuple[str, ...], set[int]] = {}
    for same, left, right, *_ in found:
        spread.setdefault(same, set()).update((left, right))
    rows = [
        SameFigure(
            _quote(heads[left], heads[left].sheet.document.clauses[a]),
            _quote(heads[right], heads[right].sheet.document.clauses[b]),
            same,
            similarity,
        )
        for same, left, right, a, b, similarity in found
        if len(spread[same]) <= _MOST_SAME
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.values), -row.similarity, row.left, row.right)))


def _telling(head: Head, number: int) -> list[str]:
    """Figures with a unit and at least _DIGITS significant digits in a clause, each once."""
    document = head.sheet.document
    clause = document.clauses[number]
    found = ("".join(match.group().split()) for match in FIGURE.finditer(document.text, clause.start, clause.end))
    return [value for value in dict.fromkeys(found) if len(re.sub(r"\D", "", value).strip("0")) >= _DIGITS]


def _quote(head: Head, clause: Clause) -> Quote:
    return quote(head.document, head.sheet.document, clause.start, clause.end, clause.section)
