"""What all small windows share: a box, Esc that closes, the language."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from ..messages import say

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A window over the work. Its result is None when it is closed without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        """A text in the user's language."""
        return say(key, self.lang, **values)

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)
