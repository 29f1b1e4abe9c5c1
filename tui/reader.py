"""What the pair view shows of a comparison and where its stops are: folds, filters, search hits, moved text.

No terminal here: rows of `compare.writers.rows` go in, the rows to paint and their stops come out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from compare.model import Comparison, Document, Section
from compare.writers.inline import Ink, section_path
from compare.writers.names import Names
from compare.writers.rows import FoldRow, Piece, Row, SectionRow, SectionsRow, TextRow
from compare.writers.view import View

from .finding import fold_case, mark_hits
from .rows import DIFFERENT, Filter, Key, deep, ghost_of, is_note, key_of, marks_of, pieces, roles_of


class Reader:
    """The rows of one comparison as they are shown now."""

    def __init__(
        self,
        comparison: Comparison,
        names: Names,
        *,
        view: View | None = None,
        base: Sequence[Row] | None = None,
    ) -> None:
        """view, base: of the comparison, where they are made already."""
        self.comparison = comparison
        self.names = names
        self.view = view or View(comparison)
        self.base = self.view.rows() if base is None else list(base)
        self.filter = Filter()
        self.needle = ""
        self.hits: list[Key] = []
        self._open: set[Key] = set()
        self._closed: set[Key] = set()
        self._beside: set[Key] = set()
        self._ghosts = self._find_ghosts()
        self.rows: list[Row] = []
        self.sections: list[int] = []
        self.build()

    # ---- what is shown

    def build(self) -> None:
        """Make `rows`, and for each row in `sections` the index of the head it stands under (-1: none)."""
        self.rows = []
        self._followed: set[str] = set()  # right sections behind which it was said what has moved away
        self._stops: dict[str, list[int]] = {}
        for head, body in self._blocks():
            kept = [row for row in body if self._passes(row, head)] if self.filter else body
            if self.filter and not kept and not (head and self._head_passes(head, bool(body))):
                continue
            if head is not None:
                self.rows.append(head)
                if key_of(head) in self._closed:
                    continue
            self.rows += kept
        self.sections = []
        at = -1
        for index, row in enumerate(self.rows):
            if isinstance(row, SectionRow | SectionsRow):
                at = index
            self.sections.append(at)

    def _blocks(self) -> Iterator[tuple[Row | None, list[Row]]]:
        """A head and the rows under it, folds opened as the user wants them."""
        head: Row | None = None
        body: list[Row] = []
        for row in self._opened(self.base):
            if isinstance(row, SectionRow | SectionsRow):
                if head is not None or body:
                    yield head, body
                head, body = row, []
            else:
                body.append(row)
                if isinstance(row, TextRow) and key_of(row) in self._beside:
                    body += self._counterparts(row)
        if head is not None or body:
            yield head, body

    def _opened(self, rows: Iterable[Row]) -> Iterator[Row]:
        waiting: list[SectionRow] = []
        for row in rows:
            if isinstance(row, SectionRow | SectionsRow):
                yield from self._ghosts_after(waiting)
                waiting = []
            if isinstance(row, FoldRow | SectionsRow) and key_of(row) in self._open:
                yield from self._opened(row.rows)
                continue  # what follows its sections has been said there
            yield row
            if isinstance(row, SectionRow):
                waiting.append(row)
            elif isinstance(row, SectionsRow):
                waiting += row.pairs
        yield from self._ghosts_after(waiting)

    def _passes(self, row: Row, head: Row | None) -> bool:
        wanted = self.filter
        if wanted.marks and not wanted.marks & set(marks_of(row)):
            return False
        if wanted.roles and isinstance(head, SectionRow) and not wanted.roles & roles_of(head):
            return False
        if wanted.labels:
            inner = row.rows if isinstance(row, FoldRow) else (row,)
            labels = {ink.label for one in inner for piece, _ in pieces(one) for _, ink in piece.runs}
            return bool(wanted.labels & labels)
        return True

    def _head_passes(self, head: Row, has_body: bool) -> bool:
        """Whether a head without shown text stays: it has no text of its own, and only marks or roles are asked for."""
        if self.filter.labels or has_body:
            return False
        if isinstance(head, SectionsRow):
            return not self.filter.marks or "=" in self.filter.marks
        assert isinstance(head, SectionRow)
        if head.container:
            return False
        marked = not self.filter.marks or bool(self.filter.marks & set(marks_of(head)))
        return marked and (not self.filter.roles or bool(self.filter.roles & roles_of(head)))

    # ---- folds

    def fold(self, index: int) -> bool:
        """Fold or open what row `index` belongs to. False where there is nothing to fold."""
        row = self.rows[index]
        key = key_of(row)
        if isinstance(row, FoldRow | SectionsRow):
            self._open.add(key)
        elif isinstance(row, SectionRow) and not self._folded_into(row):
            self._closed ^= {key}
        else:
            fold = self._folded_into(row)
            if fold is None:
                return False
            self._open.discard(fold)
        self.build()
        return True

    def _folded_into(self, row: Row) -> Key | None:
        """The opened fold that a row stands in, the innermost first."""
        key = key_of(row)
        found: Key | None = None
        stack: list[tuple[Row, ...]] = [tuple(self.base)]
        while stack:
            for one in stack.pop():
                if isinstance(one, FoldRow | SectionsRow) and key_of(one) in self._open:
                    if any(key_of(inner) == key for inner in one.rows):
                        found = key_of(one)
                    stack.append(one.rows)
        return found

    def fold_all(self) -> bool:
        """Open everything; where all is open, fold it again. True when everything is open now."""
        folds = {key_of(row) for row in deep(self.base) if isinstance(row, FoldRow | SectionsRow)}
        opened = bool(self._closed) or not folds <= self._open
        self._open = folds if opened else set()
        self._closed = set()
        self.build()
        return opened

    # ---- stops

    def stops(self, kind: str) -> list[int]:
        """Indices of rows: difference, section, number, distinctive, or hit."""
        tests: dict[str, Callable[[Row], bool]] = {
            "difference": lambda row: (
                isinstance(row, TextRow) and bool(DIFFERENT & set(marks_of(row))) and not is_note(row)
            ),
            "section": lambda row: isinstance(row, SectionRow | SectionsRow),
            "number": lambda row: isinstance(row, TextRow) and "!" in marks_of(row),
            "distinctive": lambda row: any(
                ink.label == "distinctive" for piece, _ in pieces(row) for _, ink in piece.runs
            ),
        }
        if kind not in self._stops:
            test = tests[kind]
            self._stops[kind] = [index for index, row in enumerate(self.rows) if test(row)]
        return self._stops[kind]

    def find(self, key: Key) -> int:
        """Index of a row by its key, opening what hides it; -1 where it is nowhere."""
        for attempt in range(3):
            for index, row in enumerate(self.rows):
                if key_of(row) == key:
                    return index
            if attempt == 0:
                self._reveal(key)
            elif attempt == 1 and self.filter:
                self.filter = Filter()
                self.build()
        return -1

    def _reveal(self, key: Key) -> None:
        for row in self.base:
            if isinstance(row, FoldRow | SectionsRow):
                inner = tuple(deep(row.rows))
                if any(key_of(one) == key for one in inner):
                    self._open.add(key_of(row))
                    self._open |= {
                        key_of(one)
                        for one in inner
                        if isinstance(one, FoldRow) and any(key_of(x) == key for x in one.rows)
                    }
        self._closed.clear()
        self.build()

    def row_at(self, left: bool, offset: int) -> int:
        """Index of the row that shows this place of a document (code points), or the last row before it."""
        best, best_start = 0, -1
        document = self._document(left)
        for index, row in enumerate(self.rows):
            for start, end in self._extents(row, left, document):
                if start <= offset < end:
                    return index
                if best_start < start <= offset:
                    best, best_start = index, start
        return best

    def _extents(self, row: Row, left: bool, document: Document) -> Iterator[tuple[int, int]]:
        if isinstance(row, SectionRow):
            section = row.left if left else row.right
            if section:
                yield section.start, section.body
        elif isinstance(row, TextRow):
            for piece, is_left in pieces(row):
                if is_left == left and piece.clause >= 0:
                    clause = document.clauses[piece.clause]
                    yield clause.start, clause.end
        else:
            for one in row.rows:
                yield from self._extents(one, left, document)

    def extent(self, index: int, left: bool) -> tuple[int, int] | None:
        """The first stretch of one document that row `index` shows, None where it shows nothing of it."""
        return next(iter(self._extents(self.rows[index], left, self._document(left))), None)

    def place(self, index: int) -> tuple[bool, int]:
        """A place of a document (left?, offset) that row `index` shows, to come back to."""
        for row in self.rows[index::-1]:
            for left in (True, False):
                for start, _ in self._extents(row, left, self._document(left)):
                    return left, start
        return True, 0

    def show_text(self, left: bool, offset: int) -> int:
        """Index of the text row of a place, opening what hides it."""
        document = self._document(left)
        for row in deep(self.base):
            if isinstance(row, TextRow) and any(s <= offset < e for s, e in self._extents(row, left, document)):
                return max(0, self.find(key_of(row)))
        return self.row_at(left, offset)

    # ---- search

    def search(self, needle: str) -> int:
        """Look for text in all clauses and headings, folded ones too. Returns the number of rows that hold it."""
        self.needle = fold_case(needle.strip())
        self.hits = []
        if self.needle:
            self.hits = [key_of(row) for row in deep(self.base) if self.needle in fold_case(self._said(row))]
        self.build()
        return len(self.hits)

    def order(self) -> dict[Key, int]:
        """Where each row stands among all rows, folded ones too."""
        return {key_of(row): index for index, row in enumerate(deep(self.base))}

    def _said(self, row: Row) -> str:
        if isinstance(row, SectionRow):
            return "\n".join(s.marker + s.heading for s in (row.left, row.right) if s)
        return "\n".join("".join(text for text, _ in piece.runs) for piece, _ in pieces(row))

    def painted(self) -> list[Row]:
        """The rows with search hits set apart."""
        if not self.needle:
            return self.rows
        return [self._hit(row) if isinstance(row, TextRow) else row for row in self.rows]

    def _hit(self, row: TextRow) -> TextRow:
        left, right = (
            replace(piece, runs=mark_hits(piece.runs, self.needle)) if piece else None
            for piece in (row.left, row.right)
        )
        return TextRow(left, right, row.linked)

    # ---- moved text

    def _find_ghosts(self) -> dict[str, list[TextRow]]:
        """For each right section, what stands behind it in the right document but is read elsewhere."""
        moved = {link.right: link for link in self.comparison.links if link.moved}
        found: dict[str, list[TextRow]] = {}
        before = ""
        for section in self.comparison.right.sections:
            link = moved.get(section.id)
            if link is None:
                before = section.id
                continue
            home = self.path(self.comparison.left, self.comparison.left.by_id[link.left])
            path = self.path(self.comparison.right, section)
            sides = {"side": self.names.side(False), "other": self.names.side(True)}
            words = self.names.word("ghost", path=path, home=home, **sides)
            ghost = Piece(-1, section.id, "^", ((words + section.heading, Ink("ghost")),), 0)
            found.setdefault(before, []).append(TextRow(None, ghost))
        return found

    def _ghosts_after(self, heads: Sequence[SectionRow]) -> Iterator[Row]:
        for head in heads:
            if head.right and not head.home and head.right.id not in self._followed:
                self._followed.add(head.right.id)
                yield from self._ghosts.get(head.right.id, ())

    def other_place(self, index: int) -> int | None:
        """The row where the moved text of row `index` stands or is read otherwise; opens its counterpart beside it
        where it is a clause. None where nothing has moved."""
        row = self.rows[index]
        if isinstance(row, SectionRow) and row.link and row.link.moved and row.right:
            wanted = row.right.id
            return next((i for i, one in enumerate(self.rows) if ghost_of(one) == wanted), None)
        target = ghost_of(row)
        if target:
            return next(
                (
                    i
                    for i, r in enumerate(self.rows)
                    if isinstance(r, SectionRow) and r.right and r.right.id == target and not r.home
                ),
                None,
            )
        if any(piece.away for piece, _ in pieces(row)):
            self._beside ^= {key_of(row)}
            self.build()
            return self.find(key_of(row))
        return None

    def _counterparts(self, row: TextRow) -> Iterator[Row]:
        """The clause pairs of a clause whose counterpart is read elsewhere."""
        for piece, left in pieces(row):
            if not piece.away:
                continue
            for link in self.comparison.clause_links:
                if (link.left if left else link.right) == piece.clause:
                    yield self.view.pair(link)

    # ---- names

    def _document(self, left: bool) -> Document:
        return self.comparison.left if left else self.comparison.right

    def path(self, document: Document, section: Section | None) -> str:
        """Number path of a section, as officials cite it."""
        word = self.names.tables["word"]
        return section_path(document, section, word["paragraph"], word["preamble"])

    def head_of(self, index: int) -> SectionRow | None:
        """The section head that row `index` stands under."""
        at = self.sections[index] if 0 <= index < len(self.sections) else -1
        row = self.rows[at] if at >= 0 else None
        if isinstance(row, SectionsRow):
            return row.pairs[0]
        return row if isinstance(row, SectionRow) else None
