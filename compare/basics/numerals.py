"""Chinese, full-width and enclosed numerals of section markers, dates and quantities: as integers and as patterns."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
}
_DINGBATS = {0x2776 + n: str(n + 1) for n in range(10)}  # ❶ to ❿, which NFKC leaves alone
HAN = "[〇零○一二两三四五六七八九十百千]"
_SMALL = "[一二三四五六七八九十]{1,3}"
# Behind these a numeral is part of a word or of an ordinal: 第三年, 统一年度, 唯一人选.
HAN_APART = "(?<![〇零○一二两三四五六七八九十百千万亿第统唯单同划归专万逐])"
# Units that leave no doubt; 个, 项 and the like also count things that are no figure (三个代表).
HAN_TIMES = "个工作日|工作日|个月|天|日|年"
HAN_AMOUNTS = (
    "亿元|万元|元|个百分点|个学时|学时|周岁|小时|分钟|倍|摄氏度"
    "|平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|米(?!面)|公顷|亩|吨|公斤|千克"
)
HAN_UNITS = f"{HAN_TIMES}|{HAN_AMOUNTS}"
HAN_DATE = rf"{HAN_APART}(?:[〇零○一二三四五六七八九]{{4}}年(?:{_SMALL}月(?:{_SMALL}日)?)?|{_SMALL}月{_SMALL}日)"
HAN_NUMBER = rf"{HAN}{{1,7}}(?:[万亿]{HAN}{{1,7}}){{0,2}}(?:点{HAN}{{1,4}})?[万亿]{{0,2}}"
_SHARE = f"[百千万]分之{HAN_NUMBER}"
_COUNT = f"{HAN_APART}(?:{HAN_NUMBER}(?:至|到))?{HAN_NUMBER}"
HAN_AMOUNT = f"{_SHARE}|{_COUNT}(?:{HAN_AMOUNTS})"
HAN_QUANTITY = f"{_SHARE}|{_COUNT}(?:{HAN_UNITS})"
HAN_TERM = f"{_COUNT}(?:个工作日|工作日|个月|天|日|小时)(?=[之以]?内)"  # within which something is to be done
_UNITS = {"十": 10, "百": 100, "千": 1000}


def to_int(numeral: str) -> int | None:
    """Value of 十二, 二〇二一, 12, １２, ㈡ or ⑿; None when it is no numeral."""
    text = unicodedata.normalize("NFKC", numeral.translate(_DINGBATS)).strip("() .、")
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            return None
    return total + digit


def han_value(numeral: str) -> float | None:
    """Value of 二十四, 三点五, 一万五千 or 五十万; None when it is no Chinese numeral."""
    if not _VALUE.fullmatch(numeral):
        return None
    for sign, scale in (("亿", 100_000_000), ("万", 10_000)):
        high, found, low = numeral.rpartition(sign)
        if found:
            above, below = han_value(high), han_value(low) if low else 0.0
            return None if above is None or below is None else above * scale + below
    whole, _, rest = numeral.partition("点")
    value = to_int(whole)
    return None if value is None else float(f"{value}.{''.join(str(to_int(digit)) for digit in rest) or 0}")


_VALUE = re.compile(HAN_NUMBER)
