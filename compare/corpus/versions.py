"""Families that are versions of one document: a text revised, or the same title of the same issuer in another year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..basics.similarity import ratio_matrix
from ..options import Options
from ..report import VersionLink
from .copies import Likeness, amended
from .shared import Head

Floats = NDArray[np.float32]

REVISION, SERIES = "revision", "series"
_LEAST_TITLE = 4  # characters of a title core that can name a document
_ROWS = 512  # titles compared at once


def find_versions(
    heads: Sequence[Head], likeness: Mapping[tuple[int, int], float], gross: Floats, options: Options
) -> tuple[VersionLink, ...]:
    """Links between families, the earlier one left where dates tell. likeness: share of the shorter body that two
    families have in common, for those that have much; gross: the matrix of shared text. Of a series, neighbours in
    time are linked."""
    titles = _titles(heads, options.same_title)
    found: list[VersionLink] = []
    series: list[VersionLink] = []
    for left, right in sorted({*titles, *likeness}):
        share = max(likeness.get((left, right), 0.0), float(gross[left, right]))
        title = titles.get((left, right), 0.0)
        kind = _kind(heads[left], heads[right], title, share, options)
        if kind:
            first, second = sorted((left, right), key=lambda f: _time(heads[f], f))
            (series if kind == SERIES else found).append(VersionLink(first, second, kind, title, share))
    return tuple(sorted([*found, *_neighbours(heads, series)], key=lambda link: (link.left, link.right)))


def _time(head: Head, family: int) -> tuple[bool, str, int]:
    date = max(head.date, amended(head.sheet))
    return date == "", date, family


def _neighbours(heads: Sequence[Head], links: Sequence[VersionLink]) -> list[VersionLink]:
    """Links between families that follow each other in time among those they are linked with."""
    after: dict[int, list[VersionLink]] = {}
    for link in links:
        after.setdefault(link.left, []).append(link)
    return [min(found, key=lambda link: _time(heads[link.right], link.right)) for found in after.values()]


def _kind(one: Head, two: Head, title: float, share: float, options: Options) -> str:
    same_place = one.place == two.place
    if not title:
        return REVISION if share >= options.copy_share and same_place else ""
    years = one.date[:4], two.date[:4]
    if not same_place:
        return ""
    if share >= options.version_share or (share >= options.version_share_titled and years[0] != years[1]):
        return REVISION
    # With little text in common only two years tell that one follows the other.
    return SERIES if all(years) and years[0] != years[1] else ""


def _titles(heads: Sequence[Head], least: float) -> dict[tuple[int, int], float]:
    """Pairs of families whose title cores are alike."""
    cores = [head.core for head in heads]
    known = [index for index, core in enumerate(cores) if len(core) >= _LEAST_TITLE]
    found: dict[tuple[int, int], float] = {}
    for at in range(0, len(known), _ROWS):
        part = known[at : at + _ROWS]
        ratios = ratio_matrix([cores[i] for i in part], [cores[i] for i in known])
        for row, column in np.argwhere(ratios >= least).tolist():
            if part[row] < known[column]:
                found[part[row], known[column]] = float(ratios[row, column])
    return found


def groups(count: int, links: Sequence[VersionLink]) -> dict[int, int]:
    """Of each family the lowest number among those linked with it as versions, directly or through others."""
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for link in links:
        low, high = sorted((root(link.left), root(link.right)))
        parent[high] = low
    return {family: root(family) for family in range(count)}


def shares_between(
    families: Sequence[Sequence[int]], likeness: Mapping[tuple[int, int], Likeness]
) -> dict[tuple[int, int], float]:
    """Share of text that two families have in common, the greatest of any of their documents."""
    family = {document: index for index, members in enumerate(families) for document in members}
    found: dict[tuple[int, int], float] = {}
    for (left, right), like in likeness.items():
        pair = (min(family[left], family[right]), max(family[left], family[right]))
        if pair[0] != pair[1]:
            found[pair] = max(found.get(pair, 0.0), like.share)
    return found
