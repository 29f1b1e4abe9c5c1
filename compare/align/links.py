"""From scores to links: which pairs of sections are counterparts, of what kind, and which have moved."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..basics.similarity import ratio_matrix
from ..model import Document, Link
from ..options import Options
from ..parse.roles import compatible
from .order import Placed, moved
from .passages import alike_sections
from .score import ratios, score
from .terms import Matrix
from .units import Unit

_CONTAINER_SHARE = 0.35  # of what two bare headings hold (geometric mean) that must be linked to link them
_SAME_HEADING = 0.95  # similarity from which two bare headings of one level are linked by their words
_NEAR_BEST = 0.8  # share of the best score of either heading that a further link must reach
_EQUAL = 6.0  # score of two sections with the same text, at least
_MOST_PARTNERS = 5  # partners of one unit on the other side (annotation guideline A)


def align(
    left: Document,
    right: Document,
    left_units: Sequence[Unit],
    right_units: Sequence[Unit],
    regime: str,
    options: Options,
    passages: Sequence[tuple[int, int, float]] = (),
) -> tuple[Link, ...]:
    """Links between the sections of two documents, in the order of the left one. passages: clauses alike anywhere,
    as passages.find_passages gives them."""
    total = score(left_units, right_units, options).total
    _favour_equals(total, left_units, right_units)
    pairs = choose(total, options)
    similar = ratios(left_units, right_units, pairs, alike_sections(left, right, passages))
    if regime == "version":
        kept = [
            k
            for k, (i, j) in enumerate(pairs)
            if total[i, j] >= options.version_score
            or _shares_wording(left_units[i], right_units[j], similar[k], options)
        ]
        pairs, similar = [pairs[k] for k in kept], [similar[k] for k in kept]
    best_left, best_right = _bests(total, pairs)
    placed = [
        Placed(i, j, float(total[i, j]) + 1.0, best_left.get(i) == j and best_right.get(j) == i) for i, j in pairs
    ]
    away = moved(placed, left.sections, right.sections, regime)
    groups = groups_of(pairs)
    links = [
        Link(
            left.sections[i].id,
            right.sections[j].id,
            kind_of(left_units[i], right_units[j], similar[k], options),
            _confidence(float(total[i, j])),
            similar[k],
            away[k],
            groups.get((i, j), ""),
        )
        for k, (i, j) in enumerate(pairs)
    ]
    links += _containers(left, right, left_units, right_units, links)
    links += _same_roles(left, right, left_units, right_units, links)
    order_left = {s.id: n for n, s in enumerate(left.sections)}
    order_right = {s.id: n for n, s in enumerate(right.sections)}
    return tuple(sorted(links, key=lambda link: (order_left[link.left], order_right[link.right])))


def _favour_equals(total: Matrix, left: Sequence[Unit], right: Sequence[Unit]) -> None:
    """Raise the scores of units with the same text to the best of their row and column; equal units that recur are
    paired in order."""
    places: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
    for side, units in enumerate((left, right)):
        for index, unit in enumerate(units):
            if not unit.bare:
                places[side].setdefault(unit.plain, []).append(index)
    for plain in places[0].keys() & places[1].keys():
        for i, j in zip(places[0][plain], places[1][plain], strict=False):
            total[i, j] = max(float(total[i].max()), float(total[:, j].max()), _EQUAL)


def choose(total: Matrix, options: Options) -> list[tuple[int, int]]:
    """Unit pairs that are linked: above the threshold, and the best of a row or a column or nearly the best of both."""
    if not total.size:
        return []
    rows = total.max(axis=1, keepdims=True)
    columns = total.max(axis=0, keepdims=True)
    near = total >= np.maximum(rows, columns) - np.float32(options.link_margin)
    best = (total == rows) | (total == columns)
    chosen = (total >= 0) & (near | best)
    lonely_rows = ~chosen.any(axis=1, keepdims=True) & (total == rows)
    lonely_columns = ~chosen.any(axis=0, keepdims=True) & (total == columns)
    chosen |= (total >= -options.lonely_relief) & (lonely_rows | lonely_columns)
    found = [(int(i), int(j)) for i, j in zip(*np.nonzero(chosen), strict=True)]
    return _at_most(found, total)


def _at_most(pairs: list[tuple[int, int]], total: Matrix) -> list[tuple[int, int]]:
    """The strongest few partners of every unit."""
    by_left: dict[int, int] = {}
    by_right: dict[int, int] = {}
    kept = []
    for i, j in sorted(pairs, key=lambda p: (-float(total[p]), p)):
        if by_left.get(i, 0) < _MOST_PARTNERS and by_right.get(j, 0) < _MOST_PARTNERS:
            by_left[i] = by_left.get(i, 0) + 1
            by_right[j] = by_right.get(j, 0) + 1
            kept.append((i, j))
    return sorted(kept)


def _bests(total: Matrix, pairs: Sequence[tuple[int, int]]) -> tuple[dict[int, int], dict[int, int]]:
    left: dict[int, int] = {}
    right: dict[int, int] = {}
    for i, j in pairs:
        if i not in left or total[i, j] > total[i, left[i]]:
            left[i] = j
        if j not in right or total[i, j] > total[right[j], j]:
            right[j] = i
    return left, right


def _confidence(value: float) -> float:
    """Score as 0..1: one half at the threshold."""
    return float(1 / (1 + np.exp(-min(30.0, max(-30.0, value)))))


def _shares_wording(left: Unit, right: Unit, similarity: float, options: Options) -> bool:
    """Versions of one text share wording, not only an object: alike as a whole, or the shorter inside the longer."""
    if similarity >= options.version_similarity:
        return True
    return contained_share(left.body, right.body) >= options.version_containment


def contained_share(left: str, right: str, run: int = 5) -> float:
    """Share 0..1 of the shorter key's runs of `run` characters that stand in the longer one."""
    short, long = sorted((left, right), key=len)
    runs = {short[i : i + run] for i in range(len(short) - run + 1)}
    if not runs:
        return 1.0 if short and short in long else 0.0
    return len(runs & {long[i : i + run] for i in range(len(long) - run + 1)}) / len(runs)


