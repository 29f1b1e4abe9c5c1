"""Copy checks as tables: equal runs of text, places of others, equal figures. Facts, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from ..tables.model import Cell, Column, Table
from .reported import Reported, cell, count, share

_MOST = 40  # rows that a text document lists


def runs(made: Reported) -> Table:
    """The longest equal runs of each pair of documents, and what share of the shorter they make up."""
    rows, rest = made.kept(list(_runs(made)), _MOST)
    columns = (
        "left",
        "right",
        "gross",
        "net",
        "longest",
        "left_text",
        Column("right_place", made.say("col_right_place"), 9, 7),
    )
    return made.table("runs", columns, rows, (made.say("about_runs"), rest))


def _runs(made: Reported) -> Iterator[tuple[Cell | str, ...]]:
    for check in made.report.checks.copies:
        for run in check.runs:
            yield (
                made.short[check.left],
                made.short[check.right],
                share(check.gross),
                share(check.net),
                count(run.characters),
                cell([made.quoted(run.left)]),
                made.where(run.right),
            )


def places(made: Reported) -> Table:
    """Places named in documents whose issuers they do not belong to."""
    rows = [
        (
            made.named(place.document),
            place.place,
            cell(made.quoted(quote) for quote in place.quotes),
            "" if place.of is None else made.say("same_place", of=made.named(place.of)),
        )
        for place in made.report.checks.places
    ]
    kept, rest = made.kept(rows, _MOST)
    return made.table("places", ("document", "name", "text", "note"), kept, (made.say("about_checks"), rest))


def figures(made: Reported) -> Table:
    """The same figures in nearly the same words of two issuers."""
    rows = [
        (
            made.words.listed(same.values),
            cell([made.quoted(same.left, named=True)]),
            cell([made.quoted(same.right, named=True)]),
            share(same.similarity),
        )
        for same in made.report.checks.figures
    ]
    kept, rest = made.kept(rows, _MOST)
    columns = ("values", "left_text", "right_text", "similarity")
    return made.table("figures", columns, kept, (made.say("about_checks"), rest))
