"""Area 1: the commands of one who reads both documents side by side."""

from __future__ import annotations

from textual import on

from compare.model import Section
from compare.writers.inline import plain
from compare.writers.summary import LABELS

from .. import citing
from ..dialogs.choice import ChoiceDialog
from ..dialogs.filter import FilterDialog
from ..dialogs.search import SearchDialog
from ..rows import MARKS, Filter, key_of
from ..widgets.line_pane import LinePane
from .pair_view import DETAIL_LINES, PairView


class PairArea(PairView):
    """Reads one comparison."""

    @on(LinePane.Opened)
    def _on_opened(self) -> None:
        self.do_fold()

    # ---- commands: go

    def do_left_side(self) -> None:
        self.pane.set_side(True)

    def do_right_side(self) -> None:
        self.pane.set_side(False)

    def _step(self, kind: str, forward: bool) -> None:
        reader = self.reader
        if reader is None:
            return
        here = self.pane.row
        stops = self.hit_rows() if kind == "hit" else reader.stops(kind)
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
        at = DETAIL_LINES.index(self._detail_lines)
        self._detail_lines = DETAIL_LINES[(at + 1) % len(DETAIL_LINES)]
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

    def do_pick_here(self) -> None:
        if self.reader is not None and self.reader.rows:
            self.work.taking.pick(citing.quoted(self.reader, self.pane.row, self.pane.left_side))

    # ---- corrections and notes

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
            self.work.amending.link(left, right, "cut")
            return
        comparison = self.reader.comparison
        for section, is_left in ((left, True), (right, False)):
            if section is None:
                continue
            partners = self.work.keeper.cut_partners(comparison.left, comparison.right, section, is_left)
            if partners:  # cut before: link them again
                pair = (section, partners[0]) if is_left else (partners[0], section)
                self.work.amending.link(*pair, "cut")
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
            self.work.amending.ask_remark(document, left, *place, reader.path(document, section))

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
                self.work.amending.link(*pair, "pin")

        dialog = ChoiceDialog(self.work.lang, title, self.say("pin_hint"), options, at=chosen.id if chosen else "")
        self.app.push_screen(dialog, pinned)
