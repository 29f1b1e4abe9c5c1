"""Which documents of the library a new one is a copy of: by sketches, then by aligning the bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..corpus.copies import bodies_of, candidates, compare_bodies
from ..corpus.sheet import Sheet
from . import postings
from .store import Store, checksum

_MOST_TRIED = 3  # documents of the library that a new body is aligned with, the likeliest first
_CAP = 200  # bodies that may hold one hash of a sketch; what more hold is a heading of the genre
_LIKELY = 0.20  # share of the sketch they must have in common
ISSUED = ("issued", "given")  # dates that a re-post keeps


def copies_of(store: Store, sheets: Sequence[Sheet], years: Sequence[str]) -> list[list[int]]:
    """Of each sheet the documents of the library that are copies of it, by number. years: of issue, '' if unknown."""
    likely = [_likely(store, sheet, found) for sheet, found in zip(sheets, _alike(store, sheets), strict=True)]
    return [_copies(store, sheet, year, tried) for sheet, year, tried in zip(sheets, years, likely, strict=True)]


def copies_among(sheets: Sequence[Sheet], years: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of the sheets that are copies of each other."""
    likely = candidates([sheet.sketch for sheet in sheets])
    found = compare_bodies(bodies_of(sheets, years, likely), likely)
    return sorted(pair for pair, likeness in found.items() if likeness.copy)


def _alike(store: Store, sheets: Sequence[Sheet]) -> list[Counter[int]]:
    """Of each sheet, how many hashes of its sketch the documents of the library have."""
    wanted = np.unique(np.concatenate([np.zeros(0, np.uint64), *(sheet.sketch for sheet in sheets)]))
    row, owner = postings.lookup(store.base, postings.SKETCHES, wanted)
    counts = np.bincount(row, minlength=len(wanted))
    starts = np.concatenate(([0], np.cumsum(counts)))
    found = []
    for sheet in sheets:
        here = np.searchsorted(wanted, sheet.sketch)
        owners = [owner[starts[n] : starts[n + 1]] for n in here[counts[here] <= _CAP].tolist()]
        found.append(Counter(np.concatenate([np.zeros(0, np.uint32), *owners]).tolist()))
    return found


def _likely(store: Store, sheet: Sheet, alike: Counter[int]) -> list[int]:
    if not len(sheet.sketch):
        return []
    body = checksum(sheet.sketch.tobytes())
    same = store.base.execute("SELECT id FROM documents WHERE body = ? ORDER BY id LIMIT 1", (body,)).fetchone()
    least = _LIKELY * len(sheet.sketch)
    ranked = sorted((number for number, n in alike.items() if n >= least), key=lambda number: (-alike[number], number))
    found = ([int(same[0])] if same else []) + [number for number in ranked if not same or number != same[0]]
    return found[:_MOST_TRIED]


def _copies(store: Store, sheet: Sheet, year: str, tried: Sequence[int]) -> list[int]:
    if not tried:
        return []
    listing = ",".join("?" * len(tried))
    known = {holding.id: holding for holding in store.holdings(f"id IN ({listing})", tuple(tried))}
    holdings = [known[number] for number in tried if number in known]  # those removed are gone
    others = [store.sheet(holding) for holding in holdings]
    years = [year, *(h.date[:4] if h.date_from in ISSUED else "" for h in holdings)]
    pairs = [(0, n) for n in range(1, len(others) + 1)]
    found = compare_bodies(bodies_of([sheet, *others], years, pairs), pairs)
    return [holding.id for n, holding in enumerate(holdings, 1) if found[0, n].copy]
