"""Clauses that two documents share, over all documents at once: fingerprint, join, drop what is frequent, verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..basics.key import NUMBER, PLACE
from ..report import Passages
from .fingerprints import Hashes, codes_of, gram_hashes, many, sample
from .join import drop, groups_of, pairs_in, segments, spread, thinned, verify
from .sheet import Sheet

Ints = NDArray[np.int32]

GRAM = 8  # characters of a fingerprint: below six everything meets, above twelve rewording parts what belongs together
RUN = 13  # characters from which an equal run is no accident (domain reference 4.3)
MOST = 50  # families that may carry a fingerprint; what more carry is formula, counted but not paired
LEAST = 0.60  # ratio of two clauses that say the same
SHORTEST = 8  # matching characters of a clause that can be told to be the same
ALL = 5_000_000  # characters up to which every run of GRAM is a fingerprint; beyond, one in FEW
FEW = 4
_GAP = 12  # characters between two sampled hits on one diagonal that do not part a run; unsampled ones must touch
MASKED = 3  # numbers and places in a fingerprint; more of them say nothing
MASKS = (ord(NUMBER), ord(PLACE))
_BLOCK = 400_000  # pairs of clauses verified at once


class Keyed(Protocol):
    """A document's matching characters, and where its clauses begin and end in them, with a 0 in front."""

    @property
    def key(self) -> str: ...

    @property
    def bounds(self) -> Ints: ...


@dataclass(frozen=True)
class Prints:
    """Fingerprints of many documents: hash, owner (family), clause, and where in the owner's key each starts."""

    hashes: Hashes
    owner: Ints
    clause: Ints
    at: Ints


@dataclass(frozen=True)
class Pairs:
    """Clauses of two families with fingerprints in common, sorted, left < right; shared: characters of either clause
    in equal runs of RUN characters and more."""

    left: Ints
    right: Ints
    left_clause: Ints
    right_clause: Ints
    shared: Ints


def fingerprint(sheets: Sequence[Keyed], one_in: int = 1) -> Prints:
    """Fingerprints of the keys, in the order of the documents. The clause is the one the middle of the run lies in.
    one_in: how many of them are sampled, a power of two."""
    columns: list[list[Any]] = [[], [], [], []]
    for number, sheet in enumerate(sheets):
        codes = codes_of(sheet.key)
        found = gram_hashes(codes, GRAM)
        at = sample(found, one_in)
        at = at[many(codes, MASKS, GRAM, MASKED)[at]]
        columns[0].append(found[at])
        columns[1].append(np.full(len(at), number, dtype=np.int32))
        columns[2].append((np.searchsorted(sheet.bounds, at + GRAM // 2, side="right") - 1).astype(np.int32))
        columns[3].append(at.astype(np.int32))
    hashes, owner, clause, place = (np.concatenate(column) for column in columns)
    return Prints(hashes, owner, clause, place)


def join(prints: Prints, most: int = MOST) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of two families with one hash that no more than `most` families carry, the lower family left."""
    order, starts, ends = groups_of(prints.hashes)
    joined, _ = drop(starts, ends, spread(order, starts, ends, prints.owner), most)
    order, starts, ends = thinned(order, starts[joined], ends[joined], prints.owner, 2 * most)
    left, right = pairs_in(order, starts, ends)
    # Rows are in the order of the families, so the earlier row is never of the higher one.
    apart = prints.owner[left] != prints.owner[right]
    return left[apart], right[apart]


def score(prints: Prints, left: NDArray[np.int64], right: NDArray[np.int64], gap: int) -> Pairs:
    """Hits brought together by clause pair and diagonal. gap: characters between two hits that do not part a run."""
    clauses = int(prints.clause.max(initial=0)) + 1
    owners = int(prints.owner.max(initial=0)) + 1
    codes = prints.owner[left].astype(np.int64) * owners + prints.owner[right]
    codes = (codes * clauses + prints.clause[left]) * clauses + prints.clause[right]
    code, length, _, _ = segments(codes, prints.at[left], prints.at[right], gap, GRAM)
    length[length < RUN] = 0
    first = np.flatnonzero(np.concatenate(([True], code[1:] != code[:-1]))) if len(code) else np.zeros(0, np.int64)
    shared = np.add.reduceat(length, first) if len(code) else length
    codes = code[first]
    codes, right_clause = np.divmod(codes, clauses)
    codes, left_clause = np.divmod(codes, clauses)
    one, two = np.divmod(codes, owners)
    columns = (one, two, left_clause, right_clause, shared)
    return Pairs(*(column.astype(np.int32) for column in columns))


def find_passages(sheets: Sequence[Sheet], keys: Sequence[Sequence[str]], most: int = MOST) -> Passages:
    """All clause pairs of different families that are at least LEAST similar or have a run of RUN characters in
    common. keys: of each sheet's clauses."""
    one_in = 1 if sum(len(sheet.key) for sheet in sheets) <= ALL else FEW
    prints = fingerprint(sheets, one_in)
    pairs = score(prints, *join(prints, most), 0 if one_in == 1 else _GAP)
    sizes = [np.diff(sheet.bounds) for sheet in sheets]
    base = np.concatenate(([0], np.cumsum([len(size) for size in sizes])))
    length = np.concatenate(sizes)
    a, b = length[base[pairs.left] + pairs.left_clause], length[base[pairs.right] + pairs.right_clause]
    # Twice the shorter over both lengths bounds the ratio from above.
    fit = (np.minimum(a, b) >= SHORTEST) & (2.0 * np.minimum(a, b) >= LEAST * (a + b))
    ratio = np.zeros(len(a), dtype=np.float32)
    rows = np.flatnonzero(fit)
    for at in range(0, len(rows), _BLOCK):
        part = rows[at : at + _BLOCK]
        lefts = [keys[i][k] for i, k in zip(pairs.left[part].tolist(), pairs.left_clause[part].tolist(), strict=True)]
        rights = [
            keys[j][k] for j, k in zip(pairs.right[part].tolist(), pairs.right_clause[part].tolist(), strict=True)
        ]
        good, found = verify(lefts, rights, LEAST)
        ratio[part[good]] = found
    kept = np.flatnonzero((ratio > 0) | (pairs.shared > 0))
    return Passages(
        pairs.left[kept],
        pairs.right[kept],
        pairs.left_clause[kept],
        pairs.right_clause[kept],
        ratio[kept],
        np.minimum(pairs.shared, np.minimum(a, b))[kept].astype(np.int32),
    )
