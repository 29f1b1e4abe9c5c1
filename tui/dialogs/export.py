"""Where to write what is shown, and in which format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static

from .base import Dialog
from .ticks import TickList


@dataclass(frozen=True, slots=True)
class Target:
    """A format by its name, a file, and whether an existing file may be replaced."""

    format: str
    path: str
    force: bool


class ExportDialog(Dialog[Target]):
    """Formats to choose from, a file name that follows the format, a tick to overwrite."""

    def __init__(self, lang: str, formats: Sequence[tuple[str, str, str]], stem: str) -> None:
        """formats: (name, suffix, what it holds); stem: the file name without suffix to begin with."""
        super().__init__(lang)
        self._formats = formats
        self._stem = stem

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self.say("export")), classes="title")
            yield TickList(
                [(name, about) for name, _, about in self._formats], [self._formats[0][0]], single=True, id="format"
            )
            yield Static(Content(self.say("export_file")), classes="field")
            yield Input(self._stem + self._formats[0][1], select_on_focus=False)
            yield TickList([("force", self.say("export_force"))], id="force")
            with Horizontal(classes="buttons"):
                yield Button(self.say("save"), id="save")
                yield Button(self.say("cancel"), id="cancel")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def _format(self) -> tuple[str, str, str]:
        name = self.query_one("#format", TickList).ticked[0]
        return next(row for row in self._formats if row[0] == name)

    @on(OptionList.OptionSelected, "#format")
    def _other_format(self) -> None:
        field = self.query_one(Input)
        path = PurePath(field.value)
        if path.suffix in {suffix for _, suffix, _ in self._formats}:
            field.value = str(path.with_suffix(self._format()[1]))

    def on_input_submitted(self) -> None:
        self._save()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self._save()
        else:
            self.dismiss(None)

    def _save(self) -> None:
        path = self.query_one(Input).value.strip()
        if path:
            self.dismiss(Target(self._format()[0], path, bool(self.query_one("#force", TickList).ticked)))
