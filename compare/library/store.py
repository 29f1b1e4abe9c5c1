"""The library's file: opening, its schema and older ones, transactions, and what can go wrong, in a user's words.

Every change is one SQLite transaction with a write-ahead log: a process that is ended in the middle leaves the last
complete state, and processes that write at once wait for each other.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..corpus.sheet import Sheet, decode, text_of
from ..errors import LibraryError
from ..holdings import Holding
from .place import default_path

APPLICATION = 0x62696475  # "bidu", in the header of the file
_WAIT = 60.0  # seconds for another process that writes
_DIGEST = 16
_COLUMNS = "id, path, title, issuer, place, date, date_from, number, family, characters"
_DOCUMENTS = """
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, source BLOB NOT NULL, title TEXT NOT NULL,
        issuer TEXT NOT NULL, place TEXT NOT NULL, date TEXT NOT NULL, date_from TEXT NOT NULL, number TEXT NOT NULL,
        family INTEGER NOT NULL, characters INTEGER NOT NULL, body BLOB NOT NULL);
    CREATE INDEX documents_body ON documents (body);
    CREATE INDEX documents_family ON documents (family);
    CREATE TABLE sheets (id INTEGER PRIMARY KEY, sum BLOB NOT NULL, data BLOB NOT NULL);
    CREATE TABLE keys (id INTEGER PRIMARY KEY, sum BLOB NOT NULL, data BLOB NOT NULL);
    CREATE TABLE segments (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, rows INTEGER NOT NULL, firsts BLOB NOT NULL);
    CREATE TABLE chunks (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
"""


def _tables(base: sqlite3.Connection) -> None:
    for statement in _DOCUMENTS.split(";"):
        if statement.strip():
            base.execute(statement)


def _phrases(base: sqlite3.Connection) -> None:
    """The index of three-character runs: which documents hold a run, not where; the text itself says that."""
    base.execute(
        "CREATE VIRTUAL TABLE phrases USING fts5(text, content='', columnsize=0, detail=none, tokenize='trigram')"
    )
    for row in base.execute("SELECT id, data FROM sheets ORDER BY id").fetchall():
        base.execute("INSERT INTO phrases (rowid, text) VALUES (?, ?)", (row[0], indexed(text_of(row[1]))))


# What makes the schema of version n of that of version n - 1; a new file goes through all of them.
STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_tables, _phrases)
VERSION = len(STEPS)


def indexed(text: str) -> str:
    """A text as the phrase index knows it: without blanks and line breaks."""
    return "".join(text.split())


class Store:
    """An open library. `base` is its SQLite connection, in autocommit mode; writing goes through `writing`."""

    def __init__(self, base: sqlite3.Connection, path: Path) -> None:
        self.base, self.path = base, path

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of what is done inside, or nothing."""
        with faults(self.path):
            self.base.execute("BEGIN IMMEDIATE")
            try:
                yield self.base
                self.base.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has rolled back itself where the disk is full
                    self.base.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the library, whatever other processes write meanwhile."""
        with faults(self.path):
            self.base.execute("BEGIN")
            try:
                yield self.base
            finally:
                with suppress(sqlite3.Error):
                    self.base.execute("ROLLBACK")

    def holdings(self, where: str = "", values: tuple[object, ...] = ()) -> list[Holding]:
        """Documents, those with dates first in their order. where: an SQL condition with ? for the values."""
        condition = f" WHERE {where}" if where else ""
        rows = self.base.execute(
            f"SELECT {_COLUMNS} FROM documents{condition} ORDER BY date = '', date, path", values
        ).fetchall()
        return [Holding(*row) for row in rows]

    def sheet(self, holding: Holding) -> Sheet:
        """The parsed document. Raises LibraryError where its row is damaged."""
        row = self.base.execute("SELECT sum, data FROM sheets WHERE id = ?", (holding.id,)).fetchone()
        try:
            if row is None or row[0] != checksum(row[1]):
                raise ValueError("checksum")
            return decode(row[1], holding.path)
        except ValueError:
            raise damaged(self.path, holding.path) from None

    def text(self, holding: Holding) -> str:
        """The text of a document. Raises LibraryError where its row is damaged."""
        row = self.base.execute("SELECT data FROM sheets WHERE id = ?", (holding.id,)).fetchone()
        try:
            return text_of(row[0] if row else b"")
        except ValueError:
            raise damaged(self.path, holding.path) from None

    def key(self, number: int) -> tuple[str, NDArray[np.int32]]:
        """Matching characters of a document, and the bounds of its clauses in them (with a 0 in front)."""
        row = self.base.execute("SELECT sum, data FROM keys WHERE id = ?", (number,)).fetchone()
        if row is None or row[0] != checksum(row[1]):
            raise damaged(self.path, str(number))
        return unpacked(row[1])


def packed(sheet: Sheet) -> bytes:
    """The key of a sheet and the bounds of its clauses, compressed."""
    bounds = sheet.bounds.astype("<i4")
    head = len(bounds).to_bytes(4, "little")
    return zlib.compress(head + bounds.tobytes() + sheet.key.encode("utf-8", errors="surrogatepass"), 1)


def unpacked(data: bytes) -> tuple[str, NDArray[np.int32]]:
    """What `packed` gave."""
    raw = zlib.decompress(data)
    count = int.from_bytes(raw[:4], "little")
    bounds = np.frombuffer(raw, dtype="<i4", count=count, offset=4)
    return raw[4 + 4 * count :].decode("utf-8", errors="surrogatepass"), bounds.astype(np.int32)


def checksum(data: bytes) -> bytes:
    """What is kept beside a row, to tell whether it is whole."""
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


@contextmanager
def open_library(name: str = "", *, create: bool = False, pages: int = 0) -> Iterator[Store]:
    """The library in file `name`, by default the user's own. create: made where there is none, and to be written to;
    else it is only read. pages: the most pages of 4 KiB that the file may have, 0 for no limit.

    Raises LibraryError where it is not there, no library, of a newer version, or cannot be read or written.
    """
    path = Path(name) if name else default_path()
    with faults(path):
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.exists():
            raise LibraryError(
                "没有这个文件库。", "there is no such library.", path=str(path),
                advice_zh="请先用 bidui library add 添加文件，或用 --library 指明。",
                advice_en="Add documents with `bidui library add`, or name it with --library.",
            )  # fmt: skip
        if path.is_dir():
            raise _no_library(path)
        base = _connected(path, create)
    try:
        with faults(path):
            if pages:
                base.execute(f"PRAGMA max_page_count = {int(pages)}")
            yield Store(base, path)
    finally:
        base.close()


def _connected(path: Path, create: bool) -> sqlite3.Connection:
    if not create:
        base = _readable(path)
        if _version(base, path) == VERSION:
            return base
        base.close()
    base = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        _version(base, path)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")  # what is lost when the power fails is the end, never the middle
        _update(base, path)
    except BaseException:
        base.close()
        raise
    return base


def _readable(path: Path) -> sqlite3.Connection:
    """Opened for reading. Where nothing may be written beside the file there is no log to read either."""
    address = path.resolve().as_uri()
    base = sqlite3.connect(f"{address}?mode=ro", timeout=_WAIT, isolation_level=None, uri=True)
    try:
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        base.close()
        if os.access(path.parent, os.W_OK) or not os.access(path, os.R_OK):
            raise
        base = sqlite3.connect(f"{address}?mode=ro&immutable=1", isolation_level=None, uri=True)
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _version(base: sqlite3.Connection, path: Path) -> int:
    """Version of the file's schema, 0 where it is empty. Raises LibraryError where it is none that is known."""
    application = int(base.execute("PRAGMA application_id").fetchone()[0])
    version = int(base.execute("PRAGMA user_version").fetchone()[0])
    filled = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (filled or version or application):
        raise _no_library(path)
    if version > VERSION:
        raise LibraryError(
            f"这个文件库由更新版本的 bidui 建立（第 {version} 版，本程序认得第 {VERSION} 版）。",
            f"this library was made by a newer bidui (version {version}; this program knows {VERSION}).",
            path=str(path),
            advice_zh="请升级 bidui。",
            advice_en="Upgrade bidui.",
        )
    return version


def _update(base: sqlite3.Connection, path: Path) -> None:
    """The schema of today, made or brought up to date in one transaction."""
    if _version(base, path) == VERSION:
        return
    base.execute("BEGIN IMMEDIATE")
    try:
        for number, step in enumerate(STEPS[_version(base, path) :], _version(base, path) + 1):
            step(base)
            base.execute(f"PRAGMA user_version = {number}")
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            base.execute("ROLLBACK")
        raise


def _no_library(path: Path) -> LibraryError:
    return LibraryError(
        "这不是 bidui 的文件库。", "this is not a library of bidui.", path=str(path),
        advice_zh="请换一个文件名。", advice_en="Name another file.",
    )  # fmt: skip


def damaged(path: Path, document: str) -> LibraryError:
    """A row that is not what was written."""
    return LibraryError(
        f"文件库里“{document}”的记录已损坏。", f"the row of {document} in the library is damaged.", path=str(path),
        advice_zh="请用 bidui library verify 检查，移除后重新添加。",
        advice_en="Check with `bidui library verify`, remove it and add it again.",
    )  # fmt: skip


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """What SQLite and the file system raise, as one clear line."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _fault(error, path) from error


def _fault(error: Exception, path: Path) -> LibraryError:
    text = str(error)
    if "not a database" in text:
        return _no_library(path)
    if "full" in text or getattr(error, "errno", None) == 28:
        return LibraryError(
            "磁盘已满，没有写进去；文件库保持写入之前的状态。",
            "the disk is full; nothing was written and the library is as it was before.",
            path=str(path),
            advice_zh="请腾出空间后重试。",
            advice_en="Make room and try again.",
        )
    if "locked" in text:
        return LibraryError(
            "另一个程序正在写这个文件库。", "another program is writing to this library.", path=str(path),
            advice_zh="请稍后重试。", advice_en="Try again later.",
        )  # fmt: skip
    if "malformed" in text or "corrupt" in text:
        return LibraryError(
            "文件库已损坏。", "the library is damaged.", path=str(path),
            advice_zh="请用备份替换，或重新建立。", advice_en="Put a backup in its place, or make it anew.",
        )  # fmt: skip
    if isinstance(error, OSError) or "readonly" in text or "unable to open" in text:
        detail = getattr(error, "strerror", None) or text
        return LibraryError(
            f"文件库打不开或不能写（{detail}）。",
            f"the library cannot be opened or written ({detail}).",
            path=str(path),
            advice_zh="请用 --library 指明一个可写的位置。",
            advice_en="Name a place that can be written with --library.",
        )
    return LibraryError(f"文件库出错（{text}）。", f"the library failed ({text}).", path=str(path))
