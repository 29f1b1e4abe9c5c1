"""How strongly things are worded: rungs of verbs and modifiers, and where linked clauses differ by a rung."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..findings import Named, WordingChange
from ..model import ClauseLink, Comparison, Document, Edit, Span
from ..vocabulary import table
from .lookups import Words

_LADDERS = ("verb", "prohibition", "spread", "bound", "commitment", "nature", "completion")
_LONGEST = 14  # characters of a changed stretch in which one word carries the change; more is another sentence
_ABOUT = 16  # characters of what follows the word, shown so that a reader sees what it is about
_SAME = 2  # characters that must be equal behind the word, or the object is another one
_PAUSE = re.compile(r"[，,；;。：:]")
_CONTENT = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Rung:
    """A word of a ladder at text[start:end]; rung: from 1, weak to strong."""

    ladder: str
    rung: int
    word: str
    start: int
    end: int


def rungs_in(text: str, start: int, end: int) -> list[Rung]:
    """Words of the ladders in text[start:end], in order; a word of several ladders gives one rung for each."""
    found: list[Rung] = []
    for match in _pattern().finditer(text, start, end):
        for ladder, rung in _words()[match.group()]:
            found.append(Rung(ladder, rung, match.group(), match.start(), match.end()))
    return found


def strength(flat: str) -> int:
    """Rung of the verb that opens a phrase (behind adverbs), 0 where it stands on no ladder."""
    at = 0
    adverbs, verbs = _opening()
    while True:
        verb = verbs.first(flat, at, min(len(flat), at + 6))
        if verb:
            return next(rung for ladder, rung in _words()[verb] if ladder == "verb")
        word = adverbs.first(flat, at, min(len(flat), at + 4))
        if not word:
            return 0
        at += len(word)


def wording_changes(comparison: Comparison) -> list[WordingChange]:
    """Changes of rung between linked clauses, in left order: a word of a ladder replaced by one of another rung, or a
    word such as 力争 or 原则上 that is there on one side only. Only words whose object stays the same count: equal
    text follows, or the number before them is the same."""
    found: list[WordingChange] = []
    for link in sorted(comparison.clause_links, key=lambda link: (link.left, link.right)):
        found += changes_of(comparison.left, comparison.right, link)
    return found


def changes_of(left: Document, right: Document, link: ClauseLink) -> list[WordingChange]:
    """The same for one pair of clauses whose link has its edits."""
    found: list[WordingChange] = []
    for number, edit in enumerate(link.edits):
        if edit.op == "equal" or len(edit.left) > _LONGEST or len(edit.right) > _LONGEST:
            continue
        after = link.edits[number + 1] if number + 1 < len(link.edits) else None
        before = link.edits[number - 1] if number else None
        if not (_equal(left, after) or (_equal(left, before) and _last(edit.left, left, edit.right, right))):
            continue
        about = _about(left, edit.left.end if len(edit.left) else edit.left.start)
        found += _changes(left, right, link, edit.left, edit.right, about)
    return found


def _equal(document: Document, edit: Edit | None) -> bool:
    """Whether a step keeps enough text to say that the object is the same."""
    if edit is None or edit.op != "equal":
        return False
    return len(_CONTENT.findall(document.text[edit.left.start : edit.left.end])) >= _SAME


def _last(one: Span, left: Document, other: Span, right: Document) -> bool:
    """Whether a changed stretch is a bound at its clause's or phrase's end (6%左右 → 6%以上)."""
    bounds = {word for word, rungs in _words().items() if any(ladder in ("bound", "nature") for ladder, _ in rungs)}
    pieces = (left.text[one.start : one.end], right.text[other.start : other.end])
    return any(piece.strip("，,。；;、） \n").endswith(tuple(bounds)) for piece in pieces)


def _changes(
    left: Document, right: Document, link: ClauseLink, one: Span, other: Span, about: str
) -> list[WordingChange]:
    """The change between two stretches: at most one, as a word that stands on several ladders changes once."""
    lefts = {r.ladder: r for r in rungs_in(left.text, one.start, one.end)}
    rights = {r.ladder: r for r in rungs_in(right.text, other.start, other.end)}
    for ladder in _LADDERS:
        a, b = lefts.get(ladder), rights.get(ladder)
        if a is not None and b is not None and a.rung != b.rung:
            change = "stronger" if b.rung > a.rung else "weaker"
            return [_change(ladder, a, b, change, link, about)]
    if about.startswith(("以上", "以下")):
        return []  # the ends of a range moved: 一万元以上三万元以下
    dropped = frozenset(_data()["dropped"])
    if not len(other):
        gone = next((r for r in lefts.values() if r.word in dropped), None)
        return [_change(gone.ladder, gone, None, "removed", link, about)] if gone else []
    if not len(one):
        new = next((r for r in rights.values() if r.word in dropped), None)
        return [_change(new.ladder, None, new, "added", link, about)] if new else []
    return []


def _change(
    ladder: str, left: Rung | None, right: Rung | None, change: str, link: ClauseLink, about: str
) -> WordingChange:
    names = [Named(r.word, r.start, r.end) if r else None for r in (left, right)]
    rungs = (left.rung if left else 0, right.rung if right else 0)
    return WordingChange(ladder, names[0], names[1], rungs, change, link.left, link.right, about)


def _about(document: Document, at: int) -> str:
    words = "".join(document.text[at : at + 2 * _ABOUT].split()).lstrip("，,、；;：:")
    return _PAUSE.split(words, maxsplit=1)[0][:_ABOUT]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    found: dict[str, Any] = table("wording.json")
    return found


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for ladder in _LADDERS:
        for rung, words in enumerate(_data()[ladder], 1):
            for word in words:
                found.setdefault(word, []).append((ladder, rung))
    for word in _data()["dropped"]:
        found.setdefault(word, [("modifier", 1)])
    return {word: tuple(rungs) for word, rungs in found.items()}


@lru_cache(maxsize=1)
def _opening() -> tuple[Words, Words]:
    """(adverbs, verbs of the verb ladder)."""
    verbs = {word for word, rungs in _words().items() if any(ladder == "verb" for ladder, _ in rungs)}
    return Words.of(_data()["adverbs"]), Words.of(verbs)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_words(), key=lambda w: (-len(w), w))))
