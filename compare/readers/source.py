"""What every reader returns, and how its lines become one text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..model import Block, Layout

# What no text has and some formats carry: controls, marks of direction, lone surrogates, non-characters.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


_PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class Source:
    """A document as text: no byte order mark, line ends as line feeds, otherwise as it was found.

    path: as the user typed it. encoding: a name that `encodings.decode` gives; utf-8 for formats that are no text.
    layout: what the format says of the text. format: its name in the table of readers.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    layout: Layout = _PLAIN
    format: str = "txt"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or table row. kind, level: as in Block, empty and 0 for running text. pages: (offset in the line,
    page from 1) of the pages that begin in it."""

    text: str
    kind: str = ""
    level: int = 0
    pages: tuple[tuple[int, int], ...] = ()


def clean(text: str) -> str:
    """Text without what no text has; every kind of line break is a line feed."""
    return _NO_TEXT.sub("", _BREAKS.sub("\n", text))


def assemble(lines: Iterable[Line], notes: Iterable[str] = ()) -> tuple[str, Layout]:
    """Text of lines, one below the other and without blank ones, and its layout. notes: as in Layout."""
    pieces: list[str] = []
    blocks: list[Block] = []
    pages: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        pages += [(at + offset, page) for offset, page in line.pages]
        text = line.text.rstrip()
        if not text.strip():
            continue
        pieces.append(text)
        if line.kind:
            blocks.append(Block(line.kind, at, at + len(text), line.level))
        at += len(text) + 1
    text = "\n".join(pieces)
    last: dict[int, int] = {}
    for offset, page in pages:  # of pages that begin at one place (blank ones), the last counts
        if text:
            last[min(offset, len(text) - 1)] = page
    return text, Layout(tuple(blocks), tuple(sorted(last.items())), notes=tuple(notes))
