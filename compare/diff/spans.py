"""From marks on phrases to label spans: maximal runs that tile every section, none too short to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import LabelSpan, Span
from .labels import Mark, Side

_SHORTEST = 6  # characters of a span, except in a section that is shorter


def to_spans(side: Side, other: Side, marks: Sequence[Mark]) -> tuple[LabelSpan, ...]:
    """Maximal runs of one label. They tile every section; a run below six characters joins its neighbour of the
    same section, the following one first."""
    runs: list[tuple[int, list[int]]] = []
    for index, phrase in enumerate(side.phrases):
        if runs and runs[-1][0] == phrase.section and marks[runs[-1][1][-1]].label == marks[index].label:
            runs[-1][1].append(index)
        else:
            runs.append((phrase.section, [index]))
    return tuple(_span(side, other, marks, run) for run in _long_enough(side, marks, runs))


def _long_enough(side: Side, marks: Sequence[Mark], runs: Iterable[tuple[int, list[int]]]) -> list[list[int]]:
    """Join runs that are too short; the label of a joined run is that of its longest phrase."""
    result: list[tuple[int, list[int]]] = []
    short: tuple[int, list[int]] | None = None
    for section, run in runs:
        if short is not None:
            if short[0] == section:
                run = short[1] + run
            elif result and result[-1][0] == short[0]:
                result[-1] = (short[0], result[-1][1] + short[1])
            else:
                result.append(short)
            short = None
        if side.phrases[run[-1]].end - side.phrases[run[0]].start < _SHORTEST:
            short = (section, run)
        else:
            result.append((section, run))
    if short is not None:
        if result and result[-1][0] == short[0]:
            result[-1] = (short[0], result[-1][1] + short[1])
        else:
            result.append(short)
    return _merged(side, marks, result)


def _longest(side: Side, run: Sequence[int]) -> int:
    return max(run, key=lambda i: (side.phrases[i].end - side.phrases[i].start, -i))


def _merged(side: Side, marks: Sequence[Mark], runs: Sequence[tuple[int, list[int]]]) -> list[list[int]]:
    """Neighbours of one section that came to bear one label by joining become one run."""
    result: list[tuple[int, str, list[int]]] = []
    for section, run in runs:
        label = marks[_longest(side, run)].label
        if result and result[-1][:2] == (section, label):
            result[-1][2].extend(run)
        else:
            result.append((section, label, list(run)))
    return [run for _, _, run in result]


def _span(side: Side, other: Side, marks: Sequence[Mark], run: Sequence[int]) -> LabelSpan:
    """One run as a span: reasons of all its phrases once each, and the counterpart's range where it is one section."""
    label = marks[_longest(side, run)].label
    mine = [marks[i] for i in run if marks[i].label == label]
    reasons = tuple(dict.fromkeys(reason for mark in mine for reason in mark.reasons))
    there = [other.phrases[mark.other] for mark in mine if mark.other >= 0]
    span = None
    if there:
        section = there[0].section
        same = [p for p in there if p.section == section]
        span = Span(min(p.start for p in same), max(p.end for p in same))
    return LabelSpan(side.phrases[run[0]].start, side.phrases[run[-1]].end, label, reasons, span)
