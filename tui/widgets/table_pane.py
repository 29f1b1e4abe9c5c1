"""A table whose cells wrap by our own rules, painted line by line. The cursor is a row and a column.

Rows are laid out when they come into view, so that a table of thousands of rows opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from compare.writers import layout
from compare.writers.inline import Ink, Run
from compare.writers.tables.model import Cell, Row, Table, plain

from ..colours import Palette
from .columns import GAP, widths_of

_INKS = {
    "plain": Ink("plain"),
    "heading": Ink("heading"),
    "note": Ink("muted"),
    "inserted": Ink("changed"),
    "deleted": Ink("changed"),
    "value": Ink("value"),
    "own": Ink("alone", "distinctive"),
}
_Line = list[list[Run]]  # of one line of a row, the runs of each column that is shown


class TablePane(Widget, can_focus=True):
    """Shows one table, or those of its rows that are wanted."""

    DEFAULT_CSS = "TablePane { width: 1fr; height: 1fr; }"

    class Moved(Message):
        """The cursor is on another cell."""

    class Opened(Message):
        """A cell was clicked twice."""

    def __init__(
        self,
        palette: Palette,
        ambiguous: int = 1,
        id: str | None = None,
        *,
        picked: Callable[[Row], bool] = lambda _: False,
    ) -> None:
        """picked: whether a row is marked as put aside."""
        super().__init__(id=id)
        self.palette = palette
        self.ambiguous = ambiguous
        self._picked = picked
        self.table: Table | None = None
        self.rows: Sequence[Row] = ()
        self.row = self.column = 0
        self._top = self._skip = 0  # the row that is shown first, and how many of its lines are above the view
        self._first = 0  # the column that is shown first behind those that always are
        self._widths: list[tuple[int, int]] = []  # columns that are shown, and their cells
        self._heads: list[_Line] = []
        self._laid: dict[int, list[_Line]] = {}

    def show(self, table: Table | None, rows: Sequence[Row], row: int = 0, column: int | None = None) -> None:
        """Show these rows of a table, the cursor on a row and column."""
        self.table, self.rows = table, rows
        self.column = self.column if column is None else column
        self.column = min(self.column, len(table.columns) - 1) if table else 0
        self._top = self._skip = self._first = 0
        self._lay_out()
        self.go_to(row, self.column)

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        if not 0 <= self.row < len(self.rows):
            return None
        cells = self.rows[self.row].cells
        return cells[self.column] if self.column < len(cells) else cells[-1] if cells else None

    @property
    def page(self) -> int:
        """Lines of rows that fit."""
        return max(1, self.size.height - len(self._heads))

    # ---- layout

    def on_resize(self) -> None:
        self._lay_out()
        self.go_to(self.row, self.column)

    def _lay_out(self) -> None:
        self._laid = {}
        self._heads, self._widths = [], []
        if self.table is None or not self.size.width:
            return
        room = self.size.width - GAP - 1  # the bar at the right
        self._widths, self._first = widths_of(self.table, self.rows, room, self.column, self._first, self.ambiguous)
        heads = [plain(self.table.columns[index].heading) for index, _ in self._widths]
        self._heads = self._broken(heads, Ink("heading"))

    def _broken(self, cells: Sequence[Cell], ink: Ink | None = None) -> list[_Line]:
        blocks = []
        for cell, (_, size) in zip(cells, self._widths, strict=True):
            block: list[list[Run]] = []
            for paragraph in cell.paragraphs:
                runs = [(run.text, ink or _INKS[run.mark]) for run in paragraph]
                block += layout.wrap_runs(runs, size, ambiguous=self.ambiguous)
            blocks.append(block)
        height = max([1, *(len(block) for block in blocks)])
        return [[block[n] if n < len(block) else [] for block in blocks] for n in range(height)]

    def _lines(self, index: int) -> list[_Line]:
        """Lines of a row; an empty one (no columns) is the rule below it."""
        if index not in self._laid:
            row = self.rows[index]
            if row.kind == "band" and len(row.cells) == len(self.table.columns if self.table else ()):
                lines = self._broken([row.cells[column] for column, _ in self._widths], Ink("heading"))
            elif row.kind == "band":
                runs: list[Run] = [(run.text, Ink("heading")) for c in row.cells for p in c.paragraphs for run in p]
                room = self.size.width - GAP - 1
                lines = [[line] for line in layout.wrap_runs(runs, room, ambiguous=self.ambiguous)]
            else:
                lines = self._broken([row.cells[column] for column, _ in self._widths])
                lines += [[]] if len(lines) > 1 else []
            self._laid[index] = lines or [[]]
        return self._laid[index]

    def _height(self, index: int) -> int:
        return len(self._lines(index))

    # ---- moving

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into view."""
        if self.table is None:
            return
        self.row = max(0, min(row, len(self.rows) - 1))
        self.column = max(0, min(column, len(self.table.columns) - 1))
        if all(index != self.column for index, _ in self._widths):
            self._lay_out()
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Moved())

    def move(self, rows: int) -> None:
        """The cursor so many rows down or up; a row taller than the pane is read through first."""
        if self._read_on(1 if rows > 0 else -1):
            self.refresh()
        else:
            self.go_to(self.row + rows, self.column)

    def move_page(self, pages: float) -> None:
        """A page or a part of it down or up."""
        lines = int(self.page * abs(pages)) or 1
        step = 1 if pages > 0 else -1
        if self._read_on(step):
            self.refresh()
            return
        row = self.row
        while lines > 0 and 0 <= row + step < len(self.rows):
            row += step
            lines -= self._height(row)
        self.go_to(row, self.column)

    def _read_on(self, step: int) -> bool:
        """Move within a row that is taller than the pane."""
        if self.row != self._top or not self.rows or self._height(self.row) <= self.page:
            return False
        last = self._height(self.row) - self.page
        skip = max(0, min(self._skip + step * max(1, self.page // 2), last))
        moved = skip != self._skip
        self._skip = skip
        return moved

    def _keep_in_view(self) -> None:
        if not self.rows or not self._widths:
            return
        if self.row <= self._top:
            self._top, self._skip = self.row, 0
            return
        first, lines = self.row, self._height(self.row)
        while first > self._top and lines + self._height(first - 1) <= self.page:
            first -= 1
            lines += self._height(first)
        if first > self._top or lines - self._skip > self.page:
            self._top, self._skip = first, 0

    def _scroll(self, lines: int) -> None:
        """Move the view, and the cursor with it where it would be out of view."""
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            if step > 0:
                if self._skip + 1 < self._height(self._top):
                    self._skip += 1
                elif self._top + 1 < len(self.rows):
                    self._top, self._skip = self._top + 1, 0
            elif self._skip:
                self._skip -= 1
            elif self._top:
                self._top -= 1
                self._skip = self._height(self._top) - 1
        shown = [index for index, _ in self._shown()]
        if shown and self.row not in shown:
            self.row = shown[0] if step > 0 else shown[-1]
            self.post_message(self.Moved())
        self.refresh()

    def _shown(self) -> list[tuple[int, int]]:
        """Row and line within it of each line of the view."""
        found: list[tuple[int, int]] = []
        row, line = self._top, self._skip
        while row < len(self.rows) and len(found) < self.page:
            if line < self._height(row):
                found.append((row, line))
                line += 1
            else:
                row, line = row + 1, 0
        return found

    # ---- mouse

    def _at(self, x: int, y: int) -> tuple[int, int, int] | None:
        """Row, line within it and column at a place of the pane."""
        shown = self._shown()
        y -= len(self._heads)
        if not 0 <= y < len(shown):
            return None
        left = GAP
        for index, size in self._widths:
            if x < left + size + GAP:
                return *shown[y], index
            left += size + GAP
        return *shown[y], self._widths[-1][0]

    def on_click(self, event: events.Click) -> None:
        place = self._at(event.x, event.y) if self.rows and self._widths else None
        if place is not None:
            self.go_to(place[0], place[2])
            if event.chain == 2:
                self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        if self.rows:
            self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        if self.rows:
            self._scroll(-3)

    # ---- paint

    def render_line(self, y: int) -> Strip:
        base = self.palette.base()
        if not self._widths:
            return Strip.blank(self.size.width, base)
        if y < len(self._heads):
            return self._head(y)
        shown = self._shown()
        at = y - len(self._heads)
        if at >= len(shown):
            return Strip.blank(self.size.width, base)
        return self._line(*shown[at], at)

    def _head(self, y: int) -> Strip:
        base = self.palette.base()
        segments = [Segment(" " * GAP, base)]
        before, last = 0, len(self.table.columns) - 1 if self.table else 0
        for (index, size), runs in zip(self._widths, self._heads[y], strict=True):
            if index > before and y == 0:  # columns are left out here
                segments[-1] = Segment(segments[-1].text[:-1] + "<", segments[-1].style)
            style = self.palette.pointer if index == self.column else self.palette.named("muted")
            text = layout.pad("".join(text for text, _ in runs), size, self.ambiguous)
            segments.append(Segment(text + " " * GAP, style))
            before = index + 1
        more = Segment(">" if before <= last and y == 0 else " ", self.palette.pointer)
        return Strip.join([Strip(segments).adjust_cell_length(self.size.width - 1, base), Strip([more])])

    def _line(self, row: int, line: int, at: int) -> Strip:
        here = row == self.row
        ground = self.palette.base(here)
        cells = self._lines(row)[line]
        room = self.size.width - 1
        if not cells:
            dash = "-" if self.ambiguous == 2 else "─"
            rule = Segment(" " * GAP + dash * (room - GAP), self.palette.ink(Ink("rule")))
            return Strip([rule, self._bar(at)])
        first = line == 0
        segments = [self._gap(here and first and (self.column == self._widths[0][0] or len(cells) == 1), ground)]
        if first and self._picked(self.rows[row]):
            sign = Segment("*", self.palette.pointer + Style(bgcolor=ground.bgcolor))
            segments[0] = Segment(segments[0].text[1:], segments[0].style)
            segments.insert(0, sign)
        for number, runs in enumerate(cells):
            segments += [Segment(text, self.palette.ink(ink, cursor=here)) for text, ink in runs]
            if len(cells) == len(self._widths):
                size = self._widths[number][1]
                segments.append(Segment(" " * max(0, size - layout.runs_width(runs, self.ambiguous)), ground))
            if number + 1 < len(cells):
                segments.append(self._gap(here and first and self.column == self._widths[number + 1][0], ground))
        return Strip.join([Strip(segments).adjust_cell_length(room, ground), Strip([self._bar(at)])])

    def _gap(self, pointer: bool, ground: Style) -> Segment:
        """Between two columns; the pointer stands before the cell of the cursor."""
        sign = ">" if self.ambiguous == 2 else "▸"
        if pointer:
            return Segment(" " * (GAP - 1) + sign, self.palette.pointer + Style(bgcolor=ground.bgcolor))
        return Segment(" " * GAP, ground)

    def _bar(self, at: int) -> Segment:
        """One cell of the bar at the right, which tells where the view is."""
        if len(self._shown()) < self.page and self._top == 0:
            return Segment(" ", self.palette.base())
        thumb = self._top * (self.page - 1) // max(1, len(self.rows) - 1)
        sign = ("#", "|") if self.ambiguous == 2 else ("█", "│")
        return Segment(sign[at != thumb], self.palette.ink(Ink("rule")))
