"""Targets, benefits, measures and tasks of a document, and their aligned rows, as dictionaries for the JSON output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..findings import Base, Benefit, Named, Responsible, Target
from ..model import Comparison, Document
from ..report import Report

Json = dict[str, Any]


def findings_object(document: Document) -> Json:
    """The lists of what was extracted; field names of targets follow the gold file that they are scored by."""
    found = document.findings
    return {
        "targets": [target_object(document, target) for target in found.targets],
        "achieved": [target_object(document, target) for target in found.achieved],
        "benefits": [benefit_object(document, b) for b in found.benefits],
        "measures": [
            {
                "action": m.action,
                "object": m.object,
                "start": m.start,
                "end": m.end,
                "section": m.section,
                "clause": _clause(document, m.clause),
                "instrument": m.instrument or None,
                "signs": list(m.signs),
                "named": list(m.named),
                "amounts": list(m.amounts),
                "deadline": m.deadline or None,
                "responsible": _responsible(m.responsible),
                "specificity": m.specificity,
                "reasons": [{"kind": kind, "value": value} for kind, value in m.reasons],
                "strength": m.strength,
            }
            for m in found.measures
        ],
        "tasks": [
            {
                "task": t.task,
                "start": t.start,
                "end": t.end,
                "section": t.section,
                "responsible": _responsible(t.responsible),
                "deadline": t.deadline or None,
            }
            for t in found.tasks
        ],
        "flags": [
            {"kind": f.kind, "text": f.text, "start": f.start, "end": f.end, "section": f.section} for f in found.flags
        ],
    }


def tables_object(comparison: Comparison) -> Json:
    """The aligned rows; numbers are indices into the lists of the left and the right document."""
    tables = comparison.tables
    return {
        "targets": [
            {
                "indicator": r.indicator,
                "relation": r.relation,
                "note": r.note,
                "left": list(r.left),
                "right": list(r.right),
            }
            for r in tables.targets
        ],
        "benefits": [
            {"item": r.item, "relation": r.relation, "left": list(r.left), "right": list(r.right)}
            for r in tables.benefits
        ],
        "wording": [
            {
                "ladder": w.ladder,
                "change": w.change,
                "left": _named(w.left) if w.left else None,
                "right": _named(w.right) if w.right else None,
                "rungs": list(w.rungs),
                "about": w.about,
                "left_clause": _clause(comparison.left, w.left_clause),
                "right_clause": _clause(comparison.right, w.right_clause),
            }
            for w in tables.wording
        ],
        "novelty": {
            name: [
                {"measure": n.measure, "novelty": round(n.novelty, 4), "nearest": _clause(other, n.nearest)}
                for n in novelty
            ]
            for name, novelty, other in (
                ("left", tables.novelty[0], comparison.right),
                ("right", tables.novelty[1], comparison.left),
            )
        },
    }


def figures_object(report: Report, path: Callable[[int, str], str]) -> Json | None:
    """Targets and benefits of all documents, row by row. path: section number by document and section."""
    figures = report.figures
    if figures is None:
        return None
    return {
        "indicators": [
            {
                "indicator": row.name,
                "core": row.core,
                "qualifiers": list(row.qualifiers),
                "kind": row.kind,
                "unit": row.unit or None,
                "families": row.families,
                "others": row.others,
                "cells": _cells(report, row.cells, path),
            }
            for row in figures.indicators
        ],
        "benefits": [
            {"item": row.item, "families": row.families, "cells": _cells(report, row.cells, path)}
            for row in figures.benefits
        ],
    }


def _cells(report: Report, cells: Sequence[Sequence[Target | Benefit]], path: Callable[[int, str], str]) -> list[Json]:
    """The documents that have it, each with its targets or benefits."""
    made = []
    for family, found in enumerate(cells):
        number = report.families[family].representative
        document = report.entries[number].document
        if found:
            figures = [{"where": path(number, one.section), **_figure(document, one)} for one in found]
            made.append({"document": number, "figures": figures})
    return made


def _figure(document: Document, found: Target | Benefit) -> Json:
    made = target_object(document, found) if isinstance(found, Target) else benefit_object(document, found)
    left_out = ("section", "clause", "responsible")  # where says the place; units are those of the section
    return {name: value for name, value in made.items() if name not in left_out}


def target_object(document: Document, t: Target) -> Json:
    """A target; positions and words are of the document."""
    return {
        "indicator": t.indicator,
        "evidence": document.text[t.start : t.end],
        "start": t.start,
        "end": t.end,
        "section": t.section,
        "clause": _clause(document, t.clause),
        "comparator": t.comparator,
        "op": t.op,
        "value": t.value,
        "value2": t.value2,
        "unit": t.unit or None,
        "value_norm": t.norm,
        "unit_norm": t.norm_unit or None,
        "kind": t.kind,
        "per": t.per or None,
        "deadline": t.deadline or None,
        "deadline_from": t.deadline_from or None,
        "base": _base(t.base),
        "scope": t.scope or None,
        "modality": t.modality,
        "responsible": _responsible(t.responsible),
        "flags": list(t.flags),
    }


def benefit_object(document: Document, b: Benefit) -> Json:
    """A benefit; positions and words are of the document."""
    return {
        "item": b.item,
        "start": b.start,
        "end": b.end,
        "section": b.section,
        "clause": _clause(document, b.clause),
        "evidence": document.text[b.start : b.end],
        "amount": b.amount,
        "rate": b.rate,
        "cap": b.cap,
        "value": b.value,
        "unit": b.unit,
        "per": b.per or None,
        "condition": b.condition,
        "beneficiary": b.beneficiary,
        "validity": b.validity,
    }


def _base(base: Base | None) -> Json | None:
    if base is None:
        return None
    parts = {"year": base.year, "period": base.period, "value": base.value, "ref": base.ref}
    return {name: value for name, value in parts.items() if value}


def _clause(document: Document, index: int) -> list[int] | None:
    """Span of a clause; None for a heading."""
    return [document.clauses[index].start, document.clauses[index].end] if index >= 0 else None


def _responsible(units: Responsible) -> Json:
    return {
        "lead": [_named(unit) for unit in units.lead],
        "responsible": [_named(unit) for unit in units.responsible],
        "cooperating": [_named(unit) for unit in units.cooperating],
    }


def _named(unit: Named) -> Json:
    return {"text": unit.text, "start": unit.start, "end": unit.end}
