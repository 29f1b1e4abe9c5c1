"""Headings and clauses of a document as flat strings: no blanks, one kind of punctuation, every character with its
offset. What is found in them is quoted from the original."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model import Document, Section

_FULL = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}  # full-width letters, digits and signs
_SAME = str.maketrans(
    "—–－−‐‑～~〜∶﹪點億萬個達〇○．•“”〞〝＂【】〔〕﹝﹞",
    "---------:%点亿万个达零零.·" + '"' * 5 + "()()()",
)
_TABLE = {**_FULL, **_SAME}
DIGITS = str.maketrans("０１２３４５６７８９一二三四五六七八九〇○", "0123456789" + "123456789" + "00")
_BLANK = " \t\n\r\u3000\xa0"


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or a clause. flat: its characters without blanks and page furniture, in one kind of punctuation;
    raw: the same characters as printed; offsets: of each into `Document.text`, empty where they run on from `start`.

    index: of the clause in `Document.clauses`, -1 for a heading.
    """

    section: Section
    index: int
    start: int
    flat: str
    raw: str
    offsets: Sequence[int] = field(default=(), repr=False)

    def at(self, position: int) -> int:
        """Offset into the text of the character at `position`."""
        return self.offsets[position] if self.offsets else self.start + position

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Half-open range of the text that flat[low:high] was taken from; low < high."""
        return self.at(low), self.at(high - 1) + 1


def passages(document: Document) -> Iterator[Passage]:
    """Headings and clauses of all sections, in reading order."""
    furniture = [(region.start, region.end) for region in document.furniture]
    ends = [end for _, end in furniture]
    flat = document.text.translate(_TABLE)
    for section in document.sections:
        if section.heading:
            low = section.start + len(section.marker)
            yield _passage(document, flat, section, -1, low, section.body, furniture, ends)
        for index in document.clauses_of.get(section.id, ()):
            clause = document.clauses[index]
            yield _passage(document, flat, section, index, clause.start, clause.end, furniture, ends)


def _passage(
    document: Document,
    flat: str,
    section: Section,
    index: int,
    low: int,
    high: int,
    furniture: Sequence[tuple[int, int]],
    ends: Sequence[int],
) -> Passage:
    piece = flat[low:high]
    first = bisect_left(ends, low + 1)
    cut = first < len(furniture) and furniture[first][0] < high
    if not cut and len(piece.split()) < 2 and piece[:1] not in _BLANK:
        size = len(piece.rstrip())
        return Passage(section, index, low, piece[:size], document.text[low : low + size])
    kept = [i for i in range(low, high) if flat[i] not in _BLANK]
    while first < len(furniture) and furniture[first][0] < high:
        begin, end = furniture[first]
        kept = [i for i in kept if not begin <= i < end]
        first += 1
    return Passage(
        section, index, kept[0] if kept else low, "".join([flat[i] for i in kept]),
        "".join([document.text[i] for i in kept]), kept,
    )  # fmt: skip
