"""The bars: title and figures at the top, the tabs of the work areas, and the key bar. All can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from compare.writers import layout

from ..colours import Palette


class Bar(Widget):
    """One line of runs; a run may name a command that a click on it gives."""

    DEFAULT_CSS = "Bar { width: 1fr; height: 1; }"

    class Pressed(Message):
        """A run with a command was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, palette: Palette, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.ambiguous = ambiguous
        self._left: Sequence[tuple[str, bool, str]] = ()
        self._right: Sequence[tuple[str, bool, str]] = ()

    def show(self, left: Sequence[tuple[str, bool, str]], right: Sequence[tuple[str, bool, str]] = ()) -> None:
        """left, right: runs of (text, strong?, command or ""); those of the right end keep their room, but
        texts beside commands."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def placed(self) -> list[tuple[str, bool, str, int]]:
        """Runs that fit, with the cell at which each begins."""
        width = self.size.width
        right = self._right_end(width)
        right_width = sum(layout.cell_width(text, self.ambiguous) for text, _, _ in right)
        room = width - right_width - (1 if right_width else 0)  # a blank between the ends
        at = 0
        shown: list[tuple[str, bool, str, int]] = []
        for text, strong, command in self._left:
            size = layout.cell_width(text, self.ambiguous)
            if at + size > room:
                if not command and room - at > 8:
                    cut = layout.truncate(text, room - at, self.ambiguous, "." if self.ambiguous == 2 else "…")
                    shown.append((cut, strong, command, at))
                    at += layout.cell_width(cut, self.ambiguous)
                break
            shown.append((text, strong, command, at))
            at += size
        if right_width <= width:
            at = width - right_width
            for text, strong, command in right:
                shown.append((text, strong, command, at))
                at += layout.cell_width(text, self.ambiguous)
        return shown

    def _right_end(self, width: int) -> Sequence[tuple[str, bool, str]]:
        """The runs at the right end; what only tells something gives way to what can be pressed."""
        left_width = sum(layout.cell_width(text, self.ambiguous) for text, _, _ in self._left)
        if not all(command for _, _, command in self._left) or any(command for _, _, command in self._right):
            return self._right
        room, kept = width - left_width - 1, []
        for text, strong, command in self._right:
            cut = layout.truncate(text, max(0, room), self.ambiguous, "." if self.ambiguous == 2 else "…")
            room -= layout.cell_width(cut, self.ambiguous)
            kept.append((cut, strong, command))
        return kept

    def on_click(self, event: events.Click) -> None:
        for text, _, command, at in self.placed():
            if command and at <= event.x < at + layout.cell_width(text, self.ambiguous):
                self.post_message(self.Pressed(command))
                return

    def render_line(self, y: int) -> Strip:
        plain = self.palette.bar()
        segments: list[Segment] = []
        at = 0
        for text, strong, _, start in self.placed():
            segments.append(Segment(" " * (start - at), plain))
            segments.append(Segment(layout.printable(text), self.palette.bar(strong=strong)))
            at = start + layout.cell_width(text, self.ambiguous)
        return Strip([s for s in segments if s.text]).adjust_cell_length(self.size.width, plain)
