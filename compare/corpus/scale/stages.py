"""The stages after the map: join a partition of the fingerprints, count equal clauses, merge and verify pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..fingerprints import Hashes
from ..join import drop, groups_of, pairs_in, segments, spread, verify
from ..passages import GRAM, LEAST, RUN, SHORTEST
from .store import LOW, SLOTS, Keys, load, save

Ints = NDArray[np.int64]

BINS = 4096  # ranges of the left clause that merged ranges are made of
_PAIRS = 3_000_000  # pairs of rows brought forward at once
_BLOCK = 200_000  # pairs of clauses verified at once
_HALF = 32  # bits of a clause's number in a pair
_MASK = np.uint64((1 << 24) - 1)


@dataclass(frozen=True)
class Plan:
    """What all tasks know. base: first clause of each batch, and after the last; first: of each document; issuers: of
    each document. prints, wholes: of each batch, where each slot begins. most: families that may carry a fingerprint;
    gap: see passages."""

    folder: str
    base: Ints
    first: Ints
    issuers: NDArray[np.int32]
    prints: Ints
    wholes: Ints
    most: int
    gap: int

    def document(self, clauses: Ints) -> NDArray[np.int32]:
        """The document of each clause."""
        return (np.searchsorted(self.first, clauses, side="right") - 1).astype(np.int32)

    def bin(self, clauses: Ints) -> Ints:
        """The range of each clause."""
        return clauses * BINS // max(1, int(self.base[-1]))


@dataclass(frozen=True, slots=True)
class Part:
    """A partition: slots [start, end) of the hash, or bins of the left clause."""

    plan: Plan
    number: int
    start: int
    end: int
    sources: int = 0


@dataclass(frozen=True)
class Joined:
    """Of a partition: hits by bin, fingerprints that more than `most` families carry."""

    hits: Ints
    frequent: int


def join_part(part: Part) -> Joined:
    """Hits of a partition: clause pairs with a fingerprint in common and where it stands, sorted by pair."""
    plan = part.plan
    rows, clauses = _rows(part, "prints", "places", plan.prints)
    owner = plan.document(clauses)
    order, starts, ends = groups_of(rows & ~_MASK)
    joined, frequent = drop(starts, ends, spread(order, starts, ends, owner), plan.most)
    starts, ends = starts[joined], ends[joined]
    total = np.cumsum((ends - starts) * (ends - starts - 1) // 2)
    cuts = np.searchsorted(total, np.arange(0, int(total[-1]) if len(total) else 0, _PAIRS)[1:])
    codes, at = [], []
    for a, b in zip(np.split(starts, cuts), np.split(ends, cuts), strict=True):
        left, right = pairs_in(order, a, b, 2 * plan.most)
        apart = owner[left] != owner[right]
        left, right = left[apart], right[apart]
        codes.append((clauses[left] << _HALF) | clauses[right])
        at.append(((rows[left] & _MASK) << LOW) | (rows[right] & _MASK))
    code, place = np.concatenate(codes), np.concatenate(at)
    by = np.argsort(code, kind="stable")
    code, place = code[by], place[by]
    save(plan.folder, "pairs", part.number, code)
    save(plan.folder, "spots", part.number, place)
    return Joined(np.bincount(plan.bin(code >> _HALF), minlength=BINS)[:BINS], int(frequent.sum()))


def _rows(part: Part, name: str, owners: str, slots: Ints) -> tuple[Hashes, Ints]:
    plan = part.plan
    rows, clauses = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for number in range(len(plan.base) - 1):
        a, b = int(slots[number, part.start]), int(slots[number, part.end])
        if a < b:
            rows.append(load(plan.folder, name, number)[a:b])
            clauses.append(load(plan.folder, owners, number)[a:b].astype(np.int64) + plan.base[number])
    return np.concatenate(rows), np.concatenate(clauses)


@dataclass(frozen=True)
class Equal:
    """Clauses that several families carry word for word: the first of each, families and issuers that have it."""

    clause: Ints
    families: NDArray[np.int32]
    issuers: NDArray[np.int32]


def count_part(part: Part) -> Equal:
    """Equal clauses of a partition, by the first of each."""
    plan = part.plan
    rows, clauses = _rows(part, "wholes", "owners", plan.wholes)
    order, starts, ends = groups_of(rows)
    owner = plan.document(clauses)
    families = spread(order, starts, ends, owner)
    several = families > 1
    starts, ends, families = starts[several], ends[several], families[several]
    first = clauses[order[starts]] if len(starts) else np.zeros(0, np.int64)
    fit = Keys(plan.folder, plan.base).lengths(first) >= SHORTEST
    starts, ends, first, families = starts[fit], ends[fit], first[fit], families[fit]
    group = np.repeat(np.arange(len(starts)), ends - starts)
    within = np.arange(len(group)) - np.repeat(np.cumsum(ends - starts) - (ends - starts), ends - starts)
    issuer = plan.issuers[owner[order[np.repeat(starts, ends - starts) + within]]] if len(group) else group
    known = issuer >= 0
    pairs = np.unique((group[known].astype(np.int64) << _HALF) | issuer[known])
    issuers = np.bincount(pairs >> _HALF, minlength=len(starts)).astype(np.int32)
    by = np.argsort(first)
    return Equal(first[by], families[by], issuers[by])


def merge_part(part: Part) -> int:
    """Pairs of clauses whose left one lies in a range: hits of all partitions brought together and verified. Returns
    how many were kept; they are left in the scratch folder, sorted."""
    plan = part.plan
    low, high = (-(-at * int(plan.base[-1]) // BINS) << _HALF for at in (part.start, part.end))
    codes, spots = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for number in range(part.sources):
        code = load(plan.folder, "pairs", number)
        a, b = np.searchsorted(code, (low, high)).tolist()
        codes.append(code[a:b])
        spots.append(load(plan.folder, "spots", number)[a:b])
    code, spot = np.concatenate(codes), np.concatenate(spots)
    left, right = (spot >> LOW).astype(np.int32), (spot & _MASK).astype(np.int32)
    code, length = segments(code, left, right, plan.gap, GRAM)
    length[length < RUN] = 0
    first = np.flatnonzero(np.concatenate(([True], code[1:] != code[:-1]))) if len(code) else np.zeros(0, np.int64)
    shared = np.add.reduceat(length, first) if len(code) else length
    one, two = code[first] >> _HALF, code[first] & ((1 << _HALF) - 1)
    keys = Keys(plan.folder, plan.base)
    a, b = keys.lengths(one), keys.lengths(two)
    ratio = _ratios(keys, one, two, np.minimum(a, b), a + b)
    shared = np.minimum(shared, np.minimum(a, b))
    kept = np.flatnonzero((ratio > 0) | (shared > 0))
    columns = {"left": one, "right": two, "ratio": ratio, "shared": shared.astype(np.int32)}
    for name, values in columns.items():
        save(plan.folder, f"found-{name}", part.number, values[kept])
    return len(kept)


def _ratios(keys: Keys, one: Ints, two: Ints, shorter: Ints, both: Ints) -> NDArray[np.float32]:
    """Similarity of the clauses, 0 where it is below LEAST. Twice the shorter over both bounds it from above."""
    ratio = np.zeros(len(one), dtype=np.float32)
    rows = np.flatnonzero((shorter >= SHORTEST) & (2.0 * shorter >= LEAST * both))
    for at in range(0, len(rows), _BLOCK):
        part = rows[at : at + _BLOCK]
        names, where = np.unique(np.concatenate((one[part], two[part])), return_inverse=True)
        texts = np.asarray(keys.texts(names), dtype=object)[where]
        good, found = verify(texts[: len(part)].tolist(), texts[len(part) :].tolist(), LEAST)
        ratio[part[good]] = found
    return ratio


__all__ = ["BINS", "SLOTS", "Equal", "Joined", "Part", "Plan", "count_part", "join_part", "merge_part"]
