"""Copy text: by the system's own tool where there is one, else by asking the terminal (OSC 52)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.app import App

from .environment import is_remote

_OSC = "OSC 52"
_PATIENCE = 2.0  # seconds
_COMMANDS = {
    "pbcopy": ("pbcopy",),
    "clip.exe": ("clip.exe",),
    "wl-copy": ("wl-copy",),
    "xclip": ("xclip", "-selection", "clipboard"),
    "xsel": ("xsel", "--clipboard", "--input"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """way: what took the text. certain: whether that is known to have worked (a terminal does not answer)."""

    way: str
    certain: bool


def ways(environ: Mapping[str, str], platform: str, found: Callable[[str], bool]) -> list[str]:
    """Ways to try, in order. found: whether a program is there.

    Terminal.app ignores OSC 52, so pbcopy comes first, in tmux too. Over SSH the clipboard that counts is at the
    other end, which only the terminal reaches.
    """
    wanted: list[str] = []
    if is_remote(environ):
        return [_OSC]
    if platform == "darwin":
        wanted.append("pbcopy")
    if platform == "win32" or environ.get("WSL_DISTRO_NAME"):
        wanted.append("clip.exe")
    if environ.get("WAYLAND_DISPLAY"):
        wanted.append("wl-copy")
    if environ.get("DISPLAY"):
        wanted += ["xclip", "xsel"]
    return [*(way for way in wanted if found(way)), _OSC]


def copy(text: str, app: App[int]) -> Outcome:
    """Copy text by the first way that works; lone surrogates, which no way carries, become question marks."""
    text = text.encode("utf-8", errors="replace").decode("utf-8")
    for way in ways(os.environ, sys.platform, lambda name: shutil.which(name) is not None):
        if way == _OSC:
            app.copy_to_clipboard(text)
            return Outcome(way, False)
        if _run(way, text):
            return Outcome(way, True)
    raise AssertionError("OSC 52 is always the last way")


def _run(way: str, text: str) -> bool:
    data = text.encode("utf-16-le" if way == "clip.exe" else "utf-8")
    try:
        # Output is not read: xclip goes on in the background and would keep a pipe open.
        done = subprocess.run(
            _COMMANDS[way],
            input=data,
            # pbcopy reads by the locale's encoding, which is often unset.
            env={**os.environ, "LC_ALL": "en_US.UTF-8"} if way == "pbcopy" else None,
            timeout=_PATIENCE,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
