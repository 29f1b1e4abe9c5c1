"""A report with what its tables need: short names of documents, quotations as cells, columns, lists cut short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ...report import Entry, Quote, Report
from ..inline import plain as shown_text
from ..summary import percent
from ..tables.model import Cell, Column, Paragraph, Row, Run, Table, plain
from ..tables.quoting import path, short
from ..tables.words import Words

T = TypeVar("T")

_TITLE = 14  # characters of a title in a short name
SIDE_BY_SIDE = 60  # families up to which documents stand side by side as columns
# Form and widths (proposed, least) of columns; documents that stand side by side are added by `beside`.
_COLUMNS: dict[str, tuple[int, int]] = {
    "number": (5, 4), "document": (9, 8), "short": (11, 8), "title": (26, 16), "issuer": (14, 10), "date": (10, 8),
    "docno": (14, 9), "family": (10, 8), "path": (22, 12), "dimension": (9, 7), "indicator": (14, 9),
    "counted": (10, 8), "benefit": (16, 10), "item": (30, 20), "role": (9, 7), "place": (9, 7), "text": (36, 24),
    "anchors": (16, 10), "nearest": (30, 18), "kind": (7, 5), "first": (10, 8), "who": (30, 18), "left": (14, 9),
    "right": (14, 9), "regime": (10, 8), "values": (16, 10), "left_text": (32, 20), "right_text": (32, 20),
    "name": (9, 7), "note": (16, 12), "reason": (40, 24), "added_what": (14, 10), "exact": (6, 5),
}  # fmt: skip
_COUNTS = frozenset(
    ("characters", "outside", "families", "issuers", "passages", "changed", "added", "dropped", "longest", "n", "total")
)
_SHARES = frozenset(
    ("formula", "similarity", "gross", "net", "left_in_right", "right_in_left", "subject", "structure", "share")
)


@dataclass(frozen=True)
class Reported:
    """A report in one language. whole: nothing is cut short, as in a workbook."""

    report: Report
    words: Words
    whole: bool
    short: tuple[str, ...]
    above: int
    _paths: dict[tuple[int, str], str] = field(default_factory=dict)

    def say(self, code: str, **values: object) -> str:
        """A text with its places filled in."""
        return self.words.say(code, **values)

    @property
    def wide(self) -> bool:
        """Whether there are too many families to stand side by side."""
        return len(self.short) > SIDE_BY_SIDE

    def named(self, document: int) -> str:
        """Short name of a document, by its number."""
        return self.short[self.report.entries[document].family]

    def role(self, code: str) -> str:
        """Name of a role; one of the user's own is its name."""
        return self.words.names.get("role", code) if code else ""

    def where(self, quote: Quote) -> str:
        """Section number of a quotation, as officials cite it."""
        key = quote.document, quote.section
        if key not in self._paths:
            document = self.report.entries[quote.document].document
            section = document.by_id.get(quote.section)
            self._paths[key] = path(document, section, self.words) if section else ""
        return self._paths[key]

    def said(self, quote: Quote) -> str:
        """The words of a quotation on one line, a blank between a heading and what stands below it."""
        document, section = self.report.entries[quote.document].document, self.report.section(quote)
        if section is None or not section.heading or not quote.start < section.body < quote.end:
            return shown_text(document, quote.start, quote.end)
        parts = (shown_text(document, *span) for span in ((quote.start, section.body), (section.body, quote.end)))
        return "\u3000".join(filter(None, parts))

    def quoted(self, quote: Quote, *, named: bool = False, most: int = 0) -> Paragraph:
        """A quotation behind its section's number. named: behind its document's short name too. most: characters up to
        which it is not cut, unless nothing is."""
        text = self.said(quote)
        text = short(text, most, inner=False) if most and not self.whole else text
        place = self.where(quote)
        place = f"【{place}】" if place and not text.startswith(place) else ""  # 第三条 says itself where it stands
        lead = self.say("from_document", name=self.named(quote.document), place=place) if named else place
        return (replace(self.lead(lead, quote), mark="note"), Run(text)) if lead.strip() else (self.lead(text, quote),)

    def lead(self, text: str, quote: Quote) -> Run:
        """Text that leads to a quotation."""
        return Run(text, source=(self.report.entries[quote.document].document, quote.start, quote.end))

    def linked(self, text: str, quote: Quote) -> Cell:
        """A cell of such text."""
        return Cell(((self.lead(text, quote),),))

    def path(self, path: str) -> str:
        """A path as it was given, without the folders that all have in common."""
        return path[self.above :]

    def date(self, entry: Entry) -> str:
        """Date of a document, or that it has none."""
        return entry.date or self.say("undated")

    def column(self, key: str, heading: str = "") -> Column:
        """A column with the widths and form of its key."""
        heading = heading or self.say(f"col_{key}")
        if key in _COUNTS:
            return Column(key, heading, 7, 5, "count")
        if key in _SHARES:
            return Column(key, heading, 7, 5, "share")
        return Column(key, heading, *_COLUMNS[key])

    def beside(self, width: int, least: int, families: Iterable[int] | None = None) -> tuple[Column, ...]:
        """A column for each family, headed by its short name."""
        chosen = range(len(self.short)) if families is None else families
        return tuple(Column(f"d{family}", self.short[family], width, least) for family in chosen)

    def table(
        self,
        key: str,
        columns: Sequence[str | Column],
        rows: Iterable[Sequence[Cell | str]],
        notes: Sequence[str] = (),
        fixed: int = 0,
    ) -> Table:
        """A table of a report. columns: keys, or columns of their own."""
        made = tuple(self.column(c) if isinstance(c, str) else c for c in columns)
        cells = (Row(tuple(plain(c) if isinstance(c, str) else c for c in row)) for row in rows)
        return Table(key, self.say(f"report_{key}"), made, tuple(cells), tuple(filter(None, notes)), fixed)

    def kept(self, rows: Sequence[T], most: int) -> tuple[Sequence[T], str]:
        """Rows that are shown, and what is said of the rest."""
        if self.whole or len(rows) <= most:
            return rows, ""
        return rows[:most], self.say("rest_rows", n=most, rest=len(rows) - most)


