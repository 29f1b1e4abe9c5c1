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
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ...collection import Collection, CommonClause, Member, Passage, Reuse, SetPhrase
from ...errors import ReadError
from ...frequency import formulas_in
from .. import knowledge
from ..knowledge import Knowledge
from ..passages import FEW, MOST, RUN
from ..shared import formula_in
from .engine import Engine, cluster, processes
from .families import find_families
from .findings import Groups, clause_groups, passages_of, set_phrases, shared_characters, tops
from .run import GAP, Links, Size, Told, link
from .scratch import Scratch, name_of, unusable
from .shelf import Bundle, Shelf, read_bundle
from .sources import Paths, Source
from .store import Batch, Keys, Once, Stored, put

Ints = NDArray[np.int64]

BUNDLE = 50  # documents read in one task
BATCH = 5  # bundles fingerprinted in one task
COMMON = 2_000  # clauses listed
PHRASES = 500  # set phrases listed
QUOTES = 20  # documents quoted of a clause
REUSES = 3  # others listed of a document
PASSAGES = 2  # passages listed of a pair of documents
LEAST = 2 * RUN  # characters in common from which two documents are set side by side
_HALF = 32


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
    told = told or (lambda _stage, _done, _all: None)
    size = size or Size()
    known = knowledge.load(knowledge.find(task.paths, task.knowledge))
    source = source or Paths(task.paths)
    count, digest = source.identity(told)
    name = name_of(digest, task.paths, task.knowledge, size)
    with Scratch(name, task.scratch) as scratch, _engine(task) as engine, _faults(scratch):
        shelf = _read(source, str(scratch.folder), known, count, engine, told)
        members = _members(shelf)
        families = find_families(shelf, [said for _, said in members], engine, told)
        everyone = _with_families([member for member, _ in members], families)
        stored = _fingerprinted(shelf, everyone, families, engine, told)
        links = link(stored, scratch.folder, engine, gap=GAP, size=size, told=told)
        found = _found(shelf, links, everyone, families, series=task.series, told=told)
        return replace(found, failures=tuple(shelf.failures()), knowledge=known.uses)


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
            row["path"], row["title"], row["issuer"], row["place"], row["date"], row["date_from"], row["number"],
            0, row["characters"], 0,
        )  # fmt: skip
        said = sum(map(bool, (row["own_title"], row["own_issuer"], member.number, member.date)))
        found.append((member, (said, row["sections"])))
    return found


def _with_families(members: Sequence[Member], families: Sequence[Sequence[int]]) -> list[Member]:
    family_of = {document: number for number, family in enumerate(families) for document in family}
    return [replace(member, family=family_of[number]) for number, member in enumerate(members)]


def _fingerprinted(
    shelf: Shelf, members: Sequence[Member], families: Sequence[Sequence[int]], engine: Engine, told: Told
) -> list[Stored]:
    heads = {family[0] for family in families}
    names = {name: n for n, name in enumerate(sorted({member.place for member in members} - {""}))}
    issuers = [names.get(member.place, -1) for member in members]
    count = len(shelf.base) - 1
    piles = []
    for number, low in enumerate(range(0, count, BATCH)):
        high = min(count, low + BATCH)
        a, b = shelf.base[low], shelf.base[high]
        kept = tuple(n in heads for n in range(a, b))
        piles.append(Pile(shelf, number, low, high, tuple(issuers[a:b]), kept))
    stored = []
    for found in engine.map(Once(put_pile, Stored), piles):
        stored.append(found)
        told("fingerprint", len(stored), len(piles))
    return [one for one in stored if len(one.clauses)]


@dataclass(frozen=True, slots=True)
class Pile:
    """Bundles [start, end) to be fingerprinted together, as the `number`th batch. issuers, heads: of their
    documents."""

    shelf: Shelf
    number: int
    start: int
    end: int
    issuers: tuple[int, ...]
    heads: tuple[bool, ...]

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
    return put(Batch(pile.folder, pile.number, tuple(texts), FEW))


def _found(
    shelf: Shelf, links: Links, members: list[Member], families: list[list[int]], *, series: bool, told: Told
) -> Collection:
    keys = Keys(shelf.folder, links.plan.base)
    lengths = keys.lengths(np.arange(int(links.plan.base[-1]))).astype(np.int32)
    groups = clause_groups(links, lengths)
    if not series:
        groups = groups.of_several()
    told("quote", 1, 4)
    shared = shared_characters(links, groups, lengths).tolist()
    heads = {family[0] for family in families}
    everyone = [replace(m, shared=shared[n] if n in heads else 0) for n, m in enumerate(members)]
    common = _common(shelf, links, groups, everyone)
    told("quote", 2, 4)
    phrases, phrases_total = _phrases(shelf, links, keys)
    told("quote", 3, 4)
    reuses, pairs = _reuses(shelf, links, lengths, len(members), series=series)
    told("quote", 4, 4)
    return Collection(
        members=tuple(everyone),
        failures=(),
        families=tuple(map(tuple, families)),
        common=common,
        common_total=len(groups.families),
        phrases=phrases,
        phrases_total=phrases_total,
        reuses=reuses,
        pairs=pairs,
        most=MOST,
        series=series,
        knowledge=(),
    )


