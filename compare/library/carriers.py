"""Which documents of a library carry which clauses of a text: kept fingerprints choose documents, all runs of their
characters decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..basics.similarity import pair_ratios
from ..corpus.fingerprints import codes_of, gram_hashes
from ..corpus.passages import GRAM, LEAST, MOST, RUN, SHORTEST
from ..corpus.sheet import Sheet
from . import postings
from .prints import runs
from .store import Store

Ints = NDArray[np.int64]

# Of a run that more than MOST families carry only the earliest carriers are looked at.
_CAP = 200  # documents of a rarer run that are looked at: copies of its carriers
_SIEVE = np.uint64((1 << 20) - 1)  # bits of a hash that rule out most runs before any is looked for
_BLOCK = 200  # documents compared at once


@dataclass(frozen=True)
class Matches:
    """Clauses of the text and where the library has them, a row each: clause of the text, document, clause of the
    document, ratio of both keys (0 where below LEAST), and the longest equal run: its characters, where it starts in
    the text's key and in the document's (-1 where there is none of RUN)."""

    clause: Ints
    document: Ints
    there: Ints
    ratio: NDArray[np.float32]
    run: Ints
    at: Ints
    there_at: Ints


@dataclass(frozen=True)
class Spread:
    """Of each clause, how many families carry its commonest run, and how many of its characters stand in runs that more
    than MOST families carry. Lower bounds: of other documents two runs in seven are known."""

    most: Ints
    common: Ints


def find(store: Store, sheet: Sheet, family: NDArray[np.int64], rank: NDArray[np.int64]) -> tuple[Matches, Spread]:
    """All carriers. family: of each document by its number, -1 where it is to be left out. rank: its place in the order
    of dates."""
    hashes, at = runs(sheet.key)
    order = np.argsort(hashes, kind="stable")
    hashes, at = hashes[order], at[order]
    wanted = np.unique(hashes)
    row, owner = postings.lookup(store.base, postings.PRINTS, wanted)
    documents = owner.astype(np.int64)
    kept = family[documents] >= 0
    row, documents = row[kept], documents[kept]
    counts = _families(row, family[documents], len(wanted))
    spread = _spread(sheet, hashes, at, wanted, counts)
    chosen = _chosen(row, documents, counts, rank)
    blocks = [
        _compare(store, sheet, hashes, at, chosen[n : n + _BLOCK].tolist()) for n in range(0, len(chosen), _BLOCK)
    ]
    names = ("clause", "document", "there", "ratio", "run", "at", "there_at")
    columns = [
        np.concatenate([np.zeros(0, np.float32 if name == "ratio" else np.int64), *(getattr(b, name) for b in blocks)])
        for name in names
    ]
    return Matches(*columns), spread


def _families(row: Ints, family: Ints, count: int) -> Ints:
    pairs = np.unique((row << 32) | family)
    return np.bincount(pairs >> 32, minlength=count)


def _spread(sheet: Sheet, hashes: NDArray[np.uint64], at: Ints, wanted: NDArray[np.uint64], counts: Ints) -> Spread:
    bounds = sheet.bounds.astype(np.int64)
    size = len(bounds) - 1
    number = counts[np.searchsorted(wanted, hashes)]
    clause = np.searchsorted(bounds, at, side="right") - 1
    inside = at + GRAM <= bounds[clause + 1]
    most = np.zeros(size, np.int64)
    np.maximum.at(most, clause[inside], number[inside])
    frequent = inside & (number > MOST)
    edges = np.zeros(len(sheet.key) + 1, np.int64)
    np.add.at(edges, at[frequent], 1)
    np.add.at(edges, at[frequent] + GRAM, -1)
    covered = np.concatenate(([0], np.cumsum(np.cumsum(edges)[:-1] > 0)))
    return Spread(most, covered[bounds[1:]] - covered[bounds[:-1]])


def _chosen(row: Ints, documents: Ints, counts: Ints, rank: Ints) -> Ints:
    """Documents to be compared: of each run its earliest carriers."""
    order = np.lexsort((rank[documents], row))
    row, documents = row[order], documents[order]
    starts = np.searchsorted(row, np.arange(len(counts)))
    place = np.arange(len(row)) - starts[row] if len(row) else row
    return np.unique(documents[place < np.where(counts[row] > MOST, MOST, _CAP)])


def _compare(store: Store, sheet: Sheet, hashes: NDArray[np.uint64], at: Ints, numbers: Sequence[int]) -> Matches:
    """The text against some documents, all runs of both. hashes: sorted, of the text's runs; at: where they start."""
    keys = [store.key(number) for number in numbers]
    sieve = np.zeros(int(_SIEVE) + 1, bool)
    sieve[hashes & _SIEVE] = True
    hits = [_hits(key, hashes, sieve) for key, _ in keys]
    found = np.concatenate([part[0] for part in hits])
    there = np.concatenate([part[1] for part in hits])
    local = np.repeat(np.arange(len(hits)), [len(part[0]) for part in hits])
    low, high = np.searchsorted(hashes, found, side="left"), np.searchsorted(hashes, found, side="right")
    times = high - low
    source = np.repeat(np.arange(len(found)), times)
    within = np.arange(len(source)) - np.repeat(np.cumsum(times) - times, times)
    own, there, local = at[low[source] + within], there[source], local[source]
    clause_of = np.searchsorted(sheet.bounds, own + GRAM // 2, side="right") - 1
    longest = max(len(key) for key, _ in keys) + 1
    offsets = np.arange(len(keys)) * longest
    every = np.concatenate([bounds[:-1] + offset for (_, bounds), offset in zip(keys, offsets.tolist(), strict=True)])
    counts = np.cumsum([0, *(len(bounds) - 1 for _, bounds in keys)])
    other = np.searchsorted(every, there + GRAM // 2 + offsets[local], side="right") - 1 - counts[local]
    width = int(np.diff(counts).max(initial=1)) + 1
    base = len(sheet.bounds)
    code = (local * base + clause_of) * width + other
    pairs = np.unique(code)
    ratio = _ratios(sheet, keys, pairs, base, width)
    run, run_at, run_there = _runs(sheet, code, pairs, own, there, local)
    kept = (ratio > 0) | (run > 0)
    rest, there_clause = np.divmod(pairs[kept], width)
    document, clause = np.divmod(rest, base)
    return Matches(
        clause,
        np.asarray(numbers, np.int64)[document],
        there_clause,
        ratio[kept],
        run[kept],
        run_at[kept],
        run_there[kept],
    )


def _hits(key: str, hashes: NDArray[np.uint64], sieve: NDArray[np.bool_]) -> tuple[NDArray[np.uint64], Ints]:
    """Runs of a document that the text has too, and where they start."""
    found = gram_hashes(codes_of(key), GRAM)
    kept = np.flatnonzero(sieve[found & _SIEVE])
    at = np.searchsorted(hashes, found[kept])
    at[at == len(hashes)] = 0
    kept = kept[hashes[at] == found[kept]]
    return found[kept], kept


def _ratios(
    sheet: Sheet, keys: Sequence[tuple[str, NDArray[np.int32]]], pairs: Ints, base: int, width: int
) -> NDArray[np.float32]:
    """Ratio of each pair of clauses, 0 where it is below LEAST or either is too short."""
    bounds = sheet.bounds.tolist()
    rest, there = np.divmod(pairs, width)
    document, clause = np.divmod(rest, base)
    lefts, rights, numbers = [], [], []
    borders = [bounds.tolist() for _, bounds in keys]
    for n, (d, c, t) in enumerate(zip(document.tolist(), clause.tolist(), there.tolist(), strict=True)):
        one, two = bounds[c + 1] - bounds[c], borders[d][t + 1] - borders[d][t]
        if min(one, two) >= SHORTEST and 2 * min(one, two) >= LEAST * (one + two):
            numbers.append(n)
            lefts.append(sheet.key[bounds[c] : bounds[c + 1]])
            rights.append(keys[d][0][borders[d][t] : borders[d][t + 1]])
    ratio = np.zeros(len(pairs), np.float32)
    values = pair_ratios(lefts, rights)
    ratio[numbers] = np.where(values >= LEAST, values, 0)
    return ratio


def _runs(sheet: Sheet, code: Ints, pairs: Ints, own: Ints, there: Ints, local: Ints) -> tuple[Ints, Ints, Ints]:
    """The longest equal run of each pair of clauses, of RUN characters and more or the whole clause; runs end where a
    clause of the text ends."""
    none = np.zeros(len(pairs), np.int64)
    if not len(code):
        return none, none - 1, none - 1
    shift = own - there
    order = np.lexsort((own, shift, code))
    code, own, there, shift = code[order], own[order], there[order], shift[order]
    new = np.ones(len(code), bool)
    new[1:] = (code[1:] != code[:-1]) | (shift[1:] != shift[:-1]) | (own[1:] - own[:-1] > GRAM)
    first = np.flatnonzero(new)
    last = np.concatenate((first[1:], [len(code)])) - 1
    bounds = sheet.bounds.astype(np.int64)
    clause = np.searchsorted(bounds, own[first] + GRAM // 2, side="right") - 1
    start = np.maximum(own[first], bounds[clause])
    length = np.minimum(own[last] + GRAM, bounds[clause + 1]) - start
    place = there[first] + start - own[first]
    best = np.lexsort((start, -length, code[first]))
    codes = code[first][best]
    top = np.concatenate(([True], codes[1:] != codes[:-1]))
    best = best[top]
    at = np.searchsorted(pairs, codes[top])
    run, run_at, run_there = none.copy(), none - 1, none - 1
    enough = length[best] >= RUN
    run[at[enough]], run_at[at[enough]], run_there[at[enough]] = (
        length[best][enough], start[best][enough], place[best][enough],
    )  # fmt: skip
    return run, run_at, run_there
