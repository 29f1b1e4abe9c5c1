"""The whole order of a collection's report on one page: from paths to a frozen Collection.

collect → bundles: read, understand, shelve → families of copies → fingerprints → join → count → verify
→ groups of clauses, set phrases, most in common, passages → quotations → Collection

All of it but the quotations runs on an engine. What was done stays in a scratch folder until the report is whole, so
that a run that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from ...collection import Collection, Member
from ...errors import ReadError
from .. import knowledge
from ..knowledge import Knowledge
from .engine import Engine, cluster, processes, ranges
from .families import find_families
from .listing import Way, list_all, way_of
from .run import MOST_CHARACTERS, Size, Told, link
from .scratch import Scratch, name_of, unusable
from .shelf import Bundle, Shelf, read_bundle
from .sources import Paths, Source
from .store import Batch, Once, Stored, put

BUNDLE = 50  # documents read in one task
BATCH = 5  # bundles fingerprinted in one task


@dataclass(frozen=True, slots=True)
class Task:
    """What a report is asked for. paths: files, folders and .jsonl files. knowledge: a file of the user's. series:
    whether documents of one issuer are set beside each other. cluster: address of a dask scheduler, '' for none.
    workers: processes here. scratch: folder for what is being worked on, '' for the user's cache."""

    paths: tuple[str, ...]
    knowledge: str = ""
    series: bool = True
    cluster: str = ""
    workers: int = 1
    scratch: str = ""


def report(task: Task, told: Told | None = None, size: Size | None = None, source: Source | None = None) -> Collection:
    """The report on all documents that the paths name, or those of another source.

    Raises ReadError where a path is not there or nothing can be read, BiduiError where the cluster does not answer.
    """
    with reported(task, told, size, source) as found:
        return found


@contextmanager
def reported(
    task: Task, told: Told | None = None, size: Size | None = None, source: Source | None = None
) -> Iterator[Collection]:
    """The same for something that may fail yet, such as writing it: only when that is done, what was worked out is
    thrown away."""
    told = told or (lambda _stage, _done, _all: None)
    size = size or Size()
    source = source or Paths(task.paths)
    known = knowledge.load(knowledge.find(task.paths, task.knowledge))
    count, digest = source.identity(told)
    name = name_of(digest, task.paths, task.knowledge, size)
    with Scratch(name, task.scratch) as scratch:
        with _engine(task) as engine, _faults(scratch):
            shelf = _read(source, str(scratch.folder), known, count, engine, told)
            members = _members(shelf)
            families = find_families(shelf, [said for _, said in members], engine, told)
            everyone = _with_families([member for member, _ in members], families)
            way = way_of(everyone, families)
            stored = _fingerprinted(shelf, everyone, families, way, engine, told)
            links = link(stored, scratch.folder, engine, gap=way.gap, size=size, told=told)
            found = list_all(shelf, links, everyone, families, way, series=task.series, told=told)
            found = replace(found, failures=tuple(shelf.failures()), knowledge=known.uses)
        yield found


@contextmanager
def _faults(scratch: Scratch) -> Iterator[None]:
    """A full disk, and what another program did to the folder, as one clear line."""
    try:
        yield
    except OSError as error:
        raise unusable(scratch.folder, error) from error


@contextmanager
def _engine(task: Task) -> Iterator[Engine]:
    with cluster(task.cluster) if task.cluster else processes(task.workers) as engine:
        yield engine


def _read(source: Source, folder: str, known: Knowledge, count: int, engine: Engine, told: Told) -> Shelf:
    """Every document read and understood. count: of documents."""
    base = [0]
    failed = 0
    for shelved in engine.map(read_bundle, _bundles(source, folder, known)):
        base.append(base[-1] + shelved.documents)
        failed += shelved.failures
        told("read", base[-1] + failed, count)
    if not base[-1]:
        raise _nothing(Shelf(folder, tuple(base)))
    return Shelf(folder, tuple(base))


