"""What was read: documents, copies, versions, what could not be read, what the user's own knowledge changed."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document
from ...report import Quote
from ..tables.model import Cell, Column, Table
from .reported import Reported, count, share


def overview(made: Reported) -> Table:
    """A row for each document, copies among them."""
    columns = (
        "number", "short", "title", "issuer", "date", "docno", "family", "characters", "formula", "outside", "path",
    )  # fmt: skip
    return made.table("overview", columns, _documents(made), (made.say("about_overview"),))


def _documents(made: Reported) -> Iterator[tuple[Cell | str, ...]]:
    for number, entry in enumerate(made.report.entries):
        family = made.report.families[entry.family]
        head = family.representative == number
        copies = ""
        if len(family.documents) > 1:
            name = made.short[entry.family]
            copies = made.say("of_family", id=family.id, n=len(family.documents) - 1)
            copies = copies if head else made.say("copy_of", id=family.id, head=name)
        yield (
            str(number + 1),
            made.short[entry.family],
            made.linked(entry.title, Quote(number, 0, 0)),
            entry.issuer,
            made.date(entry),
            entry.document.metadata.number,
            copies,
            count(entry.characters),
            share(entry.formula / entry.characters) if entry.characters else "",
            count(_outside(entry.document)),
            made.path(entry.path),
        )


def _outside(document: Document) -> int:
    """Characters of a text that are no part of its body: title, addressees, attachments, what is around a page."""
    regions = (document.text[r.start : r.end] for r in document.regions if r.kind != "furniture")
    return sum(1 for text in regions for char in text if char.strip())


def copies(made: Reported) -> Table:
    """Families of several documents, a row for each member."""
    rows: list[tuple[Cell | str, ...]] = []
    for family in made.report.families:
        if len(family.documents) > 1:
            for number, same in zip(family.documents, family.shares, strict=True):
                entry = made.report.entries[number]
                title = made.linked(entry.title, Quote(number, 0, 0))
                rows.append((family.id, title, made.date(entry), share(same), made.path(entry.path)))
    return made.table("copies", ("family", "title", "date", "share", "path"), rows)


def versions(made: Reported) -> Table:
    """Versions of one document, the earlier on the left."""
    rows: list[tuple[Cell | str, ...]] = []
    for number, link in enumerate(made.report.versions, 1):
        left, right = (f"{made.short[side]} {made.report.head(side).title}" for side in (link.left, link.right))
        rows.append((str(number), made.say(f"version_{link.kind}"), left, right, share(link.share)))
    columns = (
        "number",
        "kind",
        Column("left", made.say("col_left"), 30, 20),
        Column("right", made.say("col_right"), 30, 20),
        "share",
    )
    return made.table("versions", columns, rows, (made.say("about_versions"),))


def failures(made: Reported) -> Table:
    """Files that could not be read, and why."""
    rows = ((made.path(f.path), f.reason_en if made.words.lang == "en" else f.reason) for f in made.report.failures)
    return made.table("failures", ("path", "reason"), rows)


def knowledge(made: Reported) -> Table:
    """Files of the user's own knowledge and what was taken from them."""
    said = made.words.names.tables["report"]
    rows = ((use.path, said[kind].format(n=n)) for use in made.report.knowledge for kind, n in use.added if n)
    return made.table("knowledge", ("path", "added_what"), rows)
