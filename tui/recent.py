"""What was opened lately, and a few preferences: one small file under the user's state directory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from platformdirs import user_state_dir

from compare.errors import OutputError
from compare.writers.output import write

_SCHEMA = "bidui.recent/1"
_MOST = 30
_KINDS = ("pair", "file", "folder")
_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Recent:
    """One opening. kind: pair, file or folder; paths: absolute; session: of its session file or empty; time: ISO."""

    kind: str
    paths: tuple[str, ...]
    session: str
    time: str

    @property
    def exists(self) -> bool:
        """Whether everything is still there; a folder that may not be looked into counts as gone."""
        try:
            return all(Path(path).exists() for path in self.paths)
        except (OSError, ValueError):  # ValueError: a NUL in a name
            return False


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


@dataclass
class Recents:
    """The file in memory. A folder that cannot be written keeps nothing, which is no reason to disturb reading."""

    folder: Path
    clock: Callable[[], str] = _now
    _entries: list[Recent] = field(default_factory=list)
    _preferences: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path | None = None, clock: Callable[[], str] = _now) -> Recents:
        """What is kept in a folder, by default the user's state directory. A damaged file is put aside."""
        recents = cls(folder or Path(user_state_dir("bidui", appauthor=False)), clock)
        recents._read()
        return recents

    @property
    def _path(self) -> Path:
        return self.folder / "recent.json"

    def _read(self) -> None:
        """Take what the file holds; without one, what is in memory stays."""
        try:
            entries, preferences = _parsed(json.loads(self._path.read_text(encoding="utf-8")))
        except OSError:
            return
        except (ValueError, RecursionError):  # no JSON, not ours, or nested without end
            self._put_aside()
            return
        self._entries, self._preferences = entries, preferences

    def _put_aside(self) -> None:
        """Rename the file to a name that is free."""
        names = (self._path.with_suffix(f".damaged{number or ''}") for number in count())
        with suppress(OSError):
            self._path.rename(next(name for name in names if not name.exists()))

    def entries(self) -> list[Recent]:
        """Newest first, at most 30."""
        return list(self._entries)

    def opened(self, kind: str, paths: Sequence[str], session: str = "") -> None:
        """Note an opening; the same paths stand once. kind: pair, file or folder. What came from standard input is
        not noted, as it cannot be opened again."""
        if _STDIN in paths:
            return
        self._read()  # another window may have written meanwhile
        absolute = tuple(str(Path(path).resolve()) for path in paths)
        kept = [entry for entry in self._entries if (entry.kind, entry.paths) != (kind, absolute)]
        session = str(Path(session).resolve()) if session else ""
        self._entries = [Recent(kind, absolute, session, self.clock()), *kept][:_MOST]
        self._save()

    def preference(self, name: str) -> str:
        """A preference (theme, layout, lang), empty where there is none."""
        return self._preferences.get(name, "")

    def keep_preference(self, name: str, value: str) -> None:
        """Keep a preference for the next time."""
        self._read()
        self._preferences[name] = value
        self._save()

    def _save(self) -> None:
        whole = {"schema": _SCHEMA, "entries": [asdict(e) for e in self._entries], "preferences": self._preferences}
        with suppress(OSError, OutputError):  # a read-only home: nothing is kept
            self.folder.mkdir(parents=True, exist_ok=True)
            write(json.dumps(whole, ensure_ascii=False, indent=1), str(self._path), force=True)


def _parsed(read: Any) -> tuple[list[Recent], dict[str, str]]:
    """Entries and preferences of a file; ValueError where it is not ours."""
    if not isinstance(read, dict) or read.get("schema") != _SCHEMA:
        raise ValueError("schema")
    rows, preferences = read.get("entries"), read.get("preferences")
    if not (isinstance(rows, list) and isinstance(preferences, dict) and _all_texts(preferences.values())):
        raise ValueError("entries, preferences")
    return [_entry(row) for row in rows[:_MOST]], preferences


def _entry(row: Any) -> Recent:
    if not isinstance(row, dict) or row.get("kind") not in _KINDS or not isinstance(row.get("paths"), list):
        raise ValueError("entry")
    paths, session, time = row["paths"], row.get("session"), row.get("time")
    wanted = 2 if row["kind"] == "pair" else 1
    if len(paths) < wanted or not _all_texts([*paths, session, time]):
        raise ValueError("entry")
    return Recent(row["kind"], tuple(paths), str(session), str(time))


def _all_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
