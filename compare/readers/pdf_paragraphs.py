"""Lines of pages to paragraphs: running headers, footers and page numbers out, wrapped lines joined, tables as rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from .pdf_lines import Row
from .source import Line

# A page number alone on a line: 3, - 3 -, — 3 —, 第 3 页, 第 3 页 共 8 页, 3 / 8.
_PAGE = re.compile(
    r"[-—–－―·•~～\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[,，/／共]\s*\d{1,4}\s*页?)?|[ivxlcIVXLC]{1,6})[-—–－―·•~～\s]*"
)
_MARK = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    r"\d{1,2}[.．、](?!\d)|——|[①-⑳])"
)
_END = "。；;！!？?：:"
_EDGE = 0.14  # share of a page's height at its top and bottom where headers and footers stand
_SLACK = 3.2  # characters by which a line that goes on may be shorter than a full one
_APART = 1.3  # distances of lines from which paragraphs stand apart
_NEAR = 3  # lines at either end of a page that may be its header or footer


def paragraphs(pages: Sequence[Sequence[Row]]) -> list[Line]:
    """Paragraphs of a document, each with the pages that begin in it."""
    bodies = without_furniture(pages)
    size = _usual([row.size for rows in bodies for row in rows])
    pitch = _pitch(bodies)
    result: list[Line] = []
    text = ""
    begins: list[tuple[int, int]] = []
    previous: Row | None = None
    for number, rows in enumerate(bodies, 1):
        margins = {column: _margins(rows, column, size) for column in (0, 1)}
        table = _table_rows(rows)
        first = True
        for index, row in enumerate(rows):
            left, right = margins[row.column]
            if index in table:
                if text:
                    result.append(Line(text, pages=tuple(begins)))
                    text, begins = "", []
                page = ((0, number),) if first else ()
                result.append(Line("\t".join(cell for _, cell in row.cells), "row", pages=page))
                previous, first = None, False
                continue
            goes_on = previous is not None and bool(text) and _joins(previous, row, left, right, size, pitch)
            if not goes_on:
                if text:
                    result.append(Line(text, pages=tuple(begins)))
                text, begins = "", []
            gap = " " if goes_on and _latin(text[-1]) and _latin(row.text[0]) else ""
            if first:
                begins.append((len(text) + len(gap), number))
                first = False
            text += gap + row.text
            previous = row
    if text:
        result.append(Line(text, pages=tuple(begins)))
    return result


def without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Rows of each page without its number, running header and footer: lines near an end of the page that are a
    number, or that come again at the same height of other pages with nothing but numbers changed."""
    seen: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        seen.update({_sign(row) for row in _ends(rows)})
    least = 3 if len(pages) > 3 else 2
    result = []
    for rows in pages:
        ends = {id(row) for row in _ends(rows)}
        outer = {id(row) for row in _ends(rows)[:1] + _ends(rows)[-1:]}
        kept = []
        for row in rows:
            at_edge = row.place < _EDGE or row.place > 1 - _EDGE
            recurs = id(row) in ends and seen[_sign(row)] >= max(least, 0.25 * len(pages))
            number = at_edge and id(row) in ends and _PAGE.fullmatch(row.text) and id(row) in outer
            if not (recurs and at_edge) and not number:
                kept.append(row)
        result.append(kept)
    return result


def _ends(rows: Sequence[Row]) -> list[Row]:
    """Lines that may be a page's header or footer; of two columns, only what stands highest and lowest."""
    ordered = sorted(rows, key=lambda row: row.place)
    return [*ordered[:_NEAR], *ordered[max(_NEAR, len(ordered) - _NEAR) :]]


def _sign(row: Row) -> tuple[str, int]:
    """What recurs of a line: its text without blanks, numbers alike, and its height on the page."""
    return re.sub(r"\d+", "#", re.sub(r"\s", "", row.text)), round(row.place * 40)


def _usual(sizes: Sequence[float]) -> float:
    counts = Counter(round(size, 1) for size in sizes)
    return min(counts, key=lambda size: (-counts[size], size)) if counts else 10.0


def _pitch(pages: Sequence[Sequence[Row]]) -> float:
    """Distance of the lines of a paragraph: the lower part of all distances, because paragraphs stand apart."""
    gaps = [
        above.y - below.y
        for rows in pages
        for above, below in pairwise(rows)
        if above.column == below.column and 0 < above.y - below.y < 60
    ]
    counts = Counter(round(gap) for gap in gaps)
    often = [gap for gap, count in counts.items() if count >= 0.15 * len(gaps)]
    return float(min(often, default=round(median(gaps)) if gaps else 20))


def _margins(rows: Sequence[Row], column: int, size: float) -> tuple[float, float]:
    """Left and right edge of the text of a page's column: the left where most lines begin, the right where lines
    that are full end."""
    own = [row for row in rows if row.column == column and abs(row.size - size) < 0.15 * size]
    own = own or [row for row in rows if row.column == column]
    if not own:
        return 0.0, 0.0
    starts = Counter(round(row.left / 3) for row in own)
    often = [start for start, count in starts.items() if count >= max(2, 0.15 * len(own))]
    left = 3.0 * min(often, default=min(starts))
    ends = sorted(row.right for row in own)
    right = ends[int(0.9 * (len(ends) - 1))]
    facing = own[0].page - min(row.left for row in own)  # where lines would end if the page's margins were alike
    full = sum(abs(end - right) < size for end in ends)  # lines that end where others do
    short = own[0].page and right - left < 0.6 * (facing - left) and full < max(3, 0.3 * len(ends))
    if column == 0 and short and not any(row.column for row in rows):
        right = facing  # no line is full
    return left, right


def _joins(previous: Row, row: Row, left: float, right: float, size: float, pitch: float) -> bool:
    """Whether a line goes on in the next. left, right: edges of the column of the second one."""
    same_page = previous.place < row.place or previous.column != row.column
    beside = previous.column == row.column and previous.place < row.place
    if abs(previous.size - row.size) > 0.1 * max(previous.size, row.size):
        return False
    if beside and previous.y - row.y > _APART * max(pitch, 1.0) * max(1.0, row.size / size):
        return False
    if row.size > 1.15 * size:  # a headline over several lines
        return beside and not _MARK.match(row.text) and len(previous.text) + len(row.text) <= 90
    if _MARK.match(row.text) and (previous.text[-1:] in _END or previous.right < right - 1.2 * row.size):
        return False
    if row.blanks or row.left > left + 0.8 * row.size:
        return False
    if same_page or not beside:
        right = right if same_page and previous.column == row.column else max(right, previous.right)
    # The line before is full when the next word would not have fitted; one without a sentence end may be shorter,
    # because marks are kept from the beginning of a line and blanks beside Latin letters are stretched.
    word = re.match(r"[A-Za-z0-9.,%-]+|.[，。、；：）》”’]*", row.text)
    needed = sum(0.55 if char.isascii() else 1.0 for char in (word.group() if word else "")) + 0.6
    slack = 0.0 if previous.text[-1:] in _END else _SLACK
    return previous.right + max(needed, slack) * row.size > right


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _table_rows(rows: Sequence[Row]) -> set[int]:
    """Lines that are rows of a table: at least two in a stretch of lines with gaps, with cells below cells."""
    found: set[int] = set()
    for index in range(len(rows) - 1):
        here, below = rows[index], rows[index + 1]
        if len(here.cells) < 2 or len(below.cells) < 2 or here.column != below.column:
            continue
        shared = sum(any(abs(a - b) < 0.8 * here.size for b, _ in below.cells) for a, _ in here.cells)
        if shared >= 2:
            found |= {index, index + 1}
    return found
