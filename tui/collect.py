"""The documents of files and folders: found in a natural order, read one by one into light rows."""

from __future__ import annotations

import os
import re
import stat
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compare.errors import BiduiError
from compare.readers import NOT_YET

_MOST = 5000  # files; more are a library's work
_DIGITS = re.compile(r"(\d+)")

Words = Mapping[str, str]  # the same sentence by language: zh, en


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not read, and why, in both languages."""

    path: str
    name: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Listing:
    """Files to read as (path, name to show), and those left out."""

    files: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a few words. date: ISO, of issue, else of publication. characters: code points of the file.
    parts: documents in the file. error: why it cannot be read, in both languages, else None."""

    path: str
    name: str
    title: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""
    date: str = ""
    level: str = ""
    genre: str = ""
    sections: int = 0
    characters: int = 0
    parts: int = 1
    error: Words | None = None


def listing(paths: Sequence[str], *, recursive: bool = True) -> Listing:
    """Files of these paths in a natural order (第2 before 第10), each once; at most 5,000 in all. Hidden files and our
    own are passed over; what is not read is left out with the reason. Names are relative to the folder given, and
    begin with it where several paths are."""
    found: dict[Path, tuple[str, str, Words | None]] = {}
    for path, name, reason in _found(paths, recursive):
        place = path.absolute()
        if place not in found and len(found) == _MOST:
            rest = LeftOut(
                str(path), name, _words(f"一次最多列 {_MOST} 份，其余未列。", f"only {_MOST} files are listed.")
            )
            break
        found.setdefault(place, (str(path), name, reason))
    else:
        rest = None
    rows = sorted(found.values(), key=lambda row: (_natural(row[1]), row[0]))
    left_out = [LeftOut(path, name, reason) for path, name, reason in rows if reason is not None]
    files = tuple((path, name) for path, name, reason in rows if reason is None)
    return Listing(files, tuple(left_out) if rest is None else (*left_out, rest))


def _found(paths: Sequence[str], recursive: bool) -> Iterator[tuple[Path, str, Words | None]]:
    """Path, name to show, and the reason where a file is not read."""
    for given in paths:
        path = Path(given)
        if not stat.S_ISDIR(_mode(path)):
            yield path, path.name or given, _not_yet(path)
            continue
        for file, reason in _files(path, recursive):
            name = file.relative_to(path)
            yield file, str(path.name / name if len(paths) > 1 else name), reason


def _files(folder: Path, recursive: bool) -> Iterator[tuple[Path, Words | None]]:
    """Files below a folder, and the folders that cannot be looked into; symbolic links to folders are not followed, so
    there are no circles."""
    closed: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=closed.append):
        visible = (name for name in folders if not name.startswith("."))
        folders[:] = sorted(visible, key=_natural) if recursive else []
        for name in sorted(names, key=_natural):
            if name.startswith((".", "~$")) or name.endswith(".bidui.json"):
                continue
            file = Path(where) / name
            mode = _mode(file)
            if mode and not stat.S_ISREG(mode):  # a pipe would never end, and a device is no document
                yield file, _words("不是普通文件。", "not an ordinary file.")
            else:
                yield file, _not_yet(file)
    for error in closed:
        reason = _words(f"文件夹打不开（{error.strerror}）。", f"the folder cannot be opened ({error.strerror}).")
        yield Path(error.filename or folder), reason


def _mode(path: Path) -> int:
    """Kind and permissions, 0 where there is nothing or nothing to be known; the reader says why."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return 0


def _not_yet(path: Path) -> Words | None:
    suffix = path.suffix.lower()
    return _words(f"还不支持 {suffix} 格式。", f"{suffix} files are not supported yet.") if suffix in NOT_YET else None


def _words(zh: str, en: str) -> Words:
    return {"zh": zh, "en": en}


def _natural(name: str) -> list[tuple[int, int, str]]:
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name) if part]


def entries(found: Listing, part: int = 0, *, stop: threading.Event | None = None) -> Iterator[Entry]:
    """Read each file in turn; one that cannot be read is an entry with its reason. part: which of the documents in a
    file, from 1; 0 lets the tool choose. stop: end early when set."""
    from compare.reading import read_documents  # here, so that the first frame need not wait for it

    read = read_documents([path for path, _ in found.files], part)
    for path, name in found.files:
        if stop is not None and stop.is_set():
            return
        document = next(read)
        if isinstance(document, BiduiError):
            yield Entry(path, name, error={lang: document.reason[lang] for lang in ("zh", "en")})
            continue
        meta = document.metadata
        yield Entry(
            path=path,
            name=name,
            title=meta.title,
            issuers=meta.issuers,
            number=meta.number,
            date=meta.date("issued") or meta.date("published"),
            level=meta.level,
            genre=meta.genre,
            sections=len(document.sections),
            characters=len(document.text),
            parts=document.parts,
        )
