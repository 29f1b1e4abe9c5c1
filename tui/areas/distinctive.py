"""Area 3: the distinctive measures of each side, ranked, with their anchors and the nearest counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable

from compare.model import Document
from compare.writers import layout
from compare.writers.inline import Ink, Run, plain
from compare.writers.summary import percent

from .. import citing
from ..colours import Palette
from ..detail import Detail
from ..dialogs.search import SearchDialog
from ..finding import fold_case
from ..reader import Reader
from ..widgets.lines import Lines
from .base import Area

_SIDES = ("both", "left", "right")
_NARROW = 110  # cells from which the columns of role and anchors have room

if TYPE_CHECKING:
    from compare.diff.distinctive import Measure


class DistinctiveArea(Area):
    """One table for both sides; Enter jumps to the text."""

    name_ = "distinctive"

    def __init__(self) -> None:
        super().__init__()
        self.reader: Reader | None = None
        self.detail: Detail | None = None
        self._ranked: tuple[Sequence[Measure], Sequence[Measure]] = ((), ())
        self._shown: list[Measure] = []
        self._side = "both"
        self._needle = ""

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row", zebra_stripes=False, id="measures")
        yield Lines(self.work.palette, self.work.ambiguous, id="detail")

    def on_mount(self) -> None:
        self.query_one("#detail").styles.height = 7

    def show(self, reader: Reader, ranked: tuple[Sequence[Measure], Sequence[Measure]]) -> None:
        """Show the ranked measures of a comparison."""
        self.reader, self._ranked = reader, ranked
        self.detail = Detail(reader, self.work.measures, self.work.lang)
        if self.work.area == self.name_:  # else when it is entered: a long table takes a while
            self._fill()

    def entered(self) -> None:
        self._fill()
        self.query_one(DataTable).focus()

    def on_resize(self) -> None:
        self._fill()

    def set_palette(self, palette: Palette) -> None:
        lines = self.query_one(Lines)
        lines.palette = palette
        lines.refresh()

    def status(self) -> str:
        left, right = map(len, self._ranked)
        count = self.say("distinctive_count", left=left, right=right)
        narrowed = self._side != "both" or self._needle
        return f"{self.say('filtered', shown=len(self._shown))}  {count}" if narrowed else count

    # ---- the table

    def _fill(self) -> None:
        reader = self.reader
        if reader is None or self.detail is None or not self.size.width:
            return
        table = self.query_one(DataTable)
        at = table.cursor_row
        both = [
            m
            for side, ranked in zip(("left", "right"), self._ranked, strict=True)
            if self._side in ("both", side)
            for m in ranked
        ]
        both.sort(key=lambda m: (-m.score, not m.left, m.clause))
        self._shown = [m for m in both if self._needle in fold_case(self._text(m))]
        table.clear(columns=True)
        wide = self.size.width >= _NARROW
        rows = [self._cells(measure, wide) for measure in self._shown]
        heads = [
            "score",
            "side",
            "section",
            *(["role"] if wide else []),
            "measure",
            *(["anchors"] if wide else []),
            "nearest",
        ]
        titles = [self.say(f"column_{name}") for name in heads]
        sizes = [
            max(layout.cell_width(row[i], self.work.ambiguous) for row in (titles, *rows)) for i in range(len(heads))
        ]
        if wide:
            sizes[heads.index("anchors")] = min(sizes[heads.index("anchors")], 44)
        flexible = heads.index("measure")
        taken = sum(size + 2 for i, size in enumerate(sizes) if i != flexible)
        sizes[flexible] = max(20, min(sizes[flexible], self.size.width - taken - 3))
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

    def _cells(self, measure: Measure, wide: bool) -> list[str]:
        assert self.reader is not None
        names = self.reader.names
        document = self._document(measure)
        section = document.by_id[measure.section]
        role = names.tables["tag"].get(section.roles[0], "") if section.roles else ""
        anchors = "、".join(reason.value for reason in measure.anchors)
        near = percent(measure.similarity, False) if measure.nearest is not None else "—"
        cells = [f"{measure.score:.2f}", names.side(measure.left), self.reader.path(document, section)]
        return [*cells, *([role] if wide else []), self._text(measure), *([anchors] if wide else []), near]

    def _document(self, measure: Measure) -> Document:
        assert self.reader is not None
        return self.reader.comparison.left if measure.left else self.reader.comparison.right

    def _text(self, measure: Measure) -> str:
        document = self._document(measure)
        clause = document.clauses[measure.clause]
        return plain(document, clause.start, clause.end)

    @property
    def chosen(self) -> Measure | None:
        """The measure under the cursor."""
        row = self.query_one(DataTable).cursor_row
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_detail(self) -> None:
        measure, detail, reader = self.chosen, self.detail, self.reader
        lines = self.query_one(Lines)
        if measure is None or detail is None or reader is None:
            lines.show([(self.say("no_distinctive"), Ink("heading"))], [])
            return
        document = self._document(measure)
        place = f"{reader.names.side(measure.left)} {reader.path(document, document.by_id[measure.section])}"
        found: list[list[Run]] = [[(self._text(measure), Ink("plain"))]]
        found.append(
            [
                (f"{reader.names.word('anchors')} ", Ink("key")),
                (detail.anchor_words(measure.anchors), Ink("alone", "distinctive")),
            ]
        )
        found.append([(f"{self.say('nearest')} ", Ink("key")), *detail.nearest(measure)])
        lines.show([(place, Ink("heading"))], found)

    @on(DataTable.RowHighlighted)
    def _on_highlighted(self) -> None:
        self._show_detail()

    @on(DataTable.RowSelected)
    def _on_selected(self) -> None:
        self.do_open()

    # ---- commands

    def do_open(self) -> None:
        measure = self.chosen
        if measure is not None:
            start = self._document(measure).clauses[measure.clause].start
            self.work.switch("pair")
            self.work.reading.go_to_text(measure.left, start)

    def do_down(self) -> None:
        self.query_one(DataTable).action_cursor_down()

    def do_up(self) -> None:
        self.query_one(DataTable).action_cursor_up()

    def do_page_down(self) -> None:
        self.query_one(DataTable).action_page_down()

    def do_page_up(self) -> None:
        self.query_one(DataTable).action_page_up()

    do_half_down, do_half_up = do_page_down, do_page_up

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
            measure = self._shown[row]
            if (measure.left, measure.section) != (here.left, here.section):
                table.move_cursor(row=row)
                return
            row += step
        self.tell("no_more")

    def do_filter(self) -> None:
        self._side = _SIDES[(_SIDES.index(self._side) + 1) % len(_SIDES)]
        self._fill()
        self.work.refresh_bars()
        if self.reader is not None:
            self.work.tell(
                self.say("side_both") if self._side == "both" else self.reader.names.side(self._side == "left")
            )

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

    def do_copy(self) -> None:
        if self.chosen is not None:
            self.work.copy(self._text(self.chosen))

    def do_cite(self) -> None:
        measure = self.chosen
        if measure is not None and self.reader is not None:
            document = self._document(measure)
            self.work.copy(
                citing.cite(self.reader.names, document, document.clauses[measure.clause].start, self._text(measure))
            )
