""".pdf: characters with their places from pypdfium2; lines, furniture and paragraphs are made of them here.

The one room of pypdfium2. Its ready-made text drops and reorders characters, so only its per-character calls are used.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import ReadError
from .faults import damaged, encrypted, guarded, too_big
from .pdf_lines import Char, Row, rows_of
from .pdf_paragraphs import paragraphs
from .source import Source, assemble

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

NAME = "PDF"
_MOST_PAGES = 3000
_MOST_CHARACTERS = 6_000_000
_FEW = 8  # characters a page up to which it counts as a picture
_MOST_NAMED = 8  # pages without text that are named one by one
_PASSWORD = 4  # FPDF_ERR_PASSWORD
# Radicals that some fonts stand for the characters they look like, and other forms of no meaning of their own.
_RADICALS = dict.fromkeys([*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00), *range(0xFB00, 0xFB07)])


def read(data: bytes, path: str) -> Source:
    """Text of a PDF: lines joined to paragraphs, running headers, footers, page numbers and watermarks left out.
    Raises ReadError, also where the pages are pictures."""
    import pypdfium2

    if b"%PDF" not in data[:1024]:
        raise damaged(path, NAME)
    with guarded(path, NAME, pypdfium2.PdfiumError):
        document = _open(data, path)
        try:
            pages, bare = _pages(document, path)
        finally:
            document.close()
    if not any(pages):
        raise _scanned(path)
    _check_characters(pages, path)
    text, layout = assemble(paragraphs(pages), [_without_text(bare)] if bare else [])
    return Source(path, text, layout=layout, format="pdf")


def _open(data: bytes, path: str) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD or "password" in str(error).lower():
            raise encrypted(path, NAME) from error
        raise


def _pages(document: PdfDocument, path: str) -> tuple[list[list[Row]], list[int]]:
    """Rows of each page, and the numbers of the pages that hold a picture instead of text."""
    count = len(document)
    if count > _MOST_PAGES:
        raise too_big(path, f"{count} 页", f"{count} pages")
    pages: list[list[Row]] = []
    bare: list[int] = []
    total = 0
    for index in range(count):
        page = document[index]
        try:
            chars = list(_chars(page))
            if len(chars) <= _FEW and _pictures(page):
                bare.append(index + 1)
                chars = []
            total += len(chars)
            if total > _MOST_CHARACTERS:
                raise too_big(path, f"超过 {_MOST_CHARACTERS} 字", f"more than {_MOST_CHARACTERS} characters")
            pages.append(rows_of(chars, page.get_width(), page.get_height()))
        finally:
            page.close()
    return pages, bare


def _chars(page: PdfPage) -> Iterator[Char]:
    """Characters of a page in the file's order, without the blanks and line ends that the library adds."""
    from pypdfium2 import raw

    text = page.get_textpage()
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    last = (0.0, 0.0, 0.0)  # origin of the text object and where its last character ended
    try:
        for index in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            code = raw.FPDFText_GetUnicode(text, index)
            if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetMatrix(text, index, matrix)
            size = abs(matrix.a) * raw.FPDFText_GetFontSize(text, index)
            if not matrix.b and not matrix.c and abs(y.value - matrix.f) > size:
                # Of fonts whose characters are drawings (Type 3), the library misplaces some; their text object, a
                # character or two, is where it should be.
                left = last[2] if last[:2] == (matrix.e, matrix.f) else matrix.e
                last = (matrix.e, matrix.f, left + size)
                bottom, top = matrix.f - 0.1 * size, matrix.f + 0.9 * size
                yield Char(_plain(code), left, left + size, bottom, top, left, matrix.f, 0.0)
                continue
            angle = raw.FPDFText_GetCharAngle(text, index)
            yield Char(_plain(code), box.left, box.right, box.bottom, box.top, x.value, y.value, angle)
    finally:
        text.close()


def _plain(code: int) -> str:
    char = chr(code)
    if code in _RADICALS:
        from unicodedata import normalize

        return normalize("NFKC", char)
    return " " if char in "\xa0\u2002\u2003\u2009" else char


def _pictures(page: PdfPage) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2))


def _check_characters(pages: list[list[Row]], path: str) -> None:
    """Fonts without a table of characters give signs of private use or none at all."""
    text = "".join(row.text for rows in pages for row in rows)
    wrong = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    if wrong > 0.3 * len(text):
        raise ReadError(
            "这份 PDF 的字体没有文字编码，取不出文字。",
            "the fonts of this PDF do not say which characters they show.",
            path=path,
            advice_zh="请用 WPS、Acrobat 等软件做文字识别（OCR），或另找 Word、网页版本。",
            advice_en="Run text recognition (OCR) on it, or use a Word or web version.",
        )


def _scanned(path: str) -> ReadError:
    return ReadError(
        "这份 PDF 没有文字，是扫描图片或空白页。",
        "there is no text in this PDF, only scanned pictures or blank pages.",
        path=path,
        advice_zh="请先用 WPS、Acrobat 等软件做文字识别（OCR），或另找 Word、网页版本。",
        advice_en="Run text recognition (OCR) on it first, or use a Word or web version.",
    )


def _without_text(bare: list[int]) -> str:
    named = "、".join(map(str, bare[:_MOST_NAMED])) + (f"等 {len(bare)} 页" if len(bare) > _MOST_NAMED else "")
    return f"第 {named} 页是图片，没有文字，未读取。"
