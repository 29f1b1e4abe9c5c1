"""A square table of similarities that is painted line by line: numbers, shades and colours, names to the left."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from compare.writers import layout

from ..colours import Palette
from ..overview import PLAIN_SHADES, SHADES, Overview, level

_CELL = 5  # cells: three for the number, one for the shade, one between
_NAMES = (18, 44)  # cells of the names, at least and at most


class Heat(Widget, can_focus=True):
    """Rows and columns are the documents of an overview in its order; the cursor is a cell."""

    DEFAULT_CSS = "Heat { width: 1fr; height: 1fr; }"

    class Moved(Message):
        """The cursor is on another cell."""

    class Opened(Message):
        """A cell was clicked twice."""

    def __init__(self, palette: Palette, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.ambiguous = ambiguous
        self.overview: Overview | None = None
        self.row, self.column = 1, 0
        self._top = self._left = 0
        self._labels: list[str] = []

    def show(self, overview: Overview) -> None:
        """Show an overview."""
        self.overview = overview
        self._labels = [layout.printable(overview.label(family)) for family in range(len(overview.report.families))]
        self._top = self._left = 0
        self.row, self.column = overview.closest()
        self._keep_in_view()
        self.refresh()

    @property
    def cell(self) -> tuple[int, int] | None:
        """The families under the cursor."""
        if self.overview is None or not self.overview.families:
            return None
        return self.overview.families[self.row], self.overview.families[self.column]

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into view."""
        if self.overview is None:
            return
        last = len(self.overview.families) - 1
        self.row, self.column = max(0, min(row, last)), max(0, min(column, last))
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Moved())

    def go_to_pair(self, one: int, two: int) -> None:
        """Put the cursor on two families."""
        assert self.overview is not None
        self.go_to(self.overview.families.index(one), self.overview.families.index(two))

    def _names(self) -> int:
        longest = max((layout.cell_width(label, self.ambiguous) for label in self._labels), default=0)
        return max(_NAMES[0], min(_NAMES[1], longest, self.size.width // 3)) + 5

    @property
    def columns(self) -> int:
        """Columns that fit."""
        return max(1, (self.size.width - self._names()) // _CELL)

    @property
    def page(self) -> int:
        """Rows that fit."""
        return max(1, self.size.height - 1)

    def _keep_in_view(self) -> None:
        count = len(self.overview.families) if self.overview else 0
        last_top, last_left = max(0, count - self.page), max(0, count - self.columns)
        self._top = max(min(self._top, self.row, last_top), self.row - self.page + 1, 0)
        self._left = max(min(self._left, self.column, last_left), self.column - self.columns + 1, 0)

    def on_resize(self, event: events.Resize) -> None:
        self._keep_in_view()

    def on_click(self, event: events.Click) -> None:
        row, column = self._top + event.y - 1, self._left + (event.x - self._names()) // _CELL
        if self.overview is None or not 0 <= row < len(self.overview.families) or event.y < 1:
            return
        self.go_to(row, self.column if event.x < self._names() else column)
        if event.chain == 2:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.go_to(self.row + 3, self.column)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.go_to(self.row - 3, self.column)

    # ---- paint

    def render_line(self, y: int) -> Strip:
        base = self.palette.base()
        overview = self.overview
        if overview is None:
            return Strip.blank(self.size.width, base)
        shown = overview.families[self._left : self._left + self.columns]
        if y == 0:
            return self._heads(len(shown), base)
        row = self._top + y - 1
        if row >= len(overview.families):
            return Strip.blank(self.size.width, base)
        here = row == self.row
        ground = self.palette.base(here)
        family = overview.families[row]
        segments = [*self._label(row, family, here, ground)]
        for offset, other in enumerate(shown):
            segments += self._cell(family, other, here and self._left + offset == self.column, ground)
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def _heads(self, count: int, base: Style) -> Strip:
        segments = [Segment(" " * self._names(), base)]
        for column in range(self._left, self._left + count):
            style = self.palette.pointer if column == self.column else self.palette.named("muted")
            segments.append(Segment(f"{column + 1:>3}  ", style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _label(self, row: int, family: int, here: bool, ground: Style) -> list[Segment]:
        assert self.overview is not None
        room = self._names() - 6
        dots = "." if self.ambiguous == 2 else "…"
        label = layout.truncate(self._labels[family], room, self.ambiguous, dots)
        picked = "*" if family in self.overview.basket else " "
        back = Style(bgcolor=ground.bgcolor)
        number = self.palette.pointer if here else self.palette.named("muted")
        return [
            Segment(f"{row + 1:>3}", number + back),
            Segment(picked + " ", self.palette.pointer + back),
            Segment(layout.pad(label, room, self.ambiguous) + " ", ground + Style(bold=here)),
        ]

    def _cell(self, one: int, two: int, cursor: bool, ground: Style) -> list[Segment]:
        assert self.overview is not None
        if one == two:
            style = self.palette.named("muted") + Style(bgcolor=ground.bgcolor)
            return [Segment("[ - ]" if cursor else "  -  ", style)]
        value = self.overview.value(one, two)
        if value is None:
            text, shade, at = "  ", " ", 0
        else:
            at = level(value)
            text, shade = f"{round(value * 100):>2}", (PLAIN_SHADES if self.ambiguous == 2 else SHADES)[at]
        style = self.palette.heat(at) + Style(bgcolor=ground.bgcolor)
        if cursor:
            return [Segment("[" + text + shade + "]", style + Style(bold=True, reverse=True))]
        return [Segment(" " + text + shade + " ", style)]
