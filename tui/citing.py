"""Text to take away: a pair of passages, or a citation with title, number, section and quotation."""

from __future__ import annotations

from compare.model import Document
from compare.writers.citations import cite, place_of
from compare.writers.inline import plain
from compare.writers.rows import FoldRow, Row, SectionRow, SectionsRow, TextRow
from compare.writers.tables.model import Source

from .reader import Reader
from .rows import pieces

__all__ = ["citation", "cite", "pair_text", "quoted", "words"]


def pair_text(reader: Reader, index: int) -> str:
    """The passages of a row, each with its side and place: 甲 三（二）：…… on lines of their own."""
    lines: list[str] = []
    for left in (True, False):
        spans = _spans(reader, reader.rows[index], left)
        if spans:
            document = reader.comparison.left if left else reader.comparison.right
            text = "".join(plain(document, start, end) for start, end in spans)
            lines.append(f"{reader.names.side(left)} {place_of(reader.names, document, spans[0][0])}：{text}")
    return "\n".join(lines)


def citation(reader: Reader, index: int, left: bool) -> str:
    """《标题》（文号）三（二），第3页：“原文”. Of the other side where this one has nothing in the row."""
    for side in (left, not left):
        spans = _spans(reader, reader.rows[index], side)
        if spans:
            document = reader.comparison.left if side else reader.comparison.right
            text = "".join(plain(document, start, end) for start, end in spans)
            return cite(reader.names, document, spans[0][0], text)
    return ""


def quoted(reader: Reader, index: int, left: bool) -> list[Source]:
    """Where the passages of a row stand on one side, or on the other where this one has none."""
    for side in (left, not left):
        spans = _spans(reader, reader.rows[index], side)
        document = reader.comparison.left if side else reader.comparison.right
        if spans:
            return [(document, spans[0][0], spans[-1][1])]
    return []


def words(document: Document, start: int, end: int) -> str:
    """A stretch of text as it is shown."""
    return plain(document, start, end)


def _spans(reader: Reader, row: Row, left: bool) -> list[tuple[int, int]]:
    document = reader.comparison.left if left else reader.comparison.right
    if isinstance(row, TextRow):
        clauses = [document.clauses[piece.clause] for piece, side in pieces(row) if side == left and piece.clause >= 0]
        return [(clause.start, clause.end) for clause in clauses]
    if isinstance(row, SectionRow):
        section = row.left if left else row.right
        return [(section.start, section.end)] if section else []
    assert isinstance(row, FoldRow | SectionsRow)
    found: list[tuple[int, int]] = []
    for one in row.rows:
        if isinstance(row, FoldRow) or isinstance(one, SectionRow):
            found += _spans(reader, one, left)
    return found
