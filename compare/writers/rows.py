"""What a comparison looks like, row by row: section heads, clauses side by side, folded stretches."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Link, Reason, Section
from .inline import Run


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause of one side. clause: its index; origin: id of its section; away: the section that holds its
    counterpart where that is not beside it; size: characters of the document it stands for."""

    clause: int
    origin: str
    mark: str
    runs: tuple[Run, ...]
    size: int
    away: str = ""


@dataclass(frozen=True, slots=True)
class TextRow:
    """Clauses side by side; linked says whether they are counterparts or merely share a line."""

    left: Piece | None
    right: Piece | None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class FoldRow:
    """Rows folded to one line. kind: same or boilerplate; sizes: characters left and right; reasons: the
    evidence of the folded spans, without doubles."""

    kind: str
    rows: tuple[TextRow, ...]
    sizes: tuple[int, int]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionRow:
    """The head of a section pair, or of a section that stands alone (link None).

    mark: as in the gutter. split, merge: how many sections the link's group has on the other side, 0 where
    the link is one to one. home: id of the left section beside which the right section's text stands, where
    that is another. container: an unlinked heading without text of its own.
    """

    left: Section | None
    right: Section | None
    link: Link | None
    mark: str
    split: int = 0
    merge: int = 0
    home: str = ""
    container: bool = False


@dataclass(frozen=True, slots=True)
class SectionsRow:
    """Three or more pairs of sections in a row that are the same in text, folded to one line.

    rows: all that is folded, heads and text; pairs: the heads; size: characters of the left text.
    """

    pairs: tuple[SectionRow, ...]
    rows: tuple[SectionRow | TextRow | FoldRow, ...]
    size: int


Row = SectionRow | TextRow | FoldRow | SectionsRow
