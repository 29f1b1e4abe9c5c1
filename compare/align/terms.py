"""Weighted terms of many short texts, and how much each left text shares with each right one.

idf is counted over the units of the two documents at hand, never over a corpus: the topic word of a
collection is rare in the language and stands in every unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Ids = NDArray[np.uint64]

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, with bits well spread: Fibonacci hashing
_TERM_BITS = np.uint64(44)  # the other 20 bits number the unit
_BLOCK = 250_000  # term meetings held in memory at once
_BUDGET = 2_000_000  # term meetings that are counted; the most common terms, which weigh least, fall out first


@dataclass(frozen=True)
class Postings:
    """Terms of units as parallel arrays, one entry a term and unit."""

    terms: Ids
    units: NDArray[np.int64]
    counts: NDArray[np.float64]
    size: int


def grams(keys: Sequence[str], n: int) -> Postings:
    """Character n-grams of keys, as 44-bit numbers (two different ones share a number once in 10¹³ pairs)."""
    codes = np.frombuffer("".join(keys).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    lengths = np.array([len(key) for key in keys], dtype=np.int64)
    owners = np.repeat(np.arange(len(keys), dtype=np.uint64), lengths)
    if len(codes) < n:
        return _joined([], [], [], len(keys))
    count = len(codes) - n + 1
    packed = np.zeros(count, dtype=np.uint64)
    for i in range(n):
        packed = packed * _SPREAD + codes[i : count + i]
    whole = owners[:count] == owners[n - 1 :]
    tagged = (owners[:count][whole] << _TERM_BITS) | ((packed[whole] * _SPREAD) >> (np.uint64(64) - _TERM_BITS))
    found, times = np.unique(tagged, return_counts=True)
    units = (found >> _TERM_BITS).astype(np.int64)
    terms = found & ((np.uint64(1) << _TERM_BITS) - np.uint64(1))
    return Postings(terms, units, times.astype(np.float64), len(keys))


def bags(words: Sequence[dict[str, float]], numbers: dict[str, int]) -> Postings:
    """Words with counts, one bag a unit. numbers: term numbers, shared by both sides and extended here."""
    terms, units, counts = [], [], []
    for unit, bag in enumerate(words):
        if bag:
            terms.append(np.array([numbers.setdefault(w, len(numbers)) for w in bag], dtype=np.uint64))
            units.append(np.full(len(bag), unit, dtype=np.int64))
            counts.append(np.array(list(bag.values()), dtype=np.float64))
    return _joined(terms, units, counts, len(words))


def _joined(terms: list[Ids], units: list[NDArray[np.int64]], counts: list[NDArray[np.float64]], size: int) -> Postings:
    if not terms:
        return Postings(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0), size)
    return Postings(np.concatenate(terms), np.concatenate(units), np.concatenate(counts), size)


@dataclass(frozen=True)
class Meeting:
    """Both sides' postings sorted by term, and for each term they share where its entries start and how many
    there are: (left start, left count, right start, right count)."""

    left: Postings
    right: Postings
    ranges: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

    def blocks(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Pairs of entries (left index, right index) with the same term, some hundred thousand at a time."""
        starts, times, first, width = self.ranges
        ends = np.cumsum(times * width)
        at, done = 0, 0
        while at < len(starts):
            stop = max(at + 1, int(np.searchsorted(ends, done + _BLOCK, side="right")))
            part = slice(at, stop)
            entries = np.repeat(starts[part], times[part]) + ramps(times[part])
            widths = np.repeat(width[part], times[part])
            yield np.repeat(entries, widths), np.repeat(np.repeat(first[part], times[part]), widths) + ramps(widths)
            at, done = stop, int(ends[stop - 1])


def meet(left: Postings, right: Postings) -> Meeting:
    """The terms both sides share, within the budget."""
    a, b = _sorted(left), _sorted(right)
    terms, starts, times = np.unique(a.terms, return_index=True, return_counts=True)
    first = np.searchsorted(b.terms, terms, side="left")
    width = np.searchsorted(b.terms, terms, side="right") - first
    cost = times * width
    shared = np.flatnonzero(cost)
    if cost.sum() > _BUDGET:
        order = shared[np.argsort(cost[shared], kind="stable")]
        shared = np.sort(order[: int(np.searchsorted(np.cumsum(cost[order]), _BUDGET, side="right"))])
    return Meeting(a, b, (starts[shared], times[shared], first[shared], width[shared]))


def ramps(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0..n-1 for each n, one after another."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    return np.arange(total) - np.repeat(ends - lengths, lengths)


def _sorted(postings: Postings) -> Postings:
    order = np.argsort(postings.terms, kind="stable")
    return Postings(postings.terms[order], postings.units[order], postings.counts[order], postings.size)


def _frequencies(left: Postings, right: Postings) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Units of both documents that hold each entry's term, for the entries of either side."""
    terms, inverse = np.unique(np.concatenate([left.terms, right.terms]), return_inverse=True)
    df = np.bincount(inverse, minlength=len(terms)).astype(np.float64)
    return df[inverse[: len(left.terms)]], df[inverse[len(left.terms) :]]


def cosine(left: Postings, right: Postings) -> Matrix:
    """Cosine of idf-weighted term vectors, shape (left units, right units), 0..1."""
    met = meet(left, right)
    df_left, df_right = _frequencies(met.left, met.right)
    total = left.size + right.size
    a = _weights(met.left, df_left, total)
    b = _weights(met.right, df_right, total)
    return _sum(met, a, b)


def _weights(postings: Postings, df: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    weights = (1 + 0.5 * np.log(postings.counts)) * np.log((total + 1) / (df + 0.5))
    norms = np.sqrt(np.bincount(postings.units, weights**2, minlength=postings.size))
    return np.asarray(weights / np.maximum(norms[postings.units], 1e-9))


def exclusive(left: Postings, right: Postings, most: int = 2) -> Matrix:
    """How many terms stand in both units and in at most `most` units of either document, shape (left, right);
    a term counts one over the number of unit pairs it could speak for."""
    met = meet(rare(left, most), rare(right, most))
    return _sum(met, 1.0 / _own_frequencies(met.left), 1.0 / _own_frequencies(met.right))


def rare(postings: Postings, most: int) -> Postings:
    """Postings of the terms that stand in at most `most` units."""
    keep = _own_frequencies(postings) <= most
    return Postings(postings.terms[keep], postings.units[keep], postings.counts[keep], postings.size)


def _own_frequencies(postings: Postings) -> NDArray[np.float64]:
    _, inverse, times = np.unique(postings.terms, return_inverse=True, return_counts=True)
    return np.asarray(times[inverse].astype(np.float64))


def _sum(met: Meeting, left: NDArray[np.float64], right: NDArray[np.float64]) -> Matrix:
    """Sums over shared terms of left value times right value, by unit pair."""
    rows, columns = met.left.size, met.right.size
    result = np.zeros(rows * columns, dtype=np.float32)
    for i, j in met.blocks():
        flat = met.left.units[i] * columns + met.right.units[j]
        if rows * columns <= _BLOCK:
            result += np.bincount(flat, left[i] * right[j], minlength=rows * columns).astype(np.float32)
            continue
        cells, inverse = np.unique(flat, return_inverse=True)
        result[cells] += np.bincount(inverse, left[i] * right[j]).astype(np.float32)
    return result.reshape(rows, columns)
