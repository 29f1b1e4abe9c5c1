"""What the environment says of the terminal: its colours, its background, and whether it is far away."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

_REMOTE = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
# Every step of scrolling repaints a pane, some 20 KB: over a network fewer frames and no animation.
_FAR = {"TEXTUAL_FPS": "20", "TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
# What Textual can be told to send, as the user may and textual-serve does.
_FORCED = {"truecolor": "truecolor", "256": "256", "standard": "16"}


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether this is an SSH session."""
    return any(environ.get(name) for name in _REMOTE)


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what Textual reads when it is imported; what the user has set stays."""
    if is_remote(environ):
        for name, value in _FAR.items():
            environ.setdefault(name, value)


def colours(environ: Mapping[str, str]) -> str:
    """How many colours the terminal shows: truecolor, 256, 16 or none."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return "none"
    forced = _FORCED.get(environ.get("TEXTUAL_COLOR_SYSTEM", ""))
    if forced:
        return forced  # a browser's, whatever terminal it was started from
    if term in ("dumb", "unknown"):
        return "none"
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "256"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or environ.get("WT_SESSION"):
        return "truecolor"
    if "256" in term or term.endswith("-kitty"):
        return "256"
    return "16" if term else "truecolor"  # 16 is what Rich sends to a name it does not know; Windows has none


def light_background(environ: Mapping[str, str]) -> bool | None:
    """Whether the background is light, by COLORFGBG ("15;0"); None where it does not say."""
    last = environ.get("COLORFGBG", "").rpartition(";")[2]
    return int(last) in (7, *range(9, 16)) if last.isdecimal() else None
