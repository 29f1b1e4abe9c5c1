"""Weighted terms of many short texts, and how much each left text shares with each right one.

idf is counted over the units of the two documents at hand, never over a corpus: the topic word of a
collection is rare in the language and stands in every unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Ids = NDArray[np.uint64]

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, with bits well spread: Fibonacci hashing
_TERM_BITS = np.uint64(44)  # the other 20 bits number the unit
_BUDGET = 4_000_000  # term meetings that are counted; the most common terms, which weigh least, fall out first


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
    """Both sides' postings sorted by term, with the ranges of the terms they share."""

    left: Postings
    right: Postings
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]]


def meet(left: Postings, right: Postings) -> Meeting:
    """Pairs of entries (left index, right index) with the same term, within the budget."""
    a, b = _sorted(left), _sorted(right)
    terms, starts, times = np.unique(a.terms, return_index=True, return_counts=True)
    first = np.searchsorted(b.terms, terms, side="left")
    last = np.searchsorted(b.terms, terms, side="right")
    cost = times * (last - first)
    shared = np.flatnonzero(cost)
    if cost.sum() > _BUDGET:
        order = shared[np.argsort(cost[shared], kind="stable")]
        shared = np.sort(order[: int(np.searchsorted(np.cumsum(cost[order]), _BUDGET, side="right"))])
    times, starts, first, width = times[shared], starts[shared], first[shared], (last - first)[shared]
    entries = np.repeat(starts, times) + ramps(times)
    widths = np.repeat(width, times)
    lefts = np.repeat(entries, widths)
    rights = np.repeat(np.repeat(first, times), widths) + ramps(widths)
    return Meeting(a, b, (lefts, rights))


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
    i, j = met.pairs
    return _sum(met, a[i] * b[j])


def _weights(postings: Postings, df: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    weights = (1 + 0.5 * np.log(postings.counts)) * np.log((total + 1) / (df + 0.5))
    norms = np.sqrt(np.bincount(postings.units, weights**2, minlength=postings.size))
    return np.asarray(weights / np.maximum(norms[postings.units], 1e-9))


def exclusive(left: Postings, right: Postings, most: int = 2) -> Matrix:
    """How many terms stand in both units and in at most `most` units of either document, shape (left, right);
    a term counts one over the number of unit pairs it could speak for."""
    met = meet(left, right)
    own_left = _own_frequencies(met.left)
    own_right = _own_frequencies(met.right)
    i, j = met.pairs
    rare = (own_left[i] <= most) & (own_right[j] <= most)
    return _sum(met, np.where(rare, 1.0 / (own_left[i] * own_right[j]), 0.0))


def _own_frequencies(postings: Postings) -> NDArray[np.float64]:
    _, inverse, times = np.unique(postings.terms, return_inverse=True, return_counts=True)
    return np.asarray(times[inverse].astype(np.float64))


def _sum(met: Meeting, values: NDArray[np.float64]) -> Matrix:
    i, j = met.pairs
    rows, columns = met.left.size, met.right.size
    flat = met.left.units[i] * columns + met.right.units[j]
    return np.bincount(flat, values, minlength=rows * columns).reshape(rows, columns).astype(np.float32)