def kind_of(left: Unit, right: Unit, similarity: float, options: Options) -> str:
    """identical, edited, equivalent or partial: how much of two linked units is the same."""
    if left.plain == right.plain:
        return "identical"
    if similarity >= options.edited_similarity:
        return "edited"
    mine, theirs = _pairs(left.body), _pairs(right.body)
    covered = len(mine & theirs) / max(1, len(mine), len(theirs))
    return "equivalent" if covered >= options.equivalent_cover else "partial"


def _pairs(text: str) -> set[str]:
    """Character pairs of a key."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def groups_of(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Group names of the links of splits and merges: all links that hang together through shared units."""
    by_left: dict[int, list[tuple[int, int]]] = {}
    by_right: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        by_left.setdefault(pair[0], []).append(pair)
        by_right.setdefault(pair[1], []).append(pair)
    result: dict[tuple[int, int], str] = {}
    number = 0
    for pair in pairs:
        if pair in result or (len(by_left[pair[0]]) == 1 and len(by_right[pair[1]]) == 1):
            continue
        number += 1
        waiting = [pair]
        while waiting:
            link = waiting.pop()
            if link not in result:
                result[link] = f"g{number}"
                waiting += by_left[link[0]] + by_right[link[1]]
    return result


def _containers(
    left: Document, right: Document, left_units: Sequence[Unit], right_units: Sequence[Unit], links: Sequence[Link]
) -> list[Link]:
    """Links between bare headings that hold sections: by the links of what they hold, and by their headings."""
    inner = [
        ({u.section.id: u for u in units if u.bare and document.children.get(u.section.id)}, document)
        for units, document in ((left_units, left), (right_units, right))
    ]
    if not inner[0][0] or not inner[1][0]:
        return []
    above = [_ancestors(document, set(containers)) for containers, document in inner]
    votes: dict[tuple[str, str], float] = {}
    for link in links:
        for a in above[0].get(link.left, ()):
            for b in above[1].get(link.right, ()):
                votes[a, b] = votes.get((a, b), 0.0) + link.score
    sizes = [
        {c: sum(c in chain for chain in chains.values()) for c in containers}
        for (containers, _), chains in zip(inner, above, strict=True)
    ]
    names = [list(containers) for containers, _ in inner]
    headings = ratio_matrix([inner[0][0][a].heading for a in names[0]], [inner[1][0][b].heading for b in names[1]])
    result = []
    for i, a in enumerate(names[0]):
        for j, b in enumerate(names[1]):
            if not compatible(left.by_id[a].roles, right.by_id[b].roles):
                continue
            share = votes.get((a, b), 0.0) / math.sqrt(max(1, sizes[0][a] * sizes[1][b]))
            alike = float(headings[i, j])
            named = left.by_id[a].level == right.by_id[b].level and alike >= _SAME_HEADING
            if share >= _CONTAINER_SHARE or named:
                kind = "identical" if alike == 1.0 else "equivalent" if share >= 2 * _CONTAINER_SHARE else "partial"
                result.append(Link(a, b, kind, min(1.0, max(share, alike if named else 0.0)), alike))
    return _without_nested(left, right, _best_containers(result))


