"""Dates in flat strings: by when something is due, since when; what cannot be (1913年, 83月) is only flagged."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

YEARS = range(1949, 2061)
_PLANS = {"七五": 1990, "八五": 1995, "九五": 2000, "十五": 2005, "十一五": 2010, "十二五": 2015, "十三五": 2020,
          "十四五": 2025, "十五五": 2030, "十六五": 2035}  # fmt: skip
_HAN_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_YEAR = r"(?<![0-9])(?P<y>[0-9]{4}|[二一][零一二三四五六七八九]{3})"
_END = r"(?:(?P<end>年?底之?前|年底|年末|末|底|之?前)|(?P<half>上半年)|(?P<quarter>[一二三四])季度)?"
_TIME = re.compile(
    rf"{_YEAR}(?:年?(?:-{{1,2}}|至|到)(?P<y2>[0-9]{{4}}))?年(?:(?P<m>[0-9]{{1,2}})月(?:(?P<d>[0-9]{{1,2}})日)?)?{_END}"
    r"|(?P<plan>\"?(?P<p>十[一二三四五六]五|[七八九十]五)(?:\"|(?=期间|时期|期末|末|规划))(?:期间|时期|期末|末)?)"
    r"|(?P<this>今年|本年度?|年内|当年)(?!以来|\d)|(?P<whole>全年)|(?P<next>明年)|(?P<yearend>(?:今年)?年底之?前|(?:今年)?年底(?!以来))"
    r"|(?<![0-9年])(?P<om>[0-9]{1,2})月(?:(?P<od>[0-9]{1,2})日|份)?(?P<oend>底之?前|底|之?前|末)"
    r"|(?P<future>(?:未来|今后)(?P<n>[三四五六35十])年)|(?P<past>去年|上年|过去[一二三四五]?年|前年)"
    r"|(?P<oh>上半年|[一二三四]季度)(?:末|前|底)?"
)
_BASE_BEFORE = re.compile(r"(?:比|较|以|与|相比|同)$")
_SINCE_BEFORE = re.compile(r"(?:自|从|始于|创建于|成立于)$")
_BASE_AFTER = re.compile(r"(?:为基[数准]|基础上|相比|水平的|的基础)")
_SINCE_AFTER = re.compile(r"(?:\d+月)?(?:\d+日)?(?:起|以来|开始)")
_ODD = re.compile(r"(?<![0-9])(?P<y>[0-9]{4})年|(?<![0-9])(?P<m>[0-9]{1,3})月")


@dataclass(frozen=True, slots=True)
class Time:
    """A date in flat[start:end]. iso: YYYY or YYYY-MM-DD by which it is reached. role: due, base (比2020年), since
    (自2024年起) or past (去年). lasts: whether it may govern the clauses that follow."""

    start: int
    end: int
    iso: str
    role: str
    lasts: bool
    plan: bool = False

    @property
    def year(self) -> int:
        """The year it falls in."""
        return int(self.iso[:4])


def times(flat: str, year: int | None) -> list[Time]:
    """Dates of a flat string, in order; year: of the document, for 今年 and 10月底."""
    if "年" not in flat and "月" not in flat and "五" not in flat and "季" not in flat:
        return []
    found = []
    for match in _TIME.finditer(flat):
        iso, lasts = _iso(match, year)
        if not iso:
            continue
        before = flat[max(0, match.start() - 4) : match.start()].rstrip('"')
        role = "due"
        if match["past"]:
            role = "past"
        elif _BASE_BEFORE.search(before) or _BASE_AFTER.match(flat, match.end()):
            role = "base"
        elif _SINCE_BEFORE.search(before) or _SINCE_AFTER.match(flat, match.end()):
            role = "since"
        found.append(Time(match.start(), match.end(), iso, role, lasts, bool(match["plan"])))
    return found


def impossible(flat: str) -> list[tuple[int, int]]:
    """Spans of dates that cannot be: years out of 1949..2060 that read as a date, months out of 1..12."""
    if "年" not in flat and "月" not in flat:
        return []
    return [
        match.span()
        for match in _ODD.finditer(flat)
        if (match["y"] and _odd_year(flat, match)) or (match["m"] and not 1 <= int(match["m"]) <= 12)
    ]


def _odd_year(flat: str, match: re.Match[str]) -> bool:
    """1913年 in history is a year like any other; one that something is due or in force from is not."""
    if int(match["y"]) in YEARS:
        return False
    around = flat[max(0, match.start() - 4) : match.start()] + "|" + flat[match.end() : match.end() + 14]
    return bool(re.search(r"到\||自\||底|前|起施行|起实施|月[0-9]{1,2}日起|末", around))


def _iso(match: re.Match[str], year: int | None) -> tuple[str, bool]:
    """The day or year something is due, and whether it lasts; empty where it is no date."""
    if match["y"]:
        return _of_year(match)
    if match["plan"]:
        return str(_PLANS[match["p"]]), True
    if match["past"]:
        return (str(year - 1) if year else ""), False
    return ("", False) if year is None else _relative(match, year)


def _of_year(match: re.Match[str]) -> tuple[str, bool]:
    """2025年, 2024—2027年, 2025年底, 2025年10月底前, 2025年上半年."""
    first = match["y2"] or match["y"].translate(_HAN_DIGITS)
    year = int(first)
    if year not in YEARS:
        return "", False
    if match["m"]:
        return _month(year, int(match["m"]), match["d"]), True
    if match["half"]:
        return f"{first}-06-30", False
    if match["quarter"]:
        return _month(year, 3 * _number(match["quarter"]), None), False
    return (f"{first}-12-31" if match["end"] not in (None, "前", "之前") else first), True


def _relative(match: re.Match[str], year: int) -> tuple[str, bool]:
    """今年, 全年, 年底前, 明年, 10月底, 未来五年, 上半年: counted from the year of the document."""
    if match["this"]:
        return str(year), match["this"] != "年内"
    if match["whole"] or match["yearend"]:
        return f"{year}-12-31", False
    if match["next"]:
        return str(year + 1), True
    if match["om"]:
        return _month(year, int(match["om"]), match["od"]), False
    if match["future"]:
        return str(year + _number(match["n"]) - 1), True
    half = match["oh"]
    return (f"{year}-06-30" if half == "上半年" else _month(year, 3 * _number(half[0]), None)), False


def _number(numeral: str) -> int:
    """1 to 10 of a numeral that the pattern let through."""
    return int(numeral) if numeral.isdecimal() else "一二三四五六七八九十".index(numeral) + 1


def _month(year: int, month: int, day: str | None) -> str:
    """ISO date of a day, or of a month's last day; empty for what is no month."""
    if not 1 <= month <= 12:
        return ""
    last = calendar.monthrange(year, month)[1]
    number = int(day) if day else last
    return f"{year}-{month:02d}-{number:02d}" if 1 <= number <= last else ""
