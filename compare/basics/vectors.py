"""Word vectors: which policy words mean nearly the same (督导 and 督查, 奖补 and 奖励).

data/vectors.npz holds 12,000 words with 64 whole-number coordinates each, from co-occurrence within five
words in 6,113 policies, laws and work reports (positive pointwise mutual information, truncated SVD;
`benchmarks/vectors.py` makes the file anew from a collection).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], NDArray[np.float32]]:
    with as_file(files("compare") / "data" / "vectors.npz") as path, np.load(path) as data:
        names = bytes(data["words"].item()).decode("utf-8").split("\n")
        vectors = data["vectors"].astype(np.float32) / np.float32(127)
    return {name: index for index, name in enumerate(names)}, vectors


def weighted_sums(bags: Sequence[dict[str, float]]) -> NDArray[np.float32]:
    """One vector a bag of weighted words, shape (bags, 64); words without a vector count nothing."""
    index, vectors = _table()
    result = np.zeros((len(bags), vectors.shape[1]), dtype=np.float32)
    for row, bag in enumerate(bags):
        known = [(index[word], weight) for word, weight in bag.items() if word in index]
        if known:
            places, weights = zip(*known, strict=True)
            result[row] = np.asarray(weights, dtype=np.float32) @ vectors[list(places)]
    return result
