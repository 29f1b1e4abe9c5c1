"""What the paths of a report name: files, the files of folders, and the rows of .jsonl files, each once, in order."""

from __future__ import annotations

import gzip
import json
import os
import re
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..errors import ReadError
from ..readers import STDIN, read
from ..report import Failure

ROWS = (".jsonl", ".jsonl.gz")
OWN = ("bidui.toml", "topics.toml")
SCRATCH = ".bidui-scratch.sqlite"  # marks a folder in which a collection is worked on
_DATA = frozenset((".json", ".toml", ".yaml", ".yml", ".ini", ".log", ".py", ".js", ".css", ".xml", ".sqlite", ".db"))
_BLANK = b" \t\r\n\xef\xbb\xbf"
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Input:
    """A document to read. path: as shown. file: where its bytes are, or '' for a row of a .jsonl file, which brings
    its text. title, issuer, date: given with a row."""

    path: str
    file: str = ""
    text: str = ""
    title: str = ""
    issuer: str = ""
    date: str = ""


def collect(paths: Sequence[str]) -> tuple[tuple[Input, ...], tuple[Failure, ...]]:
    """Documents that the paths name, in the order given and in folders by name (第2 before 第10), and what is none.

    Raises ReadError where a path that was given itself is not there, or standard input (`-`) is no text.
    """
    found: list[Input] = []
    failures: list[Failure] = []
    for item in each(paths):
        if isinstance(item, Failure):
            failures.append(item)
        else:
            found.append(item)
    return tuple(found), tuple(failures)


def each(paths: Sequence[str]) -> Iterator[Input | Failure]:
    """The same one by one, so that the texts of a .jsonl file need not fit in memory."""
    seen: set[tuple[bool, str]] = set()
    for given in paths:
        for item in _found(given):
            place = isinstance(item, Failure), _place(item)  # a row may have another's number for its id
            if place not in seen:
                seen.add(place)
                yield item


def _place(item: Input | Failure) -> str:
    """What tells a document that is named twice: where it really is."""
    if isinstance(item, Input) and item.file:
        return os.path.realpath(item.file)
    path, sign, row = item.path.rpartition("#")
    return os.path.realpath(path) + sign + row if sign else item.path


def more_than(paths: Sequence[str], count: int) -> bool:
    """Whether the paths name more documents than that."""
    return next(islice(each(paths), count, None), None) is not None


def _found(given: str) -> Iterator[Input | Failure]:
    if given == STDIN:
        yield Input(STDIN, "", read(STDIN).text)
        return
    mode = _mode(given)
    if not mode:
        raise ReadError(
            "没有这个文件或文件夹。",
            "no such file or folder.",
            path=given,
            advice_zh="请检查名称和所在位置。",
            advice_en="Check the name and the place.",
        )
    if stat.S_ISDIR(mode):
        yield from _folder(given)
    elif given.lower().endswith(ROWS):
        yield from _rows(given)
    else:
        yield Input(given, given)


def _folder(folder: str) -> Iterator[Input | Failure]:
    closed: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=closed.append):
        if SCRATCH in names:  # our own work
            folders.clear()
            continue
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural)
        for name in sorted(names, key=natural):
            if name.startswith((".", "~$")) or name.endswith(".bidui.json") or name in OWN:
                continue
            path = os.path.join(where, name)  # noqa: PTH118  # Path would change ./ and the like as they were given
            if not stat.S_ISREG(_mode(path)):  # a pipe would never end
                yield Failure(path, "不是普通文件。", "not an ordinary file.")
            elif path.lower().endswith(ROWS):
                yield from _rows(path)
            elif Path(name).suffix.lower() in _DATA:
                yield Failure(path, "是数据或程序文件，不是公文。", "a data or program file, not a document.")
            else:
                yield Input(path, path)
    for error in closed:
        detail = error.strerror or str(error)
        yield Failure(
            error.filename or folder, f"文件夹打不开（{detail}）。", f"the folder cannot be opened ({detail})."
        )


def _rows(path: str) -> Iterator[Input | Failure]:
    """Rows {id, title, issuer, date, text} of a .jsonl file, read as they are asked for; a row that is none is a
    failure of its own, and a file that ends in the middle is one after the rows before."""
    names: set[str] = set()
    number = 0
    try:
        with gzip.open(path) if path.lower().endswith(".gz") else Path(path).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip(_BLANK):
                    yield _row(path, number, line, names)
    except (OSError, EOFError, zlib.error) as error:
        detail = getattr(error, "strerror", None) or str(error)
        place = f"{path}#{number + 1}" if number else path
        yield Failure(place, f"无法读取（{detail}）。", f"cannot be read ({detail}).")


def _row(path: str, number: int, line: bytes, names: set[str]) -> Input | Failure:
    place = f"{path}#{number}"
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Failure(place, f"第 {number} 行不是 UTF-8 编码。", f"line {number} is not UTF-8.")
    except json.JSONDecodeError as error:
        return Failure(place, f"第 {number} 行不是 JSON（{error.msg}）。", f"line {number} is not JSON.")
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets
        return Failure(place, f"第 {number} 行的 JSON 太深或太长。", f"line {number} is JSON too deep or too long.")
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Failure(place, f"第 {number} 行没有正文（text）。", f"line {number} has no text.")
    name = _field(row, "id") or str(number)
    name = f"{name}@{number}" if name in names else name
    names.add(name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    given = [_field(row, key) for key in ("title", "issuer", "date")]
    return Input(f"{path}#{name}", "", text, *given)


def _field(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    text = " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return "" if text.lower() in ("nan", "none", "null") else text


def _mode(path: str) -> int:
    """Kind and permissions, 0 where there is nothing to be known."""
    try:
        return Path(path).stat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return 0


def natural(name: str) -> list[tuple[int, int, str]]:
    """Order of names in which numbers count as numbers."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name) if part]
