"""What the terminal can show: its width, whether colours are wanted, and a note while work goes on."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

NO_TERMINAL = 120  # columns of a text that goes to no terminal
_PATIENCE = 1.0  # seconds before a note says that work is going on


def columns() -> int:
    """COLUMNS, else the width of the terminal that any standard stream is on (also before `| less`)."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdecimal() and 0 < int(given) < 10_000:
        return int(given)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            width = os.get_terminal_size(stream.fileno()).columns if stream is not None else 0
        except (OSError, ValueError):  # no terminal; a closed stream
            continue
        if width > 0:
            return width
    return NO_TERMINAL


def colourful() -> bool:
    """Whether standard output is a terminal that shows colours, and NO_COLOR is not set."""
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a standard stream (None where there is none) is on a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def tell(text: str) -> None:
    """One line on stderr beside the result."""
    print(f"bidui: {text}", file=sys.stderr)


@contextmanager
def note(text: str) -> Iterator[None]:
    """Say on stderr what is going on when it takes longer than a second, and wipe it out afterwards."""
    if not is_terminal(sys.stderr):
        yield
        return
    shown = threading.Event()

    def show() -> None:
        shown.set()
        print(text, end="", file=sys.stderr, flush=True)

    timer = threading.Timer(_PATIENCE, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if shown.is_set():
            # Blanks, not an escape sequence: old consoles have none. Han characters are two columns wide.
            print("\r" + " " * (2 * len(text)) + "\r", end="", file=sys.stderr, flush=True)
