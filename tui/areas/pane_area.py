"""What the areas share that read in a pane of lines beside a list of sections: moving about."""

from __future__ import annotations

from ..widgets.line_pane import LinePane
from ..widgets.section_list import SectionList
from .base import Area


class PaneArea(Area):
    """An area with one LinePane and one SectionList; the keys move in whichever has the focus."""

    @property
    def lines_pane(self) -> LinePane:
        """The pane that is read."""
        return self.query_one(LinePane)

    @property
    def section_list(self) -> SectionList:
        """The list of sections beside it."""
        return self.query_one(SectionList)

    def do_down(self) -> None:
        self._move(1)

    def do_up(self) -> None:
        self._move(-1)

    def _move(self, step: int) -> None:
        if self.section_list.has_focus:
            self.section_list.move(step)
        else:
            self.lines_pane.move(step)

    def do_page_down(self) -> None:
        self.lines_pane.move_page(1)

    def do_page_up(self) -> None:
        self.lines_pane.move_page(-1)

    def do_half_down(self) -> None:
        self.lines_pane.move_page(0.5)

    def do_half_up(self) -> None:
        self.lines_pane.move_page(-0.5)

    def do_top(self) -> None:
        self.lines_pane.go_to_line(0)

    def do_bottom(self) -> None:
        self.lines_pane.go_to_line(len(self.lines_pane.lines) - 1)

    def do_next_pane(self) -> None:
        if self.lines_pane.has_focus and not self.section_list.has_class("hidden"):
            self.section_list.focus()
        else:
            self.lines_pane.focus()

    def do_previous_pane(self) -> None:
        self.do_next_pane()
