"""Where a text comes from: a document traced clause by clause through a library. Types only."""

from __future__ import annotations

from dataclasses import dataclass

from .holdings import Holding
from .model import Document

# What is known of a clause, from what has a source to what has none.
STATUSES = ("verbatim", "adapted", "part", "undetermined", "later", "formula", "own", "short")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document of the library that carries a clause.

    kind: verbatim (every character but blanks and punctuation), adapted (matching keys at least 0.6 alike), or part (an
    equal run of 13 matching characters and more). similarity: rapidfuzz ratio 0..1, of an adapted clause of the keys,
    which mask numbers and a document's own place, unless these are equal; else of both stretches without blanks and
    punctuation. relation: before, after, same (dates as known do not tell) or undated (one of the two dates is not
    known). start, end: the stretch in the carrier's text; own_start, own_end: in the traced document's; of a part, the
    phrases that hold the run. run: matching characters that are equal in one piece, of a part. section: number of the
    section, heading: its heading, text: the stretch.
    """

    holding: Holding
    kind: str
    similarity: float
    relation: str
    start: int
    end: int
    own_start: int
    own_end: int
    run: int
    section: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A clause of the document.

    characters: matching characters (no blanks and punctuation). status: one of STATUSES; formula where set phrases
    cover most of it, or runs that more than 50 families carry do. carriers: the earliest, those before the document
    first. families, issuers: how many carry it verbatim or adapted, copies counted once, the document's own left out;
    later: families of those that are dated after the document; undated: that are not dated; parts: further families
    with a run of it. widespread: families that carry its commonest run of 8 characters, at least.
    """

    start: int
    end: int
    section: str
    heading: str
    text: str
    characters: int
    status: str
    carriers: tuple[Carrier, ...]
    families: int
    issuers: int
    later: int
    undated: int
    parts: int
    widespread: int


@dataclass(frozen=True, slots=True)
class Origin:
    """An earlier document and how many matching characters of the traced one it is the earliest known carrier of,
    by kind."""

    holding: Holding
    verbatim: int
    adapted: int
    part: int


@dataclass(frozen=True)
class Trace:
    """A document traced. date: its own, empty where unknown. library: the file; documents, families: what it holds.
    itself: the document and its copies in the library, which are no source. shares: matching characters by status, in
    the order of STATUSES; their sum is the base of all shares. Of a clause that others carry in part only, the longest
    run counts there and the rest as own. origins: most characters first."""

    document: Document
    title: str
    date: str
    library: str
    documents: int
    families: int
    itself: tuple[Holding, ...]
    clauses: tuple[Traced, ...]
    shares: tuple[tuple[str, int], ...]
    origins: tuple[Origin, ...]
