"""Area 5: how alike the documents of a collection are, each with each; Enter reads two of them side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from compare.report import Distinctive, PairFigures
from compare.writers import layout
from compare.writers.inline import Ink, Run
from compare.writers.summary import percent

from ..colours import Palette
from ..dialogs.search import SearchDialog
from ..overview import Overview
from ..widgets.heat import Heat
from ..widgets.lines import Lines
from .base import Area

_BESIDE = 130  # cells of the screen from which the details stand beside the table
_PASSAGES, _MEASURES = 5, 3
_KEY, _PLAIN, _MUTED = Ink("key"), Ink("plain"), Ink("muted")
_BAR = 20  # cells of a bar of 100 %


class MatrixArea(Area):
    """Shows one overview."""

    name_ = "matrix"

    def __init__(self) -> None:
        super().__init__()
        self.overview: Overview | None = None
        self._medians: dict[str, float] | None = None
        self._needle = ""
        self._detail_wanted = True

    def compose(self) -> ComposeResult:
        palette, ambiguous = self.work.palette, self.work.ambiguous
        self.heat = Heat(palette, ambiguous, id="heat")
        self.about = Lines(palette, ambiguous, id="beside")
        self.below = Lines(palette, ambiguous, id="detail")
        yield Static("", id="matrix-view")
        with Horizontal(classes="columns"):
            yield self.heat
            yield self.about
        yield self.below

    def show(self, overview: Overview) -> None:
        """Show an overview."""
        self.overview = overview
        self._medians = None
        self.heat.show(overview)
        self._show_all()

    def entered(self) -> None:
        self._fit()
        self.heat.focus()
        self._show_all()

    def on_resize(self) -> None:
        self._fit()
        self._show_all()

    def _fit(self) -> None:
        size = self.work.size
        beside = self._detail_wanted and size.width >= _BESIDE
        self.about.set_class(not beside, "hidden")
        self.below.set_class(not self._detail_wanted or size.height < 20, "hidden")
        rows = len(self.overview.families) + 2 if self.overview else 10
        self.below.styles.height = max(8, min(size.height - rows - 4, 16)) if not beside else 10

    def set_palette(self, palette: Palette) -> None:
        for widget in (self.heat, self.about, self.below):
            widget.palette = palette
            widget.refresh()

    def status(self) -> str:
        overview = self.overview
        if overview is None:
            return ""
        picked = self.say("picked", n=len(overview.basket)) + "  " if overview.basket else ""
        if overview.base is not None:
            picked = f"{self.say('base', row=overview.families.index(overview.base) + 1)}  {picked}"
        count = len(overview.families)
        return picked + self.say("matrix_size", n=count, pairs=count * (count - 1) // 2)

    # ---- what is said beside and below

    def _show_all(self) -> None:
        overview = self.overview
        if overview is None or not self.is_mounted:
            return
        self._show_view(overview)
        cell = self.heat.cell
        if cell is None:
            return
        if cell[0] == cell[1]:
            self.about.show([(overview.label(cell[0]), Ink("heading"))], self._document(overview, cell[0]))
            self.below.show([(overview.label(cell[0]), Ink("heading"))], self._document(overview, cell[0]))
            return
        pair = overview.pair(*cell)
        self.about.show([(self.say("matrix_pair"), Ink("heading"))], self._pair(overview, cell, pair))
        roles = self._roles(overview, pair)
        if self.about.has_class("hidden"):
            roles = [self._figures(pair), *roles]
        self.below.show([(self.say("matrix_roles"), Ink("heading"))], roles)

    def _show_view(self, overview: Overview) -> None:
        names = [overview.figure_name(figure) for figure in overview.figures]
        at = overview.figures.index(overview.figure)
        room = self.work.size.width - 24
        first = last = at
        width = layout.cell_width(names[at], self.work.ambiguous) + 2
        while True:  # as many neighbours as fit, on both sides of the one that is shown
            grown = False
            for index in (last + 1, first - 1):
                if 0 <= index < len(names) and width + layout.cell_width(names[index], self.work.ambiguous) + 2 <= room:
                    width += layout.cell_width(names[index], self.work.ambiguous) + 2
                    first, last, grown = min(first, index), max(last, index), True
            if not grown:
                break
        shown = "  ".join(f"[{name}]" if n == at else name for n, name in enumerate(names) if first <= n <= last)
        lead = "‹ " if first > 0 else "  "
        order = self.say("matrix_order", order=self.say(f"order_{overview.order}"))
        self.query_one("#matrix-view", Static).update(Content(f"{lead}{shown}   {order}"))

    def _figures(self, pair: PairFigures) -> list[Run]:
        figures = [(name, getattr(pair, name)) for name in ("gross", "net", "subject", "structure")]
        runs: list[Run] = []
        for name, value in figures:
            runs += [(self.work.names.get("figure", name) + " ", _KEY), (percent(value) + "  ", _PLAIN)]
        return runs

    def _pair(self, overview: Overview, sides: tuple[int, int], pair: PairFigures) -> list[list[Run]]:
        report = overview.report
        found: list[list[Run]] = []
        for number, family in enumerate(sides):
            entry = report.head(family)
            found.append([(self.work.names.side(number == 0) + " ", _KEY), (overview.label(family), Ink("heading"))])
            facts = [entry.issuer, entry.date, self.say("characters", n=entry.characters)]
            found.append([("  " + " · ".join(filter(None, facts)), _MUTED)])
        found.append(self._figures(pair))
        found.append([(self.say("matrix_base", n=pair.characters, own=pair.own), _MUTED)])
        dates = [report.head(family).date for family in sides]
        if all(dates) and dates[0] != dates[1]:
            first = 0 if dates[0] < dates[1] else 1
            side = self.work.names.side(first == 0)
            found.append([(self.say("earlier", side=side, one=dates[first], two=dates[1 - first]), _PLAIN)])
        passages = sorted(report.passages(*sides), key=lambda p: (-p.similarity, -p.shared, p.left.start))
        found.append([(self.say("shared_clauses", n=len(passages)), Ink("heading"))])
        for passage in passages[:_PASSAGES]:
            text = " ".join(report.text(passage.left).split())
            found.append([(f"{percent(passage.similarity, False):>4} ", _KEY), (text, _PLAIN)])
        for number, family in enumerate(sides):
            found += self._measures(report.distinctive[family], number == 0, overview)
        return found

    def _measures(self, measures: tuple[Distinctive, ...], left: bool, overview: Overview) -> list[list[Run]]:
        found: list[list[Run]] = [[(self.say("own_measures", side=self.work.names.side(left)), Ink("heading"))]]
        for measure in measures[:_MEASURES]:
            text = " ".join(overview.report.text(measure.quote).split())
            found.append([(f"{measure.score:.2f} ", _KEY), (text, Ink("alone", "distinctive"))])
        return found if len(found) > 1 else []

    def _roles(self, overview: Overview, pair: PairFigures) -> list[list[Run]]:
        if self._medians is None:
            self._medians = overview.medians() if len(overview.families) <= 60 else {}
        full, empty = ("#", "-") if self.work.ambiguous == 2 else ("█", "░")
        found: list[list[Run]] = []
        for figure in pair.by_role:
            name = layout.pad(self.work.names.get("role", figure.role), 22, self.work.ambiguous)
            cells = round(figure.similarity * _BAR)
            usual = self._medians.get(figure.role)
            runs: list[Run] = [
                (name, _PLAIN),
                (full * cells, Ink("alone", "distinctive")),
                (empty * (_BAR - cells), _MUTED),
                (f" {percent(figure.similarity, False):>4}  ", _PLAIN),
                (self.say("characters", n=figure.characters), _MUTED),
            ]
            if usual is not None:
                runs.append(("  " + self.say("median", value=percent(usual, False)), _MUTED))
                if figure.similarity > max(0.1, 2 * usual):
                    runs.append((" " + self.say("far_above"), Ink("value")))
            found.append(runs)
        for number, group in enumerate(overview.clusters(), start=1):
            rows = "、".join(str(overview.families.index(family) + 1) for family in group)
            found.append([(self.say("cluster", n=number) + " ", _KEY), (rows, _PLAIN)])
        return found

    def _document(self, overview: Overview, family: int) -> list[list[Run]]:
        report = overview.report
        entry = report.head(family)
        facts = [entry.issuer, entry.date, self.say("characters", n=entry.characters), entry.path]
        found: list[list[Run]] = [[(" · ".join(filter(None, facts)), _PLAIN)]]
        for number in report.families[family].documents[1:]:
            found.append([(self.say("copy_of") + " ", _KEY), (report.entries[number].path, _PLAIN)])
        for version in report.versions:
            if family in (version.left, version.right):
                other = version.right if version.left == family else version.left
                kind = self.say(f"version_{version.kind}")
                found.append([(kind + " ", _KEY), (overview.label(other), _PLAIN)])
        return found + self._measures(report.distinctive[family], True, overview)

    # ---- events and commands

    @on(Heat.Moved)
    def _on_moved(self) -> None:
        self._show_all()
        self.work.refresh_status()

    @on(Heat.Opened)
    def _on_opened(self) -> None:
        self.do_open()

    def _go(self, rows: int, columns: int) -> None:
        self.heat.go_to(self.heat.row + rows, self.heat.column + columns)

    def do_down(self) -> None:
        self._go(1, 0)

    def do_up(self) -> None:
        self._go(-1, 0)

    def do_cell_left(self) -> None:
        self._go(0, -1)

    def do_cell_right(self) -> None:
        self._go(0, 1)

    def do_row_page_down(self) -> None:
        self._go(self.heat.page, 0)

    def do_row_page_up(self) -> None:
        self._go(-self.heat.page, 0)

    def do_top(self) -> None:
        self.heat.go_to(0, self.heat.column)

    def do_bottom(self) -> None:
        self.heat.go_to(len(self.overview.families) if self.overview else 0, self.heat.column)

    def do_next_pane(self) -> None:
        self.heat.focus()

    do_previous_pane = do_next_pane

    def do_next_figure(self) -> None:
        self._look(lambda overview: overview.next_figure(1))

    def do_previous_figure(self) -> None:
        self._look(lambda overview: overview.next_figure(-1))

    def do_net(self) -> None:
        self._look(Overview.toggle_net)

    def do_order(self) -> None:
        cell = self.heat.cell
        self._look(Overview.next_order)
        if cell is not None:
            self.heat.go_to_pair(*cell)

    def _look(self, change: Callable[[Overview], None]) -> None:
        if self.overview is not None:
            change(self.overview)
            self.heat.refresh()
            self._show_all()

    def do_pick(self) -> None:
        cell = self.heat.cell
        if self.overview is not None and cell is not None:
            inside = self.overview.pick(cell[0])
            self.heat.refresh()
            self.tell("pick_in" if inside else "pick_out", name=self.overview.label(cell[0]))
            self.work.refresh_status()

    def do_base(self) -> None:
        cell = self.heat.cell
        if self.overview is None or cell is None:
            return
        if self.work.busy:
            self.tell("wait")
        elif self.overview.base == cell[0]:
            self.work.show_based(replace(self.overview.report, coverage=None))
            self.tell("base_dropped")
        else:
            self.work.opening.based(cell[0])

    def refresh_heat(self) -> None:
        """Paint the table anew: the basket has changed."""
        self.heat.refresh()

    def do_open(self) -> None:
        cell = self.heat.cell
        if self.overview is None or cell is None:
            return
        documents = [self.overview.report.head(family).document for family in cell]
        if cell[0] == cell[1]:
            self.work.opening.shown(documents[0], origin=self.name_)
        else:
            self.work.opening.documents(documents[0], documents[1], origin=self.name_)

    def do_search(self) -> None:
        self.app.push_screen(SearchDialog(self.work.lang, self._needle), self._searched)

    def _searched(self, text: str | None) -> None:
        if text is not None:
            self._needle = text.strip()
            self._find(True)

    def _find(self, forward: bool) -> None:
        if self.overview is None or not self._needle:
            return
        row = self.overview.find(self._needle, self.heat.row, forward)
        if row is None:
            self.tell("no_hits", text=self._needle)
        else:
            self.heat.go_to(row, self.heat.column)

    def do_next_hit(self) -> None:
        self._find(True)

    def do_previous_hit(self) -> None:
        self._find(False)

    def do_toggle_detail(self) -> None:
        self._detail_wanted = not self._detail_wanted
        self._fit()

    def do_copy(self) -> None:
        cell = self.heat.cell
        if self.overview is None or cell is None or cell[0] == cell[1]:
            return
        pair = self.overview.pair(*cell)
        lines = self._pair(self.overview, cell, pair)
        self.work.copy("\n".join("".join(text for text, _ in line).rstrip() for line in lines))
