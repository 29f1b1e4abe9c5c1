"""How right the clause links of a comparison are, against the truth of a generated pair.

A sentence has its true source when a clause link joins a clause in it with a clause in the source sentence; clause
and sentence belong together when they share half of the shorter of the two. A new sentence has a false source when
any clause link reaches it. For unrelated pairs: the share of characters in clause links.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
from generate import Pair
from rapidfuzz import fuzz, process

from compare.model import Comparison

Links = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def clause_links(comparison: Comparison) -> Links:
    """(left span, right span) of every clause link."""
    left, right = comparison.left.clauses, comparison.right.clauses
    return [
        ((left[link.left].start, left[link.left].end), (right[link.right].start, right[link.right].end))
        for link in comparison.clause_links
    ]


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans that end at 。！？； or a line end, without blank ones: the units of the cdist rows."""
    found, start = [], 0
    for at, char in enumerate(text):
        if char in "。！？；\n":
            if text[start : at + 1].strip():
                found.append((start, at + 1))
            start = at + 1
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def cdist_links(left: str, right: str, threshold: float) -> Links:
    """Every right sentence with its most similar left one, from `threshold` (0..100) on: what brute force reaches."""
    a, b = sentences(left), sentences(right)
    table = process.cdist([right[i:j] for i, j in b], [left[i:j] for i, j in a], scorer=fuzz.ratio, workers=1)
    best = table.argmax(axis=1)
    return [(a[i], b[n]) for n, i in enumerate(best.tolist()) if table[n, i] >= threshold]


def quality(pair: Pair, links: Links) -> dict[str, float]:
    """Shares 0..1. same, edited, adapted: sentences of that kind, moved or not, with their true source. unmoved,
    moved: kept sentences of any kind, by place; *_chars the same by characters. new_false: new sentences with a
    source. wrong: links between sentences that do not belong together, of all links."""
    starts = [t.start for t in pair.truth]
    reached: dict[int, list[tuple[int, int]]] = {}
    wrong = counted = 0
    for left, right in links:
        first = bisect_right(starts, right[0]) - 1
        for n in range(max(0, first), len(pair.truth)):
            truth = pair.truth[n]
            if truth.start >= right[1]:
                break
            if _together(right, (truth.start, truth.end)):
                reached.setdefault(n, []).append(left)
                counted += 1
                wrong += not _true(pair, truth.source, left)
    groups: dict[str, list[tuple[float, float]]] = {}
    for n, truth in enumerate(pair.truth):
        found = reached.get(n, [])
        weight = float(truth.end - truth.start)
        if truth.source is None:
            groups.setdefault("new_false", []).append((float(bool(found)), 1.0))
            groups.setdefault("new_false_chars", []).append((float(bool(found)), weight))
            continue
        right_one = float(any(_true(pair, truth.source, left) for left in found))
        place = "moved" if truth.moved else "unmoved"
        for name in (truth.kind, place):
            groups.setdefault(name, []).append((right_one, 1.0))
        groups.setdefault(f"{place}_chars", []).append((right_one, weight))
        if truth.moved and truth.kind != "same":
            groups.setdefault("moved_changed", []).append((right_one, 1.0))
    result = {name: sum(v * w for v, w in rows) / sum(w for _, w in rows) for name, rows in sorted(groups.items())}
    return {**result, "wrong": wrong / max(1, counted)}


def _together(one: tuple[int, int], two: tuple[int, int]) -> bool:
    common = min(one[1], two[1]) - max(one[0], two[0])
    return 2 * common >= min(one[1] - one[0], two[1] - two[0])


def _true(pair: Pair, source: tuple[int, int] | None, left: tuple[int, int]) -> bool:
    """Whether a left span belongs to the source, or says the same in the same words."""
    if source is None:
        return False
    return _together(left, source) or (
        pair.left[slice(*left)].strip() in pair.left[slice(*source)]
        and left[1] - left[0] >= (source[1] - source[0]) / 2
    )


def linked_share(pair: Pair, links: Links, comparison: Comparison | None = None) -> dict[str, float]:
    """Share 0..1 of the characters of both texts in links, in all and without those labelled boilerplate."""
    marks = [np.zeros(len(text), dtype=bool) for text in (pair.left, pair.right)]
    for spans in links:
        for side in (0, 1):
            marks[side][slice(*spans[side])] = True
    total = len(pair.left) + len(pair.right)
    result = {"linked": float(sum(int(m.sum()) for m in marks)) / total}
    if comparison is not None:
        for side in (0, 1):
            for span in comparison.spans[side]:
                if span.label == "boilerplate":
                    marks[side][span.start : span.end] = False
        result["linked_net"] = float(sum(int(m.sum()) for m in marks)) / total
    return result


def best_of_cdist(pair: Pair, threshold: float = 50.0) -> dict[str, Any]:
    """Quality of brute force at one threshold, for scale."""
    links = cdist_links(pair.left, pair.right, threshold)
    return linked_share(pair, links) if pair.kind == "unrelated" else quality(pair, links)
