"""A comparison cut into blocks in the order of the left document: one section, its counterparts, and their clauses.
Each block becomes a row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ...findings import BenefitRow, Tables, TargetRow, WordingChange
from ...model import ClauseLink, Comparison, Document, Edit, Link, Section
from ..inline import Labels
from ..rows import SectionRow, TextRow
from ..view import View


@dataclass(frozen=True, slots=True)
class Block:
    """A left section with the right sections linked to it, or a section of one side alone.

    lefts: the left section, none where a right one stands alone; several where blocks were joined. links: as many
    as rights, in their order; empty where a section stands alone. clauses: indices of the clauses shown here, left and
    right, in reading order; a right clause may be shown in several blocks. pairs: the clause links between what is
    shown here. elsewhere: right sections whose text stands in the block of another left section, by that section's id.
    merged: ids of the left sections that share a right one, where these are several. remarks: what a reader has noted
    on it. container: a heading above others, without text of its own.
    """

    lefts: tuple[Section, ...]
    rights: tuple[Section, ...]
    links: tuple[Link, ...]
    clauses: tuple[tuple[int, ...], tuple[int, ...]]
    pairs: tuple[ClauseLink, ...]
    elsewhere: dict[str, str] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    container: bool = False

    @property
    def left(self) -> Section | None:
        """The left section, the first of several."""
        return self.lefts[0] if self.lefts else None

    @property
    def section(self) -> Section:
        """The section that stands for the block: the left one, or the only right one."""
        return (*self.lefts, *self.rights)[0]

    @property
    def real(self) -> tuple[Link, ...]:
        """The links that speak of content and not of the role alone."""
        return tuple(link for link in self.links if link.kind != "same_role")


class Pair:
    """A comparison with the look-ups that rows are made with. documents and labels: left, right."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.documents: tuple[Document, Document] = (comparison.left, comparison.right)
        self.labels = (Labels(comparison.spans[0]), Labels(comparison.spans[1]))
        self.wording: dict[tuple[int, int], list[WordingChange]] = {}
        for change in comparison.tables.wording:
            self.wording.setdefault((change.left_clause, change.right_clause), []).append(change)
        self.counterparts: tuple[dict[int, list[ClauseLink]], dict[int, list[ClauseLink]]] = ({}, {})
        for link in comparison.clause_links:
            self.counterparts[0].setdefault(link.left, []).append(link)
            self.counterparts[1].setdefault(link.right, []).append(link)
        self.blocks = tuple(_blocks(self))


def _blocks(pair: Pair) -> Iterator[Block]:
    heads: list[SectionRow] = []
    body: list[TextRow] = []
    for row in View(pair.comparison).rows(full=True):
        if isinstance(row, SectionRow):
            if heads and (row.left is None or row.left is not heads[0].left):
                yield _block(pair, heads, body)
                heads, body = [], []
            heads.append(row)
        elif isinstance(row, TextRow):
            body.append(row)
    if heads:
        yield _block(pair, heads, body)


def _block(pair: Pair, heads: list[SectionRow], body: list[TextRow]) -> Block:
    lefts: set[int] = set()
    rights: set[int] = set()
    pairs: list[ClauseLink] = []
    remarks: list[str] = []
    last = -1
    for row in body:
        for piece, found in ((row.left, lefts), (row.right, rights)):
            if piece is not None and piece.clause < 0:
                remarks.append("".join(text for text, _ in piece.runs))
            elif piece is not None:
                found.add(piece.clause)
        last = row.left.clause if row.left and row.left.clause >= 0 else last
        if row.linked and row.right:
            pairs += [link for link in pair.counterparts[0].get(last, ()) if link.right == row.right.clause]
    shown = [head.right for head in heads if head.right]
    merged = {link.left for link in pair.comparison.links if link.right in {s.id for s in shown}}
    return Block(
        lefts=(heads[0].left,) if heads[0].left else (),
        rights=tuple(shown),
        links=tuple(head.link for head in heads if head.link),
        clauses=(tuple(sorted(lefts)), tuple(sorted(rights))),
        pairs=tuple(pairs),
        elsewhere={head.right.id: head.home for head in heads if head.right and head.home},
        merged=tuple(s.id for s in pair.documents[0].sections if s.id in merged) if len(merged) > 1 else (),
        remarks=tuple(remarks),
        container=not lefts and not rights and any(_holds(pair.documents, head) for head in heads),
    )


