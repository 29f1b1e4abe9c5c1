"""Comparisons and outlines as JSON. The shape is the contract of docs/schema/; its version is `schema`.

Positions are half-open ranges of code points into the text that the reader returned. Shares, scores and
similarities are 0..1 with four digits. Equal input gives equal bytes.
"""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..model import Comparison, Document, Edit, LabelSpan, Link, Metadata, Section, Span, Summary
from .findings_json import findings_object, tables_object

DIFF_SCHEMA = "bidui.diff/1"
OUTLINE_SCHEMA = "bidui.outline/1"

Json = dict[str, Any]


def write_diff(
    comparison: Comparison, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> str:
    """A comparison as JSON text; the arguments about display have no effect."""
    return dump(diff_object(comparison))


def write_outline(document: Document, *, width: int = 0, colour: bool = False, lang: str = "zh") -> str:
    """A document as JSON text; the arguments about display have no effect."""
    return dump(outline_object(document))


def diff_object(comparison: Comparison) -> Json:
    """A comparison as dictionaries, lists, strings and numbers."""
    left, right = comparison.left, comparison.right
    return {
        "schema": DIFF_SCHEMA,
        "bidui": __version__,
        "regime": comparison.regime,
        "regime_reason": comparison.regime_reason,
        "summary": _summary(comparison.summary),
        "notes": list(comparison.notes),
        "session": comparison.session,
        "remarks": [
            {"side": "left" if r.left else "right", "start": r.start, "end": r.end, "text": r.text}
            for r in comparison.remarks
        ],
        "left": document_object(left),
        "right": document_object(right),
        "links": [_link(link) for link in sorted(comparison.links, key=lambda link: _link_order(link, left, right))],
        "clause_links": _clause_links(comparison),
        "spans": {"left": _spans(comparison.spans[0]), "right": _spans(comparison.spans[1])},
        "replacements": [
            {"left": item.left, "right": item.right, "count": item.count} for item in comparison.replacements
        ],
        "tables": tables_object(comparison),
    }


def outline_object(document: Document) -> Json:
    """A document as dictionaries, lists, strings and numbers, with the schema's name."""
    return {"schema": OUTLINE_SCHEMA, "bidui": __version__, **document_object(document)}


def document_object(document: Document) -> Json:
    """What was understood of a document, without its text."""
    return {
        "path": document.path,
        "encoding": document.encoding,
        "characters": len(document.text),
        "part": document.part,
        "parts": document.parts,
        "notes": list(document.notes),
        "corrected": document.corrected,
        "metadata": _metadata(document.metadata),
        "sections": [_section(section) for section in document.sections],
        "regions": [
            {"kind": region.kind, "start": region.start, "end": region.end}
            for region in sorted(document.regions, key=lambda region: (region.start, region.end, region.kind))
        ],
        "items": [
            {"marker": item.marker, "section": item.section, "start": item.start, "end": item.end}
            for item in document.items
        ],
        **findings_object(document),
    }


def _metadata(metadata: Metadata) -> Json:
    return {
        "title": metadata.title,
        "outer_title": metadata.outer_title,
        "title_core": metadata.title_core,
        "issuers": list(metadata.issuers),
        "level": metadata.level,
        "number": metadata.number,
        "dates": dict(metadata.dates),
        "status": metadata.status,
        "genre": metadata.genre,
        "addressees": metadata.addressees,
        "cited": [{"title": title, "number": number} for title, number in metadata.cited],
        "places": list(metadata.places),
    }


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "level": section.level,
        "marker": section.marker,
        "heading": section.heading,
        "role": "+".join(section.roles),
        "confidence": section.confidence,
        "parent": section.parent,
        "style": section.style,
        "start": section.start,
        "end": section.end,
        "body": section.body,
    }


def _link(link: Link) -> Json:
    return {
        "left": link.left,
        "right": link.right,
        "kind": link.kind,
        "score": _number(link.score),
        "similarity": _number(link.similarity),
        "moved": link.moved,
        "group": link.group,
        "pinned": link.pinned,
    }


def _link_order(link: Link, left: Document, right: Document) -> tuple[int, int, str]:
    return left.by_id[link.left].start, right.by_id[link.right].start, link.kind


def _clause_links(comparison: Comparison) -> list[Json]:
    lefts, rights = comparison.left.clauses, comparison.right.clauses
    found = []
    for link in sorted(comparison.clause_links, key=lambda link: (link.left, link.right)):
        left, right = lefts[link.left], rights[link.right]
        found.append(
            {
                "left": [left.start, left.end],
                "right": [right.start, right.end],
                "left_section": left.section,
                "right_section": right.section,
                "similarity": _number(link.similarity),
                "edits": [_edit(edit) for edit in link.edits],
            }
        )
    return found


def _edit(edit: Edit) -> Json:
    return {"op": edit.op, "left": _range(edit.left), "right": _range(edit.right)}


def _spans(spans: tuple[LabelSpan, ...]) -> list[Json]:
    return [
        {
            "start": span.start,
            "end": span.end,
            "label": span.label,
            "reasons": [{"kind": reason.kind, "value": reason.value} for reason in span.reasons],
            "other": None if span.other is None else _range(span.other),
        }
        for span in sorted(spans, key=lambda span: (span.start, span.end))
    ]


def _summary(summary: Summary) -> Json:
    return {
        "similarity": _number(summary.similarity),
        "structure": _number(summary.structure),
        "by_role": [
            {"role": role, "similarity": _number(similarity), "links": links}
            for role, similarity, links in summary.by_role
        ],
        "overlap": _sides(
            *({"gross": _number(overlap.gross), "net": _number(overlap.net)} for overlap in summary.overlap)
        ),
        "units": _sides(*summary.units),
        "linked": _sides(*summary.linked),
        "label_shares": _sides(
            *({label: _number(share) for label, share in shares} for shares in summary.label_shares)
        ),
    }


def _sides(left: Any, right: Any) -> Json:
    return {"left": left, "right": right}


def _range(span: Span) -> list[int]:
    return [span.start, span.end]


def _number(value: float) -> float:
    """Four digits, as a plain float: scores may come as numpy's."""
    return round(float(value), 4)


def dump(value: Json) -> str:
    """JSON with one entry of a list a line: small enough to keep, and readable in a diff or with grep."""
    return "\n".join(_lines(value, 0, "")) + "\n"


def _lines(value: Any, depth: int, lead: str) -> list[str]:
    """Lines of a value; dictionaries open at the first two depths, lists of objects wherever they are."""
    pad = " " * depth
    if isinstance(value, dict) and value and depth < 2:
        entries = [_lines(entry, depth + 1, f"{_compact(key)}: ") for key, entry in value.items()]
        opening, closing = "{", "}"
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        entries = [[" " * (depth + 1) + _compact(entry)] for entry in value]
        opening, closing = "[", "]"
    else:
        return [pad + lead + _compact(value)]
    for entry in entries[:-1]:
        entry[-1] += ","
    return [pad + lead + opening, *(line for entry in entries for line in entry), pad + closing]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
