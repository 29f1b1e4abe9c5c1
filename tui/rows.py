"""Rows of a comparison: what names them, what marks and clauses they show, and what a filter lets through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compare.writers.rows import FoldRow, Piece, Row, SectionRow, SectionsRow, TextRow

Key = tuple[str, str, str]  # kind, left id, right id: the same row again after a new layout or comparison

MARKS = "=~!<>^·"
DIFFERENT = frozenset("~!<>^")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown. Empty sets show everything. marks: of the gutter; labels: as in LabelSpan; roles: codes."""

    marks: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.marks or self.labels or self.roles)


def key_of(row: Row) -> Key:
    """What names a row beyond one layout of one comparison."""
    if isinstance(row, SectionRow):
        return "head", row.left.id if row.left else "", row.right.id if row.right else ""
    if isinstance(row, TextRow):
        left, right = (str(piece.clause) if piece else "" for piece in (row.left, row.right))
        return "text", left, right
    if isinstance(row, FoldRow):
        return "fold", *key_of(row.rows[0])[1:]
    return "sections", *key_of(row.pairs[0])[1:]


def pieces(row: Row) -> Iterator[tuple[Piece, bool]]:
    """The clauses that a row shows, each with whether it is of the left document."""
    if isinstance(row, TextRow):
        if row.left:
            yield row.left, True
        if row.right:
            yield row.right, False


def marks_of(row: Row) -> tuple[str, str]:
    """Marks of a row, left and right; a blank where a side has nothing."""
    if isinstance(row, SectionRow):
        return (" ", " ") if row.container else (row.mark if row.left else " ", row.mark if row.right else " ")
    if isinstance(row, TextRow):
        left, right = (piece.mark if piece else " " for piece in (row.left, row.right))
        return left or right if row.linked else left, right
    mark = "·" if isinstance(row, FoldRow) and row.kind != "same" else "="
    return mark, mark


def deep(rows: Iterable[Row]) -> Iterator[Row]:
    """All rows, folded ones too."""
    for row in rows:
        yield row
        if isinstance(row, FoldRow | SectionsRow):
            yield from deep(row.rows)


def roles_of(head: SectionRow) -> set[str]:
    return {role for section in (head.left, head.right) if section for role in section.roles}


def is_note(row: Row) -> bool:
    return all(piece.clause < 0 for piece, _ in pieces(row))


def ghost_of(row: Row) -> str:
    """Id of the right section that a ghost stands for."""
    for piece, left in pieces(row):
        if piece.clause < 0 and piece.mark == "^" and not left:
            return piece.origin
    return ""
