"""Documents in a scratch folder: a file of keys, of clauses and of fingerprints for each batch of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ..fingerprints import Hashes, codes_of, marks, mixed
from ..passages import fingerprint

Ints = NDArray[np.int64]
R = TypeVar("R")

LOW = np.uint64(24)  # bits of a row that hold a place; the 40 above them are the fingerprint's
SLOTS = 1024  # ranges of the hash that partitions are made of; a power of two
_SLOT = np.uint64(64 - 10)
_DENSE = 12  # one clause in so many of a batch are enough to decode it as a whole
_ODD = 0x9E3779B97F4A7C15
_MASK = np.uint64((1 << 24) - 1)


@dataclass(frozen=True)
class Text:
    """A document as the pipeline needs it: its matching characters (up to 2^24), and where its clauses begin and end
    in them, with a 0 in front. issuer: its number, -1 where unknown. heads: False of a copy, which is left
    out."""

    key: str
    bounds: NDArray[np.int32]
    issuer: int = -1
    head: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """Neighbouring documents to be put in the scratch folder. number: of the batch; one_in: see fingerprint."""

    folder: str
    number: int
    texts: Sequence[Text]
    one_in: int


@dataclass(frozen=True)
class Stored:
    """What is known of a batch: clauses of each document, and fingerprints and clauses of each slot of the hash."""

    clauses: NDArray[np.int32]
    issuers: NDArray[np.int32]
    prints: Ints
    wholes: Ints
    characters: int


def put(batch: Batch) -> Stored:
    """Map: fingerprints of a batch, sorted by hash, its keys and the hashes of its clauses."""
    texts = batch.texts
    codes = codes_of("".join(text.key for text in texts))
    counts = np.asarray([len(text.bounds) - 1 for text in texts], dtype=np.int64)
    first = np.cumsum(counts) - counts
    begins = np.cumsum([len(text.key) for text in texts]) - np.asarray([len(text.key) for text in texts])
    starts = np.concatenate([text.bounds[:-1] + at for text, at in zip(texts, begins.tolist(), strict=True)])
    stops = np.concatenate([text.bounds[1:] + at for text, at in zip(texts, begins.tolist(), strict=True)])
    prints = fingerprint(texts, batch.one_in)
    kept = np.asarray([text.head for text in texts], dtype=bool)
    rows = np.flatnonzero(kept[prints.owner])
    clause = first[prints.owner[rows]] + prints.clause[rows]
    order, bounds = _sorted(prints.hashes[rows])
    packed = (prints.hashes[rows] & ~_MASK) | (prints.at[rows].astype(np.uint64) & _MASK)
    whole = _wholes(codes, starts, stops)
    alive = np.flatnonzero((stops > starts) & np.repeat(kept, counts))
    whole_order, whole_bounds = _sorted(whole[alive])
    save(batch.folder, "codes", batch.number, codes)
    save(batch.folder, "marks", batch.number, marks(codes, starts.astype(np.int64)))
    save(batch.folder, "ends", batch.number, np.concatenate((np.zeros(1, np.int64), stops)))
    save(batch.folder, "prints", batch.number, packed[order])
    save(batch.folder, "places", batch.number, clause[order].astype(np.int32))
    save(batch.folder, "wholes", batch.number, whole[alive][whole_order] & ~_MASK)
    save(batch.folder, "owners", batch.number, alive[whole_order].astype(np.int32))
    issuers = np.asarray([text.issuer for text in texts], dtype=np.int32)
    return Stored(counts.astype(np.int32), issuers, bounds, whole_bounds, len(codes))


def _sorted(hashes: Hashes) -> tuple[Ints, Ints]:
    """Order of the hashes by their high bits, equal ones in their own order, and where each slot begins and ends."""
    packed = np.sort((hashes & ~_MASK) | np.arange(len(hashes), dtype=np.uint64))
    edges = np.searchsorted(packed >> _SLOT, np.arange(SLOTS + 1, dtype=np.uint64))
    return (packed & _MASK).astype(np.int64), edges.astype(np.int64)


def _wholes(codes: NDArray[np.uint32], starts: Ints, stops: Ints) -> Hashes:
    """A hash of each stretch of the codes: a polynomial modulo 2^64, from running sums."""
    count = len(codes)
    powers = np.cumprod(np.concatenate((np.ones(1, np.uint64), np.full(count, _ODD, np.uint64))))
    backward = np.cumprod(np.concatenate((np.ones(1, np.uint64), np.full(count, pow(_ODD, -1, 1 << 64), np.uint64))))
    sums = np.concatenate(
        (np.zeros(1, np.uint64), np.cumsum(mixed(codes.astype(np.uint64) + np.uint64(1)) * powers[:-1]))
    )
    return mixed((sums[stops] - sums[starts]) * backward[starts] + (stops - starts).astype(np.uint64))


def save(folder: str, name: str, number: int, values: NDArray[Any]) -> None:
    """Write an array under a name, whole or not at all."""
    target = path(folder, name, number)
    part = target.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as stream:
        np.save(stream, values)
    part.replace(target)


class Task(Protocol):
    """What a task of a stage says of itself: where the scratch folder is, and which of its stage it is."""

    @property
    def folder(self) -> str: ...

    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Once(Generic[R]):
    """A stage's function whose result, a dataclass of arrays and numbers, is kept in the scratch folder: a task that
    was done before the program was stopped is not done again."""

    function: Callable[[Any], R]
    result: Callable[..., R]

    def __call__(self, task: Task) -> R:
        """The result, kept or new."""
        target = path(task.folder, self.function.__name__, task.number).with_suffix(".npz")
        if target.exists():
            with opened(target) as file:
                return self.result(*(_value(values) for values in file.values()))
        found = self.function(task)
        part = target.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as stream:
            np.savez(stream, **{field.name: getattr(found, field.name) for field in fields(found)})  # type: ignore[arg-type]
        part.replace(target)
        return found


def _value(array: NDArray[Any]) -> Any:
    return array if array.ndim else array.item()


def load(folder: str, name: str, number: int) -> NDArray[Any]:
    """An array of the scratch folder, read as it is used."""
    target = path(folder, name, number)
    try:
        found: NDArray[Any] = np.load(target, mmap_mode="r")
    except (ValueError, EOFError) as error:
        raise OSError(errno.EIO, str(error), str(target)) from None
    return found


@contextmanager
def opened(target: Path) -> Iterator[Mapping[str, NDArray[Any]]]:
    """A file of several arrays by name. Raises OSError where it is not whole."""
    try:
        with target.open("rb") as stream, np.load(stream) as file:
            yield file
    except (BadZipFile, ValueError, EOFError) as error:
        raise OSError(errno.EIO, str(error), str(target)) from None


def path(folder: str, name: str, number: int) -> Path:
    """File of an array."""
    return Path(folder) / f"{name}-{number:06}.npy"


class Keys:
    """Keys of clauses by their number. base: number of the first clause of each batch, and after the last."""

    def __init__(self, folder: str, base: Ints) -> None:
        self._folder, self._base = folder, base

    def lengths(self, clauses: Ints) -> Ints:
        """Characters of each key."""
        found = np.zeros(len(clauses), dtype=np.int64)
        for number, rows, local in self._parts(clauses):
            ends = load(self._folder, "ends", number)
            found[rows] = ends[local + 1] - ends[local]
        return found

    def marks(self, clauses: Ints) -> Hashes:
        """Marks of each key (see fingerprints)."""
        found = np.zeros((len(clauses), 4), dtype=np.uint64)
        for number, rows, local in self._parts(clauses):
            found[rows] = load(self._folder, "marks", number)[local]
        return found

    def texts(self, clauses: Ints) -> list[str]:
        """The keys."""
        found = [""] * len(clauses)
        for number, rows, local in self._parts(clauses):
            ends = load(self._folder, "ends", number)
            codes = load(self._folder, "codes", number).view(np.ndarray)  # a memmap takes long to cut
            starts, stops = ends[local].tolist(), ends[local + 1].tolist()
            if len(local) * _DENSE > len(ends):  # decoding all at once is faster
                text = codes.tobytes().decode("utf-32-le", errors="surrogatepass")
                for row, start, stop in zip(rows.tolist(), starts, stops, strict=True):
                    found[row] = text[start:stop]
                continue
            for row, start, stop in zip(rows.tolist(), starts, stops, strict=True):
                found[row] = codes[start:stop].tobytes().decode("utf-32-le", errors="surrogatepass")
        return found

    def stretch(self, clause: int, start: int, end: int) -> str:
        """Characters [start, end) counted from the beginning of a clause."""
        number = int(np.searchsorted(self._base, clause, side="right")) - 1
        at = int(load(self._folder, "ends", number)[clause - self._base[number]])
        codes = load(self._folder, "codes", number)[at + start : at + end]
        return codes.tobytes().decode("utf-32-le", errors="surrogatepass")

    def _parts(self, clauses: Ints) -> list[tuple[int, Ints, Ints]]:
        if not len(clauses):
            return []
        # Stable sorting of 16 bits is many times as fast as of 64.
        batch = np.searchsorted(self._base, clauses, side="right") - 1
        batch = batch.astype(np.uint16 if len(self._base) < 1 << 16 else np.int64)
        order = np.argsort(batch, kind="stable")
        numbers, at = np.unique(batch[order], return_index=True)
        parts = np.split(order, at[1:])
        return [(n, rows, clauses[rows] - self._base[n]) for n, rows in zip(numbers.tolist(), parts, strict=True)]
