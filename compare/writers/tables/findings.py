"""What one block says of two documents of their own: how much corresponds, what is given otherwise, what each has
alone. The tables of vertical and peer pairs put it into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model import ClauseLink, LabelSpan
from ..inline import plain
from .blocks import Block, Pair
from .quoting import size
from .strength import Change, changes
from .units import is_unit_note

_ECHO = frozenset(("shared", "adapted", "value_changed"))
_RITUAL = frozenset(("boilerplate", "quotation"))
_LONE = 0.8  # share of a clause without any echo from which the other document does not have it
_FIGURES = ("amount", "date")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a block. total: characters of its clauses; ritual, same, echoed: of them formula or quotation, word
    for word as in the other document, and said there in any way. lone: clauses that the other document does not have,
    formula and responsible units apart. own: its distinctive text, piece by piece; figures: its amounts and dates."""

    total: int
    ritual: int
    same: int
    echoed: int
    lone: tuple[int, ...]
    own: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Both sides of a block, and what linked clauses give otherwise."""

    left: Side
    right: Side
    changes: tuple[Change, ...]


def findings(pair: Pair, block: Block) -> Findings:
    """What is to be said of a block. Links of its clauses into other blocks count as echoes, not as changes."""
    valued = [_valued(pair, link) for link in block.pairs]
    return Findings(
        _side(pair, 0, block.clauses[0]),
        _side(pair, 1, block.clauses[1]),
        tuple(changes(pair.documents, block.pairs, valued, pair.wording)),
    )


def _valued(pair: Pair, link: ClauseLink) -> bool:
    clause = pair.documents[1].clauses[link.right]
    return any(span.label == "value_changed" for span in pair.labels[1].over(clause.start, clause.end))


def _side(pair: Pair, side: int, clauses: Sequence[int]) -> Side:
    document = pair.documents[side]
    sums = {"total": 0, "ritual": 0, "same": 0, "echoed": 0}
    lone: list[int] = []
    pieces: dict[str, None] = {}
    figures: dict[str, None] = {}
    for index in clauses:
        clause = document.clauses[index]
        own = 0
        whole = size(document, clause.start, clause.end)
        for span in pair.labels[side].over(clause.start, clause.end):
            length = size(document, max(span.start, clause.start), min(span.end, clause.end))
            ritual, echoed = span.label in _RITUAL, span.label in _ECHO or _elsewhere(span)
            sums["ritual"] += length * ritual
            sums["same"] += length * (span.label == "shared" or (ritual and echoed))
            sums["echoed"] += length * echoed
            own += length * (not ritual and not echoed)
            if span.label == "distinctive":
                text = plain(document, max(span.start, clause.start), min(span.end, clause.end))
                pieces[text.strip("，。；、,; ")] = None
                said = "".join(text.split())
                figures.update(
                    (reason.value, None)
                    for reason in span.reasons
                    if reason.kind in _FIGURES and "".join(reason.value.split()) in said
                )
        sums["total"] += whole
        note = is_unit_note(document.text[clause.start : clause.end])
        if whole and own >= _LONE * whole and not note and not pair.counterparts[side].get(index):
            lone.append(index)
    return Side(**sums, lone=tuple(lone), own=tuple(pieces), figures=tuple(figures))


def _elsewhere(span: LabelSpan) -> bool:
    """Whether a formula or quotation stands in the other document too."""
    return span.label in _RITUAL and span.other is not None
