"""Text to take away: a pair of passages, or a citation with title, number, section and quotation."""

from __future__ import annotations

from compare.model import Document
from compare.writers.inline import plain, section_path
from compare.writers.names import Names
from compare.writers.rows import FoldRow, Row, SectionRow, SectionsRow, TextRow
from compare.writers.summary import title_of

from .reader import Reader
from .rows import pieces


def pair_text(reader: Reader, index: int) -> str:
    """The passages of a row, each with its side and place: 甲 三（二）：…… on lines of their own."""
    lines: list[str] = []
    for left in (True, False):
        spans = _spans(reader, reader.rows[index], left)
        if spans:
            document = reader.comparison.left if left else reader.comparison.right
            text = "".join(plain(document, start, end) for start, end in spans)
            lines.append(f"{reader.names.side(left)} {_place(reader.names, document, spans[0][0])}：{text}")
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


def cite(names: Names, document: Document, start: int, text: str) -> str:
    """A quotation of a document with its source, and the page of the file where it has pages. start: where it begins
    (code points)."""
    title = title_of(document, names).strip("《》")
    number = f"（{document.metadata.number}）" if document.metadata.number else ""
    page = document.layout.page(start)
    place = "，".join(
        filter(None, (_place(names, document, start), names.tables["word"]["page"].format(n=page) if page else ""))
    )
    return f"《{title}》{number}{place}：“{text}”"


def words(document: Document, start: int, end: int) -> str:
    """A stretch of text as it is shown."""
    return plain(document, start, end)


def _place(names: Names, document: Document, start: int) -> str:
    section = next((s for s in reversed(document.sections) if s.start <= start), None)
    return section_path(document, section, names.tables["word"]["paragraph"], names.tables["word"]["preamble"])


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
