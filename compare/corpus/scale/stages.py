"""The stages after the map: join a partition of the fingerprints, count equal clauses, merge and verify pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..fingerprints import Hashes, most_common
from ..join import drop, exact_groups, groups_of, pairs_in, segments, spread, thinned, verify
from ..passages import GRAM, LEAST, RUN, SHORTEST
from .store import LOW, Keys, load, save

Ints = NDArray[np.int64]

BINS = 4096  # ranges of the left document that merged ranges are made of
_PAIRS = 3_000_000  # pairs of rows brought forward at once
_BLOCK = 300_000  # pairs of clauses verified at once
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

    def bin(self, documents: NDArray[np.int32]) -> Ints:
        """The range of each document."""
        return documents.astype(np.int64) * BINS // max(1, len(self.first))

    def begin(self, at: int) -> int:
        """First clause of a range."""
        document = -(-at * len(self.first) // BINS)
        return int(self.first[document] if document < len(self.first) else self.base[-1])


@dataclass(frozen=True, slots=True)
class Part:
    """A partition: slots [start, end) of the hash, or ranges of the left document."""

    plan: Plan
    number: int
    start: int
    end: int
    sources: int = 0

    @property
    def folder(self) -> str:
        """The scratch folder."""
        return self.plan.folder


@dataclass(frozen=True)
class Joined:
    """Of a partition: hits by range of the left document; and of each fingerprint that more than `most` families carry
    the clause it is first met in, where it starts in that document's key, and how many families and issuers have it."""

    hits: Ints
    clause: Ints
    at: NDArray[np.int32]
    families: NDArray[np.int32]
    issuers: NDArray[np.int32]


