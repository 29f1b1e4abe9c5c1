"""The folder a collection is worked on in: its own for each set of documents, kept while the work is not done."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from ...errors import ScratchError
from ...report import Failure
from .. import knowledge
from ..cache import folder as cache_folder
from ..cache import program
from ..collect import each
from .run import Size, Told

_NAME = "collections"
_LOCK = "lock.sqlite"
_OLD = 7 * 24 * 3600  # seconds after which what was not finished is thrown away
_TOLD = 500  # documents counted between two words about it
_DIGEST = 12
_CODE = ("readers", "parse", "basics", "data", "corpus", "frequency.py", "model.py", "reading.py")


class Scratch:
    """The folder, open: no other run works on the same documents in it. It goes when the work is done, and stays when
    it was stopped, so that the next run takes it up.

    documents: how many the paths name. Raises ReadError where a path is not there, ScratchError where the folder cannot
    be made or another run holds it.
    """

    def __init__(self, paths: Sequence[str], given: str, size: Size, place: str, told: Told) -> None:
        self.documents, name = _identity(paths, given, size, told)
        self._root = Path(place) if place else cache_folder() / _NAME
        self.folder = self._root / name
        self.began = self.folder.exists()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder)
            self._clear()
        except OSError as error:
            raise unusable(self.folder, error) from error

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, _: TracebackType | None) -> None:
        self._lock.close()
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _clear(self) -> None:
        """Throw away what other runs began long ago."""
        for other in self._root.iterdir():
            if other != self.folder and (other / _LOCK).exists() and time.time() - other.stat().st_mtime > _OLD:
                shutil.rmtree(other, ignore_errors=True)


def _identity(paths: Sequence[str], given: str, size: Size, told: Told) -> tuple[int, str]:
    """How many documents the paths name, and a hash of them and of the program that works on them."""
    found = hashlib.blake2b(program(_CODE), digest_size=_DIGEST)
    found.update(repr(size).encode())
    for name in knowledge.find(paths, given):
        found.update(Path(name).read_bytes() if Path(name).is_file() else b"")
    count = 0
    for item in each(paths):
        count += 1
        if count % _TOLD == 0:
            told("scan", count, 0)
        if isinstance(item, Failure):
            found.update(f"{item.path}\n{item.reason}\n".encode(errors="surrogatepass"))
            continue
        found.update(f"{item.path}\n{item.title}\n{item.issuer}\n{item.date}\n".encode(errors="surrogatepass"))
        if item.file:
            try:
                stat = Path(item.file).stat()
            except OSError:  # gone meanwhile: a failure when it is read
                continue
            found.update(f"{stat.st_size} {stat.st_mtime_ns}\n".encode())
        else:
            found.update(item.text.encode(errors="surrogatepass"))
    return count, found.hexdigest()


def _locked(folder: Path) -> sqlite3.Connection:
    """A lock that the system lets go of when this process ends, however it ends."""
    base = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        base.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        base.close()
        raise ScratchError(
            "另一个 bidui 正在汇总同样的文件。",
            f"another bidui works on the same documents ({error}).",
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
