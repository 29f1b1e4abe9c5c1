"""One label for every phrase, tested in the order of the annotation guideline: boilerplate, quotation, shared,
value_changed, adapted, distinctive, general."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..frequency import formulas, formulas_in
from ..model import Document, LabelSpan, Reason, Span
from ..options import Options
from .anchors import anchors_of
from .matches import Match, Matches
from .phrases import BODY, HEAD, UNIT, Phrase
from .tokens import numbers, plain

_TITLE = re.compile(r"《[^》]{2,80}》(?:\s*[（(〔\[][^）)]{2,30}[）)])?")
_NUMBERED = re.compile(r"》\s*[（(〔\[][^）)]{2,24}号\s*[）)]")
_DEFINITION = re.compile(r"(?:本[一-龥]{1,8})?所称.{1,40}?(?:是指|指|包括).*|^.{2,24}?是指(?!导).*|^.{2,24}?是以.{4,80}?的.{0,12}形态[，,]?", re.S)
_SLIGHT = dict.fromkeys(map(ord, "的和与及了并等我本全各省市县区州国要将应在"))  # a word swapped among these changes nothing
_VERBATIM = 13  # key characters from which an equal phrase anywhere in the other document is no accident
_SHORTEST_SHARED = 8  # key characters; a shorter equal phrase counts only beside another shared one


@dataclass(frozen=True, slots=True)
class Side:
    """What the labeller knows of one document: its phrases, their counterparts, and the texts by key."""

    document: Document
    phrases: tuple[Phrase, ...]
    matches: Matches
    heads: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Label of one phrase, the reasons for it, and the index of its counterpart phrase on the other side (or -1)."""

    label: str
    reasons: tuple[Reason, ...] = ()
    other: int = -1


def label_phrases(side: Side, other: Side, version: bool, options: Options) -> list[Mark]:
    """A mark for each phrase of `side`."""
    covers = _formula_cover(side)
    elsewhere: dict[str, int] = {}
    for index, phrase in enumerate(other.phrases):
        if len(phrase.key) >= _VERBATIM and phrase.kind == BODY:
            elsewhere.setdefault(phrase.key, index)
    defined = _definitions(side)
    marks: list[Mark | None] = []
    for index, phrase in enumerate(side.phrases):
        mark = None
        if phrase.kind == BODY:
            mark = _boilerplate(phrase, covers.get(index, ()), options) or _quotation(side, phrase, defined)
            counterpart = _counterpart(index, side, other, version, options, elsewhere)
            if mark is None:
                mark = counterpart
            elif counterpart is not None:
                mark = Mark(mark.label, mark.reasons, counterpart.other)
        elif phrase.kind == HEAD:
            mark = _head(index, phrase, side, other, version)
        else:
            mark = _unit(index, phrase, side, other, version)
        marks.append(mark)
    return _own(side, other, marks)


def _formula_cover(side: Side) -> dict[int, tuple[tuple[int, int, str], ...]]:
    """Ritual formula occurrences that touch each phrase, by phrase index."""
    bank = formulas()
    hits = [hit for hit in formulas_in(side.document.text) if bank[hit[2]].ritual]
    order = sorted(range(len(side.phrases)), key=lambda i: side.phrases[i].start)
    found: dict[int, list[tuple[int, int, str]]] = {}
    at = 0
    for hit in hits:
        while at < len(order) and side.phrases[order[at]].end <= hit[0]:
            at += 1
        step = at
        while step < len(order) and side.phrases[order[step]].start < hit[1]:
            found.setdefault(order[step], []).append(hit)
            step += 1
    return {index: tuple(rows) for index, rows in found.items()}


def _boilerplate(phrase: Phrase, hits: Sequence[tuple[int, int, str]], options: Options) -> Mark | None:
    if not hits:
        return None
    covered = 0
    at = phrase.start
    for start, end, _ in hits:
        low, high = max(start, at), min(end, phrase.end)
        if low < high:
            covered += high - low
            at = high
    if covered < options.formula_cover * len(phrase.key):
        return None
    bank = formulas()
    best = max(hits, key=lambda hit: (min(hit[1], phrase.end) - max(hit[0], phrase.start), bank[hit[2]].documents, hit[2]))
    return Mark("boilerplate", (Reason("formula", best[2]), Reason("frequency", str(bank[best[2]].documents))))


def _definitions(side: Side) -> dict[int, int]:
    """Where the definition ends, for each clause that defines a term."""
    found: dict[int, int] = {}
    for index, clause in enumerate(side.document.clauses):
        match = _DEFINITION.search(side.document.text[clause.start : clause.end])
        if match:
            found[index] = clause.start + match.end()
    return found


