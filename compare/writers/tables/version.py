"""The table of a revision (新旧条文对照表): before, after, what was done. What did not change in substance is counted,
not listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Section
from ..inline import plain as shown_text
from .blocks import Block, Pair, joined
from .model import Cell, Column, Mark, Paragraph, Row, Run, plain
from .quoting import Marked, changed, path, quote, quoted_here, size, stacked
from .remarks import Remarks
from .substance import QUIET, Substance, retitled
from .words import Words

_ELIDE = 24  # characters of unchanged sentences in a row that …… stands for


@dataclass(frozen=True, slots=True)
class Omitted:
    """What a table does not list: sections (left, right) by reason, and the characters that …… stands for, by side."""

    sections: tuple[tuple[str, tuple[tuple[Section | None, Section | None], ...]], ...]
    elided: tuple[int, int]


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the table."""
    widths = {"number": 5, "before": 28, "after": 28, "change": 8, "remark": 19}
    return tuple(Column(key, words.say(f"version_{key}"), width) for key, width in widths.items())


def rows(pair: Pair, words: Words, full: bool) -> tuple[tuple[Row, ...], Omitted]:
    """Rows of what changed, or with `full` of everything; and what is left out."""
    maker = _Maker(pair, words, full)
    found: list[Row] = []
    waiting: list[_Band] = []  # headings of containers, until a row below them is listed
    quiet: dict[str, list[tuple[Section | None, Section | None]]] = {}
    number = 0
    for block in _joined(pair.blocks):
        kind = maker.kind(block)
        held = _dropped(waiting, block.section.level, quiet)
        if block.container and kind in QUIET:
            waiting = [*held, _Band(block, kind)]
            continue
        if kind in QUIET and not full:
            quiet.setdefault(kind, []).append((block.left, block.rights[0]))
            waiting = held
            continue
        found += [maker.band(band.block) for band in held]
        waiting = []
        number += 1
        found.append(maker.row(block, kind, number))
    found += [maker.band(band.block) for band in waiting if full]
    _dropped([] if full else waiting, 0, quiet)
    listed = tuple((kind, tuple(quiet[kind])) for kind in QUIET if kind in quiet)
    return tuple(found), Omitted(listed, (maker.elided[0], maker.elided[1]))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in order, those that follow each other and were merged into one section as one."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if before and block.merged and len(block.rights) == 1 and before.rights == block.rights:
            found[-1] = joined(before, block)
        else:
            found.append(block)
    return found


@dataclass(frozen=True, slots=True)
class _Band:
    """A container that waits for a row below it."""

    block: Block
    kind: str


def _dropped(
    waiting: Sequence[_Band], level: int, quiet: dict[str, list[tuple[Section | None, Section | None]]]
) -> list[_Band]:
    """Those whose rows may still come, as the next section has this level; the others are counted as quiet."""
    kept = []
    for band in waiting:
        if band.block.section.level < level:
            kept.append(band)
        else:
            quiet.setdefault(band.kind, []).append((band.block.left, band.block.rights[0]))
    return kept


class _Maker:
    """Rows of one comparison. elided: characters left out of listed rows so far, by side."""

    def __init__(self, pair: Pair, words: Words, full: bool) -> None:
        self.pair = pair
        self.words = words
        self.full = full
        self.elided = [0, 0]
        self.substance = Substance(pair)
        self.remarks = Remarks(pair, self.substance, words)

    # ---- what was done to a section

    def kind(self, block: Block) -> str:
        """added, deleted, split, merged, moved, changed, or one of the quiet kinds."""
        if not block.links:
            return "deleted" if block.left else "added"
        if len(block.rights) > 1:
            return "split"
        if block.merged:
            return "merged"
        quiet = self.substance.quiet(block)
        if quiet and block.links[0].moved:
            return "moved"
        return quiet or "changed"

    # ---- rows

    def band(self, block: Block) -> Row:
        cells = [self._heading(0, block.left), self._heading(1, block.rights[0] if block.rights else None)]
        return Row((Cell(), *cells, Cell(), Cell()), "band")

    def _heading(self, side: int, section: Section | None, mark: Mark = "heading") -> Cell:
        if section is None:
            return Cell()
        document = self.pair.documents[side]
        text = shown_text(document, section.start, section.body) or path(document, section, self.words)
        return Cell(((Run(text, mark),),))

    def row(self, block: Block, kind: str, number: int) -> Row:
        """The row of a block, numbered."""
        hidden = self._hidden(block, kind)
        alone = kind in ("added", "deleted")
        cells = []
        for side, sections in enumerate((block.lefts, block.rights)):
            parts = [self._quote(block, side, section, hidden[side], alone) for section in sections]
            cells.append(stacked(parts))
        label = self.words.say(f"change_{kind}")
        return Row((plain(str(number)), cells[0], cells[1], plain(label), self.remarks.remark(block, kind)))

    def _quote(
        self, block: Block, side: int, section: Section, hidden: frozenset[int], alone: bool
    ) -> tuple[Paragraph, ...]:
        document = self.pair.documents[side]
        mark: Mark = "deleted" if side == 0 else "inserted"

        def marks(index: int) -> Marked:
            links = [pair for pair in block.pairs if (pair.right if side else pair.left) == index]
            clause = document.clauses[index]
            spans = changed(links, side == 0) if links else [(clause.start, clause.end)]
            return [(low, high, mark) for low, high in spans]

        heading: Mark = "heading"
        if section.heading and (alone or retitled(block)):
            heading = mark
        here = quoted_here(document, section, block.clauses[side])
        known = set(block.clauses[side])
        return quote(
            document,
            section,
            self.words,
            here,
            lambda index: marks(index) if index in known else [],
            heading=heading,
            elided=hidden,
        )

    def _hidden(self, block: Block, kind: str) -> tuple[frozenset[int], frozenset[int]]:
        """Unchanged clauses that …… stands for; none in a table of everything."""
        if self.full or kind in ("added", "deleted"):
            return frozenset(), frozenset()
        result = []
        for side in (0, 1):
            group: list[int] = []
            hidden: set[int] = set()
            for index in (*block.clauses[side], -1):
                if index >= 0 and self._same(block, side, index):
                    group.append(index)
                    continue
                if sum(self._length(side, i) for i in group) >= _ELIDE:
                    hidden |= set(group)
                group = []
            result.append(frozenset(hidden))
        if all(len(hidden) == len(shown) for hidden, shown in zip(result, block.clauses, strict=True)):
            return frozenset(), frozenset()  # nothing but …… would be left
        for side in (0, 1):
            self.elided[side] += sum(self._length(side, index) for index in result[side])
        return result[0], result[1]

    def _length(self, side: int, index: int) -> int:
        clause = self.pair.documents[side].clauses[index]
        return size(self.pair.documents[side], clause.start, clause.end)

    def _same(self, block: Block, side: int, index: int) -> bool:
        """Whether a clause is the same in substance as its counterpart in this row."""
        return any(self.substance.alike(link) for link in block.pairs if (link.right if side else link.left) == index)
