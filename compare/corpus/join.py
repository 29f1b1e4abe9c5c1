"""The sort-join of fingerprints, step by step: join, drop what is frequent, pairs, segments, clause pairs, verify.

Each step is a plain function over arrays and needs no other document than those whose rows it is given, so that the
rows may be parted by ranges of the hash, and the pairs by ranges of the document.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..basics.similarity import pair_ratios
from .fingerprints import Hashes

Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


def groups_of(hashes: Hashes) -> tuple[Ints, Ints, Ints]:
    """Join: the order that puts equal hashes side by side (stable), and start and end of each group of two and more
    in that order."""
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    edges = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True]))) if len(ordered) else _NONE
    starts, ends = edges[:-1], edges[1:]
    several = ends - starts > 1
    return order, starts[several], ends[several]


_NONE = np.zeros(1, dtype=np.int64)


def spread(order: Ints, starts: Ints, ends: Ints, owner: Counts) -> Counts:
    """Of each group, how many different owners (families) its rows have."""
    rows, group = _rows(order, starts, ends)
    seen = np.unique((group << 32) | owner[rows].astype(np.int64))
    return np.bincount(seen >> 32, minlength=len(starts)).astype(np.int32)


def drop(starts: Ints, ends: Ints, count: Counts, most: int) -> tuple[Flags, Flags]:
    """Which groups are joined (rows of two to `most` owners), and which are frequent (rows of more)."""
    return (count > 1) & (count <= most), count > most


def rows_of(order: Ints, starts: Ints, ends: Ints) -> Ints:
    """Rows of the groups."""
    return _rows(order, starts, ends)[0]


def _rows(order: Ints, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    lengths = ends - starts
    group = np.repeat(np.arange(len(starts), dtype=np.int64), lengths)
    within = np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return order[starts[group] + within] if len(group) else np.zeros(0, np.int64), group


def pairs_in(order: Ints, starts: Ints, ends: Ints, most: int = 0) -> tuple[Ints, Ints]:
    """All pairs of rows within each group, the earlier row left; groups of more than `most` rows are left out (0: no
    limit). Groups of one size are done at once."""
    lefts, rights = [], []
    sizes = ends - starts
    for size in np.unique(sizes).tolist():
        if most and size > most:
            break
        first, second = np.triu_indices(size, 1)
        at = starts[sizes == size]
        lefts.append(order[at[:, None] + first].ravel())
        rights.append(order[at[:, None] + second].ravel())
    if not lefts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(lefts), np.concatenate(rights)


def segments(
    left: Counts, right: Counts, left_at: Counts, right_at: Counts, gap: int, length: int
) -> tuple[Counts, Counts, Counts, Counts, Counts, Counts]:
    """Hits of two documents joined along diagonals: hits at most `gap` characters apart become one segment.

    left, right: owners of each hit; left_at, right_at: where the run of `length` characters starts. Returns owners,
    start and end on the left, start on the right, and hits of each segment, sorted by owners and place.
    """
    shift = left_at.astype(np.int64) - right_at
    order = np.lexsort((left_at, shift, right, left))
    left, right, left_at, shift = left[order], right[order], left_at[order], shift[order]
    if not len(left):
        empty = np.zeros(0, np.int32)
        return empty, empty, empty, empty, empty, empty
    new = np.concatenate(
        (
            [True],
            (left[1:] != left[:-1])
            | (right[1:] != right[:-1])
            | (shift[1:] != shift[:-1])
            | (left_at[1:] - left_at[:-1] > gap + length),
        )
    )
    first = np.flatnonzero(new)
    last = np.concatenate((first[1:], [len(left)])) - 1
    begin = left_at[first]
    return (
        left[first],
        right[first],
        begin,
        (left_at[last] + length).astype(np.int32),
        (begin - shift[first]).astype(np.int32),
        (last - first + 1).astype(np.int32),
    )


def verify(left: Sequence[str], right: Sequence[str], least: float) -> tuple[Ints, Floats]:
    """Which of the pairs left[i], right[i] are at least that similar (rapidfuzz ratio 0..1), and how much."""
    found = pair_ratios(left, right)
    kept = np.flatnonzero(found >= least)
    return kept, found[kept]
