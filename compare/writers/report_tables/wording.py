"""What documents say together and what each says alone: shared clauses and phrases, distinctive measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...report import CLAUSE, FRAME, PERIOD, PHRASE, Distinctive, Quote, SharedRow
from ..tables.model import Cell, Run, Table
from .reported import Reported, cell, count, share

_MOST_SHARED = 25  # rows of a kind that a text document lists
_MOST_OWN = 5  # measures of a document that it lists
_MOST_NAMES = 12  # documents that a cell names


def shared(made: Reported) -> Table:
    """Sentences, phrases, frames and phrases of a period that several families have."""
    rows: list[SharedRow] = []
    for kind in (CLAUSE, PHRASE, FRAME, PERIOD):
        found = [row for row in made.report.shared if row.kind == kind]
        rows += found if made.whole else [row for row in found if row.families > 1][:_MOST_SHARED]
    rest = len(made.report.shared) - len(rows)
    notes = [made.say("about_shared"), made.say("rest_rows", n=len(rows), rest=rest) if rest else ""]
    columns = ("number", "kind", "text", "exact", "families", "issuers", "first", "role", "who")
    return made.table("shared", columns, _shared(made, rows), notes)


def _shared(made: Reported, rows: Sequence[SharedRow]) -> Iterator[tuple[Cell | str, ...]]:
    for number, row in enumerate(rows, 1):
        exact = "" if row.kind == FRAME else made.say("exact" if row.exact else "alike")
        years = f"{row.years[0]}—{row.years[1]}" if row.years else ""
        yield (
            str(number),
            made.say(f"kind_word_{row.kind}"),
            made.linked("".join(part.strip() for part in row.text.split("\n")), row.quotes[0]),
            exact,
            count(row.families),
            count(row.issuers),
            row.first_date or years or made.say("undated"),
            made.role(row.role),
            _who(made, row.quotes),
        )


def _who(made: Reported, quotes: Sequence[Quote]) -> Cell:
    """Names of documents, each leading to its quotation."""
    shown = quotes if made.whole else quotes[:_MOST_NAMES]
    runs = [run for quote in shown for run in (Run(made.words.comma), made.lead(made.named(quote.document), quote))][1:]
    if len(shown) == len(quotes):
        return cell([tuple(runs)])
    text = made.words.listed((made.named(quote.document) for quote in quotes), _MOST_NAMES)
    listed = made.words.listed(made.named(quote.document) for quote in shown)
    return cell([(*runs, Run(text.removeprefix(listed)))])


def distinctive(made: Reported) -> Table:
    """The measures of each family that no other one has, best first, families as they are alike."""
    rows: list[tuple[int, int, Distinctive]] = []
    rest = 0
    for family in made.report.matrix.order:
        found = made.report.distinctive[family]
        most = len(found) if made.whole else _MOST_OWN
        rows += [(family, number, one) for number, one in enumerate(found[:most], 1)]
        rest += max(0, len(found) - most)
    notes = [made.say("about_distinctive"), made.say("rest_each", n=_MOST_OWN, rest=rest) if rest else ""]
    columns = ("document", "number", "place", "role", "text", "anchors", "nearest", "similarity")
    return made.table("distinctive", columns, (_measure(made, *row) for row in rows), notes)


def _measure(made: Reported, family: int, number: int, one: Distinctive) -> tuple[Cell | str, ...]:
    near: tuple[Cell | str, Cell | str] = (cell([(Run(made.say("no_nearest"), "note"),)]), "")
    if one.nearest is not None:
        near = cell([made.quoted(one.nearest, named=True, most=120)]), share(one.similarity)
    return (
        made.short[family],
        str(number),
        made.where(one.quote),
        made.role(one.role),
        made.linked(made.said(one.quote), one.quote),
        made.words.listed(dict.fromkeys(anchor.value for anchor in one.anchors)),
        *near,
    )
