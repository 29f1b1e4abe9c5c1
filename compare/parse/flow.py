"""Running text: the document's characters without page furniture and wraps, each with its offset.

Headings and clauses are looked for in the flow; everything found is reported as offsets into the text.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass

from ..model import Region

_PAGE = re.compile(
    r"\s*(?:[-—–－―·]{1,2}\s*\d{1,4}\s*[-—–－―·]{1,2}|\d{1,3}|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?)\s*"
)
_STOPS = "。；;！!？?：:"
_OPENERS = "《（(〔[【“‘「"
_CLOSERS = "》）)〕]】”’」，。、；：！？,%％"
_MARKDOWN = re.compile(r"#{1,6}[ \t]+")
# A gap this wide inside a line separates paragraphs of text that has lost its line breaks.
_GAP = re.compile(r"(?<=[^\s])(?:\u3000{2,}|[ \xa0\u3000]{6,})(?=[^\s])")
_SPACED_HEAD = re.compile(r"第[一二三四五六七八九十百零〇\d]+[编章节条]$|[总附目罚]$")
_LINE_MARK = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇]+[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)|——)"
)


@dataclass(frozen=True)
class Flow:
    """Flow text (paragraphs end with a line feed) and the source offset of each of its characters."""

    text: str
    offsets: array[int]
    furniture: tuple[Region, ...]
    wrapped: bool

    def source(self, at: int) -> int:
        """Source offset of flow position `at`; the end of the flow maps to the end of its last character."""
        if at < len(self.offsets):
            return self.offsets[at]
        return self.offsets[-1] + 1 if self.offsets else 0

    def breaks(self) -> list[int]:
        """Source offsets of the line breaks that end a paragraph."""
        return [self.offsets[i] for i, char in enumerate(self.text) if char == "\n"]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indented: bool
    after_furniture: bool


def make_flow(text: str) -> Flow:
    """Flow of a text as read (line ends are line feeds)."""
    lines, furniture = _lines(text)
    width = _wrap_width(text, lines)
    indents = sum(line.indented for line in lines) >= 0.1 * len(lines)
    pieces: list[str] = []
    offsets = array("I")
    for index, line in enumerate(lines):
        pieces.append(text[line.start : line.end])
        offsets.extend(range(line.start, line.end))
        if index + 1 == len(lines):
            break
        following = lines[index + 1]
        if not _joins(text, line, following, width, indents):
            pieces.append("\n")
            offsets.append(line.end)
        elif text[line.end - 1].isascii() and text[line.end - 1].isalnum() and text[following.start].isalpha():
            pieces.append(" " if text[following.start].isascii() else "")
            if text[following.start].isascii():
                offsets.append(line.end)
    return Flow("".join(pieces), offsets, furniture, width > 0)


def _lines(text: str) -> tuple[list[_Line], tuple[Region, ...]]:
    """Lines with content, cut at wide gaps, and the furniture between them."""
    raw = []
    at = 0
    for line in text.split("\n"):
        raw.append((at, at + len(line)))
        at += len(line) + 1
    furniture = {
        i for i, (start, end) in enumerate(raw) if text[start:end].strip() and _PAGE.fullmatch(text, start, end)
    }
    if len(furniture) > 0.2 * len(raw):  # a table of numbers, not page numbers
        furniture = set()
    furniture |= _running_headers(text, raw, furniture)
    lines: list[_Line] = []
    skipped = False
    for index, (start, end) in enumerate(raw):
        if index in furniture:
            skipped = True
            continue
        if not text[start:end].strip():
            continue
        for begin, stop in _cut_at_gaps(text, start, end):
            first = begin + len(text[begin:stop]) - len(text[begin:stop].lstrip())
            last = begin + len(text[begin:stop].rstrip())
            heading = _MARKDOWN.match(text, first, last)  # an empty heading stays as it is
            first = heading.end() if heading else first
            lines.append(_Line(first, last, first > begin or begin > start, skipped))
            skipped = False
    regions = tuple(Region("furniture", raw[i][0], raw[i][1]) for i in sorted(furniture))
    return lines, regions


def _running_headers(text: str, raw: list[tuple[int, int]], pages: set[int]) -> set[int]:
    """Lines that recur beside page numbers."""
    if len(pages) < 2:
        return set()
    beside: Counter[str] = Counter()
    where: dict[str, list[int]] = {}
    for page in pages:
        for step in (-1, 1):
            index = page + step
            while 0 <= index < len(raw) and not text[slice(*raw[index])].strip():
                index += step
            if not 0 <= index < len(raw) or index in pages:
                continue
            content = text[slice(*raw[index])].strip()
            beside[content] += 1
            where.setdefault(content, []).append(index)
    common = {content for content, count in beside.items() if count >= max(2, 0.3 * len(pages)) and len(content) <= 60}
    return {index for content in common for index in where[content]}


def _cut_at_gaps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    at = start
    for match in _GAP.finditer(text, start, end):
        if _SPACED_HEAD.search(text, max(at, match.start() - 8), match.start()):
            continue
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, end))
    return parts


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """Characters of a full line when the text is hard-wrapped, else 0."""
    lengths = Counter(line.end - line.start for line in lines if line.end - line.start >= 18)
    total = sum(lengths.values())
    if total < 8:
        return 0
    near = {full: sum(lengths[n] for n in range(full - 4, full + 1)) for full in lengths}
    full = max(near, key=lambda n: (near[n], n))
    open_ended = sum(
        1 for line in lines if full - 4 <= line.end - line.start <= full and text[line.end - 1] not in _STOPS + "”）)"
    )
    if full > 60 or near[full] < 0.35 * total or open_ended < 0.6 * near[full]:
        return 0
    return full


def _joins(text: str, line: _Line, following: _Line, width: int, indents: bool) -> bool:
    last, first = text[line.end - 1], text[following.start]
    marked = _LINE_MARK.match(text, following.start, following.end) is not None
    if last in _OPENERS or first in _CLOSERS:
        return True
    if not marked and _open_bracket(text, line.start, line.end) and following.end - following.start < 200:
        return True
    if not width:
        return False
    full = line.end - line.start >= width - 6
    if not full or marked or (indents and following.indented):
        return False
    return indents or last not in _STOPS


def _open_bracket(text: str, start: int, end: int) -> bool:
    """Whether a round or title bracket opened in the last part of the line is still open."""
    tail = text[max(start, end - 80) : end]
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in ("（）", "()", "《》", "〔〕"))
