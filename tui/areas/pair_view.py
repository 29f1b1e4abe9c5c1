"""What area 1 shows: both documents in step, with the list of sections, the ruler and the details."""

from __future__ import annotations

from bisect import bisect_right

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from compare.model import Section
from compare.writers.inline import plain
from compare.writers.rows import SectionRow, SectionsRow
from compare.writers.summary import percent

from ..colours import Palette
from ..detail import Detail
from ..reader import Reader
from ..rows import Filter, Key, key_of, marks_of, pieces
from ..widgets.line_pane import LinePane
from ..widgets.lines import Lines
from ..widgets.reading import Laid, ReadingPane
from ..widgets.ruler import Ruler
from ..widgets.section_list import Entry, SectionList
from .pane_area import PaneArea

_OUTLINE_FROM = 130  # cells of the screen from which the list of sections has room beside two columns
_REST = 0.1  # seconds after which the cursor rests
DETAIL_LINES = (5, 12, 0)  # of the details, by turns
_DETAIL_FROM = 20  # lines of the screen from which the details have room


class PairView(PaneArea):
    """Shows one comparison."""

    name_ = "pair"

    def __init__(self) -> None:
        super().__init__()
        self.reader: Reader | None = None
        self.detail: Detail | None = None
        self._outline_wanted: bool | None = None  # None: as the width allows
        self._detail_lines = DETAIL_LINES[0]
        self._heads: dict[Key, int] = {}
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        palette, ambiguous = self.work.palette, self.work.ambiguous
        self.sections = SectionList(palette, ambiguous, id="sections")
        self.pane = ReadingPane(palette, ambiguous, id="reading")
        self.ruler = Ruler(palette, id="ruler")
        self.about = Lines(palette, ambiguous, id="detail")
        with Horizontal(classes="columns"):
            yield self.sections
            yield self.pane
            yield self.ruler
        yield self.about

    # ---- what is shown

    def show(self, reader: Reader, laid: Laid | None = None, *, preview: bool = False) -> None:
        """Show a comparison, at the place that was being read before. laid: its lines, where they are made already."""
        place = self.reader.place(self.pane.row) if self.reader and self.reader.rows else None
        kept = self.reader.filter if self.reader else Filter()
        self.reader = reader
        self.detail = None if preview else Detail(reader, self.work.measures, self.work.lang)
        if kept:
            reader.filter = kept
            reader.build()
            laid = None
        self.pane.show(reader, reader.row_at(*place) if place else 0, laid)
        self._show_sections()
        self._show_detail()
        self.work.refresh_bars()

    def show_measures(self) -> None:
        """The measures are known: the details may name them."""
        if self.reader is not None:
            self.detail = Detail(self.reader, self.work.measures, self.work.lang)
            self._show_detail()

    def entered(self) -> None:
        self._fit()
        self.pane.focus()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        size = self.work.size
        outline = size.width >= _OUTLINE_FROM if self._outline_wanted is None else self._outline_wanted
        self.sections.set_class(not outline, "hidden")
        self.about.styles.height = min(self._detail_lines, size.height // 2)
        self.about.set_class(not self._detail_lines or size.height < _DETAIL_FROM, "hidden")

    def set_palette(self, palette: Palette) -> None:
        self.pane.set_palette(palette)
        for widget in (self.sections, self.ruler, self.about):
            widget.palette = palette
            widget.refresh()

    def rebuilt(self, row: int) -> None:
        """The reader's rows have changed: lay them out and put the cursor on a row."""
        self.pane.lay_out()
        self.pane.go_to_row(row, centre=False)
        self._show_detail()
        self.work.refresh_bars()

    def _show_sections(self) -> None:
        reader = self.reader
        assert reader is not None
        entries: list[Entry] = []
        for row in reader.base:
            heads = row.pairs if isinstance(row, SectionsRow) else (row,) if isinstance(row, SectionRow) else ()
            entries += [self._entry(head) for head in heads]
        self._heads = {entry.key: index for index, entry in enumerate(entries)}
        self.sections.show(entries)

    def _entry(self, head: SectionRow) -> Entry:
        reader = self.reader
        assert reader is not None
        section = head.left or head.right
        assert section is not None
        document = reader.comparison.left if head.left else reader.comparison.right
        depth, up = 0, section.parent
        while up is not None and up in document.by_id:
            depth, up = depth + 1, document.by_id[up].parent
        marker = section.marker.strip(" 、.．") or ("" if section.heading else reader.path(document, section))
        heading = section.heading or plain(document, section.body, min(section.end, section.body + 40))
        title = f"{marker} {heading}".strip()
        tags = reader.names.tables["tag"]
        role = tags.get(section.roles[0], "") if section.roles else ""
        score = percent(head.link.similarity, head.link.kind == "identical") if head.link else ""
        return Entry(key_of(head), " " if head.container else head.mark, min(depth, 4), title, role, score)

    def _show_marks(self) -> None:
        reader = self.reader
        if reader is not None:
            of_row = [marks_of(row) if not isinstance(row, SectionRow) else (" ", " ") for row in reader.rows]
            self.ruler.show([of_row[line.row] if line.row >= 0 else (" ", " ") for line in self.pane.lines])
            self._show_view()

    def _show_view(self) -> None:
        self.ruler.show_view(self.pane.top, self.pane.size.height)

    def _show_detail(self) -> None:
        if self.detail is not None and self.reader is not None and self.reader.rows:
            self.about.show(*self.detail.of(self.pane.row))
            head = self.reader.head_of(self.pane.row)
            if head is not None:
                self.sections.mark_current(self._heads.get(key_of(head), -1))

    def status(self) -> str:
        reader = self.reader
        if reader is None or self.detail is None:
            return ""
        parts: list[str] = []
        here = self.pane.row
        if reader.needle:
            hits = self.hit_rows()
            at = bisect_right(hits, here)
            parts.append(self.say("hits", text=reader.needle, at=at, all=len(reader.hits)))
        stops = reader.stops("difference")
        at = bisect_right(stops, here)
        parts.append(self.say("difference", at=at, all=len(stops)) if at else self.say("differences", all=len(stops)))
        if reader.filter:
            parts.insert(0, self.say("filtered", shown=sum(not isinstance(row, SectionRow) for row in reader.rows)))
        return "  ".join(parts)

    def hit_rows(self) -> list[int]:
        """Rows that hold what is searched for."""
        assert self.reader is not None
        hits = set(self.reader.hits)
        return [index for index, row in enumerate(self.reader.rows) if key_of(row) in hits]

    # ---- events

    @on(LinePane.Moved)
    def _on_moved(self) -> None:
        """Say where the cursor is once it rests: while a key is held, only the text is painted."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self._show_detail()
        self.work.refresh_status()

    @on(LinePane.LaidOut)
    def _on_laid_out(self) -> None:
        self._show_marks()

    @on(LinePane.Scrolled)
    def _on_scrolled(self) -> None:
        self._show_view()

    @on(Ruler.Jumped)
    def _on_jumped(self, event: Ruler.Jumped) -> None:
        self.pane.go_to_line(event.line, centre=True)

    @on(SectionList.Chosen)
    def _on_chosen(self, event: SectionList.Chosen) -> None:
        self.go_to_key(event.entry.key)

    # ---- places

    def go_to_key(self, key: Key) -> None:
        """Put the cursor on a row by its key, opening what hides it."""
        if self.reader is not None:
            count = len(self.reader.rows)
            row = self.reader.find(key)
            if len(self.reader.rows) != count:
                self.rebuilt(max(row, 0))
            if row >= 0:
                self.pane.go_to_row(row)

    def go_to_text(self, left: bool, offset: int) -> None:
        """Put the cursor on a place of a document."""
        if self.reader is not None:
            row = self.reader.show_text(left, offset)
            self.rebuilt(row)
            self.pane.set_side(left)
            self.pane.go_to_row(row)

    def section_here(self, left: bool) -> Section | None:
        """The section of one side under the cursor."""
        reader = self.reader
        if reader is None or not reader.rows:
            return None
        for piece, is_left in pieces(reader.rows[self.pane.row]):
            if is_left == left:
                document = reader.comparison.left if left else reader.comparison.right
                return document.by_id.get(piece.origin)
        head = reader.head_of(self.pane.row)
        return (head.left if left else head.right) if head else None
