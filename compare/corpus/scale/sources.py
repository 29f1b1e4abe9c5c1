"""Where the documents of a collection come from: paths, or what was read before and is kept somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from ...report import Failure
from ..collect import Input, each
from .run import LONGEST, Told

_TOLD = 500  # documents counted between two words about it
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that was read before. data: its sheet as `sheet.encode` gave it; the rest as in report.Entry."""

    path: str
    data: bytes
    title: str
    issuer: str
    place: str
    date: str
    date_from: str


Item = Input | Kept | Failure


class Source(Protocol):
    """Documents, the same ones in the same order however often they are asked for."""

    def identity(self, told: Told) -> tuple[int, bytes]:
        """How many there are, and a hash of all of them."""
        ...

    def items(self) -> Iterator[Item]:
        """The documents one by one."""
        ...


class Paths:
    """The documents of files, folders and .jsonl files."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths

    def identity(self, told: Told) -> tuple[int, bytes]:
        """See Source. Of files, name, size and time say which they are."""
        found = blake2b(digest_size=_DIGEST)
        count = 0
        for count, item in enumerate(each(self._paths), 1):
            if count % _TOLD == 0:
                told("scan", count, 0)
            found.update(_said(item).encode(errors="surrogatepass"))
        return count, found.digest()

    def items(self) -> Iterator[Item]:
        """See Source."""
        return map(_fit, each(self._paths))


def _said(item: Input | Failure) -> str:
    if isinstance(item, Failure):
        return f"{item.path}\n{item.reason}\n"
    facts = f"{item.path}\n{item.title}\n{item.issuer}\n{item.date}\n"
    if not item.file:
        return f"{facts}{item.text}\n"
    try:
        stat = Path(item.file).stat()
    except OSError:  # gone meanwhile: a failure when it is read
        return facts
    return f"{facts}{stat.st_size} {stat.st_mtime_ns}\n"


def _fit(item: Input | Failure) -> Item:
    if isinstance(item, Input) and len(item.text) >= LONGEST:
        return Failure(item.path, f"超过{LONGEST}字，请拆开再读。", f"has more than {LONGEST} characters; split it.")
    if isinstance(item, Input) and item.file:  # other processes may be in another folder
        return replace(item, file=str(Path(item.file).absolute()))
    return item
