"""The reading pane: both documents in one scroll view, so that they are in step by construction."""

from __future__ import annotations

from compare.writers.page import SIDE_BY_SIDE, Line, Page

from ..colours import Palette
from ..reader import Reader
from .line_pane import LinePane

LAYOUTS = ("auto", "split", "stacked")


class ReadingPane(LinePane):
    """Paints the rows of a Reader."""

    def __init__(self, palette: Palette, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(palette, ambiguous, id)
        self.reader: Reader | None = None
        self.layout_name = "auto"

    def show(self, reader: Reader, row: int = 0) -> None:
        """Show the rows of a reader, the cursor on row `row`."""
        self.reader = reader
        self.struck = reader.comparison.regime == "version"
        self.lay_out()
        self.go_to_row(row)

    def make_lines(self, width: int) -> list[Line]:
        if self.reader is None:
            return []
        self.needle = self.reader.needle
        page = Page(self.reader.view, self.reader.names, width, double=self.double, ambiguous=self.ambiguous)
        return list(page.lines(self.reader.painted()))

    @property
    def double(self) -> bool:
        """Whether the documents stand side by side."""
        if self.layout_name == "auto":
            return self.size.width - 1 >= SIDE_BY_SIDE
        return self.layout_name == "split"

    def next_layout(self) -> str:
        """Go on to the next layout and return its name."""
        self.layout_name = LAYOUTS[(LAYOUTS.index(self.layout_name) + 1) % len(LAYOUTS)]
        row = self.row
        self.lay_out()
        self.go_to_row(row)
        return self.layout_name
