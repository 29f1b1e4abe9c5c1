"""Who is responsible for a clause or a section: units that lead, answer for it, or cooperate, with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..findings import Named, Responsible
from ..model import Clause, Document, Section
from ..vocabulary import table

_BRACKET = re.compile(r"[（(【\[]([^（）()【】]{2,220}(?:[（(][^（）()]{1,16}[)）][^（）()【】]{0,160}){0,4})[)）】\]]")
_SPLIT = re.compile(r"[、,，;；/\s]|以及|(?<=[局委厅部办])和(?=[一-龥]{2})|[和及](?=各|相关|有关)")
_SERIES = re.compile(r"^(?:各?(?:市|州|县|区|旗|盟|镇|乡|街道|市州|县区|区县))$")
_PART = re.compile(r"(?:[（(][^（）()]*[)）]|[^,，;；。])+")  # a comma inside brackets parts nothing
_RUNNING = re.compile(r"由([^,，;；。由]{2,60}?)(牵头|负责)")
_END = re.compile(r"[。\n;；]|$")
_NAME = re.compile(r"^[一-龥A-Za-z0-9（）()“”、，·\-—]{2,30}$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One mention of responsible units in text[start:end]."""

    start: int
    end: int
    units: Responsible


def responsible_units(document: Document, where: Clause | Section) -> Responsible:
    """Units responsible for a clause or a section, in three groups, in the order printed.

    For a section, all that its text names; for a clause, what it names itself, else the first mention behind it in
    its section, as a bracket or a label closes the measures before it. Empty where nobody is named.
    """
    if isinstance(where, Section):
        return joined(statement.units for statement in statements(document.text, where.start, where.end))
    section = document.by_id[where.section]
    return units_from(statements(document.text, section.start, section.end), where.start)


def units_from(found: Iterable[Statement], start: int) -> Responsible:
    """Units of the first mention that ends behind `start`."""
    return next((statement.units for statement in found if statement.end > start), Responsible())


def joined(groups: Iterable[Responsible]) -> Responsible:
    """Several mentions as one, each unit once in the first place it is named."""
    lead: dict[str, Named] = {}
    responsible: dict[str, Named] = {}
    cooperating: dict[str, Named] = {}
    for group in groups:
        for kept, units in ((lead, group.lead), (responsible, group.responsible), (cooperating, group.cooperating)):
            for unit in units:
                kept.setdefault(unit.text, unit)
    return Responsible(tuple(lead.values()), tuple(responsible.values()), tuple(cooperating.values()))


def statements(text: str, start: int, end: int) -> list[Statement]:
    """Mentions of responsible units in text[start:end], in order."""
    patterns = _patterns()
    if not patterns.any.search(text, start, end):
        return []
    found: list[Statement] = []
    taken = start
    for match in patterns.label.finditer(text, start, end):
        if match.start() >= taken:
            found.append(_labelled(text, match, end))
            taken = found[-1].end
    spans = [(one.start, one.end) for one in found]
    for match in _BRACKET.finditer(text, start, end):
        if patterns.cue.search(match[1]) and not any(low < match.end() and match.start() < high for low, high in spans):
            units = _bracketed(text, *match.span(1))
            if units:
                found.append(Statement(*match.span(), units))
    spans = [(one.start, one.end) for one in found]
    for match in _RUNNING.finditer(text, start, end):
        names = _names(text, *match.span(1), strict=True)
        if names and not any(low < match.end() and match.start() < high for low, high in spans):
            found.append(
                Statement(
                    *match.span(), Responsible(lead=names) if match[2] == "牵头" else Responsible(responsible=names)
                )
            )
    return _merged(sorted((one for one in found if one.units), key=lambda one: (one.start, one.end)), text)


def _merged(found: list[Statement], text: str) -> list[Statement]:
    """Labels that follow one another (牵头单位：… 责任单位：…) are one mention."""
    kept: list[Statement] = []
    for one in found:
        if (
            kept
            and len(text[kept[-1].end : one.start].strip(" \t\n　，,；;。）)（(")) == 0
            and one.start - kept[-1].end < 8
        ):
            last = kept.pop()
            one = Statement(last.start, one.end, joined((last.units, one.units)))
        kept.append(one)
    return kept


