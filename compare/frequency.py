"""The formula bank: set phrases of the genre (套话), where they stand in a text, and how many documents carry them.

A formula is a row of `data/formulas.json`. Its pattern is matched on text after NFKC of characters that stay one, with
all quotation marks as `"`, without blanks, and within one sentence; positions come back in the original text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .vocabulary import table

_SENTENCE_END = re.compile(r"[。;!?\n]")
_BLANK = re.compile(r"\n|[^\S\n]+")
_BREAKS = ("", "。", ";", "!", "?", ":", "\n")
_QUOTES = dict.fromkeys(map(ord, "“”„‟〝〞＂"), '"')


@dataclass(frozen=True, slots=True)
class Formula:
    """One set phrase.

    ritual: it says nothing of its own, so that text it covers is boilerplate; other rows are frames whose
    slots hold substance (以X为Y) and only inform. cues: literals of which any match holds at least one;
    without cues the pattern is tried on every sentence. documents, issuers: how many carry it in the corpus
    that `data/formulas.json` names.
    """

    id: str
    group: str
    pattern: str
    gloss: str
    ritual: bool
    cues: tuple[str, ...]
    documents: int
    issuers: int


@dataclass(frozen=True, slots=True)
class _Plain:
    """Text for matching, and for each of its characters the position in the source."""

    text: str
    source: Sequence[int]


@lru_cache(maxsize=1)
def formulas() -> dict[str, Formula]:
    """All formulas by id, in the order of the data file."""
    return {
        row["id"]: Formula(
            row["id"], row["group"], row["pattern"], row["gloss"], row["ritual"], tuple(row["cues"]),
            row["documents"], row["issuers"],
        )
        for row in table("formulas.json")["rows"]
    }  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((f.id, f.cues, re.compile(f.pattern)) for f in formulas().values())


def formulas_in(text: str) -> list[tuple[int, int, str]]:
    """Occurrences as (start, end, formula id), code points of `text`, by start, then end, then id.

    Occurrences of different formulas may overlap; those of one formula do not.
    """
    return list(_occurring(text))


@lru_cache(maxsize=2)  # extraction and labelling ask for the same two texts
def _occurring(text: str) -> tuple[tuple[int, int, str], ...]:
    plain = _plain(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(plain.text)]
    if not ends or ends[-1] < len(plain.text):
        ends.append(len(plain.text))
    seen: dict[str, list[int]] = {}
    found: list[tuple[int, int, str]] = []
    for ident, cues, pattern in _compiled():
        for index in _sentences(plain.text, ends, cues, seen):
            start, end = (ends[index - 1] if index else 0), ends[index]
            for match in pattern.finditer(plain.text, start, end):
                if match.start() < match.end():
                    found.append((plain.source[match.start()], plain.source[match.end() - 1] + 1, ident))
    return tuple(sorted(found))


def _sentences(text: str, ends: Sequence[int], cues: Sequence[str], seen: dict[str, list[int]]) -> Sequence[int]:
    """Indices of the sentences that hold one of the cues; seen: what earlier cues found."""
    if not cues:
        return range(len(ends))
    found: set[int] = set()
    for cue in cues:
        if cue not in seen:
            seen[cue] = _occurrences(text, ends, cue)
        found.update(seen[cue])
    return sorted(found)


def _occurrences(text: str, ends: Sequence[int], cue: str) -> list[int]:
    found: list[int] = []
    at = text.find(cue)
    while at >= 0:
        index = bisect_right(ends, at)
        found.append(index)
        at = text.find(cue, max(at + 1, ends[index] - len(cue)))
    return found


def _plain(text: str) -> _Plain:
    """A line break stays where it follows the end of a sentence and is dropped as a wrap elsewhere."""
    folding: dict[int, str] = {}
    for char in set(text):
        normal = unicodedata.normalize("NFKC", char)
        if normal != char and len(normal) == 1:
            folding[ord(char)] = normal
    folded = text.translate(folding | _QUOTES)
    pieces: list[str] = []
    source = array("I")
    at = 0
    for match in _BLANK.finditer(folded):
        stays = match.group() == "\n" and folded[max(0, match.start() - 1) : match.start()] in _BREAKS
        begin = match.end() if stays else match.start()
        pieces.append(folded[at:begin])
        source.extend(range(at, begin))
        at = match.end()
    pieces.append(folded[at:])
    source.extend(range(at, len(folded)))
    return _Plain("".join(pieces), source)