def _bundles(source: Source, folder: str, known: Knowledge) -> Iterator[Bundle]:
    items = source.items()
    number = 0
    while part := tuple(islice(items, BUNDLE)):
        yield Bundle(folder, number, part, known)
        number += 1


def _nothing(shelf: Shelf) -> ReadError:
    first = next(shelf.failures(), None)
    return ReadError(
        f"没有可读的文件。{first.path}：{first.reason}" if first else "里面没有文件。",
        f"nothing can be read. {first.path}: {first.reason_en}" if first else "there are no files in it.",
        advice_zh="请给出公文所在的文件或文件夹。",
        advice_en="Name files or folders with documents.",
    )


def _members(shelf: Shelf) -> list[tuple[Member, tuple[int, int]]]:
    """Each document, and how much it says of itself."""
    found = []
    for row in shelf.rows():
        member = Member(
            row["path"], row["title"], row["issuer"], row["place"], row["date"], row["date_from"], row["core"],
            row["number"], 0, row["characters"], 0,
        )  # fmt: skip
        said = sum(map(bool, (row["own_title"], row["own_issuer"], member.number, member.date)))
        found.append((member, (said, row["sections"])))
    return found


def _with_families(members: Sequence[Member], families: Sequence[Sequence[int]]) -> list[Member]:
    family_of = {document: number for number, family in enumerate(families) for document in family}
    return [replace(member, family=family_of[number]) for number, member in enumerate(members)]


def _fingerprinted(
    shelf: Shelf, members: Sequence[Member], families: Sequence[Sequence[int]], way: Way, engine: Engine, told: Told
) -> list[Stored]:
    heads = {family[0] for family in families}
    names = {name: n for n, name in enumerate(sorted({member.place for member in members} - {""}))}
    issuers = [names.get(member.place, -1) for member in members]
    weights = [sum(members[n].characters for n in range(a, b)) for a, b in pairwise(shelf.base)]
    piles: list[Pile] = []
    for low, high in (part for cut in _cuts(len(weights)) for part in _parted(weights, *cut)):
        a, b = shelf.base[low], shelf.base[high]
        if a < b:  # else nothing in them could be read
            kept = tuple(n in heads for n in range(a, b))
            piles.append(Pile(shelf, len(piles), low, high, tuple(issuers[a:b]), kept, way.one_in))
    stored = []
    for found in engine.map(Once(put_pile, Stored), piles):
        stored.append(found)
        told("fingerprint", len(stored), len(piles))
    return stored


def _cuts(count: int) -> Iterator[tuple[int, int]]:
    """Neighbouring bundles, BATCH at a time."""
    for low in range(0, count, BATCH):
        yield low, min(count, low + BATCH)


def _parted(weights: Sequence[int], low: int, high: int) -> Iterator[tuple[int, int]]:
    """Bundles [low, high) in parts of at most MOST_CHARACTERS, or of one bundle."""
    for a, b in ranges(weights[low:high], MOST_CHARACTERS):
        yield low + a, low + b


@dataclass(frozen=True, slots=True)
class Pile:
    """Bundles [start, end) to be fingerprinted together, as the `number`th batch. issuers, heads: of their documents.
    one_in: see passages.fingerprint."""

    shelf: Shelf
    number: int
    start: int
    end: int
    issuers: tuple[int, ...]
    heads: tuple[bool, ...]
    one_in: int

    @property
    def folder(self) -> str:
        """The scratch folder."""
        return self.shelf.folder


def put_pile(pile: Pile) -> Stored:
    """Map: see store.put."""
    shelf, texts = pile.shelf, []
    first = shelf.base[pile.start]
    for bundle in range(pile.start, pile.end):
        a, b = shelf.base[bundle] - first, shelf.base[bundle + 1] - first
        texts += shelf.texts(bundle, pile.issuers[a:b], pile.heads[a:b])
    return put(Batch(pile.folder, pile.number, tuple(texts), pile.one_in))
