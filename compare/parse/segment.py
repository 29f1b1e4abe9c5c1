"""Clauses (。；！？ or a paragraph end) and phrases (，、：) of section bodies, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..model import Clause, Section, Span

_CLOSERS = "”’」』）)》〉】〕]\"'"
_CLAUSE_END = re.compile(rf"[。；;！!？?]+[{re.escape(_CLOSERS)}]*|\n+")
_PHRASE_END = re.compile(rf"(?:[，：:、…]|,(?![0-9]{{3}}(?![0-9])))+[{re.escape(_CLOSERS)}]*|——")
_CONTENT = re.compile(r"[^\W_]")


def segment(text: str, sections: Iterable[Section], breaks: Sequence[int] | None = None) -> tuple[Clause, ...]:
    """Clauses of every section's body. breaks: sorted offsets of line breaks that end a paragraph; a line
    break elsewhere is a wrap inside a sentence. Without breaks every line break ends a paragraph.

    The clauses of one section tile its body but for blank stretches, which join the clause before.
    """
    hard = None if breaks is None else set(breaks)
    return tuple(
        Clause(start, end, section.id, tuple(_phrases(text, start, end)))
        for section in sections
        for start, end in _clauses(text, section.body, section.end, hard)
    )


def _clauses(text: str, start: int, end: int, hard: set[int] | None) -> Iterator[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    for match in _CLAUSE_END.finditer(text, start, end):
        if match.group()[0] == "\n" and hard is not None and not any(i in hard for i in range(*match.span())):
            continue
        found.append((at, match.end()))
        at = match.end()
    if at < end:
        found.append((at, end))
    yield from _with_content(text, found)


def _phrases(text: str, start: int, end: int) -> Iterator[Span]:
    found: list[tuple[int, int]] = []
    at = start
    for match in _PHRASE_END.finditer(text, start, end):
        if match.end() > at and not _inside_title(text, start, match.start()):
            found.append((at, match.end()))
            at = match.end()
    if at < end:
        found.append((at, end))
    for begin, stop in _with_content(text, found):
        yield Span(begin, stop)


def _inside_title(text: str, start: int, at: int) -> bool:
    """Whether position `at` lies between 《 and its 》."""
    opened = text.rfind("《", start, at)
    return opened >= 0 and text.rfind("》", opened, at) < 0


def _with_content(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans without a letter, digit or Han character to the one before (the first to the one after)."""
    kept: list[tuple[int, int]] = []
    lead: int | None = None
    for begin, stop in spans:
        if _CONTENT.search(text, begin, stop):
            kept.append((begin if lead is None else lead, stop))
            lead = None
        elif kept:
            kept[-1] = (kept[-1][0], stop)
        else:
            lead = begin if lead is None else lead
    return iter(kept)
