"""Text in terminal cells: widths, line breaks by 禁则 with numbers kept whole, padding and columns.

One wrapper serves the command line and the terminal UI. It returns slices, never new text, so that styles,
selections and search hits keep their offsets. Rules after 中文排版需求 (W3C clreq) 3.1.2 and GB/T 15834.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

S = TypeVar("S")

NO_START = frozenset("。，、；：！？）》”’】〕］｝〉」』〗﹞％‰℃…·∶～－／・々,.;:!?)]}%")
NO_END = frozenset("（《“‘【〔［｛〈「『〖﹝([{￥¥$№")
BLANKS = frozenset(" \u3000\t\xa0")

_UNIT = (
    "个百分点|百分点|个工作日|工作日|个自然日|个月|周岁|平方千米|平方公里|平方米|立方米|公里|千米|公顷|公斤|千克|"
    "万千瓦时|千瓦时|亿千瓦时|万千瓦|千瓦|兆瓦时|兆瓦|吉瓦|标准箱|标箱|架次|人次|台套|台（套）|小时|分钟|季度|年度|年期|月份|美元|欧元|"
    "[个元吨亩米家项件人名户所座条台套架辆艘张批种类年月日号时天岁周倍次款章节部度处只支届期场级档位间床宗笔株头斤克升瓦伏秒分]"
)
_DIGITS = r"[0-9０-９]+(?:[.,．:∶][0-9０-９]+)*"
_AMOUNT = rf"[+±≥≤＞＜>≈]?{_DIGITS}(?:[%％‰℃]|余?[百千万亿]*余?(?:{_UNIT})?)"
_ATOM = re.compile(
    rf"[〔\[(（【﹝][0-9０-９]{{4}}[〕\])）】﹞]\s?第?[0-9０-９]+号"
    rf"|第[一二三四五六七八九十百零〇0-9]+[条章节款项编批届次]"
    rf"|{_AMOUNT}(?:\s?(?:[-~～－–至]|—{{1,2}})\s?{_AMOUNT})*(?:[A-Za-z][A-Za-z0-9/-]*)?"
    r"|[A-Za-zÀ-ɏ][A-Za-z0-9À-ɏ'’._/:?&=#%+~@-]*"
    r"|—{2,}|…{2,}|\.{3,}"
)
_MARK = re.compile(r"(\[-|\{\+)|-\]|\+\}")
# All but characters that are two cells wide everywhere: most of a Chinese text needs no look-up one by one.
_OTHER = re.compile("[^\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class _Widths(dict[str, int]):
    """Cells of single characters, worked out on first sight."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        width = self[char] = self._measure(char)
        return width

    def _measure(self, char: str) -> int:
        if char == "\n":
            return 0
        if _UNSAFE.match(char):
            return 1
        if unicodedata.category(char) in ("Mn", "Me", "Cf") and char != "\xad":
            return 0
        wide = unicodedata.east_asian_width(char)
        return 2 if wide in "WF" else self._ambiguous if wide == "A" else 1


@lru_cache(maxsize=2)
def _widths(ambiguous: int) -> _Widths:
    return _Widths(ambiguous)


def cell_width(text: str, ambiguous: int = 1) -> int:
    """Cells that `printable(text)` takes. ambiguous: cells of “ ” — … · and box lines, 1 or 2."""
    if text.isascii() and text.isprintable():
        return len(text)
    others = _OTHER.findall(text)
    return 2 * (len(text) - len(others)) + sum(map(_widths(ambiguous).__getitem__, others))


def printable(text: str) -> str:
    """The same number of characters, none of which can move the cursor or reorder the line.

    A tab becomes a space, another control character its picture (U+2400 …), a bidirectional control ␦,
    a lone surrogate ?. Line feeds become spaces: wrap first.
    """
    return _UNSAFE.sub(_picture, text) if _UNSAFE.search(text) else text


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code in (0x09, 0x0A):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "?" if 0xD800 <= code < 0xE000 else "␦"


def pad(text: str, width: int, ambiguous: int = 1) -> str:
    """Text with blanks to `width` cells; longer text is returned whole."""
    return text + " " * (width - cell_width(text, ambiguous))


def truncate(text: str, width: int, ambiguous: int = 1, mark: str = "…") -> str:
    """Text cut to `width` cells with `mark` where something is missing. For labels only, never for quotations."""
    if cell_width(text, ambiguous) <= width:
        return text
    room = width - cell_width(mark, ambiguous)
    if room < 0:
        return " " * width
    ends = list(accumulate(map(_widths(ambiguous).__getitem__, text)))
    return text[: bisect_right(ends, room)] + mark


def wrap(text: str, width: int, *, ambiguous: int = 1, indent: int = 0) -> list[tuple[int, int]]:
    """Slices [start, end) of code points that tile the text, one for each line of at most `width` cells.

    Line feeds end a line and belong to it; blanks at a line's end hang beyond the width: paint
    `printable(text[start:end].rstrip())`. indent: cells that the painter puts before every line but a
    paragraph's first. No line starts with a closing mark or ends with an opener, and no number with its
    unit, range or percent sign, document number or Latin word is broken, unless one alone is wider than the line.
    """
    if not text:
        return []
    table = _widths(ambiguous)
    edges = [0, *accumulate(map(table.__getitem__, text))]
    if edges[-1] <= width and "\n" not in text:
        return [(0, len(text))]
    locked = _locks(text)
    slices: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        stop = len(text) if newline < 0 else newline + 1
        _paragraph(text, start, stop, edges, locked, width, indent, slices)
        start = stop
    return slices


def atoms(text: str) -> list[tuple[int, int]]:
    """Slices that stay on one line: numbers with their units, document numbers, 第X条, Latin words, long dashes."""
    return [match.span() for match in _ATOM.finditer(text)]


