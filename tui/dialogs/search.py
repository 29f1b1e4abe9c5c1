"""The search line at the bottom of the screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from .base import Dialog


class SearchDialog(Dialog[str]):
    """Asks for the text to find; the result is empty when the search is to end."""

    def __init__(self, lang: str, before: str = "") -> None:
        super().__init__(lang)
        self._before = before

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(f"{self.say('search')}: {self.say('search_hint')}"), classes="hint")
            yield Input(self._before, select_on_focus=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
