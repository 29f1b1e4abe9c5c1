"""Which links stay in place and which have moved.

The heaviest chain of links in the same order on both sides stays (the rule of wikEdDiff); a link that
crosses it, or whose containers have other roles, has moved. Renumbering alone is no move.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Section

_CROSSED = 2  # links of the chain that a link must cross to count as moved


@dataclass(frozen=True, slots=True)
class Placed:
    """A link by positions of its units, with the weight it brings to the chain."""

    left: int
    right: int
    weight: float
    main: bool


def moved(links: Sequence[Placed], left: Sequence[Section], right: Sequence[Section], regime: str) -> list[bool]:
    """For each link whether it has moved."""
    chain = heaviest_chain([(link.left, link.right, link.weight) for link in links if link.main])
    crossed = 1 if regime == "version" else _CROSSED
    lefts = sorted(a for a, _ in chain)
    by_left = dict(chain)
    rights = [by_left[a] for a in lefts]
    result = []
    for link in links:
        low = bisect_left(lefts, link.left)
        before = sum(1 for b in rights[:low] if b > link.right)
        start = low + (low < len(lefts) and lefts[low] == link.left)
        after = sum(1 for b in rights[start:] if b < link.right)
        away = before + after >= crossed and (link.left, link.right) not in chain
        if regime != "version":
            away = away or _containers_differ(left, right, link)
        result.append(away)
    return result


def _containers_differ(left: Sequence[Section], right: Sequence[Section], link: Placed) -> bool:
    a, b = left[link.left], right[link.right]
    above_a, above_b = _parent(left, a), _parent(right, b)
    if above_a is None or above_b is None:
        return False
    for above, child, other in ((above_a, a, b), (above_b, b, a)):
        if child.style in ("lead", "dash") and above.level == other.level and set(above.roles) & set(other.roles):
            return False  # an item of a list against the one paragraph that holds the list elsewhere
    first, second = set(above_a.roles), set(above_b.roles)
    return bool(first and second and not first & second) and not {"tasks", "reform"} >= first | second


def _parent(sections: Sequence[Section], section: Section) -> Section | None:
    return next((s for s in sections if s.id == section.parent), None) if section.parent else None


def heaviest_chain(points: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Points (left, right) of the heaviest strictly increasing chain, in order. points: left, right, weight."""
    ordered = sorted(points, key=lambda p: (p[0], -p[1]))
    rights = sorted({p[1] for p in ordered})
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(rights) + 1)  # best chain by right position (Fenwick)
    back: list[int] = []
    best = (0.0, -1)
    for index, (_, right, weight) in enumerate(ordered):
        rank = bisect_left(rights, right) + 1
        at, found = rank - 1, (0.0, -1)
        while at > 0:
            found = max(found, tree[at])
            at -= at & -at
        back.append(found[1])
        here = (found[0] + weight, index)
        best = max(best, here)
        at = rank
        while at < len(tree):
            tree[at] = max(tree[at], here)
            at += at & -at
    chain = []
    at = best[1]
    while at >= 0:
        chain.append((ordered[at][0], ordered[at][1]))
        at = back[at]
    return chain[::-1]
