"""Fingerprints of texts: hashes of runs of characters, the same on every machine and run. All on numpy arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int32]

_BASE = np.uint64(1_000_003)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_MARKS = 4  # columns of 64 bits; with twice as many a third fewer pairs are left, for twice the time and room
_SPREAD = np.uint32(0x9E3779B1)


def codes_of(text: str) -> NDArray[np.uint32]:
    """Code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)


def gram_hashes(codes: NDArray[np.uint32], length: int) -> Hashes:
    """A hash for each run of `length` characters, by its start; empty where the text is shorter."""
    count = len(codes) - length + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for offset in range(length):
        found *= _BASE
        found += wide[offset : offset + count]
    return mixed(found)


def mixed(values: Hashes) -> Hashes:
    """Hashes whose high and low bits depend on all of the value's, so that any of them may choose a sample."""
    found = values * _MIX
    found ^= found >> _SHIFT
    found *= _MIX
    return found ^ (found >> _SHIFT)


def sample(hashes: Hashes, one_in: int) -> NDArray[np.int64]:
    """Positions of the hashes that are kept: those divisible by `one_in` (a power of two), in any text the same."""
    return np.flatnonzero((hashes & np.uint64(one_in - 1)) == 0)


def bottom(hashes: Hashes, count: int) -> Hashes:
    """The least `count` different hashes, sorted: a sketch of the set they are in."""
    return np.unique(hashes)[:count]


def many(codes: NDArray[np.uint32], masks: tuple[int, ...], length: int, most: int) -> NDArray[np.bool_]:
    """Which runs of `length` characters hold at most `most` of the characters in `masks` (numbers, places)."""
    count = len(codes) - length + 1
    if count <= 0:
        return np.zeros(0, dtype=bool)
    held = np.zeros(len(codes), dtype=bool)
    for mask in masks:
        held |= codes == np.uint32(mask)
    total = np.concatenate((np.zeros(1, np.int32), np.cumsum(held, dtype=np.int32)))
    return (total[length:] - total[:-length]) <= most


def marks(codes: NDArray[np.uint32], starts: NDArray[np.int64]) -> Hashes:
    """Which characters each stretch holds, as 256 bits (an array of 4 columns): bit by a hash of the character. The
    stretches begin at `starts` and tile the codes; what an empty one holds says nothing."""
    found = np.zeros((len(starts), _MARKS), dtype=np.uint64)
    if not len(codes):
        return found
    codes = np.append(codes, np.uint32(0))  # a stretch at the end may be empty, and must begin somewhere
    hashed = (codes * _SPREAD) >> np.uint32(32 - 8)
    bits = np.uint64(1) << (hashed & np.uint32(63)).astype(np.uint64)
    bits[-1] = 0
    column = hashed >> np.uint32(6)
    for n in range(_MARKS):
        found[:, n] = np.bitwise_or.reduceat(np.where(column == n, bits, np.uint64(0)), starts)
    return found


def most_common(
    left: Hashes, right: Hashes, left_length: NDArray[np.int64], right_length: NDArray[np.int64]
) -> NDArray[np.int64]:
    """An upper bound for the length of a common subsequence of stretches, from their marks: each bit that only one has
    is a character that the other lacks."""
    missing = [
        np.bitwise_count(one & ~other).sum(axis=1, dtype=np.int64) for one, other in ((left, right), (right, left))
    ]
    found: NDArray[np.int64] = np.minimum(left_length - missing[0], right_length - missing[1])
    return found
