"""A pane of lines with a cursor: what the reading pane and the outline of one document have in common.

It scrolls by itself instead of being a ScrollView: Textual lays the whole screen out anew at each step of one, which
costs as much as painting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from compare.writers import layout
from compare.writers.inline import Ink, Run
from compare.writers.page import Line

from ..colours import Palette
from ..finding import fold_case

RIGHT = 1_000_000  # added to the line number of the right column in selections, so that a drag stays in one column
_POINTER = "▸"  # one cell wide also where ambiguous characters take two
_WHEEL = 3  # lines a step of the mouse wheel
_EDGE = 2  # lines that stay visible above and below the cursor


class LinePane(Widget, can_focus=True):
    """Lines in one scroll view, painted one by one as they come into view. The cursor is a line; the lines that
    belong to the same row as it are set apart. Subclasses give the lines for a width."""

    DEFAULT_CSS = """
    LinePane { width: 1fr; height: 1fr; }
    """

    class Moved(Message):
        """The cursor is on another row, or the rows are others."""

    class LaidOut(Message):
        """The lines are others: another width, or other rows."""

    class Scrolled(Message):
        """Other lines are in view."""

    class Opened(Message):
        """A row was double-clicked."""

    struck = False  # deletions are struck through
    needle = ""  # what is searched, as fold_case gives it

    def __init__(self, palette: Palette, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.ambiguous = ambiguous
        self.cursor = 0
        self.top = 0  # the first line in view
        self._wanted = 0
        self._painting = 0, 0, False  # width, row of the cursor, whether text is selected
        self.left_side = True
        self.lines: list[Line] = []
        self._starts: dict[int, int] = {}
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._laid_out_for = 0

    def make_lines(self, width: int) -> list[Line]:
        """The lines for a width in cells; empty where there is nothing to show yet."""
        raise NotImplementedError

    # ---- what is shown

    @property
    def lines_width(self) -> int:
        """Cells of a line, the pointer left out."""
        return max(20, self.size.width - 1)

    def lay_out(self) -> None:
        """Break the lines anew: the rows, the width or the layout have changed."""
        width = self.size.width
        self._laid_out_for = width
        if not width:  # not on the screen: `on_resize` lays out when it comes there
            self.lines, self._starts, self.cursor, self.top = [], {}, 0, 0
            self._strips.clear()
            return
        self.lines = self.make_lines(self.lines_width)
        self._starts = {}
        for index in range(len(self.lines) - 1, -1, -1):
            self._starts[self.lines[index].row] = index
        self.cursor = min(self.cursor, max(0, len(self.lines) - 1))
        self.top = self._within(self.top)
        self.post_message(self.LaidOut())
        self.repaint()

    def repaint(self) -> None:
        """Paint all lines anew."""
        self._strips.clear()
        self.refresh()

    def set_palette(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.palette = palette
        self.repaint()

    # ---- the cursor

    @property
    def row(self) -> int:
        """Index of the row under the cursor; before there are lines, of the one it will be on."""
        return self.lines[self.cursor].row if self.cursor < len(self.lines) else self._wanted

    def line_of(self, row: int) -> int:
        """The first line of a row that says something."""
        at = self._starts.get(row, 0)
        while at + 1 < len(self.lines) and self.lines[at].kind == "space" and self.lines[at + 1].row == row:
            at += 1
        return at

    def go_to_row(self, row: int, *, centre: bool = True) -> None:
        """Put the cursor on a row and bring it into view; `centre`: a third of the page above it."""
        self._wanted = row
        self.go_to_line(self.line_of(row), centre=centre)

    def go_to_line(self, line: int, *, centre: bool = False) -> None:
        """Put the cursor on a line and bring it into view."""
        line = max(0, min(line, len(self.lines) - 1))
        before = self.row if self.lines else -1
        was, self.cursor = self.cursor, line
        height = max(1, self.size.height)
        top = self.top
        edge = min(_EDGE, (height - 1) // 2)
        if centre and not top + edge <= line < top + height - height // 3:
            top = line - height // 3
        elif line < top + edge:
            top = line - edge
        elif line > top + height - 1 - edge:
            top = line - height + 1 + edge
        still = not self.scroll_lines_to(top)
        if self.lines and (before != self.row or was == line):
            self.post_message(self.Moved())
        if still:  # else everything is painted anyway
            self._refresh_rows(before, self.row if self.lines else -1)

    def _within(self, top: int) -> int:
        return max(0, min(top, len(self.lines) - self.size.height))

    def scroll_lines_to(self, top: int) -> bool:
        """Bring line `top` to the top edge, the cursor stays where it is. False where nothing moves."""
        top = self._within(top)
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        self.post_message(self.Scrolled())
        return True

    def _refresh_rows(self, *rows: int) -> None:
        top, height = self.top, self.size.height
        for y in range(height):
            if top + y < len(self.lines) and self.lines[top + y].row in rows:
                self.refresh(Region(0, y, self.size.width, 1))

    def move(self, lines: int) -> None:
        """Move the cursor by lines, over the empty ones."""
        target = max(0, min(self.cursor + lines, len(self.lines) - 1))
        step = 1 if lines > 0 else -1
        while 0 <= target + step < len(self.lines) and self.lines[target].kind == "space":
            target += step
        self.go_to_line(target)

    def move_page(self, pages: float) -> None:
        """Scroll by (parts of) pages and take the cursor along."""
        self.move(int(pages * max(1, self.size.height - 2)) or (1 if pages > 0 else -1))

    def set_side(self, left: bool) -> None:
        """Put the cursor on the left or right document."""
        if self.left_side != left:
            self.left_side = left
            self._strips.clear()
            self.refresh()
            self.post_message(self.Moved())

    # ---- events

    def on_resize(self, event: events.Resize) -> None:
        if self.size.width != self._laid_out_for:
            row = self.row
            self.lay_out()
            self.go_to_row(row)
        else:
            self.top = self._within(self.top)
            self.go_to_line(self.cursor)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines_to(self.top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines_to(self.top - _WHEEL)

    def on_click(self, event: events.Click) -> None:
        line = self.top + event.y
        if line >= len(self.lines):
            return
        if self.lines[line].middle:
            self.set_side(event.x <= self.size.width // 2)
        else:
            self.set_side(bool(self.lines[line].left))
        self.go_to_line(line)
        if event.chain == 2:
            self.post_message(self.Opened())

    # ---- paint

    def render_lines(self, crop: Region) -> list[Strip]:
        # Asked for once a step, not once a line: Textual finds each of them by a walk up the tree.
        self._painting = self.size.width, self.row, self.text_selection is not None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        index = self.top + y
        width, row, selecting = self._painting
        if index >= len(self.lines):
            return Strip.blank(width, self.palette.base())
        here = self.lines[index].row == row
        if selecting:
            return self._strip(index, here, width)
        key = index, here
        if key not in self._strips:
            self._strips[key] = self._strip(index, here, width)
        return self._strips[key]

    def _strip(self, index: int, here: bool, width: int) -> Strip:
        line = self.lines[index]
        pointing = here and index == self.line_of(line.row)
        pointer = _POINTER if pointing and (self.left_side or not line.middle) else " "
        middle = list(line.middle)
        if pointing and middle and not self.left_side:
            middle[-1] = (_POINTER, middle[-1][1])
        parts = [
            Strip([Segment(pointer, self.palette.pointer)]),
            self._runs(line.left, index, True, here, line.kind),
            Strip(
                [
                    Segment(text, self.palette.pointer if text == _POINTER else self.palette.ink(ink, cursor=here))
                    for text, ink in middle
                ]
            ),
            self._runs(line.right, index + RIGHT, False, here, line.kind),
        ]
        # Fewer segments: each costs some bytes on the wire and some time at every step of scrolling.
        return Strip.join(parts).adjust_cell_length(width, self.palette.base(here)).simplify()

    def _runs(self, runs: Sequence[Run], y: int, left: bool, here: bool, kind: str) -> Strip:
        if not runs:
            return Strip([])
        segments = [Segment(text, self.palette.ink(ink, left, self.struck, here)) for text, ink in runs]
        if kind == "head" and self.needle:
            segments = list(self._with_hits(segments))
        selection = self.text_selection
        if selection is not None:
            span = column_selection(selection, y >= RIGHT)
            wanted = span.get_span(y) if span else None
            if wanted is not None:
                segments = list(_restyled(segments, *wanted, self.palette))
        return Strip(segments)

    def _with_hits(self, segments: Iterable[Segment]) -> Iterable[Segment]:
        hit = self.palette.ink(Ink("hit"))
        for text, style, _ in segments:
            at, found = 0, fold_case(text).find(self.needle)
            while found >= 0:
                yield Segment(text[at:found], style)
                at = found + len(self.needle)
                yield Segment(text[found:at], hit)
                found = fold_case(text).find(self.needle, at)
            yield Segment(text[at:], style)

    # ---- selection with the mouse

    def offset_at(self, x: int, y: int) -> Offset | None:
        """What the mouse points at: character and line, the line raised by RIGHT in the right column. Textual would
        find it in the styles of the segments, which makes every style a style of its own and painting slow."""
        index = self.top + y
        if not 0 <= index < len(self.lines):
            return None
        line = self.lines[index]
        at = 1  # behind the pointer
        for runs, raised in ((line.left, 0), (line.middle, None), (line.right, RIGHT)):
            text = "".join(part for part, _ in runs)
            width = layout.cell_width(text, self.ambiguous)
            if raised is not None and text and x < at + width:
                return Offset(_character_at(text, x - at, self.ambiguous), index + raised)
            at += width
        last = RIGHT if line.right else 0
        text = "".join(part for part, _ in (line.right or line.left))
        return Offset(len(text), index + last)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text of one column, soft wraps joined."""
        texts: list[str] = []
        for right in (False, True):
            span = column_selection(selection, right)
            if span is None:
                continue
            last = -1
            for index, line in enumerate(self.lines):
                wanted = span.get_span(index + (RIGHT if right else 0))
                runs = line.right if right else line.left
                if wanted is None or not runs:
                    continue
                text = "".join(part for part, _ in runs)
                text = (text[wanted[0] :] if wanted[1] < 0 else text[wanted[0] : wanted[1]]).rstrip()
                if last == line.row and line.kind == "text" and texts:
                    texts[-1] += text
                else:
                    texts.append(text)
                last = line.row
        return ("\n".join(text for text in texts if text), "\n") if texts else None


