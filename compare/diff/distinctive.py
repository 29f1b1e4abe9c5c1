"""The distinctive measures (特色举措) of each side, ranked, with their anchors and the nearest counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..basics.key import Key, make_key
from ..basics.similarity import ratio_matrix
from ..model import Clause, Comparison, Document, LabelSpan, Reason, Span

# Points of domain reference 4.3, pair case. A kind counts once, however long a list of figures is.
_POINTS = {"amount": 2, "instrument": 2, "date": 1, "unit": 1}
_NAMES = ("place", "body", "project")
_NAME_POINTS = (0, 2, 3, 4)  # for no, one, two, more names: what names more is more concrete, but a list is no feat
MOST_POINTS = 8  # of one thing named, an amount, an instrument, a deadline and a body: more says no more
_FIGURES = ("amount", "date")
FORMULA_SHARE = 0.5  # of a clause's characters labelled formula from which it loses points (4.3)
FORMULA_POINTS = 2
_SHORTEST = 8  # key characters under which a text is a scrap, and its similarity says nothing (4.3)
# Specificity counts as much as the other two together. Chosen by reading the first ten of six pairs and on the few
# gold labels there are: without the share, a guiding sentence with one phrase of its own stood among the first.
_WEIGHTS = (0.5, 0.25, 0.25)  # of specificity, novelty, share
_ROWS = 256  # clauses compared at once, so that memory stays bounded: 2 MB against 2,000


@dataclass(frozen=True, slots=True)
class Measure:
    """A clause with text of its own.

    left: of the left document. clause: its index there. spans: its distinctive spans; they may reach beyond it.
    anchors: what ties it to one place, body, project, amount, date, unit or instrument, in reading order. nearest:
    index of the most similar clause of the other document, None where no clause there has a character in common;
    similarity: of their keys, 0..1.
    specificity: points from 0. novelty: 1 - similarity, 0 for a scrap of text, 0..1. share: of its characters that are
    distinctive, 0..1. score: weighted mean of specificity, novelty and share, 0..1, what it is ranked by.
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
    share: float
    score: float


def distinctive_measures(
    comparison: Comparison, keys: tuple[Key, Key] | None = None
) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """Measures of the left and the right document, best first, ties in reading order. keys: of the whole texts, made
    here where they are not given."""
    documents = comparison.left, comparison.right
    keys = keys or (_key(comparison.left), _key(comparison.right))
    texts = [[key.cut(c.start, c.end) for c in d.clauses] for d, key in zip(documents, keys, strict=True)]
    sides = []
    for side in (0, 1):
        found = _clauses(documents[side], comparison.spans[side])
        near = _nearest([texts[side][index] for index, _ in found], texts[1 - side])
        measures = [
            _measure(comparison, side == 0, index, spans, best, len(texts[side][index]) < _SHORTEST)
            for (index, spans), best in zip(found, near, strict=True)
        ]
        sides.append(tuple(sorted(measures, key=lambda m: (-m.score, m.clause))))
    return sides[0], sides[1]


def _key(document: Document) -> Key:
    furniture = [Span(region.start, region.end) for region in document.furniture]
    return make_key(document.text, document.metadata.places, furniture)


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
        best = ratios.argmax(axis=1)
        top = ratios[range(len(best)), best]
        found += [(int(at), float(ratio)) if ratio else (None, 0.0) for at, ratio in zip(best, top, strict=True)]
    return found


def _measure(
    comparison: Comparison,
    left: bool,
    index: int,
    spans: Sequence[LabelSpan],
    best: tuple[int | None, float],
    scrap: bool,
) -> Measure:
    document, other = (comparison.left, comparison.right) if left else (comparison.right, comparison.left)
    clause = document.clauses[index]
    nearest, similarity = best
    own = tuple(span for span in spans if span.label == "distinctive")
    anchors = _anchors(own, _squeezed(document, clause))
    points = specificity(anchors, "" if nearest is None else _squeezed(other, other.clauses[nearest]))
    if _covered(spans, "boilerplate", clause) > FORMULA_SHARE:
        points = max(0, points - FORMULA_POINTS)
    novelty = 0.0 if scrap else 1.0 - similarity
    share = _covered(spans, "distinctive", clause)
    parts = min(points, MOST_POINTS) / MOST_POINTS, novelty, share
    score = sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))
    return Measure(left, index, clause.section, own, anchors, nearest, similarity, points, novelty, share, score)


def _squeezed(document: Document, clause: Clause) -> str:
    """A clause without blanks, as a hard wrap may stand inside a name."""
    return "".join(document.text[clause.start : clause.end].split())


def _covered(spans: Sequence[LabelSpan], label: str, clause: Clause) -> float:
    """Share of a clause's characters with that label, 0..1."""
    covered = sum(min(s.end, clause.end) - max(s.start, clause.start) for s in spans if s.label == label)
    return covered / (clause.end - clause.start)


def _anchors(spans: Sequence[LabelSpan], said: str) -> tuple[Reason, ...]:
    """Anchors of the spans that stand in this clause, in reading order; a name inside a longer one of its kind is
    left out. A span may run over several clauses: what ties a neighbour to its place says nothing of this one."""
    found: dict[Reason, int] = {}
    for span in spans:
        for reason in span.reasons:
            at = said.find("".join(reason.value.split())) if reason.kind in (*_NAMES, *_POINTS) else -1
            if at >= 0:
                found.setdefault(reason, at)
    names = [reason for reason in found if reason.kind in _NAMES]
    within = {a for a in names for b in names if a != b and a.kind == b.kind and a.value in b.value}
    return tuple(sorted((reason for reason in found if reason not in within), key=lambda reason: found[reason]))


def specificity(anchors: Sequence[Reason], there: str) -> int:
    """Points for what is named. A figure that the nearest clause (there: its text without blanks) gives too is a
    uniform one, and gives none (4.3)."""
    kinds = {r.kind for r in anchors if r.kind not in _FIGURES or "".join(r.value.split()) not in there}
    names = sum(reason.kind in _NAMES for reason in anchors)
    return _NAME_POINTS[min(names, len(_NAME_POINTS) - 1)] + sum(_POINTS.get(kind, 0) for kind in kinds)
