"""Area 1: both documents side by side, in step, with the list of sections, the ruler and the details."""

from __future__ import annotations

from bisect import bisect_right

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from compare.model import Section
from compare.writers.inline import plain
from compare.writers.rows import SectionRow, SectionsRow
from compare.writers.summary import LABELS, percent

from .. import citing
from ..colours import Palette
from ..detail import Detail
from ..dialogs.choice import ChoiceDialog
from ..dialogs.filter import FilterDialog
from ..dialogs.search import SearchDialog
from ..reader import Reader
from ..rows import MARKS, Filter, Key, key_of, marks_of, pieces
from ..widgets.line_pane import LinePane
from ..widgets.lines import Lines
from ..widgets.reading import ReadingPane
from ..widgets.ruler import Ruler
from ..widgets.section_list import Entry, SectionList
from .pane_area import PaneArea

_OUTLINE_FROM = 130  # cells of the screen from which the list of sections has room beside two columns
_REST = 0.06  # seconds after which the cursor rests
_DETAIL_FROM = 20  # lines of the screen from which the details have room


class PairArea(PaneArea):
    """Reads one comparison."""

    name_ = "pair"

    def __init__(self) -> None:
        super().__init__()
        self.reader: Reader | None = None
        self.detail: Detail | None = None
        self._outline_wanted: bool | None = None  # None: as the width allows
        self._detail_wanted = True
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

    def show(self, reader: Reader, *, preview: bool = False) -> None:
        """Show a comparison, at the place that was being read before."""
        place = self.reader.place(self.pane.row) if self.reader and self.reader.rows else None
        kept = self.reader.filter if self.reader else Filter()
        self.reader = reader
        self.detail = None if preview else Detail(reader, self.work.measures, self.work.lang)
        if kept:
            reader.filter = kept
            reader.build()
        self.pane.show(reader, reader.row_at(*place) if place else 0)
        self._show_sections()
        self._show_detail()
        self.work.refresh_bars()

    def entered(self) -> None:
        self._fit()
        self.pane.focus()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        size = self.work.size
        outline = size.width >= _OUTLINE_FROM if self._outline_wanted is None else self._outline_wanted
        self.sections.set_class(not outline, "hidden")
        self.about.set_class(not (self._detail_wanted and size.height >= _DETAIL_FROM), "hidden")

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
            hits = self._hit_rows()
            at = bisect_right(hits, here)
            parts.append(self.say("hits", text=reader.needle, at=at, all=len(reader.hits)))
        stops = reader.stops("difference")
        at = bisect_right(stops, here)
        parts.append(self.say("difference", at=at, all=len(stops)) if at else self.say("differences", all=len(stops)))
        if reader.filter:
            parts.insert(0, self.say("filtered", shown=sum(not isinstance(row, SectionRow) for row in reader.rows)))
        return "  ".join(parts)

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

    @on(LinePane.Opened)
    def _on_opened(self) -> None:
        self.do_fold()

    @on(Ruler.Jumped)
    def _on_jumped(self, event: Ruler.Jumped) -> None:
        self.pane.go_to_line(event.line, centre=True)

    @on(SectionList.Chosen)
    def _on_chosen(self, event: SectionList.Chosen) -> None:
        self.go_to_key(event.entry.key)

    # ---- commands: go

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

    def do_left_side(self) -> None:
        self.pane.set_side(True)

    def do_right_side(self) -> None:
        self.pane.set_side(False)

    def _step(self, kind: str, forward: bool) -> None:
        reader = self.reader
        if reader is None:
            return
        here = self.pane.row
        stops = self._hit_rows() if kind == "hit" else reader.stops(kind)
        ahead = [row for row in stops if (row > here if forward else row < here)]
        if ahead:
            self.pane.go_to_row(ahead[0] if forward else ahead[-1])
        else:
            self.tell("no_more")

    def do_next_difference(self) -> None:
        self._next_or_hit(True)

    def do_previous_difference(self) -> None:
        self._next_or_hit(False)

    def _next_or_hit(self, forward: bool) -> None:
        if self.reader is not None and self.reader.needle:
            self._go_hit(forward)
        else:
            self._step("difference", forward)

    def do_next_section(self) -> None:
        self._step("section", True)

    def do_previous_section(self) -> None:
        self._step("section", False)

    def do_next_number(self) -> None:
        self._step("number", True)

    def do_previous_number(self) -> None:
        self._step("number", False)

    def do_next_distinctive(self) -> None:
        self._step("distinctive", True)

    def do_previous_distinctive(self) -> None:
        self._step("distinctive", False)

    def do_counterpart(self) -> None:
        if self.reader is None:
            return
        row = self.reader.other_place(self.pane.row)
        if row is None:
            self.tell("nothing_moved")
        else:
            self.rebuilt(row)
            self.pane.go_to_row(row)

    def do_open(self) -> None:
        if self.sections.has_focus:
            self.pane.focus()
        else:
            self.do_fold()

    def do_back(self) -> bool:
        """Close the search or the filter. False where there was none."""
        reader = self.reader
        if reader is not None and (reader.needle or reader.filter):
            key = key_of(reader.rows[self.pane.row]) if reader.rows else None
            place = reader.place(self.pane.row) if reader.rows else (True, 0)
            if reader.needle:
                reader.search("")
            else:
                reader.filter = Filter()
                reader.build()
            row = reader.find(key) if key else -1
            self.rebuilt(row if row >= 0 else reader.row_at(*place))
            return True
        return False

    # ---- commands: what is shown

    def do_fold(self) -> None:
        reader = self.reader
        if reader is None or not reader.rows:
            return
        place, key = reader.place(self.pane.row), key_of(reader.rows[self.pane.row])
        if not reader.fold(self.pane.row):
            self.tell("nothing_to_fold")
            return
        row = next((i for i, one in enumerate(reader.rows) if key_of(one) == key), -1)
        self.rebuilt(row if row >= 0 else reader.row_at(*place))

    def do_fold_all(self) -> None:
        reader = self.reader
        if reader is None or not reader.rows:
            return
        place = reader.place(self.pane.row)
        opened = reader.fold_all()
        self.rebuilt(reader.row_at(*place))
        self.tell("all_open" if opened else "all_folded")

    def do_filter(self) -> None:
        reader = self.reader
        if reader is None or self.detail is None:
            return
        names = reader.names
        labels = [(label, names.get("label", label)) for label in LABELS]
        documents = (reader.comparison.left, reader.comparison.right)
        found = {role for document in documents for section in document.sections for role in section.roles}
        roles = [(code, name) for code, name in names.tables["role"].items() if code in found]
        self.app.push_screen(FilterDialog(self.work.lang, reader.filter, MARKS, labels, roles), self._filtered)

    def _filtered(self, chosen: Filter | None) -> None:
        reader = self.reader
        if chosen is None or reader is None:
            return
        place = reader.place(self.pane.row) if reader.rows else (True, 0)
        reader.filter = chosen
        reader.build()
        self.rebuilt(reader.row_at(*place))

    def do_search(self) -> None:
        reader = self.reader
        if reader is not None:
            self.app.push_screen(SearchDialog(self.work.lang, reader.needle), self._searched)

    def _searched(self, text: str | None) -> None:
        reader = self.reader
        if text is None or reader is None:
            return
        place = reader.place(self.pane.row) if reader.rows else (True, 0)
        found = reader.search(text)
        row = reader.row_at(*place)
        self.rebuilt(row)
        if not text.strip():
            return
        if not found:
            self.tell("no_hits", text=text.strip())
            return
        if key_of(reader.rows[row]) not in reader.hits:
            self._go_hit(True)

    def _hit_rows(self) -> list[int]:
        assert self.reader is not None
        hits = set(self.reader.hits)
        return [index for index, row in enumerate(self.reader.rows) if key_of(row) in hits]

    def _go_hit(self, forward: bool) -> None:
        """Go to the next hit in the order of the text, in folded text too."""
        reader = self.reader
        if reader is None or not reader.hits:
            return
        deep = reader.order()
        here = deep.get(key_of(reader.rows[self.pane.row]), -1)
        ahead = [key for key in reader.hits if (deep[key] > here if forward else deep[key] < here)]
        if not ahead:
            ahead = reader.hits  # round to the other end, as readers of long texts expect
        self.go_to_key(ahead[0] if forward else ahead[-1])

    def do_next_hit(self) -> None:
        self._go_hit(True)

    def do_previous_hit(self) -> None:
        self._go_hit(False)

    def do_toggle_outline(self) -> None:
        self._outline_wanted = self.sections.has_class("hidden")
        if not self._outline_wanted:
            self.pane.focus()
        self._fit()

    def do_toggle_detail(self) -> None:
        self._detail_wanted = self.about.has_class("hidden")
        self._fit()

    def do_toggle_ruler(self) -> None:
        self.ruler.toggle_class("hidden")

    def do_layout(self) -> None:
        self.tell("layout_" + self.pane.next_layout())

    # ---- commands: take away

    def do_copy(self) -> None:
        if self.reader is not None and self.reader.rows:
            self.work.copy(citing.pair_text(self.reader, self.pane.row))

    def do_cite(self) -> None:
        if self.reader is not None and self.reader.rows:
            self.work.copy(citing.citation(self.reader, self.pane.row, self.pane.left_side))

    # ---- places for corrections and notes

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

    def do_pin(self) -> None:
        if self.reader is None or self.detail is None:
            self.tell("wait")
            return
        left = self.pane.left_side
        section = self.section_here(left)
        if section is None:  # the cursor's side is empty here
            left, section = not left, self.section_here(not left)
        if section is not None:
            self.choose_counterpart(left, section, self.section_here(not left))

    def do_cut(self) -> None:
        if self.reader is None or self.detail is None:
            self.tell("wait")
            return
        left, right = self.section_here(True), self.section_here(False)
        if left is not None and right is not None and self._linked(left, right):
            self.work.correct_link(left, right, "cut")
            return
        comparison = self.reader.comparison
        for section, is_left in ((left, True), (right, False)):
            if section is None:
                continue
            partners = self.work.keeper.cut_partners(comparison.left, comparison.right, section, is_left)
            if partners:  # cut before: link them again
                pair = (section, partners[0]) if is_left else (partners[0], section)
                self.work.correct_link(*pair, "cut")
                return
        self.tell("no_link")

    def _linked(self, left: Section, right: Section) -> bool:
        assert self.reader is not None
        return any((link.left, link.right) == (left.id, right.id) for link in self.reader.comparison.links)

    def do_remark(self) -> None:
        reader = self.reader
        if reader is None or self.detail is None or not reader.rows:
            return
        left = self.pane.left_side
        place = reader.extent(self.pane.row, left)
        if place is None:
            left, place = not left, reader.extent(self.pane.row, not left)
        if place is not None:
            document = reader.comparison.left if left else reader.comparison.right
            section = self.section_here(left)
            self.work.ask_remark(document, left, *place, reader.path(document, section))

    def choose_counterpart(self, left: bool, section: Section, chosen: Section | None) -> None:
        """Ask which section of the other document corresponds to this one. chosen: the one that is linked now."""
        reader = self.reader
        assert reader is not None
        document, other = (reader.comparison.left, reader.comparison.right)[:: 1 if left else -1]
        linked = {(link.left, link.right) for link in reader.comparison.links}
        options = []
        for there in other.sections:
            opening = there.heading or plain(other, there.body, min(there.end, there.body + 60))
            pair = (section.id, there.id) if left else (there.id, section.id)
            options.append((there.id, f"{reader.path(other, there)} {opening}", "⇄" if pair in linked else ""))
        names = reader.names
        title = self.say(
            "pin",
            side=names.side(left),
            path=f"{reader.path(document, section)} {section.heading}",
            other=names.side(not left),
        )

        def pinned(ident: str | None) -> None:
            if ident is not None:
                pair = (section, other.by_id[ident]) if left else (other.by_id[ident], section)
                self.work.correct_link(*pair, "pin")

        dialog = ChoiceDialog(self.work.lang, title, self.say("pin_hint"), options, at=chosen.id if chosen else "")
        self.app.push_screen(dialog, pinned)
