"""The folder a collection is worked on in: its own for each set of documents, kept while the work is not done."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from ...errors import ScratchError
from .. import knowledge
from ..cache import folder as cache_folder
from ..cache import program
from ..collect import SCRATCH
from .run import Size

_NAME = "collections"
_PREFIX = "bidui-"
_OLD = 7 * 24 * 3600  # seconds after which what was not finished is thrown away
_DIGEST = 12
_CODE = ("readers", "parse", "basics", "data", "corpus", "frequency.py", "model.py", "reading.py")


class Scratch:
    """The folder, open: no other run works on the same documents in it. It goes when the work is done, and stays when
    it was stopped, so that the next run takes it up.

    name: its own, see `name_of`. place: the folder it is made in, '' for the user's cache. Raises ScratchError where it
    cannot be made or another run holds it.
    """

    def __init__(self, name: str, place: str) -> None:
        self._root = Path(place).absolute() if place else cache_folder() / _NAME
        self.folder = self._root / f"{_PREFIX}{name}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder)
            self._clear()
        except OSError as error:
            raise unusable(self.folder, error) from error

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            _empty(self.folder)
        self._lock.close()
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _clear(self) -> None:
        """Throw away what other runs began long ago."""
        for other in self._root.glob(f"{_PREFIX}*"):
            with suppress(OSError, ScratchError):  # another run is at it
                if other != self.folder and (other / SCRATCH).is_file() and time.time() - other.stat().st_mtime > _OLD:
                    lock = _locked(other)
                    _empty(other)
                    lock.close()
                    shutil.rmtree(other, ignore_errors=True)


def _empty(folder: Path) -> None:
    """Take away all but the lock, which other runs look at."""
    for file in folder.iterdir():
        if not file.name.startswith(SCRATCH):
            with suppress(OSError):  # what is in use yet goes with the folder
                file.unlink(missing_ok=True)


def name_of(digest: bytes, paths: Sequence[str], given: str, size: Size) -> str:
    """A hash of the documents and of all that the work on them depends on."""
    found = hashlib.blake2b(program(_CODE) + digest, digest_size=_DIGEST)
    found.update(repr(size).encode())
    for name in knowledge.find(paths, given):
        found.update(Path(name).read_bytes() if Path(name).is_file() else b"")
    return found.hexdigest()


def _locked(folder: Path) -> sqlite3.Connection:
    """A lock that the system lets go of when this process ends, however it ends."""
    try:
        base = sqlite3.connect(folder / SCRATCH, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise unusable(folder, error) from None
    try:
        base.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        base.close()
        if "locked" not in str(error):
            raise unusable(folder, error) from None
        raise ScratchError(
            "另一个 bidui 正在汇总同样的文件。",
            "another bidui works on the same documents.",
            path=str(folder),
            advice_zh="请等它做完，或先停下它。",
            advice_en="Wait for it, or stop it first.",
        ) from None
    return base


def unusable(folder: Path, error: Exception) -> ScratchError:
    """A folder that cannot be written, is full, or holds something that is not whole."""
    detail = getattr(error, "strerror", None) or str(error)
    return ScratchError(
        f"工作文件夹不能用（{detail}）。",
        f"the scratch folder cannot be used ({detail}).",
        path=str(folder),
        advice_zh="请腾出空间或删掉这个文件夹后重试，或用 --scratch 指明另一个位置。",
        advice_en="Make room or delete this folder and try again, or name another place with --scratch.",
    )
