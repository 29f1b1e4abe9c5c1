"""Names of indicators: cut out of what stands around a number, and split where one phrase names several."""

from __future__ import annotations

import re

from .dates import _TIME
from .grammar import Grammar

_CLOSING = r"\"(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"  # a quote that closes one before it
_WHEN = re.compile(
    rf"^[(\"]?(?:到|至|截至|自|从|在)?(?:{_TIME.pattern.replace('(?P<', '(?P<x')})"
    rf"(?:{_CLOSING})?(?:年度)?(?:期间|时期|末|,|:)?"
)
_WHEN_TAIL = re.compile(
    r"(?:到|至|在)?(?:[0-9]{4}年(?:底|末|上半年)?|今年|全年|“?十[一二三四五六]五”?(?:期间|时期))(?:,|:)?$"
)
_SPLIT = re.compile(r"、|以及|和|及|与")
_TAIL = re.compile(
    r"(?:(?:总体|总量|累计|总数)?(?:继续|要|将|应|均|都|达|为|约|超|的|等|各|,|:|(?<!许|认)可|力争|争取|分别|基本|累计|年均|每年|年度|全年|持续|稳定|逐步|实现|再|平均|进一步|不断|较|控制|保持)|\(预期性\)|\(约束性\))+$"
)
_HEAD = re.compile(r"^[、和及与()的等]+")
_BRACKET = re.compile(r"^[^()]*\)")
_NOUN_STOP = re.compile(r"[,;:、。!?]")
_VERB_TAIL = re.compile(r"(?:等|等方面|以上|左右)$")
_TAIL_MOST = 6  # characters of a shared tail that is told by length alone
_AND = re.compile(r"以及|并(?=[建形完实推开带])")
_VALUED = re.compile(r"(?:率|比重|占比|值|收入|量|额|投资|总数|数|面积|比例|人数|耗|度)$")
_ONE = re.compile(r"(?:具有|具备|拥有|有|可|带有)[^的,;]{1,18}的")
# 社会效益突出、创新能力强、具有影响力的领军企业: qualities come first, what is counted stands behind the last 的.
_QUALITIES = re.compile(
    r"[^,;:。]{2,16}?(?:突出|强|高|好|优|领先|先进|完善|显著|明显|健全|合理|鲜明|齐全|活跃|过硬)[、,][^;:。]{0,40}?的([^,;:、。的]{2,16})(?![^,;:、。])"
)
_CLAUSE_HEAD = re.compile(r"^(?:.{0,30}?(?:力争|确保|争取|预计|努力|使得?|让|带动|推动|实现|促进))(?=.{4})")


def split_scope(text: str, g: Grammar) -> tuple[str, str]:
    """(territory as printed or empty, the rest), with dates and leading words taken off."""
    scope = ""
    for _ in range(8):
        before = text
        text = _HEAD.sub("", text) if not text.startswith("(") else text
        if match := _WHEN.match(text):
            text = text[match.end() :]
        if match := g.scope.match(text):
            scope = scope or match.group()
            text = text[match.end() :]
        match = g.lead.match(text)
        if match and len(text) - match.end() != 1:
            text = text[match.end() :]
        if text == before:
            break
    return scope, text


def opening_verb(text: str, g: Grammar) -> tuple[str, str]:
    """(the verb that opens a phrase, the phrase without it): 培育创新型企业40家. Verbs that are nouns too (研发机构)
    and those that say how it is counted (新增) stay in the indicator."""
    verb = g.create.first(text, 0, len(text))
    if not verb or len(text) - len(verb) < 2:
        return "", text
    bare = g.strip.first(text, 0, len(text))
    return verb, text[len(bare) :] if bare and not g.strip_not.match(text, len(bare)) else text


def clean(text: str, g: Grammar) -> str:
    """An indicator without the words around it."""
    text = _HEAD.sub("", text) if text[:1] != "(" else text
    _, text = split_scope(text, g)
    if text.count("(") < text.count(")"):
        text = _BRACKET.sub("", text)
    match = _CLAUSE_HEAD.match(text)
    if match and "的" not in match.group():
        _, text = split_scope(text[match.end() :], g)
    while match := _TAIL.search(text) or _WHEN_TAIL.search(text):
        text = text[: match.start()]
    if text.count("(") > text.count(")"):
        text = text[: text.rfind("(")]
    if text.count('"') % 2:
        text = text[1:] if text[:1] == '"' else text[:-1] if text[-1:] == '"' else text
    return text.strip(",:;、")