def with_names(report: Report, words: Words, whole: bool) -> Reported:
    """A report with short names for its families."""
    return Reported(report, words, whole, _short_names(report), _above(report))


def _above(report: Report) -> int:
    """Characters of the folders that the paths of all documents and failures begin with."""
    paths = [entry.path for entry in report.entries] + [failure.path for failure in report.failures]
    folders = [path.replace("\\", "/").split("#", 1)[0].split("/")[:-1] for path in paths]
    common = 0
    while all(len(folder) > common and folder[common] == folders[0][common] for folder in folders):
        common += 1
    return sum(len(name) + 1 for name in folders[0][:common])


def _short_names(report: Report) -> tuple[str, ...]:
    """Place or issuer; with the year, the title or the number of its family where several have the same."""
    heads = [report.head(family) for family in range(len(report.families))]
    ways: tuple[Callable[[Entry], str], ...] = (
        lambda head: head.place or _title(head),
        lambda head: f"{head.place}{head.year}" if head.place and head.year else _title(head),
        lambda head: f"{head.place}《{_title(head)}》",
        lambda head: f"{head.place}《{_title(head)}》{head.year}",
    )
    names = [""] * len(heads)
    for way in ways:
        open_ones = [family for family, name in enumerate(names) if not name]
        tried = {family: way(heads[family]) for family in open_ones}
        counts = Counter(tried.values()) + Counter(name for name in names if name)
        for family, name in tried.items():
            if counts[name] == 1:
                names[family] = name
    return tuple(
        name or f"{heads[family].place}《{_title(heads[family])}》{report.families[family].id}"
        for family, name in enumerate(names)
    )


def _title(entry: Entry) -> str:
    """A title in short, of a file's name (国家_2031_规划纲要) its last part."""
    return short(entry.title.rsplit("_", 1)[-1] or entry.title, _TITLE, inner=False)


def count(number: int) -> Cell:
    """A count, with its thousands set apart."""
    return replace(plain(f"{number:,}"), number=float(number))


def share(value: float) -> Cell:
    """A share 0..1 as whole percent; one that is not zero, or not all, does not look so."""
    return replace(plain(percent(value)), number=round(value, 4))


def cell(paragraphs: Iterable[Paragraph]) -> Cell:
    """Paragraphs as a cell."""
    return Cell(tuple(paragraphs))