def _placed(links: Links, clauses: Ints) -> tuple[Ints, Ints]:
    """Document and number in it of each clause."""
    documents = links.plan.document(clauses).astype(np.int64)
    return documents, clauses - links.plan.first[documents]


def _common(shelf: Shelf, links: Links, groups: Groups, members: Sequence[Member]) -> tuple[CommonClause, ...]:
    count = min(COMMON, len(groups.families))
    clauses = groups.clause[: groups.begin[count]]
    documents, numbers = _placed(links, clauses)
    said = shelf.said(documents, numbers)
    chosen = []
    for n in range(count):
        rows = slice(groups.begin[n], groups.begin[n + 1])
        first: dict[int, int] = {}
        for document, number in zip(documents[rows].tolist(), numbers[rows].tolist(), strict=True):
            first.setdefault(document, number)
        order = sorted(first, key=lambda d: (members[d].date == "", members[d].date, d))
        exact = len(np.unique(said[rows])) == 1
        chosen.append(([(document, first[document]) for document in order[:QUOTES]], exact))
    texts = shelf.stretches(place for places, _ in chosen for place in places)
    found = []
    for n, (places, exact) in enumerate(chosen):
        quotes = tuple(texts[place] for place in places)
        formula = formula_in(formulas_in(quotes[0].text), 0, len(quotes[0].text))
        found.append(CommonClause(quotes, int(groups.families[n]), int(groups.issuers[n]), exact, formula))
    return tuple(found)


def _phrases(shelf: Shelf, links: Links, keys: Keys) -> tuple[tuple[SetPhrase, ...], int]:
    """Set phrases, most families first; one that is part of another before it is left out."""
    found = set_phrases(links)
    documents, numbers = _placed(links, found.clause[: 4 * PHRASES])
    texts = shelf.stretches(zip(documents.tolist(), numbers.tolist(), strict=True))
    places = shelf.places(documents.tolist())
    kept: list[SetPhrase] = []
    seen: list[str] = []
    for n, (document, number) in enumerate(zip(documents.tolist(), numbers.tolist(), strict=True)):
        key = keys.stretch(int(links.plan.first[document]), int(found.start[n]), int(found.end[n]))
        if len(kept) == PHRASES or any(key in other for other in seen):
            continue
        seen.append(key)
        quote = shelf.phrase(texts[document, number], key, places[document])
        kept.append(SetPhrase(quote, int(found.families[n]), int(found.issuers[n])))
    return tuple(kept), len(found.clause)


def _reuses(
    shelf: Shelf, links: Links, lengths: NDArray[np.int32], count: int, *, series: bool
) -> tuple[tuple[tuple[Reuse, ...], ...], int]:
    top = tops(links, REUSES, LEAST, series=series)
    one, two = np.minimum(top.document, top.other).astype(np.int64), np.maximum(top.document, top.other)
    codes = (one << _HALF) | two
    pairs = np.unique(codes)
    picked = passages_of(links, pairs, PASSAGES, lengths)
    sides = [_placed(links, clauses) for clauses in (picked.left, picked.right)]
    places = [list(zip(d.tolist(), n.tolist(), strict=True)) for d, n in sides]
    said = [shelf.said(*side) for side in sides]
    texts = shelf.stretches((*places[0], *places[1]))
    passages: dict[int, list[Passage]] = {}
    for n, pair in enumerate(picked.pair.tolist()):
        exact = bool(said[0][n] == said[1][n])
        left, right = texts[places[0][n]], texts[places[1][n]]
        row = Passage(left, right, round(float(picked.ratio[n]), 4), int(picked.shared[n]), exact)
        passages.setdefault(pair, []).append(row)
    found: list[list[Reuse]] = [[] for _ in range(count)]
    at = np.searchsorted(pairs, codes).tolist()
    columns = (top.document, top.other, top.characters, top.other_characters, top.clauses)
    for pair, document, other, own, theirs, count in zip(at, *(column.tolist() for column in columns), strict=True):
        rows = passages.get(pair, [])
        if document > other:
            rows = [replace(row, own=row.other, other=row.own) for row in rows]
        found[document].append(Reuse(other, own, theirs, count, tuple(sorted(rows, key=lambda row: row.own.start))))
    return tuple(map(tuple, found)), top.pairs
