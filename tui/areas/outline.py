"""Area 2: how one document was understood, and where that can be put right by hand."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from compare.model import Clause, Document, Section
from compare.writers.inline import Ink, Run, plain, section_path
from compare.writers.outline_text import metadata_facts
from compare.writers.summary import title_of

from .. import citing
from ..colours import Palette
from ..dialogs.choice import ChoiceDialog
from ..dialogs.search import SearchDialog
from ..widgets.document import DocumentPane, Noted, confidence_mark
from ..widgets.lines import Lines
from ..widgets.section_list import Entry, SectionList
from .pane_area import PaneArea

_LIST_FROM = 100  # cells from which the list of sections has room beside the text
_LEVELS = ("一、", "（一）", "1.", "（1）", "①")


class OutlineArea(PaneArea):
    """Metadata, sections and text of one document at a time."""

    name_ = "outline"

    def __init__(self) -> None:
        super().__init__()
        self.documents: Sequence[Document] = ()
        self.at = 0
        self._hits: list[int] = []
        self._rows: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        palette, ambiguous = self.work.palette, self.work.ambiguous
        yield Lines(palette, ambiguous, id="metadata")
        with Horizontal(classes="columns"):
            yield SectionList(palette, ambiguous, id="outline-sections")
            yield DocumentPane(palette, self.work.names, ambiguous, id="document")

    @property
    def pane(self) -> DocumentPane:
        """The text."""
        return self.query_one(DocumentPane)

    @property
    def document(self) -> Document | None:
        """The document that is shown."""
        return self.documents[self.at] if self.documents else None

    @property
    def left(self) -> bool:
        """Whether it is the left one."""
        return self.at == 0

    # ---- what is shown

    def show(self, documents: Sequence[Document]) -> None:
        """Show one of these documents, at the place that was read before where it is the same one."""
        before = self.document
        place = self.pane.part.start if before is not None and self.pane.part is not None else 0
        self.documents = documents
        self.at = min(self.at, len(documents) - 1)
        same = before is not None and self.document is not None and before.text == self.document.text
        self._show(place if same else 0)

    def _show(self, offset: int = 0) -> None:
        document = self.document
        if document is None:
            return
        notes = [Noted(r.start, r.end, r.text) for r in self.work.keeper.remarks_on(document)]
        self.pane.show(document, tuple(notes), offset)
        self._rows = {section.id: index for index, section in enumerate(document.sections)}
        self.query_one(SectionList).show([self._entry(document, section) for section in document.sections])
        self._show_metadata(document)
        self._follow()

    def _entry(self, document: Document, section: Section) -> Entry:
        names = self.work.names
        marker = section.marker.strip(" 、.．")
        heading = section.heading or plain(document, section.body, min(section.end, section.body + 40))
        role = names.tables["tag"].get(section.roles[0], "") if section.roles else ""
        size = str(section.end - section.start)
        key = ("section", section.id, "")
        return Entry(key, confidence_mark(section), self.pane.depth(section), f"{marker} {heading}".strip(), role, size)

    def _show_metadata(self, document: Document) -> None:
        names = self.work.names
        facts: list[list[Run]] = []
        for label, value in list(metadata_facts(document, names))[1:]:
            facts.append([(f"{label} ", Ink("key")), (value, Ink("plain"))])
        side = f"{names.side(self.left)}  " if len(self.documents) > 1 else ""
        joined: list[Run] = []
        for fact in facts:
            joined += [("   ", Ink("plain"))] if joined else []
            joined += fact
        lines = self.query_one(Lines)
        lines.styles.height = "auto"
        lines.styles.max_height = 7
        lines.show([(side + title_of(document, names), Ink("heading"))], [joined])

    def entered(self) -> None:
        self._fit()
        self.pane.focus()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        self.query_one(SectionList).set_class(self.work.size.width < _LIST_FROM, "hidden")

    def set_palette(self, palette: Palette) -> None:
        self.pane.set_palette(palette)
        for widget in (self.query_one(SectionList), self.query_one(Lines)):
            widget.palette = palette
            widget.refresh()

    def status(self) -> str:
        document = self.document
        if document is None:
            return ""
        size = sum(section.end - section.start for section in document.sections)
        return self.work.names.word("sections", n=len(document.sections), chars=size)

    @on(DocumentPane.Moved)
    def _follow(self) -> None:
        section = self.pane.section_here() if self.document is not None else None
        if section is not None:
            self.query_one(SectionList).mark_current(self._rows.get(section.id, -1))

    @on(SectionList.Chosen)
    def _on_chosen(self, event: SectionList.Chosen) -> None:
        document = self.document
        if document is not None:
            self.pane.go_to_row(self.pane.row_at(document.by_id[event.entry.key[1]].start))

    @on(DocumentPane.Opened)
    def _on_opened(self) -> None:
        self.do_role()

    # ---- commands: go

    def go_to_text(self, left: bool, offset: int) -> None:
        """Put the cursor on a place of a document."""
        self.at = 0 if left or len(self.documents) < 2 else 1
        self._show(offset)

    def do_next_section(self) -> None:
        self._step_section(1)

    def do_previous_section(self) -> None:
        self._step_section(-1)

    def _step_section(self, step: int) -> None:
        row = self.pane.row + step
        while 0 <= row < len(self.pane.parts):
            if isinstance(self.pane.parts[row], Section):
                self.pane.go_to_row(row)
                return
            row += step
        self.tell("no_more")

    def do_other_document(self) -> None:
        if len(self.documents) > 1:
            self.at = 1 - self.at
            self._hits = []
            self._show()
            self.work.refresh_bars()

    def do_left_side(self) -> None:
        if self.at:
            self.do_other_document()

    def do_right_side(self) -> None:
        if not self.at:
            self.do_other_document()

    def do_toggle_detail(self) -> None:
        self.query_one(Lines).toggle_class("hidden")

    def do_search(self) -> None:
        self.app.push_screen(SearchDialog(self.work.lang, self.pane.needle), self._searched)

    def _searched(self, text: str | None) -> None:
        if text is None:
            return
        row = self.pane.row
        self._hits = self.pane.hits(text)
        self.pane.go_to_row(row)
        if self._hits:
            self._go_hit(True)
        elif text.strip():
            self.tell("no_hits", text=text.strip())

    def _go_hit(self, forward: bool) -> None:
        here = self.pane.row
        ahead = [row for row in self._hits if (row > here if forward else row < here)] or self._hits
        if ahead:
            self.pane.go_to_row(ahead[0] if forward else ahead[-1])

    def do_next_hit(self) -> None:
        self._go_hit(True)

    def do_previous_hit(self) -> None:
        self._go_hit(False)

    def do_back(self) -> bool:
        """End the search. False where there was none."""
        if self.pane.needle:
            row = self.pane.row
            self._hits = self.pane.hits("")
            self.pane.go_to_row(row)
            return True
        return False

    # ---- commands: take away

    def do_copy(self) -> None:
        document, part = self.document, self.pane.part
        if document is not None and part is not None:
            self.work.copy(plain(document, part.start, part.end))

    def do_cite(self) -> None:
        document, part = self.document, self.pane.part
        if document is not None and part is not None:
            self.work.copy(citing.cite(self.work.names, document, part.start, plain(document, part.start, part.end)))

    def do_pick_here(self) -> None:
        document, part = self.document, self.pane.part
        if document is not None and part is not None:
            self.work.taking.pick([(document, part.start, part.end)])

    # ---- commands: corrections

    def _path(self, section: Section) -> str:
        assert self.document is not None
        word = self.work.names.tables["word"]
        return section_path(self.document, section, word["paragraph"], word["preamble"])

    def do_open(self) -> None:
        if self.query_one(SectionList).has_focus:
            self.pane.focus()
        else:
            self.do_role()

    def do_role(self) -> None:
        document, section = self.document, self.pane.section_here()
        if document is None or section is None:
            self.tell("not_a_heading")
            return
        names = self.work.names
        options = [("auto", self.say("role_auto"), ""), ("none", self.say("role_none"), "")]
        options += [(code, name, names.tables["tag"].get(code, "")) for code, name in names.tables["role"].items()]

        def chosen(code: str | None) -> None:
            if code is not None and self.document is not None:
                roles = None if code == "auto" else () if code == "none" else (code,)
                self.work.keeper.set_role(self.document, section, roles)
                self.work.amending.keep()
                self.work.amending.understand_again()

        title = self.say("role", path=f"{self._path(section)} {section.heading}")
        at = section.roles[0] if section.roles else "none"
        self.app.push_screen(ChoiceDialog(self.work.lang, title, self.say("pin_hint"), options, at=at), chosen)

    def do_heading(self) -> None:
        part = self.pane.part
        if self.document is None or not isinstance(part, Section | Clause):
            self.tell("not_a_heading")
            return
        options = [(str(n), self.say("level", n=n, example=example), "") for n, example in enumerate(_LEVELS, 1)]
        at = str(part.level) if isinstance(part, Section) and part.level else "2"
        start = part.start

        def chosen(level: str | None) -> None:
            if level is not None and self.document is not None:
                self.work.keeper.set_heading(self.document, start, int(level))
                self.work.amending.keep()
                self.tell("heading_on")
                self.work.amending.understand_again()

        self.app.push_screen(
            ChoiceDialog(self.work.lang, self.say("heading"), self.say("pin_hint"), options, at=at), chosen
        )

    def do_no_heading(self) -> None:
        part = self.pane.part
        if self.document is None or not isinstance(part, Section | Clause):
            self.tell("not_a_heading")
            return
        undone = self.work.keeper.no_heading(self.document, part)
        if undone is None:
            self.tell("not_a_heading")
            return
        self.work.amending.keep()
        self.tell("uncorrected" if undone else "heading_off")
        self.work.amending.understand_again()

    def do_remark(self) -> None:
        document, part = self.document, self.pane.part
        if document is not None and part is not None:
            section = self.pane.section_here()
            self.work.amending.ask_remark(
                document, self.left, part.start, part.end, self._path(section) if section else ""
            )
