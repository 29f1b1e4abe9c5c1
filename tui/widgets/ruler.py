"""The overview ruler: the whole comparison in one column of marks a side, with what is in view set apart."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ..colours import Palette

_WEIGHT = {mark: weight for weight, mark in enumerate(" ·=~^><!")}


class Ruler(Widget):
    """For each stretch of lines the mark that matters most, left and right. A click goes there."""

    DEFAULT_CSS = "Ruler { width: 3; height: 1fr; }"

    class Jumped(Message):
        """A place of the ruler was clicked. line: of the reading pane."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def __init__(self, palette: Palette, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self._marks: Sequence[tuple[str, str]] = ()
        self._cells: list[tuple[str, str]] = []
        self._view = (0, 0)
        self._shaded = range(0)

    def show(self, marks: Sequence[tuple[str, str]]) -> None:
        """marks: left and right mark of every line of the reading pane."""
        self._marks = marks
        self._gather()
        self.refresh()

    def show_view(self, top: int, height: int) -> None:
        """The lines that are in view."""
        self._view = top, height
        before, self._shaded = self._shaded, self._inside()
        if before != self._shaded:
            for y in set(before) ^ set(self._shaded):
                self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, event: events.Resize) -> None:
        self._gather()

    def line_at(self, y: int) -> int:
        """The first line that cell y stands for."""
        if len(self._marks) <= self.size.height:
            return y
        return y * len(self._marks) // max(1, self.size.height)

    def _inside(self) -> range:
        """The cells of what is in view."""
        top, height = self._view
        count, cells = len(self._marks), len(self._cells)
        if not cells or not height:
            return range(0)
        if count <= cells:
            return range(top, min(cells, top + height))
        # Cell y stands for the lines from y * count // cells on.
        return range((top + 1) * cells // count if top else 0, min(cells, (top + height) * cells // count + 1))

    def _end(self, y: int) -> int:
        return max(self.line_at(y) + 1, self.line_at(y + 1))

    def _gather(self) -> None:
        height, count = self.size.height, len(self._marks)
        self._cells = []
        for y in range(min(height, count) if count <= height else height):
            low, high = (
                (y, y + 1) if count <= height else (self.line_at(y), max(self.line_at(y) + 1, self.line_at(y + 1)))
            )
            part = self._marks[low:high]
            sides = (
                max((pair[side] for pair in part), key=lambda mark: _WEIGHT.get(mark, 0), default=" ")
                for side in (0, 1)
            )
            left, right = sides
            self._cells.append((left, right))
        self._shaded = self._inside()

    def on_click(self, event: events.Click) -> None:
        if event.y < len(self._cells):
            self.post_message(self.Jumped(self.line_at(event.y)))

    def render_line(self, y: int) -> Strip:
        base = self.palette.base()
        if y >= len(self._cells):
            return Strip.blank(self.size.width, base)
        inside = y in self._shaded
        lead = Segment("▐" if inside else " ", self.palette.named("muted"))
        shade = self.palette.base(True) if inside else base
        marks = (Segment(mark, self.palette.mark(mark) + Style(bgcolor=shade.bgcolor)) for mark in self._cells[y])
        return Strip([lead, *marks]).adjust_cell_length(self.size.width, base)
