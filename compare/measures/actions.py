"""Measures (举措): what is done to what, by which instrument, and how specific it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ..diff.anchors import anchors_of
from ..findings import Measure
from ..frequency import formulas, formulas_in
from ..model import Document
from ..vocabulary import table
from .grammar import grammar
from .lookups import Words
from .quantities import quantities
from .responsible import Statement, units_from
from .settings import Setting
from .wording import strength

_STOP = re.compile(r"[,;:。(]")
_LEAD = re.compile(r"^(?:[0-9一二三四五六七八九十]{1,3}[.、是]|\([0-9一二三四五六七八九十]{1,3}\)|[①-⑳])")
_SIDES = ("supply", "environment", "demand")
_PARAMETERS = re.compile(r"最高|不超过|比例|按照?[^,;]{0,16}%|一次性|额度|上限|封顶|门槛")
_POINTS = {"name": 2, "quantity": 2, "deadline": 1, "unit": 1, "instrument": 2, "formula": -2}  # domain reference 4.3
_FORMULA_SHARE = 0.5  # of a clause's characters in set phrases from which it loses points (4.3)
_OBJECT = 40  # characters of an object at most
_NAMES = ("place", "body", "project")
_MOST_NAMES = 6
_SHORTEST = 6  # characters of a clause below which it is a scrap


def formula_spans(document: Document) -> list[tuple[int, int]]:
    """Where ritual set phrases stand, in order."""
    bank = formulas()
    return [(start, end) for start, end, ident in formulas_in(document.text) if bank[ident].ritual]


def measure_of(setting: Setting, mentions: Sequence[Statement], rituals: Sequence[tuple[int, int]]) -> Measure | None:
    """The measure that a clause states, None where it states none: no verb opens it, or its section lays down aims,
    reasons or rules of its own validity. mentions: of responsible units in its section; rituals: formula_spans."""
    passage, flat = setting.passage, setting.passage.flat
    data = _data()
    if passage.index < 0 or setting.past or setting.rules or setting.goals or len(flat) < _SHORTEST:
        return None
    if passage.section.roles and passage.section.roles[0] in data["skip_roles"]:
        return None
    action, at = _action(flat)
    if not action:
        return None
    stop = _STOP.search(flat, at)
    end = min(stop.start() if stop else len(flat), at + _OBJECT)
    signs = {side: [word for word in data[side] if word in flat] for side in _SIDES}
    side = max(_SIDES, key=lambda name: (len(signs[name]), -_SIDES.index(name)))
    numbers = [q for q in quantities(flat) if q.unit not in grammar().no_target]
    named = _named(setting)
    start, last = passage.at(0), passage.at(len(flat) - 1) + 1
    units = units_from(mentions, start)
    deadline = next(
        (t.iso for t in setting.times if t.role == "due" and (not setting.year or t.year >= setting.year)), ""
    )
    reasons = [("name", name) for name in named]
    reasons += [("quantity", passage.raw[q.start : q.stop]) for q in numbers]
    reasons += [("deadline", deadline)] if deadline else []
    reasons += [("unit", unit.text) for unit in (*units.lead, *units.responsible)[:3]]
    parameters = _PARAMETERS.search(flat) if numbers else None
    reasons += [("instrument", parameters.group())] if parameters else []
    covered = _covered(rituals, start, last)
    reasons += (
        [("formula", f"{round(100 * min(1.0, covered / (last - start)))}%")]
        if covered > _FORMULA_SHARE * (last - start)
        else []
    )
    return Measure(
        action=passage.raw[at - len(action) : at],
        object=passage.raw[at:end],
        start=start,
        end=last,
        section=passage.section.id,
        clause=passage.index,
        instrument=side if signs[side] else "",
        signs=tuple(signs[side][:4]),
        named=tuple(named),
        amounts=tuple(passage.raw[q.start : q.stop] for q in numbers),
        deadline=deadline,
        responsible=units,
        specificity=sum(_POINTS[kind] for kind in dict.fromkeys(kind for kind, _ in reasons)),
        reasons=tuple(reasons),
        strength=strength(flat[at - len(action) :]),
    )


def _covered(rituals: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Characters of text[start:end] in set phrases, which are in order and seldom long."""
    at, covered = max(0, bisect_left(rituals, (start, 0)) - 2), 0
    while at < len(rituals) and rituals[at][0] < end:
        covered += max(0, min(rituals[at][1], end) - max(rituals[at][0], start))
        at += 1
    return covered


def _action(flat: str) -> tuple[str, int]:
    """(verb that opens a clause behind its number and adverbs, where its object begins)."""
    match = _LEAD.match(flat)
    at = match.end() if match else 0
    verbs, adverbs = _words()
    while True:
        verb = verbs.first(flat, at, min(len(flat), at + 6))
        if verb:
            return verb, at + len(verb)
        word = adverbs.first(flat, at, min(len(flat), at + 4))
        if not word:
            return "", at
        at += len(word)


def _named(setting: Setting) -> list[str]:
    """Places, bodies and programmes that a clause names, as the labels of a comparison find them."""
    if not _patterns().search(setting.passage.flat):
        return []
    found = anchors_of(setting.passage.raw, setting.places, "")
    return [reason.value for reason in found if reason.kind in _NAMES][:_MOST_NAMES]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    found: dict[str, Any] = table("instruments.json")
    return found


@lru_cache(maxsize=1)
def _words() -> tuple[Words, Words]:
    return Words.of(_data()["verbs"]), Words.of(table("wording.json")["adverbs"])


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    """What a clause with a name has somewhere: a cheap look before the dear one."""
    return re.compile(_data()["name_signs"])
