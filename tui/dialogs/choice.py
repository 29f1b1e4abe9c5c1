"""Choose one of many: the palette of commands, a counterpart, a role, a level, a correction to take back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from compare.writers import layout

from ..finding import fold_case
from .base import Dialog


class ChoiceDialog(Dialog[str]):
    """Options narrowed down by typing. The result is the id of the one chosen, with `-` before it when it was
    chosen for deletion."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("ctrl+d,delete", "delete", show=False, priority=True),
    ]

    def __init__(
        self,
        lang: str,
        title: str,
        hint: str,
        options: Sequence[tuple[str, str, str]],
        *,
        at: str = "",
        deletable: bool = False,
    ) -> None:
        """options: (id, text, what stands at the right end). at: the id to begin with."""
        super().__init__(lang)
        self._title, self._hint = title, hint
        self._options = options
        self._at = at
        self._deletable = deletable

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self._title), classes="title")
            yield Input(placeholder=self._hint, select_on_focus=False)
            yield OptionList()

    def on_mount(self) -> None:
        self._fill("")
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        self._fill(self.query_one(Input).value)

    def _fill(self, typed: str) -> None:
        words = fold_case(typed).split()
        kept = [row for row in self._options if all(word in fold_case(row[1] + " " + row[2]) for word in words)]
        listing = self.query_one(OptionList)
        listing.clear_options()
        room = max(20, (listing.size.width or 78) - 2)
        listing.add_options(Option(Content(_line(text, right, room)), id=ident) for ident, text, right in kept)
        if kept:
            ids = [row[0] for row in kept]
            listing.highlighted = ids.index(self._at) if self._at in ids and not words else 0

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        self._choose("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_move(self, steps: int) -> None:
        """Move the highlight while the words stay in the input."""
        listing = self.query_one(OptionList)
        if listing.option_count:
            at = listing.highlighted or 0
            listing.highlighted = max(0, min(at + steps, listing.option_count - 1))

    def action_delete(self) -> None:
        """Choose for deletion."""
        if not self._deletable:
            raise SkipAction  # then the key is the input's
        self._choose("-")

    def _choose(self, lead: str) -> None:
        listing = self.query_one(OptionList)
        if listing.highlighted is not None and listing.option_count:
            self.dismiss(lead + (listing.get_option_at_index(listing.highlighted).id or ""))


def _line(text: str, right: str, room: int) -> str:
    space = room - layout.cell_width(right) - 1
    cut = layout.printable(layout.truncate(text, max(8, space)))
    return cut + " " * max(1, room - layout.cell_width(cut) - layout.cell_width(right)) + right if right else cut
