"""The figures that open a comparison, as lines: what was compared, how, how much corresponds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model import Comparison, Document
from . import layout
from .inline import Ink, Run
from .names import Names

LABELS = ("boilerplate", "quotation", "shared", "adapted", "value_changed", "distinctive", "general")


def percent(share: float, whole: bool = True) -> str:
    """A share as whole percent; 0% is kept for nothing and 100% for all. whole: whether all is meant where
    the share is 1 (numbers are masked in similarities, so an edited pair may have 1)."""
    rounded = round(share * 100)
    if rounded == 100 and (share < 1 or not whole):
        return ">99%"
    return f"{rounded}%" if rounded or share <= 0 else "<1%"


def summary_lines(
    comparison: Comparison, names: Names, width: int, colour: bool, ambiguous: int = 1
) -> Iterator[list[Run]]:
    """Lines of runs, at most `width` cells each: a key column and its facts. colour: the legend explains
    colours, else brackets."""
    facts = list(_facts(comparison, names, ambiguous))
    facts.append((names.word("legend"), [Packed(_legend(names, colour), "   ")]))
    yield from key_lines(facts, width, ambiguous)


@dataclass(frozen=True, slots=True)
class Grid:
    """Short facts in columns of `column` cells, as many as fit a line."""

    texts: tuple[str, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Packed:
    """Facts that follow each other with `gap` between them and are not broken while they fit a line."""

    runs: Sequence[Run]
    gap: str


Block = Sequence[Run] | Grid | Packed


def key_lines(facts: Sequence[tuple[str, Sequence[Block]]], width: int, ambiguous: int = 1) -> Iterator[list[Run]]:
    """A column of keys and, beside each, its blocks: running text, a grid or packed facts. Empty facts are left out."""
    kept = [(key, blocks) for key, blocks in facts if blocks]
    key_width = max((layout.cell_width(key, ambiguous) for key, _ in kept), default=0) + 2
    room = max(10, width - key_width)
    for key, blocks in kept:
        lines = [line for block in blocks for line in _flow(block, room, ambiguous)]
        for number, line in enumerate(lines):
            lead = layout.pad(key if number == 0 else "", key_width, ambiguous)
            yield [(lead, Ink("key")), *line]


def _flow(block: Block, room: int, ambiguous: int) -> Iterator[list[Run]]:
    if isinstance(block, Grid) and block.column > room:
        for text in block.texts:
            yield from layout.wrap_runs([(text, Ink("plain"))], room, ambiguous=ambiguous)
    elif isinstance(block, Grid):
        per_line = room // block.column
        for start in range(0, len(block.texts), per_line):
            cells = block.texts[start : start + per_line]
            line = "".join(layout.pad(text, block.column, ambiguous) for text in cells).rstrip()
            yield [(layout.printable(line), Ink("plain"))]
    elif isinstance(block, Packed):
        packed: list[Run] = []
        for run in block.runs:
            joined = [*packed, (block.gap, Ink("muted")), run] if packed else [run]
            if packed and layout.runs_width(joined, ambiguous) > room:
                yield from layout.wrap_runs(packed, room, ambiguous=ambiguous)
                joined = [run]
            packed = joined
        yield from layout.wrap_runs(packed, room, ambiguous=ambiguous)
    else:
        yield from layout.wrap_runs(block, room, ambiguous=ambiguous)


def _facts(comparison: Comparison, names: Names, ambiguous: int) -> Iterator[tuple[str, list[Block]]]:
    word, summary = names.word, comparison.summary
    sides = (True, False)
    for document, left in zip((comparison.left, comparison.right), sides, strict=True):
        yield names.side(left), _document(document, names)
    regime = names.get("regime", comparison.regime)
    english = names.lang == "en" and comparison.regime_reason_en
    reason = comparison.regime_reason_en if english else comparison.regime_reason
    if reason:
        regime += ("：" if names.lang == "zh" else ": ") + reason
    yield word("regime"), [[(regime, Ink("plain"))]]
    covered = [
        word("covered", side=names.side(left), units=units, linked=linked, rest=units - linked)
        for left, units, linked in zip(sides, summary.units, summary.linked, strict=True)
    ]
    yield word("coverage"), [_grid(covered, ambiguous)]
    overall = (f"{word('overall')} {percent(summary.similarity)}", f"{word('structure')} {percent(summary.structure)}")
    yield word("similarity"), [_grid(overall, ambiguous)]
    roles = _roles(comparison, names)
    yield word("roles"), [_grid(roles, ambiguous)] if roles else []
    overlap = [
        word("gross", side=names.side(left), gross=percent(side.gross), net=percent(side.net))
        for left, side in zip(sides, summary.overlap, strict=True)
    ]
    yield word("overlap"), [_grid(overlap, ambiguous)]
    yield word("shares"), _shares(comparison, names, ambiguous)
    replaced = [word("replaced", left=r.left, right=r.right, count=r.count) for r in comparison.replacements]
    yield word("replacements"), [_grid(replaced, ambiguous)] if replaced else []
    yield word("session"), [[(session_facts(comparison, names), Ink("plain"))]] if comparison.session else []
    notes = [(names.side(True), n) for n in comparison.left.notes] + [
        (names.side(False), n) for n in comparison.right.notes
    ]
    notes += [("", note) for note in comparison.notes]
    yield word("notes"), [[(f"{side} {note}".strip(), Ink("plain"))] for side, note in dict.fromkeys(notes)]


def session_facts(comparison: Comparison, names: Names) -> str:
    """What was corrected, linked and remarked by hand, and the file that says so."""
    corrected = sum(document.corrected for document in (comparison.left, comparison.right))
    links = sum(link.pinned for link in comparison.links) + comparison.cut
    return names.word(
        "session_facts",
        path=comparison.session.replace("\\", "/").rsplit("/", 1)[-1],
        documents=corrected,
        links=links,
        remarks=len(comparison.remarks),
    )


def _legend(names: Names, colour: bool) -> list[Run]:
    marks = [(mark, Ink("muted")) for mark in names.word("legend_marks").split("  ")]
    left, right = names.word("legend_left"), names.word("legend_right")
    samples = [(left, Ink("changed", "left")), (right, Ink("changed", "right"))]
    if not colour:
        samples = [(f"[-{left}-]", Ink("muted")), (f"{{+{right}+}}", Ink("muted"))]
    return [*marks, *samples, (names.word("legend_full"), Ink("muted"))]


def _document(document: Document, names: Names) -> list[Block]:
    meta = document.metadata
    facts = [meta.number, *(f"{names.get('date', name)} {date}" for name, date in sorted_dates(document, names))]
    facts += [" ".join(meta.issuers), meta.status]
    if document.parts > 1:
        facts.append(names.word("part", part=document.part, parts=document.parts))
    block: list[Block] = [[(title_of(document, names), Ink("heading"))]]
    runs = [(fact, Ink("plain")) for fact in facts if fact]
    return [*block, Packed(runs, " · ")] if runs else block


def sorted_dates(document: Document, names: Names) -> list[tuple[str, str]]:
    """Dates in the order of a document's life: issued, published, effective, expiry."""
    order = list(names.tables["date"])
    return sorted(document.metadata.dates, key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def title_of(document: Document, names: Names) -> str:
    """Title, or the file's name where the document has none."""
    return document.metadata.title or document.path.replace("\\", "/").rsplit("/", 1)[-1] or names.word("untitled")


def _roles(comparison: Comparison, names: Names) -> list[str]:
    template = "{} {} ({})" if names.lang == "en" else "{} {}（{}）"
    return [
        template.format(names.roles(tuple(role.split("+"))), percent(share), names.word("pairs", count=count))
        for role, share, count in comparison.summary.by_role
    ]


def _shares(comparison: Comparison, names: Names, ambiguous: int) -> list[Block]:
    sides = [dict(shares) for shares in comparison.summary.label_shares]
    kept = [label for label in LABELS if any(side.get(label, 0) > 0 for side in sides)]
    if not kept:
        return []
    texts = [f"{names.get('label', label)} {'/'.join(percent(side.get(label, 0)) for side in sides)}" for label in kept]
    return [Packed([(text, Ink("plain")) for text in (f"{names.side(True)}/{names.side(False)}:", *texts)], "  ")]


def _grid(texts: Iterable[str], ambiguous: int) -> Grid:
    texts = tuple(texts)
    return Grid(texts, max((layout.cell_width(text, ambiguous) for text in texts), default=0) + 3)