def noun_after(flat: str, low: int, high: int, g: Grammar) -> tuple[str, int]:
    """(what is counted, its end) behind a number: up to a sign of punctuation or the next number. 、 goes on where a
    list of kinds comes before its noun (无人机、直升机企业)."""
    if (match := _QUALITIES.match(flat, low, high)) and not g.create.first(flat, low, match.start(1)):
        return match.group(1), match.end()
    end = low
    while True:
        stop = _NOUN_STOP.search(flat, end, high)
        end = min(stop.start() if stop else high, low + 44)
        if not stop or stop.group() != "、" or end == low + 44 or end - low > 16:
            break
        following = _NOUN_STOP.search(flat, end + 1, high)
        next_end = following.start() if following else high
        if next_end == high < len(flat) or next_end - low > 40 or g.create.first(flat, end + 1, next_end):
            break
        end += 1
    if end == high and high < len(flat):
        end -= next(
            (len(word) for word in ("以及", "和", "及", "与", "约", "超", "近", "或") if flat.endswith(word, low, end)),
            0,
        )
    if flat[low:end].count("(") > flat[low:end].count(")"):
        close = flat.find(")", end, min(len(flat), end + 40))
        end = close + 1 if 0 <= close < high else low + flat[low:end].index("(")
    elif flat[low:end].count(")") > flat[low:end].count("("):
        end = low + flat[low:end].index(")")
    text = flat[low:end].removeprefix("的")
    if match := _ONE.match(text):
        text = text[match.end() :]
    text = _VERB_TAIL.sub("", _AND.split(text)[0])
    return text, end


def distribute(indicator: str, values: int, respectively: bool, g: Grammar) -> list[str]:
    """The indicators that one phrase names, for that many values.

    城乡居民收入分别 → 城镇, 农村; 甲、乙占比分别 → 甲占比, 乙占比; 能耗、水耗 keep what stands before them. One value
    with 分别 goes to each. Where the numbers do not fit, and for one value without 分别, it stays one indicator.
    """
    if not respectively and values < 2:
        return [indicator]
    if "城乡" in indicator and values in (1, 2) and not _SPLIT.search(indicator):
        return [indicator.replace("城乡", "城镇"), indicator.replace("城乡", "农村")]
    parts = [part for part in _SPLIT.split(indicator) if part]
    if len(parts) < 2 or (values > 1 and len(parts) != values):
        parts = _regroup(indicator, values)
        if not parts:
            return [indicator] * max(1, values)
    return _shared(parts, g)


def _regroup(indicator: str, values: int) -> list[str]:
    """Split at 、 alone where 和 and 与 belong to the names."""
    for sign in ("、", "和", "与", "及"):
        parts = [part for part in indicator.split(sign) if part]
        if len(parts) > 1 and len(parts) == values:
            return parts
    return []


def _shared(parts: list[str], g: Grammar) -> list[str]:
    """Give each part the tail that only the last one has, and short parts the head of the first."""
    first, last = parts[0], parts[-1]
    tail = ""
    if "的" in last and "的" not in first:
        tail = last[last.index("的") :]
    elif not _VALUED.search(first):
        match = g.shared_tail.search(last)
        tail = match.group() if match else ""
        beyond = last[len(parts[-2]) :] if len(parts) > 2 else ""
        if len(tail) < len(beyond) <= _TAIL_MOST and g.goal_nouns.search(beyond):
            tail = beyond  # names of one list are about as long as each other: 交通、水利、能源|领域投资额
    named = [part + tail if tail and not part.endswith(tail) else part for part in parts]
    for index, part in enumerate(named[1:], 1):
        short = part.removesuffix(tail) if tail else part
        if len(short) <= 4 and not tail and short[-1] == first[-1] and len(first) > len(short) + 1:
            named[index] = first[: -len(short)] + short
    return named
