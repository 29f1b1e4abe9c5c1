"""Area 3: distinctive measures, ranked, with their anchors and the nearest counterpart: of both sides of a pair, or of
each document among many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from compare.writers import layout
from compare.writers.inline import Ink

from .. import citing
from ..colours import Palette
from ..detail import Detail
from ..dialogs.search import SearchDialog
from ..finding import fold_case
from ..measures import Row, of_pair, of_report
from ..overview import Overview
from ..reader import Reader
from ..widgets.lines import Lines
from .base import Area

_SIDES = ("both", "left", "right")
_NARROW = 110  # cells from which the columns of role and anchors have room
_WHO = 24  # cells of a document's name, at most

if TYPE_CHECKING:
    from compare.diff.distinctive import Measure


class DistinctiveArea(Area):
    """One table for both sides; Enter jumps to the text."""

    name_ = "distinctive"

    def __init__(self) -> None:
        super().__init__()
        self._of_pair: list[Row] = []
        self._of_all: list[Row] = []
        self._all = False  # whether all documents are listed, and not the pair that is open
        self._shown: list[Row] = []
        self._side = "both"
        self._needle = ""
        self._origins: Mapping[tuple[str, int], tuple[str, str]] = {}  # of clauses of the pair, as a library knows them

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row", zebra_stripes=False, id="measures")
        yield Lines(self.work.palette, self.work.ambiguous, id="detail")

    def on_mount(self) -> None:
        self.query_one("#detail").styles.height = 7

    def show(self, reader: Reader, ranked: tuple[Sequence[Measure], Sequence[Measure]]) -> None:
        """Show the ranked measures of a comparison."""
        self._of_pair = of_pair(reader, ranked, Detail(reader, self.work.measures, self.work.lang))
        self._all, self._origins = False, {}
        if self.work.area == self.name_:  # else when it is entered: a long table takes a while
            self._fill()

    def show_all(self, overview: Overview) -> None:
        """Show the ranked measures of all documents."""
        self._of_all = of_report(overview)
        self._all = True
        if self.work.area == self.name_:
            self._fill()

    def show_origins(self, origins: Mapping[tuple[str, int], tuple[str, str]]) -> None:
        """Say where the measures of the pair come from: by path and start of their clauses, in short and in full."""
        self._origins = origins
        if self.work.area == self.name_ and not self._all:
            self._fill()

    @property
    def has_pair(self) -> bool:
        """Whether there are measures of a pair to show."""
        return bool(self._of_pair)

    def entered(self) -> None:
        self._fill()
        self.work.origins.ask()
        self.query_one(DataTable).focus()

    def on_resize(self) -> None:
        self.query_one("#detail").styles.height = 9 if self.size.height >= 32 else 7
        self._fill()

    def set_palette(self, palette: Palette) -> None:
        lines = self.query_one(Lines)
        lines.palette = palette
        lines.refresh()

    def status(self) -> str:
        rows = self._rows
        if self._all:
            count = self.say("distinctive_all", n=len(rows), documents=len({row.group for row in rows}))
        else:
            left = sum(row.left for row in rows)
            count = self.say("distinctive_count", left=left, right=len(rows) - left)
        narrowed = self._side != "both" or self._needle
        return f"{self.say('filtered', shown=len(self._shown))}  {count}" if narrowed else count

    # ---- the table

    @property
    def _rows(self) -> list[Row]:
        return self._of_all if self._all else self._of_pair

    def _wanted(self, row: Row) -> bool:
        if self._side == "basket":
            overview = self.work.overview
            return overview is not None and int(row.group) in overview.basket
        return self._side in ("both", row.group)

    def _fill(self) -> None:
        if not self.size.width:
            return
        table = self.query_one(DataTable)
        at = table.cursor_row
        self._shown = [row for row in self._rows if self._wanted(row) and self._needle in fold_case(row.text)]
        table.clear(columns=True)
        wide = self.size.width >= _NARROW
        rows = [self._cells(measure, wide) for measure in self._shown]
        heads = [
            "score",
            "document" if self._all else "side",
            "section",
            *(["role"] if wide else []),
            "measure",
            *(["anchors"] if wide else []),
            "nearest",
            *(["source"] if self._has_origins else []),
        ]
        titles = [self.say(f"column_{name}") for name in heads]
        sizes = [
            max(layout.cell_width(row[i], self.work.ambiguous) for row in (titles, *rows)) for i in range(len(heads))
        ]
        if wide:
            sizes[heads.index("anchors")] = min(sizes[heads.index("anchors")], self.size.width // 4)
        sizes[1] = min(sizes[1], _WHO if wide else _WHO // 2)
        flexible = heads.index("measure")
        taken = sum(size + 2 for i, size in enumerate(sizes) if i != flexible)
        sizes[flexible] = max(20, min(sizes[flexible], self.size.width - taken - 5))
        for title, size in zip(titles, sizes, strict=True):
            table.add_column(title, width=size)
        for row in rows:
            table.add_row(*(self._cell(text, size) for text, size in zip(row, sizes, strict=True)))
        if self._shown:
            table.move_cursor(row=min(at, len(self._shown) - 1))
        self._show_detail()

    def _cell(self, text: str, size: int) -> Content:
        return Content(
            layout.printable(layout.truncate(text, size, self.work.ambiguous, "." if self.work.ambiguous == 2 else "…"))
        )

    def _cells(self, row: Row, wide: bool) -> list[str]:
        anchors = "、".join(reason.value for reason in row.anchors)
        mark = "*" if self.work.basket.holds((row.document, row.start, row.end)) else " "
        cells = [f"{row.score:.2f}{mark}", row.who, row.where]
        source = [self._origins.get((row.document.path, row.start), ("", ""))[0]] if self._has_origins else []
        return [*cells, *([row.role] if wide else []), row.text, *([anchors] if wide else []), row.near, *source]

    @property
    def _has_origins(self) -> bool:
        return bool(self._origins) and not self._all

    @property
    def chosen(self) -> Row | None:
        """The measure under the cursor."""
        row = self.query_one(DataTable).cursor_row
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_detail(self) -> None:
        row = self.chosen
        lines = self.query_one(Lines)
        if row is None:
            lines.show([(self.say("no_distinctive"), Ink("heading"))], [])
        else:
            said = row.detail(self.work.names, self.work.lang)
            source = self._origins.get((row.document.path, row.start)) if self._has_origins else None
            if source:
                said.append([(f"{self.say('column_source')} ", Ink("key")), (source[1], Ink("plain"))])
            lines.show([(f"{row.who} {row.where}", Ink("heading"))], said)

    @on(DataTable.RowHighlighted)
    def _on_highlighted(self) -> None:
        self._show_detail()

    @on(DataTable.RowSelected)
    def _on_selected(self) -> None:
        self.do_open()

    # ---- commands

    def do_open(self) -> None:
        row = self.chosen
        if row is None:
            return
        if self._all:
            self.work.opening.shown(row.document, origin=self.name_, at=row.start)
        else:
            self.work.switch("pair")
            self.work.reading.go_to_text(row.left, row.start)

    def do_down(self) -> None:
        self.query_one(DataTable).action_cursor_down()

    def do_up(self) -> None:
        self.query_one(DataTable).action_cursor_up()

    def do_page_down(self) -> None:
        self.query_one(DataTable).action_page_down()

    def do_page_up(self) -> None:
        self.query_one(DataTable).action_page_up()

    do_half_down, do_half_up = do_page_down, do_page_up
    do_row_page_down = do_page_down

    def do_top(self) -> None:
        self.query_one(DataTable).move_cursor(row=0)

    def do_bottom(self) -> None:
        self.query_one(DataTable).move_cursor(row=len(self._shown) - 1)

    def do_next_section(self) -> None:
        self._other_section(1)

    def do_previous_section(self) -> None:
        self._other_section(-1)

    def _other_section(self, step: int) -> None:
        """To the next measure of another section."""
        table = self.query_one(DataTable)
        here = self.chosen
        row = table.cursor_row
        while here is not None and 0 <= row < len(self._shown):
            there = self._shown[row]
            if (there.group, there.section) != (here.group, here.section):
                table.move_cursor(row=row)
                return
            row += step
        self.tell("no_more")

    def do_filter(self) -> None:
        if self._all:
            overview = self.work.overview
            if overview is None or not overview.basket:
                self.tell("basket_empty")
                return
            self._side = "both" if self._side == "basket" else "basket"
        else:
            self._side = _SIDES[(_SIDES.index(self._side) + 1) % len(_SIDES)]
        self._fill()
        self.work.refresh_bars()
        if self._side in ("left", "right"):
            self.work.tell(self.work.names.side(self._side == "left"))
        else:
            self.tell("side_all" if self._all and self._side == "both" else f"side_{self._side}")

    def offers(self, command: str) -> bool:
        return command != "other_list" or bool(self._of_pair and self._of_all)

    def do_other_list(self) -> None:
        """Between the pair and all documents."""
        if not (self._of_pair and self._of_all):
            self.tell("only_one_list")
            return
        self._all = not self._all
        self._side, self._needle = "both", ""
        self._fill()
        self.work.refresh_bars()

    def do_search(self) -> None:
        self.app.push_screen(SearchDialog(self.work.lang, self._needle), self._searched)

    def _searched(self, text: str | None) -> None:
        if text is not None:
            self._needle = fold_case(text.strip())
            self._fill()
            self.work.refresh_bars()
            if self._needle and not self._shown:
                self.tell("no_hits", text=text.strip())

    def do_next_hit(self) -> None:
        self.do_down()

    def do_previous_hit(self) -> None:
        self.do_up()

    def do_toggle_detail(self) -> None:
        self.query_one(Lines).toggle_class("hidden")

    def do_next_pane(self) -> None:
        self.query_one(DataTable).focus()

    do_previous_pane = do_next_pane

    def do_back(self) -> bool:
        """Show all measures again. False where all are shown."""
        if self._needle or self._side != "both":
            self._needle, self._side = "", "both"
            self._fill()
            self.work.refresh_bars()
            return True
        return False

    def do_pick(self) -> None:
        row = self.chosen
        if row is not None:
            self.work.taking.pick([(row.document, row.start, row.end)])
            self._mark(row)

    def _mark(self, row: Row) -> None:
        """Show in the first column whether the measure is in the basket."""
        table = self.query_one(DataTable)
        mark = "*" if self.work.basket.holds((row.document, row.start, row.end)) else " "
        table.update_cell_at(Coordinate(table.cursor_row, 0), Content(f"{row.score:.2f}{mark}"))

    def do_copy(self) -> None:
        if self.chosen is not None:
            self.work.copy(self.chosen.text)

    def do_cite(self) -> None:
        row = self.chosen
        if row is not None:
            self.work.copy(citing.cite(self.work.names, row.document, row.start, row.text))
