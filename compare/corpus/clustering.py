"""Average-linkage clustering of a distance matrix, and the order in which a reader finds alike beside alike.

The nearest-neighbour chain takes n² steps on arrays; that needs no library for the few thousand families of a report.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..report import Merge

Floats = NDArray[np.float32]


def cluster(distance: Floats) -> tuple[tuple[int, ...], tuple[Merge, ...]]:
    """Order of the items, and the merges from the least height on; nodes as in `report.Merge`.

    distance: square, symmetric, 0..1. Ties go to the lower number, so equal input gives equal output.
    """
    count = len(distance)
    raw = _chain(distance.astype(np.float64))
    merges: list[Merge] = []
    node = list(range(count))  # node that the cluster of an item has become, by the cluster's first item
    size = [1] * count
    for left, right, height in sorted(raw, key=lambda m: (m[2], m[0], m[1])):
        a, b = _root(node, left), _root(node, right)
        total = size[a] + size[b]
        merges.append(Merge(a, b, float(min(max(height, 0.0), 1.0)), total))
        node.append(count + len(merges) - 1)
        size.append(total)
        node[a] = node[b] = count + len(merges) - 1
    return _order(count, merges, distance), tuple(merges)


def _root(node: list[int], at: int) -> int:
    while node[at] != at:
        node[at] = node[node[at]]
        at = node[at]
    return at


def _chain(distance: NDArray[np.float64]) -> list[tuple[int, int, float]]:
    """Merges as (item of one cluster, item of the other, height), in the order found."""
    count = len(distance)
    np.fill_diagonal(distance, np.inf)
    size = np.ones(count)
    alive = np.ones(count, dtype=bool)
    chain: list[int] = []
    found: list[tuple[int, int, float]] = []
    while len(found) < count - 1:
        if not chain:
            chain.append(int(np.argmax(alive)))
        top = chain[-1]
        near = int(np.argmin(distance[top]))
        if len(chain) > 1 and distance[top, chain[-2]] <= distance[top, near]:
            near = chain[-2]
            chain = chain[:-2]
            a, b = sorted((top, near))
            found.append((a, b, float(distance[a, b])))
            row = (size[a] * distance[a] + size[b] * distance[b]) / (size[a] + size[b])
            size[a] += size[b]
            alive[b] = False
            row[~alive] = np.inf
            row[a] = np.inf
            distance[a], distance[:, a] = row, row
            distance[b], distance[:, b] = np.inf, np.inf
        else:
            chain.append(near)
    return found


def _order(count: int, merges: list[Merge], distance: Floats) -> tuple[int, ...]:
    """Leaves of the dendrogram from left to right; each branch is turned so that its ends lie next to what is alike."""
    leaves: list[list[int]] = [[index] for index in range(count)]
    used = [False] * (count + len(merges))
    for merge in merges:
        a, b = leaves[merge.left], leaves[merge.right]
        used[merge.left] = used[merge.right] = True
        ends = [(float(distance[x[-1], y[0]]), n) for n, (x, y) in enumerate(_turns(a, b))]
        first, second = _turns(a, b)[min(ends)[1]]
        leaves.append(first + second)
    return tuple(leaf for number, row in enumerate(leaves) if not used[number] for leaf in row)


def _turns(a: list[int], b: list[int]) -> list[tuple[list[int], list[int]]]:
    return [(a, b), (a[::-1], b), (a, b[::-1]), (a[::-1], b[::-1])]
