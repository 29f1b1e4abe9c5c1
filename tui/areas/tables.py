"""Tables to read and to jump from: area 4, what was extracted from a pair; area 6, the tables that are handed in."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from compare.writers import layout
from compare.writers.inline import Ink
from compare.writers.tables.model import Row, Source, Table

from .. import citing
from ..colours import Palette
from ..dialogs.choice import ChoiceDialog
from ..dialogs.search import SearchDialog
from ..finding import fold_case
from ..sheets import FILTERS, kept, places, quoting_column
from ..widgets.lines import Lines
from ..widgets.table_pane import TablePane
from .base import Area


class TablesArea(Area):
    """Several tables, one of them shown. Enter jumps to the words that a cell quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: Sequence[Table] = ()
        self._at = 0
        self._places: dict[str, tuple[int, int]] = {}  # row and column left behind, by key of the table
        self._filter = "all"
        self._needle = ""
        self._about_wanted = True
        self._shown: list[Row] = []
        self._wanted = ""  # key of the table to begin with, once the tables are made

    def compose(self) -> ComposeResult:
        palette, ambiguous = self.work.palette, self.work.ambiguous
        self.pane = TablePane(palette, ambiguous, picked=self._picked)
        self.about = Lines(palette, ambiguous, id="detail")
        yield Static("", classes="tables-view")
        yield self.pane
        yield self.about

    def on_mount(self) -> None:
        self.about.styles.height = 3

    def show(self, tables: Sequence[Table]) -> None:
        """Show these tables; the one that is looked at stays, if there still is one of its kind."""
        key = self._wanted or (self.table.key if self.table else "")
        if tables:
            self._wanted = ""
        self.tables = tables
        self._at = next((n for n, table in enumerate(tables) if table.key == key), 0)
        self._fill()

    def bring(self, key: str) -> None:
        """Show the table of a key; at once, or when the tables are made."""
        self._wanted = key
        self._at = next((n for n, table in enumerate(self.tables) if table.key == key), self._at)
        self._fill()

    @property
    def table(self) -> Table | None:
        """The table that is shown."""
        return self.tables[self._at] if self._at < len(self.tables) else None

    def entered(self) -> None:
        self.work.tabling.ask(self)
        self.pane.focus()
        self._head()

    def on_resize(self) -> None:
        self._head()

    def set_palette(self, palette: Palette) -> None:
        for widget in (self.pane, self.about):
            widget.palette = palette
            widget.refresh()

    def status(self) -> str:
        if self.table is None:
            return ""
        count = self.say("table_rows", n=len(self.table.rows))
        narrowed = self._filter != "all" or self._needle
        return f"{self.say('filtered', shown=len(self._shown))}  {count}" if narrowed else count

    # ---- what is shown

    def _fill(self) -> None:
        if not self.is_mounted:
            return
        table = self.table
        self._shown = []
        if table is not None:
            wanted = kept(table, self._filter)
            self._shown = [row for row in wanted if not self._needle or self._needle in fold_case(_text(row))]
            row, column = self._places.get(table.key, (0, quoting_column(table)))
            self.pane.show(table, self._shown, row, column)
        else:
            self.pane.show(None, ())
        self._head()
        self._tell_about()
        if self.work.area == self.name_:
            self.work.refresh_status()

    def _head(self) -> None:
        """The names of the tables, as many around the one that is shown as fit."""
        if not self.is_mounted:
            return
        ambiguous = self.work.ambiguous
        names = [f"{table.name} {len(table.rows)}" for table in self.tables]
        if not names:
            self.query_one(".tables-view", Static).update(Content(f"  {self.say('no_tables')}"))
            return
        widths = [layout.cell_width(name, ambiguous) + 4 for name in names]
        first = last = self._at
        used, room = widths[self._at], self.work.size.width - 6
        for _ in names:
            for index in (last + 1, first - 1):
                if 0 <= index < len(names) and used + widths[index] <= room:
                    used += widths[index]
                    first, last = min(first, index), max(last, index)
        shown = "  ".join(f"[{name}]" if n == self._at else name for n, name in enumerate(names) if first <= n <= last)
        lead, more = "‹ " if first else "  ", " ›" if last + 1 < len(names) else ""
        filtered = f"   {self.say('filter_' + self._filter)}" if self._filter != "all" else ""
        self.query_one(".tables-view", Static).update(Content(f"{lead}{shown}{more}{filtered}"))

    def _tell_about(self) -> None:
        table = self.table
        notes = " ".join(note for note in table.notes if note) if table else ""
        self.about.set_class(not notes or not self._about_wanted, "hidden")
        said = [[(notes, Ink("muted"))]] if notes else []
        self.call_after_refresh(self.about.show, (), said)  # once it has its width

    # ---- commands

    def do_next_table(self) -> None:
        self._other(1)

    def do_previous_table(self) -> None:
        self._other(-1)

    def _other(self, step: int) -> None:
        if self.tables:
            self._keep_place()
            self._at = (self._at + step) % len(self.tables)
            self._filter = "all"
            self._fill()

    def offers(self, command: str) -> bool:
        return command != "other_list" or self.work.tabling.has_other

    def do_other_list(self) -> None:
        """Between the pair and all documents."""
        self._keep_place()
        if not self.work.tabling.other(self):
            self.tell("only_one_list")
        self.work.refresh_bars()

    def _keep_place(self) -> None:
        if self.table is not None and self._filter == "all" and not self._needle:
            self._places[self.table.key] = (self.pane.row, self.pane.column)

    def do_down(self) -> None:
        self.pane.move(1)

    def do_up(self) -> None:
        self.pane.move(-1)

    def do_page_down(self) -> None:
        self.pane.move_page(1)

    do_row_page_down = do_page_down

    def do_page_up(self) -> None:
        self.pane.move_page(-1)

    def do_half_down(self) -> None:
        self.pane.move_page(0.5)

    def do_half_up(self) -> None:
        self.pane.move_page(-0.5)

    def do_top(self) -> None:
        self.pane.go_to(0, self.pane.column)

    def do_bottom(self) -> None:
        self.pane.go_to(len(self._shown) - 1, self.pane.column)

    def do_cell_left(self) -> None:
        self.pane.go_to(self.pane.row, self.pane.column - 1)

    def do_cell_right(self) -> None:
        self.pane.go_to(self.pane.row, self.pane.column + 1)

    def do_next_pane(self) -> None:
        self.pane.focus()

    do_previous_pane = do_next_pane

    def do_filter(self) -> None:
        if self.table is None:
            return
        every = [name for name in FILTERS if name == "all" or kept(self.table, name) != kept(self.table, "all")]
        if len(every) == 1:
            self.tell("no_filter")
            return
        self._keep_place()
        self._filter = every[(every.index(self._filter) + 1) % len(every)]
        self._fill()

    def do_search(self) -> None:
        self.app.push_screen(SearchDialog(self.work.lang, self._needle), self._searched)

    def _searched(self, text: str | None) -> None:
        if text is not None:
            self._keep_place()
            self._needle = fold_case(text.strip())
            self._fill()
            if self._needle and not self._shown:
                self.tell("no_hits", text=text.strip())

    def do_next_hit(self) -> None:
        self.do_down()

    def do_previous_hit(self) -> None:
        self.do_up()

    def do_toggle_detail(self) -> None:
        self._about_wanted = not self._about_wanted
        self._tell_about()

    def do_back(self) -> bool:
        """Show all rows again. False where all are shown."""
        if self._needle or self._filter != "all":
            self._needle, self._filter = "", "all"
            self._fill()
            return True
        return False

    @on(TablePane.Opened)
    def _on_opened(self) -> None:
        self.do_open()

    def do_open(self) -> None:
        found = self._sources()
        if not found:
            self.tell("no_place")
        elif len(found) == 1:
            self._jump(found[0])
        else:
            self._choose(found)

    def _picked(self, row: Row) -> bool:
        """Whether something that a row quotes is in the basket."""
        basket = self.work.basket
        return bool(basket.quotes) and any(map(basket.holds, places(row.cells)))

    def _sources(self) -> list[Source]:
        """Where the words stand that the cell quotes, else those of the whole row."""
        if not 0 <= self.pane.row < len(self._shown):
            return []
        row = self._shown[self.pane.row]
        cell = self.pane.cell
        return (places([cell]) if cell else []) or places(row.cells)

    def _choose(self, found: list[Source]) -> None:
        called = self.work.names
        options = [
            (str(n), citing.cite(called, document, start, citing.words(document, start, end)), "")
            for n, (document, start, end) in enumerate(found)
        ]

        def chosen(ident: str | None) -> None:
            if ident is not None:
                self._jump(found[int(ident)])

        self.app.push_screen(ChoiceDialog(self.work.lang, self.say("which_place"), "", options), chosen)

    def _jump(self, source: Source) -> None:
        document, start, _ = source
        self._keep_place()
        comparison = self.work.pair.comparison if self.work.pair else None
        if comparison is not None and (document is comparison.left or document is comparison.right):
            self.work.origin = self.name_
            self.work.switch("pair")
            self.work.reading.go_to_text(document is comparison.left, start)
        else:
            self.work.opening.shown(document, origin=self.name_, at=start)

    def do_pick(self) -> None:
        self.work.taking.pick(self._sources())
        self.pane.refresh()

    def do_copy(self) -> None:
        cell = self.pane.cell
        if cell is not None:
            self.work.copy(cell.text)

    def do_cite(self) -> None:
        found = self._sources()
        called = self.work.names
        cited = [citing.cite(called, d, start, citing.words(d, start, end)) for d, start, end in found]
        if cited:
            self.work.copy("\n".join(cited))
        else:
            self.tell("no_place")


class TargetsArea(TablesArea):
    """Targets, benefits, changes of wording and tasks of a pair."""

    name_ = "targets"


class ReportArea(TablesArea):
    """The tables that are handed in: of a pair, or of many documents."""

    name_ = "report"


def _text(row: Row) -> str:
    return "\n".join(cell.text for cell in row.cells)
