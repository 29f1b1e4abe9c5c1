"""What is open: two documents or one, their comparison, and the work that makes them. No terminal here."""

from __future__ import annotations

from dataclasses import dataclass, field

from compare.model import ClauseLink, Comparison, Document, Overlap, Summary
from compare.options import Options
from compare.writers.inline import Ink
from compare.writers.names import Names, names
from compare.writers.rows import Piece, Row, TextRow
from compare.writers.view import View

from .reader import Reader


@dataclass(frozen=True, slots=True)
class Request:
    """What `bidui tui` was asked for. paths: none, one or more files or folders; part numbers as in `bidui diff`;
    ambiguous: cells of “ ” — … in this terminal, 0 to find out; theme: empty to choose by the terminal; library: the
    file that is asked where measures come from, empty for the user's own if there is one."""

    paths: tuple[str, ...] = ()
    regime: str = "auto"
    parts: tuple[int, int] = (0, 0)
    session: str = ""
    lang: str = "zh"
    ambiguous: int = 0
    theme: str = ""
    library: str = ""


@dataclass
class Pair:
    """Two documents being read, and their comparison once it is made."""

    left: Document
    right: Document
    comparison: Comparison | None = None
    notes: list[str] = field(default_factory=list)

    def document(self, left: bool) -> Document:
        """The document of a side."""
        return self.left if left else self.right


def preview(left: Document, right: Document, lang: str) -> Reader:
    """Both documents as they are, paragraph beside paragraph, to read while they are being aligned."""
    none = Overlap(0.0, 0.0)
    empty = Summary(0.0, 0.0, (), (none, none), (0, 0), (0, 0), ((), ()))
    bare = Comparison(left, right, "", "", (), (), ((), ()), (), empty)
    view = View(bare)
    columns = [[_plain_piece(document, index) for index in range(len(document.clauses))] for document in (left, right)]
    rows: list[Row] = []
    for index in range(max(map(len, columns))):
        sides = [column[index] if index < len(column) else None for column in columns]
        rows.append(TextRow(sides[0], sides[1]))
    return Reader(bare, names(lang), view=view, base=rows)


def _plain_piece(document: Document, index: int) -> Piece:
    clause = document.clauses[index]
    text = " ".join(document.text[clause.start : clause.end].split())
    return Piece(index, clause.section, " ", ((text, Ink("plain")),), len(text))


def options_of(request: Request) -> Options:
    """The options of comparing that were asked for."""
    return Options(regime=request.regime, left_part=request.parts[0], right_part=request.parts[1])


def clause_link(comparison: Comparison, left: int, right: int) -> ClauseLink | None:
    """The link between two clauses by their indices."""
    found = (link for link in comparison.clause_links if (link.left, link.right) == (left, right))
    return next(found, None)


__all__ = ["Names", "Pair", "Request", "clause_link", "options_of", "preview"]
