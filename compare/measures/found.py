"""A target as it is found in a flat string, before its setting gives it a deadline and a modality."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..findings import Base
from .quantities import Quantity

_PEOPLE = re.compile(r"每万人口?|万人(?=[^次口]{2})|每千人口?|每百户|每百万人口?|每百人")
_GROWTH = re.compile(r"(?:增速|增幅|涨幅|增长率?)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A target before it has its setting: spans are of the flat string, Target's as in findings."""

    indicator: str
    low: int
    high: int
    comparator: str
    op: str
    value: float | None
    value2: float | None
    unit: str
    scale: float
    base_unit: str
    kind: str
    per: str
    base: Base | None
    scope: str
    anchor: int
    verb: str = ""


def comparator(quantity: Quantity, before: str, verb: str) -> str:
    """The comparator as printed: 达到…以上, 超过, 左右."""
    bound = {">=": "以上", "<=": "以内", "~": "左右"}.get(quantity.op, "")
    head = verb + before
    return f"{head}…{bound}" if head and bound else head or bound


def people(indicator: str) -> str:
    """Per how many people an indicator counts (每万人口), empty where it does not."""
    match = _PEOPLE.search(indicator)
    return match.group() if match else ""


def kind_of(quantity: Quantity, indicator: str, growing: bool = False, falling: bool = False) -> str:
    """The kind of a target by its unit and its verb."""
    if quantity.unit in ("个百分点", "百分点"):
        return "change_pp"
    if quantity.dimension == "percent":
        if falling:
            return "change_rate_down"
        return "growth_rate" if growing or _GROWTH.search(indicator) else "ratio"
    kinds = {"ratio": "ratio_colon", "multiple": "multiple", "time": "duration"}
    if quantity.dimension in kinds:
        return kinds[quantity.dimension]
    counted = quantity.dimension in ("count", "people") and not people(indicator)
    return "count" if counted else "level"
