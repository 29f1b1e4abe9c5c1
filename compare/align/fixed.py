"""Links that were pinned or cut by hand take the place of those that the aligner found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..corrections import LinkFix
from ..model import Document, Link
from ..options import Options
from .links import groups_of, kind_of
from .score import ratios
from .units import Unit


def fix_links(
    left: Document,
    right: Document,
    left_units: Sequence[Unit],
    right_units: Sequence[Unit],
    links: Sequence[Link],
    fixes: Sequence[LinkFix],
    options: Options,
) -> tuple[tuple[Link, ...], list[str]]:
    """Links as corrected, in left order, and the quotes of corrections that no section matches.

    A pin replaces what the aligner linked to either of its sections; several pins of one section stay together.
    """
    places = _places(left), _places(right)
    pins: list[tuple[int, int]] = []
    cuts: set[tuple[int, int]] = set()
    lost: list[str] = []
    for fix in fixes:
        one, two = fix.left.find(left.text), fix.right.find(right.text)
        if one not in places[0] or two not in places[1]:
            lost.append(fix.left.quote if one not in places[0] else fix.right.quote)
        elif fix.action == "pin":
            pins.append((places[0][one], places[1][two]))
        else:
            cuts.add((places[0][one], places[1][two]))
    order = {s.id: n for n, s in enumerate(left.sections)}, {s.id: n for n, s in enumerate(right.sections)}
    pinned = {left.sections[i].id for i, _ in pins}, {right.sections[j].id for _, j in pins}
    kept = [
        link
        for link in links
        if (order[0][link.left], order[1][link.right]) not in cuts
        and link.left not in pinned[0]
        and link.right not in pinned[1]
    ]
    similar = ratios(left_units, right_units, pins)
    was_moved = {(link.left, link.right): link.moved for link in links}
    for (i, j), similarity in zip(pins, similar, strict=True):
        ids = left.sections[i].id, right.sections[j].id
        kind = kind_of(left_units[i], right_units[j], similarity, options)
        moved = was_moved.get(ids, _moved(i, j, links, order))
        kept.append(Link(*ids, kind, 1.0, similarity, moved, pinned=True))
    kept.sort(key=lambda link: (order[0][link.left], order[1][link.right]))
    return _grouped(kept, order, left_units), lost


def _places(document: Document) -> dict[int | None, int]:
    """Indices of sections by where they start."""
    return {section.start: index for index, section in enumerate(document.sections)}


def _moved(i: int, j: int, links: Sequence[Link], order: tuple[dict[str, int], dict[str, int]]) -> bool:
    """Whether a pair crosses most of the links that are in place."""
    placed = [(order[0][k.left], order[1][k.right]) for k in links if not k.moved and k.kind != "same_role"]
    crossed = sum((a - i) * (b - j) < 0 for a, b in placed)
    return crossed > len(placed) / 4 if placed else False


def _grouped(
    links: Sequence[Link], order: tuple[dict[str, int], dict[str, int]], left_units: Sequence[Unit]
) -> tuple[Link, ...]:
    """Groups made anew: a pin may join or part them. Bare headings and links of kind same_role have none."""
    pairs = [
        (order[0][link.left], order[1][link.right])
        for link in links
        if link.kind != "same_role" and (link.pinned or not left_units[order[0][link.left]].bare)
    ]
    groups = groups_of(pairs)
    return tuple(replace(link, group=groups.get((order[0][link.left], order[1][link.right]), "")) for link in links)
