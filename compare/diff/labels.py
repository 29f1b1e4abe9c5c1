"""One label for every phrase, tested in the order of the annotation guideline: boilerplate, quotation, shared,
value_changed, adapted, distinctive, general."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..frequency import formulas, formulas_in
from ..model import Document, Reason
from ..options import Options
from .anchors import anchors_of
from .matches import Match, Matches
from .phrases import BODY, HEAD, Phrase
from .tokens import item_end, plain

_TITLE = re.compile(r"《[^》]{2,80}》(?:\s*[（(〔\[][^）)]{2,30}[）)])?")
_NUMBERED = re.compile(r"》\s*[（(〔\[][^）)]{2,24}号\s*[）)]")
_DEFINITION = re.compile(
    r"(?:本[一-龥]{1,8})?所称.{1,40}?(?:是指|指|包括).*|^.{2,24}?是指(?!导).*|^.{2,24}?是以.{4,80}?的.{0,12}形态[，,]?",
    re.S,
)
_SLIGHT = dict.fromkeys(map(ord, "的和与及了并等我本全各省市县区州国要将应在"))  # function words, government levels
_VERBATIM = 13  # key characters from which an equal phrase anywhere in the other document is no accident
_NAMING = ("place", "body", "project", "amount", "instrument")  # anchors that outweigh a faint echo


@dataclass(frozen=True, slots=True)
class Side:
    """What the labeller knows of one document: its phrases, their counterparts, and the texts by key."""

    document: Document
    phrases: tuple[Phrase, ...]
    matches: Matches
    heads: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Label of one phrase, the reasons for it, the index of its counterpart phrase on the other side (or -1), and
    how much of it the other side echoes (0..1)."""

    label: str
    reasons: tuple[Reason, ...] = ()
    other: int = -1
    echo: float = 1.0


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
                mark = Mark(mark.label, mark.reasons + counterpart.reasons, counterpart.other)
            if mark is not None and mark.label == "adapted" and not version and mark.echo < options.anchored_echo:
                named = tuple(r for r in _anchors(side, other, phrase.start, phrase.end) if r.kind in _NAMING)
                mark = Mark("distinctive", named) if named else mark
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
    best = max(
        hits, key=lambda hit: (min(hit[1], phrase.end) - max(hit[0], phrase.start), bank[hit[2]].documents, hit[2])
    )
    known = bank[best[2]]
    reasons = (
        Reason("formula", known.id),
        Reason("frequency", str(known.documents)),
        Reason("issuers", str(known.issuers)),
    )
    return Mark("boilerplate", reasons)


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
    near = max(
        found, key=lambda m: (m.ratio, other.phrases[m.other].numbers == phrase.numbers, m.echo, -m.other), default=None
    )
    if near is None or near.ratio < 1.0:
        twin = elsewhere.get(phrase.key)
        if twin is not None:
            near = Match(twin, 1.0, 1.0)
    if near is not None:
        there = other.document.text[other.phrases[near.other].start : other.phrases[near.other].end]
        reason = (Reason("counterpart", f"{near.ratio:.2f}"),)
        alike = near.ratio >= 1.0 if version else _alike(phrase, other.phrases[near.other], near.ratio, options)
        given, wanted = phrase.numbers, other.phrases[near.other].numbers
        same_numbers = given == wanted
        if alike and same_numbers and (not version or _said(text) == _said(there)):
            return Mark("shared", reason, near.other)
        if near.ratio >= options.phrase_same_subject and not same_numbers and given and wanted:
            return Mark("value_changed", (*reason, Reason("value", _values(given, wanted))), near.other)
        if alike:
            return Mark("adapted" if version else "shared", reason, near.other)
    if not found:
        return None
    best = found[0]
    echo = (best.echo + side.matches.held.get(index, 0.0)) / 2
    if (best.ratio >= options.clause_similarity) if version else (echo >= options.phrase_echo):
        return Mark("adapted", (Reason("counterpart", f"{best.ratio:.2f}"),), best.other, echo)
    return None


def _said(text: str) -> str:
    return plain(text[item_end(text, 0, len(text)) :])


def _alike(one: Phrase, two: Phrase, ratio: float, options: Options) -> bool:
    """Whether two phrases say the same word for word, but for one function word or level of government."""
    return ratio >= options.phrase_shared or (
        ratio >= options.phrase_same_subject and one.key.translate(_SLIGHT) == two.key.translate(_SLIGHT) != ""
    )


def _values(left: Sequence[str], right: Sequence[str]) -> str:
    return f"{'、'.join(left)} | {'、'.join(right)}"


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
        anchors = _anchors(side, other, first.start, side.phrases[end - 1].end)
        result += [Mark("distinctive", anchors) if anchors else Mark("general")] * (end - at)
        at = end
    return result


def _anchors(side: Side, other: Side, start: int, end: int) -> tuple[Reason, ...]:
    own = (*side.document.metadata.places, *other.document.metadata.places)
    return anchors_of(side.document.text[start:end], own, other.document.text)


def _together(one: Phrase, two: Phrase) -> bool:
    return one.section == two.section and one.clause == two.clause