def _ancestors(document: Document, wanted: set[str]) -> dict[str, list[str]]:
    """Containers above each section."""
    chains: dict[str, list[str]] = {}
    for section in document.sections:
        parent = section.parent
        chain = []
        while parent:
            if parent in wanted:
                chain.append(parent)
            parent = document.by_id[parent].parent
        if chain:
            chains[section.id] = chain
    return chains


def _best_containers(links: list[Link]) -> list[Link]:
    """Links that are nearly the best of both their sections."""
    best_left: dict[str, float] = {}
    best_right: dict[str, float] = {}
    for link in links:
        best_left[link.left] = max(best_left.get(link.left, 0.0), link.score)
        best_right[link.right] = max(best_right.get(link.right, 0.0), link.score)
    return [link for link in links if link.score >= _NEAR_BEST * max(best_left[link.left], best_right[link.right])]


def _without_nested(left: Document, right: Document, links: list[Link]) -> list[Link]:
    """Without links to a heading whose own container is linked to the same partner at least as well."""
    made = {(link.left, link.right): link.score for link in links}
    kept = []
    for link in links:
        outer = (left.by_id[link.left].parent, link.right), (link.left, right.by_id[link.right].parent)
        if max(made.get((a or "", b or ""), 0.0) for a, b in outer) < link.score:
            kept.append(link)
    return kept


def _same_roles(
    left: Document, right: Document, left_units: Sequence[Unit], right_units: Sequence[Unit], links: Sequence[Link]
) -> list[Link]:
    """Pairs without a shared proposition that a reader expects side by side: the only unlinked units of one
    role outside the tasks."""
    linked_left = {link.left for link in links}
    linked_right = {link.right for link in links}
    lonely: list[dict[str, list[int]]] = [{}, {}]
    for side, (units, linked) in enumerate(((left_units, linked_left), (right_units, linked_right))):
        for index, unit in enumerate(units):
            role = unit.section.roles[0] if unit.section.roles else ""
            if role and role not in ("tasks", "projects", "box") and unit.section.id not in linked:
                lonely[side].setdefault(role, []).append(index)
    pairs = [
        (lonely[0][role][0], lonely[1][role][0])
        for role in sorted(set(lonely[0]) & set(lonely[1]))
        if len(lonely[0][role]) == len(lonely[1][role]) == 1
    ]
    return [
        Link(left.sections[i].id, right.sections[j].id, "same_role", 0.0, similarity)
        for (i, j), similarity in zip(pairs, ratios(left_units, right_units, pairs), strict=True)
    ]