def _labelled(text: str, match: re.Match[str], end: int) -> Statement:
    """牵头单位：甲局、乙局 up to the next label, a full stop or the bracket's end."""
    patterns = _patterns()
    following = patterns.label.search(text, match.end(), end)
    stop = following.start() if following else end
    close = _END.search(text, match.end(), stop)
    stop = min(stop, close.start() if close else stop)
    depth = 0
    for at in range(match.end(), stop):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if depth < 0:
            stop = at
            break
    names = _names(text, match.end(), stop, strict=False)
    role = patterns.role_of[match["label"]]
    return Statement(match.start(), max(stop, match.end()), Responsible(**{role: names}))


def _bracketed(text: str, start: int, end: int) -> Responsible:
    """（甲局牵头，乙局、丙局配合）: each part is of the cue that closes it, or that closes a later part."""
    patterns = _patterns()
    parts = [(start + m.start(), start + m.end()) for m in _PART.finditer(text[start:end])]
    groups: dict[str, tuple[Named, ...]] = {}
    waiting: list[tuple[int, int]] = []
    for low, high in parts:
        words = text[low:high]
        role = next((name for name, cue in patterns.cues if cue.search(words)), "")
        waiting.append((low, high))
        if role:
            names = tuple(name for one in waiting for name in _names(text, *one, strict=True))
            groups[role] = groups.get(role, ()) + names
            waiting = []
    if waiting and groups:
        last = list(groups)[-1]
        groups[last] += tuple(name for one in waiting for name in _names(text, *one, strict=True))
    return Responsible(**groups)


def _names(text: str, start: int, end: int, strict: bool) -> tuple[Named, ...]:
    """Units in text[start:end]. strict: only what ends like the name of a body; else anything short enough."""
    patterns = _patterns()
    found: list[Named] = []
    at = start
    series: int | None = None
    for piece in [*_SPLIT.finditer(text, start, end), None]:
        low, high = at, piece.start() if piece else end
        if piece and _inside(text, low, high, end):
            continue
        at = piece.end() if piece else end
        while low < high and text[low] in " 　：:\n\t（(【由":
            low += 1
        while low < high and text[high - 1] in " 　。.\n\t】":
            high -= 1
        if match := patterns.tail.search(text[low:high]):
            high = low + match.start()
        if text[low:high].count("（") < text[low:high].count("）"):
            high = low + text[low:high].index("）")
        if piece and piece.group() == "、" and _SERIES.match(text[low:high]):
            series = low if series is None else series
            continue
        if series is not None:
            low, series = series, None
        name = "".join(text[low:high].split())
        if not _NAME.match(name) or patterns.not_unit.match(name):
            continue
        if patterns.body.search(name) or (not strict and len(name) <= 16):
            found.append(Named(name, low, high))
    return tuple(found)


def _inside(text: str, low: int, high: int, end: int) -> bool:
    """Whether text[high] stands between brackets that open behind `low` and close before `end`: 各县（市、区）政府."""
    closing = {"（": "）", "(": ")"}
    opened = next((char for char in reversed(text[low:high]) if char in "（）()"), "")
    return opened in closing and closing[opened] in text[high:end]


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    role_of: dict[str, str]
    cues: tuple[tuple[str, re.Pattern[str]], ...]
    cue: re.Pattern[str]
    any: re.Pattern[str]
    tail: re.Pattern[str]
    body: re.Pattern[str]
    not_unit: re.Pattern[str]


@lru_cache(maxsize=1)
def responsible_data() -> dict[str, Any]:
    """The words of responsible.json."""
    found: dict[str, Any] = table("responsible.json")
    return found


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = responsible_data()
    labels = {label: role for role, names in data["labels"].items() for label in names}
    either = "|".join(sorted(labels, key=lambda n: (-len(n), n)))
    return _Patterns(
        label=re.compile(rf"(?P<label>{either})\s*[:：]"),
        role_of=labels,
        cues=tuple((name, re.compile(cue)) for name, cue in data["cues"].items()),
        cue=re.compile(r"(?:负责|牵头|配合|落实|分工)[^,，。]{0,12}$|(?:负责|牵头)[,，;；]"),
        any=re.compile("单位|部门|负责|牵头|落实|分工|主体"),
        tail=re.compile(rf"(?:{data['cue_words']}|等)+$"),
        body=re.compile(rf"(?:{data['suffixes']})(?:（[^（）]*）|\([^()]*\))?$"),
        not_unit=re.compile(data["not_units"]),
    )
