"""The one room of rapidfuzz: similarity of keys and opcodes over token lists."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel


def ratio(left: str, right: str) -> float:
    """rapidfuzz `fuzz.ratio` as 0..1: twice the common subsequence over both lengths; 1 for two empty texts."""
    return float(fuzz.ratio(left, right)) / 100


def pair_ratios(lefts: Sequence[str], rights: Sequence[str], least: float = 0.0) -> NDArray[np.float32]:
    """`ratio` of lefts[i] and rights[i] for each i, 0..1, without a Python loop; 0 below `least`."""
    if not lefts:
        return np.zeros(0, dtype=np.float32)
    found = process.cpdist(lefts, rights, scorer=fuzz.ratio, score_cutoff=100 * least or None, dtype=np.float32)
    return np.asarray(found, dtype=np.float32) / np.float32(100)


def ratio_matrix(lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.float32]:
    """`ratio` of every left with every right, shape (lefts, rights), 0..1."""
    if not lefts or not rights:
        return np.zeros((len(lefts), len(rights)), dtype=np.float32)
    found = process.cdist(lefts, rights, scorer=fuzz.ratio, dtype=np.float32)
    return np.asarray(found, dtype=np.float32) / np.float32(100)


def common_length(left: str, right: str) -> int:
    """Length of the longest common subsequence."""
    return (len(left) + len(right) - int(Indel.distance(left, right))) // 2


def opcodes(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """Steps (op, left start, left end, right start, right end) that turn left into right; ops equal, insert,
    delete, replace; they tile both sequences."""
    return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(left, right)]
