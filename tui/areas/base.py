"""What all work areas share: they belong to the work screen, and their commands are methods named do_…"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Container

from ..colours import Palette
from ..messages import say

if TYPE_CHECKING:
    from ..screen import WorkScreen


class Area(Container):
    """One work area. `name_` is its name in `commands.AREAS`, and its id."""

    name_: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__(id=self.name_)

    @property
    def work(self) -> WorkScreen:
        """The screen that holds all areas."""
        return cast("WorkScreen", self.screen)

    def say(self, key: str, **values: object) -> str:
        """A text in the user's language."""
        return say(key, self.work.lang, **values)

    def tell(self, key: str, **values: object) -> None:
        """A short message at the corner."""
        self.work.tell(self.say(key, **values))

    def entered(self) -> None:
        """The area has come to the front."""

    def offers(self, command: str) -> bool:
        """Whether a command of this area would do anything now; the key bar names no other."""
        return True

    def status(self) -> str:
        """What the tab bar says at its right end."""
        return ""

    def set_palette(self, palette: Palette) -> None:
        """Take the colours of another theme."""
