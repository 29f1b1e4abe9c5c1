"""What is known about the row under the cursor: link, changed numbers, anchors, evidence, nearest counterpart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from compare.model import ClauseLink, Document, LabelSpan, Reason
from compare.writers import layout
from compare.writers.inline import Ink, Run, plain
from compare.writers.rows import FoldRow, Piece, Row, SectionRow, SectionsRow, TextRow
from compare.writers.summary import percent
from compare.writers.view import anchors

from .messages import say
from .reader import Reader
from .rows import pieces
from .workspace import clause_link

if TYPE_CHECKING:
    from compare.diff.distinctive import Measure

_PLAIN, _KEY, _STRONG, _MUTED = Ink("plain"), Ink("key"), Ink("heading"), Ink("muted")
_ANCHORS = ("place", "body", "project", "amount", "date", "instrument", "unit", "value")

_QUOTED = 40  # cells of a set phrase that is quoted as evidence

_NUMBER = re.compile("[0-9０-９一二三四五六七八九十百千万亿]")

Measures = Mapping[tuple[bool, int], "Measure"]


class Detail:
    """Describes rows of one reader. measures: the distinctive measures by side and clause."""

    def __init__(self, reader: Reader, measures: Measures, lang: str) -> None:
        self.reader = reader
        self.comparison = reader.comparison
        self.names = reader.names
        self.measures = measures
        self.lang = lang

    def of(self, index: int) -> tuple[list[Run], list[list[Run]]]:
        """Title and paragraphs for row `index`."""
        if not 0 <= index < len(self.reader.rows):
            return [], []
        row = self.reader.rows[index]
        title = [(self._place(row, index), _STRONG)]
        if isinstance(row, SectionRow):
            return title, self._section(row)
        if isinstance(row, TextRow):
            return title, self._text(row)
        return title, self._fold(row)

    # ---- places

    def _place(self, row: Row, index: int) -> str:
        if isinstance(row, TextRow):
            places = [self._clause_place(piece, left) for piece, left in pieces(row)]
            return (" ⇄ " if row.linked else "   ").join(places)
        head = row if isinstance(row, SectionRow) else self.reader.head_of(index)
        return self.section_place(head) if head else ""

    def section_place(self, head: SectionRow) -> str:
        """甲 三（二） ⇄ 乙 四（一）."""
        sides = ((head.left, True), (head.right, False))
        return " ⇄ ".join(
            f"{self.names.side(left)} {self.reader.path(self._document(left), section)}"
            for section, left in sides
            if section
        )

    def _clause_place(self, piece: Piece, left: bool) -> str:
        document = self._document(left)
        section = document.by_id.get(piece.origin)
        path = f"{self.names.side(left)} {self.reader.path(document, section)}"
        if piece.clause < 0 or section is None:
            return path
        number = document.clauses_of[piece.origin].index(piece.clause) + 1
        return f"{path} {say('clause', self.lang, n=number)}"

    # ---- a section pair

    def _section(self, row: SectionRow) -> list[list[Run]]:
        facts: list[str] = []
        link = row.link
        if link:
            facts.append(f"{self.names.get('kind', link.kind)} {percent(link.similarity, link.kind == 'identical')}")
            facts.append(say("by_hand" if link.pinned else "link_score", self.lang, score=f"{link.score:.2f}"))
            if link.moved:
                facts.append(
                    self.names.word(
                        "moved", side=self.names.side(False), path=self.reader.path(self.comparison.right, row.right)
                    )
                )
        else:
            facts.append(
                self.names.word("container")
                if row.container
                else self.names.word("only", side=self.names.side(bool(row.left)))
            )
        for section, left in ((row.left, True), (row.right, False)):
            if section and section.roles:
                how = self.names.get("confidence", section.confidence)
                facts.append(f"{self.names.side(left)} {self.names.roles(section.roles)}（{how}）")
        paragraphs: list[list[Run]] = [[(" · ".join(facts), _PLAIN)]]
        for section, left in ((row.left, True), (row.right, False)):
            found = anchors(self.reader.view, section, left) if section else []
            if found:
                label = f"{self.names.side(left)} {self.names.word('anchors')} "
                paragraphs.append([(label, _KEY), (self._joined(found), Ink("alone", "distinctive"))])
        return paragraphs

    # ---- clauses

    def _text(self, row: TextRow) -> list[list[Run]]:
        paragraphs: list[list[Run]] = []
        first: list[str] = []
        link = (
            clause_link(self.comparison, row.left.clause, row.right.clause)
            if row.linked and row.left and row.right
            else None
        )
        if link and row.left:
            first.append(f"{self.names.word('similarity')} {percent(link.similarity, row.left.mark in '=·')}")
            values = list(dict.fromkeys(self._values(link)))
            if values:
                first.append(f"{say('numbers', self.lang)} {self._joined(values, '; ')}")
        if first:
            paragraphs.append([(" · ".join(first), _PLAIN)])
        for piece, left in pieces(row):
            if piece.clause >= 0:
                paragraphs += self._piece(piece, left)
        return paragraphs

    def _values(self, link: ClauseLink) -> Iterable[str]:
        """Numbers that one clause has in place of others, with their units."""
        for edit in link.edits:
            one = plain(self.comparison.left, edit.left.start, edit.left.end)
            two = plain(self.comparison.right, edit.right.start, edit.right.end)
            if edit.op == "replace" and _NUMBER.search(one) and _NUMBER.search(two):
                yield f"{one} → {two}"

    def _piece(self, piece: Piece, left: bool) -> list[list[Run]]:
        side = self.names.side(left)
        spans = list(self._spans(piece, left))
        labels = list(dict.fromkeys(self.names.get("label", span.label) for span in spans))
        line: list[Run] = [(f"{side} ", _KEY), (self._joined(labels), _PLAIN)]
        evidence = self.evidence(spans, left)
        if evidence:
            line.append((" · " + evidence, _MUTED))
        found = [line]
        measure = self.measures.get((left, piece.clause))
        if measure:
            words = anchor_words(measure.anchors, self.lang)
            about: list[Run] = [(f"{side} {self.names.word('anchors')} ", _KEY), (words, Ink("alone", "distinctive"))]
            found.append(about)
            if measure.nearest is not None:
                found.append([(f"{say('nearest', self.lang)} ", _KEY), *self.nearest(measure)])
        return found

    def nearest(self, measure: Measure) -> list[Run]:
        """The most similar clause of the other document, with its place and similarity."""
        other = self._document(not measure.left)
        if measure.nearest is None:
            return [(say("nothing_near", self.lang), _MUTED)]
        clause = other.clauses[measure.nearest]
        place = f"{self.names.side(not measure.left)} {self.reader.path(other, other.by_id[clause.section])}"
        return [
            (f"{place} {percent(measure.similarity, False)} ", _PLAIN),
            (plain(other, clause.start, clause.end), _MUTED),
        ]

    def evidence(self, spans: Iterable[LabelSpan], left: bool) -> str:
        """Why text is formula or quotation: the set phrase, and how many documents and issuers carry it."""
        found: dict[str, None] = {}
        document = self._document(left)
        for span in spans:
            counts = {reason.kind: reason.value for reason in span.reasons}
            if "frequency" in counts:
                words = layout.truncate(plain(document, span.start, span.end).strip("，、；。"), _QUOTED)
                issuers = counts.get("issuers", "?")
                found[
                    say("evidence_formula", self.lang, text=words, documents=counts["frequency"], issuers=issuers)
                ] = None
            for kind in ("citation", "definition"):
                if kind in counts:
                    found[f"{say('anchor_' + kind, self.lang)} {counts[kind]}"] = None
        return self._joined(list(found), "; ")

    # ---- folded text

    def _fold(self, row: FoldRow | SectionsRow) -> list[list[Run]]:
        """The evidence of folded formula, of the left side where it has some."""
        for left in (True, False):
            inner = (
                piece for one in row.rows if isinstance(one, TextRow) for piece, side in pieces(one) if side == left
            )
            evidence = self.evidence((span for piece in inner for span in self._spans(piece, left)), left)
            if evidence:
                return [[(evidence, _PLAIN)]]
        return []

    # ---- small things

    def _document(self, left: bool) -> Document:
        return self.comparison.left if left else self.comparison.right

    def _spans(self, piece: Piece, left: bool) -> Iterable[LabelSpan]:
        if piece.clause < 0:
            return ()
        clause = self._document(left).clauses[piece.clause]
        return self.reader.view.labels[0 if left else 1].over(clause.start, clause.end)

    def _joined(self, texts: Sequence[str], english: str = ", ") -> str:
        return english.join(texts) if self.lang == "en" else ("；" if english == "; " else "、").join(texts)


def anchor_words(reasons: Sequence[Reason], lang: str) -> str:
    """Anchors by kind: 数额 200万元 地点 云栖县."""
    kinds: dict[str, list[str]] = {}
    for reason in reasons:
        if reason.kind in _ANCHORS:
            kinds.setdefault(reason.kind, []).append(reason.value)
    comma = ", " if lang == "en" else "、"
    return "  ".join(f"{say('anchor_' + kind, lang)} {comma.join(values)}" for kind, values in kinds.items())
