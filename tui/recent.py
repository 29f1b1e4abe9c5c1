"""What was opened lately, and a few preferences: one small file under the user's state directory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from platformdirs import user_state_dir

from compare.errors import OutputError
from compare.writers.output import write

_SCHEMA = "bidui.recent/1"
_MOST = 30
_KINDS = ("pair", "file", "folder")


@dataclass(frozen=True, slots=True)
class Recent:
    """One opening. kind: pair, file or folder; paths: absolute; session: of its session file or empty; time: ISO."""

    kind: str
    paths: tuple[str, ...]
    session: str
    time: str

    @property
    def exists(self) -> bool:
        """Whether everything is still there."""
        return all(Path(path).exists() for path in self.paths)


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
        path = recents._path
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            recents._take(read)
        except OSError:
            return recents
        except (ValueError, KeyError, TypeError):
            with suppress(OSError):
                path.replace(path.with_suffix(".damaged"))
        return recents

    @property
    def _path(self) -> Path:
        return self.folder / "recent.json"

    def _take(self, read: Any) -> None:
        if read["schema"] != _SCHEMA:
            raise ValueError(read["schema"])
        entries = [
            Recent(r["kind"], tuple(map(str, r["paths"])), str(r["session"]), str(r["time"])) for r in read["entries"]
        ]
        preferences = {str(name): str(value) for name, value in read["preferences"].items()}
        if any(entry.kind not in _KINDS or not entry.paths for entry in entries):
            raise ValueError("entries")
        self._entries, self._preferences = entries, preferences

    def entries(self) -> list[Recent]:
        """Newest first, at most 30."""
        return list(self._entries)

    def opened(self, kind: str, paths: Sequence[str], session: str = "") -> None:
        """Note an opening; the same paths stand once."""
        absolute = tuple(str(Path(path).resolve()) for path in paths)
        kept = [entry for entry in self._entries if (entry.kind, entry.paths) != (kind, absolute)]
        self._entries = [Recent(kind, absolute, session, self.clock()), *kept][:_MOST]
        self._save()

    def preference(self, name: str) -> str:
        """A preference, empty where there is none."""
        return self._preferences.get(name, "")

    def keep_preference(self, name: str, value: str) -> None:
        """Keep a preference for the next time."""
        self._preferences[name] = value
        self._save()

    def _save(self) -> None:
        whole = {"schema": _SCHEMA, "entries": [asdict(e) for e in self._entries], "preferences": self._preferences}
        with suppress(OSError, OutputError):  # a read-only home: nothing is kept
            self.folder.mkdir(parents=True, exist_ok=True)
            write(json.dumps(whole, ensure_ascii=False, indent=1), str(self._path), force=True)
