"""The aligned rows of a comparison as tables of plain cells: targets, benefits, changes of wording.

For every writer that shows them: cells are texts, and each row says where in both documents its words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..findings import Benefit, Named, Target
from ..model import Comparison, Document, Span
from .inline import plain, section_path
from .names import Names

_MARKS = {
    "same": "=",
    "value": "!",
    "differs": "!",
    "deadline": "~",
    "definition": "~",
    "kind": "~",
    "stronger": "!",
    "weaker": "!",
    "added": ">",
    "removed": "<",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. mark: = same, ! other value, ~ not to be compared as it stands, < and > on one side only. relation: as
    in findings. cells: in the order of the table's heads. left, right: where the quoted words stand."""

    mark: str
    relation: str
    cells: tuple[str, ...]
    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """code: targets, benefits or wording. heads: names of the columns, of which the second and third are the left and
    the right document's."""

    code: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


def tables(comparison: Comparison, called: Names) -> tuple[Table, ...]:
    """Tables that have rows: targets, benefits, wording, in this order."""
    word = called.word
    sides = called.side(True), called.side(False)
    made = (
        Table(
            "targets",
            word("targets"),
            (word("indicator"), *sides, word("remarks")),
            tuple(_targets(comparison, called)),
        ),
        Table(
            "benefits",
            word("benefits"),
            (word("benefit"), *sides, word("remarks")),
            tuple(_benefits(comparison, called)),
        ),
        Table(
            "wording", word("wording"), (word("about"), *sides, word("remarks")), tuple(_wording(comparison, called))
        ),
    )
    return tuple(table for table in made if table.rows)


def _targets(comparison: Comparison, called: Names) -> Iterator[TableRow]:
    lefts, rights = comparison.left.findings.targets, comparison.right.findings.targets
    for row in comparison.tables.targets:
        one, other = [lefts[i] for i in row.left], [rights[j] for j in row.right]
        name = row.indicator
        if one and other and one[0].indicator != other[0].indicator:
            name = f"{one[0].indicator} / {other[0].indicator}"
        cells = (
            name,
            _joined([target_text(comparison.left, target, called) for target in one], called),
            _joined([target_text(comparison.right, target, called) for target in other], called),
            _note(row.relation, row.note, called),
        )
        yield TableRow(_mark(row.relation, bool(one)), row.relation, cells, _spans(one), _spans(other))


def target_text(document: Document, target: Target, called: Names) -> str:
    """A target as a cell: its words as printed, by when, and the number of its section."""
    facts = [
        target.deadline,
        called.get("modality", target.modality)
        if target.modality in ("binding", "expected", "strive", "ensure")
        else "",
    ]
    facts.append(_where(document, target.section, called))
    return plain(document, target.start, target.end) + _bracketed([fact for fact in facts if fact], called)


def _benefits(comparison: Comparison, called: Names) -> Iterator[TableRow]:
    lefts, rights = comparison.left.findings.benefits, comparison.right.findings.benefits
    for row in comparison.tables.benefits:
        one, other = [lefts[i] for i in row.left], [rights[j] for j in row.right]
        cells = (
            row.item,
            _joined([benefit_text(comparison.left, benefit, called) for benefit in one], called),
            _joined([benefit_text(comparison.right, benefit, called) for benefit in other], called),
            _note(row.relation, "", called),
        )
        yield TableRow(_mark(row.relation, bool(one)), row.relation, cells, _spans(one), _spans(other))


def benefit_text(document: Document, benefit: Benefit, called: Names) -> str:
    """A benefit as a cell: amount, rate and cap as printed, how often, and the number of its section."""
    word = called.word
    parts = [
        benefit.amount,
        benefit.rate and word("rate", value=benefit.rate),
        benefit.cap and word("cap", value=benefit.cap),
    ]
    facts = [benefit.per, _where(document, benefit.section, called)]
    return _joined([part for part in parts if part], called) + _bracketed([fact for fact in facts if fact], called)


def _wording(comparison: Comparison, called: Names) -> Iterator[TableRow]:
    for change in comparison.tables.wording:
        left, right = comparison.left, comparison.right
        cells = (
            change.about,
            _named(left, change.left, left.clauses[change.left_clause].section, called),
            _named(right, change.right, right.clauses[change.right_clause].section, called),
            called.get("change", change.change),
        )
        spans = [(Span(name.start, name.end),) if name else () for name in (change.left, change.right)]
        yield TableRow(_MARKS[change.change], change.change, cells, spans[0], spans[1])


def _named(document: Document, name: Named | None, section: str, called: Names) -> str:
    where = _where(document, section, called)
    return (name.text if name else called.word("nothing")) + _bracketed([where] if where else [], called)


def _where(document: Document, section: str, called: Names) -> str:
    words = called.tables["word"]
    return section_path(document, document.by_id[section], words["paragraph"], words["preamble"])


def _note(relation: str, note: str, called: Names) -> str:
    said = called.get("relation", relation) if relation not in ("same", "one_side") else ""
    return f"{said}{'：' if called.lang == 'zh' else ': '}{note}" if said and note else said


def _mark(relation: str, left: bool) -> str:
    return ("<" if left else ">") if relation == "one_side" else _MARKS[relation]


def _joined(texts: Sequence[str], called: Names) -> str:
    return ("；" if called.lang == "zh" else "; ").join(texts) if texts else called.word("nothing")


def _bracketed(facts: Sequence[str], called: Names) -> str:
    if not facts:
        return ""
    return f"（{'，'.join(facts)}）" if called.lang == "zh" else f" ({', '.join(facts)})"


def _spans(found: Sequence[Target] | Sequence[Benefit]) -> tuple[Span, ...]:
    return tuple(Span(one.start, one.end) for one in found)
