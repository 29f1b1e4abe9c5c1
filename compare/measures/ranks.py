"""Targets whose number is no quantity: 翻一番, 前100名, 第3位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..basics.numerals import to_int
from .found import Found
from .grammar import Grammar
from .indicators import clean, split_scope
from .lefts import base_before
from .settings import Setting

_FACTOR = re.compile(r"(?:(?:实现|总量|规模|再|力争)*)(翻[一两三四][番倍]|翻番|倍增)")
_RANK = re.compile(
    r"(?:(进入|跻身|位居|位列|排名|居|保持在?|稳居|列|排|迈入|升至|挺进|冲刺|进|达到|上升到|提升至|提升到|上升至)([一-龥]{0,20}?))?(?:前([0-9]{1,3}|[一二三四五六七八九十]{1,3})(名|位|强)?|第([0-9]{1,3}|[一二三四五六七八九十]{1,3})(名|位))(以内|左右)?"
)
_GOAL_TAIL = re.compile(r"的(?:目标|水平|速度|增速|增长|增幅|规模|比例)")
_PLACE = re.compile(r"前?(?:第)?[0-9一二三四五六七八九十]+(?:名|位|强)?(?:以内|左右)?$")
_RANKED = re.compile(r"排名|指数|百强|位次|竞争力|得分")
_TIMES = {"一": 1, "两": 2, "三": 3, "四": 4}


def multiples(setting: Setting, g: Grammar) -> Iterator[Found]:
    """翻一番 is twice, 翻两番 four times."""
    flat = setting.passage.flat
    if "翻" not in flat and "倍增" not in flat:
        return
    for match in _FACTOR.finditer(flat):
        words = match[1]
        if words == "倍增" and (flat.startswith(("计划", "行动", "工程"), match.end()) or not setting.times):
            continue
        low = max(flat.rfind(sign, 0, match.start()) for sign in ",;:、") + 1
        base, at = base_before(setting, low, match.start())
        scope, name = split_scope(flat[low:at], g)
        indicator = clean(re.sub(r"(?:实现|较|力争|比)+$", "", name), g)
        if len(indicator) < 2:
            continue
        begin = flat.find(indicator, low)
        yield Found(
            indicator=indicator,
            low=begin if begin >= 0 else at,
            high=match.end(),
            comparator=words,
            op=">=",
            value=2.0 ** _TIMES.get(words[1], 1),
            value2=None,
            unit="倍",
            scale=1,
            base_unit="倍",
            kind="multiple",
            per="",
            base=base,
            scope=scope,
            anchor=match.start(),
        )


def ranks(setting: Setting, g: Grammar) -> Iterator[Found]:
    """进入全国前100名: a rank is better the smaller it is."""
    flat = setting.passage.flat
    if "前" not in flat and "第" not in flat:
        return
    for match in _RANK.finditer(flat):
        number, unit = match[3] or match[5], match[4] or match[6] or ""
        unsaid = match[3] and not unit and (not match[1] or flat[match.end() : match.end() + 1] not in ("", *",;、。)"))
        value = to_int(number)
        if unsaid or (match[5] and not match[1]) or not value:
            continue
        low = max(flat.rfind(sign, 0, match.start()) for sign in ",;:") + 1
        scope, name = split_scope(flat[low : match.start()], g)
        name = clean(name, g)
        inside = _PLACE.sub("", match.group()[len(match[1] or "") :])
        indicator = name or inside
        if name and "排名" not in name and _RANKED.search(inside):
            indicator = name + inside
        if not indicator or not (_RANKED.search(indicator) or g.goal_nouns.search(indicator)):
            continue
        yield Found(
            indicator=indicator,
            low=match.start(),
            high=match.end(),
            comparator="前…" + unit if match[3] else "第…" + unit,
            op="<=" if match[3] else "=",
            value=float(value),
            value2=None,
            unit=unit or "名",
            scale=1,
            base_unit="",
            kind="rank",
            per="",
            base=None,
            scope=scope,
            anchor=match.start(),
        )
