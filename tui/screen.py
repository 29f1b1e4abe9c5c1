"""The work screen: bars, work areas, and the commands that belong to none of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Input, TextArea

from compare.errors import BiduiError
from compare.model import Document
from compare.writers.names import Names, names
from compare.writers.summary import percent, title_of

from . import clipboard
from .amending import Amending
from .areas.base import Area
from .areas.distinctive import DistinctiveArea
from .areas.files import FilesArea
from .areas.matrix import MatrixArea
from .areas.outline import OutlineArea
from .areas.pair import PairArea
from .areas.tables import ReportArea, TargetsArea
from .basket import Basket
from .colours import THEMES, Palette
from .commands import AREAS, COMMANDS, commands_of, key_name
from .corrections import Keeper
from .dialogs.choice import ChoiceDialog
from .dialogs.help import HelpDialog
from .messages import say
from .opening import Opening
from .origins import Origins
from .overview import Overview
from .reader import Reader
from .recent import Recents
from .tabling import Tabling
from .taking import Taking
from .widgets.bars import Bar
from .widgets.line_pane import LinePane
from .widgets.reading import Laid
from .workspace import Pair, Request

if TYPE_CHECKING:
    from compare.diff.distinctive import Measure
    from compare.report import Report


def first_area(request: Request) -> str:
    """The area to begin with: two files are compared, one is outlined, anything else is listed."""
    files = not any(Path(path).is_dir() for path in request.paths)
    return {1: "outline", 2: "pair"}.get(len(request.paths), "files") if files else "files"


class WorkScreen(Screen[None]):
    """Holds what is open and the areas that show it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(",".join(command.keys), f"run('{command.name}')", show=False) for command in COMMANDS),
        *(Binding(digit, f"area('{name}')", show=False) for name, digit, _, _ in AREAS),
        Binding("ctrl+c,super+c", "copy_selection", show=False),
    ]

    def __init__(self, request: Request, palette: Palette, ambiguous: int, keeper: Keeper, recents: Recents) -> None:
        super().__init__()
        self.request = request
        self.palette = palette
        self.ambiguous = ambiguous
        self.keeper = keeper
        self.recents = recents
        self.pair: Pair | None = None
        self.single: Document | None = None
        self.overview: Overview | None = None
        self.origin = ""  # the area that a pair or document was opened from, to go back to
        self.measures: dict[tuple[bool, int], Measure] = {}
        self.ranked: tuple[tuple[Measure, ...], tuple[Measure, ...]] = ((), ())
        self.area = first_area(request)
        self.busy = ""
        self._hinted = 0.0
        self.basket = Basket()
        self.opening, self.amending = Opening(self, keeper), Amending(self, keeper)
        self.tabling, self.taking, self.origins = Tabling(self), Taking(self), Origins(self)
        self.title_bar, self.tab_bar, self.key_bar = (
            Bar(palette, ambiguous, id=name) for name in ("title", "tabs", "keys")
        )
        self.files, self.reading, self.outline = FilesArea(), PairArea(), OutlineArea()
        self.distinctive, self.matrix, self.tables = DistinctiveArea(), MatrixArea(), ReportArea()
        areas = (self.files, self.reading, self.outline, self.distinctive, TargetsArea(), self.matrix, self.tables)
        self.areas: dict[str, Area] = {area.name_: area for area in areas}

    @property
    def lang(self) -> str:
        """zh or en."""
        return self.request.lang

    @property
    def names(self) -> Names:
        """Names of things in the user's language."""
        return names(self.lang)

    def say(self, key: str, **values: object) -> str:
        """A text in the user's language."""
        return say(key, self.lang, **values)

    def tell(self, text: str, *, error: bool = False) -> None:
        """A short message at the corner."""
        self.notify(text, severity="error" if error else "information", timeout=8 if error else 3, markup=False)

    # ---- build

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.tab_bar
        with ContentSwitcher(initial=self.area):
            yield from self.areas.values()
        yield self.key_bar

    def on_mount(self) -> None:
        paths = self.request.paths
        if self.area == "pair":
            self.opening.pair(paths[0], paths[1])
        elif self.area == "outline":
            self.opening.single(paths[0])
        else:
            self.files.list_paths(paths)
            self.switch("files")

    def refresh_status(self) -> None:
        """Write the bar with the tabs anew: the cursor has moved."""
        tabs = [
            (f" {digit} {en if self.lang == 'en' else zh} ", name == self.area, f"area:{name}")
            for name, digit, zh, en in AREAS
        ]
        status = self.busy or self.areas[self.area].status()
        self.tab_bar.show(tabs, [(f"{status} ", False, "")] if status else [])

    def refresh_bars(self) -> None:
        """Write the three bars anew."""
        self.refresh_status()
        self.title_bar.show(self._title_runs(), self._title_figures())
        hints = [
            (f" {command.hint[1 if self.lang == 'en' else 0]} ", False, command.name)
            for command in commands_of(self.area) if command.hint[0] and self.areas[self.area].offers(command.name)
        ]  # fmt: skip
        last = [hint for hint in hints if hint[2] in ("help", "palette")]
        self.key_bar.show([hint for hint in hints if hint not in last], last)

    def _title_runs(self) -> list[tuple[str, bool, str]]:
        called = self.names
        tables_of = self.tabling.subject(self.area) if self.area in ("targets", "report") else None
        if self.overview is not None and (self.area in ("matrix", "files") or tables_of is self.overview):
            folder = ", ".join(self.files.listed)
            return [(f" {self.say('app')}  {folder}", True, "")]
        if self.pair is not None:
            titles = [f" {called.side(left)} {title_of(self.pair.document(left), called)} " for left in (True, False)]
            return [(titles[0] + "⇄" + titles[1], True, "")]
        if self.single is not None:
            return [(f" {title_of(self.single, called)} ", True, "")]
        return [(f" {self.say('app')} ", True, "")]

    def _title_figures(self) -> list[tuple[str, bool, str]]:
        comparison = self.pair.comparison if self.pair else None
        if comparison is None or self.size.width < 100:
            return []
        shares = [dict(side) for side in comparison.summary.label_shares]
        figures = [
            self.names.get("regime", comparison.regime).split("（")[0].split(" (")[0],
            self.say("overall", share=percent(comparison.summary.similarity)),
        ]
        for key, label in (("formula", "boilerplate"), ("distinctive_share", "distinctive")):
            left, right = (percent(side.get(label, 0)) for side in shares)
            figures.append(self.say(key, left=left, right=right))
        return [("  ".join(figures) + " ", False, "")]

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What the mouse points at; the panes of lines know it themselves."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if isinstance(widget, LinePane):
            region = self.find_widget(widget).region
            offset = widget.offset_at(x - region.x, y - region.y)
        return widget, offset

    # ---- commands

    def action_run(self, name: str) -> None:
        """Give a command: the area's own, else one of the screen."""
        command = next(command for command in COMMANDS if command.name == name)
        if self.area not in command.areas:
            raise SkipAction  # the key may mean something else here
        for owner in (self.areas[self.area], self):
            method: Callable[[], object] | None = getattr(owner, f"do_{name}", None)
            if method is not None and method() is not False:
                return

    def action_area(self, name: str) -> None:
        """Bring an area to the front, where there is something to show in it."""
        if (name == "pair" and self.pair is None) or (
            name == "distinctive" and self.pair is None and not self.overview
        ):
            self.tell(self.say("no_pair"))
        elif name == "distinctive" and self.busy:
            self.tell(self.say("wait"))
        elif name in ("targets", "report") and self.tabling.subject(name) is None:
            self.tell(self.say("wait" if self.busy else "nothing_open"))
        elif name == "matrix" and self.overview is None:
            self._survey()
        elif name == "outline" and self.pair is None and self.single is None:
            self.tell(self.say("no_document"))
        else:
            self.switch(name)

    def _survey(self) -> None:
        """Compare all documents that are listed."""
        if not self.files.listed:
            self.tell(self.say("no_folder"))
        elif self.busy:
            self.tell(self.say("wait"))
        else:
            self.opening.survey(self.files.listed)

    def switch(self, name: str) -> None:
        """Bring an area to the front."""
        self.area = name
        self.query_one(ContentSwitcher).current = name
        self.areas[name].entered()
        self.refresh_bars()

    @on(Bar.Pressed)
    def _on_pressed(self, event: Bar.Pressed) -> None:
        kind, _, name = event.command.partition(":")
        if kind == "area":
            self.action_area(name)
        else:
            self.action_run(event.command)

    def on_key(self, event: events.Key) -> None:
        """A Han character means that an input method is on: say what to do, now and then."""
        typed = event.character or ""
        if typed and "\u3400" <= typed[0] <= "\u9fff" and not isinstance(self.focused, Input | TextArea):
            now = time.monotonic()
            if now - self._hinted > 5:
                self._hinted = now
                self.tell(self.say("chinese_input"))

    def on_resize(self) -> None:
        self.refresh_bars()

    def do_back(self) -> None:
        if self.area == "files":
            return
        origin, self.origin = self.origin, ""
        if origin and self.area in ("pair", "outline"):
            self.switch(origin)
        elif self.area != "pair" and self.pair is not None and self.area != "matrix":
            self.origin = origin
            self.switch("pair")
        elif self.files.has_listing:
            self.switch("files")

    def do_help(self) -> None:
        self.app.push_screen(HelpDialog(self.lang, self.area, self.palette, self.ambiguous))

    def do_palette(self) -> None:
        ranked = sorted(commands_of(self.area), key=lambda command: not command.hint[0])  # the usual ones first
        options = [(c.name, c.text(self.lang), "  ".join(key_name(k) for k in c.keys[:2])) for c in ranked]
        options += [(f"area:{name}", en if self.lang == "en" else zh, digit) for name, digit, zh, en in AREAS]
        options += [
            (f"theme:{name}", self.say("theme_now", name=en if self.lang == "en" else zh), "")
            for name, (_, _, zh, en) in THEMES.items()
        ]

        def chosen(ident: str | None) -> None:
            kind, _, name = (ident or "").partition(":")
            if kind == "area":
                self.action_area(name)
            elif kind == "theme":
                self.set_theme(name)
            elif ident:
                self.action_run(ident)

        self.app.push_screen(ChoiceDialog(self.lang, self.say("app"), self.say("palette"), options), chosen)

    def do_theme(self) -> None:
        themes = list(THEMES)
        now = themes.index(self.app.theme) if self.app.theme in themes else 0
        self.set_theme(themes[(now + 1) % len(themes)])

    def set_theme(self, name: str) -> None:
        """Take other colours, and keep them for the next time."""
        from .colours import palette

        self.app.theme = name
        self.palette = palette(name)
        for bar in self.query(Bar):
            bar.palette = self.palette
            bar.refresh()
        for area in self.areas.values():
            area.set_palette(self.palette)
        self.recents.keep_preference("theme", name)
        _, _, zh, en = THEMES[name]
        self.tell(self.say("theme_now", name=en if self.lang == "en" else zh))

    def do_quit(self) -> None:
        self.app.exit(0)

    # ---- take away

    def action_copy_selection(self) -> None:
        """Copy what the mouse has selected."""
        text = self.get_selected_text()
        if text:
            self.copy(text)

    def copy(self, text: str) -> None:
        """Copy text and say how far that is certain."""
        if not text:
            return
        outcome = clipboard.copy(text, self.app)
        key = "copied" if outcome.certain else "copy_unsure"
        self.tell(self.say(key, n=len(text), way=outcome.way))

    def do_export(self) -> None:
        self.taking.export()

    def do_basket(self) -> None:
        self.taking.basket()

    # ---- what is open

    def working(self, text: str) -> None:
        """Say what is being done."""
        self.busy = text
        self.refresh_bars()

    def show_single(self, document: Document, at: int = -1) -> None:
        """One document has been read. at: the offset to go to."""
        self.pair, self.single, self.busy = None, document, ""
        self.outline.show([document])
        self.recents.opened("file", [document.path], self.keeper.shown_path)
        self.switch("outline")
        if at >= 0:
            self.outline.go_to_text(True, at)

    def show_preview(self, pair: Pair, reader: Reader, laid: Laid | None) -> None:
        """Two documents have been read, and are being compared."""
        self.pair, self.single = pair, None
        self.measures, self.ranked = {}, ((), ())
        self.busy = self.say("comparing")
        self.outline.show([pair.left, pair.right])
        self.reading.show(reader, laid, preview=True)
        self.switch("pair")

    def show_pair(self, pair: Pair, reader: Reader, laid: Laid | None) -> None:
        """Two documents have been compared; their measures are still being ranked."""
        self.pair, self.busy = pair, self.say("ranking")
        self.reading.show(reader, laid)
        self.refresh_bars()

    def show_measures(self, pair: Pair, ranked: tuple[tuple[Measure, ...], tuple[Measure, ...]]) -> None:
        """The measures of the pair have been ranked: all is known."""
        reader = self.reading.reader
        assert reader is not None
        first = not self.measures
        self.ranked, self.busy = ranked, ""
        self.measures = {(m.left, m.clause): m for side in ranked for m in side}
        self.reading.show_measures()
        self.distinctive.show(reader, ranked)
        self.outline.show([pair.left, pair.right])
        if first:
            self.recents.opened("pair", [pair.left.path, pair.right.path], self.keeper.shown_path)
        for note in pair.comparison.notes if pair.comparison else ():
            self.tell(note)
        self.refresh_bars()

    def show_overview(self, overview: Overview) -> None:
        """Many documents have been compared each with each."""
        self.busy = ""
        if len(overview.families) < 2:
            self.tell(self.say("one_family"))
            self.refresh_bars()
            return
        self.overview = overview
        self.matrix.show(overview)
        self.distinctive.show_all(overview)
        self.switch("matrix")

    def show_based(self, report: Report) -> None:
        """A document was made the superior one, or is no longer: its items are the first thing to see."""
        self.busy = ""
        if self.overview is not None:
            self.tabling.again()
            self.overview.report = report
            if report.coverage is not None:
                self.tabling.wants_all["report"] = True
                self.tables.bring("coverage")
                self.switch("report")
        self.refresh_bars()

    def show_failure(self, error: BiduiError) -> None:
        """What was to be opened could not be: say why; leave when nothing else is open."""
        self.busy = ""
        if self.pair is None and self.single is None and not self.files.has_listing:
            self.app.exit(2, message=error.message(self.lang))
            return
        self.tell(error.message(self.lang), error=True)
        self.refresh_bars()

    def go_to_text(self, left: bool, start: int) -> None:
        """Bring a place of a document to the front."""
        if self.area == "outline" or self.pair is None:
            self.outline.go_to_text(left, start)
        else:
            self.switch("pair")
            self.reading.go_to_text(left, start)

    def do_corrections(self) -> None:
        self.amending.list_all()
