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
    """Join: the order that puts equal hashes side by side, rows of one hash in their order, and start and end of each
    group of two and more in that order.

    hashes: as `fingerprints.mixed` gives them. Row numbers take the place of the low bits, so that one plain sort does
    it: of a million rows 44 bits of the hash are left, which lets one pair in thirty reports meet by chance.
    """
    bits = np.uint64(max(1, len(hashes).bit_length()))
    rows = np.arange(len(hashes), dtype=np.uint64)
    packed = np.sort((hashes >> bits << bits) | rows)
    order = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    ordered = packed >> bits
    edges = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True]))) if len(ordered) else _NONE
    starts, ends = edges[:-1], edges[1:]
    several = ends - starts > 1
    return order, starts[several], ends[several]


_NONE = np.zeros(1, dtype=np.int64)


def exact_groups(hashes: Hashes) -> tuple[Ints, Ints, Ints]:
    """The same by all 64 bits, where nothing looks at the texts afterwards."""
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    edges = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True]))) if len(ordered) else _NONE
    starts, ends = edges[:-1], edges[1:]
    several = ends - starts > 1
    return order, starts[several], ends[several]


def thinned(order: Ints, starts: Ints, ends: Ints, owner: Counts, most: int) -> tuple[Ints, Ints, Ints]:
    """Groups of more than `most` rows, which few owners have, with as many of the first rows of each owner as fit.
    Order, starts and ends, these groups behind the others."""
    found, starts, ends = [order], starts.copy(), ends.copy()
    at = len(order)
    for group in np.flatnonzero(ends - starts > most).tolist():
        rows = order[starts[group] : ends[group]]
        first = np.flatnonzero(np.diff(owner[rows], prepend=-1))
        place = np.arange(len(rows)) - np.repeat(first, np.diff(first, append=len(rows)))
        rows = rows[place < max(1, most // len(first))]
        starts[group], ends[group] = at, at + len(rows)
        at += len(rows)
        found.append(rows)
    return np.concatenate(found), starts, ends


def spread(order: Ints, starts: Ints, ends: Ints, owner: Counts) -> Counts:
    """Of each group, how many different owners its rows have. owner: of each row, never falling, so that the rows of
    one owner stand together in every group."""
    rows, group = _rows(order, starts, ends)
    here = owner[rows]
    other = np.ones(len(rows), dtype=bool)
    other[1:] = (group[1:] != group[:-1]) | (here[1:] != here[:-1])
    return np.bincount(group[other], minlength=len(starts)).astype(np.int32)


def drop(starts: Ints, ends: Ints, count: Counts, most: int) -> tuple[Flags, Flags]:
    """Which groups are joined (rows of two to `most` owners), and which are frequent (rows of more)."""
    return (count > 1) & (count <= most), count > most


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


def segments(codes: Ints, left: Counts, right: Counts, gap: int, length: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Hits brought together along diagonals: hits of one code at one distance between left and right place, at most
    `gap` characters apart, become one segment.

    codes: what pair a hit belongs to; left, right: where its run of `length` characters starts. Returns code, length,
    left and right place of each segment, sorted by code.
    """
    if not len(codes):
        none = np.zeros(0, np.int64)
        return none, none, none, none
    order = np.argsort(codes, kind="stable")
    codes, here, there = codes[order], left[order].astype(np.int64), right[order].astype(np.int64)
    order = _diagonals(codes, here, there)
    codes, here, shift = codes[order], here[order], (here - there)[order]
    new = np.ones(len(codes), dtype=bool)
    new[1:] = (codes[1:] != codes[:-1]) | (shift[1:] != shift[:-1]) | (here[1:] - here[:-1] > gap + length)
    first = np.flatnonzero(new)
    last = np.concatenate((first[1:], [len(codes)])) - 1
    return codes[first], here[last] + length - here[first], here[first], here[first] - shift[first]


def _diagonals(codes: Ints, left: Ints, right: Ints) -> Ints:
    """Order of hits, whose codes are sorted, by code, diagonal and place."""
    edge = np.ones(len(codes), dtype=bool)
    edge[1:] = codes[1:] != codes[:-1]
    first = np.flatnonzero(edge)
    group = np.cumsum(edge) - 1
    left = left - np.minimum.reduceat(left, first)[group]
    shift = left - right + np.minimum.reduceat(right, first)[group]
    bits = int(max(left.max(), np.abs(shift).max())).bit_length()
    if len(first).bit_length() + 2 * bits + 1 > 63:
        return np.lexsort((left, shift, codes))
    # One number for all three: a quick sort of it takes half the time of a sort by columns.
    return np.argsort((((group << (bits + 1)) + shift + (1 << bits)) << bits) + left)


def verify(left: Sequence[str], right: Sequence[str], least: float) -> tuple[Ints, Floats]:
    """Which of the pairs left[i], right[i] are at least that similar (rapidfuzz ratio 0..1), and how much."""
    found = pair_ratios(left, right, least)
    kept = np.flatnonzero(found >= least)
    return kept, found[kept]