def join_part(part: Part) -> Joined:
    """Hits of a partition: clause pairs with a fingerprint in common and where it stands, sorted by pair."""
    plan = part.plan
    rows, clauses = _rows(part, "prints", "places", plan.prints)
    owner = plan.document(clauses)
    order, starts, ends = groups_of(rows & ~_MASK)
    families = spread(order, starts, ends, owner)
    joined, frequent = drop(starts, ends, families, plan.most)
    often = order[starts[frequent]]
    issuers = _issuers(plan, order, starts[frequent], ends[frequent], owner)
    order, starts, ends = thinned(order, starts[joined], ends[joined], owner, 2 * plan.most)
    total = np.cumsum((ends - starts) * (ends - starts - 1) // 2)
    cuts = np.searchsorted(total, np.arange(0, int(total[-1]) if len(total) else 0, _PAIRS)[1:])
    codes, at = [], []
    hits = np.zeros(BINS, np.int64)
    for a, b in zip(np.split(starts, cuts), np.split(ends, cuts), strict=True):
        left, right = pairs_in(order, a, b)
        apart = owner[left] != owner[right]
        left, right = left[apart], right[apart]
        hits += np.bincount(plan.bin(owner[left]), minlength=BINS)
        codes.append((clauses[left] << _HALF) | clauses[right])
        at.append(((rows[left] & _MASK) << LOW) | (rows[right] & _MASK))
    code, place = np.concatenate(codes), np.concatenate(at)
    by = np.argsort(code, kind="stable")
    code, place = code[by], place[by]
    save(plan.folder, "pairs", part.number, code)
    save(plan.folder, "spots", part.number, place)
    place = (rows[often] & _MASK).astype(np.int32)
    return Joined(hits, clauses[often], place, families[frequent], issuers)


def _issuers(plan: Plan, order: Ints, starts: Ints, ends: Ints, owner: NDArray[np.int32]) -> NDArray[np.int32]:
    """How many known issuers the rows of each group have."""
    group = np.repeat(np.arange(len(starts)), ends - starts)
    within = np.arange(len(group)) - np.repeat(np.cumsum(ends - starts) - (ends - starts), ends - starts)
    issuer = plan.issuers[owner[order[np.repeat(starts, ends - starts) + within]]] if len(group) else group
    known = issuer >= 0
    pairs = np.unique((group[known].astype(np.int64) << _HALF) | issuer[known])
    return np.bincount(pairs >> _HALF, minlength=len(starts)).astype(np.int32)


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
    """Clauses that several families carry word for word: the first of each, families and issuers that have it. hits:
    pairs of them by range of the left document."""

    clause: Ints
    families: NDArray[np.int32]
    issuers: NDArray[np.int32]
    hits: Ints


def count_part(part: Part) -> Equal:
    """Equal clauses of a partition, by the first of each. All that are equal are left in the scratch folder, beside
    the first of them; and where fingerprints are sampled, so that short ones may have none, pairs of them as hits. The
    number of the part is one behind those of join_part."""
    plan = part.plan
    rows, clauses = _rows(part, "wholes", "owners", plan.wholes)
    order, starts, ends = exact_groups(rows)
    owner = plan.document(clauses)
    families = spread(order, starts, ends, owner)
    several = families > 1
    starts, ends, families = starts[several], ends[several], families[several]
    first = clauses[order[starts]] if len(starts) else np.zeros(0, np.int64)
    fit = Keys(plan.folder).lengths(first) >= SHORTEST
    starts, ends, first, families = starts[fit], ends[fit], first[fit], families[fit]
    issuers = _issuers(plan, order, starts, ends, owner)
    group = np.repeat(np.arange(len(starts)), ends - starts)
    within = np.arange(len(group)) - np.repeat(np.cumsum(ends - starts) - (ends - starts), ends - starts)
    save(plan.folder, "alike", part.number, np.stack((first[group], clauses[order[starts[group] + within]])))
    hits = np.zeros(BINS, np.int64)
    if plan.gap:
        fit = families <= plan.most
        order, starts, ends = thinned(order, starts[fit], ends[fit], owner, 2 * plan.most)
        left, right = pairs_in(order, starts, ends)
        apart = owner[left] != owner[right]
        left, right = left[apart], right[apart]
        hits += np.bincount(plan.bin(owner[left]), minlength=BINS)
        code = np.sort((clauses[left] << _HALF) | clauses[right])
        save(plan.folder, "pairs", part.number, code)
        save(plan.folder, "spots", part.number, np.zeros(len(code), np.uint64))
    by = np.argsort(first)
    return Equal(first[by], families[by], issuers[by], hits)


@dataclass(frozen=True)
class Merged:
    """Of a range of left documents: pairs of documents (left < right) that have clauses in common, characters of each
    that the other has too, and how many clauses of the one that has fewer of them."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    left_characters: NDArray[np.int32]
    right_characters: NDArray[np.int32]
    clauses: NDArray[np.int32]


def merge_part(part: Part) -> Merged:
    """Pairs of clauses whose left document lies in a range: hits of all partitions brought together and verified. They
    are left in the scratch folder, sorted."""
    plan = part.plan
    low, high = (plan.begin(at) << _HALF for at in (part.start, part.end))
    codes, spots = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for number in range(part.sources):
        code = load(plan.folder, "pairs", number)
        a, b = np.searchsorted(code, (low, high)).tolist()
        codes.append(code[a:b])
        spots.append(load(plan.folder, "spots", number)[a:b])
    code, spot = np.concatenate(codes), np.concatenate(spots)
    left, right = (spot >> LOW).astype(np.int32), (spot & _MASK).astype(np.int32)
    code, length, here, there = segments(code, left, right, plan.gap, GRAM)
    length[length < RUN] = 0
    first = np.flatnonzero(np.concatenate(([True], code[1:] != code[:-1]))) if len(code) else np.zeros(0, np.int64)
    shared = np.add.reduceat(length, first) if len(code) else length
    one, two = code[first] >> _HALF, code[first] & ((1 << _HALF) - 1)
    keys = Keys(plan.folder)
    a, b = keys.lengths(one), keys.lengths(two)
    ratio = _ratios(keys, one, two, a, b)
    shared = np.minimum(shared, np.minimum(a, b))
    if plan.gap:  # what lies between the hits was not looked at; of clauses that are alike it does not count
        pair = np.repeat(np.arange(len(first)), np.diff(first, append=len(code)))
        rows = np.flatnonzero((length > 0) & (ratio[pair] == 0))
        runs = _equal_runs(plan, keys, one[pair[rows]], two[pair[rows]], here[rows], there[rows])
        shared = np.where(ratio > 0, shared, np.bincount(pair[rows], runs, len(first)).astype(np.int64))
    kept = np.flatnonzero((ratio > 0) | (shared > 0))
    columns = {"left": one, "right": two, "ratio": ratio, "shared": shared.astype(np.int32)}
    for name, values in columns.items():
        save(plan.folder, f"found-{name}", part.number, values[kept])
    return _documents(plan, one[kept], two[kept], in_common(a[kept], b[kept], ratio[kept], shared[kept]))


def _equal_runs(plan: Plan, keys: Keys, one: Ints, two: Ints, left: Ints, right: Ints) -> Ints:
    """Of each pair of clauses, on the diagonal through two places in their documents: characters in equal runs of RUN
    and more. A diagonal that comes again counts once."""
    begins = [keys.begins(plan.first[plan.document(clause)]) for clause in (one, two)]
    shift = (begins[1] + right) - (begins[0] + left)
    low = np.maximum(keys.begins(one), keys.begins(two) - shift)
    high = np.minimum(keys.begins(one + 1), keys.begins(two + 1) - shift)
    again = np.zeros(len(one), bool)
    again[1:] = (one[1:] == one[:-1]) & (two[1:] == two[:-1]) & (shift[1:] == shift[:-1])
    size = np.where(again, 0, np.maximum(high - low, 0))
    owner = np.repeat(np.arange(len(one)), size)
    at = np.arange(len(owner)) - np.repeat(np.cumsum(size) - size, size) + low[owner]
    same = keys.same(at, at + shift[owner])
    new = np.ones(len(at), bool)
    new[1:] = (same[1:] != same[:-1]) | (owner[1:] != owner[:-1])
    first = np.flatnonzero(new)
    run = np.diff(first, append=len(at))
    enough = same[first] & (run >= RUN) if len(first) else np.zeros(0, bool)
    return np.bincount(owner[first[enough]], run[enough], len(one)).astype(np.int64)


def in_common(
    left: Ints, right: Ints, ratio: NDArray[np.float32], shared: Ints | NDArray[np.int32]
) -> NDArray[np.float64]:
    """Characters that two clauses of such lengths have in common: the common subsequence that their similarity tells
    of, where they are alike, else what lies in equal runs."""
    found: NDArray[np.float64] = np.minimum(np.maximum(ratio * ((left + right) / 2), shared), np.minimum(left, right))
    return found


def _documents(plan: Plan, one: Ints, two: Ints, value: NDArray[np.float64]) -> Merged:
    left, right = plan.document(one), plan.document(two)
    pair = (left.astype(np.int64) << _HALF) | right
    pairs, where = np.unique(pair, return_inverse=True)
    characters: list[NDArray[np.int32]] = []
    clauses: list[NDArray[np.int32]] = []
    for clause in (one, two):
        # A clause may have several counterparts in one document: the best of them counts.
        order = np.lexsort((clause, where))
        at, number, values = where[order], clause[order], value[order]
        new = np.flatnonzero(np.diff(at, prepend=-1).astype(bool) | np.diff(number, prepend=-1).astype(bool))
        best = np.maximum.reduceat(values, new) if len(new) else values
        characters.append(np.rint(np.bincount(at[new], best, len(pairs))).astype(np.int32))
        clauses.append(np.bincount(at[new], minlength=len(pairs)).astype(np.int32))
    return Merged(
        (pairs >> _HALF).astype(np.int32),
        (pairs & ((1 << _HALF) - 1)).astype(np.int32),
        characters[0],
        characters[1],
        np.minimum(clauses[0], clauses[1]),
    )


def _ratios(keys: Keys, one: Ints, two: Ints, a: Ints, b: Ints) -> NDArray[np.float32]:
    """Similarity of the clauses (of a and b characters), 0 where it is below LEAST. Twice what two clauses can have in
    common over both lengths bounds it from above: the shorter one, and then what their marks leave of it."""
    ratio = np.zeros(len(one), dtype=np.float32)
    shorter = np.minimum(a, b)
    rows = np.flatnonzero((shorter >= SHORTEST) & (2.0 * shorter >= LEAST * (a + b)))
    kept = [rows[:0]]
    for at in range(0, len(rows), _BLOCK):
        part = rows[at : at + _BLOCK]
        most = most_common(keys.marks(one[part]), keys.marks(two[part]), a[part], b[part])
        kept.append(part[2.0 * most >= LEAST * (a[part] + b[part])])
    rows = np.concatenate(kept)
    for at in range(0, len(rows), _BLOCK):
        part = rows[at : at + _BLOCK]
        names, where = np.unique(np.concatenate((one[part], two[part])), return_inverse=True)
        texts = np.asarray(keys.texts(names), dtype=object)[where]
        good, found = verify(texts[: len(part)].tolist(), texts[len(part) :].tolist(), LEAST)
        ratio[part[good]] = found
    return ratio
