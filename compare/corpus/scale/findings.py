"""What the links say, over columns of clause numbers: groups of clauses, set phrases, what each document shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...basics.similarity import pair_ratios
from ...options import Options
from ..passages import GRAM
from ..shared import NEAR
from .run import GAP, Links
from .stages import in_common

Ints = NDArray[np.int64]
Small = NDArray[np.int32]

_HALF = 32
_UNKNOWN_SHARE = 0.5  # of one title, whose issuers are unknown: 物业管理办法 of two cities has less in common
_RATIO = 2.0  # neighbouring fingerprints that so many times as many families carry belong to another phrase


@dataclass(frozen=True)
class Groups:
    """Groups of clauses that are equal or nearly so, most families first, then most issuers, then the longest.

    Members of group n are clause[begin[n]:begin[n + 1]], in order. families, issuers: of each group.
    """

    clause: Ints
    begin: Ints
    families: Small
    issuers: Small

    def of_several(self) -> Groups:
        """Those that several issuers have."""
        kept = np.flatnonzero(self.issuers > 1)
        sizes = np.diff(self.begin)[kept]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        rows = np.repeat(self.begin[kept] - starts[:-1], sizes) + np.arange(int(starts[-1]))
        return Groups(self.clause[rows], starts, self.families[kept], self.issuers[kept])


def clause_groups(links: Links, lengths: Small) -> Groups:
    """Clauses in groups of two families and more. lengths: matching characters of each clause."""
    parent = np.arange(len(lengths), dtype=np.int64)
    for number in links.partitions:
        _unite(parent, *links.alike(number))
    for number in range(links.parts):
        left, right, ratio, _ = links.pairs(number)
        near = np.flatnonzero(ratio >= NEAR)
        _unite(parent, left[near], right[near])
    root = _roots(parent, np.arange(len(parent)))
    size = np.bincount(root, minlength=len(root))
    clause = np.flatnonzero(size[root] > 1)
    clause = clause[np.argsort(root[clause], kind="stable")]
    begin = np.flatnonzero(np.diff(root[clause], prepend=-1))
    group = np.repeat(np.arange(len(begin)), np.diff(begin, append=len(clause)))
    document = links.plan.document(clause)
    families = _different(group, document, len(begin))
    known = links.plan.issuers[document] >= 0
    issuers = _different(group[known], links.plan.issuers[document[known]], len(begin))
    order = np.lexsort((clause[begin], -lengths[clause[begin]], -issuers, -families))
    order = order[families[order] > 1]
    sizes = np.diff(begin, append=len(clause))[order]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    rows = np.repeat(begin[order] - starts[:-1], sizes) + np.arange(int(starts[-1]))
    return Groups(clause[rows], starts, families[order], issuers[order])


def _roots(parent: Ints, at: Ints) -> Ints:
    found = parent[at]
    while True:
        above = parent[found]
        if np.array_equal(above, found):
            return found
        found = above


def _unite(parent: Ints, one: Ints, two: Ints) -> None:
    """Join the groups of one[i] and two[i]; the least clause of a group is its root."""
    while len(one):
        one, two = _roots(parent, one), _roots(parent, two)
        apart = one != two
        one, two = one[apart], two[apart]
        np.minimum.at(parent, np.maximum(one, two), np.minimum(one, two))


def _different(group: Ints, value: Small, count: int) -> Small:
    """How many different values each group has."""
    pairs = np.unique((group.astype(np.int64) << _HALF) | value)
    return np.bincount(pairs >> _HALF, minlength=count).astype(np.int32)


@dataclass(frozen=True)
class Phrases:
    """Runs of frequent fingerprints, most families first: clause they are met in, where they start and end in its
    document's key; families, issuers: the least of their fingerprints."""

    clause: Ints
    start: Ints
    end: Ints
    families: Small
    issuers: Small


