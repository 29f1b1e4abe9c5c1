"""Why a line is marked and labelled as it is: similarity, labels with their ground, documents that carry a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import LabelSpan
from ..inline import plain
from ..page import evidence
from ..rows import FoldRow, Piece, TextRow
from ..summary import percent
from ..view import View
from .places import Places

_GROUND = ("place", "body", "project", "amount", "date", "instrument", "unit")


class Evidence:
    """Tells it for the rows of one view."""

    def __init__(self, view: View, places: Places) -> None:
        self.view = view
        self.places = places
        self.names = places.names
        self._similar = {(link.left, link.right): link.similarity for link in view.comparison.clause_links}

    def phrases(self, row: FoldRow) -> tuple[str, ...]:
        """The set phrases of a fold, each with the documents and issuers that carry it."""
        found: dict[str, None] = {}
        for line in row.rows:
            for piece, left in ((line.left, True), (line.right, False)):
                for span in self._spans(piece, left) if piece else ():
                    if carried := evidence(span.reasons, self.names):
                        words = plain(self.places.document(left), span.start, span.end).strip("，、；。：")
                        found.setdefault(f"“{words}”{'：' if self.names.lang == 'zh' else ': '}{carried}")
        return tuple(found)

    def told(self, row: TextRow, marks: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The marks, each with the evidence for it: similarity, labels, anchors, documents that carry a formula."""
        found = []
        sides = [(piece, left) for piece, left in ((row.left, True), (row.right, False)) if piece]
        for number, (mark, says) in enumerate(marks):
            facts = [says]
            if row.linked and row.left and row.right:
                similarity = self._similar.get((row.left.clause, row.right.clause), 0.0)
                facts.append(f"{self.names.word('similarity')} {percent(similarity, mark in '=·')}")
            for piece, left in sides if row.linked else sides[number : number + 1]:
                facts.append(f"{self.names.side(left)} {self._why(piece, left)}")
            found.append((mark, " · ".join(fact for fact in facts if fact.strip())))
        return tuple(found)

    def _why(self, piece: Piece, left: bool) -> str:
        """Labels of a clause, each with its ground: 特色（云栖羊节、80万元）."""
        grounds: dict[str, dict[str, None]] = {}
        said = "".join("".join(text for text, _ in piece.runs).split())  # a span may run over several clauses
        for span in self._spans(piece, left):
            ground = grounds.setdefault(span.label, {})
            if span.label in ("boilerplate", "quotation"):
                ground.update(dict.fromkeys([self._carried(span)] if self._carried(span) else ()))
            elif span.label == "distinctive":
                ties = (reason.value for reason in span.reasons if reason.kind in _GROUND)
                ground.update(dict.fromkeys(tie for tie in ties if "".join(tie.split()) in said))
        english = self.names.lang == "en"
        texts = []
        for label, ground in grounds.items():
            inner = (", " if english else "、").join(ground)
            called = self.names.get("label", label)
            texts.append((f"{called} ({inner})" if english else f"{called}（{inner}）") if inner else called)
        return (", " if english else "、").join(texts)

    def _carried(self, span: LabelSpan) -> str:
        """In how many documents and issuers a span stands, or what it cites."""
        cited = next((r.value for r in span.reasons if r.kind in ("citation", "definition")), "")
        return evidence(span.reasons, self.names) or cited

    def _spans(self, piece: Piece, left: bool) -> Iterator[LabelSpan]:
        if piece.clause >= 0:
            clause = self.places.document(left).clauses[piece.clause]
            yield from self.view.labels[0 if left else 1].over(clause.start, clause.end)
