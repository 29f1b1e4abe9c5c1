"""Distinctive measures (特色举措) of each family against all others, ranked, with why and the nearest counterpart.

A character is a family's own when no run of characters around it stands in any family but its versions. Names and
amounts in text of one's own make a clause specific; specific, new and long make it distinctive (domain reference 4.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..basics.key import NUMBER, PLACE
from ..basics.numerals import HAN, HAN_UNITS
from ..basics.similarity import ratio_matrix
from ..diff.anchors import anchors_of
from ..diff.distinctive import FORMULA_POINTS, FORMULA_SHARE, MOST_POINTS, specificity
from ..model import Reason
from ..report import Distinctive, Quote
from .fingerprints import codes_of, gram_hashes, many
from .join import groups_of, spread
from .quoting import quote
from .shared import Head
from .sheet import Sheet

_RUN = 5  # characters of a run that makes text another family's too; four meet by chance in long reports
_MASKED = 3  # numbers and places in a run
_MASKS = (ord(NUMBER), ord(PLACE))
_SHORTEST = 12  # matching characters of a clause that may be a measure
_OWN = 0.30  # share of a clause, and of a piece with an anchor, that must be its own
_WEIGHTS = (0.5, 0.25, 0.25)  # of specificity, novelty and own share, as for a pair
_LOOKED_AT = 3  # times as many clauses are compared with all others as are kept
_NEAR = 24  # candidates compared with a clause
_COMMON = 64  # clauses that may hold a run of four characters for it to point to a counterpart
_LEAST = 2  # points of specificity; without them a clause is its own wording, but no measure (4.3)
_NAME = 3  # characters of a quoted name; shorter ones are figures of speech (“握手”)
_NO_MEASURE = frozenset(
    ("basis", "significance", "review", "situation", "problems", "guiding_ideology", "principles")
    + ("scope", "liability", "closing", "supplementary")
)
_CUE = re.compile(
    rf"[0-9０-９A-Za-z“\"「]|分之|{HAN}(?:{HAN_UNITS}|月)|[市县区镇乡州]|公司|集团|院|大学|实验室|联盟|协会|中心|基金|专班|券|贴息|补"
)


def distinctive_measures(
    heads: Sequence[Head], versions: Mapping[int, int], most: int
) -> tuple[tuple[Distinctive, ...], ...]:
    """Of each family its first `most` measures, best first. versions: a number that families linked as versions
    share; they are not set against each other."""
    groups = np.asarray([versions[family] for family in range(len(heads))], dtype=np.int32)
    own = _own_characters([head.sheet for head in heads], groups)
    index = _Index([head.sheet for head in heads], groups)
    return tuple(_measures(heads, family, own[family], index, most) for family in range(len(heads)))


def _own_characters(sheets: Sequence[Sheet], groups: NDArray[np.int32]) -> list[NDArray[np.bool_]]:
    """Of each sheet, which characters of its key stand in no run that another group has."""
    hashes, rows, owners = [], [], []
    base = np.concatenate(([0], np.cumsum([len(sheet.key) for sheet in sheets])))
    for number in np.argsort(groups, kind="stable").tolist():
        codes = codes_of(sheets[number].key)
        kept = np.flatnonzero(many(codes, _MASKS, _RUN, _MASKED))
        hashes.append(gram_hashes(codes, _RUN)[kept])
        rows.append(base[number] + kept)
        owners.append(np.full(len(kept), groups[number], dtype=np.int32))
    order, starts, ends = groups_of(np.concatenate(hashes))
    owner, row = np.concatenate(owners), np.concatenate(rows)
    several = spread(order, starts, ends, owner) > 1
    change = np.zeros(len(order) + 1, dtype=np.int8)
    change[starts[several]] = 1
    change[ends[several]] -= 1
    shared = row[order[np.cumsum(change[:-1]) > 0]]
    size = int(base[-1]) + 1
    cover = np.bincount(shared, minlength=size) - np.bincount(np.minimum(shared + _RUN, base[-1]), minlength=size)
    own = np.cumsum(cover[:-1]) == 0
    return [own[a:b] for a, b in zip(base[:-1].tolist(), base[1:].tolist(), strict=True)]


class _Index:
    """Clauses of all sheets by runs of four characters, to find what is nearest to one."""

    def __init__(self, sheets: Sequence[Sheet], groups: NDArray[np.int32]) -> None:
        self.sheets, self.groups = sheets, groups
        self.base = np.concatenate(([0], np.cumsum([len(sheet.last) for sheet in sheets])))
        self.family = np.repeat(np.arange(len(sheets), dtype=np.int32), np.diff(self.base))
        self.keys = [key for sheet in sheets for key in sheet.keys]
        hashes, clauses = [], []
        for number, sheet in enumerate(sheets):
            codes = codes_of(sheet.key)
            at = np.flatnonzero(many(codes, _MASKS, 4, 2))
            hashes.append(gram_hashes(codes, 4)[at])
            clause = np.searchsorted(sheet.bounds, at + 1, side="right") - 1
            clauses.append((clause + self.base[number]).astype(np.int32))
        found, clause = np.concatenate(hashes), np.concatenate(clauses)
        order = np.argsort(found)  # rows of one hash in any order: they are counted, and ties go to the lower clause
        self.hashes, self.clauses = found[order], clause[order]

    def nearest(self, family: int, clause: int) -> tuple[int, int, float] | None:
        """Family, clause and ratio of the most similar clause of another group; None where none has a run of it."""
        key = self.keys[self.base[family] + clause]
        grams = np.unique(gram_hashes(codes_of(key), 4))
        low, high = np.searchsorted(self.hashes, grams), np.searchsorted(self.hashes, grams, side="right")
        rare = (high - low <= _COMMON) & (high > low)
        if not rare.any():
            return None
        low, high = low[rare], high[rare]
        rows = np.concatenate([self.clauses[a:b] for a, b in zip(low.tolist(), high.tolist(), strict=True)])
        weight = np.repeat(1.0 / (high - low), high - low)
        apart = self.groups[self.family[rows]] != self.groups[family]
        rows, weight = rows[apart], weight[apart]
        if not len(rows):
            return None
        known, where = np.unique(rows, return_inverse=True)
        total = np.bincount(where, weights=weight)
        best = known[np.lexsort((known, -total))[:_NEAR]]
        ratios = ratio_matrix([key], [self.keys[row] for row in best.tolist()])[0]
        top = int(np.lexsort((best, -ratios))[0])
        row = int(best[top])
        there = int(self.family[row])
        return there, row - int(self.base[there]), float(ratios[top])


def _measures(
    heads: Sequence[Head], family: int, own: NDArray[np.bool_], index: _Index, most: int
) -> tuple[Distinctive, ...]:
    head = heads[family]
    sheet, document = head.sheet, head.sheet.document
    bounds = sheet.bounds
    size = np.maximum(np.diff(bounds), 1)
    sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(own, dtype=np.int64)))
    share = (sums[bounds[1:]] - sums[bounds[:-1]]) / size
    ritual = np.bincount(sheet.clause_of, weights=sheet.ritual, minlength=len(size)) / size
    rough, seen = [], set()
    for number in np.flatnonzero((size >= _SHORTEST) & (share >= _OWN)).tolist():
        clause = document.clauses[number]
        section = document.by_id[clause.section]
        key = sheet.key[bounds[number] : bounds[number + 1]]
        if key in seen or (section.roles and section.roles[0] in _NO_MEASURE):
            continue
        seen.add(key)
        anchors = _anchors(head, number, sums)
        points = specificity(anchors, "")
        if ritual[number] > FORMULA_SHARE:
            points = max(0, points - FORMULA_POINTS)
        if points >= _LEAST:
            rough.append((_score(points, share[number], share[number]), number, anchors))
    rough.sort(key=lambda row: (-row[0], row[1]))
    found = []
    for _, number, anchors in rough[: most * _LOOKED_AT]:
        clause = document.clauses[number]
        near = index.nearest(family, number)
        similarity = near[2] if near else 0.0
        there = _said(heads[near[0]], near[1]) if near else ""
        points = specificity(anchors, there)
        if points < _LEAST:
            continue
        roles = document.by_id[clause.section].roles
        found.append(
            Distinctive(
                quote=quote(head.document, document, clause.start, clause.end, clause.section),
                role=roles[0] if roles else "",
                anchors=anchors,
                nearest=_quote(heads[near[0]], near[1]) if near else None,
                similarity=similarity,
                specificity=points,
                novelty=1.0 - similarity,
                own=float(share[number]),
                score=_score(points, 1.0 - similarity, float(share[number])),
            )
        )
    return tuple(sorted(found, key=lambda m: (-m.score, m.quote))[:most])


def _score(points: int, novelty: float, own: float) -> float:
    parts = min(points, MOST_POINTS) / MOST_POINTS, novelty, own
    return float(sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True)))


def _said(head: Head, number: int) -> str:
    """A clause without blanks, as a hard wrap may stand inside a name."""
    clause = head.sheet.document.clauses[number]
    return "".join(head.sheet.document.text[clause.start : clause.end].split())


def _quote(head: Head, number: int) -> Quote:
    clause = head.sheet.document.clauses[number]
    return quote(head.document, head.sheet.document, clause.start, clause.end, clause.section)


def _anchors(head: Head, number: int, sums: NDArray[np.int64]) -> tuple[Reason, ...]:
    """Anchors in pieces that are the family's own for a good part: what others say too anchors nothing. sums: own
    characters before each place of the key."""
    sheet = head.sheet
    first, last = (int(sheet.last[number - 1]) if number else 0), int(sheet.last[number])
    kept = []
    for piece in range(first, last):
        low, high = (int(sheet.ends[piece - 1]) if piece else 0), int(sheet.ends[piece])
        if high > low and sums[high] - sums[low] >= _OWN * (high - low):
            part = sheet.document.text[int(sheet.starts[piece]) : int(sheet.stops[piece])]
            kept.append("".join(part.split()))
    if not _CUE.search("".join(kept)):
        return ()
    found = [
        reason
        for reason in anchors_of("".join(kept), sheet.document.metadata.places, "")
        if reason.kind != "project" or len(reason.value) >= _NAME
    ]
    names = [reason for reason in found if reason.kind in ("place", "body", "project")]
    inside = {a for a in names for b in names if a != b and a.kind == b.kind and a.value in b.value}
    return tuple(reason for reason in found if reason not in inside)
