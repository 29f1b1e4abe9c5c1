"""The distinctive measures (特色举措) of each side, ranked, with their anchors and the nearest counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..basics.key import Key
from ..basics.similarity import ratio_matrix
from ..model import Comparison, Document, LabelSpan, Reason

# Points for what makes a clause specific (pair case of the usual scale: named things, amounts and parameters count
# twice, a deadline or a responsible body once).
_POINTS = {"place": 2, "body": 2, "project": 2, "amount": 2, "instrument": 2, "date": 1, "unit": 1}
_MOST_POINTS = 8  # more than four telling anchors say no more about how special a clause is
_FORMULA_SHARE = 0.5  # of a clause's characters labelled formula from which it loses points
_FORMULA_POINTS = 2
_ROWS = 256  # clauses compared at once, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Measure:
    """A clause with text of its own.

    left: of the left document. clause: its index there. spans: its distinctive spans. anchors: what ties it to
    one place, body, project, amount, date or instrument, in reading order. nearest: index of the most similar
    clause of the other document, None where that has none; similarity: of their keys, 0..1. specificity: points.
    novelty: 0..1. score: 0..1, what it is ranked by.
    """

    left: bool
    clause: int
    section: str
    spans: tuple[LabelSpan, ...]
    anchors: tuple[Reason, ...]
    nearest: int | None
    similarity: float
    specificity: int
    novelty: float
    score: float


def distinctive_measures(
    comparison: Comparison, keys: tuple[Key, Key]
) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """Measures of the left and the right document, best first, ties in reading order. keys: of the whole texts."""
    documents = comparison.left, comparison.right
    texts = [[key.cut(c.start, c.end) for c in d.clauses] for d, key in zip(documents, keys, strict=True)]
    sides = []
    for side in (0, 1):
        found = _clauses(documents[side], comparison.spans[side])
        near = _nearest([texts[side][index] for index, _ in found], texts[1 - side])
        measures = [
            _measure(side == 0, documents[side], index, spans, *best)
            for (index, spans), best in zip(found, near, strict=True)
        ]
        sides.append(tuple(sorted(measures, key=lambda m: (-m.score, m.clause))))
    return sides[0], sides[1]


def _clauses(document: Document, spans: Sequence[LabelSpan]) -> list[tuple[int, list[LabelSpan]]]:
    """Clauses with a distinctive span in their text, and all label spans of each."""
    found: list[tuple[int, list[LabelSpan]]] = []
    at = 0
    for index, clause in enumerate(document.clauses):
        while at < len(spans) and spans[at].end <= clause.start:
            at += 1
        here: list[LabelSpan] = []
        step = at
        while step < len(spans) and spans[step].start < clause.end:
            here.append(spans[step])
            step += 1
        if any(span.label == "distinctive" for span in here):
            found.append((index, here))
    return found


def _nearest(texts: Sequence[str], others: Sequence[str]) -> list[tuple[int | None, float]]:
    """The best match of each text among the others, the first of equals."""
    if not others:
        return [(None, 0.0)] * len(texts)
    found: list[tuple[int | None, float]] = []
    for start in range(0, len(texts), _ROWS):
        ratios = ratio_matrix(texts[start : start + _ROWS], others)
        found += [(int(best), float(row[best])) for row, best in zip(ratios, ratios.argmax(axis=1), strict=True)]
    return found


def _measure(
    left: bool, document: Document, index: int, spans: Sequence[LabelSpan], nearest: int | None, similarity: float
) -> Measure:
    clause = document.clauses[index]
    own = tuple(span for span in spans if span.label == "distinctive")
    anchors = tuple(dict.fromkeys(r for span in own for r in span.reasons if r.kind in _POINTS))
    formula = sum(
        min(span.end, clause.end) - max(span.start, clause.start) for span in spans if span.label == "boilerplate"
    )
    points = sum(_POINTS[kind] for kind in dict.fromkeys(reason.kind for reason in anchors))
    points += sum(_POINTS[r.kind] for r in anchors if r.kind in ("place", "body", "project")) // 2
    if formula > _FORMULA_SHARE * (clause.end - clause.start):
        points -= _FORMULA_POINTS
    novelty = 1.0 - similarity
    specific = min(max(points, 0), _MOST_POINTS) / _MOST_POINTS
    return Measure(
        left, index, clause.section, own, anchors, nearest, similarity, points, novelty, (specific + novelty) / 2
    )
