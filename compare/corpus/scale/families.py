"""Copies among very many documents: sketches give candidates, blocks of these are compared by the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..copies import Likeness, candidates, compare_bodies, group
from .engine import Engine
from .run import Told
from .shelf import Shelf
from .store import Once

_BLOCK = 100  # pairs of bodies compared in one task


@dataclass(frozen=True, slots=True)
class Block:
    """Pairs of documents to be compared: the `number`th block."""

    folder: str
    number: int
    shelf: Shelf
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Compared:
    """Of each pair of a block: the share of the shorter body that both have, and whether they are copies."""

    share: NDArray[np.float64]
    copy: NDArray[np.bool_]


def compare_block(block: Block) -> Compared:
    """Bodies of a block's pairs compared."""
    bodies = block.shelf.bodies(sorted({number for pair in block.pairs for number in pair}))
    found = compare_bodies(bodies, block.pairs)
    likeness = [found[pair] for pair in block.pairs]
    return Compared(np.asarray([like.share for like in likeness]), np.asarray([like.copy for like in likeness], bool))


def find_families(shelf: Shelf, said: Sequence[tuple[int, int]], engine: Engine, told: Told) -> list[list[int]]:
    """Documents in families, by number, the one in front that speaks for them. said: of each document, how much it says
    of itself (the more the better), and its sections."""
    pairs = candidates(shelf.sketches())
    blocks = [
        Block(shelf.folder, n, shelf, tuple(pairs[at : at + _BLOCK]))
        for n, at in enumerate(range(0, len(pairs), _BLOCK))
    ]
    likeness: dict[tuple[int, int], Likeness] = {}
    for n, compared in enumerate(engine.map(Once(compare_block, Compared), blocks)):
        shares, copies = compared.share.tolist(), compared.copy.tolist()
        likeness.update(zip(blocks[n].pairs, map(Likeness, shares, copies), strict=True))
        told("families", n + 1, len(blocks))
    families = group(len(said), likeness)
    return [_in_order(members, said) for members in families]


def _in_order(members: Sequence[int], said: Sequence[tuple[int, int]]) -> list[int]:
    """Copies with the one in front that says most of itself and has most sections."""
    head = min(members, key=lambda number: (-said[number][0], -said[number][1], number))
    return [head, *(number for number in members if number != head)]
