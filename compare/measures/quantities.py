"""Quantities: a number or a range with its unit and the words that bound it (以上, 左右, 超过), in anchored places.

Digits may be Arabic or Chinese; Chinese numerals count only before units that leave no doubt, or 一带一路 would be a
quantity. Values are as printed: 万 and 亿 stay in the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..basics.numerals import to_int
from ..vocabulary import table

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?)"
_HAN = r"[零一二两三四五六七八九十百千]{1,9}"
_AFTER = {"以上": ">=", "以内": "<=", "之内": "<=", "以下": "<=", "左右": "~", "上下": "~"}
_AFTER_RE = re.compile(r"(?:\(含\)|及)?(?:以上|以内|之内|以下|左右|上下)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a flat string: flat[start:end] is number and unit, flat[end:stop] the bound after it.

    value, value2: as printed; value2 closes a range. unit: as printed. dimension: key of units.json. op: of the bound
    after the number, empty without; about: 余 or 多 stands behind the number; han: it is written in Chinese numerals.
    base: the unit without 万 and 亿, scale: factor to it.
    """

    start: int
    end: int
    stop: int
    value: float
    value2: float | None
    unit: str
    base: str
    scale: float
    dimension: str
    op: str
    about: bool = False
    han: bool = False


def quantities(flat: str) -> list[Quantity]:
    """Quantities of a flat string, in order; years, months and days are dates and no quantities."""
    if not _ANY.search(flat):
        return []
    return [found for match in _pattern().finditer(flat) if (found := _quantity(flat, match)) is not None]


_ANY = re.compile(r"[0-9]|百分之|[一二两三四五六七八九十百千](?:个|倍|家|项|座|所|条|支|只|艘|场|成|万|亿)")


def _quantity(flat: str, match: re.Match[str]) -> Quantity | None:
    value: float | None
    upper: float | None = None
    scales = match["scale"] or ""
    if match["ratio"]:
        value, unit = _arabic(match["ratio"]), ":1"
    elif match["hundred"]:
        value, unit = _han(match["hundred"]), "%"
    elif match["c"]:
        value, unit, scales = _han(match["c"]), match["unit2"] or "", match["scale2"] or ""
    else:
        value, unit = _arabic(match["a"]), match["unit"] or ""
        upper = _arabic(match["b"]) if match["b"] else None
    if value is None:
        return None
    if not unit and (scales not in unit_data()["bare"] or _bare_stop().match(flat, match.end())):
        return None
    if upper is not None and match["scale1"] and match["scale1"] != scales:
        value = value * _scale(match["scale1"]) / _scale(scales)
    if upper is not None and upper <= value:
        return None
    if unit and _not_after().match(flat, match.end()):
        return None
    per = match["per"] or ""
    bound = _AFTER_RE.match(flat, match.end())
    return Quantity(
        match.start(),
        match.end(),
        bound.end() if bound else match.end(),
        value,
        upper,
        scales + unit + per,
        unit + per,
        _scale(scales),
        "ratio" if match["ratio"] else _dimension()[unit] if unit else "money" if "亿" in scales else "count",
        _AFTER[bound.group().removeprefix("(含)").removeprefix("及")] if bound else "",
        bool(match["about"]),
        bool(match["c"]),
    )


def plain_number(value: float) -> float | int:
    """A whole number as an integer."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _arabic(number: str) -> float:
    return float(number.replace(",", ""))


def _han(numeral: str) -> float | None:
    if "点" in numeral:
        whole, _, rest = numeral.partition("点")
        left, right = to_int(whole), [to_int(c) for c in rest]
        if left is None or None in right:
            return None
        return float(f"{left}.{''.join(map(str, right))}")
    found = to_int(numeral)
    return None if found is None else float(found)


def _scale(scales: str) -> float:
    factor = 1.0
    for sign in scales:
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[sign]
    return factor


@lru_cache(maxsize=1)
def unit_data() -> dict[str, Any]:
    """Units by dimension, and what else units.json says."""
    found: dict[str, Any] = table("units.json")
    return found


@lru_cache(maxsize=1)
def _dimension() -> dict[str, str]:
    return {unit: name for name, units in unit_data()["dimensions"].items() for unit in units}


@lru_cache(maxsize=1)
def _not_after() -> re.Pattern[str]:
    """What makes a unit the start of a word: 部门, 家庭, 项目."""
    return re.compile(unit_data()["not_after"])


@lru_cache(maxsize=1)
def _bare_stop() -> re.Pattern[str]:
    return re.compile(unit_data()["not_after_bare"])


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    data = unit_data()
    units = _either(_dimension())
    han = _either(unit for unit in data["han"] if unit not in "万亿")
    return re.compile(
        rf"(?<![0-9.])(?P<ratio>{_NUMBER}):(?P<one>1)(?![0-9.])"
        rf"|百分之(?P<hundred>{_HAN}(?:点[零一二三四五六七八九]+)?)"
        rf"|(?<![0-9A-Za-z.第+\-/])(?P<a>{_NUMBER})"
        rf"(?:(?P<scale1>[十百千万亿]*)(?:%|个百分点|个|家|项|人|元|件)?(?:-{{1,2}}|至|到)(?P<b>{_NUMBER}))?"
        rf"(?P<about>[余多])?(?P<scale>[十百千万亿]*)[余多]?(?P<unit>{units})?(?P<per>/(?:{_either(data['per_units'])}))?(?!\+)"
        rf"|(?<![第零一二两三四五六七八九十百千万亿])(?P<c>{_HAN})(?P<scale2>[万亿]*)(?P<unit2>{han})"
    )


def _either(names: Iterable[str]) -> str:
    """Alternatives, longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
