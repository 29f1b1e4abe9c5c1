"""What a library of documents holds and answers: its documents, what was added, found, removed and checked."""

from __future__ import annotations

from dataclasses import dataclass

from .report import Failure


@dataclass(frozen=True, slots=True)
class Holding:
    """A document of a library.

    path: where it was read from, absolute; of a row of a .jsonl file with # and its id. date: ISO date or year, empty
    where none is known; date_from: where it is from, as in Entry. family: the documents with one number are copies of
    one another. characters: matching characters of its body.
    """

    id: int
    path: str
    title: str
    issuer: str
    place: str
    date: str
    date_from: str
    number: str
    family: int
    characters: int


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding did: documents that are new, read again because they changed, and known as they are; copies: how
    many of the new and changed ones are copies of others."""

    added: int
    changed: int
    unchanged: int
    copies: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a document that was found. start, end: code points of its text. section: number of the section it
    stands in (三（二）1), empty outside all; heading: that section's. before, text, after: the quotation with its
    context."""

    term: str
    start: int
    end: int
    section: str
    heading: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds all terms of a search. count: occurrences of all of them; quotations: the first of each."""

    holding: Holding
    count: int
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: documents and families that hold all terms, and the first of them by date. scanned: terms
    too short for the index, for which every document was read."""

    terms: tuple[str, ...]
    documents: int
    families: int
    hits: tuple[Hit, ...]
    scanned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """A library that was checked. faults: what is wrong, in Chinese and English; none where it is whole."""

    documents: int
    families: int
    characters: int
    size: int
    version: int
    faults: tuple[tuple[str, str], ...]
