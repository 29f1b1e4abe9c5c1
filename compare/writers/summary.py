"""The figures that open a comparison, as lines: what was compared, how, how much corresponds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Comparison, Document
from . import layout
from .inline import Ink, Run
from .names import Names

LABELS = ("boilerplate", "quotation", "shared", "adapted", "value_changed", "distinctive", "general")


def percent(share: float) -> str:
    """A share as whole percent; 100% and 0% are kept for all and nothing."""
    whole = round(share * 100)
    if whole == 100 and share < 1:
        whole = 99
    return f"{whole}%" if whole or share <= 0 else "<1%"


def summary_lines(
    comparison: Comparison, names: Names, width: int, colour: bool, ambiguous: int = 1
) -> Iterator[list[Run]]:
    """Lines of runs, at most `width` cells each: a key column and its facts. colour: the legend explains
    colours, else brackets."""
    facts = [(key, block) for key, block in _facts(comparison, names, ambiguous) if block]
    facts.append((names.word("legend"), [(_legend(names, colour), 0)]))
    key_width = max(layout.cell_width(key, ambiguous) for key, _ in facts) + 2
    room = max(10, width - key_width)
    for key, block in facts:
        lines = [line for cells in block for line in _flow(cells, room, ambiguous)]
        for number, line in enumerate(lines):
            lead = layout.pad(key if number == 0 else "", key_width, ambiguous)
            yield [(lead, Ink("key")), *line]


Cells = tuple[list[Run], int]
"""Runs that follow each other on a line, and the cells of one grid column (0: running text)."""


def _flow(cells: Cells, room: int, ambiguous: int) -> Iterator[list[Run]]:
    runs, column = cells
    if not column:
        yield from layout.wrap_runs(runs, room, ambiguous=ambiguous)
        return
    per_line = max(1, room // column)
    for start in range(0, len(runs), per_line):
        line = [(layout.pad(text, column, ambiguous), ink) for text, ink in runs[start : start + per_line]]
        line[-1] = (line[-1][0].rstrip(), line[-1][1])
        yield line


def _facts(comparison: Comparison, names: Names, ambiguous: int) -> Iterator[tuple[str, list[Cells]]]:
    word, summary = names.word, comparison.summary
    for document, left in ((comparison.left, True), (comparison.right, False)):
        yield names.side(left), _document(document, names)
    reason = f"：{comparison.regime_reason}" if names.lang == "zh" else f": {comparison.regime_reason}"
    regime = names.get("regime", comparison.regime) + (reason if comparison.regime_reason else "")
    yield word("regime"), [([(regime, Ink("plain"))], 0)]
    sides = (True, False)
    covered = [
        word("covered", side=names.side(left), units=units, linked=linked, rest=units - linked)
        for left, units, linked in zip(sides, summary.units, summary.linked, strict=True)
    ]
    yield word("coverage"), [_grid(covered, ambiguous)]
    overall = f"{word('overall')} {percent(summary.similarity)}   {word('structure')} {percent(summary.structure)}"
    yield word("similarity"), [([(overall, Ink("plain"))], 0)]
    yield word("roles"), [_grid(_roles(comparison, names), ambiguous)]
    overlap = [
        word("gross", side=names.side(left), gross=percent(side.gross), net=percent(side.net))
        for left, side in zip(sides, summary.overlap, strict=True)
    ]
    yield word("overlap"), [([(line, Ink("plain"))], 0) for line in overlap]
    yield word("shares"), _shares(comparison, names, ambiguous)
    replaced = [word("replaced", left=r.left, right=r.right, count=r.count) for r in comparison.replacements]
    yield word("replacements"), [_grid(replaced, ambiguous)] if replaced else []
    notes = (*comparison.left.notes, *comparison.right.notes, *comparison.notes)
    yield word("notes"), [([(note, Ink("plain"))], 0) for note in dict.fromkeys(notes)]


def _legend(names: Names, colour: bool) -> list[Run]:
    left, right = names.word("legend_left"), names.word("legend_right")
    samples: list[Run] = [(left, Ink("changed", "left")), ("  ", Ink("muted")), (right, Ink("changed", "right"))]
    if not colour:
        samples = [(f"[-{left}-]  {{+{right}+}}", Ink("muted"))]
    return [
        (names.word("legend_marks") + "   ", Ink("muted")),
        *samples,
        ("   " + names.word("legend_full"), Ink("muted")),
    ]


def _document(document: Document, names: Names) -> list[Cells]:
    meta = document.metadata
    title = meta.title or document.path or names.word("untitled")
    facts = [meta.number, *(f"{names.get('date', name)} {date}" for name, date in meta.dates)]
    facts += [" ".join(meta.issuers), meta.status]
    if document.parts > 1:
        facts.append(names.word("part", part=document.part, parts=document.parts))
    line = " · ".join(fact for fact in facts if fact)
    block: list[Cells] = [([(title, Ink("heading"))], 0)]
    return [*block, ([(line, Ink("plain"))], 0)] if line else block


def _roles(comparison: Comparison, names: Names) -> list[str]:
    template = "{} {} ({})" if names.lang == "en" else "{} {}（{}）"
    return [
        template.format(names.roles(tuple(role.split("+"))), percent(share), names.word("pairs", count=count))
        for role, share, count in comparison.summary.by_role
    ]


def _shares(comparison: Comparison, names: Names, ambiguous: int) -> list[Cells]:
    sides = [dict(shares) for shares in comparison.summary.label_shares]
    kept = [label for label in LABELS if any(side.get(label, 0) > 0 for side in sides)]
    if not kept:
        return []
    texts = [f"{names.get('label', label)} {'/'.join(percent(side.get(label, 0)) for side in sides)}" for label in kept]
    return [_grid([f"{names.side(True)}/{names.side(False)}", *texts], ambiguous)]


def _grid(texts: Iterable[str], ambiguous: int) -> Cells:
    texts = list(texts)
    column = max((layout.cell_width(text, ambiguous) for text in texts), default=0) + 3
    return [(text, Ink("plain")) for text in texts], column
