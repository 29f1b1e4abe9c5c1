"""The pipeline: put documents in partitions, join these, count equal clauses, merge and verify."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ...errors import ReadError
from ..passages import FEW, MOST
from .engine import Engine, ranges
from .stages import BINS, Equal, Joined, Merged, Part, Plan, count_part, join_part, merge_part
from .store import Batch, Once, Stored, Text, gather, load, put, remove

Ints = NDArray[np.int64]
R = TypeVar("R")
Told = Callable[[str, int, int], None]  # stage, tasks done, all tasks (0: not known)

GAP = 12  # characters between two sampled fingerprints on one diagonal that do not part a run
LONGEST = 1 << 24  # characters of a document: what a place in a row can name
MOST_CHARACTERS = 4_000_000  # characters of a batch


@dataclass(frozen=True, slots=True)
class Size:
    """How much is held in memory at once. They change time and memory, never the result: fingerprints of a partition
    (below 2^24), hits of a merged range, documents of a batch."""

    rows: int = 2_000_000
    hits: int = 2_000_000
    batch: int = 250


@dataclass(frozen=True)
class Shared:
    """Pairs of clauses of different families, sorted, left < right, and clauses that several families carry.

    first: number of each document's first clause, and one after the last. ratio: similarity 0..1, 0 below LEAST;
    shared: characters of either clause in equal runs (see passages). equal: clauses found word for word, how many
    families and issuers have them. frequent: fingerprints that too many families carry to be paired.
    """

    first: Ints
    left: Ints
    right: Ints
    ratio: NDArray[np.float32]
    shared: NDArray[np.int32]
    equal: Equal
    frequent: int

    def document(self, clauses: Ints) -> Ints:
        """The document of each clause."""
        return np.searchsorted(self.first, clauses, side="right") - 1


@dataclass(frozen=True)
class Links:
    """What the stages left in the scratch folder: pairs of clauses in `parts` ranges of the left document, groups of
    equal clauses in the files of `partitions`. merged: of each range its pairs of documents; joined, equal: of all
    partitions."""

    plan: Plan
    partitions: tuple[int, ...]
    parts: int
    merged: tuple[Merged, ...]
    joined: tuple[Joined, ...]
    equal: Equal

    @property
    def first(self) -> Ints:
        """Number of each document's first clause, and one after the last."""
        return np.append(self.plan.first, self.plan.base[-1])

    def pairs(self, number: int) -> tuple[Ints, Ints, NDArray[np.float32], NDArray[np.int32]]:
        """Left, right, ratio and shared of a range, as in Shared."""
        left, right, ratio, shared = (
            load(self.plan.folder, f"found-{name}", number) for name in ("left", "right", "ratio", "shared")
        )
        return left, right, ratio, shared

    def apart(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Whether clauses are of two issuers, both known."""
        one, two = (self.plan.issuers[self.plan.document(clauses)] for clauses in (left, right))
        found: NDArray[np.bool_] = (one != two) & (one >= 0) & (two >= 0)
        return found

    def alike(self, number: int) -> tuple[Ints, Ints]:
        """First clause and another that is equal to it, of a partition."""
        first, other = load(self.plan.folder, "alike", number)
        return first, other


def find_shared(
    texts: Iterable[Text],
    folder: Path,
    engine: Engine,
    *,
    most: int = MOST,
    one_in: int = FEW,
    size: Size | None = None,
    told: Told | None = None,
) -> Shared:
    """What the documents share. folder: for scratch, empty; it needs about 15 bytes a character. most: families that
    may carry a fingerprint. told: of each task that ends. Documents that cannot be equal in several places need not fit
    in memory; the result does."""
    size = size or Size()
    stored = list(engine.map(put, _batches(texts, folder, one_in, size.batch)))
    if not stored:
        return _nothing()
    if told:
        told("fingerprint", len(stored), len(stored))
    links = link(stored, folder, engine, most=most, gap=0 if one_in == 1 else GAP, size=size, told=told)
    columns = [links.pairs(number) for number in range(links.parts)]
    left, right, ratio, shared = (np.concatenate([column[n] for column in columns]) for n in range(4))
    frequent = sum(len(one.clause) for one in links.joined)
    return Shared(links.first, left, right, ratio, shared, links.equal, frequent)


def link(
    stored: Sequence[Stored],
    folder: Path,
    engine: Engine,
    *,
    most: int = MOST,
    gap: int = GAP,
    size: Size | None = None,
    told: Told | None = None,
) -> Links:
    """All stages after `put`. What was done in the same folder before is not done again."""
    size = size or Size()
    plan = _plan(stored, str(folder), most, gap)
    gather(str(folder), len(stored))
    parts = _parts(plan, plan.prints, size.rows)
    joined = _done(engine, Once(join_part, Joined), parts, "join", told)
    _drop(folder, ("prints", "places"), len(stored))
    counting = [replace(part, number=len(parts) + part.number) for part in _parts(plan, plan.wholes, size.rows)]
    counted = _done(engine, Once(count_part, Equal), counting, "count", told)
    _drop(folder, ("wholes", "owners"), len(stored))
    hits = np.zeros(BINS, np.int64)
    for one in joined:
        hits += one.hits
    for equal_part in counted:
        hits += equal_part.hits
    sources = len(parts) + (len(counting) if gap else 0)
    merging = [Part(plan, n, a, b, sources) for n, (a, b) in enumerate(ranges(hits.tolist(), size.hits))]
    merged = _done(engine, Once(merge_part, Merged), merging, "verify", told)
    _drop(folder, ("pairs", "spots"), sources)
    clause, families, issuers = (
        np.concatenate([getattr(one, name) for one in counted]) for name in ("clause", "families", "issuers")
    )
    by = np.lexsort((clause, -issuers, -families))
    equal = Equal(clause[by], families[by], issuers[by], hits)
    return Links(plan, tuple(part.number for part in counting), len(merging), tuple(merged), tuple(joined), equal)


def _done(
    engine: Engine, function: Callable[[Part], R], tasks: Sequence[Part], stage: str, told: Told | None
) -> list[R]:
    found = []
    for result in engine.map(function, tasks):
        found.append(result)
        if told:
            told(stage, len(found), len(tasks))
    return found


def _batches(texts: Iterable[Text], folder: Path, one_in: int, count: int) -> Iterator[Batch]:
    """Neighbours, at most `count` and, unless it is a single one, _MOST characters."""
    part: list[Text] = []
    number = total = 0
    for text in texts:
        if len(text.key) >= LONGEST:
            raise ReadError(
                f"一份文件超过{LONGEST}字，请拆开再读。", f"a document has more than {LONGEST} characters; split it."
            )
        if part and (len(part) == count or total + len(text.key) > MOST_CHARACTERS):
            yield Batch(str(folder), number, tuple(part), one_in)
            part, total, number = [], 0, number + 1
        part.append(text)
        total += len(text.key)
    if part:
        yield Batch(str(folder), number, tuple(part), one_in)


def _nothing() -> Shared:
    none, few = np.zeros(0, np.int64), np.zeros(0, np.int32)
    return Shared(np.zeros(1, np.int64), none, none, np.zeros(0, np.float32), few, Equal(none, few, few, none), 0)


def _plan(stored: Sequence[Stored], folder: str, most: int, gap: int) -> Plan:
    counts = np.concatenate([one.clauses for one in stored]).astype(np.int64)
    base = np.concatenate(([0], np.cumsum([int(one.clauses.sum()) for one in stored])))
    return Plan(
        folder,
        base.astype(np.int64),
        np.cumsum(counts) - counts,
        np.concatenate([one.issuers for one in stored]),
        np.stack([one.prints for one in stored]),
        np.stack([one.wholes for one in stored]),
        most,
        gap,
    )


def _parts(plan: Plan, slots: Ints, most: int) -> list[Part]:
    weights = np.diff(slots, axis=1).sum(axis=0).tolist()
    return [Part(plan, n, a, b) for n, (a, b) in enumerate(ranges(weights, most))]


def _drop(folder: Path, names: Iterable[str], count: int) -> None:
    for name in names:
        for number in range(count):
            remove(str(folder), name, number)
