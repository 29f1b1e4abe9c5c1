"""Clauses that say the same anywhere in two documents, whatever sections they stand in.

Shared four-character runs give candidates (runs common in either document are formula and give none),
rapidfuzz verifies them. The cost grows with the length of the documents, not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..basics.similarity import pair_ratios
from .terms import Postings, grams, meet, ramps

_CAP = 6  # clauses of one document that may hold a run before it counts as formula
_KEPT = 4  # candidates looked at for a clause
_SHORTEST = 8  # key characters of a clause that can be found elsewhere


def find_passages(left: Sequence[str], right: Sequence[str], least: float) -> tuple[tuple[int, int, float], ...]:
    """Clause pairs (left index, right index, ratio of the keys 0..1) at least `least` alike and the best of one of
    the two, in left order. left, right: clause keys. A clause may stand in several pairs.
    """
    pairs = _candidates(_long(left), _long(right))
    if not pairs:
        return ()
    ratios = pair_ratios([left[i] for i, _ in pairs], [right[j] for _, j in pairs])
    kept = [(i, j, float(r)) for (i, j), r in zip(pairs, ratios, strict=True) if r >= least]
    best_left: dict[int, float] = {}
    best_right: dict[int, float] = {}
    for i, j, r in kept:
        best_left[i] = max(best_left.get(i, 0.0), r)
        best_right[j] = max(best_right.get(j, 0.0), r)
    return tuple((i, j, r) for i, j, r in kept if r >= best_left[i] or r >= best_right[j])


def _long(keys: Sequence[str]) -> list[str]:
    return [key if len(key) >= _SHORTEST else "" for key in keys]


def _candidates(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    met = meet(_rare(grams(left, 4)), _rare(grams(right, 4)))
    i, j = met.pairs
    if not len(i):
        return []
    columns = max(1, len(right))
    flat = met.left.units[i] * columns + met.right.units[j]
    found, counts = np.unique(flat, return_counts=True)
    rows, cols = found // columns, found % columns
    keep = _strongest(rows, counts, cols) | _strongest(cols, counts, rows)
    return [(int(a), int(b)) for a, b in zip(rows[keep], cols[keep], strict=True)]


def _rare(postings: Postings) -> Postings:
    """Postings of the terms that stand in at most _CAP units."""
    _, inverse, times = np.unique(postings.terms, return_inverse=True, return_counts=True)
    keep = times[inverse] <= _CAP
    return Postings(postings.terms[keep], postings.units[keep], postings.counts[keep], postings.size)


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
