""".ofd (GB/T 33190): text objects with their places from ofdkit; lines and paragraphs are made as for a PDF.

The one room of ofdkit, which is young: only its pages, runs and boxes are used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import ReadError
from .faults import guarded, no_text, too_big
from .package import open_package
from .pdf_lines import Char, rows_of
from .pdf_paragraphs import paragraphs
from .source import Source, assemble

if TYPE_CHECKING:
    from ofdkit import Page

NAME = "OFD"
_MOST_PAGES = 3000
_MOST_CHARACTERS = 6_000_000
_POINTS = 72 / 25.4  # OFD counts in millimetres


def read(data: bytes, path: str) -> Source:
    """Text of an OFD document without headers, footers and page numbers. Raises ReadError."""
    import ofdkit

    open_package(data, path, NAME)  # refuses archives that swell
    with guarded(path, NAME, ofdkit.OFDError), ofdkit.open(data) as document:
        if len(document.pages) > _MOST_PAGES:
            raise too_big(path, f"{len(document.pages)} 页", f"{len(document.pages)} pages")
        pages, total = [], 0
        for page in document.pages:
            chars = list(_chars(page))
            total += len(chars)
            if total > _MOST_CHARACTERS:
                raise too_big(path, f"超过 {_MOST_CHARACTERS} 字", f"more than {_MOST_CHARACTERS} characters")
            pages.append(rows_of(chars, page.width * _POINTS, page.height * _POINTS))
    text, layout = assemble(paragraphs(pages))
    if not text.strip():
        raise _no_text(path)
    return Source(path, text, layout=layout, format="ofd")


def _chars(page: Page) -> Iterator[Char]:
    """Characters of a page; a run's width is shared among its characters, Latin ones taking half of a Han one's."""
    height = page.height * _POINTS
    for run in page.runs:
        widths = [0.55 if char.isascii() else 1.0 for char in run.text]
        unit = run.width / sum(widths) if widths and run.width > 0 else run.size
        at = run.x
        base = height - run.y * _POINTS
        size = run.size * _POINTS
        for char, width in zip(run.text, widths, strict=True):
            left, right = at * _POINTS, (at + width * unit) * _POINTS
            at += width * unit
            if not char.isspace():
                yield Char(char, left, right, base - 0.15 * size, base + 0.85 * size, left, base, 0.0)


def _no_text(path: str) -> ReadError:
    error = no_text(path, NAME)
    return ReadError(
        error.reason["zh"],
        error.reason["en"],
        path=path,
        advice_zh="页面可能是图片或字形，请找 Word、网页版本，或先做文字识别（OCR）。",
        advice_en="Its pages may be pictures; use a Word or web version, or run text recognition (OCR).",
    )
