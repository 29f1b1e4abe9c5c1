"""The documents of files and folders: found in a natural order, read one by one into light rows."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compare.errors import BiduiError
from compare.pipeline import read_document
from compare.readers import NOT_YET

_MOST = 5000  # files; more are a library's work
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not read, and why, in both languages."""

    path: str
    name: str
    reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """Files to read as (path, name to show), and those left out."""

    files: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a few words. error: why it cannot be read, in both languages, else None."""

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
    error: Mapping[str, str] | None = None


def listing(paths: Sequence[str], *, recursive: bool = True) -> Listing:
    """Files of these paths in a natural order (第2 before 第10). Hidden files and our own are passed over; those
    in formats that are not read are left out with the reason."""
    found: dict[str, str] = {}
    for given in paths:
        if not Path(given).is_dir():
            found.setdefault(given, Path(given).name)
            continue
        for file in _files(Path(given), recursive):
            found.setdefault(str(file), str(file.relative_to(given)))
            if len(found) > _MOST:
                break
    files: list[tuple[str, str]] = []
    left_out: list[LeftOut] = []
    for path, name in sorted(found.items(), key=lambda pair: _natural(pair[1])):
        suffix = Path(path).suffix.lower()
        if len(files) >= _MOST:
            reason = {"zh": f"一次最多列 {_MOST} 份。", "en": f"at most {_MOST} files are listed."}
            left_out.append(LeftOut(path, name, reason))
        elif suffix in NOT_YET:
            reason = {"zh": f"还不支持 {suffix} 格式。", "en": f"{suffix} files are not supported yet."}
            left_out.append(LeftOut(path, name, reason))
        else:
            files.append((path, name))
    return Listing(tuple(files), tuple(left_out))


def _files(folder: Path, recursive: bool) -> Iterator[Path]:
    """Files below a folder; symbolic links to folders are not followed, so there are no circles."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if recursive else []
        for name in names:
            if not name.startswith((".", "~$")) and not name.endswith(".bidui.json"):
                yield Path(where) / name


def _natural(name: str) -> list[tuple[int, int, str]]:
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name) if part]


def entries(found: Listing, *, stop: threading.Event | None = None) -> Iterator[Entry]:
    """Read each file in turn; one that cannot be read is an entry with its reason. stop: end early when set."""
    for path, name in found.files:
        if stop is not None and stop.is_set():
            return
        try:
            document = read_document(path)
        except BiduiError as error:
            yield Entry(path, name, error={lang: error.reason[lang] for lang in ("zh", "en")})
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
        )