def _quotation(side: Side, phrase: Phrase, defined: Mapping[int, int]) -> Mark | None:
    if phrase.end <= defined.get(phrase.clause, -1):
        return Mark("quotation", (Reason("definition", ""),))
    text = side.document.text[phrase.start : phrase.end]
    titles = _TITLE.findall(text)
    share = sum(map(len, titles)) / max(1, len(text.strip()))
    if titles and (share >= 0.8 or (share >= 0.5 and _NUMBERED.search(text))):
        return Mark("quotation", tuple(Reason("citation", title) for title in titles))
    return None


def _counterpart(
    index: int, side: Side, other: Side, version: bool, options: Options, elsewhere: Mapping[str, int]
) -> Mark | None:
    """shared, value_changed or adapted, or None where the other document has nothing like the phrase."""
    phrase = side.phrases[index]
    found = side.matches.best.get(index, ())
    text = side.document.text[phrase.start : phrase.end]
    near = max(found, key=lambda m: (m.ratio, m.echo, -m.other), default=None)
    if near is None or near.ratio < 1.0:
        twin = elsewhere.get(phrase.key)
        if twin is not None:
            near = Match(twin, 1.0, 1.0)
    if near is not None:
        there = other.document.text[other.phrases[near.other].start : other.phrases[near.other].end]
        reason = (Reason("counterpart", f"{near.ratio:.2f}"),)
        alike = near.ratio >= 1.0 if version else _alike(phrase, other.phrases[near.other], near.ratio, options)
        same_numbers = numbers(text) == numbers(there)
        if alike and same_numbers and (not version or plain(text) == plain(there)):
            return Mark("shared", reason, near.other)
        if near.ratio >= options.phrase_same_subject and not same_numbers and numbers(text) and numbers(there):
            return Mark("value_changed", (*reason, Reason("value", _values(text, there))), near.other)
        if alike:
            return Mark("adapted" if version else "shared", reason, near.other)
    if not found:
        return None
    best = found[0]
    echo = (best.echo + side.matches.held.get(index, 0.0)) / 2
    if (best.ratio >= options.clause_similarity) if version else (echo >= options.phrase_echo):
        return Mark("adapted", (Reason("counterpart", f"{best.ratio:.2f}"),), best.other)
    return None


def _alike(one: Phrase, two: Phrase, ratio: float, options: Options) -> bool:
    """Whether two phrases say the same word for word, but for one function word or level of government."""
    return ratio >= options.phrase_shared or (
        ratio >= options.phrase_same_subject and one.key.translate(_SLIGHT) == two.key.translate(_SLIGHT) != ""
    )


def _values(left: str, right: str) -> str:
    return f"{'、'.join(numbers(left))} | {'、'.join(numbers(right))}"


def _head(index: int, phrase: Phrase, side: Side, other: Side, version: bool) -> Mark:
    """Markers and headings: shared with an equal heading of a linked section; in versions otherwise adapted."""
    twin = side.heads.get(index, -1)
    if twin < 0:
        return Mark("general")
    mine = plain(side.document.sections[phrase.section].heading)
    theirs = plain(other.document.sections[other.phrases[twin].section].heading)
    if mine == theirs:
        return Mark("shared", (Reason("counterpart", "1.00"),), twin)
    return Mark("adapted", (), twin) if version else Mark("general", (), twin)


def _unit(index: int, phrase: Phrase, side: Side, other: Side, version: bool) -> Mark:
    """Responsible-unit brackets: shared where a linked section names the same units."""
    reason = (Reason("unit", side.document.text[phrase.start : phrase.end].strip("（）() \n\u3000")),)
    twin = side.heads.get(index, -1)
    if twin < 0:
        return Mark("general", reason)
    if phrase.key == other.phrases[twin].key:
        return Mark("shared", reason, twin)
    return Mark("adapted" if version else "general", reason, twin)


def _own(side: Side, other: Side, marks: Sequence[Mark | None]) -> list[Mark]:
    """Label what has no counterpart: a run of such phrases within a clause is one proposition, and distinctive when
    an anchor stands anywhere in it."""
    own = (*side.document.metadata.places, *other.document.metadata.places)
    result: list[Mark] = []
    at = 0
    while at < len(marks):
        mark = marks[at]
        if mark is not None:
            result.append(mark)
            at += 1
            continue
        end = at + 1
        first = side.phrases[at]
        while end < len(marks) and marks[end] is None and _together(first, side.phrases[end]):
            end += 1
        text = side.document.text[first.start : side.phrases[end - 1].end]
        anchors = anchors_of(text, own, other.document.text)
        result += [Mark("distinctive", anchors) if anchors else Mark("general")] * (end - at)
        at = end
    return result


def _together(one: Phrase, two: Phrase) -> bool:
    return one.section == two.section and one.clause == two.clause


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
        if side.phrases[run[-1]].end - side.phrases[run[0]].start < 6:
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
