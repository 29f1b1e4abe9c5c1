"""A few lines of runs, broken by our own rules: details under the reading pane, metadata above an outline."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from compare.writers import layout
from compare.writers.inline import Ink, Run

from ..colours import Palette


class Lines(Widget):
    """Paragraphs of runs under a ruled title. What does not fit is cut at the bottom, and a mark says so."""

    DEFAULT_CSS = "Lines { width: 1fr; height: 5; }"

    def __init__(self, palette: Palette, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.ambiguous = ambiguous
        self._title: Sequence[Run] = ()
        self._paragraphs: Sequence[Sequence[Run]] = ()
        self._shown: list[list[Run]] = []

    def show(self, title: Sequence[Run], paragraphs: Sequence[Sequence[Run]]) -> None:
        """A title in a rule (none where empty), and the paragraphs below it."""
        self._title, self._paragraphs = title, paragraphs
        self._lay_out(self.size.width)
        self.refresh(layout=self.styles.height is not None and self.styles.height.is_auto)

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All lines at this width, where the height is automatic."""
        self._lay_out(width)
        return len(self._shown)

    def _lay_out(self, width: int) -> None:
        width = max(20, width)
        self._shown = []
        if self._title:
            dash = "-" if self.ambiguous == 2 else "─"
            lead: list[Run] = [(dash * 2 + " ", Ink("rule")), *self._title]
            text = "".join(part for part, _ in lead)
            used = layout.cell_width(text, self.ambiguous)
            if used < width:
                lead.append((" " + dash * (width - used - 1), Ink("rule")))
            self._shown += layout.wrap_runs(lead, width, ambiguous=self.ambiguous)[:1]
        for paragraph in self._paragraphs:
            lines = layout.wrap_runs([(" ", Ink("blank")), *paragraph], width, ambiguous=self.ambiguous, indent=3)
            for number, line in enumerate(lines):
                self._shown.append([("   ", Ink("blank")), *line] if number else line)

    def render_line(self, y: int) -> Strip:
        base = self.palette.base()
        if y >= len(self._shown):
            return Strip.blank(self.size.width, base)
        segments = [Segment(text, self.palette.ink(ink)) for text, ink in self._shown[y]]
        strip = Strip(segments).adjust_cell_length(self.size.width, base)
        if y == self.size.height - 1 and len(self._shown) > self.size.height:  # say that there is more
            more = " ..." if self.ambiguous == 2 else " …"
            strip = Strip.join([strip.crop(0, self.size.width - len(more)), Strip([Segment(more, base)])])
        return strip
