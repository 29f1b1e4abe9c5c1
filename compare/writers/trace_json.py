"""A trace as JSON. The shape is the contract of docs/schema/trace.schema.json; its version is `schema`.

Documents are numbered as the library does; positions are half-open ranges of code points into the text that the reader
returned. Similarities are 0..1, shares counts of matching characters. Equal input gives equal bytes.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .. import __version__
from ..holdings import Holding
from ..trace import Carrier, Trace, Traced
from .json_format import dump

SCHEMA = "bidui.trace/1"

Json = dict[str, Any]


def write(trace: Trace, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> str:
    """A trace as JSON text; the arguments about display have no effect."""
    return dump(trace_object(trace))


def trace_object(trace: Trace) -> Json:
    """A trace as dictionaries, lists, strings and numbers."""
    met: dict[int, Holding] = {holding.id: holding for holding in trace.itself}
    for clause in trace.clauses:
        met |= {carrier.holding.id: carrier.holding for carrier in clause.carriers}
    return {
        "schema": SCHEMA,
        "bidui": __version__,
        "document": {"path": trace.document.path, "title": trace.title, "date": trace.date},
        "library": {"path": trace.library, "documents": trace.documents, "families": trace.families},
        "itself": [holding.id for holding in trace.itself],
        "shares": {"characters": sum(count for _, count in trace.shares), **dict(trace.shares)},
        "origins": [
            {"document": o.holding.id, "verbatim": o.verbatim, "adapted": o.adapted, "part": o.part}
            for o in trace.origins
        ],
        "documents": [asdict(met[number]) for number in sorted(met)],
        "clauses": [_clause(clause) for clause in trace.clauses],
    }


def _clause(clause: Traced) -> Json:
    return {
        "span": [clause.start, clause.end],
        "section": clause.section,
        "heading": clause.heading,
        "text": clause.text,
        "characters": clause.characters,
        "status": clause.status,
        "families": clause.families,
        "issuers": clause.issuers,
        "later": clause.later,
        "undated": clause.undated,
        "parts": clause.parts,
        "widespread": clause.widespread,
        "carriers": [_carrier(carrier) for carrier in clause.carriers],
    }


def _carrier(carrier: Carrier) -> Json:
    return {
        "document": carrier.holding.id,
        "kind": carrier.kind,
        "similarity": carrier.similarity,
        "relation": carrier.relation,
        "span": [carrier.start, carrier.end],
        "own_span": [carrier.own_start, carrier.own_end],
        "run": carrier.run,
        "section": carrier.section,
        "heading": carrier.heading,
        "text": carrier.text,
    }
