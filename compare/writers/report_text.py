"""A report's summary for the terminal: what was read, copies and versions, the matrix, shared clauses, measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..report import (
    CLAUSE,
    FRAME,
    PERIOD,
    PHRASE,
    UPTAKES,
    BenefitsRow,
    Distinctive,
    IndicatorRow,
    Quote,
    Report,
    SharedRow,
)
from . import layout
from .colours import paint
from .finding_text import figure_cells, figure_name
from .inline import Ink, Run, plain, section_path
from .names import Names, names
from .summary import Block, key_lines, percent

_MOST_MATRIX = 24  # families whose matrix still fits a terminal
_MOST = {
    "families": 12,
    "versions": 12,
    "pairs": 10,
    "shared": 16,
    "measures": 3,
    "heads": 24,
    "figures": 12,
    "checks": 6,
    "failures": 20,
}
_LEAST = 0.01  # gross similarity of a pair worth a line
_TITLE = 36  # cells of a document's title where several stand on a line
_LABEL = 10  # cells of a row's label in the matrix

Key = tuple[str, list[Block]]


def write_report(report: Report, *, width: int, colour: bool, full: bool = False, lang: str = "zh") -> str:
    """The summary as lines of at most `width` cells, ending in a line feed. full: nothing is cut short."""
    page = _Page(report, names(lang), max(width, 60), full)
    lines = [paint(line, colour).rstrip() for line in page.lines()]
    return "\n".join(lines) + "\n"


class _Page:
    def __init__(self, report: Report, called: Names, width: int, full: bool) -> None:
        self.report, self.names, self.width, self.full = report, called, width, full

    def word(self, code: str, **values: object) -> str:
        text = self.names.tables["report"][code]
        return text.format(**values) if values else text

    def most(self, kind: str, count: int) -> int:
        return count if self.full else min(count, _MOST[kind])

    def lines(self) -> Iterator[list[Run]]:
        yield from key_lines(list(self._opening()), self.width)
        for title, note, body in self._parts():
            rows = list(body)
            if not rows:
                continue
            yield []
            yield [(title, Ink("heading"))]
            if note:
                yield from layout.wrap_runs([(note, Ink("muted"))], self.width)
            yield from rows
        yield []
        closing = self.word("closing", read=len(self.report.entries), failed=len(self.report.failures))
        yield [(closing, Ink("plain"))]

    def _opening(self) -> Iterator[Key]:
        report = self.report
        counts = self.word(
            "counts", documents=len(report.entries), families=len(report.families), issuers=report.issuers
        )
        yield self.word("documents"), [_text(counts)]
        uses = [
            self.word(
                "knowledge_fact", path=use.path, added=self._join(self.word(kind, n=n) for kind, n in use.added if n)
            )
            for use in report.knowledge
        ]
        yield self.word("knowledge"), [_text(use) for use in uses]
        copies = [family for family in report.families if len(family.documents) > 1]
        blocks: list[Block] = []
        for family in copies[: self.most("families", len(copies))]:
            head = report.entries[family.representative]
            blocks.append(_text(self.word("family", id=family.id, title=head.title, n=len(family.documents))))
            blocks += [_text("  " + report.entries[number].path) for number in family.documents]
        yield self.word("families"), [*blocks, *self._untold(len(copies), "families")]
        links = report.versions
        facts = [
            self.word(
                "version_fact",
                kind=self.word(link.kind),
                left=self._dated(link.left),
                right=self._dated(link.right),
                share=percent(link.share),
            )
            for link in links[: self.most("versions", len(links))]
        ]
        yield self.word("versions"), [*map(_text, facts), *self._untold(len(links), "versions")]

    def _parts(self) -> Iterator[tuple[str, str, Iterable[list[Run]]]]:
        word = self.word
        if len(self.report.families) > 1:
            small = len(self.report.families) <= _MOST_MATRIX
            if small:
                yield word("matrix"), word("matrix_note"), self._matrix()
            yield word("pairs"), "" if small else word("matrix_note"), self._pairs()
            kinds = Counter(row.kind for row in self.report.shared)
            counts = {kind: kinds[kind] for kind in (CLAUSE, PHRASE, FRAME, PERIOD)}
            yield word("shared"), word("shared_counts", **counts), self._shared()
            yield word("distinctive"), word("distinctive_note"), self._distinctive()
            yield word("targets"), word("targets_note"), self._figures("indicators")
            yield word("benefits"), word("targets_note"), self._figures("benefits")
        yield from self._asked()
        yield word("checks"), "", self._checks()
        yield word("failures"), "", self._failures()

    def _asked(self) -> Iterator[tuple[str, str, Iterable[list[Run]]]]:
        report = self.report
        if report.coverage is not None:
            base = report.entries[report.coverage.base].title
            note = self.word("coverage_fact", base=base, n=len(report.coverage.items))
            yield self.word("coverage"), note, self._coverage()
        if any(row.kind == "topic" for row in report.dimensions):
            yield self.word("dimensions"), "", self._dimensions()
        if report.folder_pairs is not None:
            yield self.word("folder_pairs"), "", self._folder_pairs()

    def _matrix(self) -> Iterator[list[Run]]:
        report, order = self.report, self.report.matrix.order
        label = max(_LABEL, min(_TITLE, self.width - 5 * len(order) - 4))
        heads = "".join(f"{n:>5}" for n in range(1, len(order) + 1))
        yield [(" " * (label + 4) + heads, Ink("muted"))]
        for row, left in enumerate(order):
            name = layout.pad(layout.truncate(self._name(left), label), label)
            cells: list[Run] = [(f"{row + 1:>3} ", Ink("muted")), (name, Ink("plain"))]
            for column, right in enumerate(order):
                figures = report.matrix.gross if column > row else report.matrix.net
                value = "·" if row == column else f"{figures[left, right] * 100:.0f}"
                cells.append((f"{value:>5}", Ink("muted") if value in ("0", "·") else Ink("plain")))
            yield cells

    def _pairs(self) -> Iterator[list[Run]]:
        report, matrix = self.report, self.report.matrix
        values = [(-float(matrix.gross[i, j]), i, j) for i, j in report.pairs_from(_LEAST)]
        for _, left, right in sorted(values)[: self.most("pairs", len(values))]:
            pair = report.pair(left, right)
            facts = self.word(
                "pair_fact",
                gross=percent(pair.gross),
                net=percent(pair.net),
                subject=percent(pair.subject),
                structure=percent(pair.structure),
            )
            yield from self._item(f"{self._dated(left)} / {self._dated(right)}", facts, Ink("plain"))
            roles = [
                self.word("by_role", role=self.role(f.role), share=percent(f.similarity), n=f.characters)
                for f in sorted(pair.by_role, key=lambda f: (-f.similarity * f.characters, f.role))
                if f.similarity > 0
            ]
            if roles:
                yield from self._wrapped(self._join(roles[:6]), 4, Ink("muted"))

    def _shared(self) -> Iterator[list[Run]]:
        rows: list[SharedRow] = []
        for kind in (CLAUSE, PHRASE, FRAME, PERIOD):
            found = [row for row in self.report.shared if row.kind == kind]
            rows += found if self.full else found[: _MOST["shared"] // (1 if kind in (CLAUSE, PHRASE) else 2)]
        for row in rows:
            years = ""
            if row.kind == PERIOD:
                years = (
                    self.word("years", first=row.years[0], last=row.years[1]) if row.years else self.word("no_years")
                )
            date = row.first_date or self.word("undated")
            facts = [f"{self.word('first')} {date}", self.role(row.role), row.formula, years]
            facts.append("" if row.exact or row.kind == FRAME else self.word("similar"))
            lead = f"{row.families:>4}/{row.issuers:<3} {self.word('kind_' + row.kind)} "
            said = layout.printable(plain_line(row.text))
            runs = [(lead, Ink("key")), (said, Ink("plain")), ("  " + self._join(facts), Ink("muted"))]
            yield from self._hanging(runs, layout.cell_width(lead))

    def _distinctive(self) -> Iterator[list[Run]]:
        report = self.report
        shown = [n for n in report.matrix.order if report.distinctive[n]]
        for family in shown[: self.most("heads", len(shown))]:
            yield [(layout.printable(self._dated(family)), Ink("heading"))]
            measures = report.distinctive[family]
            for number, measure in enumerate(measures[: self.most("measures", len(measures))], 1):
                yield from self._measure(number, measure)
        if len(shown) > self.most("heads", len(shown)):
            yield [(self.word("untold", n=len(shown) - _MOST["heads"]), Ink("muted"))]

    def _figures(self, kind: str) -> Iterator[list[Run]]:
        """What several documents have; rows of one alone are counted."""
        figures = self.report.figures
        if figures is None:
            return
        rows: Sequence[IndicatorRow | BenefitsRow] = getattr(figures, kind)
        common = [row for row in rows if row.families > 1]
        for row in common[: self.most("figures", len(common))]:
            yield from self._wrapped(f"{row.families:>4}  {figure_name(row, self.names)}", 0, Ink("plain"))
            said = self._join(map(plain_line, figure_cells(self.report, row, self.names)))
            yield from self._wrapped(said, 6, Ink("muted"))
        rest = len(common) - self.most("figures", len(common))
        if rows:
            counts = self.word("figures_rest", rest=rest, alone=len(rows) - len(common))
            yield from self._wrapped(counts, 2, Ink("muted"))

    def _measure(self, number: int, measure: Distinctive) -> Iterator[list[Run]]:
        lead = f"{number:>3} "
        where = [self._where(measure.quote), self.role(measure.role)]
        runs = [(lead, Ink("key")), (f"{' '.join(filter(None, where))}  ", Ink("muted"))]
        runs.append((self._said(measure.quote), Ink("plain")))
        yield from self._hanging(runs, 4)
        anchors = self._join(dict.fromkeys(reason.value for reason in measure.anchors))
        near = self.word("no_nearest")
        if measure.nearest is not None:
            head = self.report.entries[measure.nearest.document]
            near = self.word(
                "nearest",
                similarity=f"{measure.similarity:.2f}",
                title=layout.truncate(head.title, _TITLE),
                where=self._where(measure.nearest),
            )
        yield from self._wrapped(f"{self.word('anchors')} {anchors}  ({near})", 4, Ink("muted"))

    def _coverage(self) -> Iterator[list[Run]]:
        coverage = self.report.coverage
        assert coverage is not None
        counted: dict[int, Counter[str]] = {number: Counter() for number in coverage.documents}
        for item in coverage.items:
            for uptake in item.uptakes:
                counted[uptake.document][uptake.how] += 1
        for number in coverage.documents:
            facts = [f"{self.word('uptake_' + how)} {counted[number][how]}" for how in UPTAKES if counted[number][how]]
            yield from self._item(self._title(number), self._join(facts), Ink("plain"))

    def _dimensions(self) -> Iterator[list[Run]]:
        """The user's own topics: who says what, and who says nothing."""
        for row in self.report.dimensions:
            if row.kind != "topic":
                continue
            yield [(layout.printable(f"  {row.name}"), Ink("heading"))]
            for cell in row.cells[: self.most("heads", len(row.cells))]:
                name = self._title(cell.document)
                if not cell.quotes:
                    yield from self._wrapped(f"{name}  {self.word('not_mentioned')}", 4, Ink("muted"))
                    continue
                more = self.word("more", n=cell.total) if cell.total > 1 else ""
                said = f"{self._where(cell.quotes[0])} {self._said(cell.quotes[0])}"
                yield from self._wrapped(f"{name}  {more}", 4, Ink("plain"))
                yield from self._wrapped(said, 6, Ink("muted"))

    def _folder_pairs(self) -> Iterator[list[Run]]:
        found = self.report.folder_pairs
        assert found is not None
        for pair in found.pairs:
            fact = self.word(
                "folder_fact",
                left=self._title(pair.left),
                right=self._title(pair.right),
                similarity=percent(pair.similarity),
                changed=pair.changed,
                added=pair.added,
                dropped=pair.dropped,
            )
            yield from self._wrapped(fact, 2, Ink("plain"))
        for code, numbers in (("left_only", found.left_only), ("right_only", found.right_only)):
            for number in numbers:
                yield from self._wrapped(f"{self.word(code)}  {self._title(number)}", 2, Ink("muted"))

    def _checks(self) -> Iterator[list[Run]]:
        checks = self.report.checks
        for check in checks.copies[: self.most("checks", len(checks.copies))]:
            fact = self.word(
                "copy_fact",
                left=self._dated(check.left),
                right=self._dated(check.right),
                gross=percent(check.gross),
                net=percent(check.net),
                longest=max(run.characters for run in check.runs),
            )
            yield from self._wrapped(fact, 2, Ink("plain"))
        for place in checks.places[: self.most("checks", len(checks.places))]:
            fact = self.word("place_fact", document=self._title(place.document), place=place.place)
            if place.of is not None:
                fact += self.word("place_of", of=self._title(place.of))
            yield from self._item(fact, self._said(place.quotes[0]), Ink("muted"))
        for same in checks.figures[: self.most("checks", len(checks.figures))]:
            left, right = self._title(same.left.document), self._title(same.right.document)
            fact = self.word("figure_fact", left=left, right=right, values=self._join(same.values))
            yield from self._item(fact, self._said(same.left), Ink("muted"))

    def _failures(self) -> Iterator[list[Run]]:
        found = self.report.failures
        for failure in found[: self.most("failures", len(found))]:
            reason = failure.reason if self.names.lang == "zh" else failure.reason_en
            yield from self._wrapped(f"{failure.path}  {reason}", 2, Ink("plain"))
        if len(found) > self.most("failures", len(found)):
            yield [("  " + self.word("untold", n=len(found) - _MOST["failures"]), Ink("muted"))]

    def role(self, code: str) -> str:
        """Name of a role; one of the user's own is its name."""
        return self.names.get("role", code) if code else ""

    def _title(self, number: int) -> str:
        entry = self.report.entries[number]
        return self._entry(entry.title, entry.place, entry.year)

    def _dated(self, family: int) -> str:
        return self._title(self.report.families[family].representative)

    def _name(self, family: int) -> str:
        entry = self.report.head(family)
        return f"{entry.place} {entry.title}" if entry.place and entry.place not in entry.title else entry.title

    def _entry(self, title: str, place: str, year: str) -> str:
        known = [place if place not in title else "", year if year not in title else ""]
        facts = " ".join(filter(None, known))
        bracket = "（{}）" if self.names.lang == "zh" else " ({})"
        return title + (bracket.format(facts) if facts else "")

    def _where(self, quote: Quote) -> str:
        document = self.report.entries[quote.document].document
        words = self.names.tables["word"]
        return section_path(document, document.by_id.get(quote.section), words["paragraph"], words["preamble"])

    def _said(self, quote: Quote) -> str:
        return plain(self.report.entries[quote.document].document, quote.start, quote.end)

    def _join(self, parts: Iterable[str]) -> str:
        return (", " if self.names.lang == "en" else "，").join(filter(None, parts))

    def _untold(self, count: int, kind: str) -> list[Block]:
        rest = count - self.most(kind, count)
        return [_text(self.word("untold", n=rest))] if rest else []

    def _item(self, name: str, facts: str, ink: Ink) -> Iterator[list[Run]]:
        yield from self._wrapped(name, 2, Ink("plain"))
        yield from self._wrapped(facts, 4, ink)

    def _wrapped(self, text: str, indent: int, ink: Ink) -> Iterator[list[Run]]:
        for line in layout.wrap_runs([(text, ink)], self.width - indent):
            yield [(" " * indent, Ink("plain")), *line]

    def _hanging(self, runs: Sequence[Run], indent: int) -> Iterator[list[Run]]:
        """Lines of runs, all but the first indented."""
        for number, line in enumerate(layout.wrap_runs(runs, self.width - indent, indent=0)):
            yield line if number == 0 else [(" " * indent, Ink("plain")), *line]


def plain_line(text: str) -> str:
    """A quotation on one line: hard wraps joined."""
    return "".join(part.strip() for part in text.split("\n"))


def _text(text: str) -> list[Run]:
    return [(text, Ink("plain"))]
