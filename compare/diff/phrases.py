"""The pieces that carry labels: heads, phrases between commas, and responsible-unit brackets, tiling each section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..basics.key import Key
from ..model import Clause, Document, Section, Span
from .tokens import item_end, numbers

LONG = 150  # phrases of a section beyond which its clauses are compared one by one, not all with all
HEAD, BODY, UNIT = "head", "body", "unit"

_COMMA = re.compile(r"[，,：:；;。！!？?…][”’」』）)》〉】〕\]\"']*\s*$|——\s*$|\n\s*$")
_UNITS = re.compile(
    r"[（(\[【]?(?:牵头|责任|配合|主办|协办|参与|参加)(?:单位|部门|处室|领导)?(?:、(?:牵头|责任|配合|主办|协办|参与)(?:单位|部门))?"
    r"[：:][^（）()\n。]*(?:[（(][^（）()\n]*[)）][^（）()\n。]*)*[）)\]】]?\s*"
    r"|[（(][^（）()\n]{2,80}(?:按职责分工负责|分别负责|负责|牵头|配合)[）)]\s*"
)
_OPENER = re.compile(r"\s*(?:到|至|力争到)?[0-9０-９]{4}年(?:[0-9]{1,2}月)?(?:年?底|末|前)*[，,]\s*$")
_SHORTEST = 6  # a piece with fewer characters goes with what it introduces, as does a date (到2025年底，)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A labelled piece: span in the text, its kind, the index of its section and of its clause (-1: none), its key
    (masked, see basics.key), and its numbers; neither holds the number of a list item. block: the stretch it is
    compared in, its section or, in a long section, its clause."""

    start: int
    end: int
    kind: str
    section: int
    clause: int
    key: str
    numbers: tuple[str, ...] = ()
    block: int = 0


def phrases_of(document: Document, key: Key) -> tuple[Phrase, ...]:
    """Phrases of all sections in reading order; those of one section tile its span. key: of the whole text."""
    found: list[Phrase] = []
    for index, section in enumerate(document.sections):
        pieces = list(_pieces(document, section))
        for start, end, kind, clause in pieces:
            begin = item_end(document.text, start, end)
            cut = key.cut(begin, end)
            block = index if len(pieces) <= LONG or clause < 0 else len(document.sections) + clause
            found.append(Phrase(start, end, kind, index, clause, cut, numbers(document.text[begin:end]), block))
    return tuple(found)


def _pieces(document: Document, section: Section) -> Iterator[tuple[int, int, str, int]]:
    at = section.start
    clauses = document.clauses_of.get(section.id, ())
    first = document.clauses[clauses[0]].start if clauses else section.end
    if at < first:
        yield at, first, HEAD, -1
        at = first
    for index in clauses:
        clause = document.clauses[index]
        for end, kind in _clause_pieces(document.text, clause):
            if at < end:
                yield at, end, kind, index
                at = end
    if at < section.end:
        yield at, section.end, BODY if clauses else HEAD, clauses[-1] if clauses else -1


def _clause_pieces(text: str, clause: Clause) -> Iterator[tuple[int, str]]:
    """Ends of runs of the clause's phrases up to a comma; a responsible-unit bracket stands alone."""
    at = clause.start
    for match in _UNITS.finditer(text, clause.start, clause.end):
        before = text[match.start() - 1] if match.start() > clause.start else "\n"
        if text[match.start()] not in "（([【" and before not in "。；\n 　":
            continue  # 责任单位 inside a sentence
        yield from ((end, BODY) for end in _commas(text, at, match.start(), clause.phrases))
        yield match.end(), UNIT
        at = match.end()
    yield from ((end, BODY) for end in _commas(text, at, clause.end, clause.phrases))


def _commas(text: str, start: int, end: int, phrases: Iterable[Span]) -> list[int]:
    """Ends of the pieces of [start, end), at commas; one that is too short is joined to the next, the last to the
    one before."""
    found: list[int] = []
    at = start
    for phrase in phrases:
        stop = min(phrase.end, end)
        if stop >= end or len(text[at:stop].strip()) < _SHORTEST or _OPENER.match(text, at, stop):
            continue
        if _COMMA.search(text, at, stop) and not _inside_bracket(text, at, stop):
            found.append(stop)
            at = stop
    if found and end - at < _SHORTEST:
        found.pop()
    return [*found, end] if start < end else []


def _inside_bracket(text: str, start: int, end: int) -> bool:
    """Whether a bracket opened in the span is still open at its end (it must close within 60 characters)."""
    part = text[start:end]
    opened = part.count("（") + part.count("(") - part.count("）") - part.count(")")
    return opened > 0 and bool(re.match(r"[^（(]{0,60}[）)]", text[end : end + 61]))
