"""The table of a revision (新旧条文对照表): before, after, what was done. What did not change in substance is counted,
not listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import ClauseLink, Edit, Replacement, Section
from ..inline import plain as shown_text
from .blocks import Block, Pair, joined
from .model import Cell, Column, Mark, Paragraph, Row, Run, plain
from .quoting import Marked, changed, path, quote, quoted_here, short, size, stacked
from .words import SEVERAL, Words

_ELIDE = 24  # characters of unchanged sentences in a row that …… stands for
_NUMERAL = r"[0-9０-９一二三四五六七八九十百千零〇]+"
_CITED = re.compile(rf"(?<!》)第({_NUMERAL})条")  # behind 《》 it is another law's article
_ITEM = re.compile(rf"^[（(]?{_NUMERAL}[)）、.．]+")
_SIGNS = re.compile(r"(?<![0-9])[.\-]|[.\-](?![0-9])|[^\w%‰+.\-]|_")
_QUIET = ("same", "renumbered", "punctuation", "replaced")  # of no substance, in the order of a summary


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
        if block.container and kind in _QUIET:
            waiting = [*held, _Band(block, kind)]
            continue
        if kind in _QUIET and not full:
            quiet.setdefault(kind, []).append((block.left, block.rights[0]))
            waiting = held
            continue
        found += [maker.band(band.block) for band in held]
        waiting = []
        number += 1
        found.append(maker.row(block, kind, number))
    found += [maker.band(band.block) for band in waiting if full]
    _dropped([] if full else waiting, 0, quiet)
    listed = tuple((kind, tuple(quiet[kind])) for kind in _QUIET if kind in quiet)
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
        left, right = pair.documents
        partners: dict[str, str] = {}
        for link in pair.comparison.links:
            one, two = left.by_id[link.left].marker.strip(), right.by_id[link.right].marker.strip()
            if one.endswith("条") and two.endswith("条"):
                partners.setdefault(one, two)
        self.renumbered = partners

    # ---- what was done to a section

    def kind(self, block: Block) -> str:
        """added, deleted, split, merged, moved, changed, or one of the quiet kinds."""
        if not block.links:
            return "deleted" if block.left else "added"
        if len(block.rights) > 1:
            return "split"
        if block.merged:
            return "merged"
        quiet = self._quiet(block)
        if quiet and block.links[0].moved:
            return "moved"
        return quiet or "changed"

    def _quiet(self, block: Block) -> str:
        """How a section stayed the same in substance, or an empty string."""
        left, right = block.left, block.rights[0]
        if left is None or block.remarks:
            return ""
        one, two = self._said(0, left), self._said(1, right)
        if one == two:
            return "same" if _bare(left.marker) == _bare(right.marker) else "renumbered"
        if _bare("".join(one)) == _bare("".join(two)):
            return "punctuation"
        one, two = [self._substance(text) for text in one], [_substance(text) for text in two]
        if one == two or "".join(one) == "".join(two):
            return "renumbered"
        return "replaced" if _replaced("".join(one), self.pair.comparison.replacements) == "".join(two) else ""

    def _said(self, side: int, section: Section) -> list[str]:
        """Heading and clauses of a section without blanks."""
        document = self.pair.documents[side]
        texts = [section.heading]
        for index in document.clauses_of.get(section.id, ()):
            clause = document.clauses[index]
            texts.append(shown_text(document, clause.start, clause.end))
        return ["".join(text.split()) for text in texts]

    def _cited(self, text: str) -> str:
        """A text with the articles that it cites as they are numbered on the right."""
        return _CITED.sub(lambda match: self.renumbered.get(match.group(), match.group()), text)

    def _substance(self, text: str) -> str:
        """What a clause of the left says, without its number, articles cited as they are numbered on the right."""
        return _substance(self._cited(text))

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
        return Row((plain(str(number)), cells[0], cells[1], plain(label), self._remark(block, kind)))

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
        if section.heading and (alone or self._retitled(block)):
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

    def _retitled(self, block: Block) -> bool:
        """Whether the headings of a pair differ in more than punctuation."""
        titles = {_bare(section.heading) for section in (*block.lefts, *block.rights)}
        return len(titles) > 1

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
        return any(self._alike(link) for link in block.pairs if (link.right if side else link.left) == index)

    def _alike(self, link: ClauseLink) -> bool:
        one, two = self._substance(self._clause(0, link.left)), _substance(self._clause(1, link.right))
        return one == two or _replaced(one, self.pair.comparison.replacements) == two

    def _clause(self, side: int, index: int) -> str:
        document = self.pair.documents[side]
        clause = document.clauses[index]
        return "".join(shown_text(document, clause.start, clause.end).split())

    # ---- explanations

    def _remark(self, block: Block, kind: str) -> Cell:
        say = self.words.say
        parts = [self._place(block, kind)]
        if kind in ("changed", "split", "merged", "moved"):
            if self._retitled(block) and block.left and len(block.lefts) == len(block.rights) == 1:
                parts.append(say("retitled", left=block.left.heading, right=block.rights[0].heading))
            found = list(dict.fromkeys(self._edits(block)))
            if not found and kind == "changed":
                found = [say("reordered")]
            parts.append(self.words.listed(found, SEVERAL) if found else "")
        elif kind in ("added", "deleted"):
            parts.append(say(f"title_{kind}") if block.container else self._figures(block))
        lines = [self.words.sentences(parts)] if any(parts) else []
        lines += [say("remark", text=text) for text in block.remarks]
        return plain("\n".join(lines))

    def _place(self, block: Block, kind: str) -> str:
        """What happened to the number of a section."""
        say = self.words.say
        left, right = self.pair.documents
        if not block.left or not block.links:
            return ""
        numbers = [path(left, block.left, self.words), [path(right, s, self.words) for s in block.rights]]
        if kind == "split":
            return say("split_into", left=numbers[0], right=self.words.listed(numbers[1]))
        if kind == "merged":
            sources = [path(left, left.by_id[key], self.words) for key in block.merged]
            return say("merged_into", left=self.words.listed(sources), right=numbers[1][0])
        if numbers[0] == numbers[1][0]:
            return ""
        return say("moved_to" if kind == "moved" else "renumbered_to", left=numbers[0], right=numbers[1][0])

    def _figures(self, block: Block) -> str:
        """How much was added or deleted."""
        side = 0 if block.left else 1
        document = self.pair.documents[side]
        count = size(document, block.section.start, block.section.end)
        return self.words.say("whole_deleted" if block.left else "whole_added", n=self.words.number(count))

    def _edits(self, block: Block) -> list[str]:
        """What was replaced, added and deleted, in reading order of the left text, then of the right."""
        left, right = self.pair.documents
        found: list[tuple[int, int, str]] = []
        for link in block.pairs:
            for edit in () if self._alike(link) else link.edits:
                text = self._edit(edit)
                if text:
                    found.append((edit.left.start, edit.right.start, text))
        paired = {link.left for link in block.pairs}, {link.right for link in block.pairs}
        for index in block.clauses[0]:
            if index not in paired[0]:
                clause = left.clauses[index]
                found.append((clause.start, -1, self._lone(0, index)))
        last = block.lefts[-1].end if block.lefts else 0
        for index in block.clauses[1]:
            if index not in paired[1]:
                clause = right.clauses[index]
                found.append((last, clause.start, self._lone(1, index)))
        return [text for _, _, text in sorted(found)]

    def _lone(self, side: int, index: int) -> str:
        """A sentence that was added, deleted, or stands in another place of the other version."""
        document, other = self.pair.documents[side], self.pair.documents[1 - side]
        clause = document.clauses[index]
        text = short(shown_text(document, clause.start, clause.end).rstrip("。；;"))
        away: Sequence[ClauseLink] = self.pair.counterparts[side].get(index, ())
        if away:
            place = other.clauses[away[0].left if side else away[0].right].section
            target = path(other, other.by_id[place], self.words)
            return self.words.say("came_from" if side else "went_to", text=text, place=target)
        return self.words.say("sentence_added" if side else "sentence_deleted", text=text)

    def _edit(self, edit: Edit) -> str:
        if edit.op == "equal":
            return ""
        left, right = self.pair.documents
        one = shown_text(left, edit.left.start, edit.left.end).strip("，。；、,; ")
        two = shown_text(right, edit.right.start, edit.right.end).strip("，。；、,; ")
        if _bare(one) == _bare(two) or self._cited(one) == two:
            return ""
        if any(_bare(_replaced(one, [item])) == _bare(two) for item in self.pair.comparison.replacements):
            return ""
        if len(one) == len(two) == 1:  # “一次”改为“两次” says more than “一”改为“两”
            after = left.text[edit.left.end : edit.left.end + 1]
            if after.isalnum() and after == right.text[edit.right.end : edit.right.end + 1]:
                one, two = one + after, two + after
        code = "words_replaced" if one and two else "words_added" if two else "words_deleted"
        return self.words.say(code, left=short(one), right=short(two))


def _bare(text: str) -> str:
    """A text without blanks and punctuation, but for the signs inside figures; full-width forms as ordinary ones."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))


def _substance(text: str) -> str:
    return _bare(_ITEM.sub("", text))


def _replaced(text: str, replacements: Sequence[Replacement]) -> str:
    for item in replacements:
        text = text.replace(item.left, item.right)
    return text
