"""The rows of a comparison as blocks for the template: heads, lines side by side, folds with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..inline import plain
from ..page import evidence
from ..rows import FoldRow, Piece, Row, SectionRow, SectionsRow, TextRow
from ..summary import LABELS, percent
from ..view import View
from .evidence import Evidence
from .markup import Markup, runs_html, safe
from .places import Places

_SIZES = (200, 400, 800, 1600, 3200)  # characters of a block, for a guess at its height before it is painted
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a line. id: empty where the clause has its place elsewhere; before, after: links around the text
    as (text, id of the target), both empty where there is none."""

    text: Markup
    id: str = ""
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """Clauses side by side. marks: (mark, what it says) of the gutter; labels: of its spans, by name; kind: text,
    remark or ghost."""

    left: Cell | None
    right: Cell | None
    marks: tuple[tuple[str, str], ...]
    labels: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines folded to one. evidence: set phrases with the documents and issuers that carry them."""

    mark: str
    left: str
    right: str
    evidence: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a section pair; target: id of a place it speaks of."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A section pair, or a section that stands alone. Sides are (id, path, heading), None where there is none; an id
    is empty where the section has its place elsewhere. jumps: ids of both places wherever they are, empty where there
    is no section; titles, brief: for the list of sections."""

    mark: str
    says: str
    left: tuple[str, str, str] | None
    right: tuple[str, str, str] | None
    jumps: tuple[str, str]
    titles: tuple[str, str]
    brief: str
    facts: tuple[Fact, ...]
    container: bool
    level: int


