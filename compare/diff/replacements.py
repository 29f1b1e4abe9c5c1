"""Wordings that one version replaces throughout (股东大会 → 股东会), so that a table states them once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..model import Replacement
from .edits import Swap

_WORD = re.compile(r"[一-鿿A-Za-z]{2,16}")
_TIMES = 3
_CONSISTENT = 0.8  # share of the replacements of a wording that go to one and the same other wording


def find_replacements(swaps: Iterable[Swap], left: str, right: str) -> tuple[Replacement, ...]:
    """Replacements made at least three times, nearly always the same way, and throughout: what was replaced is no
    longer common in the right text. Most frequent first. left, right: the whole texts."""
    counts = Counter((s.left, s.right) for s in swaps if _WORD.fullmatch(s.left) and _WORD.fullmatch(s.right))
    from_left: Counter[str] = Counter()
    from_right: Counter[str] = Counter()
    for (one, two), count in counts.items():
        from_left[one] += count
        from_right[two] += count
    found = [
        Replacement(one, two, count)
        for (one, two), count in counts.items()
        if count >= _TIMES
        and count >= _CONSISTENT * from_left[one]
        and count >= _CONSISTENT * from_right[two]
        and _gone(one, two, left, right)
    ]
    order = sorted(found, key=lambda r: (len(r.left) + len(r.right), r.left, r.right))
    kept: list[Replacement] = []
    for item in order:
        base = next((i for i, k in enumerate(kept) if item.left.replace(k.left, k.right) == item.right), -1)
        if base < 0:
            kept.append(item)
        else:  # 各相关部门 → 各有关部门 is 相关部门 → 有关部门 once more
            kept[base] = Replacement(kept[base].left, kept[base].right, kept[base].count + item.count)
    return tuple(sorted(kept, key=lambda r: (-r.count, r.left, r.right)))


def _gone(word: str, by: str, before: str, after: str) -> bool:
    """Whether a wording all but vanished; where the new wording contains it, its occurrences there do not count."""
    return after.count(word) - (after.count(by) if word in by else 0) <= 0.2 * before.count(word)
