"""Sheets kept between runs, by a hash of what they were made from; a cache that is damaged is made anew.

One SQLite file in the user's cache directory. A row is JSON behind a checksum and is checked again when it is read:
what is not whole counts as absent. The key holds the document's bytes, its suffix and the program that read it, so a
new version of bidui reads everything afresh.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

FORMAT = "1"  # of the rows; raise it when `sheet.encode` changes
_NAME = "sheets.sqlite"
_MOST = 20_000  # rows kept, about 400 MB; the oldest go first
_WAIT = 5.0  # seconds for another run that writes
_PARTS = ("readers", "parse", "basics", "data", "frequency.py", "model.py", "reading.py", "corpus/sheet.py")
_SUFFIXES = (".py", ".json", ".tsv", ".txt")
_DIGEST = 16


def folder() -> Path:
    """Where the cache lies."""
    return user_cache_path("bidui")


@lru_cache(maxsize=4)
def program(parts: tuple[str, ...] = _PARTS) -> bytes:
    """A hash of code and data: of what makes sheets, or of other parts of the package."""
    found = hashlib.blake2b(FORMAT.encode(), digest_size=_DIGEST)
    root = Path(str(files("compare")))
    for part in parts:
        place = root / part
        names = sorted(place.rglob("*")) if place.is_dir() else [place]
        for name in names:
            if name.suffix in _SUFFIXES:
                found.update(name.name.encode() + b"\0")
                found.update(name.read_bytes())
    return found.digest()


def cache_key(data: bytes, suffix: str) -> bytes:
    """The key of a document's bytes. suffix: of its name, which decides how it is read."""
    found = hashlib.blake2b(program(), digest_size=_DIGEST)
    found.update(suffix.lower().encode("utf-8", errors="replace") + b"\0")
    found.update(data)
    return found.digest()


class Cache:
    """An open cache. Whatever goes wrong with it, the report goes on without it."""

    def __init__(self, place: Path | None = None) -> None:
        self._file = (folder() if place is None else place) / _NAME
        self._base = self._opened() or self._anew()

    def _opened(self) -> sqlite3.Connection | None:
        base = None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self._file, timeout=_WAIT)
            base.execute("CREATE TABLE IF NOT EXISTS sheets (key BLOB PRIMARY KEY, sum BLOB, data BLOB)")
            base.execute("SELECT key, sum, data FROM sheets LIMIT 1").fetchall()
        except (sqlite3.Error, OSError):
            if base is not None:
                base.close()
            return None
        return base

    def _anew(self) -> sqlite3.Connection | None:
        """The damaged file is put away and a new one begun; None where that is not possible either."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        return self._opened()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Data of the keys that are there and whole."""
        found: dict[bytes, bytes] = {}
        if self._base is None:
            return found
        try:
            for key in keys:
                row = self._base.execute("SELECT sum, data FROM sheets WHERE key = ?", (key,)).fetchone()
                if row is not None and isinstance(row[1], bytes) and row[0] == _sum(key, row[1]):
                    found[key] = row[1]
        except sqlite3.Error:
            self._base.close()
            self._base = self._anew()
        return found

    def put(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep data by key; all of them or none."""
        if self._base is None:
            return
        try:
            with self._base:
                self._base.executemany(
                    "INSERT OR REPLACE INTO sheets VALUES (?, ?, ?)", ((k, _sum(k, data), data) for k, data in rows)
                )
                self._base.execute("DELETE FROM sheets WHERE rowid <= (SELECT max(rowid) FROM sheets) - ?", (_MOST,))
        except sqlite3.Error:
            self._base.close()
            self._base = None

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            self._base.close()


def _sum(key: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(data, key=key, digest_size=_DIGEST).digest()
