"""Aligned rows of a comparison: targets by indicator, benefits by case. What is counted differently is never merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..findings import Benefit, BenefitRow, Target, TargetRow
from ..vocabulary import table

_PUNCTUATION = re.compile(r"[\s，,、；;：:“”\"（）()《》·]")
_GROWTH = ("growth_rate", "change_pp", "change_rate_down")
BENEFIT_ALIKE = 0.55  # Dice of character pairs from which two benefits are for the same case


@dataclass(frozen=True, slots=True)
class Indicator:
    """What an indicator is (core), how it is counted (qualifiers), and in which kind its values come."""

    core: str
    qualifiers: frozenset[str]
    kind: str
    unit: str


def target_rows(lefts: Sequence[Target], rights: Sequence[Target]) -> list[TargetRow]:
    """Rows in left order, then what only the right document has in its own order.

    Targets of one indicator, kind and unit share a row, with all their years. Where the names are alike but the 口径
    differs (with and without 高价值, 新增 against a stock), or the kind does (level against growth), both stand in one
    row of relation definition or kind, with the difference in its note.
    """
    sides = [_grouped(lefts), _grouped(rights)]
    partners, notes = _partners(sides[0], sides[1])
    rows: list[TargetRow] = []
    used: set[Indicator] = set()
    for key, indices in sides[0].items():
        other = partners.get(key)
        if other is None:
            rows.append(TargetRow(lefts[indices[0]].indicator, tuple(indices), (), "one_side"))
            continue
        used.add(other)
        relation, note = notes[key]
        there = sides[1][other]
        if relation == "same":
            relation = _relation([lefts[i] for i in indices], [rights[j] for j in there])
        rows.append(TargetRow(lefts[indices[0]].indicator, tuple(indices), tuple(there), relation, note))
    for key, indices in sides[1].items():
        if key not in used:
            rows.append(TargetRow(rights[indices[0]].indicator, (), tuple(indices), "one_side"))
    return rows


def benefit_rows(lefts: Sequence[Benefit], rights: Sequence[Benefit]) -> list[BenefitRow]:
    """Rows in left order, then what only the right document has; each benefit stands in one row."""
    pairs = [pairs_of(bare(benefit.item)) for benefit in lefts], [pairs_of(bare(benefit.item)) for benefit in rights]
    scored = sorted(
        (
            (-score, i, j)
            for i, a in enumerate(pairs[0])
            for j, b in enumerate(pairs[1])
            if (score := _dice(a, b)) >= BENEFIT_ALIKE
        )
    )
    mine: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in scored:
        if i not in mine and j not in taken:
            mine[i] = j
            taken.add(j)
    rows = []
    for i, benefit in enumerate(lefts):
        if i in mine:
            other = rights[mine[i]]
            same = (benefit.amount, benefit.rate, benefit.cap) == (other.amount, other.rate, other.cap)
            rows.append(BenefitRow(benefit.item, (i,), (mine[i],), "same" if same else "differs"))
        else:
            rows.append(BenefitRow(benefit.item, (i,), (), "one_side"))
    rows += [BenefitRow(b.item, (), (j,), "one_side") for j, b in enumerate(rights) if j not in taken]
    return rows


def canonical(indicator: str) -> str:
    """The common name of an indicator: without territory and punctuation, synonyms by their first name."""
    name = bare(indicator).replace("（", "(").replace("）", ")")
    for old, new in _data()["rewrite"]:
        if not (old in new and new in name):  # 规上 is not looked for in 规模以上
            name = name.replace(bare(old), bare(new))
    before = ""
    while before != name:
        before = name
        name = _strip().sub("", name)
    return _synonyms().get(name, name)


def _grouped(targets: Sequence[Target]) -> dict[Indicator, list[int]]:
    found: dict[Indicator, list[int]] = {}
    for index, target in enumerate(targets):
        found.setdefault(indicator_of(target), []).append(index)
    return found


def indicator_of(target: Target) -> Indicator:
    """What a target is a target of; only targets of equal indicators are compared."""
    name = canonical(target.indicator)
    qualifiers = frozenset(word for word in _data()["qualifiers"] if word in name)
    core = name
    for word in sorted(qualifiers, key=lambda w: (-len(w), w)):
        core = core.replace(word, "")
    kind = "growth" if target.kind in _GROWTH else target.kind
    unit = "" if target.kind in ("qualitative", "sync", "relative", "milestone") else target.norm_unit or target.unit
    return Indicator(
        core or name, qualifiers | ({target.per} if target.per == "年均" and kind == "growth" else set()), kind, unit
    )


def _partners(
    lefts: dict[Indicator, list[int]], rights: dict[Indicator, list[int]]
) -> tuple[dict[Indicator, Indicator], dict[Indicator, tuple[str, str]]]:
    """Each left key's right key, and (relation, note): equal keys first, then the same name in another 口径 or kind,
    then names that are nearly equal."""
    found: dict[Indicator, Indicator] = {}
    notes: dict[Indicator, tuple[str, str]] = {}
    free = dict.fromkeys(rights)
    for key in lefts:
        if key in free:
            found[key], notes[key] = key, ("same", "")
            del free[key]
    for alike in (False, True):
        for key in lefts:
            if key in found:
                continue
            best = max(
                ((_nearness(key, other, alike), n, other) for n, other in enumerate(free)),
                key=lambda t: (t[0], -t[1]),
                default=None,
            )
            if best is None or best[0] <= 0:
                continue
            found[key], notes[key] = best[2], _difference(key, best[2])
            del free[best[2]]
    return found, notes


def _nearness(one: Indicator, other: Indicator, alike: bool) -> float:
    """How near two keys are, 0 for another indicator. alike: whether names that are nearly equal count."""
    if one.core == other.core:
        base = 1.0
    elif alike and one.kind == other.kind and one.unit == other.unit:
        base = _dice(pairs_of(one.core), pairs_of(other.core))
        if base < _data()["alike"]:
            return 0.0
    else:
        return 0.0
    return base + (one.kind == other.kind) + (one.unit == other.unit) - 0.1 * len(one.qualifiers ^ other.qualifiers)


def _difference(one: Indicator, other: Indicator) -> tuple[str, str]:
    if one.kind != other.kind or one.unit != other.unit:
        return "kind", " / ".join(filter(None, (one.unit or one.kind, other.unit or other.kind)))
    differing = sorted(one.qualifiers ^ other.qualifiers)
    if differing:
        return "definition", "、".join(differing)
    return "definition", f"{one.core} / {other.core}" if one.core != other.core else ""


def _relation(lefts: Sequence[Target], rights: Sequence[Target]) -> str:
    """same, value or deadline: years that both name are compared, else the values are, and years differ."""
    values = [{t.deadline: _value(t) for t in side} for side in (lefts, rights)]
    shared = values[0].keys() & values[1].keys()
    if shared:
        same = all(values[0][year] == values[1][year] for year in shared)
        return "value" if not same else "same" if values[0].keys() == values[1].keys() else "deadline"
    return "deadline"


def _value(target: Target) -> tuple[object, ...]:
    return (
        target.op,
        target.norm if target.norm is not None else target.value,
        target.value2,
        target.base.ref if target.base else "",
    )


def bare(text: str) -> str:
    """A name without blanks and punctuation."""
    return _PUNCTUATION.sub("", text)


def pairs_of(text: str) -> Counter[str]:
    """Pairs of neighbouring characters of a name, counted."""
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])


def _dice(one: Counter[str], other: Counter[str]) -> float:
    both = sum((one & other).values())
    return 2 * both / max(1, sum(one.values()) + sum(other.values()))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    found: dict[str, Any] = table("indicators.json")
    return found


@lru_cache(maxsize=1)
def _strip() -> re.Pattern[str]:
    return re.compile(_data()["strip"])


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    return {bare(name): bare(group[0]) for group in _data()["same"] for name in group}
