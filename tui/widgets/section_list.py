"""The list of sections of a comparison: state, title, role and similarity in fixed columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from compare.writers import layout

from ..colours import Palette


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. key: what it leads to; depth: of indentation; score: similarity in percent as text, may be empty."""

    key: tuple[str, str, str]
    mark: str
    depth: int
    title: str
    role: str
    score: str


class SectionList(ScrollView, can_focus=True, inherit_bindings=False):
    """Entries with columns that hold: long titles are cut, role and score never."""

    DEFAULT_CSS = """
    SectionList { width: 36; height: 1fr; scrollbar-size: 0 0; overflow-x: hidden; overflow-y: scroll; }
    """

    class Chosen(Message):
        """An entry was clicked or entered."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, palette: Palette, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.ambiguous = ambiguous
        self.entries: Sequence[Entry] = ()
        self.at = 0

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these entries."""
        self.entries = entries
        self.at = min(self.at, max(0, len(entries) - 1))
        self.virtual_size = Size(self.size.width, len(entries))
        self.refresh()

    def mark_current(self, index: int) -> None:
        """Set apart the entry that is being read, and keep it in view."""
        if index == self.at or not 0 <= index < len(self.entries):
            return
        self.at = index
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if not top <= index < top + height:
            self.scroll_to(y=max(0, index - height // 3), animate=False, immediate=True)
        self.refresh()

    def move(self, steps: int) -> None:
        """Go to another entry, and lead there."""
        index = max(0, min(self.at + steps, len(self.entries) - 1))
        if self.entries and index != self.at:
            self.mark_current(index)
            self.post_message(self.Chosen(self.entries[index]))

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(self.size.width, len(self.entries))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y
        if index < len(self.entries):
            self.mark_current(index)
            self.post_message(self.Chosen(self.entries[index]))

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        width = self.size.width
        if index >= len(self.entries):
            return Strip.blank(width, self.palette.base())
        entry = self.entries[index]
        here = index == self.at
        base = self.palette.base(here)
        ground = Style(bgcolor=base.bgcolor)
        pointer = "▸" if here else " "
        role = layout.pad(entry.role, 5, self.ambiguous)
        room = max(4, width - 3 - 2 * entry.depth - 6 - 6)
        title = layout.printable(
            layout.truncate(entry.title, room, self.ambiguous, "." if self.ambiguous == 2 else "…")
        )
        plain = base + Style(bold=here and self.has_focus, underline=here and self.has_focus)
        segments = [
            Segment(pointer, self.palette.pointer + ground),
            Segment(entry.mark, self.palette.mark(entry.mark) + ground),
            Segment(" " + "  " * entry.depth, base),
            Segment(title, plain),
            Segment(" " * (room - layout.cell_width(title, self.ambiguous)) + " ", base),
            Segment(role, self.palette.named("muted") + ground),
            Segment(entry.score.rjust(5), base),
        ]
        return Strip(segments).adjust_cell_length(width, base)
