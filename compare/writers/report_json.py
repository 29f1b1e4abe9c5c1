"""A report as JSON. The shape is the contract of docs/schema/report.schema.json; its version is `schema`.

Documents are numbered from 0 in `documents`; every quotation names its document by number. Positions are half-open
ranges of code points into the text that the reader returned. Shares and similarities are 0..1 with four digits.
Equal input gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import __version__
from ..model import Reason
from ..report import (
    Checks,
    Coverage,
    Dimension,
    Distinctive,
    Entry,
    FolderPairs,
    PairFigures,
    Quote,
    Report,
    SharedRow,
)
from .findings_json import figures_object
from .inline import plain, section_path
from .json_format import dump

SCHEMA = "bidui.report/1"
_LEAST = 0.01  # gross similarity from which a pair is listed with its roles and passages

Json = dict[str, Any]

BASE = {
    "gross": "Share of the matching characters of both bodies (no blanks, punctuation, page furniture; numbers and own "
    "places masked) that the other has too: clauses at least 0.6 similar by their similarity, equal runs of 13 and "
    "more characters in others, and clauses that more than 50 families carry.",
    "net": "The same without set phrases and titles of documents, over the characters outside them; clauses that more "
    "than 50 families carry do not count.",
    "subject": "Cosine of two-character words, weighted by how few documents of the report have them: what the "
    "documents are about.",
    "structure": "Twice the longest common sequence of section roles at the two top levels over both lengths; the text "
    "plays no part.",
    "by_role": "As gross, over the characters of both documents in sections of that role.",
    "order": "Average linkage over 1 - (gross + subject) / 2.",
}


def write_report(report: Report, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> str:
    """A report as JSON text; the arguments about display have no effect."""
    return dump(report_object(report))


def report_object(report: Report) -> Json:
    """A report as dictionaries, lists, strings and numbers."""
    return _Writer(report).whole()


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self._where: dict[tuple[int, str], str] = {}
        heads = [report.head(family).document for family in range(len(report.families))]
        self._clauses = [[(clause.start, clause.end) for clause in document.clauses] for document in heads]

    def whole(self) -> Json:
        report = self.report
        return {
            "schema": SCHEMA,
            "bidui": __version__,
            "counts": {
                "documents": len(report.entries),
                "families": len(report.families),
                "copies": len(report.entries) - len(report.families),
                "issuers": report.issuers,
                "failures": len(report.failures),
            },
            "documents": [self._document(number, entry) for number, entry in enumerate(report.entries)],
            "failures": [{"path": f.path, "reason": f.reason, "reason_en": f.reason_en} for f in report.failures],
            "families": [
                {
                    "id": family.id,
                    "documents": [report.entries[number].path for number in family.documents],
                    "numbers": list(family.documents),
                    "shares": [_number(share) for share in family.shares],
                }
                for family in report.families
            ],
            "versions": [
                {
                    "left": report.families[link.left].id,
                    "right": report.families[link.right].id,
                    "kind": link.kind,
                    "title": _number(link.title),
                    "share": _number(link.share),
                }
                for link in report.versions
            ],
            "matrix": self._matrix(),
            "shared": [self._shared(row) for row in report.shared],
            "distinctive": [
                {"family": family.id, "measures": [self._distinctive(m) for m in measures]}
                for family, measures in zip(report.families, report.distinctive, strict=True)
            ],
            "coverage": self._coverage(report.coverage),
            "dimensions": [self._dimension(row) for row in report.dimensions],
            "figures": figures_object(report, self._path),
            "folder_pairs": self._folder_pairs(report.folder_pairs),
            "checks": self._checks(report.checks),
            "knowledge": [{"path": use.path, "added": dict(use.added)} for use in report.knowledge],
        }

    def _document(self, number: int, entry: Entry) -> Json:
        meta = entry.document.metadata
        return {
            "number": number,
            "path": entry.path,
            "title": entry.title,
            "issuer": entry.issuer,
            "place": entry.place,
            "date": entry.date,
            "date_from": entry.date_from,
            "family": self.report.families[entry.family].id,
            "document_number": meta.number,
            "level": meta.level,
            "genre": meta.genre,
            "encoding": entry.document.encoding,
            "sections": len(entry.document.sections),
            "characters": entry.characters,
            "formula": entry.formula,
        }

    def _matrix(self) -> Json:
        report = self.report
        count = len(report.families)
        matrix = report.matrix
        alike = report.pairs_from(_LEAST)
        triangles = {
            name: [_thousandths(row[: number + 1]) for number, row in enumerate(getattr(matrix, name).tolist())]
            for name in ("gross", "net", "subject", "structure")
        }
        return {
            "base": BASE,
            "order": [report.families[number].id for number in report.matrix.order],
            "merges": [
                {"left": m.left, "right": m.right, "height": _number(m.height), "size": m.size}
                for m in report.matrix.merges
            ],
            **triangles,
            "pairs": [self._pair(report.pair(left, right)) for left, right in alike],
            "pairs_not_listed": count * (count - 1) // 2 - len(alike),
        }

    def _pair(self, pair: PairFigures) -> Json:
        families = self.report.families
        return {
            "left": families[pair.left].id,
            "right": families[pair.right].id,
            "gross": _number(pair.gross),
            "net": _number(pair.net),
            "left_in_right": _number(pair.left_in_right),
            "right_in_left": _number(pair.right_in_left),
            "subject": _number(pair.subject),
            "structure": _number(pair.structure),
            "characters": pair.characters,
            "own": pair.own,
            "by_role": [
                {"role": f.role, "similarity": _number(f.similarity), "characters": f.characters}
                for f in pair.by_role
                if f.similarity > 0
            ],
            "passages": self._passages(pair.left, pair.right),
        }

    def _passages(self, left: int, right: int) -> list[list[float]]:
        """Spans, similarity and shared characters of a pair's passages."""
        columns = self.report.matrix.passages
        rows = columns.rows(left, right)
        clauses = self._clauses[left], self._clauses[right]
        found = zip(
            columns.left_clause[rows].tolist(),
            columns.right_clause[rows].tolist(),
            columns.similarity[rows].round(4).tolist(),
            columns.shared[rows].tolist(),
            strict=True,
        )
        return [[*clauses[0][i], *clauses[1][j], round(similarity, 4), shared] for i, j, similarity, shared in found]

    def _shared(self, row: SharedRow) -> Json:
        return {
            "kind": row.kind,
            "text": _line(row.text),
            "families": row.families,
            "issuers": row.issuers,
            "first_date": row.first_date,
            "role": row.role,
            "formula": row.formula,
            "exact": row.exact,
            "years": list(row.years) if row.years else None,
            "quotes": [self._quote(quote, text=not row.exact) for quote in row.quotes],
        }

    def _distinctive(self, measure: Distinctive) -> Json:
        return {
            "score": _number(measure.score),
            "role": measure.role,
            "quote": self._quote(measure.quote),
            "anchors": _reasons(measure.anchors),
            "nearest": None if measure.nearest is None else self._quote(measure.nearest),
            "similarity": _number(measure.similarity),
            "specificity": measure.specificity,
            "novelty": _number(measure.novelty),
            "own": _number(measure.own),
        }

    def _coverage(self, coverage: Coverage | None) -> Json | None:
        if coverage is None:
            return None
        return {
            "base": self.report.entries[coverage.base].path,
            "base_number": coverage.base,
            "documents": list(coverage.documents),
            "items": [
                {
                    "quote": self._quote(item.quote),
                    "role": item.role,
                    "uptakes": [
                        {
                            "document": uptake.document,
                            "how": uptake.how,
                            "similarity": _number(uptake.similarity),
                            "quotes": [self._quote(quote) for quote in uptake.quotes],
                            "reasons": [{"what": what, "base": base, "own": own} for what, base, own in uptake.reasons],
                        }
                        for uptake in item.uptakes
                    ],
                }
                for item in coverage.items
            ],
        }

    def _dimension(self, row: Dimension) -> Json:
        return {
            "name": row.name,
            "kind": row.kind,
            "keywords": list(row.keywords),
            "cells": [
                {
                    "document": cell.document,
                    "total": cell.total,
                    "quotes": [self._quote(quote) for quote in cell.quotes],
                }
                for cell in row.cells
            ],
        }

    def _folder_pairs(self, found: FolderPairs | None) -> Json | None:
        if found is None:
            return None
        return {
            "left": found.left,
            "right": found.right,
            "pairs": [
                {
                    "left": pair.left,
                    "right": pair.right,
                    "title": _number(pair.title),
                    "regime": pair.regime,
                    "similarity": _number(pair.similarity),
                    "structure": _number(pair.structure),
                    "changed": pair.changed,
                    "added": pair.added,
                    "dropped": pair.dropped,
                    "values": [
                        {"left": self._quote(left), "right": self._quote(right), "values": values}
                        for left, right, values in pair.values
                    ],
                }
                for pair in found.pairs
            ],
            "left_only": list(found.left_only),
            "right_only": list(found.right_only),
        }

    def _checks(self, checks: Checks) -> Json:
        families = self.report.families
        return {
            "copies": [
                {
                    "left": families[check.left].id,
                    "right": families[check.right].id,
                    "gross": _number(check.gross),
                    "net": _number(check.net),
                    "runs": [
                        {
                            "characters": run.characters,
                            "left": self._quote(run.left),
                            "right": self._quote(run.right, text=False),
                        }
                        for run in check.runs
                    ],
                }
                for check in checks.copies
            ],
            "places": [
                {
                    "document": place.document,
                    "place": place.place,
                    "of": place.of,
                    "quotes": [self._quote(quote) for quote in place.quotes],
                }
                for place in checks.places
            ],
            "figures": [
                {
                    "values": list(same.values),
                    "similarity": _number(same.similarity),
                    "left": self._quote(same.left),
                    "right": self._quote(same.right),
                }
                for same in checks.figures
            ],
        }

    def _path(self, document: int, section: str) -> str:
        place = document, section
        if place not in self._where:
            found = self.report.entries[document].document
            self._where[place] = section_path(found, found.by_id.get(section))
        return self._where[place]

    def _quote(self, quote: Quote, *, text: bool = True) -> Json:
        """A quotation; its words are left out where they are those of the row it stands in."""
        document = self.report.entries[quote.document].document
        where = self._path(quote.document, quote.section)
        found = {"document": quote.document, "where": where, "start": quote.start, "end": quote.end}
        return {**found, "text": plain(document, quote.start, quote.end)} if text else found


def _reasons(reasons: Sequence[Reason]) -> list[Json]:
    return [{"kind": reason.kind, "value": reason.value} for reason in reasons]


def _line(text: str) -> str:
    return "".join(text.split("\n"))


def _number(value: float) -> float:
    return round(float(value), 4)


def _thousandths(values: Sequence[float]) -> list[float]:
    return [round(value, 3) for value in values]
