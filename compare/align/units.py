"""The texts that are scored: every section's own heading and body as keys and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..basics.key import Key, plain_text
from ..basics.words import words
from ..model import Document, Section
from ..vocabulary import lines

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


def make_units(document: Document, key: Key) -> list[Unit]:
    """Units of a document in reading order, one a section."""
    own = set(document.metadata.places)
    result = []
    for section in document.sections:
        body = key.cut(section.body, section.end)
        heading = key.cut(section.start + len(section.marker), section.body)
        title = _bag(document.text[section.start + len(section.marker) : section.body], own)
        bag = _bag(document.text[section.body : section.end], own)
        for word, count in title.items():
            bag[word] = bag.get(word, 0) + 2 * count
        plain = plain_text(document.text[section.start + len(section.marker) : section.end])
        result.append(Unit(section, body, heading, bag, title, plain))
    return result


def _bag(text: str, own: set[str]) -> dict[str, float]:
    plain = text.replace("\n", "").replace("\u3000", "").replace(" ", "")
    found = Counter(
        word
        for word, _, _ in words(plain)
        if len(word) > 1
        and not word[0].isdigit()
        and word[0].isalnum()
        and word not in _stopwords()
        and word not in own
    )
    return {word: float(count) for word, count in found.items()}


@lru_cache(maxsize=1)
def _stopwords() -> frozenset[str]:
    return frozenset(lines("stopwords.txt"))


def boosted(units: Sequence[Unit]) -> list[str]:
    """Keys with the heading before the body, so that heading words count."""
    return [unit.heading * 2 + unit.body for unit in units]
