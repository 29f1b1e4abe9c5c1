"""The report over a collection as JSON. The shape is the contract of docs/schema/collection.schema.json.

Documents are numbered from 0 in `documents`; positions are half-open ranges of code points into the text that the
reader returned. Similarities are 0..1; counts of characters are of matching characters. Equal input gives equal bytes.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .. import __version__
from ..collection import Collection, Reuse, Stretch
from .json_format import dump

SCHEMA = "bidui.collection/1"

Json = dict[str, Any]


def write(collection: Collection, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> str:
    """A collection's report as JSON text; the arguments about display have no effect."""
    return dump(collection_object(collection))


def collection_object(collection: Collection) -> Json:
    """The report as dictionaries, lists, strings and numbers."""
    return {
        "schema": SCHEMA,
        "bidui": __version__,
        "counts": {
            "documents": len(collection.members),
            "families": len(collection.families),
            "copies": len(collection.members) - len(collection.families),
            "issuers": collection.issuers,
            "failures": len(collection.failures),
            "common": collection.common_total,
            "phrases": collection.phrases_total,
            "pairs": collection.pairs,
            "top": collection.top_total,
            "versions": collection.versions_total,
        },
        "most": collection.most,
        "series": collection.series,
        "one_in": collection.one_in,
        "documents": [
            {"number": n, "path": member.path, "title": member.title, "issuer": member.issuer, "place": member.place,
             "date": member.date, "date_from": member.date_from, "title_core": member.core,
             "document_number": member.number, "family": member.family, "characters": member.characters,
             "shared": member.shared, "reuses": [_reuse(reuse) for reuse in collection.reuses[n]]}
            for n, member in enumerate(collection.members)
        ],
        "failures": [asdict(failure) for failure in collection.failures],
        "families": [list(family) for family in collection.families if len(family) > 1],
        "common": [
            {"families": row.families, "issuers": row.issuers, "exact": row.exact, "formula": row.formula,
             "first": row.first,
             "quotes": [_stretch(quote) for quote in row.quotes]}
            for row in collection.common
        ],
        "phrases": [
            {"text": row.text, "families": row.families, "issuers": row.issuers, "quote": _stretch(row.quote)}
            for row in collection.phrases
        ],
        "top": [{"of": number, **_reuse(reuse)} for number, reuse in collection.top],
        "versions": [{"of": number, **_reuse(reuse)} for number, reuse in collection.versions],
        "knowledge": [{"path": use.path, "added": dict(use.added)} for use in collection.knowledge],
    }  # fmt: skip


def _reuse(reuse: Reuse) -> Json:
    return {
        "document": reuse.other,
        "characters": reuse.characters,
        "other_characters": reuse.other_characters,
        "clauses": reuse.clauses,
        "version": reuse.version,
        "passages": [
            {
                "own": _stretch(passage.own),
                "other": _stretch(passage.other),
                "similarity": passage.similarity,
                "run": passage.run,
                "exact": passage.exact,
            }
            for passage in reuse.passages
        ],
    }


def _stretch(stretch: Stretch) -> Json:
    return {
        "document": stretch.document,
        "span": [stretch.start, stretch.end],
        "section": stretch.section,
        "heading": stretch.heading,
        "text": stretch.text,
    }
