"""The rows of a comparison as lines of terminal cells: the body that the text writer and the terminal UI paint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..model import Reason, Section
from . import layout
from .inline import Ink, Run, plain, section_path
from .names import Names
from .rows import FoldRow, Piece, Row, SectionRow, SectionsRow, TextRow
from .summary import percent, title_of
from .view import View

SIDE_BY_SIDE = 90  # cells from which two columns of Chinese are wide enough to read
BLANK = Ink("blank")
_NARROW = str.maketrans("─│·", "-|.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of at most the page's width. row: index of the row it belongs to, -1 for none.

    left, middle, right: runs of the left column, of the gutter, and of the right column, the columns padded to
    equal widths. A line across the page, or of one document below the other, has no middle: its runs are in
    left or in right, whichever document they quote. first: whether the row's marks stand on it. kind: head,
    text, fold or space.
    """

    left: tuple[Run, ...] = ()
    middle: tuple[Run, ...] = ()
    right: tuple[Run, ...] = ()
    row: int = -1
    kind: str = "text"
    first: bool = True

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(text for text, _ in (*self.left, *self.middle, *self.right))


class Page:
    """Rows laid out for one width. double: side by side; brackets: [- -] and {+ +} around changed words, for
    pages without colours; ambiguous: cells of “ ” — … in this terminal, 1 or 2."""

    def __init__(
        self, view: View, names: Names, width: int, *, double: bool, brackets: bool = False, ambiguous: int = 1
    ) -> None:
        self.view = view
        self.comparison = view.comparison
        self.names = names
        self.width = width
        self.double = double
        self.brackets = brackets
        self.ambiguous = ambiguous
        self._row, self._kind = -1, "text"
        self._origin = ""
        self._several = False

    def lines(self, rows: Sequence[Row]) -> Iterator[Line]:
        """All lines of these rows, in order."""
        for number, row in enumerate(rows):
            self._row = number
            if isinstance(row, SectionRow):
                again = self._enter(rows, number)
                if number and any(section and section.level <= 1 for section in (row.left, row.right)) and not again:
                    yield Line(row=number, kind="space")
                self._kind = "head"
                yield from self._head(row, again)
            else:
                self._kind = "text" if isinstance(row, TextRow) else "fold"
                yield from self._double(row) if self.double else self._single(row)
        self._row, self._kind = -1, "text"

    def titles(self) -> Iterator[Line]:
        """The titles of both documents, side by side."""
        documents = (self.comparison.left, self.comparison.right)
        left, right = (
            [(f"{self.names.side(is_left)}  {title_of(document, self.names)}", Ink("heading"))]
            for document, is_left in zip(documents, (True, False), strict=True)
        )
        yield from self._pair(left, right, " ", " ")

    # ---- section heads

    def _enter(self, rows: Sequence[Row], number: int) -> bool:
        """Note whether several right sections share the rows below; True when the head before had the same left."""
        row = rows[number]
        again = number > 0 and _left_of(row) is not None and _left_of(rows[number - 1]) is _left_of(row)
        if not again:
            group = takewhile(lambda other: _left_of(other) is _left_of(row), rows[number:])
            rights = [head.right for head in group if isinstance(head, SectionRow) and head.left and head.right]
            self._several = sum(bool(self.comparison.right.clauses_of.get(right.id)) for right in rights) > 1
        self._origin = ""
        return again

    def path(self, section: Section | str | None, left: bool) -> str:
        """Number path of a section or section id."""
        document = self.comparison.left if left else self.comparison.right
        if isinstance(section, str):
            section = document.by_id[section]
        word = self.names.tables["word"]
        return section_path(document, section, word["paragraph"], word["preamble"])

    def _head(self, row: SectionRow, again: bool) -> Iterator[Line]:
        word = self.names.word
        place = " ⇄ ".join(
            f"{self.names.side(left)} {self.path(section, left)}"
            for section, left in ((row.left, True), (row.right, False))
            if section
        )
        section = row.left or row.right
        facts: list[str] = []
        if row.link:
            share = percent(row.link.similarity, row.link.kind == "identical")
            facts.append(f"{self.names.get('kind', row.link.kind)} {share}")
            if row.link.pinned:
                facts.append(word("pinned"))
            if row.link.moved:
                facts.append(word("moved", side=self.names.side(False), path=self.path(row.right, False)))
            if row.split:
                facts.append(word("split", n=row.split))
            if row.merge:
                facts.append(word("merge", n=row.merge))
            if row.home:
                facts.append(word("see", side=self.names.side(True), path=self.path(row.home, True)))
        else:
            facts.append(word("container") if row.container else word("only", side=self.names.side(bool(row.left))))
        if section and section.roles:
            facts.append(self.names.roles(section.roles))
        mark: Run = (self._lines("─"), Ink("rule")) if row.container else (row.mark, Ink("mark", row.mark))
        ink = Ink("muted") if row.container else BLANK
        yield from self.ruled([mark, (" " + place, Ink("heading"))], [(fact, ink) for fact in facts])
        yield from self._headings(row, again)

    def ruled(self, lead: Sequence[Run], facts: Sequence[Run] = ()) -> Iterator[Line]:
        """A head drawn into a rule. Facts are not broken unless one alone is wider than the line."""
        line: list[Run] = [(self._lines("──") + " ", Ink("rule")), *lead]
        for fact in facts:
            joined: list[Run] = [*line, (" · ", Ink("muted")), fact]
            if layout.runs_width(joined, self.ambiguous) <= self.width:
                line = joined
                continue
            yield from self._across(line)
            line = [("   ", BLANK), fact]
        room = self.width - layout.runs_width(line, self.ambiguous) - 1
        if room > 0:
            unit = layout.cell_width(self._lines("─"), self.ambiguous)
            line.append((" " + self._lines("─") * (room // unit), Ink("rule")))
        yield from self._across(line)

    def _across(self, runs: Sequence[Run]) -> Iterator[Line]:
        for line in layout.wrap_runs(runs, self.width, ambiguous=self.ambiguous):
            yield Line(tuple(line), row=self._row, kind=self._kind)

    def _headings(self, row: SectionRow, again: bool) -> Iterator[Line]:
        left = [] if again else self._heading(row.left, True)
        right = self._heading(row.right, False)
        if not left and not right:
            return
        if self.double:
            yield from self._pair(left, right, " ", " ")
            return
        texts = ["".join(text for text, _ in runs) for runs in (left, right)]
        if texts[0] == texts[1]:
            yield from self.signed("", "", left, True)
        else:
            for runs, sign, is_left in ((left, "-", True), (right, "+", False)):
                if runs:
                    yield from self.signed("", sign if row.link else "", runs, is_left)

    def _heading(self, section: Section | None, left: bool) -> list[Run]:
        """Marker and heading of a section; nothing where the number path has said it all."""
        if section is None or not section.heading:
            return []
        document = self.comparison.left if left else self.comparison.right
        text = plain(document, section.start, section.body) or section.marker + section.heading
        return [(text, Ink("heading"))]

    # ---- text

    def _double(self, row: Row) -> Iterator[Line]:
        if isinstance(row, FoldRow):
            left = [(self._fold(row, row.sizes[0]), Ink("note"))] if row.sizes[0] else []
            right = [(self._fold(row, row.sizes[1]), Ink("note"))] if row.sizes[1] else []
            yield from self._pair(left, right, "=" if row.kind == "same" else "·", " ")
        elif isinstance(row, SectionsRow):
            left, right = ([(self._sections(row, side), Ink("note"))] for side in (True, False))
            yield from self._pair(left, right, "=", " ")
        elif isinstance(row, TextRow):
            left, right = self._runs(row.left, True, row.linked), self._runs(row.right, False, row.linked)
            marks = (row.left.mark if row.left else " ", row.right.mark if row.right else " ")
            if row.linked:
                marks = (marks[1] if row.left is None else marks[0], " ")
            yield from self._pair(left, right, *marks)

    def _single(self, row: Row) -> Iterator[Line]:
        if isinstance(row, FoldRow):
            size = max(row.sizes)
            yield from self.signed("=" if row.kind == "same" else "·", "", [(self._fold(row, size), Ink("note"))])
        elif isinstance(row, SectionsRow):
            texts = [self._sections(row, side) for side in (True, False)]
            for text in dict.fromkeys(texts):
                sign = "" if texts[0] == texts[1] else "-" if text == texts[0] else "+"
                yield from self.signed("=", sign, [(text, Ink("note"))])
        elif isinstance(row, TextRow):
            left, right = self._runs(row.left, True, row.linked), self._runs(row.right, False, row.linked)
            same = row.linked and row.left and row.right and _text(left) == _text(right)
            if row.left:
                yield from self.signed(row.left.mark, "" if same else "-", left)
            if row.right and not same:
                yield from self.signed(row.right.mark, "+", right, False)

    def _runs(self, piece: Piece | None, left: bool, linked: bool) -> list[Run]:
        if piece is None:
            return []
        runs = list(piece.runs) if not self.brackets or not linked else _marked(piece.runs, left)
        if piece.runs and piece.runs[0][1].op == "remark":
            runs.insert(0, (f"〔{self.names.word('remark')}〕", piece.runs[0][1]))
            return runs
        if not left and self._several and piece.origin != self._origin:
            self._origin = piece.origin
            runs.insert(0, (f"〔{self.path(piece.origin, False)}〕", Ink("note")))
        if piece.away:
            side = self.names.side(not left)
            note = self.names.word("counterpart", side=side, path=self.path(piece.away, not left))
            runs.append((f"〔{note}〕", Ink("note")))
        return runs

    def _sections(self, row: SectionsRow, left: bool) -> str:
        first, last = (self.path(pair.left if left else pair.right, left) for pair in (row.pairs[0], row.pairs[-1]))
        return self.names.word("sections_fold", first=first, last=last, n=len(row.pairs), count=row.size)

    def _fold(self, row: FoldRow, size: int) -> str:
        if row.kind == "same":
            return self.names.word("same_fold", count=size)
        why = evidence(row.reasons, self.names)
        return self.names.word("boilerplate_fold_why" if why else "boilerplate_fold", count=size, why=why)

    def _pair(self, left: Sequence[Run], right: Sequence[Run], mark_left: str, mark_right: str) -> Iterator[Line]:
        bar = self._lines("│")
        gutter = 4 + layout.cell_width(bar, self.ambiguous)
        room = layout.column_width(self.width, gutter)
        one, two = (layout.wrap_runs(runs, room, ambiguous=self.ambiguous) for runs in (left, right))
        for number, (one_line, two_line) in enumerate(layout.columns(one, two, room, BLANK, self.ambiguous)):
            marks = (mark_left, mark_right) if number == 0 else (" ", " ")
            middle: list[Run] = [
                (" ", BLANK),
                (self._lines(marks[0]), Ink("mark", marks[0])),
                (bar, Ink("rule")),
                (self._lines(marks[1]), Ink("mark", marks[1])),
                (" ", BLANK),
            ]
            yield Line(tuple(one_line), tuple(middle), tuple(two_line), self._row, self._kind, number == 0)

    def signed(self, mark: str, sign: str, runs: Sequence[Run], left: bool = True) -> Iterator[Line]:
        lines = layout.wrap_runs(runs, self.width - 3, ambiguous=self.ambiguous)
        for number, line in enumerate(lines):
            lead = self._lines(mark or " ") + (sign or " ") + " " if number == 0 else "   "
            front: list[Run] = [(lead[0], Ink("mark", mark)), (lead[1:], Ink("mark", sign))]
            runs_here = (*front, *line)
            sides = (runs_here, ()) if left else ((), runs_here)
            yield Line(sides[0], (), sides[1], self._row, self._kind, number == 0)

    def _lines(self, char: str) -> str:
        """A line or mark character, as ASCII where the terminal shows ambiguous ones two cells wide."""
        return char.translate(_NARROW) if self.ambiguous == 2 else char


def _left_of(row: Row) -> Section | None:
    return row.left if isinstance(row, SectionRow) else None


def _text(runs: Iterable[Run]) -> str:
    return "".join(text for text, _ in runs)


def _marked(runs: Sequence[Run], left: bool) -> list[Run]:
    """Runs with brackets around what the counterpart does not have."""
    before, after = ("[-", "-]") if left else ("{+", "+}")
    marked: list[Run] = []
    inside = False
    for text, ink in runs:
        changed = ink.op in ("changed", "value")
        if changed != inside:
            marked.append((before if changed else after, ink))
            inside = changed
        marked.append((text, ink))
    if inside:
        marked.append((after, BLANK))
    return marked


def evidence(reasons: Sequence[Reason], names: Names) -> str:
    """Why folded text is taken for formula: documents and issuers that carry it, or entries of the formula bank."""
    formulas = {r.value for r in reasons if r.kind == "formula"}
    found: list[str] = []
    for kind, word in (("frequency", "in_files"), ("issuers", "in_issuers")):
        counts = sorted({int(r.value) for r in reasons if r.kind == kind and r.value.isdigit()})
        if counts:
            found.append(names.word(word, n=counts[0] if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"))
    if formulas:
        found.append(names.word("formulas", n=len(formulas)))
    return (", " if names.lang == "en" else "，").join(found)
