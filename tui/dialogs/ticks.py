"""A list to tick: what is chosen is told by a sign, not by a colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class TickList(OptionList):
    """Choices with [x] or [ ] before them. Space or a click ticks; single: exactly one is ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        ticked: Iterable[str] = (),
        *,
        single: bool = False,
        id: str | None = None,
    ) -> None:
        """choices: (code, text). ticked: codes to begin with."""
        self._choices = dict(choices)
        self._ticked = [code for code in ticked if code in self._choices]
        self._single = single
        super().__init__(*(Option(self._line(code), id=f"c{n}") for n, code in enumerate(self._choices)), id=id)

    @property
    def ticked(self) -> list[str]:
        """The codes that are ticked, in the order of the list."""
        return [code for code in self._choices if code in self._ticked]

    def _line(self, code: str) -> Content:
        sign = "(*)" if self._single else "[x]"
        empty = "( )" if self._single else "[ ]"
        return Content(f"{sign if code in self._ticked else empty} {self._choices[code]}")

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        code = list(self._choices)[event.option_index]
        if self._single:
            self._ticked = [code]
        elif code in self._ticked:
            self._ticked.remove(code)
        else:
            self._ticked.append(code)
        for index, other in enumerate(self._choices):
            self.replace_option_prompt_at_index(index, self._line(other))
