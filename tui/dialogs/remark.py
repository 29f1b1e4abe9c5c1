"""Write a note."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from .base import Dialog


class RemarkDialog(Dialog[str]):
    """A note on a quotation. The result is its text; an empty one deletes the note."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j,f2", "save", show=False, priority=True)]

    def __init__(self, lang: str, place: str, quotation: str, text: str) -> None:
        super().__init__(lang)
        self._place, self._quotation, self._text = place, quotation, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self._place), classes="title")
            yield Static(Content(self._quotation), classes="hint")
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False)
            yield Static(Content(self.say("remark_hint")), classes="hint")
            with Horizontal(classes="buttons"):
                yield Button(self.say("save"), id="save")
                yield Button(self.say("cancel"), id="cancel")

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_save()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Close with the text."""
        self.dismiss(self.query_one(TextArea).text.strip())
