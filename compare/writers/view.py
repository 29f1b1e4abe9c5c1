"""A comparison as rows to read, in the left document's order: sections side by side, clauses beside their
counterparts, what needs no reading folded. The terminal text and the terminal UI paint the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model import ClauseLink, Comparison, Document, Link, Reason, Section
from .fold import fold_sections, fold_texts
from .inline import Ink, Labels, clause_runs
from .rows import Piece, Row, SectionRow, TextRow


class View:
    """The rows of one comparison and the look-ups behind them."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.labels = (Labels(comparison.spans[0]), Labels(comparison.spans[1]))
        self._links_left: dict[str, list[Link]] = {}
        self._links_right: dict[str, list[Link]] = {}
        places = {section.id: index for index, section in enumerate(comparison.right.sections)}
        for link in sorted(comparison.links, key=lambda link: places[link.right]):
            self._links_left.setdefault(link.left, []).append(link)
            self._links_right.setdefault(link.right, []).append(link)
        self._clauses_left: dict[int, list[ClauseLink]] = {}
        self._clauses_right: dict[int, list[ClauseLink]] = {}
        for clause in comparison.clause_links:
            self._clauses_left.setdefault(clause.left, []).append(clause)
            self._clauses_right.setdefault(clause.right, []).append(clause)
        order = {section.id: index for index, section in enumerate(comparison.left.sections)}
        self._home = {
            right: max(links, key=lambda link: (link.score, link.similarity, -order[link.left])).left
            for right, links in self._links_right.items()
        }

    def unmatched(self, left: bool) -> list[Section]:
        """Sections of one side with text of their own (or no subsections) and no link."""
        document = self.comparison.left if left else self.comparison.right
        linked = self._links_left if left else self._links_right
        return [s for s in document.sections if s.id not in linked and not _container(document, s)]

    def _remarks(self, row: Row) -> Iterator[TextRow]:
        """What was remarked on a clause or a section head."""
        for left, start, end, origin in self._extents(row):
            for remark in self.comparison.remarks:
                if remark.left == left and start <= remark.start < end:
                    note = Piece(-1, origin, "*", ((remark.text, Ink("remark")),), 0)
                    yield TextRow(note, None) if left else TextRow(None, note)

    def _extents(self, row: Row) -> Iterator[tuple[bool, int, int, str]]:
        """Stretches of text that a row shows: side, start, end, section."""
        if isinstance(row, SectionRow):
            sides: tuple[tuple[Section | None, bool], ...] = ((row.left, True), (row.right, False))
            yield from ((left, s.start, s.body, s.id) for s, left in sides if s)
        elif isinstance(row, TextRow):
            for piece, left in ((row.left, True), (row.right, False)):
                if piece and piece.clause >= 0:
                    clause = (self.comparison.left if left else self.comparison.right).clauses[piece.clause]
                    yield left, clause.start, clause.end, piece.origin

    def rows(self, full: bool = False) -> list[Row]:
        """All rows in order. full: nothing is folded."""
        following = self._orphans()
        blocks: list[list[Row]] = []
        for section in (None, *self.comparison.left.sections):
            if section is not None:
                blocks.append(self._block(section, full))
            blocks += (
                self._alone(s, left=False, full=full) for s in following.get(section.id if section else None, ())
            )
        return [row for block in (blocks if full else fold_sections(blocks)) for row in block]

    def _orphans(self) -> dict[str | None, list[Section]]:
        """Right sections without a link, by the left section that they are shown after."""
        found: dict[str | None, list[Section]] = {}
        after: str | None = None
        for section in self.comparison.right.sections:
            if section.id in self._home:
                after = self._home[section.id]
            else:
                found.setdefault(after, []).append(section)
        return found

    def _block(self, section: Section, full: bool) -> list[Row]:
        links = self._links_left.get(section.id, [])
        if not links:
            return self._alone(section, left=True, full=full)
        rights = [self.comparison.right.by_id[link.right] for link in links]
        body = self._weave(section, rights)
        marks = {piece.mark for row in body for piece in (row.left, row.right) if piece}
        heads: list[Row] = []
        for link, right in zip(links, rights, strict=True):
            split = len(links) if len(links) > 1 else 0
            merge = len(self._links_right[link.right])
            mark = _section_mark(link, marks)
            elsewhere = self._home[right.id] != section.id and self.comparison.right.clauses_of.get(right.id)
            home = self._home[right.id] if elsewhere else ""
            heads.append(SectionRow(section, right, link, mark, split, merge if merge > 1 else 0, home))
        return self._with_remarks(heads, body, full)

    def _alone(self, section: Section, left: bool, full: bool) -> list[Row]:
        document = self.comparison.left if left else self.comparison.right
        head = SectionRow(
            section if left else None,
            None if left else section,
            None,
            "<" if left else ">",
            container=_container(document, section),
        )
        pieces = [self._lone(index, left) for index in document.clauses_of.get(section.id, ())]
        body = [TextRow(piece, None) if left else TextRow(None, piece) for piece in pieces]
        return self._with_remarks([head], body, full)

    def _with_remarks(self, heads: list[Row], body: Sequence[TextRow], full: bool) -> list[Row]:
        """A block: its heads, its body folded or not, and under each row what was remarked on it."""
        if self.comparison.remarks:
            heads = [*heads, *(note for head in heads for note in self._remarks(head))]
            body = [one for row in body for one in (row, *self._remarks(row))]
        return [*heads, *(body if full else fold_texts(body, self._reasons))]

    def _weave(self, section: Section, rights: Sequence[Section]) -> list[TextRow]:
        """Clauses of a left section in order, each with its counterpart; right clauses without one stand
        where they are read, beside left clauses without one."""
        document = self.comparison.right
        beside = {right.id for right in rights}
        own = [i for right in rights for i in document.clauses_of.get(right.id, ()) if self._shown_here(i, section)]
        waiting = [i for i in own if not self._beside(i, section)]
        rows: list[TextRow] = []
        lefts: list[int] = []

        def flush(before: int | None) -> None:
            ready = [i for i in waiting if before is None or i < before]
            del waiting[: len(ready)]
            for n in range(max(len(lefts), len(ready))):
                left = self._lone(lefts[n], True) if n < len(lefts) else None
                right = self._lone(ready[n], False) if n < len(ready) else None
                rows.append(TextRow(left, right))
            lefts.clear()

        last = -1
        for index in self.comparison.left.clauses_of.get(section.id, ()):
            here = [c for c in self._clauses_left.get(index, ()) if document.clauses[c.right].section in beside]
            if not here:
                lefts.append(index)
                continue
            flush(here[0].right)
            for number, clause in enumerate(here):
                rows.append(self.pair(clause, crossed=clause.right < last, first=number == 0))
                last = max(last, clause.right)
        flush(None)
        return rows

    def _beside(self, right: int, section: Section) -> bool:
        """Whether a right clause has its counterpart in this left section."""
        clauses = self.comparison.left.clauses
        return any(clauses[c.left].section == section.id for c in self._clauses_right.get(right, ()))

    def _shown_here(self, right: int, section: Section) -> bool:
        """Whether a right clause belongs to this left section's block: beside its counterpart, else at home."""
        place = self.comparison.right.clauses[right].section
        linked = {link.left for link in self._links_right.get(place, ())}
        clauses = self.comparison.left.clauses
        holders = {clauses[c.left].section for c in self._clauses_right.get(right, ())} & linked
        return section.id in holders if holders else self._home[place] == section.id

    def pair(self, clause: ClauseLink, crossed: bool = False, first: bool = True) -> TextRow:
        """Two linked clauses side by side. crossed: against the reading order; first: the left clause is not
        shown beside another one already."""
        left, right = (self._piece(i, side, clause) for i, side in ((clause.left, True), (clause.right, False)))
        same = "".join(t for t, _ in left.runs) == "".join(t for t, _ in right.runs)
        inks = {ink for _, ink in (*left.runs, *right.runs)}
        if {ink.label for ink in inks} == {"boilerplate"} and same:
            mark = "·"
        elif any(ink.op == "value" for ink in inks) or any(ink.label == "value_changed" for ink in inks):
            mark = "!"
        elif crossed:
            mark = "^"
        else:
            mark = "=" if same or not any(ink.op == "changed" for ink in inks) else "~"
        return TextRow(replace(left, mark=mark) if first else None, replace(right, mark=mark), True)

    def _lone(self, index: int, left: bool) -> Piece:
        piece = self._piece(index, left, None)
        labels = {ink.label for _, ink in piece.runs}
        counterparts = (self._clauses_left if left else self._clauses_right).get(index)
        if counterparts:
            other = self.comparison.right if left else self.comparison.left
            away = other.clauses[counterparts[0].right if left else counterparts[0].left].section
            return replace(piece, mark="^", away=away)
        quiet = {"boilerplate"} if self.comparison.regime == "version" else {"boilerplate", "general"}
        return replace(piece, mark="·" if labels and labels <= quiet else "<" if left else ">")

    def _piece(self, index: int, left: bool, link: ClauseLink | None) -> Piece:
        document = self.comparison.left if left else self.comparison.right
        clause = document.clauses[index]
        runs = clause_runs(document, self.labels[0 if left else 1], clause.start, clause.end, link, left)
        return Piece(index, clause.section, "", runs, sum(len(text) for text, _ in runs))

    def _reasons(self, rows: Iterable[TextRow]) -> tuple[Reason, ...]:
        found: dict[Reason, None] = {}
        for row in rows:
            for side, piece in enumerate((row.left, row.right)):
                if piece is None:
                    continue
                document = self.comparison.right if side else self.comparison.left
                clause = document.clauses[piece.clause]
                for span in self.labels[side].over(clause.start, clause.end):
                    found.update(dict.fromkeys(span.reasons))
        return tuple(found)


def _container(document: Document, section: Section) -> bool:
    return bool(document.children.get(section.id)) and not document.clauses_of.get(section.id)


def _section_mark(link: Link, marks: set[str]) -> str:
    if link.moved:
        return "^"
    if "!" in marks:
        return "!"
    if link.kind in ("identical", "same_role"):
        return "=" if link.kind == "identical" else "·"
    return "~"


def anchors(view: View, section: Section, left: bool) -> list[str]:
    """What makes a section's distinctive spans distinctive: amounts, dates, places, bodies, in reading order."""
    found: dict[str, None] = {}
    for span in view.labels[0 if left else 1].over(section.start, section.end):
        if span.label == "distinctive":
            found.update((reason.value, None) for reason in span.reasons if reason.kind not in _NO_ANCHOR)
    return list(found)


_NO_ANCHOR = frozenset({"formula", "frequency", "issuers", "counterpart", "citation", "definition"})
