"""Every colour of the terminal text, as attributes of the user's own 16 colours; none carries meaning alone.

Left and right words differ by underline (struck through in versions) and bold, changed numbers by both.
"""

from __future__ import annotations

from collections.abc import Iterable

from .inline import Ink, Run

RESET = "\x1b[0m"

_OP = {"heading": "1", "rule": "2", "note": "2;3", "key": "1", "muted": "2"}
_MARK = {"=": "2", "·": "2", "~": "36", "!": "1;35", "<": "1;31", ">": "1;32", "^": "1;34", "-": "31", "+": "32"}
_LABEL = {"boilerplate": "2", "quotation": "3", "distinctive": "1"}


def code(ink: Ink, left: bool = True, struck: bool = False) -> str:
    """SGR parameters of a run on the left or right side; empty for plain text. struck: a version's deletions."""
    if ink.op == "mark":
        return _MARK.get(ink.label, "")
    if ink.op == "value":
        return "1;4;35"
    if ink.op == "changed":
        left = left if ink.label not in ("left", "right") else ink.label == "left"
        return ("9;31" if struck else "4;31") if left else "1;32"
    if ink.op == "alone" and struck:
        return "31" if left else "32"
    return _OP.get(ink.op) or _LABEL.get(ink.label, "")


def paint(line: Iterable[Run], colour: bool, left: bool = True, struck: bool = False) -> str:
    """One line for the terminal: text alone, or with SGR codes that end where the run ends."""
    if not colour:
        return "".join(text for text, _ in line)
    pieces: list[str] = []
    for text, ink in line:
        sgr = code(ink, left, struck)
        pieces.append(f"\x1b[{sgr}m{text}{RESET}" if sgr else text)
    return "".join(pieces)
