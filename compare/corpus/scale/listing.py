"""What a collection's report lists: groups of clauses, set phrases, most in common, each with its quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...collection import Collection, CommonClause, Member, Passage, Reuse, SetPhrase
from ...frequency import formulas_in
from ...options import Options
from ..passages import ALL, FEW, MOST, RUN
from ..shared import formula_in
from .findings import (
    DocumentPairs,
    Groups,
    Known,
    clause_groups,
    document_pairs,
    passages_of,
    set_phrases,
    shared_characters,
)
from .run import GAP, Links, Told
from .shelf import Shelf
from .store import Keys

Ints = NDArray[np.int64]

COMMON = 2_000  # clauses listed
PHRASES = 500  # set phrases listed
QUOTES = 20  # documents quoted of a clause
REUSES = 3  # others listed of a document
TOP = 2_000  # pairs of documents listed, of versions and of others
PASSAGES = 2  # passages listed of a pair of documents
LEAST = 2 * RUN  # characters in common from which two documents are set side by side
_HALF = 32


@dataclass(frozen=True, slots=True)
class Way:
    """How closely the documents are looked at: of how many runs of eight characters one is a fingerprint, and how many
    characters between two of them do not part a run."""

    one_in: int
    gap: int


def way_of(members: Sequence[Member], families: Sequence[Sequence[int]]) -> Way:
    """All runs up to as many characters as in a small report, beyond them one in FEW."""
    few = sum(members[family[0]].characters for family in families) <= ALL
    return Way(1, 0) if few else Way(FEW, GAP)


def list_all(
    shelf: Shelf,
    links: Links,
    members: Sequence[Member],
    families: Sequence[Sequence[int]],
    way: Way,
    *,
    series: bool,
    told: Told,
) -> Collection:
    """The report, but for failures and knowledge. members: with their families."""
    keys = Keys(shelf.folder)
    lengths = keys.lengths(np.arange(int(links.plan.base[-1]))).astype(np.int32)
    groups = clause_groups(links, lengths)
    if not series:
        groups = groups.of_several()
    told("quote", 1, 4)
    shared = shared_characters(links, groups, lengths, series=series).tolist()
    heads = {family[0] for family in families}
    everyone = [replace(m, shared=shared[n] if n in heads else 0) for n, m in enumerate(members)]
    common = _common(shelf, links, groups, everyone)
    told("quote", 2, 4)
    phrases, phrases_total = _phrases(shelf, links, keys)
    told("quote", 3, 4)
    found = _reuses(shelf, links, lengths, members, series=series)
    told("quote", 4, 4)
    return Collection(
        members=tuple(everyone),
        failures=(),
        families=tuple(map(tuple, families)),
        common=common,
        common_total=len(groups.families),
        phrases=phrases,
        phrases_total=phrases_total,
        reuses=found.reuses,
        top=found.top,
        top_total=found.top_total,
        versions=found.versions,
        versions_total=found.versions_total,
        pairs=found.pairs,
        most=MOST,
        one_in=way.one_in,
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
        # A year alone may be its end.
        order = sorted(first, key=lambda d: (members[d].date == "", members[d].date.ljust(10, "~"), d))
        date = members[order[0]].date
        alone = all(before(date, members[d].date) for d in order[1:] if members[d].date)
        exact = len(np.unique(said[rows])) == 1
        chosen.append(([(document, first[document]) for document in order[:QUOTES]], exact, bool(date) and alone))
    texts = shelf.stretches(place for places, _, _ in chosen for place in places)
    found = []
    for n, (places, exact, alone) in enumerate(chosen):
        quotes = tuple(texts[place] for place in places)
        formula = formula_in(formulas_in(quotes[0].text), 0, len(quotes[0].text))
        found.append(CommonClause(quotes, int(groups.families[n]), int(groups.issuers[n]), exact, formula, alone))
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
        text = key if quote is None else quote.text
        kept.append(SetPhrase(text, quote or texts[document, number], int(found.families[n]), int(found.issuers[n])))
    return tuple(kept), len(found.clause)


@dataclass(frozen=True)
class _Reuses:
    """See Collection."""

    reuses: tuple[tuple[Reuse, ...], ...]
    top: tuple[tuple[int, Reuse], ...]
    top_total: int
    versions: tuple[tuple[int, Reuse], ...]
    versions_total: int
    pairs: int


def _reuses(
    shelf: Shelf, links: Links, lengths: NDArray[np.int32], members: Sequence[Member], *, series: bool
) -> _Reuses:
    known = Known(
        np.asarray([max(1, member.characters) for member in members]),
        [member.title for member in members],
        [member.core for member in members],
        [member.date[:4] for member in members],
    )
    pairs = document_pairs(links, known, Options(), series=series)
    rows, turned = pairs.of_each(REUSES, LEAST)
    top, top_total = pairs.strongest(TOP, LEAST, version=False)
    versions, versions_total = pairs.strongest(TOP, LEAST, version=True)
    wanted = np.unique(np.concatenate((rows, top, versions)))
    passages = _passages(shelf, links, lengths, pairs, wanted)

    def reuse(row: int, right: bool) -> tuple[int, Reuse]:
        """A pair from the side of one of its documents, and which that is."""
        sides = (int(pairs.left[row]), int(pairs.left_characters[row])), (
            int(pairs.right[row]), int(pairs.right_characters[row]),
        )  # fmt: skip
        own, other = sides[::-1] if right else sides
        found = passages.get(row, [])
        if right:
            found = [replace(passage, own=passage.other, other=passage.own) for passage in found]
        found = sorted(found, key=lambda passage: passage.own.start)
        clauses, version = int(pairs.clauses[row]), bool(pairs.version[row])
        return own[0], Reuse(other[0], own[1], other[1], clauses, version, tuple(found))

    def later(row: int) -> tuple[int, Reuse]:
        dates = members[int(pairs.left[row])].date, members[int(pairs.right[row])].date
        return reuse(row, right=not before(dates[1], dates[0]))

    each: list[list[Reuse]] = [[] for _ in members]
    for row, right in zip(rows.tolist(), turned.tolist(), strict=True):
        document, found = reuse(row, right)
        each[document].append(found)
    return _Reuses(
        tuple(map(tuple, each)),
        tuple(map(later, top.tolist())),
        top_total,
        tuple(map(later, versions.tolist())),
        versions_total,
        len(pairs.left),
    )


def _passages(
    shelf: Shelf, links: Links, lengths: NDArray[np.int32], pairs: DocumentPairs, wanted: Ints
) -> dict[int, list[Passage]]:
    """The longest passages of some pairs of documents, by row."""
    codes = (pairs.left[wanted].astype(np.int64) << _HALF) | pairs.right[wanted]
    order = np.argsort(codes)
    picked = passages_of(links, codes[order], PASSAGES, lengths)
    sides = [_placed(links, clauses) for clauses in (picked.left, picked.right)]
    places = [list(zip(d.tolist(), n.tolist(), strict=True)) for d, n in sides]
    said = [shelf.said(*side) for side in sides]
    texts = shelf.stretches((*places[0], *places[1]))
    rows = wanted[order][picked.pair].tolist()
    found: dict[int, list[Passage]] = {}
    for n, row in enumerate(rows):
        left, right = texts[places[0][n]], texts[places[1][n]]
        exact = bool(said[0][n] == said[1][n])
        passage = Passage(left, right, round(float(picked.ratio[n]), 4), int(picked.shared[n]), exact)
        found.setdefault(row, []).append(passage)
    return found


def before(one: str, two: str) -> bool:
    """Whether a date is before another as far as both are known: 2021 is not before 2021-05."""
    known = min(len(one), len(two))
    return bool(known) and one[:known] < two[:known]