def set_phrases(links: Links) -> Phrases:
    """Frequent fingerprints brought together to phrases."""
    clause, at, families, issuers = (
        np.concatenate([getattr(one, name) for one in links.joined]) for name in ("clause", "at", "families", "issuers")
    )
    order = np.lexsort((at, clause))
    clause, at, families, issuers = clause[order], at[order].astype(np.int64), families[order], issuers[order]
    more = np.maximum(families[1:], families[:-1]) > _RATIO * np.minimum(families[1:], families[:-1])
    new = np.ones(len(clause), bool)
    new[1:] = (clause[1:] != clause[:-1]) | (at[1:] - at[:-1] > GAP + GRAM) | more
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(clause))[: len(first)] - 1
    least, by = (np.minimum.reduceat(column, first) if len(first) else column for column in (families, issuers))
    start, end = at[first], at[last] + GRAM
    order = np.lexsort((at[first], clause[first], start - end, -by, -least))
    return Phrases(clause[first][order], start[order], end[order], least[order], by[order])


def shared_characters(links: Links, groups: Groups, lengths: Small, *, series: bool) -> Ints:
    """Of each document, how many matching characters other families have too. series: those of its issuer as well."""
    best = np.zeros(len(lengths), np.float64)
    for number in range(links.parts):
        left, right, ratio, shared = links.pairs(number)
        if not series:
            rows = np.flatnonzero(links.apart(left, right))
            left, right, ratio, shared = left[rows], right[rows], ratio[rows], shared[rows]
        value = in_common(lengths[left].astype(np.int64), lengths[right].astype(np.int64), ratio, shared)
        for clause in (left, right):
            np.maximum.at(best, clause, value)
    equal = np.zeros(len(lengths), bool)
    for number in links.partitions:
        for clause in links.alike(number):
            equal[clause] = True
    if not series:
        several = np.zeros(len(lengths), bool)
        several[groups.clause] = True
        equal &= several
    best = np.where(equal, lengths, best)
    total = np.concatenate(([0.0], np.cumsum(best)))
    first = links.first
    found: Ints = np.rint(total[first[1:]] - total[first[:-1]]).astype(np.int64)
    return found


@dataclass(frozen=True)
class Known:
    """What is known of each document beside its text: matching characters, title, title core and year, '' where
    unknown."""

    size: Ints
    title: Sequence[str]
    core: Sequence[str]
    year: Sequence[str]


@dataclass(frozen=True)
class DocumentPairs:
    """Pairs of documents (left < right) with clauses in common: characters of each that the other has, how many
    clauses, and whether they are versions of one document."""

    left: Small
    right: Small
    left_characters: Small
    right_characters: Small
    clauses: Small
    version: NDArray[np.bool_]

    def strongest(self, keep: int, least: int, *, version: bool) -> tuple[Ints, int]:
        """Rows of those with most in common, most first, of versions or of others; and how many there are in all."""
        both = self.left_characters.astype(np.int64) + self.right_characters
        rows = np.flatnonzero((self.version == version) & (both >= 2 * least))
        return rows[np.lexsort((self.right[rows], self.left[rows], -both[rows]))[:keep]], len(rows)

    def of_each(self, keep: int, least: int) -> tuple[Ints, NDArray[np.bool_]]:
        """Rows of those that each document has most in common with, by document, and whether it is the right one: at
        most `keep` versions of it and as many others."""
        count = len(self.left)
        document, other = np.concatenate((self.left, self.right)), np.concatenate((self.right, self.left))
        own = np.concatenate((self.left_characters, self.right_characters))
        version = np.concatenate((self.version, self.version))
        rows = np.flatnonzero(own >= least)
        rows = rows[np.lexsort((other[rows], -own[rows], version[rows], document[rows]))]
        begin = np.flatnonzero(np.diff(2 * document[rows].astype(np.int64) + version[rows], prepend=-1))
        place = np.arange(len(rows)) - np.repeat(begin, np.diff(begin, append=len(rows)))
        rows = rows[place < keep]
        rows = rows[np.lexsort((other[rows], -own[rows], document[rows]))]
        return rows % max(1, count), rows >= count


