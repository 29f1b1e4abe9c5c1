"""The pipeline: put documents in partitions, join these, count equal clauses, merge and verify."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import ReadError
from ..passages import MOST
from .engine import Engine, ranges
from .stages import Equal, Part, Plan, count_part, join_part, merge_part
from .store import Batch, Stored, Text, load, path, put

Ints = NDArray[np.int64]
FEW = 4  # fingerprints of which one is kept
GAP = 12  # characters between two of them on one diagonal that do not part a run

_BATCH = 250  # documents
_MOST = 4_000_000  # characters of a batch
LONGEST = 1 << 24  # characters of a document: what a place in a row can name


@dataclass(frozen=True, slots=True)
class Size:
    """How much is held in memory at once. They change time and memory, never the result: fingerprints of a partition
    (below 2^24), and hits of a merged range."""

    rows: int = 2_000_000
    hits: int = 2_000_000
    batch: int = _BATCH


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


def find_shared(
    texts: Iterable[Text],
    folder: Path,
    engine: Engine,
    *,
    most: int = MOST,
    one_in: int = FEW,
    size: Size | None = None,
    told: Callable[[str], None] | None = None,
) -> Shared:
    """What the documents share. folder: for scratch, empty; it needs about 15 bytes a character. most: families that
    may carry a fingerprint. told: of each stage that ends, by name. Documents that cannot be equal in several places
    need not fit in memory; the result does."""
    size, told = size or Size(), told or (lambda _: None)
    stored = list(engine.map(put, _batches(texts, folder, one_in, size.batch)))
    told("fingerprint")
    if not stored:
        return _nothing()
    plan = _plan(stored, str(folder), most, 0 if one_in == 1 else GAP)
    parts = _parts(plan, plan.prints, size.rows)
    joined = list(engine.map(join_part, parts))
    _drop(folder, ("prints", "places"), len(stored))
    told("join")
    counted = list(engine.map(count_part, _parts(plan, plan.wholes, size.rows)))
    _drop(folder, ("wholes", "owners"), len(stored))
    told("count")
    hits = np.sum([one.hits for one in joined], axis=0).tolist() if joined else []
    merged = [Part(plan, n, a, b, len(parts)) for n, (a, b) in enumerate(ranges(hits, size.hits))]
    for _ in engine.map(merge_part, merged):
        pass
    _drop(folder, ("pairs", "spots"), len(parts))
    left, right, ratio, shared = (_column(folder, name, len(merged)) for name in ("left", "right", "ratio", "shared"))
    told("verify")
    equal = [np.concatenate([getattr(one, name) for one in counted]) for name in ("clause", "families", "issuers")]
    by = np.lexsort((equal[0], -equal[2], -equal[1]))
    return Shared(
        np.append(plan.first, plan.base[-1]),
        left,
        right,
        ratio,
        shared,
        Equal(equal[0][by], equal[1][by], equal[2][by]),
        sum(one.frequent for one in joined),
    )


def _batches(texts: Iterable[Text], folder: Path, one_in: int, count: int) -> Iterator[Batch]:
    """Neighbours, at most `count` and, unless it is a single one, _MOST characters."""
    part: list[Text] = []
    number = total = 0
    for text in texts:
        if len(text.key) >= LONGEST:
            raise ReadError(
                f"一份文件超过{LONGEST}字，请拆开再读。", f"a document has more than {LONGEST} characters; split it."
            )
        if part and (len(part) == count or total + len(text.key) > _MOST):
            yield Batch(str(folder), number, tuple(part), one_in)
            part, total, number = [], 0, number + 1
        part.append(text)
        total += len(text.key)
    if part:
        yield Batch(str(folder), number, tuple(part), one_in)


def _nothing() -> Shared:
    none, few = np.zeros(0, np.int64), np.zeros(0, np.int32)
    return Shared(np.zeros(1, np.int64), none, none, np.zeros(0, np.float32), few, Equal(none, few, few), 0)


def _plan(stored: list[Stored], folder: str, most: int, gap: int) -> Plan:
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


def _column(folder: Path, name: str, count: int) -> NDArray[Any]:
    found = [load(str(folder), f"found-{name}", number) for number in range(count)]
    empty = np.zeros(0, np.float32 if name == "ratio" else np.int32 if name == "shared" else np.int64)
    return np.concatenate([empty, *found])


def _drop(folder: Path, names: Iterable[str], count: int) -> None:
    for name in names:
        for number in range(count):
            path(str(folder), name, number).unlink()
