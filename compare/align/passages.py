"""Clauses that say the same anywhere in two documents, whatever sections they stand in.

Shared four-character runs give candidates (runs common in either document are formula and give none),
rapidfuzz verifies them. The cost grows with the length of the documents, not with its square.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..basics.similarity import pair_ratios
from ..model import Document
from .terms import grams, meet, ramps, rare

_PLAIN = 0.75  # ratio from which two clauses say the same whatever their words are
_RARE_SHARE = 0.33  # share of the weight of the lighter clause that a less similar pair must have in common
_CAP = 6  # clauses of one document that may hold a run before it counts as formula
_KEPT = 4  # candidates looked at for a clause
_SHORTEST = 8  # key characters of a clause that can be found elsewhere


def find_passages(left: Sequence[str], right: Sequence[str], least: float) -> tuple[tuple[int, int, float], ...]:
    """Clause pairs (left index, right index, ratio of the keys 0..1) at least `least` alike and the best of one of
    the two, in left order. left, right: clause keys. A clause may stand in several pairs.

    Clauses of one mould (对…给予…补助) are alike without saying the same: below _PLAIN the pair must also share a part
    of what is rare in it.
    """
    pairs = _candidates(_long(left), _long(right))
    if not pairs:
        return ()
    ratios = pair_ratios([left[i] for i, _ in pairs], [right[j] for _, j in pairs])
    weigh = _Weigher(left, right)
    kept = [
        (i, j, float(r))
        for (i, j), r in zip(pairs, ratios, strict=True)
        if r >= least and (r >= _PLAIN or weigh.shared(i, j) >= _RARE_SHARE)
    ]
    best_left: dict[int, float] = {}
    best_right: dict[int, float] = {}
    for i, j, r in kept:
        best_left[i] = max(best_left.get(i, 0.0), r)
        best_right[j] = max(best_right.get(j, 0.0), r)
    return tuple((i, j, r) for i, j, r in kept if r >= best_left[i] or r >= best_right[j])


def alike_sections(
    left: Document, right: Document, passages: Sequence[tuple[int, int, float]]
) -> dict[tuple[int, int], float]:
    """Source characters of both sides that passages hold alike, by pair of section indices; each clause counts with
    its best passage in the pair."""
    places = [{section.id: n for n, section in enumerate(document.sections)} for document in (left, right)]
    best: tuple[dict[tuple[int, int, int], float], dict[tuple[int, int, int], float]] = ({}, {})
    for i, j, similarity in passages:
        pair = places[0][left.clauses[i].section], places[1][right.clauses[j].section]
        for side, clause in ((0, i), (1, j)):
            spot = (*pair, clause)
            best[side][spot] = max(best[side].get(spot, 0.0), similarity)
    result: dict[tuple[int, int], float] = {}
    for side, document in ((0, left), (1, right)):
        for (a, b, clause), similarity in sorted(best[side].items()):
            length = document.clauses[clause].end - document.clauses[clause].start
            result[a, b] = result.get((a, b), 0.0) + similarity * length
    return result


class _Weigher:
    """Character pairs of clauses, weighted by how few clauses of both documents hold them."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        known: dict[str, str] = {}  # one string object a pair, shared by all sets
        self.sides = [_pairs(key, known) for key in left], [_pairs(key, known) for key in right]
        self.counts: Counter[str] = Counter()
        for pairs in itertools.chain(*self.sides):
            self.counts.update(pairs)
        self.total = len(left) + len(right)

    def shared(self, i: int, j: int) -> float:
        """Weight of what two clauses share over the weight of the lighter one, 0..1."""
        one, two = self.sides[0][i], self.sides[1][j]
        both = self._weight(one & two)
        return both / max(1e-9, min(self._weight(one), self._weight(two)))

    def _weight(self, pairs: set[str]) -> float:
        return math.fsum(math.log(self.total / self.counts[pair]) for pair in pairs)


def _pairs(key: str, known: dict[str, str]) -> set[str]:
    pairs = [key[n : n + 2] for n in range(len(key) - 1)]
    return set(map(known.setdefault, pairs, pairs))


def _long(keys: Sequence[str]) -> list[str]:
    return [key if len(key) >= _SHORTEST else "" for key in keys]


def _candidates(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    met = meet(rare(grams(left, 4), _CAP), rare(grams(right, 4), _CAP))
    columns = max(1, len(right))
    flat = [met.left.units[i] * columns + met.right.units[j] for i, j in met.blocks()]
    if not flat:
        return []
    found, counts = np.unique(np.concatenate(flat), return_counts=True)
    rows, cols = found // columns, found % columns
    keep = _strongest(rows, counts, cols) | _strongest(cols, counts, rows)
    return [(int(a), int(b)) for a, b in zip(rows[keep], cols[keep], strict=True)]


def _strongest(
    owner: np.ndarray[tuple[int], np.dtype[np.int64]],
    counts: np.ndarray[tuple[int], np.dtype[np.int64]],
    other: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which entries are among the _KEPT strongest of their owner; ties go to the lower partner."""
    order = np.lexsort((other, -counts, owner))
    _, lengths = np.unique(owner[order], return_counts=True)
    result = np.zeros(len(owner), dtype=bool)
    result[order] = ramps(lengths) < _KEPT
    return result