def document_pairs(links: Links, known: Known, options: Options, *, series: bool) -> DocumentPairs:
    """All pairs of documents. series: those of one issuer, or of an unknown one, as well."""
    columns = [
        np.concatenate([getattr(one, name) for one in links.merged])
        for name in ("left", "right", "left_characters", "right_characters", "clauses")
    ]
    if not series:
        issuers = links.plan.issuers
        one, two = issuers[columns[0]], issuers[columns[1]]
        rows = np.flatnonzero((one != two) & (one >= 0) & (two >= 0))
        columns = [column[rows] for column in columns]
    left, right, one, two, clauses = columns
    # Two clauses of the one may have the same counterpart in the other.
    most = np.minimum(known.size[left], known.size[right]).astype(np.int32)
    one, two = np.minimum(one, most), np.minimum(two, most)
    version = _versions(links, known, left, right, np.maximum(one, two) / np.maximum(1, most), options)
    return DocumentPairs(left, right, one, two, clauses, version)


def _versions(
    links: Links, known: Known, left: Small, right: Small, share: NDArray[np.float64], options: Options
) -> NDArray[np.bool_]:
    """Which pairs of documents are versions of one, as in a small report: of one issuer, and much the same, or alike
    in title and with a part in common. share: of the shorter one. Where the issuers are unknown, more is asked."""
    found = np.zeros(len(left), bool)
    issuers = links.plan.issuers
    rows = np.flatnonzero((share >= options.version_share_titled) & (issuers[left] == issuers[right]))
    pairs = list(zip(left[rows].tolist(), right[rows].tolist(), strict=True))
    titles = pair_ratios([known.core[a] for a, _ in pairs], [known.core[b] for _, b in pairs])
    named = np.asarray([bool(known.core[a] and known.core[b]) for a, b in pairs], bool)
    same = np.asarray([known.title[a] == known.title[b] != "" for a, b in pairs], bool)
    years = np.asarray([known.year[a] != known.year[b] for a, b in pairs], bool)
    alike = (same | ((titles >= options.same_title) & named)) & (years | (share[rows] >= options.version_share))
    alike &= (issuers[left[rows]] >= 0) | (same & (share[rows] >= _UNKNOWN_SHARE))
    found[rows] = alike | (share[rows] >= options.copy_share)
    return found


@dataclass(frozen=True)
class Picked:
    """Passages of pairs of documents: number of the pair, clauses left and right, ratio, characters in equal runs."""

    pair: Ints
    left: Ints
    right: Ints
    ratio: NDArray[np.float32]
    shared: Small


def passages_of(links: Links, pairs: Ints, keep: int, lengths: Small) -> Picked:
    """The longest `keep` passages of each pair of documents (left << 32 | right, sorted, left < right)."""
    found = []
    for number in range(links.parts):
        left, right, ratio, shared = links.pairs(number)
        code = (links.plan.document(left).astype(np.int64) << _HALF) | links.plan.document(right)
        at = np.searchsorted(pairs, code)
        at[at == len(pairs)] = 0
        rows = np.flatnonzero(pairs[at] == code) if len(pairs) else np.zeros(0, np.int64)
        sizes = lengths[left[rows]].astype(np.int64), lengths[right[rows]].astype(np.int64)
        value = in_common(*sizes, ratio[rows], shared[rows])
        order = np.lexsort((right[rows], left[rows], -value, at[rows]))
        rows = rows[order]
        pair = at[rows]
        begin = np.flatnonzero(np.diff(pair, prepend=-1))
        rows = rows[np.arange(len(pair)) - np.repeat(begin, np.diff(begin, append=len(pair))) < keep]
        found.append((at[rows], left[rows], right[rows], ratio[rows], shared[rows]))
    pair, left, right, ratio, shared = (np.concatenate([one[n] for one in found]) for n in range(5))
    return Picked(pair, left, right, ratio, shared)
