"""The quantities of a passage one after the other: which are values of a target, and what they take over from the
words and values before them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..findings import Base
from .found import Found
from .grammar import Grammar, grammar
from .lefts import read_left
from .quantities import Quantity, quantities
from .ranks import multiples, ranks
from .settings import Setting
from .shapes import Here, fronted, shape, starting_value

_HARD = ",;:"
_LONGEST = 90  # characters before a number in which its indicator is looked for
_QUOTED = re.compile(r'"[^"]{1,24}"')
_TITLE = re.compile(r"《[^》]*》")
_GOAL_TAIL = re.compile(r"的(?:目标|水平|速度|增速|增长|增幅|规模|比例)")
_CLOSE = re.compile(r"[,;]")
_KIND_ONLY = re.compile(r"(?:级|类|型)$")


@dataclass(slots=True)
class _State:
    """What one value leaves for the next: floor: where its words end; carried: a verb that governs a list; said: the
    indicators so far, the last one last; origin: a value that the next one starts from (从77%提高到80%)."""

    floor: int = 0
    carried: str = ""
    said: list[str] = field(default_factory=list)
    origin: str = ""


def quantified(setting: Setting, taken: list[tuple[int, int]]) -> list[Found]:
    """Targets of a passage that have a number. taken: spans that belong to targets found otherwise."""
    flat, g = setting.passage.flat, grammar()
    result = [*ranks(setting, g), *multiples(setting, g)]
    every = quantities(flat)
    if not every:
        return result
    quoted = [match.span() for pattern in (_TITLE, _QUOTED) for match in pattern.finditer(flat)]
    barred = [*_barred(flat, g), *taken, *((item.low, item.high) for item in result)]
    state = _State()
    groups = _groups(flat, every)
    for number, group in enumerate(groups):
        if _within(group[0], quoted):
            continue
        if _within(group[0], barred) or group[0].unit in g.no_target:
            state.floor = group[-1].stop
            continue
        following = groups[number + 1][0].start if number + 1 < len(groups) else len(flat)
        result += _next(setting, g, group, following, state, result)
    return result


def _groups(flat: str, every: list[Quantity]) -> list[list[Quantity]]:
    """Quantities, those that stand in one list of values together: 55%、70%以上; 7%左右和8%左右."""
    groups: list[list[Quantity]] = []
    for quantity in every:
        if groups and _listed(flat, groups[-1], quantity):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _listed(flat: str, group: list[Quantity], two: Quantity) -> bool:
    one = group[-1]
    if flat[one.stop : two.start] not in ("、", "和", "及", "与", "以及", "和约"):
        return False
    respectively = "分别" in flat[max(0, group[0].start - 8) : group[0].start]
    return one.base == two.base or (one.dimension != "percent" and respectively)


def _within(quantity: Quantity, spans: list[tuple[int, int]]) -> bool:
    return any(low < quantity.end and quantity.start < high for low, high in spans)


def _barred(flat: str, g: Grammar) -> list[tuple[int, int]]:
    """Where no quantity is a target: conditions of eligibility, benefits, penalties."""
    spans = [match.span() for match in g.thresholds.finditer(flat)] if "的" in flat else []
    if g.threshold_cues.search(flat) or (g.descriptive.search(flat) and not g.strive.search(flat)):
        spans.append((0, len(flat)))
    for match in g.benefit.finditer(flat):
        low = max(flat.rfind(",", 0, match.start()), flat.rfind(";", 0, match.start()), 0)
        spans.append((low, _paid_until(flat, match.end(), g)))
    return spans


def _paid_until(flat: str, at: int, g: Grammar) -> int:
    """Where the words on a benefit end: with its phrase, or with the phrases that bound it (累计不超过100万元)."""
    while True:
        close = _CLOSE.search(flat, at)
        if close is None:
            return len(flat)
        if close.group() == ";" or not g.benefit_goes_on.match(flat, close.end()):
            return close.start()
        at = close.end()


def _next(
    setting: Setting, g: Grammar, group: list[Quantity], following: int, state: _State, before: list[Found]
) -> list[Found]:
    """Targets of one quantity or list, and what they leave for the next."""
    flat, quantity, last = setting.passage.flat, group[0], group[-1]
    low = max(state.floor, quantity.start - _LONGEST, *(flat.rfind(sign, 0, quantity.start) + 1 for sign in _HARD))
    if starting_value(flat, low, group):
        state.origin = flat[quantity.start : quantity.end]
        return []
    found, verb, attribute = _read(setting, g, group, low, following, state)
    if attribute:
        return []  # the number describes the noun that the next one counts
    sentence = ";" in flat[state.floor : quantity.start] or not found
    state.carried = verb or ("" if sentence and "," in flat[state.floor : quantity.start] else state.carried)
    if found and state.origin:
        found = [item if item.base else replace(item, base=Base(value=state.origin)) for item in found]
    state.origin = ""
    for item in found:
        if item.indicator in state.said:
            state.said.remove(item.indicator)
        state.said.append(item.indicator)
    if found and before and _KIND_ONLY.search(before[-1].indicator):
        _borrow(before, found[-1].indicator)
    state.floor = max(last.stop, found[-1].high if found else 0)
    return found


def _read(
    setting: Setting, g: Grammar, group: list[Quantity], low: int, following: int, state: _State
) -> tuple[list[Found], str, bool]:
    """(targets, the verb that may govern the next value, whether the number is only an attribute of the next)."""
    flat, last = setting.passage.flat, group[-1]
    attribute = bool(g.attribute_after.match(flat, last.stop)) and not _GOAL_TAIL.match(flat, last.stop)
    if attribute and group[0].unit != "%":
        return [], "", False
    left = read_left(setting, g, group[0], low, bool(state.origin))
    if left is None:
        return [], "", False
    here = Here(setting, g, flat, group, left, following, state.carried, tuple(state.said))
    fraction = fronted(here)
    if fraction is not None:
        return [fraction], "", False
    return ([], "", False) if attribute else shape(here)


def _borrow(before: list[Found], indicator: str) -> None:
    """Give 2个国家级 the noun of 22个省级医疗中心 behind it."""
    noun = re.sub(r"^.*?[级类型](?=.{2})", "", indicator)
    at = len(before) - 1
    while noun != indicator and at >= 0 and _KIND_ONLY.search(before[at].indicator):
        before[at] = replace(before[at], indicator=before[at].indicator + noun)
        at -= 1
