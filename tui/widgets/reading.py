"""The reading pane: both documents in one scroll view, so that they are in step by construction."""

from __future__ import annotations

from dataclasses import dataclass

from compare.writers.page import SIDE_BY_SIDE, Line, Page

from ..colours import Palette
from ..reader import Reader
from .line_pane import LinePane

LAYOUTS = ("auto", "split", "stacked")


@dataclass(frozen=True, slots=True)
class Laid:
    """Lines of a reader that have been made for a width in cells and one or two columns."""

    width: int
    double: bool
    lines: list[Line]


class ReadingPane(LinePane):
    """Paints the rows of a Reader."""

    def __init__(self, palette: Palette, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(palette, ambiguous, id)
        self.reader: Reader | None = None
        self.layout_name = "auto"
        self._laid: Laid | None = None

    def show(self, reader: Reader, row: int = 0, laid: Laid | None = None) -> None:
        """Show the rows of a reader, the cursor on row `row`. laid: its lines, where they have been made already."""
        self.reader = reader
        self.struck = reader.comparison.regime == "version"
        self._laid = laid
        self.lay_out()
        self._laid = None
        self.go_to_row(row)

    def make_lines(self, width: int) -> list[Line]:
        if self.reader is None:
            return []
        self.needle = self.reader.needle
        laid = self._laid
        if laid is not None and (laid.width, laid.double) == (width, self.double):
            return laid.lines
        return self.lines_of(self.reader, width)

    def lines_of(self, reader: Reader, width: int) -> list[Line]:
        """The lines of a reader for a width in cells. Touches nothing: a thread may do it beforehand."""
        page = Page(reader.view, reader.names, width, double=self.double, ambiguous=self.ambiguous)
        return list(page.lines(reader.painted()))

    def laid(self, reader: Reader) -> Laid | None:
        """The lines of a reader for the pane as it is now; none while it is not on the screen."""
        width, double = self.lines_width, self.double
        return Laid(width, double, self.lines_of(reader, width)) if self.size.width else None

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
