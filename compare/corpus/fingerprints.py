"""Fingerprints of texts: hashes of runs of characters, the same on every machine and run. All on numpy arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int32]

_BASE = np.uint64(1_000_003)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


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
    total = np.concatenate((np.zeros(1, np.int32), np.cumsum(np.isin(codes, masks), dtype=np.int32)))
    return (total[length:] - total[:-length]) <= most