@dataclass(frozen=True, slots=True)
class Block:
    """Heads that share a body. roles: codes; kinds: of its links, or left or right for a section that stands
    alone; size: class of its length."""

    heads: tuple[Head, ...]
    items: tuple[Line | Fold, ...]
    roles: str
    kinds: str
    size: int


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are the same on both sides, folded to one line."""

    left: str
    right: str
    blocks: tuple[Block, ...]


class Blocks:
    """Makes the blocks of one view."""

    def __init__(self, view: View, places: Places) -> None:
        self.view = view
        self.comparison = view.comparison
        self.places = places
        self.names = places.names
        self.struck = view.comparison.regime == "version"
        legend = (item.split(" ", 1) for item in self.names.word("legend_marks").split("  "))
        self.says = dict(legend)
        self._depth = 0
        self._placed: set[str] = set()
        self.evidence = Evidence(view, places)
        self._ghosts = self._find_ghosts()
        self._awaited = {line.right.id for lines in self._ghosts.values() for line in lines if line.right}

    def all(self) -> tuple[Block | Group, ...]:
        """Everything, in order."""
        return tuple(self._made(self.view.rows()))

    def _made(self, rows: Iterable[Row]) -> Iterator[Block | Group]:
        for block in _split(rows):
            first = block[0]
            if isinstance(first, SectionsRow):
                left, right = (self._same(first, side) for side in (True, False))
                blocks = tuple(b for b in self._made(first.rows) if isinstance(b, Block))
                yield Group(left, right, blocks)
            else:
                yield self._block(block)

    def _same(self, row: SectionsRow, left: bool) -> str:
        ends = (self.places.path(p.left if left else p.right, left) for p in (row.pairs[0], row.pairs[-1]))  # type: ignore[arg-type]  # pairs have both
        first, last = ends
        return self.names.word("sections_fold", first=first, last=last, n=len(row.pairs), count=row.size)

    def _block(self, rows: Sequence[Row]) -> Block:
        heads = [row for row in rows if isinstance(row, SectionRow)]
        rights = [head.right for head in heads if head.left and head.right]
        several = sum(bool(self.comparison.right.clauses_of.get(right.id)) for right in rights) > 1
        made = tuple(self._head(head) for head in heads)
        origin = ""
        items: list[Line | Fold] = []
        for row in rows:
            if isinstance(row, TextRow):
                items.append(self._line(row, origin if several else None))
                origin = row.right.origin if row.right and row.right.clause >= 0 else origin
            elif isinstance(row, FoldRow):
                items.append(self._fold(row))
        for head in heads:
            if head.right and not head.home:
                items += self._ghosts.pop(head.right.id, ())  # a heading may stand in several blocks
        roles = dict.fromkeys(role for head in heads for s in (head.left, head.right) if s for role in s.roles)
        kinds = dict.fromkeys(h.link.kind if h.link else "left" if h.left else "right" for h in heads)
        size = sum(piece.size for row in rows for piece in _pieces(row)) // 2
        return Block(made, tuple(items), " ".join(roles), " ".join(kinds), sum(size > step for step in _SIZES))

    # ---- heads

    def _head(self, row: SectionRow) -> Head:
        mark = "-" if row.container else row.mark
        says = self.names.word("container") if row.container else self.says.get(row.mark, "")
        sides: list[tuple[str, str, str] | None] = []
        jumps: list[str] = []
        titles: list[str] = []
        for section, left in ((row.left, True), (row.right, False)):
            if section is None:
                sides.append(None)
                jumps.append("")
                titles.append("")
                continue
            name = self.places.section(section, left)
            place = "" if (not left and row.home) or name in self._placed else name
            self._placed.add(place)
            document = self.places.document(left)
            if document.clauses_of.get(section.id):
                heading = self.places.heading(section, left)
            else:  # no clause shows the rest, a number or a stray mark
                heading = plain(document, section.start, section.end)
            sides.append((place, self.places.called(section, left), heading))
            jumps.append(name)
            titles.append(self.places.title(section, left))
        facts = tuple(self._facts(row))
        return Head(
            mark=mark,
            says=says,
            left=sides[0],
            right=sides[1],
            jumps=(jumps[0], jumps[1]),
            titles=(titles[0], titles[1]),
            brief=facts[0].text,
            facts=facts,
            container=row.container,
            level=self._level(row),
        )

    def _level(self, row: SectionRow) -> int:
        """Level of the heading, 1..3: how deep the section lies, but never more than one below the head before."""
        document = self.places.document(row.left is not None)
        section, depth = row.left or row.right, 0
        while section is not None and depth < _DEEPEST:
            depth += 1
            section = document.by_id.get(section.parent) if section.parent is not None else None
        self._depth = min(depth, self._depth + 1)
        return self._depth

    def _facts(self, row: SectionRow) -> Iterator[Fact]:
        word, left = self.names.word, self.names.side(True)
        if row.link is None:
            yield Fact(word("container") if row.container else word("only", side=self.names.side(bool(row.left))))
        else:
            share = percent(row.link.similarity, row.link.kind == "identical")
            yield Fact(f"{self.names.get('kind', row.link.kind)} {share}")
            if row.link.pinned:
                yield Fact(word("pinned"))
            if row.link.moved and row.right:
                path = self.places.path(row.right, False)
                ghost = self.places.ghost(row.right)
                target = ghost if ghost in self._awaited else ""
                yield Fact(word("moved", side=self.names.side(False), path=path), target)
            if row.split:
                yield Fact(word("split", n=row.split))
            if row.merge:
                yield Fact(word("merge", n=row.merge))
            if row.home:
                target = self.places.section(row.home, True)
                yield Fact(word("see", side=left, path=self.places.path(row.home, True)), target)
        section = row.left or row.right
        if section and section.roles:
            yield Fact(self.names.roles(section.roles))

    # ---- moved sections

    def _find_ghosts(self) -> dict[str, list[Line]]:
        """For each right section, what stands behind it in the right document but is read elsewhere."""
        moved = {link.right: link for link in self.comparison.links if link.moved}
        found: dict[str, list[Line]] = {}
        before = ""
        sides = {"side": self.names.side(False), "other": self.names.side(True)}
        for section in self.comparison.right.sections:
            link = moved.get(section.id)
            if link is None:
                before = section.id
                continue
            path, home = self.places.path(section, False), self.places.path(link.left, True)
            words = self.names.word("ghost", path=path, home=home, **sides).strip() + section.heading
            cell = Cell(Markup(), self.places.ghost(section), (words, self.places.section(section, False)))
            found.setdefault(before, []).append(Line(None, cell, (("^", self.says["^"]),), kind="ghost"))
        found.pop("", None)  # nothing stands before it
        return found

    # ---- lines

    def _line(self, row: TextRow, origin: str | None = None) -> Line:
        """origin: section of the right clause before, where several sections share the block, else None."""
        cells: list[Cell | None] = []
        marks: list[tuple[str, str]] = []
        labels: dict[str, None] = {}
        remark = False
        for piece, left in ((row.left, True), (row.right, False)):
            if piece is None:
                cells.append(None)
                continue
            remark = piece.clause < 0
            cells.append(self._cell(piece, left, origin))
            if not (row.linked and marks):
                marks.append((piece.mark, self.says.get(piece.mark, self.names.word("remark"))))
            labels.update(dict.fromkeys(ink.label for _, ink in piece.runs if ink.label in LABELS))
        return Line(
            cells[0], cells[1], self.evidence.told(row, marks), " ".join(labels), "remark" if remark else "text"
        )

    def _cell(self, piece: Piece, left: bool, origin: str | None) -> Cell:
        if piece.clause < 0:
            note = Markup('<span class="note">〔{}〕</span>').format(self.names.word("remark").strip(": "))
            return Cell(note + runs_html(piece.runs, left, False))
        name = self.places.clause(piece.clause, left)
        place = "" if name in self._placed else name
        self._placed.add(name)
        before = after = ("", "")
        if origin is not None and not left and piece.origin != origin:
            before = (f"〔{self.places.path(piece.origin, False)}〕", self.places.section(piece.origin, False))
        if piece.away:
            side, path = self.names.side(not left), self.places.path(piece.away, not left)
            after = (
                f"〔{self.names.word('counterpart', side=side, path=path)}〕",
                self.places.counterpart(piece.clause, left),
            )
        text = runs_html(piece.runs, left, self.struck and not piece.away)
        return Cell(self._marker(piece, left) + text, place, before, after)

    def _marker(self, piece: Piece, left: bool) -> Markup:
        """The number of a section without heading, before its first clause: 第三条."""
        document = self.places.document(left)
        section = document.by_id[piece.origin]
        if section.heading or document.clauses_of[piece.origin][0] != piece.clause:
            return Markup()
        marker = self.places.marker(section, left)
        return Markup('<span class="k">{}</span> ').format(safe(marker)) if marker else Markup()

    # ---- folds

    def _fold(self, row: FoldRow) -> Fold:
        left, right = (self._folded(row, size) if size else "" for size in row.sizes)
        phrases = () if row.kind == "same" else self.evidence.phrases(row)
        lines = tuple(self._line(line) for line in row.rows)
        return Fold("=" if row.kind == "same" else "·", left, right, phrases, lines)

    def _folded(self, row: FoldRow, size: int) -> str:
        if row.kind == "same":
            return self.names.word("same_fold", count=size)
        why = evidence(row.reasons, self.names)
        return self.names.word("boilerplate_fold_why" if why else "boilerplate_fold", count=size, why=why)


def _pieces(row: Row) -> Iterator[Piece]:
    rows = row.rows if isinstance(row, FoldRow) else (row,) if isinstance(row, TextRow) else ()
    yield from (piece for one in rows for piece in (one.left, one.right) if piece)


def _split(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows by block: heads that share their left section stand together."""
    block: list[Row] = []
    for row in rows:
        follows = isinstance(row, TextRow | FoldRow)
        if isinstance(row, SectionRow) and block:
            last = block[0]
            follows = isinstance(last, SectionRow) and row.left is not None and row.left is last.left
        if block and not follows:
            yield block
            block = []
        block.append(row)
    if block:
        yield block
