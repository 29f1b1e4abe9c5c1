"""Copying: which way, what a program is given, and that a missing or stuck one is no error."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from textual.app import App

from tui import clipboard
from tui.clipboard import Outcome, copy, ways

ALL = frozenset({"pbcopy", "clip.exe", "wl-copy", "xclip", "xsel"})


@pytest.mark.parametrize(
    ("environ", "platform", "there", "expected"),
    [
        ({}, "darwin", ALL, ["pbcopy", "OSC 52"]),
        ({"TMUX": "/tmp/tmux"}, "darwin", ALL, ["pbcopy", "OSC 52"]),
        ({"SSH_TTY": "x"}, "darwin", ALL, ["OSC 52"]),
        ({"DISPLAY": ":0"}, "linux", ALL, ["xclip", "xsel", "OSC 52"]),
        ({"DISPLAY": ":0"}, "linux", {"xsel"}, ["xsel", "OSC 52"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", ALL, ["wl-copy", "xclip", "xsel", "OSC 52"]),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "x"}, "linux", ALL, ["OSC 52"]),
        ({}, "linux", ALL, ["OSC 52"]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ALL, ["clip.exe", "OSC 52"]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", set(), ["OSC 52"]),
        ({}, "win32", ALL, ["clip.exe", "OSC 52"]),
        ({}, "darwin", set(), ["OSC 52"]),
    ],
)
def test_ways(environ: dict[str, str], platform: str, there: set[str], expected: list[str]) -> None:
    assert ways(environ, platform, there.__contains__) == expected


class Terminal:
    """As much of an App as copying needs; it cannot send what is no UTF-8, as the real one."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def copy_to_clipboard(self, text: str) -> None:
        text.encode("utf-8")
        self.sent.append(text)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    """A terminal on a desktop whose PATH holds only what a test puts there."""
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("PATH", str(tmp_path))
    return Terminal()


def program(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, sys, time, pathlib\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def copied(text: str, terminal: Terminal) -> Outcome:
    return copy(text, cast(App[Any], terminal))


posix = pytest.mark.skipif(os.name != "posix", reason="programs are scripts with #!")


@posix
@pytest.mark.parametrize(
    ("platform", "environ", "name", "encoding"),
    [
        ("linux", {}, "xclip", "utf-8"),
        ("linux", {}, "xsel", "utf-8"),
        ("linux", {"WAYLAND_DISPLAY": "w"}, "wl-copy", "utf-8"),
        ("darwin", {}, "pbcopy", "utf-8"),
        ("linux", {"WSL_DISTRO_NAME": "Debian"}, "clip.exe", "utf-16-le"),
    ],
)
def test_a_program_gets_the_text(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    platform: str, environ: dict[str, str], name: str, encoding: str,
) -> None:  # fmt: skip
    program(tmp_path, name, f"pathlib.Path({str(tmp_path)!r}, 'got').write_bytes(sys.stdin.buffer.read())")
    monkeypatch.setattr(sys, "platform", platform)
    for variable, value in environ.items():
        monkeypatch.setenv(variable, value)
    assert copied("“第一条”\n𠀀", terminal) == Outcome(name, True)
    assert (tmp_path / "got").read_bytes() == "“第一条”\n𠀀".encode(encoding)
    assert terminal.sent == []


@posix
def test_pbcopy_reads_utf8_whatever_the_locale(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "pbcopy", f"pathlib.Path({str(tmp_path)!r}, 'got').write_text(os.environ.get('LC_ALL', ''))")
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("LC_ALL", "C")
    copied("—", terminal)
    assert (tmp_path / "got").read_text().upper().endswith("UTF-8")


@posix
@pytest.mark.parametrize("body", ["sys.exit(1)", "time.sleep(60)"])
def test_a_failing_program_leaves_it_to_the_terminal(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    program(tmp_path, "xclip", body)
    monkeypatch.setattr(clipboard, "_PATIENCE", 0.3)
    assert copied("文", terminal) == Outcome("OSC 52", False)
    assert terminal.sent == ["文"]


@posix
def test_a_program_that_stays_in_the_background_is_not_waited_for(terminal: Terminal, tmp_path: Path) -> None:
    """As xclip does, which keeps the standard streams that it was given."""
    program(tmp_path, "xclip", "sys.stdin.read()\nif os.fork() == 0:\n    time.sleep(1.5)")
    assert copied("文", terminal) == Outcome("xclip", True)


def test_without_a_program_the_terminal_is_asked(terminal: Terminal) -> None:
    assert copied("“文”", terminal) == Outcome("OSC 52", False)
    assert terminal.sent == ["“文”"]


def test_a_lone_surrogate_is_no_error(terminal: Terminal) -> None:
    assert copied("文\ud800", terminal).way == "OSC 52"
    assert terminal.sent == ["文?"]