def _character_at(text: str, cells: int, ambiguous: int) -> int:
    """Index of the character that lies `cells` from the beginning."""
    at = 0
    for index, char in enumerate(text):
        at += layout.cell_width(char, ambiguous)
        if at > cells:
            return index
    return len(text)


def column_selection(selection: Selection, right: bool) -> Selection | None:
    """The part of a selection that lies in one column; a drag from one column to the other stays in the left one."""
    start, end = selection
    in_right = [point.y >= RIGHT for point in (start, end) if point is not None]
    if not in_right:
        return selection
    if right != all(in_right):
        return None
    if not right and any(in_right):  # from the left column into the right one
        assert start is not None
        assert end is not None
        return Selection.from_offsets(start, type(end)(end.x, end.y - RIGHT))
    return selection


def _restyled(segments: Iterable[Segment], start: int, end: int, palette: Palette) -> Iterable[Segment]:
    offset = 0
    for text, style, _ in segments:
        low = max(0, start - offset)
        high = len(text) if end < 0 else max(0, min(len(text), end - offset))
        base = style or palette.base()
        if low < high:
            if low:
                yield Segment(text[:low], base)
            yield Segment(text[low:high], base + palette.selection)
            if high < len(text):
                yield Segment(text[high:], base)
        else:
            yield Segment(text, base)
        offset += len(text)
