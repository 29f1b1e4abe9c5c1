"""Targets without a number of their own: 与经济增长同步, 高于全省平均2个百分点, 有所提升, 居全国前列, 10月底前开工."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..findings import Base
from .found import Found, comparator
from .grammar import grammar
from .indicators import clean, split_scope
from .quantities import quantities
from .settings import Setting, table_data

_REFS = {
    **dict.fromkeys(("高于", "快于", "优于", "好于", "高出", "超过"), ">ref"),
    "低于": "<ref",
    "不低于": ">=ref",
    "不高于": "<=ref",
    "不超过": "<=ref",
}
_NEAR = 14  # characters behind 高于全省平均 in which the distance stands


def qualities(setting: Setting) -> Iterator[Found]:
    """Relations, directions, ranks in words and milestones of one passage."""
    flat = setting.passage.flat
    if "同步" in flat:
        yield from _sync(setting)
    if _patterns()["comparing"].search(flat):
        yield from _relative(setting)
    if setting.past or setting.rules:
        return
    yield from _direction(setting)
    yield from _milestones(setting)


def _make(
    setting: Setting, indicator: str, low: int, high: int, comparator: str, op: str, kind: str, **more: Any
) -> Found:
    values = {
        "value": None,
        "value2": None,
        "unit": "",
        "scale": 1.0,
        "base_unit": "",
        "per": "",
        "base": None,
        "scope": "",
    }
    return Found(indicator, low, high, comparator, op, kind=kind, anchor=low, **{**values, **more})


def _subject(setting: Setting, end: int, floor: int = 0) -> tuple[str, str]:
    """(scope, indicator) that stands before `end` in its phrase; the phrase before where there is none. floor: where
    the words of the target before end."""
    flat, g = setting.passage.flat, grammar()
    low = max(floor, *(flat.rfind(sign, 0, end) + 1 for sign in ",;:"))
    scope, name = split_scope(flat[low:end], g)
    name = clean(name, g)
    if len(name) < 2 and low > 1:
        earlier = max(flat.rfind(sign, 0, low - 1) for sign in ",;:") + 1
        scope, name = split_scope(flat[earlier : low - 1], g)
        first = quantities(name)
        if first:
            name = name[: first[0].start]
        name = clean(name, g)
    return scope, name


def _sync(setting: Setting) -> Iterator[Found]:
    flat, floor = setting.passage.flat, 0
    for match in _patterns()["sync"].finditer(flat):
        scope, name = _subject(setting, match.start(), floor)
        floor = match.end()
        if len(name) >= 2 and _patterns()["goal"].search(name):
            yield _make(
                setting,
                name,
                match.start(),
                match.end(),
                "与…同步",
                "sync",
                "sync",
                base=Base(ref=match[1]),
                scope=scope,
            )


def _relative(setting: Setting) -> Iterator[Found]:
    flat = setting.passage.flat
    for match in _patterns()["relative"].finditer(flat):
        verb, ref = match[1], match[2]
        scope, name = _subject(setting, match.start(1))
        if len(name) < 2 or not _patterns()["goal"].search(name):
            continue
        op, stop, words = _REFS[verb], match.end(), verb
        distance = next((q for q in quantities(flat[stop : stop + _NEAR]) if q.start == 0), None)
        more: dict[str, Any] = {}
        if distance is not None:
            op = ">=ref+" if distance.op == ">=" and op == ">ref" else op + "+"
            stop += distance.stop
            words = comparator(distance, "", verb)
            more = {"value": distance.value, "value2": distance.value2, "unit": distance.unit}
        yield _make(setting, name, match.start(1), stop, words, op, "relative", base=Base(ref=ref), scope=scope, **more)


def _direction(setting: Setting) -> Iterator[Found]:
    flat = setting.passage.flat
    patterns = _patterns()
    modal = grammar().strive.search(flat) or grammar().ensure.search(flat)
    if not (setting.goals or modal or "预期目标" in flat):
        return
    for op in ("up", "down", "same"):
        for match in patterns[op].finditer(flat):
            scope, name = _subject(setting, match.start())
            if 3 <= len(name) <= 24 and patterns["direction_noun"].search(name):
                yield _make(setting, name, match.start(), match.end(), match.group(), op, "qualitative", scope=scope)
    for match in patterns["rank"].finditer(flat):
        scope, name = _subject(setting, match.start())
        if 3 <= len(name) <= 40 and patterns["goal"].search(name):
            yield _make(setting, name, match.start(), match.end(), "…前列", "rank_qual", "qualitative", scope=scope)


def _milestones(setting: Setting) -> Iterator[Found]:
    """Something is there by a date that its own phrase names; once, with the date nearest to it."""
    yield from {found.low: found for found in _dated_milestones(setting)}.values()


def _dated_milestones(setting: Setting) -> Iterator[Found]:
    flat, g = setting.passage.flat, grammar()
    for time in setting.times:
        ends = flat.endswith(("前", "底", "末"), time.start, time.end)
        if time.role != "due" or not (ends or flat[max(0, time.start - 1) : time.start] in ("到", "至")):
            continue
        end = min(p for p in (flat.find(";", time.end), len(flat)) if p >= 0)
        for match in _patterns()["milestone"].finditer(flat, time.end, end):
            low = max(max(flat.rfind(sign, 0, match.start()) for sign in ",;") + 1, time.start)
            stop = min(p for p in (*(flat.find(sign, match.end()) for sign in ",;。!"), end) if p >= 0)
            phrase = flat[low:stop]
            counted = [q for q in quantities(phrase) if not phrase.startswith("的", q.stop)]
            if counted or "基本" in flat[low : match.start()][-3:]:
                continue
            verb = match.group()
            after = flat[match.end() : stop]
            if verb == "建成" and after:
                name, low = clean(after, g), match.start()
                fits = bool(_patterns()["things"].search(name)) and len(name) <= 24
            else:
                name = clean(split_scope(flat[low : match.start()], g)[1], g)
                fits = not after and (len(name) >= 2 or low == time.start) and len(name) <= 40
            if fits:
                yield _make(setting, name or verb, low, stop, verb, "by", "milestone")
                break


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table_data()
    return {
        "sync": re.compile(data["sync"]),
        "relative": re.compile(data["relative"]),
        "comparing": re.compile(r"[高快低优好]于|高出|不超过|超过"),
        "goal": re.compile(data["goal_nouns"] + r"|(?:增长|提高|增加)$"),
        "direction_noun": re.compile(data["direction_nouns"]),
        "up": re.compile(data["direction"]["up"]),
        "down": re.compile(data["direction"]["down"]),
        "same": re.compile(data["direction"]["same"]),
        "rank": re.compile(data["rank_qual"]),
        "things": re.compile(data["milestones"]["things"]),
        "milestone": re.compile("|".join(sorted(data["milestones"]["verbs"], key=lambda v: (-len(v), v)))),
    }
