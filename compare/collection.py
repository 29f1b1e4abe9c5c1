"""The frozen types of a report over a collection: some thousand to some 10^5 documents, by lists and without a matrix.

Documents are numbered from 0 in the order of `Collection.members`. Every quotation carries its text, so that nothing of
the documents themselves need be held.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .report import Failure, KnowledgeUse


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a collection.

    path, title, issuer, place, date, date_from: as in report.Entry. core: what the title is about, without issuer,
    place and years, '' where that is no more than a word. number: 文号, '' where there is none. family: its number.
    characters: of its body that count for matching (no blanks and punctuation). shared: of these, those that other
    families have too, verbatim or adapted; 0 of a copy, which does not count on its own.
    """

    path: str
    title: str
    issuer: str
    place: str
    date: str
    date_from: str
    core: str
    number: str
    family: int
    characters: int
    shared: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quotation: document, span in its text (half-open, code points), number of its section (三（二）1; '' outside
    all), that section's heading, and the text."""

    document: int
    start: int
    end: int
    section: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Two clauses that say the same. similarity: rapidfuzz ratio 0..1 of their matching characters, 0 where only a part
    is equal; run: matching characters in equal runs of 13 and more. exact: numbers and names are the same too."""

    own: Stretch
    other: Stretch
    similarity: float
    run: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a document has in common with another. characters: matching characters of its own that the other has,
    other_characters the other's; of clauses at least 0.6 alike their common subsequence, of others equal runs. clauses:
    how many of either, the smaller number; version: whether the two are versions of one document, as in a report;
    passages: the longest of them."""

    other: int
    characters: int
    other_characters: int
    clauses: int
    version: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class CommonClause:
    """A clause that several families carry, word for word or nearly so (from 0.9, directly or through others).

    quotes: of the first documents by date, one a family; families, issuers: how many have it. exact: whether all of
    them say the same, numbers and names included. formula: id in the formula bank, '' where it is in none. first:
    whether the first quote is dated before all others with dates; a year is not before a day of it.
    """

    quotes: tuple[Stretch, ...]
    families: int
    issuers: int
    exact: bool
    formula: str
    first: bool


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """A run of characters that too many families carry for it to tell anything. text: as it stands in the quote, or its
    matching characters (# for a number, P for the own place) where that cannot be told. quote: one place of it, or the
    clause around it. families, issuers: how many carry each part of it, at least."""

    text: str
    quote: Stretch
    families: int
    issuers: int


@dataclass(frozen=True)
class Collection:
    """Everything found over a collection.

    families: copies by number of family, its speaker first. reuses: of each document, those it has most in common with,
    most first, versions of it and others; empty of copies. top, versions: pairs of documents with most in common, each
    once, the later one and its reuse of the other: different documents, and versions of one. common, phrases: most
    families first. Of each list the first of so many as its total says. pairs: pairs of documents with a passage in
    common. most: families from which a run of characters is a set phrase, and is no passage. one_in: of how many runs
    of eight characters one was looked at. series: whether documents of one issuer were set beside each other.
    """

    members: tuple[Member, ...]
    failures: tuple[Failure, ...]
    families: tuple[tuple[int, ...], ...]
    common: tuple[CommonClause, ...]
    common_total: int
    phrases: tuple[SetPhrase, ...]
    phrases_total: int
    reuses: tuple[tuple[Reuse, ...], ...]
    top: tuple[tuple[int, Reuse], ...]
    top_total: int
    versions: tuple[tuple[int, Reuse], ...]
    versions_total: int
    pairs: int
    most: int
    one_in: int
    series: bool
    knowledge: tuple[KnowledgeUse, ...]

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """The documents that speak for the families."""
        return tuple(family[0] for family in self.families)

    @cached_property
    def issuers(self) -> int:
        """How many issuers the families have, the unknown left out."""
        return len({self.members[number].place for number in self.heads} - {""})
