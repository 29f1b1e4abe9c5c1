"""What was done to a section of a revision, in the words of the last column: 修订说明."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import ClauseLink, Edit
from ..inline import plain as shown_text
from .blocks import Block, Pair
from .model import Cell, plain
from .quoting import path, short, size
from .substance import Substance, bare, replaced, retitled
from .words import SEVERAL, Words


class Remarks:
    """Explanations of one pair."""

    def __init__(self, pair: Pair, substance: Substance, words: Words) -> None:
        self.pair = pair
        self.substance = substance
        self.words = words

    def remark(self, block: Block, kind: str) -> Cell:
        """The explanation of a block. kind: what was done, as in the table."""
        say = self.words.say
        parts = [self._place(block, kind)]
        if kind in ("changed", "split", "merged", "moved"):
            renamed = retitled(block) and block.left is not None and len(block.lefts) == len(block.rights) == 1
            if renamed and block.left:
                parts.append(say("retitled", left=block.left.heading, right=block.rights[0].heading))
            found = list(dict.fromkeys(self._edits(block)))
            if not found and not renamed and kind == "changed":
                found = [say("reordered")]
            parts.append(self.words.listed(found, SEVERAL, "comma_wide") if found else "")
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
        return say("moved_to" if block.links[0].moved else "renumbered_to", left=numbers[0], right=numbers[1][0])

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
            for edit in () if self.substance.alike(link) else link.edits:
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
        if bare(one) == bare(two) or self.substance.cited(one) == two:
            return ""
        swaps = [item for item in self.pair.comparison.replacements if item.left in one]
        if any(bare(replaced(one, [item])) == bare(two) for item in swaps):
            return ""
        if len(one) == len(two) == 1:  # “一次”改为“两次” says more than “一”改为“两”
            after = left.text[edit.left.end : edit.left.end + 1]
            if after.isalnum() and after == right.text[edit.right.end : edit.right.end + 1]:
                one, two = one + after, two + after
        code = "words_replaced" if one and two else "words_added" if two else "words_deleted"
        return self.words.say(code, left=short(one), right=short(two))
