"""Where a document's text comes from: its clauses, their earliest carriers in a library, and who has them since."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..basics.key import plain_text
from ..basics.similarity import ratio
from ..corpus.collect import Input
from ..corpus.naming import date_of, title_of
from ..corpus.passages import MOST, SHORTEST
from ..corpus.quoting import numbered, quote
from ..corpus.reading import read_all
from ..corpus.sheet import Sheet
from ..errors import ReadError
from ..holdings import Holding
from ..options import Options
from ..readers import STDIN, read
from ..trace import STATUSES, Carrier, Origin, Trace, Traced
from .carriers import Matches, Spread, find
from .families import ISSUED, copies_of
from .store import Store

_EXACT = 6  # earliest documents with an equal key whose numbers and places are looked at
_NEAR = 3  # earliest documents of each other kind that are quoted
_QUOTED = 3  # carriers of a clause that are kept
_ORDER = {"before": 0, "same": 1, "undated": 2, "after": 3}
_KINDS = ("verbatim", "adapted", "part")


@dataclass(frozen=True, slots=True)
class _Match:
    """A document and its best match of a clause. clause: of the document; at, there_at: of the run in both keys."""

    holding: Holding
    kind: str
    clause: int
    ratio: float
    run: int
    at: int
    there_at: int
    relation: str


def trace(store: Store, path: str, options: Options | None = None) -> Trace:
    """The document at `path` (- for standard input) traced through the library.

    Raises ReadError where it cannot be read, LibraryError where the library is damaged.
    """
    options = options or Options()
    item = Input(STDIN, "", read(STDIN).text) if path == STDIN else Input(path, path)
    reading = read_all([item], None, 1)
    if reading.failures:
        failure = reading.failures[0]
        raise ReadError(failure.reason, failure.reason_en, path=path)
    sheet = reading.sheets[0]
    date, date_from = date_of(sheet, item)
    with store.reading():
        holdings = {holding.id: holding for holding in store.holdings()}
        copies = set(copies_of(store, [sheet], [date[:4] if date_from in ISSUED else ""])[0])
        own = {holdings[number].family for number in copies}
        family = np.full(max(holdings, default=0) + 2, -1, dtype=np.int64)
        rank = np.zeros(len(family), dtype=np.int64)
        for place, holding in enumerate(holdings.values()):
            rank[holding.id] = place
            if holding.family not in own:
                family[holding.id] = holding.family
        matches, spread = find(store, sheet, _reaching(family, store), rank)
        best = _best(matches, holdings, date)
        quoted = _quoted(store, sheet, best)
        clauses = tuple(_traced(sheet, n, best[n], quoted, spread, options) for n in range(len(sheet.last)))
    return Trace(
        document=sheet.document,
        title=title_of(sheet, item),
        date=date,
        library=str(store.path),
        documents=len(holdings),
        families=len({holding.family for holding in holdings.values()}),
        itself=tuple(holding for holding in holdings.values() if holding.family in own),
        clauses=clauses,
        shares=_shares(clauses),
        origins=_origins(clauses),
    )


def _reaching(family: NDArray[np.int64], store: Store) -> NDArray[np.int64]:
    """The same with room for the numbers of documents that were removed last, whose fingerprints may still be there."""
    row = store.base.execute("SELECT seq FROM sqlite_sequence WHERE name = 'documents'").fetchone()
    found = np.full(max(len(family), int(row[0]) + 2 if row else 0), -1, dtype=np.int64)
    found[: len(family)] = family
    return found


def relation(own: str, other: str) -> str:
    """How two dates (ISO or year) stand: before, after, same as far as both are known, undated."""
    if not own or not other:
        return "undated"
    size = min(len(own), len(other))
    if own[:size] == other[:size]:
        return "same"
    return "before" if other < own else "after"


def _best(matches: Matches, holdings: dict[int, Holding], date: str) -> dict[int, list[_Match]]:
    """Of each clause the best match of each document, earlier documents first."""
    relations = {number: relation(date, holding.date) for number, holding in holdings.items()}
    found: dict[int, dict[int, _Match]] = defaultdict(dict)
    columns = (
        matches.clause,
        matches.document,
        matches.there,
        matches.ratio,
        matches.run,
        matches.at,
        matches.there_at,
    )
    for clause, number, there, value, run, at, there_at in zip(*(column.tolist() for column in columns), strict=True):
        kind = "part" if not value else "adapted" if value < 1 else "verbatim"
        match = _Match(holdings[number], kind, there, value, run, at, there_at, relations[number])
        known = found[clause].get(number)
        if known is None or (value, run) > (known.ratio, known.run):
            found[clause][number] = match
    return defaultdict(list, {clause: sorted(rows.values(), key=_age) for clause, rows in found.items()})


def _age(match: _Match) -> tuple[int, str, int, float, str]:
    """Order of carriers: those before the document by date, those whose order is not known, those after it."""
    return (
        _ORDER[match.relation], match.holding.date, _KINDS.index(match.kind), -match.ratio, match.holding.path,
    )  # fmt: skip


def _quoted(store: Store, sheet: Sheet, best: dict[int, list[_Match]]) -> dict[tuple[int, int], Carrier]:
    """Carriers that may be shown, by clause and document, quoted; each document is unpacked once."""
    asked: dict[int, list[tuple[int, _Match]]] = defaultdict(list)
    for clause, matches in best.items():
        counts: Counter[tuple[str, bool]] = Counter()
        for match in matches:
            group = match.kind, match.relation == "before"
            if counts[group] < (_EXACT if match.kind == "verbatim" else _NEAR):
                counts[group] += 1
                asked[match.holding.id].append((clause, match))
    found = {}
    for _, rows in sorted(asked.items()):
        other = store.sheet(rows[0][1].holding)
        for clause, match in rows:
            found[clause, match.holding.id] = _carrier(sheet, clause, other, match)
    return found


def _carrier(sheet: Sheet, clause: int, other: Sheet, match: _Match) -> Carrier:
    own, there = sheet.document.clauses[clause], other.document.clauses[match.clause]
    start, end, own_start, own_end = there.start, there.end, own.start, own.end
    if match.kind == "part":
        own_start, own_end = _pieces(sheet, match.at, match.at + match.run)
        start, end = _pieces(other, match.there_at, match.there_at + match.run)
    mine, theirs = quote(0, sheet.document, own_start, own_end), quote(0, other.document, start, end)
    text = other.document.text[theirs.start : theirs.end]
    one, two = plain_text(sheet.document.text[mine.start : mine.end]), plain_text(text)
    kind = match.kind if match.kind == "part" else "verbatim" if one == two else "adapted"
    # Keys that are equal hide what differs: a number or the place of one's own.
    alike = match.ratio if kind == "adapted" and match.ratio < 1 else ratio(one, two)
    section, heading = numbered(other.document, theirs.start)
    return Carrier(
        holding=match.holding,
        kind=kind,
        similarity=round(alike, 4),
        relation=match.relation,
        start=theirs.start,
        end=theirs.end,
        own_start=mine.start,
        own_end=mine.end,
        run=match.run if kind == "part" else 0,
        section=section,
        heading=heading,
        text=text,
    )


def _pieces(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """The phrases that hold a stretch of the key, as positions in the text."""
    first = int(np.searchsorted(sheet.ends, start, side="right"))
    last = int(np.searchsorted(sheet.ends, end, side="left"))
    last = min(max(first, last), len(sheet.ends) - 1)
    return int(sheet.starts[first]), int(sheet.stops[last])


def _traced(
    sheet: Sheet,
    number: int,
    matches: Sequence[_Match],
    quoted: dict[tuple[int, int], Carrier],
    spread: Spread,
    options: Options,
) -> Traced:
    document = sheet.document
    clause = quote(0, document, document.clauses[number].start, document.clauses[number].end)
    characters = int(sheet.bounds[number + 1] - sheet.bounds[number])
    whole = [match for match in matches if match.kind != "part"]
    families = {match.holding.family for match in whole}
    carriers = _shown([quoted[number, m.holding.id] for m in matches if (number, m.holding.id) in quoted])
    least = options.formula_cover * max(1, characters)
    formula = max(int(spread.common[number]), _ritual(sheet, number)) >= least or len(families) > MOST
    section, heading = numbered(document, clause.start)
    return Traced(
        start=clause.start,
        end=clause.end,
        section=section,
        heading=heading,
        text=document.text[clause.start : clause.end],
        characters=characters,
        status="formula" if formula else _status(characters, carriers),
        carriers=carriers,
        families=len(families),
        issuers=len({match.holding.place or match.holding.issuer for match in whole} - {""}),
        later=_only(whole, "after"),
        undated=_only(whole, "undated"),
        parts=len({match.holding.family for match in matches} - families),
        widespread=int(spread.most[number]),
    )


def _only(matches: Iterable[_Match], kind: str) -> int:
    """Families whose members that carry it all stand in one relation to the document."""
    found: dict[int, set[str]] = defaultdict(set)
    for match in matches:
        found[match.holding.family].add(match.relation)
    return sum(relations == {kind} for relations in found.values())


def _shown(carriers: Sequence[Carrier]) -> tuple[Carrier, ...]:
    """The earliest carrier and the earliest verbatim one, then others; of a family the first."""
    order = sorted(
        carriers,
        key=lambda c: (_ORDER[c.relation], c.kind == "part", c.holding.date, _KINDS.index(c.kind), c.holding.path),
    )
    exact = next((c for c in order if c.kind == "verbatim" and c.relation == order[0].relation), None)
    chosen: dict[int, Carrier] = {}
    for carrier in [*order[:1], *([exact] if exact else []), *order[1:]]:
        chosen.setdefault(carrier.holding.family, carrier)
    return tuple(list(chosen.values())[:_QUOTED])


def _status(characters: int, carriers: Sequence[Carrier]) -> str:
    if characters < SHORTEST:
        return "short"
    before = [carrier.kind for carrier in carriers if carrier.relation == "before"]
    if before:
        return min(before, key=_KINDS.index)
    relations = {carrier.relation for carrier in carriers}
    return "undetermined" if relations & {"same", "undated"} else "later" if relations else "own"


def _ritual(sheet: Sheet, clause: int) -> int:
    first = int(sheet.last[clause - 1]) if clause else 0
    return int(sheet.ritual[first : int(sheet.last[clause])].sum())


def _carried(clause: Traced) -> int:
    """Characters of a clause that have its status: of one that others carry in part only, the longest run."""
    relations = {"part": ("before",), "undetermined": ("same", "undated"), "later": ("after",)}.get(clause.status, ())
    meant = [carrier for carrier in clause.carriers if carrier.relation in relations]
    if not meant or any(carrier.kind != "part" for carrier in meant):
        return clause.characters
    return min(clause.characters, max(carrier.run for carrier in meant))


def _shares(clauses: Sequence[Traced]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for clause in clauses:
        said = _carried(clause)
        counts[clause.status] += said
        counts["own"] += clause.characters - said
    return tuple((status, counts[status]) for status in STATUSES)


def _origins(clauses: Sequence[Traced]) -> tuple[Origin, ...]:
    """Documents by the characters whose source they are: of each clause, the earliest carrier of its status."""
    found: dict[int, Origin] = {}
    for clause in clauses:
        if clause.status not in _KINDS:
            continue
        source = next(c for c in clause.carriers if c.kind == clause.status and c.relation == "before")
        known = found.get(source.holding.id, Origin(source.holding, 0, 0, 0))
        count = source.run if clause.status == "part" else clause.characters
        found[source.holding.id] = replace(known, **{clause.status: getattr(known, clause.status) + count})
    return tuple(
        sorted(found.values(), key=lambda o: (-(o.verbatim + o.adapted + o.part), o.holding.date, o.holding.path))
    )
