"""Pairs of documents that can be opened in the page: their figures, and what they share, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from ...report import PairFigures
from ..report_tables.reported import Reported
from ..summary import percent
from ..tables.model import Paragraph

LEAST = 0.01  # gross similarity from which a pair is opened
_MOST_PAIRS = 60
_MOST_PASSAGES = 12
_MOST_ALL = 600  # passages quoted in the page
_LONGEST = 220  # characters up to which a passage is quoted whole


@dataclass(frozen=True, slots=True)
class Shared:
    """A clause of the left and of the right that say the same; similarity as percent, empty for an equal run only."""

    left: Paragraph
    right: Paragraph
    similarity: str
    shared: int


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair. figures, roles: (name, percent, characters they are counted from)."""

    ident: str
    left: str
    right: str
    left_target: str
    right_target: str
    figures: tuple[tuple[str, str], ...]
    base: PairFigures
    roles: tuple[tuple[str, str, int], ...]
    passages: tuple[Shared, ...]
    count: int


def chosen(made: Reported) -> dict[tuple[int, int], str]:
    """The most similar pairs of families and their ids in the page."""
    gross = made.report.matrix.gross
    found = sorted(made.report.pairs_from(LEAST), key=lambda pair: (-float(gross[pair]), pair))
    return {pair: f"pair-{pair[0] + 1}-{pair[1] + 1}" for pair in found[:_MOST_PAIRS]}


def opened(made: Reported, pairs: dict[tuple[int, int], str]) -> tuple[OpenPair, ...]:
    """The pairs with their figures and the passages that are most alike."""
    each = max(3, min(_MOST_PASSAGES, _MOST_ALL // max(1, len(pairs))))
    return tuple(_opened(made, pair, ident, each) for pair, ident in pairs.items())


def _opened(made: Reported, pair: tuple[int, int], ident: str, most: int) -> OpenPair:
    report = made.report
    figures = report.pair(*pair)
    passages = sorted(report.passages(*pair), key=lambda p: (-p.similarity, -p.shared, p.left.start))
    names = made.words.names
    return OpenPair(
        ident,
        made.short[pair[0]],
        made.short[pair[1]],
        f"doc-{pair[0] + 1}",
        f"doc-{pair[1] + 1}",
        tuple(
            (names.get("figure", code), percent(getattr(figures, code)))
            for code in ("gross", "net", "subject", "structure")
        ),
        figures,
        tuple((made.role(one.role), percent(one.similarity), one.characters) for one in figures.by_role),
        tuple(
            Shared(
                made.quoted(one.left, most=_LONGEST),
                made.quoted(one.right, most=_LONGEST),
                percent(one.similarity, False) if one.similarity else "",
                one.shared,
            )
            for one in passages[:most]
        ),
        len(passages),
    )
