"""Two folders of documents, last year's and this year's: paired by title, and each pair compared."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..basics.similarity import ratio_matrix
from ..model import Comparison, Document
from ..options import Options
from ..pipeline import compare
from ..report import Entry, FolderPair, FolderPairs, Quote
from .quoting import quote
from .shared import Head

_LEAST = 0.60  # similarity of two titles of one place from which they may be one document
_OTHER_PLACE = 0.90  # and of two places
_MOST_VALUES = 40  # changed values listed a pair
_CHANGED = frozenset(("adapted", "value_changed"))
_OWN = frozenset(("distinctive", "general"))


def pair_folders(
    folders: tuple[str, str], heads: Sequence[Head], entries: Sequence[Entry], options: Options
) -> FolderPairs:
    """Pairs of the two folders' documents, in the order of the left. heads: one a document, copies too."""
    sides = tuple([n for n, entry in enumerate(entries) if _inside(entry.path, folder)] for folder in folders)
    chosen = _chosen(sides[0], sides[1], heads)
    pairs = tuple(
        _pair(left, right, title, compare(entries[left].document, entries[right].document, options))
        for left, right, title in chosen
    )
    taken = {left for left, _, _ in chosen} | {right for _, right, _ in chosen}
    rest = [tuple(n for n in side if n not in taken) for side in sides]
    return FolderPairs(folders[0], folders[1], pairs, rest[0], rest[1])


def _inside(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath([Path(path).resolve(), Path(folder).resolve()]) == str(Path(folder).resolve())
    except ValueError:  # on different drives
        return False


def _chosen(left: Sequence[int], right: Sequence[int], heads: Sequence[Head]) -> list[tuple[int, int, float]]:
    """Best pairs first, each document once; in left order."""
    ratios = ratio_matrix([heads[i].core for i in left], [heads[j].core for j in right])
    found = []
    for row, i in enumerate(left):
        for column, j in enumerate(right):
            title = float(ratios[row, column]) if heads[i].core and heads[j].core else 0.0
            same = heads[i].place == heads[j].place
            if title >= (_LEAST if same else _OTHER_PLACE):
                found.append((-title - same, i, j, title))
    taken: set[int] = set()
    pairs = []
    for _, i, j, title in sorted(found):
        if i not in taken and j not in taken:
            taken |= {i, j}
            pairs.append((i, j, title))
    return sorted(pairs)


def _pair(left: int, right: int, title: float, found: Comparison) -> FolderPair:
    changed = sum(span.label in _CHANGED for span in found.spans[1])
    values = [
        (
            _quote(left, found.left, span.other.start, span.other.end),
            _quote(right, found.right, span.start, span.end),
            next(reason.value for reason in span.reasons if reason.kind == "value"),
        )
        for span in found.spans[1]
        if span.other is not None and any(reason.kind == "value" for reason in span.reasons)
    ]
    return FolderPair(
        left=left,
        right=right,
        title=title,
        regime=found.regime,
        similarity=found.summary.similarity,
        structure=found.summary.structure,
        changed=changed,
        added=sum(span.label in _OWN for span in found.spans[1]),
        dropped=sum(span.label in _OWN for span in found.spans[0]),
        values=tuple(values[:_MOST_VALUES]),
    )


def _quote(number: int, document: Document, start: int, end: int) -> Quote:
    return quote(number, document, start, end)
