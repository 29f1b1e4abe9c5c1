"""The help: every key of the area, the marks, the mouse."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from compare.writers import layout
from compare.writers.inline import Ink, Run

from ..colours import Palette
from ..commands import GROUPS, commands_of, key_name
from ..widgets.lines import Lines
from .base import Dialog


class HelpDialog(Dialog[None]):
    """All commands of one area with their keys."""

    def __init__(self, lang: str, area: str, palette: Palette, ambiguous: int) -> None:
        super().__init__(lang)
        self._area = area
        self._palette = palette
        self._ambiguous = ambiguous

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(f"{self.say('help')}   {self.say('help_close')}"), classes="title")
            with VerticalScroll():
                lines = Lines(self._palette, self._ambiguous)
                lines.styles.height = "auto"
                lines.show((), self._paragraphs())
                yield lines

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _paragraphs(self) -> list[list[Run]]:
        found: list[list[Run]] = []
        commands = list(commands_of(self._area))
        keys = {c.name: "  ".join(key_name(key) for key in c.keys) for c in commands}
        wide = min(24, max(layout.cell_width(text, self._ambiguous) for text in keys.values())) + 2
        for group, zh, en in GROUPS:
            members = [command for command in commands if command.group == group]
            if members:
                found += [[("", Ink("plain"))], [(en if self.lang == "en" else zh, Ink("heading"))]]
            for command in members:
                keyed = layout.pad(keys[command.name], wide, self._ambiguous)
                found.append([(keyed + "  ", Ink("alone", "distinctive")), (command.text(self.lang), Ink("plain"))])
        found += [[("", Ink("plain"))], [(self.say("help_marks"), Ink("heading"))]]
        marks = "   ".join(self.say(f"mark_{mark}") for mark in "=~!<>^·")
        found += [
            [(marks, Ink("plain"))],
            [(self.say("help_words"), Ink("plain"))],
            [(self.say("help_mouse"), Ink("plain"))],
        ]
        return found
