"""How wide this terminal shows “ ” — … · and box lines (East Asian Ambiguous), and making Rich and Textual agree.

Rich counts one cell for them; terminals with an "ambiguous is wide" switch show two, and then every line with
such a character slides. The terminal is asked: it prints one and reports where its cursor is.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.cells import CellTable

_REPLY = re.compile(rb"\x1b\[(\d+);(\d+)R")
_ASK = "\r“\x1b[6n"


class Probe:
    """Asks the terminal how wide “ is. The answer comes while something else is done between `start` and `finish`."""

    def __init__(self, reading: int, writing: int) -> None:
        """File descriptors of one terminal."""
        self._reading, self._writing = reading, writing
        self._before: list[Any] | None = None

    @classmethod
    def of_this_terminal(cls) -> Probe | None:
        """A probe of standard input and output; None where they are no terminal that can be asked."""
        on_terminal = sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty()
        if sys.platform == "win32" or not on_terminal:
            return None
        return cls(sys.stdin.fileno(), sys.stdout.fileno())

    def start(self) -> None:
        """Print the character and ask where the cursor is now."""
        if sys.platform != "win32":
            import termios
            import tty

            self._before = termios.tcgetattr(self._reading)
            tty.setcbreak(self._reading, termios.TCSANOW)
            os.write(self._writing, _ASK.encode())

    def finish(self, timeout: float = 0.3) -> int | None:
        """Cells of “, 1 or 2; None without an answer in `timeout` seconds from now. The terminal is as it was."""
        if sys.platform == "win32" or self._before is None:
            return None
        import termios

        try:
            found = _read_reply(self._reading, timeout)
            os.write(self._writing, b"\r\x1b[K")
        finally:
            termios.tcsetattr(self._reading, termios.TCSANOW, self._before)
            self._before = None
        return found


def _read_reply(reading: int, timeout: float) -> int | None:
    """Column of the cursor less the first; 1 or 2 cells."""
    seen = b""
    until = time.monotonic() + timeout
    while select.select([reading], [], [], max(0.0, until - time.monotonic()))[0]:
        read = os.read(reading, 1)  # no further than the answer: what is typed after it is for the program
        if not read:
            break
        seen += read
        match = _REPLY.search(seen)
        if match:
            cells = int(match.group(2)) - 1
            return cells if cells in (1, 2) else None
    return None


def apply(width: int) -> None:
    """Make Rich, and Textual with it, count ambiguous characters as `width` cells (1 is what they do anyway).

    Rich has no setting for it, so its table of widths is exchanged; whoever has imported its functions already
    gets the new widths too, because they look the table up in their module.
    """
    from rich import _unicode_data, cells, segment

    loader: Callable[[str], CellTable] = _wide_table if width == 2 else _unicode_data.load
    single = (_single_cells() if width == 2 else cells._SINGLE_CELLS).issuperset
    # By name, as a checker takes them for constants; rich.segment has imported one of them by name.
    for module, name, value in (
        (cells, "load_cell_table", loader),
        (cells, "_is_single_cell_widths", single),
        (segment, "_is_single_cell_widths", single),
    ):
        setattr(module, name, value)
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


@lru_cache(maxsize=1)
def _ambiguous() -> tuple[tuple[int, int, int], ...]:
    """Ranges of ambiguous characters, as Rich's tables have them, but for combining ones and those that shape text."""
    found: list[tuple[int, int, int]] = []
    for code in range(0xA1, 0x20000):  # beyond are Han, and private characters of no use
        char = chr(code)
        if unicodedata.east_asian_width(char) == "A" and unicodedata.category(char) not in ("Mn", "Me", "Cf", "Cn"):
            if found and found[-1][1] == code - 1:
                found[-1] = found[-1][0], code, 2
            else:
                found.append((code, code, 2))
    return tuple(found)


@lru_cache(maxsize=8)
def _wide_table(version: str = "auto") -> CellTable:
    from rich._unicode_data import load

    table = load(version)
    ranges = _ambiguous()
    own = [(start, end, width) for start, end, width in table.widths if not _covered(start, end, ranges)]
    return table._replace(widths=tuple(sorted([*own, *ranges])))


def _covered(start: int, end: int, ranges: tuple[tuple[int, int, int], ...]) -> bool:
    return any(low <= end and start <= high for low, high, _ in ranges)


@lru_cache(maxsize=1)
def _single_cells() -> frozenset[str]:
    from rich.cells import _SINGLE_CELLS

    wide = {chr(code) for low, high, _ in _ambiguous() for code in range(low, high + 1)}
    return frozenset(_SINGLE_CELLS - wide)
