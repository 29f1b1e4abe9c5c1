"""The dimension table (对标比对表): roles and topics against documents, cells of exact quotations."""

from __future__ import annotations

from collections.abc import Iterator

from ...report import Cell as Quotes
from ...report import Dimension
from ..tables.model import Cell, Paragraph, Run, Table, plain
from .reported import Reported, cell


def dimensions(made: Reported) -> Table:
    """Documents side by side; below each other where there are too many for that."""
    notes = (made.say("about_main"), _without_role(made))
    if made.wide:
        return made.table("main", ("dimension", "document", "text"), _long(made), notes)
    columns = (made.column("dimension"), *made.beside(30, 13))
    rows = ((plain(_name(made, row)), *(_cell(made, one) for one in row.cells)) for row in made.report.dimensions)
    return made.table("main", columns, rows, notes, 1)


def _without_role(made: Reported) -> str:
    """What the table leaves out: sections whose role is not known, counted for each document."""
    counted = []
    for family, name in enumerate(made.short):
        document = made.report.head(family).document
        sections = {clause.section for clause in document.clauses} & {s.id for s in document.sections if not s.roles}
        if sections:
            counted.append(made.say("sections_of", name=name, n=len(sections)))
    return made.say("without_role", list=made.words.listed(counted)) if counted else ""


def _long(made: Reported) -> Iterator[tuple[Cell | str, ...]]:
    for row in made.report.dimensions:
        for one in row.cells:
            yield _name(made, row), made.named(one.document), _cell(made, one)


def _name(made: Reported, row: Dimension) -> str:
    return made.say("topic", name=row.name) if row.kind == "topic" else made.role(row.name)


def _cell(made: Reported, found: Quotes) -> Cell:
    paragraphs: list[Paragraph] = [made.quoted(quote) for quote in found.quotes]
    if not paragraphs:
        return cell([(Run(made.say("absent"), "note"),)])
    if found.total > len(paragraphs):
        paragraphs.append((Run(made.say("of_total", n=found.total), "note"),))
    return cell(paragraphs)
