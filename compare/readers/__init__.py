"""Readers: one for each file format, bytes in, text and its layout out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..errors import ReadError
from . import doc, docx, html, jsonl, markdown, mhtml, ofd, office, pdf, text
from .faults import encrypted, too_big
from .sniff import kind_of
from .source import Source

__all__ = ["FORMATS", "NOT_YET", "READERS", "Format", "Source", "read", "read_changes", "read_many"]

STDIN = "-"
MOST_BYTES = 256 << 20  # of a file; the text of the longest plan takes a hundredth
MOST_CHARACTERS = 5_000_000  # of a document


@dataclass(frozen=True, slots=True)
class Format:
    """A file format that is read. collection: it holds many documents, and its reader is told which one to read.
    office: LibreOffice turns it into a .docx, many at a time, when check raises no ReadError."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[..., Source]
    collection: bool = False
    office: bool = False
    check: Callable[[bytes, str], None] = lambda data, path: None


FORMATS = (
    Format("txt", ("", ".txt", ".text"), text.read),
    Format("md", (".md", ".markdown"), markdown.read),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), docx.read),
    Format("doc", (".doc", ".dot", ".wps", ".wpt"), doc.read, office=True, check=doc.check),
    Format("rtf", (".rtf",), office.read, office=True),
    Format("odt", (".odt", ".ott"), office.read, office=True, check=office.check),
    Format("pdf", (".pdf",), pdf.read),
    Format("ofd", (".ofd",), ofd.read),
    Format("html", (".html", ".htm", ".shtml", ".xhtml"), html.read),
    Format("mhtml", (".mhtml", ".mht"), mhtml.read),
    Format("jsonl", (".jsonl",), jsonl.read, collection=True),
)
# Suffix → format. A suffix neither here nor in NOT_YET is read as text: names such as 豫政〔2024〕3.5号 have one by
# chance.
READERS: Mapping[str, Format] = MappingProxyType({suffix: one for one in FORMATS for suffix in one.suffixes})
NOT_YET = frozenset(
    (".xls", ".xlsx", ".et", ".csv", ".ppt", ".pptx", ".dps", ".zip", ".rar", ".7z")
    + (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp")
)
_BY_NAME: Mapping[str, Format] = MappingProxyType({one.name: one for one in FORMATS})
_TEXTS = frozenset(("txt", "md", "jsonl"))  # formats in which the source of a page is a text like any other
_OFFICE = frozenset(suffix for one in FORMATS if one.office for suffix in one.suffixes)
_BATCH = 16  # files that LibreOffice gets in one call


def read(path: str, stdin: bytes | None = None, part: int = 0) -> Source:
    """Text of a file, or of standard input for `-` (stdin: its bytes, where they were read before). part: which
    document of a collection, from 1.

    Raises ReadError for whatever cannot be read as text: missing, a folder, no permission, empty, damaged, encrypted,
    too big, a format that is not supported, bytes that fit no known encoding.
    """
    if path == STDIN:
        data = _stdin() if stdin is None else stdin
    else:
        data = _bytes(path)
    return _checked(_read(data, path, part))


def read_changes(path: str) -> tuple[Source, Source]:
    """A Word file as it was before its tracked changes, and with all of them accepted. Raises ReadError, also where
    there are none or the format has none."""
    data = _stdin() if path == STDIN else _bytes(path)
    chosen = _format(data, path)
    if chosen.name == "docx":
        package = data
    elif chosen.office:
        package = office.package_of(data, path)
    else:
        raise _no_changes(path, "这种格式没有修订记录。", "this format has no tracked changes.")
    if not docx.has_changes(package, path):
        raise _no_changes(path, "文件里没有修订记录。", "there are no tracked changes in the file.")
    before = docx.read(package, path, original=True, through=chosen.office)
    return _checked(before), _checked(docx.read(package, path, through=chosen.office))


def _no_changes(path: str, zh: str, en: str) -> ReadError:
    return ReadError(
        zh,
        en,
        path=path,
        advice_zh="--track-changes 比对 Word 文件修订前后的文字；比对两份文件请给出两个文件名。",
        advice_en="--track-changes compares a Word file before and after its changes; name two files otherwise.",
    )


def read_many(paths: Sequence[str]) -> Iterator[Source | ReadError]:
    """Each file in turn, or the error that it gives; as `read`, but LibreOffice is called once for many files.
    Of a collection the first document is read."""
    for begin in range(0, len(paths), _BATCH):
        batch = paths[begin : begin + _BATCH]
        made: dict[str, tuple[bytes, bytes | None]] | None = None
        for path in batch:
            if made is None and Path(path).suffix.lower() in _OFFICE:  # not before: the others need not wait
                made = _converted(batch)
            try:
                if made is not None and path in made:
                    data, converted = made[path]
                    yield _checked(office.from_converted(converted, data, path))
                else:
                    yield read(path, part=1 if Path(path).suffix.lower() == ".jsonl" else 0)
            except ReadError as error:
                yield error


def _converted(paths: Sequence[str]) -> dict[str, tuple[bytes, bytes | None]]:
    """Bytes of those files that LibreOffice reads, before and after; empty where it is not worth a batch."""
    found: dict[str, bytes] = {}
    for path in paths if office.program() else ():
        if Path(path).suffix.lower() not in _OFFICE:
            continue
        try:
            data = _bytes(path)
            chosen = _format(data, path)
            if chosen.office:
                chosen.check(data, path)
                found[path] = data
        except ReadError:
            continue  # said when its turn comes
    if len(found) < 2:
        return {}
    try:
        made = office.convert(list(found.values()))
    except ReadError:
        return {}
    # What came to nothing is tried again alone: one file may have ended the program for all.
    return {path: (data, new) for (path, data), new in zip(found.items(), made, strict=True) if new is not None}


def _read(data: bytes, path: str, part: int) -> Source:
    chosen = _format(data, path)
    return chosen.read(data, path, part) if chosen.collection else chosen.read(data, path)


def _format(data: bytes, path: str) -> Format:
    """Format of a file: by its bytes where they say it, else by its suffix. Raises ReadError where it is not read."""
    suffix = "" if path == STDIN else Path(path).suffix.lower()
    stated = READERS.get(suffix, _BY_NAME["txt"])
    if suffix in NOT_YET:
        raise _not_read(suffix, path)
    kind = kind_of(data)
    if kind == "locked":
        raise encrypted(path, "Office")
    if kind in ("html", "mhtml") and stated.name in _TEXTS and path != STDIN:
        return stated
    if kind and kind not in _BY_NAME:
        raise _not_read(f".{kind}", path)
    if not kind and stated.office:
        return _BY_NAME["txt"] if data else stated
    return _BY_NAME[kind] if kind else stated


def _not_read(suffix: str, path: str) -> ReadError:
    return ReadError(
        f"还不支持 {suffix} 格式。",
        f"{suffix} files are not supported yet.",
        path=path,
        advice_zh="请另存为 .docx 或 UTF-8 文本（.txt）后再试。",
        advice_en="Save it as .docx or UTF-8 text (.txt) and try again.",
    )


def _checked(source: Source) -> Source:
    if len(source.text) > MOST_CHARACTERS:
        raise too_big(source.path, f"有 {len(source.text)} 字", f"{len(source.text)} characters")
    return source


def _stdin() -> bytes:
    data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin is not None else b""
    if len(data) > MOST_BYTES:
        raise _too_many(STDIN, len(data))
    return data


def _too_many(path: str, size: int) -> ReadError:
    megabytes, most = size >> 20, MOST_BYTES >> 20
    return too_big(path, f"{megabytes} MB，最多读 {most} MB", f"{megabytes} MB; at most {most} MB are read")


def _bytes(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > MOST_BYTES else file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError(
            "没有这个文件。",
            "no such file.",
            path=path,
            advice_zh="请检查文件名和所在文件夹。",
            advice_en="Check the name and the folder.",
        ) from None
    except IsADirectoryError:
        raise _folder(path) from None
    except PermissionError:
        # Windows reports a folder that is opened as a file as a lack of permission.
        if Path(path).is_dir():
            raise _folder(path) from None
        raise ReadError(
            "没有读取权限。",
            "permission denied.",
            path=path,
            advice_zh="请检查文件权限，或确认文件没有被其他程序占用。",
            advice_en="Check its permissions, and that no other program holds it.",
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        detail = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"无法读取（{detail}）。", f"cannot be read ({detail}).", path=path) from error
    if size > MOST_BYTES or len(data) > MOST_BYTES:
        raise _too_many(path, max(size, len(data)))
    return data


def _folder(path: str) -> ReadError:
    return ReadError(
        "这是文件夹，不是文件。",
        "this is a folder, not a file.",
        path=path,
        advice_zh="请给出其中的一个文件。",
        advice_en="Name one of the files in it.",
    )
