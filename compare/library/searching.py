"""Searching a library for phrases, and checking that it is whole."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterator, Sequence

from ..corpus.quoting import numbered
from ..corpus.sheet import decode
from ..errors import LibraryError, OptionError
from ..holdings import Found, Hit, Holding, Quotation, Verified
from ..model import Document
from . import postings
from .store import VERSION, Store, checksum, indexed, unpacked

_INDEXED = 3  # characters from which the index knows a phrase
_CONTEXT = 24  # characters before and after a quotation
_SHOWN = 3  # quotations of a term in one document
_YEARS = re.compile(r"(\d{4})?(?:(-)(\d{4})?)?")


def search(store: Store, terms: Sequence[str], *, issuer: str = "", years: str = "", most: int = 20) -> Found:
    """Documents that hold all terms, earliest first; blanks and line breaks play no part, nor does the case of letters.

    issuer: part of the issuer's or place's name. years: 2023, 2020-2023, 2020- or -2023. most: documents that are
    quoted, 0 for all. Raises OptionError where there is nothing to search for, or years are none.
    """
    cleaned = tuple(dict.fromkeys(filter(None, ("".join(term.split()) for term in terms))))
    if not cleaned:
        raise OptionError("没有要查的词句。", "there is nothing to search for.")
    first, last = _span(years)
    with store.reading():
        holdings = [
            holding
            for holding in _likely(store, cleaned)
            if (issuer in holding.issuer or issuer in holding.place) and _within(holding.date, first, last)
        ]
        patterns = [_pattern(term) for term in cleaned]
        matched = []
        for holding in holdings:
            text = store.text(holding)
            places = [[match.span() for match in pattern.finditer(text)] for pattern in patterns]
            if all(places):
                matched.append((holding, places))
        quoted = matched[:most] if most else matched
        hits = tuple(_hit(store, holding, cleaned, places) for holding, places in quoted)
    families = len({holding.family for holding, _ in matched})
    return Found(cleaned, len(matched), families, hits, tuple(term for term in cleaned if len(term) < _INDEXED))


def listing(store: Store, *, issuer: str = "", years: str = "") -> list[Holding]:
    """All documents by date, or those of an issuer or place and of years, as in `search`."""
    first, last = _span(years)
    with store.reading():
        return [
            holding
            for holding in store.holdings()
            if (issuer in holding.issuer or issuer in holding.place) and _within(holding.date, first, last)
        ]


def _span(years: str) -> tuple[str, str]:
    match = _YEARS.fullmatch(years)
    if match is None or years == "-":
        raise OptionError(
            f"年份“{years}”看不懂。",
            f"{years!r} are no years.",
            advice_zh="请写 2023、2020-2023、2020- 或 -2023。",
            advice_en="Write 2023, 2020-2023, 2020- or -2023.",
        )
    first, dash, last = match.groups()
    return (first or "", (last or "") if dash else (first or ""))


def _within(date: str, first: str, last: str) -> bool:
    if not first and not last:
        return True
    return bool(date) and (not first or date[:4] >= first) and (not last or date[:4] <= last)


def _likely(store: Store, terms: Sequence[str]) -> list[Holding]:
    """Documents whose index has all three-character runs of the terms; all of them where every term is shorter."""
    runs = dict.fromkeys(term[at : at + _INDEXED] for term in terms for at in range(len(term) - _INDEXED + 1))
    if not runs:
        return store.holdings()
    return _indexed(store, tuple(runs))


def _indexed(store: Store, runs: Sequence[str], number: int = 0) -> list[Holding]:
    """Documents that the index has all runs of three characters of. number: this document only, if it is one."""
    wanted = " AND ".join('"' + run.replace('"', '""') + '"' for run in runs)
    condition = "SELECT rowid FROM phrases WHERE phrases MATCH ?" + (" AND rowid = ?" if number else "")
    return store.holdings(f"id IN ({condition})", (wanted, number) if number else (wanted,))


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, term)), re.IGNORECASE)


def _hit(store: Store, holding: Holding, terms: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]) -> Hit:
    document = store.sheet(holding).document
    quotations = [
        _quotation(document, term, start, end)
        for term, spans in zip(terms, places, strict=True)
        for start, end in spans[:_SHOWN]
    ]
    ordered = tuple(sorted(quotations, key=lambda quotation: (quotation.start, quotation.end)))
    return Hit(holding, sum(map(len, places)), ordered)


def _quotation(document: Document, term: str, start: int, end: int) -> Quotation:
    """A stretch with its context: of its own line, and no more than _CONTEXT characters."""
    text = document.text
    low = max(text.rfind("\n", 0, start) + 1, start - _CONTEXT)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + _CONTEXT)
    path, heading = numbered(document, start)
    return Quotation(
        term, start, end, path, heading, text[low:start].lstrip(), text[start:end], text[end:high].rstrip()
    )


def verify(store: Store) -> Verified:
    """Check hashes of all rows, counts, segments of fingerprints, the phrase index, and SQLite's own structure."""
    with store.reading() as base:
        found = list(_faults(store))
        documents, families, characters = base.execute(
            "SELECT count(*), count(DISTINCT family), coalesce(sum(characters), 0) FROM documents"
        ).fetchone()
    size = store.path.stat().st_size
    return Verified(documents, families, characters, size, VERSION, tuple(found))


def _faults(store: Store) -> Iterator[tuple[str, str]]:
    base = store.base
    for (line,) in base.execute("PRAGMA integrity_check").fetchmany(20):
        if line != "ok":
            yield f"数据库结构：{line}", f"database: {line}"
    numbers = {row[0] for row in base.execute("SELECT id FROM documents")}
    for table, name in (("sheets", "正文"), ("keys", "匹配字符")):
        others = {row[0] for row in base.execute(f"SELECT id FROM {table}")}
        if others != numbers:
            yield f"{name}与目录不符（{len(others)}、{len(numbers)}）", f"{table}: {len(others)} for {len(numbers)}"
    for holding in store.holdings():
        if not _whole(base, holding):
            yield f"记录已损坏：{holding.path}", f"damaged row: {holding.path}"
    yield from _unfound(store)
    for fault in postings.faults(base):
        yield f"指纹索引：{fault}", f"fingerprints: {fault}"


def _unfound(store: Store) -> Iterator[tuple[str, str]]:
    """Documents that the phrase index does not lead to by the first characters of their text."""
    for holding in store.holdings():
        try:
            first = indexed(store.text(holding))[:_INDEXED]
        except LibraryError:
            continue  # said already
        if len(first) == _INDEXED and holding.id not in {h.id for h in _indexed(store, (first,), holding.id)}:
            yield f"词句索引里没有：{holding.path}", f"not in the phrase index: {holding.path}"


def _whole(base: sqlite3.Connection, holding: Holding) -> bool:
    rows = []
    for table in ("sheets", "keys"):
        row = base.execute(f"SELECT sum, data FROM {table} WHERE id = ?", (holding.id,)).fetchone()
        if row is None or checksum(row[1]) != row[0]:
            return False
        rows.append(row[1])
    try:
        sheet = decode(rows[0], holding.path)
        key, bounds = unpacked(rows[1])
    except (ValueError, zlib.error):
        return False
    return sheet.key == key and len(sheet.bounds) == len(bounds) and len(key) == holding.characters
