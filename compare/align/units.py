"""The texts that are scored: every section's own heading and body as keys and words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..basics.key import Key, plain_text
from ..basics.words import longest_words, word_list
from ..model import Document, Section
from ..vocabulary import lines

_BLANK = re.compile(r"\s+")
SHORTEST = 8  # key characters of own text below which a section is a bare heading


@dataclass(frozen=True)
class Unit:
    """One section to align. body and heading are keys; words are counted, the heading's twice; plain is the
    text without its number, blanks and punctuation, with numbers and places as they are."""

    section: Section
    body: str
    heading: str
    words: dict[str, float]
    title_words: dict[str, float]
    plain: str

    @property
    def bare(self) -> bool:
        """Whether the section has no text of its own."""
        return len(self.body) < SHORTEST


def make_units(document: Document, key: Key, fast: bool = False) -> list[Unit]:
    """Units of a document in reading order, one a section. fast: words by longest match, for very long texts; both
    documents of a pair must be cut the same way."""
    own = set(document.metadata.places)
    cut = longest_words if fast else word_list
    result = []
    for section in document.sections:
        body = key.cut(section.body, section.end)
        heading = key.cut(section.start + len(section.marker), section.body)
        title = _bag(_text(document, section.start + len(section.marker), section.body), own, cut)
        bag = _bag(_text(document, section.body, section.end), own, cut)
        for word, count in title.items():
            bag[word] = bag.get(word, 0) + 2 * count
        plain = plain_text(_text(document, section.start + len(section.marker), section.end))
        result.append(Unit(section, body, heading, bag, title, plain))
    return result


def _text(document: Document, start: int, end: int) -> str:
    """A stretch of the document without page furniture."""
    pieces = []
    for region in document.furniture:
        if start < region.end and region.start < end:
            pieces.append(document.text[start : max(start, region.start)])
            start = region.end
    return "".join([*pieces, document.text[start:end]])


def _bag(text: str, own: set[str], cut: Callable[[str], list[str]]) -> dict[str, float]:
    found = Counter(cut(_BLANK.sub("", text)))
    return {
        word: float(n)
        for word, n in found.items()
        if len(word) > 1 and word[0].isalpha() and word not in _stopwords() and word not in own
    }


@lru_cache(maxsize=1)
def _stopwords() -> frozenset[str]:
    return frozenset(lines("stopwords.txt"))


def boosted(units: Sequence[Unit]) -> list[str]:
    """Keys with the heading before the body, so that heading words count."""
    return [unit.heading * 2 + unit.body for unit in units]
