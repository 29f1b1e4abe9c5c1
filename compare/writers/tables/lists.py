"""The tables that go with the main one: figures, sections, shared clauses, distinctive measures."""

from __future__ import annotations

from collections.abc import Iterator

from ...diff.distinctive import Measure, distinctive_measures
from ...model import ClauseLink, Document, Link, Section
from ..inline import plain as shown_text
from ..summary import LABELS, percent, sorted_dates, title_of
from .blocks import Pair
from .model import Cell, Column, Row, Run, Table, plain
from .quoting import marked, own_marks, path
from .units import is_unit_note
from .words import Words

_SHARED = ("shared", "adapted", "value_changed", "boilerplate", "quotation")


def further(pair: Pair, words: Words, sides: tuple[str, str]) -> tuple[Table, ...]:
    """The tables summary, sections, shared and distinctive. sides: what the main table calls the documents."""
    return (
        _table("summary", {"item": 20, "left": 32, "right": 32}, _summary(pair, words), words, sides),
        _table(
            "sections",
            {"number": 5, "left_place": 10, "left_heading": 20, "role": 12, "right_place": 10, "right_heading": 20,
             "kind": 9, "similarity": 7, "moved": 5},
            _sections(pair, words, sides), words, sides,
        ),
        _table(
            "shared",
            {"number": 5, "left_place": 10, "left_text": 30, "right_place": 10, "right_text": 30, "label": 8,
             "similarity": 7},
            _shared(pair, words), words, sides,
        ),
        _table(
            "distinctive",
            {"number": 5, "side": 8, "place": 10, "role": 10, "text": 30, "anchors": 14, "nearest": 24,
             "similarity": 7},
            _distinctive(pair, words, sides), words, sides,
        ),
    )  # fmt: skip


def _table(key: str, widths: dict[str, int], rows: Iterator[Row], words: Words, sides: tuple[str, str]) -> Table:
    heads = {name: words.say(f"list_{name}", side=sides[name.startswith("right")]) for name in widths}
    columns = tuple(Column(name, heads[name], width) for name, width in widths.items())
    return Table(key, words.say(f"sheet_{key}"), columns, tuple(rows))


def _row(*texts: str | Cell) -> Row:
    return Row(tuple(text if isinstance(text, Cell) else plain(text) for text in texts))


# ---- figures


def _summary(pair: Pair, words: Words) -> Iterator[Row]:
    names, word = words.names, words.names.word
    comparison, summary = pair.comparison, pair.comparison.summary
    left, right = pair.documents
    for item, texts in (
        (word("title"), [title_of(d, names) for d in pair.documents]),
        (word("number"), [d.metadata.number for d in pair.documents]),
        (word("issuer"), [words.listed(d.metadata.issuers) for d in pair.documents]),
        (word("dates"), [_dates(d, words) for d in pair.documents]),
        (word("status"), [d.metadata.status for d in pair.documents]),
        (words.say("file"), [d.path.replace("\\", "/").rsplit("/", 1)[-1] for d in pair.documents]),
        (words.say("sections"), [str(n) for n in summary.units]),
        (words.say("sections_linked"), [str(n) for n in summary.linked]),
        (words.say("sections_alone"), [str(a - b) for a, b in zip(summary.units, summary.linked, strict=True)]),
        (words.say("gross"), [percent(o.gross) for o in summary.overlap]),
        (words.say("net"), [percent(o.net) for o in summary.overlap]),
    ):  # fmt: skip
        if any(texts):
            yield _row(item, *texts)
    shares = [dict(side) for side in summary.label_shares]
    for label in LABELS:
        if any(side.get(label, 0) > 0 for side in shares):
            item = words.say("share_of", label=names.get("label", label))
            yield _row(item, *(percent(side.get(label, 0)) for side in shares))
    english = words.lang == "en" and comparison.regime_reason_en
    reason = comparison.regime_reason_en if english else comparison.regime_reason
    yield _row(word("regime"), f"{names.get('regime', comparison.regime)}\n{reason}", "")
    yield _row(words.say("similarity"), percent(summary.similarity), "")
    yield _row(words.say("structure"), percent(summary.structure), "")
    for role, share, count in summary.by_role:
        item = words.say("similarity_of", role=names.roles(tuple(role.split("+"))))
        yield _row(item, words.say("share_sections", share=percent(share), n=count), "")
    for r in comparison.replacements:
        yield _row(word("replacements"), r.left, words.say("times", text=r.right, n=r.count))
    for n, document in enumerate((left, right)):
        for note in dict.fromkeys(document.notes):
            yield _row(word("notes"), *((note, "") if n == 0 else ("", note)))
    for note in comparison.notes:
        yield _row(word("notes"), note, "")


