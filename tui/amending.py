"""Corrections by hand and notes: asked for, kept in the session file, listed and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from compare.errors import BiduiError
from compare.model import Document, Section
from compare.writers import layout
from compare.writers.inline import plain

from .corrections import Keeper
from .dialogs.choice import ChoiceDialog
from .dialogs.remark import RemarkDialog
from .reader import Reader

if TYPE_CHECKING:
    from .screen import WorkScreen

_QUOTED = 300  # cells of the quotation that a note's dialog shows


class Amending:
    """What a reader corrects and notes on a screen."""

    def __init__(self, screen: WorkScreen, keeper: Keeper) -> None:
        self._screen = screen
        self._keeper = keeper

    def link(self, left: Section, right: Section, action: str) -> None:
        """Pin or cut a link; the same again takes the correction back."""
        screen = self._screen
        pair, reader = screen.pair, screen.reading.reader
        if pair is None or reader is None or screen.busy:
            screen.tell(screen.say("wait"))
            return
        undone = self._keeper.correct_link(pair.left, pair.right, (left, right), action)
        places = {
            "left": f"{screen.names.side(True)} {reader.path(pair.left, left)}",
            "right": f"{screen.names.side(False)} {reader.path(pair.right, right)}",
        }
        done = "pinned" if action == "pin" else "cut"
        screen.tell(screen.say("uncorrected") if undone else screen.say(done, **places))
        self.keep()
        screen.opening.compare_again(pair)

    def understand_again(self) -> None:
        """A heading or role was corrected."""
        self._screen.opening.understand_again(self._screen.pair, self._screen.single)

    def ask_remark(self, document: Document, left: bool, start: int, end: int, path: str) -> None:
        """Ask for a note on a stretch of a document, and keep it."""
        screen = self._screen
        before = next((r.text for r in self._keeper.remarks_on(document) if (r.start, r.end) == (start, end)), "")

        def written(text: str | None) -> None:
            if text is None or text == before:
                return
            self._keeper.set_remark(document, start, end, text)
            self.keep()
            self._show_remarks()

        place = screen.say("remark", side=screen.names.side(left), path=path)
        short = layout.truncate(plain(document, start, end), _QUOTED, screen.ambiguous)
        screen.app.push_screen(RemarkDialog(screen.lang, place, short, before), written)

    def _show_remarks(self) -> None:
        screen = self._screen
        screen.outline.show(screen.outline.documents)
        pair = screen.pair
        if pair is not None and pair.comparison is not None:
            remarks = self._keeper.session.remarks(pair.left, pair.right)
            pair.comparison = replace(pair.comparison, remarks=remarks)
            screen.reading.show(Reader(pair.comparison, screen.names))

    def list_all(self) -> None:
        """List all corrections and notes; go to one or take it back."""
        screen = self._screen
        pair = screen.pair
        documents = [pair.left, pair.right] if pair else [screen.single] if screen.single else []
        listed = self._keeper.listing(documents)
        if not listed:
            screen.tell(screen.say("no_corrections"))
            return

        def chosen(ident: str | None) -> None:
            if not ident:
                return
            correction = listed[int(ident.removeprefix("-"))]
            if not ident.startswith("-"):
                screen.go_to_text(correction.left, correction.start)
                return
            correction.undo()
            self.keep()
            screen.tell(screen.say("uncorrected"))
            if correction.remark:
                self._show_remarks()
            else:
                self.understand_again()

        options = [(str(n), correction.text, correction.place) for n, correction in enumerate(listed)]
        title, hint = screen.say("corrections"), screen.say("corrections_hint")
        screen.app.push_screen(ChoiceDialog(screen.lang, title, hint, options, deletable=True), chosen)

    def keep(self) -> None:
        """Write the session file, and say where it is or why it could not be written."""
        screen = self._screen
        try:
            first = self._keeper.save()
        except BiduiError as error:
            screen.tell(screen.say("not_saved", why=error.message(screen.lang)), error=True)
        else:
            if first:
                screen.tell(screen.say("saved_to", path=self._keeper.shown_path))
