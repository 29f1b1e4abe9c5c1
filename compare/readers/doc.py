""".doc and .wps, the binary formats of Word 97 to 2003 and WPS: by LibreOffice where it is found, else their text only.

Without LibreOffice the characters are read from the file's piece table; automatic numbers, heading styles and tracked
changes are not in it, and a note says so.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

from ..errors import ReadError
from . import office
from .faults import damaged, encrypted, guarded, no_text
from .source import Line, Source, assemble
from .tables import table_lines

NAME = "Word 97（.doc、.wps）"
WITHOUT_OFFICE = (
    "没有找到 LibreOffice，这份 .doc 只读出了文字：自动编号（一、第一条等）和标题样式没有读出，修订中删去的字仍在文中。"
)
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14(?P<result>[^\x13\x15]*))?\x15")
_ANCHORS = re.compile("[\x01-\x06\x08\x1f\xad]")  # pictures, footnote marks, drawn objects, soft hyphens
_WORD_97, _OLDER = 0xA5EC, (0xA5DC, 0xA59B, 0xA59C)  # first bytes of the stream, by version
_MOST_NESTED = 8  # fields inside fields


def read(data: bytes, path: str) -> Source:
    """Text of a .doc or .wps. Raises ReadError."""
    check(data, path)
    return office.read(data, path) if office.program() else read_alone(data, path)


def check(data: bytes, path: str) -> None:
    """Raise ReadError where this is no intact container of a Word document, or an encrypted one. LibreOffice would
    take a broken one for text and show its bytes."""
    from legacy_doc import LegacyDocError

    with guarded(path, NAME, LegacyDocError):
        _document(data, path)


def read_alone(data: bytes, path: str) -> Source:
    """The same without LibreOffice. Raises ReadError."""
    from legacy_doc import LegacyDocError

    with guarded(path, NAME, LegacyDocError):
        main, notes, boxes = _texts(data, path)
        lines = [*_lines(main), *_lines(boxes)]
        lines += [Line(text, "note") for text in (line.text.strip() for line in _lines(notes)) if text]
    text, layout = assemble(lines, (WITHOUT_OFFICE,))
    if not text.strip():
        raise no_text(path, NAME)
    return Source(path, text, layout=layout, format="doc")


def _texts(data: bytes, path: str) -> tuple[str, str, str]:
    """Text of the document, its footnotes and endnotes, its text boxes. The file also holds those of headers, footers
    and comments, each with its length in the header, one behind the other."""
    ole, stream, flags = _document(data, path)
    if struct.unpack_from("<H", stream)[0] != _WORD_97:
        raise _too_old(path)
    table = ole.read_stream("1Table" if flags & 0x0200 else "0Table")
    start, length = struct.unpack_from("<II", stream, 0x01A2)
    text = "".join(_pieces(stream, table[start : start + length], path))
    sizes = struct.unpack_from("<8I", stream, 0x4C)  # text, footnotes, headers, macros, comments, endnotes, boxes …
    ends = [sum(sizes[: index + 1]) for index in range(len(sizes))]
    return text[: ends[0]], text[ends[0] : ends[1]] + text[ends[4] : ends[5]], text[ends[5] : ends[6]]


def _document(data: bytes, path: str) -> tuple[Any, bytes, int]:
    """The container, the stream of the document and the flags in its header."""
    from legacy_doc.ole import OleReader
    from legacy_doc.types import ExtractionOptions

    ole = OleReader(data, options=ExtractionOptions(max_file_bytes=max(len(data), 1)))
    stream = ole.read_stream("WordDocument")
    magic, flags = struct.unpack_from("<H8xH", stream)
    if magic not in (_WORD_97, *_OLDER):
        raise damaged(path, NAME, "FIB")
    if flags & 0x0100:
        raise encrypted(path, NAME)
    return ole, stream, flags


def _pieces(stream: bytes, clx: bytes, path: str) -> Iterator[str]:
    """Pieces of the text in order. clx: property changes, then the piece table: positions, then 8 bytes a piece."""
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        raise damaged(path, NAME, "CLX")
    table = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table)
    for index in range(count):
        place = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)[0]
        size = positions[index + 1] - positions[index]
        if not 0 <= size <= len(stream):
            raise damaged(path, NAME, "CLX")
        if place & 0x40000000:
            begin = (place & 0x3FFFFFFF) // 2
            yield stream[begin : begin + size].decode("cp1252", errors="replace")
        else:
            yield stream[place : place + 2 * size].decode("utf-16-le", errors="replace")


def _lines(text: str) -> Iterator[Line]:
    """Paragraphs and table rows. A cell ends with 0x07, a row with one more."""
    for _ in range(_MOST_NESTED):
        text, count = _FIELD.subn(lambda match: match.group("result") or "", text)
        if not count:
            break
    text = _ANCHORS.sub("", text).replace("\x1e", "-").replace("\x0c", "\r")
    rows: list[list[list[Line]]] = []
    for part in re.split("(?<=\x07\x07)", text):
        *before, last = part.split("\r") if "\x07" not in part else ["", part]
        if "\x07" not in part:
            yield from table_lines(rows)
            rows = []
            yield from (Line(paragraph) for paragraph in (*before, last))
            continue
        cells = part.removesuffix("\x07\x07").split("\x07")
        opening = cells[0].split("\r")  # paragraphs before the table are not parted from its first cell
        if len(opening) > 1:
            yield from table_lines(rows)
            rows = []
            yield from (Line(paragraph) for paragraph in opening[:-1])
            cells[0] = opening[-1]
        rows.append([[Line(paragraph) for paragraph in cell.split("\r")] for cell in cells])
    yield from table_lines(rows)


def _too_old(path: str) -> ReadError:
    return ReadError(
        "这是 Word 95 或更早的文件，读不了。",
        "this file is of Word 95 or older, which cannot be read.",
        path=path,
        advice_zh="请安装 LibreOffice，或用 Word、WPS 打开后另存为 .docx。",
        advice_en="Install LibreOffice, or open it in Word or WPS and save it as .docx.",
    )