def joined(one: Block, two: Block) -> Block:
    """Two blocks that answer to the same right sections as one."""
    elsewhere = {key: home for key, home in one.elsewhere.items() if key in two.elsewhere}
    return replace(
        one,
        lefts=one.lefts + two.lefts,
        clauses=(one.clauses[0] + two.clauses[0], tuple(sorted({*one.clauses[1], *two.clauses[1]}))),
        pairs=one.pairs + two.pairs,
        elsewhere=elsewhere,
        remarks=one.remarks + two.remarks,
    )


def _holds(documents: tuple[Document, Document], head: SectionRow) -> bool:
    """Whether a head is that of a container: a section without text of its own, above others."""
    return any(
        section is not None and bool(document.children.get(section.id)) and not document.clauses_of.get(section.id)
        for section, document in zip((head.left, head.right), documents, strict=True)
    )


def mirrored(comparison: Comparison) -> Comparison:
    """The comparison seen from the right document: sides swapped, in the order of what was the right one."""
    summary = comparison.summary
    return replace(
        comparison,
        left=comparison.right,
        right=comparison.left,
        links=tuple(replace(link, left=link.right, right=link.left) for link in comparison.links),
        clause_links=tuple(
            sorted(map(_swapped, comparison.clause_links), key=lambda link: (link.left, link.right)),
        ),
        spans=(comparison.spans[1], comparison.spans[0]),
        replacements=tuple(replace(r, left=r.right, right=r.left) for r in comparison.replacements),
        remarks=tuple(replace(remark, left=not remark.left) for remark in comparison.remarks),
        summary=replace(
            summary,
            overlap=summary.overlap[::-1],
            units=summary.units[::-1],
            linked=summary.linked[::-1],
            label_shares=summary.label_shares[::-1],
        ),
        tables=_turned(comparison.tables),
    )


def _swapped(link: ClauseLink) -> ClauseLink:
    turned = {"insert": "delete", "delete": "insert"}
    edits = tuple(Edit(turned.get(edit.op, edit.op), edit.right, edit.left) for edit in link.edits)
    return ClauseLink(link.right, link.left, link.similarity, edits)


def _turned(tables: Tables) -> Tables:
    """Aligned rows seen from the other side, in its order."""
    targets = [replace(r, left=r.right, right=r.left, note=_note(r)) for r in tables.targets]
    benefits = [replace(r, left=r.right, right=r.left) for r in tables.benefits]
    return Tables(
        targets=tuple(sorted(targets, key=_order)),
        benefits=tuple(sorted(benefits, key=_order)),
        wording=tuple(sorted(map(_reversed, tables.wording), key=lambda c: (c.left_clause, c.right_clause))),
        novelty=(tables.novelty[1], tables.novelty[0]),
    )


def _order(row: TargetRow | BenefitRow) -> tuple[bool, tuple[int, ...]]:
    return not row.left, row.left or row.right


def _note(row: TargetRow) -> str:
    """The note with its sides exchanged where it names one thing of each."""
    parts = row.note.split(" / ")
    return " / ".join(parts[::-1]) if len(parts) == 2 else row.note


def _reversed(change: WordingChange) -> WordingChange:
    turned = {"stronger": "weaker", "weaker": "stronger", "added": "removed", "removed": "added"}
    return WordingChange(
        change.ladder,
        change.right,
        change.left,
        change.rungs[::-1],
        turned[change.change],
        change.right_clause,
        change.left_clause,
        change.about,
    )
