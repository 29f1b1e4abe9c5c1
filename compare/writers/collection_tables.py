"""The report over a collection as the tables that are handed in: what documents have in common, clauses, copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from ..collection import Collection, CommonClause, Member, Reuse, Stretch
from . import csv_format, docx_format, markdown_format, plain_html, xlsx_format
from .collection_words import base, collection_words, facts, likeness, named, section_name, shares
from .library_words import Say
from .summary import percent
from .tables.model import Cell, Column, Handout, Row, Run, Table, plain

_MOST = {"reuses": 60, "versions": 30, "common": 120, "phrases": 60, "families": 60, "failures": 100}
_MOST_ROWS = 50_000  # where all is asked for; what a workbook still opens with
_QUOTED = 1  # passages of a pair where not all is asked for
_ALSO = 5  # further documents named beside a clause
_WIDTHS = {
    "families": (6, 4), "issuers": (6, 4), "text": (34, 18), "first": (18, 12), "exact": (7, 5), "formula": (6, 4),
    "also": (24, 14), "own": (18, 11), "other": (18, 11), "own_date": (10, 8), "other_date": (10, 8),
    "own_issuer": (10, 7), "other_issuer": (10, 7), "characters": (8, 6), "share": (8, 6), "other_share": (8, 6),
    "clauses": (6, 4), "quote": (28, 16), "other_quote": (28, 16), "phrase": (30, 18), "where": (20, 12),
    "title": (24, 14), "copies": (6, 4), "paths": (36, 20), "path": (30, 18), "reason": (24, 14), "date": (10, 8),
    "issuer": (12, 8), "number": (12, 8), "family": (7, 5), "size": (8, 6), "shared": (8, 6),
}  # fmt: skip
_FORMS = {
    **dict.fromkeys(("families", "issuers", "characters", "clauses", "copies", "family", "size"), "count"),
    **dict.fromkeys(("share", "other_share", "shared"), "share"),
}
_PAIRS = (
    "own", "own_date", "own_issuer", "other", "other_date", "other_issuer", "characters", "share", "other_share",
    "clauses", "quote", "other_quote",
)  # fmt: skip
_PAIRS_PAGE = ("own", "other", "characters", "share", "other_share", "quote", "other_quote")
_CLAUSES = ("families", "issuers", "text", "first", "exact", "formula", "also")
_CLAUSES_PAGE = ("families", "issuers", "text", "first", "exact")

Cells = dict[str, Cell]
T = TypeVar("T")


def write_markdown(
    collection: Collection, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> str:
    """The report as Markdown text."""
    return markdown_format.render(collection_handout(collection, full=full, lang=lang))


def write_docx(
    collection: Collection, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """The report as the bytes of a .docx."""
    return docx_format.render(collection_handout(collection, full=full, lang=lang))


def write_xlsx(
    collection: Collection, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """The report as the bytes of an .xlsx, which lists everything up to _MOST_ROWS of each kind."""
    return xlsx_format.render(collection_handout(collection, full=True, lang=lang, book=True))


def write_csv(
    collection: Collection, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """Clauses that many documents share as the bytes of a CSV."""
    return csv_format.render(collection_handout(collection, full=True, lang=lang, book=True))


def write_html(
    collection: Collection, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> str:
    """The report as an HTML page."""
    return plain_html.render(collection_handout(collection, full=full, lang=lang))


def collection_handout(collection: Collection, *, full: bool = False, lang: str = "zh", book: bool = False) -> Handout:
    """The tables. full: nothing is cut short. book: for a workbook, which has a column for each fact and a sheet of all
    documents."""
    lang = "en" if lang == "en" else "zh"
    tables = _Tables(collection, collection_words(lang), lang, full=full, book=book)
    return Handout(
        regime="collection",
        title=tables.say("title"),
        sources=tuple(facts(collection, tables.say)),
        legend=(),
        preface=(base(collection, tables.say), tables.say("facts")),
        main=tables.common(),
        coverage=(),
        further=(tables.documents(),) if book else (),
        lang=lang,
        extracts=tuple(table for table in tables.extracts() if table.rows),
        headed=True,
    )


class _Tables:
    def __init__(self, collection: Collection, say: Say, lang: str, *, full: bool, book: bool) -> None:
        self.collection, self.say, self.lang, self.full, self.book = collection, say, lang, full, book

    def extracts(self) -> Iterator[Table]:
        yield self.reuses("reuses", self.collection.top, self.collection.top_total)
        yield self.reuses("versions", self.collection.versions, self.collection.versions_total)
        yield self.phrases()
        yield self.families()
        yield self.failures()

    def reuses(self, kind: str, top: Sequence[tuple[int, Reuse]], total: int) -> Table:
        rows = []
        for number, reuse in self._some(kind, top):
            characters = reuse.characters, reuse.other_characters
            share = shares(self.collection, number, reuse.other, characters)
            one, two = (self.collection.members[n] for n in (number, reuse.other))
            passages = reuse.passages if self.full else reuse.passages[:_QUOTED]
            cells: Cells = {
                "own": plain(one.title), "own_date": plain(one.date), "own_issuer": plain(one.issuer),
                "other": plain(two.title), "other_date": plain(two.date), "other_issuer": plain(two.issuer),
                "characters": _count(reuse.characters), "clauses": _count(reuse.clauses),
                "share": Cell(((Run(share["share"]),),), _share(one, characters[0])),
                "other_share": Cell(((Run(share["other_share"]),),), _share(two, characters[1])),
                "quote": Cell(tuple(self._quote(passage.own) for passage in passages)),
                "other_quote": Cell(tuple(self._quote(p.other, likeness(p, self.say)) for p in passages)),
            }  # fmt: skip
            if not self.book:
                cells["own"], cells["other"] = (plain(self._name(n)) for n in (number, reuse.other))
            rows.append(cells)
        return self._table(kind, _PAIRS if self.book else _PAIRS_PAGE, rows, total)

    def common(self) -> Table:
        rows = [self._clause(row) for row in self._some("common", self.collection.common)]
        keys = _CLAUSES if self.book else _CLAUSES_PAGE
        return self._table("common", keys, rows, self.collection.common_total)

    def _clause(self, row: CommonClause) -> Cells:
        first = row.quotes[0]
        place = self._place(first)
        others = (self._name(quote.document) for quote in row.quotes[1 : 1 + _ALSO])
        return {
            "families": _count(row.families), "issuers": _count(row.issuers), "text": plain(_line(first.text)),
            "first": plain(place if row.first else self.say("not_first", place=place)),
            "exact": plain(self.say("exact" if row.exact else "near")), "formula": plain(row.formula),
            "also": plain("\n".join(others)),
        }  # fmt: skip

    def phrases(self) -> Table:
        rows = [
            {
                "families": _count(row.families), "issuers": _count(row.issuers),
                "phrase": plain(_line(row.text)), "where": plain(self._place(row.quote)),
            }
            for row in self._some("phrases", self.collection.phrases)
        ]  # fmt: skip
        keys = ("families", "issuers", "phrase", "where")
        return self._table("phrases", keys, rows, self.collection.phrases_total)

    def families(self) -> Table:
        copies = [family for family in self.collection.families if len(family) > 1]
        copies.sort(key=lambda family: (-len(family), family))
        members = self.collection.members
        rows = [
            {
                "copies": _count(len(family)), "title": plain(members[family[0]].title),
                "paths": plain("\n".join(members[number].path for number in family)),
            }
            for family in self._some("families", copies)
        ]  # fmt: skip
        return self._table("families", ("copies", "title", "paths"), rows, len(copies))

    def failures(self) -> Table:
        found = self.collection.failures
        rows = [
            {"path": plain(f.path), "reason": plain(f.reason_en if self.lang == "en" else f.reason)}
            for f in self._some("failures", found)
        ]
        return self._table("failures", ("path", "reason"), rows, len(found))

    def documents(self) -> Table:
        rows = []
        heads = set(self.collection.heads)
        for number, member in enumerate(self.collection.members):
            share = member.shared / max(1, member.characters)
            rows.append(
                {
                    "title": plain(member.title), "date": plain(member.date), "issuer": plain(member.issuer),
                    "number": plain(member.number), "family": _count(member.family + 1),
                    "size": _count(member.characters),
                    "shared": Cell(((Run(percent(share)),),), share) if number in heads else Cell(),
                    "path": plain(member.path),
                }
            )  # fmt: skip
        keys = ("title", "date", "issuer", "number", "family", "size", "shared", "path")
        return self._table("documents", keys, rows, len(rows))

    def _some(self, kind: str, rows: Sequence[T]) -> Sequence[T]:
        return rows[: _MOST_ROWS if self.full else _MOST[kind]]

    def _table(self, key: str, keys: Sequence[str], rows: Sequence[Cells], total: int) -> Table:
        notes = (self.say("cut", total=total, n=len(rows)),) if len(rows) < total else ()
        columns = tuple(_column(name, self.say) for name in keys)
        body = tuple(Row(tuple(cells[name] for name in keys)) for cells in rows)
        return Table(key, self.say(key), columns, body, notes)

    def _name(self, number: int) -> str:
        return self.say("reuse", **named(self.collection, number, self.say))

    def _place(self, stretch: Stretch) -> str:
        return f"{self._name(stretch.document)} {section_name(stretch.section, self.lang)}".rstrip()

    def _quote(self, stretch: Stretch, note: str = "") -> tuple[Run, ...]:
        section = section_name(stretch.section, self.lang)
        lead = f"{section} " if section else ""
        runs = (Run(lead, "note"), Run(_line(stretch.text)), Run(f" [{note}]" if note else "", "note"))
        return tuple(run for run in runs if run.text)


def _column(name: str, say: Say) -> Column:
    width, least = _WIDTHS[name]
    form = _FORMS.get(name, "text")
    return Column(name, say(f"column_{name}"), width, least, form)  # type: ignore[arg-type]


def _line(text: str) -> str:
    return " ".join(text.split("\n"))


def _count(value: int) -> Cell:
    return Cell(((Run(str(value)),),), float(value))


def _share(member: Member, characters: int) -> float:
    return min(1.0, characters / max(1, member.characters))
