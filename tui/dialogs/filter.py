"""Choose what is shown: states, labels, roles."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Button, Static

from ..rows import Filter
from .base import Dialog
from .ticks import TickList


class FilterDialog(Dialog[Filter]):
    """Three lists to tick. The result is the filter that was applied."""

    def __init__(
        self,
        lang: str,
        now: Filter,
        marks: Sequence[str],
        labels: Sequence[tuple[str, str]],
        roles: Sequence[tuple[str, str]],
    ) -> None:
        """marks, labels and roles that occur, the latter two as (code, name)."""
        super().__init__(lang)
        self._now = now
        self._lists = (
            ("states", [(mark, self.say(f"mark_{mark}")) for mark in marks], now.marks),
            ("labels", list(labels), now.labels),
            ("roles", list(roles), now.roles),
        )

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self.say("filter")), classes="title")
            yield Static(Content(self.say("filter_hint")), classes="hint")
            with Horizontal(classes="wide-columns"):
                for name, choices, now in self._lists:
                    with Vertical():
                        yield Static(Content(self.say(name)), classes="title")
                        yield TickList(choices, now, id=name)
            with Horizontal(classes="buttons"):
                yield Button(self.say("apply"), id="apply")
                yield Button(self.say("clear"), id="clear")
                yield Button(self.say("cancel"), id="cancel")

    def on_mount(self) -> None:
        self.query_one("#states", TickList).focus()

    def on_key(self, event: Key) -> None:
        if event.key == "enter" and isinstance(self.focused, TickList):
            event.stop()
            event.prevent_default()
            self._apply()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "apply":
            self._apply()
        elif event.button.id == "clear":
            self.dismiss(Filter())
        else:
            self.dismiss(None)

    def _apply(self) -> None:
        chosen = [frozenset(self.query_one(f"#{name}", TickList).ticked) for name, _, _ in self._lists]
        self.dismiss(Filter(*chosen))