def _locks(text: str) -> bytearray:
    """1 at every offset inside a number, word or mark, where no line may end."""
    locked = bytearray(len(text) + 1)
    for match in _ATOM.finditer(text):
        start, end = match.span()
        if end - start > 1:
            locked[start + 1 : end] = b"\1" * (end - start - 1)
    if "[-" in text or "{+" in text or "-]" in text or "+}" in text:
        for match in _MARK.finditer(text):
            start = match.end() - 1 if match.group(1) else match.start()
            locked[start : start + 2] = b"\1\1"
    return locked


def _paragraph(
    text: str,
    start: int,
    stop: int,
    edges: list[int],
    locked: bytearray,
    width: int,
    indent: int,
    slices: list[tuple[int, int]],
) -> None:
    first, room = len(slices), max(1, width)
    while edges[stop] - edges[start] > room:
        end = bisect_right(edges, edges[start] + room, start + 1, stop + 1) - 1
        cut = _cut(text, start, max(end, start), stop, edges, locked)
        if cut >= stop:
            break
        slices.append((start, cut))
        start = cut
        room = max(1, width - indent)
    if len(slices) > first:
        start = _no_orphan(text, start, stop, edges, locked, slices)
    slices.append((start, stop))


def _cut(text: str, start: int, end: int, stop: int, edges: list[int], locked: bytearray) -> int:
    """Where the line from `start` ends, given that text up to `end` fits."""
    hang = end
    while hang < stop and text[hang] in BLANKS:
        hang += 1
    if hang == stop or (hang > end and _legal(text, hang, locked)):
        return hang
    at = end
    while at > start and not _legal(text, at, locked):
        at -= 1
    if at > start and text[start:at].strip():
        return at
    # One unit fills the line: break inside it, but keep marks and combining characters where they belong.
    at = end
    while at > start and not (_whole(text, at, edges) and text[at] not in NO_START and text[at - 1] not in NO_END):
        at -= 1
    if at > start and text[start:at].strip():
        return at
    at = end
    while at > start and not _whole(text, at, edges):
        at -= 1
    if at > start:
        return at
    at = start + 1
    while at < stop and not _whole(text, at, edges):
        at += 1
    return at


def _legal(text: str, at: int, locked: bytearray) -> bool:
    """Whether a line may end before text[at]."""
    after = text[at]
    return not (
        locked[at]
        or after in NO_START
        or after in BLANKS
        or text[at - 1] in NO_END
        or (after > "\u02ff" and not _base(after))
        or text[at - 1] == "\u200d"
    )


def _whole(text: str, at: int, edges: list[int]) -> bool:
    """Whether at is between two characters as a reader sees them."""
    return edges[at + 1] > edges[at] and text[at - 1] != "\u200d"


@lru_cache(maxsize=4096)
def _base(char: str) -> bool:
    return unicodedata.category(char) not in ("Mn", "Me", "Cf")


def _no_orphan(
    text: str, start: int, stop: int, edges: list[int], locked: bytearray, slices: list[tuple[int, int]]
) -> int:
    """Start of the last line, moved back when it holds one Chinese character: 孤字不成行."""
    before = slices[-1][0]
    rest = text[start:stop].rstrip()
    if len(rest) > 3 or sum(char not in NO_START for char in rest) > 1 or edges[start] - edges[before] < 12:
        return start
    at = start - 1
    while at > before and not _legal(text, at, locked):
        at -= 1
    if edges[at] - edges[before] < (edges[start] - edges[before]) * 2 // 3:
        return start
    slices[-1] = (before, at)
    return at


def wrap_runs(
    runs: Sequence[tuple[str, S]], width: int, *, ambiguous: int = 1, indent: int = 0
) -> list[list[tuple[str, S]]]:
    """Lines of styled runs, made printable, without blanks at line ends. `wrap` decides where lines end."""
    text = "".join(run for run, _ in runs)
    lines: list[list[tuple[str, S]]] = []
    index, offset = 0, 0
    for start, end in wrap(text, width, ambiguous=ambiguous, indent=indent):
        end = start + len(text[start:end].rstrip())
        line: list[tuple[str, S]] = []
        while index < len(runs) and offset + len(runs[index][0]) <= start:
            offset += len(runs[index][0])
            index += 1
        here, at = index, offset
        while here < len(runs) and at < end:
            run, style = runs[here]
            piece = run[max(0, start - at) : end - at]
            if piece:
                line.append((printable(piece), style))
            at += len(run)
            here += 1
        lines.append(line)
    return lines


def runs_width(line: Sequence[tuple[str, S]], ambiguous: int = 1) -> int:
    """Cells of one line of runs."""
    return sum(cell_width(text, ambiguous) for text, _ in line)


def columns(
    left: Sequence[Sequence[tuple[str, S]]],
    right: Sequence[Sequence[tuple[str, S]]],
    width: int,
    blank: S,
    ambiguous: int = 1,
) -> list[tuple[list[tuple[str, S]], list[tuple[str, S]]]]:
    """Two blocks of lines side by side: as many pairs as the longer has lines, each line `width` cells."""
    empty: Sequence[tuple[str, S]] = ()

    def cell(lines: Sequence[Sequence[tuple[str, S]]], index: int) -> list[tuple[str, S]]:
        line = lines[index] if index < len(lines) else empty
        space = width - runs_width(line, ambiguous)
        return [*line, (" " * space, blank)] if space > 0 else list(line)

    return [(cell(left, i), cell(right, i)) for i in range(max(len(left), len(right)))]


def column_width(width: int, gutter: int = 4) -> int:
    """Cells of each of two equal columns beside a gutter, in a line of `width` cells."""
    return max(10, (width - gutter) // 2)
