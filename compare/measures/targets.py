"""Targets of a passage with their deadlines, territory and modality: what is to be reached and what was achieved."""

from __future__ import annotations

import re

from ..findings import Target
from .dates import Time
from .found import Found
from .grammar import Grammar, grammar
from .qualities import qualities
from .quantities import plain_number
from .settings import Setting
from .values import quantified


def targets_of(setting: Setting) -> list[Target]:
    """Targets and achieved figures of one passage, in order."""
    flat = setting.passage.flat
    if len(flat) < 4:
        return []
    without = list(qualities(setting))
    found = [*quantified(setting, [(item.low, item.high) for item in without if item.kind == "relative"]), *without]
    if not found:
        return []
    found.sort(key=lambda item: (item.low, item.high))
    return [_placed(setting, item) for item in found]


def _placed(setting: Setting, found: Found) -> Target:
    """A target with its deadline, modality and place in the text."""
    passage, flat = setting.passage, setting.passage.flat
    g = grammar()
    deadline, source, past = _deadline(setting, found)
    start, end = passage.span(found.low, found.high)
    past = past or _achieved(setting, found, g)
    modality = "achieved" if past else _modality(setting, found, g)
    if past:
        source = source if source == "stated" else ""
        deadline = deadline if source else str(setting.year - 1) if setting.year else ""
    indicator, scope = _own(setting, found.indicator, found.scope)
    if len(indicator) < 2:
        indicator, scope = found.indicator, found.scope
    scaled = found.value is not None and found.scale != 1
    return Target(
        indicator=printed(setting, indicator),
        start=start,
        end=end,
        section=passage.section.id,
        clause=passage.index,
        comparator=found.comparator,
        op="=" if past and found.op == ">=" and "以上" not in flat[found.low : found.high] else found.op,
        value=None if found.value is None else plain_number(found.value),
        value2=None if found.value2 is None else plain_number(found.value2),
        unit=found.unit,
        norm=plain_number(round(found.value * found.scale, 6)) if scaled and found.value is not None else None,
        norm_unit=found.base_unit if scaled else "",
        kind=found.kind,
        per=found.per,
        deadline=deadline,
        deadline_from=source,
        base=found.base,
        scope=printed(setting, scope) or setting.place,
        modality=modality,
    )


def printed(setting: Setting, words: str) -> str:
    """Words of the flat string as the document prints them; quotes in pairs where they were put together."""
    at = setting.passage.flat.find(words) if words else -1
    if at >= 0:
        return setting.passage.raw[at : at + len(words)]
    pieces = words.split('"')
    return "".join(
        piece + ("" if n == len(pieces) - 1 else "“" if n % 2 == 0 else "”") for n, piece in enumerate(pieces)
    )


def _own(setting: Setting, indicator: str, scope: str) -> tuple[str, str]:
    """Take the document's own place off the front of an indicator."""
    for place in setting.places:
        if indicator.startswith(place) and len(indicator) - len(place) >= 2:
            scope, indicator = scope or place, indicator[len(place) :]
            for word in ("进入", "实现", "的"):
                indicator = indicator.removeprefix(word)
            break
    return indicator, scope


def _deadline(setting: Setting, found: Found) -> tuple[str, str, bool]:
    """(ISO date, where it is from, whether it lies in the past)."""
    flat = setting.passage.flat
    phrase = max(flat.rfind(sign, 0, found.anchor) for sign in ",;") + 1
    best: Time | None = None
    for time in setting.times:
        if time.start >= found.high or time.role not in ("due", "past"):
            continue
        opens = time.start == 0 or flat[time.start - 1] in ',;:(-"到至' or time.lasts
        if time.start >= phrase or (opens and flat.rfind(";", time.end, found.low) < 0) or time.lasts:
            best = time
    if best is None:
        return setting.deadline, setting.source, False
    until = flat[max(0, best.start - 3) : best.start]
    past = best.role == "past" or "截至" in until or "截止" in until
    if (
        setting.year is not None
        and best.year < setting.year
        and not flat.startswith(("到", "至"), max(0, best.start - 1))
    ):
        past = True
    if not best.lasts and not best.plan and best.start < phrase and setting.deadline and best.role == "due":
        return setting.deadline, setting.source, False
    return best.iso, "stated", past


def _achieved(setting: Setting, found: Found, g: Grammar) -> bool:
    """Whether the sentence tells what is already there."""
    flat = setting.passage.flat
    cut = max(flat.rfind(";", 0, found.low), 0)
    if setting.opening and not (setting.deadline or setting.goals or setting.times or g.strive.search(flat)):
        return True
    if setting.past:
        ahead = any(
            t.role == "due" and setting.year is not None and t.year > setting.year and t.start < found.low
            and not flat.startswith("年均", t.end) for t in setting.times
        )  # fmt: skip
        return not (ahead or re.search(r"力争|争取到|预期目标|将达到", flat[cut : found.low]))
    near = flat[cut : found.high]
    match = g.achieved.search(near)
    if match is None:
        return False
    stated = any(
        t.role == "due" and t.start < found.low and (setting.year is None or t.year >= setting.year)
        for t in setting.times
    )
    return not stated or match.group() in ("截至", "同比")


def _modality(setting: Setting, found: Found, g: Grammar) -> str:
    flat = setting.passage.flat
    cut = flat.rfind(";", 0, found.low) + 1
    around = flat[found.low : min(len(flat), found.high + 8)]
    if "约束性" in around:
        return "binding"
    if (
        "预期性" in around
        or setting.expected
        or "预期目标" in flat[: found.low]
        or "预期增长" in flat[cut : found.high]
    ):
        return "expected"
    strive = [m.start() for m in g.strive.finditer(flat, cut, found.low + 2)]
    ensure = [m.start() for m in g.ensure.finditer(flat, cut, found.low + 2)]
    if strive and (not ensure or strive[-1] > ensure[-1]):
        return "strive"
    if ensure and flat.rfind(",", ensure[-1], found.low) < 0:
        return "ensure"
    return "target"
