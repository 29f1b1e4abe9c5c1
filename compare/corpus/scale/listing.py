"""What a collection's report lists: groups of clauses, set phrases, most in common, each with its quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...collection import Collection, CommonClause, Member, Passage, Reuse, SetPhrase
from ...frequency import formulas_in
from ...options import Options
from ..passages import MOST, RUN
from ..shared import formula_in
from .findings import Groups, Known, clause_groups, passages_of, set_phrases, shared_characters, tops
from .run import Links, Told
from .shelf import Shelf
from .store import Keys

Ints = NDArray[np.int64]

COMMON = 2_000  # clauses listed
PHRASES = 500  # set phrases listed
QUOTES = 20  # documents quoted of a clause
REUSES = 3  # others listed of a document
PASSAGES = 2  # passages listed of a pair of documents
LEAST = 2 * RUN  # characters in common from which two documents are set side by side
_HALF = 32


def list_all(
    shelf: Shelf,
    links: Links,
    members: Sequence[Member],
    families: Sequence[Sequence[int]],
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
    shared = shared_characters(links, groups, lengths).tolist()
    heads = {family[0] for family in families}
    everyone = [replace(m, shared=shared[n] if n in heads else 0) for n, m in enumerate(members)]
    common = _common(shelf, links, groups, everyone)
    told("quote", 2, 4)
    phrases, phrases_total = _phrases(shelf, links, keys)
    told("quote", 3, 4)
    reuses, pairs = _reuses(shelf, links, lengths, members, series=series)
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
    shelf: Shelf, links: Links, lengths: NDArray[np.int32], members: Sequence[Member], *, series: bool
) -> tuple[tuple[tuple[Reuse, ...], ...], int]:
    known = Known(
        np.asarray([max(1, member.characters) for member in members]),
        [member.title for member in members],
        [member.core for member in members],
        [member.date[:4] for member in members],
    )
    top = tops(links, known, REUSES, LEAST, Options(), series=series)
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
    found: list[list[Reuse]] = [[] for _ in members]
    at = np.searchsorted(pairs, codes).tolist()
    columns = (top.document, top.other, top.characters, top.other_characters, top.clauses, top.version)
    for pair, document, other, own, theirs, count, version in zip(
        at, *(column.tolist() for column in columns), strict=True
    ):
        rows = passages.get(pair, [])
        if document > other:
            rows = [replace(row, own=row.other, other=row.own) for row in rows]
        found[document].append(
            Reuse(other, own, theirs, count, version, tuple(sorted(rows, key=lambda row: row.own.start)))
        )
    return tuple(map(tuple, found)), top.pairs