def _dates(document: Document, words: Words) -> str:
    names = words.names
    return "\n".join(f"{names.get('date', name)} {day}" for name, day in sorted_dates(document, names))


# ---- sections


def _sections(pair: Pair, words: Words, sides: tuple[str, str]) -> Iterator[Row]:
    number = 0
    for block in pair.blocks:
        pairs: list[tuple[Section | None, Section | None, Link | None]]
        if block.links:
            pairs = [(block.left, right, link) for right, link in zip(block.rights, block.links, strict=True)]
        else:
            pairs = [(block.left, block.rights[0] if block.rights else None, None)]
        for left, right, link in pairs:
            number += 1
            one, two = (
                (path(d, s, words), _heading(d, s)) if s else (words.say("absent"), "")
                for d, s in zip(pair.documents, (left, right), strict=True)
            )
            role = words.names.roles((left or right or block.section).roles)
            kind = words.say("alone", side=sides[left is None])
            if link:
                kind = words.names.get("kind", link.kind)
            elif block.container:
                kind = words.names.word("container")
            share = percent(link.similarity, link.kind == "identical") if link else ""
            moved = words.say("yes") if link and link.moved else ""
            yield _row(str(number), *one, role, *two, kind, share, moved)


def _heading(document: Document, section: Section) -> str:
    return shown_text(document, section.start, section.body) if section.heading else ""


# ---- shared clauses


def _shared(pair: Pair, words: Words) -> Iterator[Row]:
    number = 0
    for link in pair.comparison.clause_links:
        label = _label(pair, link)
        clause = pair.documents[0].clauses[link.left]
        if label not in _SHARED or is_unit_note(pair.documents[0].text[clause.start : clause.end]):
            continue
        number += 1
        cells: list[str | Cell] = []
        for side, index in enumerate((link.left, link.right)):
            document = pair.documents[side]
            clause = document.clauses[index]
            marks = own_marks(document, pair.labels[side], index, [link], side == 0)
            cells.append(path(document, document.by_id[clause.section], words))
            cells.append(Cell((tuple(marked(document, clause.start, clause.end, marks)),)))
        exact = all(edit.op == "equal" for edit in link.edits)
        yield _row(str(number), *cells, words.names.get("label", label), percent(link.similarity, exact))


def _label(pair: Pair, link: ClauseLink) -> str:
    """The label of most characters of the left clause, the first of equals in the order of the names."""
    clause = pair.documents[0].clauses[link.left]
    sums: dict[str, int] = {}
    for span in pair.labels[0].over(clause.start, clause.end):
        length = min(span.end, clause.end) - max(span.start, clause.start)
        sums[span.label] = sums.get(span.label, 0) + length
    return max(LABELS, key=lambda label: sums.get(label, 0)) if sums else ""


# ---- distinctive measures


def _distinctive(pair: Pair, words: Words, sides: tuple[str, str]) -> Iterator[Row]:
    for measures in distinctive_measures(pair.comparison):
        for number, measure in enumerate(measures, start=1):
            yield _measure(pair, words, sides, number, measure)


def _measure(pair: Pair, words: Words, sides: tuple[str, str], number: int, measure: Measure) -> Row:
    side = 0 if measure.left else 1
    document, other = pair.documents[side], pair.documents[1 - side]
    clause = document.clauses[measure.clause]
    section = document.by_id[measure.section]
    marks = own_marks(document, pair.labels[side], measure.clause, [], side == 0)
    near: str | Cell = ""
    if measure.nearest is not None:
        there = other.clauses[measure.nearest]
        place = path(other, other.by_id[there.section], words)
        near = Cell(((Run(place + " ", "note"), Run(shown_text(other, there.start, there.end))),))
    return _row(
        str(number),
        sides[side],
        path(document, section, words),
        words.names.roles(section.roles),
        Cell((tuple(marked(document, clause.start, clause.end, marks)),)),
        words.listed(dict.fromkeys(anchor.value for anchor in measure.anchors)),
        near,
        percent(measure.similarity, measure.similarity == 1) if measure.nearest is not None else "",
    )
