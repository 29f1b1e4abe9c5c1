"""Documents in a scratch folder: a file of keys, of clauses and of fingerprints for each batch of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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
_KEYS = ("codes", "ends", "marks")
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
    save(batch.folder, "codes", batch.number, _narrow(codes))
    save(batch.folder, "marks", batch.number, marks(codes, starts.astype(np.int64)))
    save(batch.folder, "ends", batch.number, np.concatenate((np.zeros(1, np.int64), stops)))
    save(batch.folder, "prints", batch.number, packed[order])
    save(batch.folder, "places", batch.number, clause[order].astype(np.int32))
    save(batch.folder, "wholes", batch.number, whole[alive][whole_order])
    save(batch.folder, "owners", batch.number, alive[whole_order].astype(np.int32))
    issuers = np.asarray([text.issuer for text in texts], dtype=np.int32)
    return Stored(counts.astype(np.int32), issuers, bounds, whole_bounds, len(codes))


def _sorted(hashes: Hashes) -> tuple[Ints, Ints]:
    """Order of the hashes by their high bits, equal ones in their own order, and where each slot begins and ends."""
    if len(hashes) > int(_MASK):
        order = np.argsort(hashes >> LOW, kind="stable")
        edges = np.searchsorted(hashes[order] >> _SLOT, np.arange(SLOTS + 1, dtype=np.uint64))
        return order, edges.astype(np.int64)
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
    except (BadZipFile, ValueError, EOFError, KeyError, TypeError) as error:
        raise OSError(errno.EIO, str(error), str(target)) from None


def path(folder: str, name: str, number: int) -> Path:
    """File of an array."""
    return Path(folder) / f"{name}-{number:06}.npy"


def _narrow(codes: NDArray[np.uint32]) -> NDArray[Any]:
    """Codes in two bytes each where no character needs more: UTF-16 without surrogates."""
    wide = bool(len(codes)) and bool(((codes >= 1 << 16) | ((codes >= 0xD800) & (codes < 0xE000))).any())
    return codes if wide else codes.astype(np.uint16)


def _decoded(codes: NDArray[Any]) -> str:
    encoding = "utf-16-le" if codes.dtype == np.uint16 else "utf-32-le"
    return codes.tobytes().decode(encoding, errors="surrogatepass")


def gather(folder: str, batches: int) -> None:
    """Bring the keys of all batches together in one file each, so that a clause is found by its number alone."""
    for name in _KEYS:
        if path(folder, f"all-{name}", 0).exists():
            continue
        parts = [load(folder, name, number) for number in range(batches)]
        if name == "ends":
            sizes = np.cumsum([0, *(int(part[-1]) for part in parts)])
            parts = [part[:1] * 0 for part in parts[:1]] + [
                part[1:] + size for part, size in zip(parts, sizes, strict=False)
            ]
        _save_parts(path(folder, f"all-{name}", 0), parts)
    for name in _KEYS:
        for number in range(batches):
            remove(folder, name, number)


def _save_parts(target: Path, parts: Sequence[NDArray[Any]]) -> None:
    """One array of several, which together need not fit in memory."""
    shape = (sum(len(part) for part in parts), *parts[0].shape[1:])
    kind = np.result_type(*parts)
    beside = target.with_suffix(f".{os.getpid()}.part")
    with beside.open("wb") as stream:
        header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_2_0(stream, header)
        for part in parts:
            stream.write(np.ascontiguousarray(part, dtype=kind).data)
    beside.replace(target)


def remove(folder: str, name: str, number: int) -> None:
    """Let go of an array of the scratch folder; one that is in use goes with the folder."""
    with suppress(OSError):
        path(folder, name, number).unlink(missing_ok=True)


class Keys:
    """Keys of clauses by their number, once they were gathered."""

    def __init__(self, folder: str) -> None:
        # A memmap takes long to cut; a view of it does not.
        self._codes, self._ends, self._marks = (load(folder, f"all-{name}", 0).view(np.ndarray) for name in _KEYS)

    def lengths(self, clauses: Ints) -> Ints:
        """Characters of each key."""
        found: Ints = self._ends[clauses + 1] - self._ends[clauses]
        return found

    def begins(self, clauses: Ints) -> Ints:
        """Where each key begins among all characters."""
        found: Ints = self._ends[clauses]
        return found

    def same(self, one: Ints, two: Ints) -> NDArray[np.bool_]:
        """Whether the characters at two places are the same."""
        found: NDArray[np.bool_] = self._codes[one] == self._codes[two]
        return found

    def marks(self, clauses: Ints) -> Hashes:
        """Marks of each key (see fingerprints)."""
        found: Hashes = self._marks[clauses]
        return found

    def texts(self, clauses: Ints) -> list[str]:
        """The keys."""
        starts = self._ends[clauses]
        sizes = self._ends[clauses + 1] - starts
        ends = np.cumsum(sizes)
        # All characters are decoded at once, which takes a fifth of the time of one key after the other.
        at = np.repeat(starts - ends + sizes, sizes) + np.arange(int(ends[-1]) if len(ends) else 0)
        text = _decoded(self._codes[at])
        return [text[a:b] for a, b in zip([0, *ends.tolist()], ends.tolist(), strict=False)]

    def stretch(self, clause: int, start: int, end: int) -> str:
        """Characters [start, end) counted from the beginning of a clause."""
        at = int(self._ends[clause])
        return _decoded(self._codes[at + start : at + end])
