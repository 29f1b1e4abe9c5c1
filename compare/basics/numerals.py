"""Chinese, full-width and enclosed numerals of section markers and dates as integers."""

from __future__ import annotations

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
