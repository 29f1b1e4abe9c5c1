"""Matching keys: a masked, normalised form of a text with an exact map back to it.

A key serves matching only. NFKC and lower case apply to single characters, blanks and punctuation are
dropped, a number becomes `#`, an issuer's own place (and 我市, 全省 …) becomes `P`, and the level prefix
of a department (市财政局, 省财政厅) is dropped, so that two governments' copies of one clause meet.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..model import Span

NUMBER = "#"
PLACE = "P"

_OWN = "[我本全](?:省|市|区|县|自治区|州|镇|乡|国)"
_DEPARTMENT = (
    "人民政府|政府|委员会|发展(?:和)?改革|工业和信息化|经济和信息化|科学技术|科技[局厅委]|财政[局厅]|教育[局厅委]|"
    "商务[局厅委]|自然资源|生态环境|住房(?:和)?城乡|交通运输|农业农村|文化(?:和)?旅游|卫生健康|应急管理|市场监管|"
    "市场监督|人力资源|公安[局厅]|民政[局厅]|司法[局厅]|统计局|审计[局厅]|国资委|大数据|金融|直(?:各)?(?:属|有关)?(?:部门|单位)"
)
_NOT_PLAIN = re.compile(r"[^\w.%‰+\-~<>≤≥]|_|(?<![0-9])[.\-~]|[.\-~](?![0-9])")
_BLANKS = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_NUMBER = r"[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?"


@dataclass(frozen=True, slots=True)
class Key:
    """A key and, for each of its characters, the source span it stands for (code points)."""

    text: str
    starts: array[int]
    ends: array[int]

    def source(self, start: int, end: int) -> Span:
        """Source span of key characters [start, end); an empty range gives an empty span."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Key range whose characters lie wholly inside the source span [start, end)."""
        first = bisect_left(self.starts, start)
        last = bisect_right(self.ends, end)
        return first, max(first, last)

    def cut(self, start: int, end: int) -> str:
        """Key text of a source span."""
        first, last = self.within(start, end)
        return self.text[first:last]


def make_key(text: str, places: Iterable[str] = (), left_out: Iterable[Span] = ()) -> Key:
    """Key of a text. places: the issuers' own place names, in any order. left_out: source spans that are no part of
    the text, such as page numbers inside a sentence."""
    table, wide = _folding(text)
    folded, source, after = _squeezed(text.translate(table), left_out)
    pattern = _pattern(tuple(sorted(set(places), key=lambda name: (-len(name), name))), "".join(sorted(wide)))
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    at = 0
    for match in pattern.finditer(folded):
        begin, end = match.span()
        if at < begin:
            pieces.append(folded[at:begin])
            starts.extend(source[at:begin])
        put = _replacement(match)
        for _ in put:
            starts.append(source[begin])
        ends.extend(after[at:begin])
        ends.extend([after[end - 1]] * len(put))
        pieces.append(put)
        at = end
    if at < len(folded):
        pieces.append(folded[at:])
        starts.extend(source[at:])
        ends.extend(after[at:])
    return Key("".join(pieces), starts, ends)


def _squeezed(text: str, left_out: Iterable[Span]) -> tuple[str, array[int], array[int]]:
    """The text without blanks (but between digits, where they part two numbers) and without the spans left out, and
    where each character begins and ends in the source: a wrap inside 我市 or 市财政局 changes no key."""
    cuts = sorted([*(m.span() for m in _BLANKS.finditer(text)), *((span.start, span.end) for span in left_out)])
    pieces: list[str] = []
    source, after = array("I"), array("I")
    at = 0
    for begin, end in [*cuts, (len(text), len(text))]:
        if at < begin:
            pieces.append(text[at:begin])
            source.extend(range(at, begin))
            after.extend(range(at + 1, begin + 1))
        at = max(at, end)
    return "".join(pieces), source, after


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "number":
        return NUMBER
    if kind == "place":
        return PLACE
    if kind == "wide":
        normal = unicodedata.normalize("NFKC", match.group()).lower()
        return "".join(NUMBER if c.isdigit() else c for c in normal if c.isalnum())
    return ""


def _folding(text: str) -> tuple[dict[int, str], set[str]]:
    """One-to-one character folding for the characters of this text, and those that fold to several."""
    table: dict[int, str] = {}
    wide: set[str] = set()
    for char in set(text):
        normal = unicodedata.normalize("NFKC", char).lower()
        if normal == char:
            continue
        if len(normal) == 1:
            table[ord(char)] = normal
        else:
            wide.add(char)
    return table, wide


@lru_cache(maxsize=64)
def _pattern(places: tuple[str, ...], wide: str) -> re.Pattern[str]:
    names = "|".join([*(re.escape(name) for name in places), _OWN])
    parts = [
        f"(?P<number>{_NUMBER})",
        f"(?P<place>{names})",
        f"(?P<drop>(?:[^\\w]|_)+|[省市县区](?={_DEPARTMENT}))",
    ]
    if wide:
        parts.insert(0, f"(?P<wide>[{re.escape(wide)}])")
    return re.compile("|".join(parts))


def plain_text(text: str) -> str:
    """NFKC, lower case, without blanks and punctuation; numbers, signs of value and places stay as they are."""
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKC", text).lower())
