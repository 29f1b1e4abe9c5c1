"""Numbers as Word prints them: the numFmt values of WordprocessingML that Chinese documents use.

Where the standard is silent the forms are those that Word itself prints: 十 and not 一十, 一百〇一, and plain digits
behind the end of a set of signs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"


def printed(number: int, style: str) -> str:
    """A number (0 or more) in a numFmt; in plain digits where the format is unknown or has no sign for it."""
    if style in ("none", "bullet") or number < 0:
        return ""
    make = _STYLES.get(style)
    return (make(number) if make else "") or str(number)


def _counted(number: int, digits: str, units: str, zero: str, ten: bool) -> str:
    """Chinese numeral with units (十百千万); zero: written for a gap; ten: 10 to 19 begin with 十, not 一十."""
    if number == 0:
        return zero
    if number >= 100_000_000:
        return ""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = zero if 0 < low < 1000 else ""
        return (
            _counted(high, digits, units, zero, ten)
            + units[3]
            + (gap + _counted(low, digits, units, zero, False) if low else "")
        )
    found, skipped = "", False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // power % 10
        if digit:
            found += (zero if skipped and found else "") + digits[digit] + unit
            skipped = False
        else:
            skipped = True
    return found[1:] if ten and 10 <= number < 20 else found


def _thousand(number: int) -> str:
    return _counted(number, _DIGITS, "十百千万", "〇", True)


def _counting(number: int) -> str:
    """Tens with 十, from 100 on digit by digit, as Word has it."""
    return _thousand(number) if number < 100 else "".join("○一二三四五六七八九"[int(d)] for d in str(number))


def _japanese(number: int) -> str:
    """As _thousand but without zeros and without 一 before 十, 百 and 千."""
    text = _counted(number, _DIGITS, "十百千万", "", True)
    for unit in "十百千":
        text = text.replace("一" + unit, unit)
    return text or "〇"


def _digitwise(signs: str) -> Callable[[int], str]:
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _set(signs: str, start: int = 1) -> Callable[[int], str]:
    """One sign for each number from `start`; nothing behind the end of the set."""
    return lambda number: signs[number - start] if start <= number < start + len(signs) else ""


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb: the letter doubled, not counted on."""
    return lambda number: chr(ord(first) + (number - 1) % 26) * min(40, (number - 1) // 26 + 1) if number else ""


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    text = ""
    for value, sign in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
        *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        text += sign * (number // value)
        number %= value
    return text


_CIRCLED = _set(_run("①", 20))
_FULL_WIDTH = _digitwise("０１２３４５６７８９")
_STYLES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalHalfWidth": str,
        "decimalZero": lambda number: f"{number:02d}",
        "decimalFullWidth": _FULL_WIDTH,
        "decimalFullWidth2": _FULL_WIDTH,
        "chineseCounting": _counting,
        "chineseCountingThousand": _thousand,
        "taiwaneseCounting": _counting,
        "taiwaneseCountingThousand": _thousand,
        "japaneseCounting": _japanese,
        "ideographDigital": _digitwise(_DIGITS),
        "japaneseDigitalTenThousand": _digitwise(_DIGITS),
        "taiwaneseDigital": _digitwise("○一二三四五六七八九"),
        "chineseLegalSimplified": lambda number: _counted(number, _LEGAL, "拾佰仟万", "零", False),
        "ideographLegalTraditional": lambda number: _counted(number, _LEGAL_TRADITIONAL, "拾佰仟萬", "零", False),
        "ideographTraditional": _set("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac": _set("子丑寅卯辰巳午未申酉戌亥"),
        "ideographEnclosedCircle": _set(_run("㊀", 10)),
        "decimalEnclosedCircle": _CIRCLED,
        "decimalEnclosedCircleChinese": _CIRCLED,
        "decimalEnclosedParen": _set(_run("⑴", 20)),
        "decimalEnclosedFullstop": _set(_run("⒈", 20)),
        "upperLetter": _letters("A"),
        "lowerLetter": _letters("a"),
        "upperRoman": _roman,
        "lowerRoman": lambda number: _roman(number).lower(),
        "ordinal": str,
        "numberInDash": lambda number: f"- {number} -",
    }
)
