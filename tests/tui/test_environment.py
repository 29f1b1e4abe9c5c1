"""What the environment says of the terminal, and what Textual really reads of what we set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from tui import environment

ROOT = Path(__file__).resolve().parents[2]
FAR = {"TEXTUAL_FPS": "20", "TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_far_away_means_fewer_frames(name: str) -> None:
    environ = {name: "x"}
    environment.prepare(environ)
    assert environ == {name: "x", **FAR}


def test_what_the_user_set_stays() -> None:
    environ = {"SSH_TTY": "/dev/pts/0", "TEXTUAL_FPS": "60"}
    environment.prepare(environ)
    assert environ["TEXTUAL_FPS"] == "60" and environ["TEXTUAL_ANIMATIONS"] == "none"


@pytest.mark.parametrize("environ", [{}, {"SSH_TTY": ""}])
def test_at_home_nothing_is_set(environ: dict[str, str]) -> None:
    before = dict(environ)
    environment.prepare(environ)
    assert environ == before


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, "truecolor"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "256"),
        ({"WT_SESSION": "x"}, "truecolor"),
        ({"TERM": "xterm-kitty"}, "256"),  # over SSH, where COLORTERM is lost
        ({"TERM": "alacritty"}, "16"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "linux", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, "truecolor"),  # in a browser
        ({"TERM": "dumb", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, "truecolor"),  # the same, served by a daemon
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"}, "16"),
        ({"TERM": "linux", "TEXTUAL_COLOR_SYSTEM": "truecolor", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, "none"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256"),  # no-color.org: an empty one does not count
    ],
)
def test_colours(environ: dict[str, str], expected: str) -> None:
    assert environment.colours(environ) == expected


@pytest.mark.skipif(os.name == "nt", reason="Rich asks the console there")
@pytest.mark.parametrize(
    ("term", "colorterm"),
    [("xterm-256color", "truecolor"), ("xterm-256color", ""), ("xterm-kitty", ""), ("xterm-direct", ""),
     ("alacritty", ""), ("foot", ""), ("xterm", ""), ("linux", ""), ("tmux-256color", "")],
)  # fmt: skip
def test_as_many_colours_as_rich_sends(term: str, colorterm: str) -> None:
    """A theme of more colours than are sent would be shown in whatever comes nearest."""
    environ = {"TERM": term, "COLORTERM": colorterm}
    sent = Console(force_terminal=True, _environ=environ).color_system
    assert environment.colours(environ) == {"standard": "16"}.get(sent or "none", sent)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0;15", True),
        ("15;0", False),
        ("0;default;15", True),
        ("0;7", True),
        ("15;8", False),
        ("15;default", None),
        ("", None),
        (None, None),
    ],
)
def test_light_background(value: str | None, expected: bool | None) -> None:
    assert environment.light_background({} if value is None else {"COLORFGBG": value}) is expected


READS = """
import os, sys
from tui import environment
assert "textual" not in sys.modules
environment.prepare(os.environ)
from textual import constants as c
print(c.DISABLE_KITTY_KEY, c.MAX_FPS, c.TEXTUAL_ANIMATIONS, c.SMOOTH_SCROLL)
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "True 60 full True"),
        ({"SSH_TTY": "/dev/pts/0"}, "True 20 none False"),
        ({"SSH_TTY": "/dev/pts/0", "TEXTUAL_FPS": "30", "TEXTUAL_DISABLE_KITTY_KEY": "0"}, "False 30 none False"),
    ],
)
def test_textual_reads_it(given: dict[str, str], expected: str) -> None:
    """In a process of its own: the constants are set when Textual is imported, and the package alone imports none of it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL_", "SSH_"))}
    done = subprocess.run(
        [sys.executable, "-c", READS], cwd=ROOT, env={**clean, **given}, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == (expected, "")
