"""Runs of a clause as HTML: escaped, what changed in del and ins, numbers with their units kept on one line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from markupsafe import Markup, escape

from .. import layout
from ..inline import Ink, Run

_LONGEST = 20  # characters of a number with unit up to which it is kept whole: a phone shows about as many in a line
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%]+")  # browsers never break these
_LABEL = {"boilerplate": "b", "quotation": "q", "distinctive": "d"}
_OPEN, _CLOSE = Markup('<span class="n">'), Markup("</span>")

__all__ = ["Markup", "clean", "runs_html", "safe"]


def clean(value: object) -> object:
    """What a template prints: text without characters that move, reorder or break anything; markup as it is."""
    return layout.printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def safe(text: str) -> Markup:
    """Text escaped, numbers with their units kept on one line."""
    return runs_html([(text, Ink("plain"))], True, False)


def runs_html(runs: Sequence[Run], left: bool, struck: bool) -> Markup:
    """The runs of one side. struck: a version, where text without counterpart is deleted or inserted."""
    parts = list(_merged((part, _tag(ink, left, struck)) for part, ink in runs if part))
    text = layout.printable("".join(part for part, _ in parts))
    borders = list(accumulate((len(part) for part, _ in parts), initial=0))
    whole = [(a, b) for a, b in layout.atoms(text) if b - a <= _LONGEST and not _UNBROKEN.fullmatch(text, a, b)]
    across = [(a, b) for a, b in whole if bisect_right(borders, a) != bisect_left(borders, b)]
    opens, closes = {a for a, _ in across}, {b for _, b in across}
    within = iter([atom for atom in whole if atom[0] not in opens])
    cuts = sorted({*borders, *opens, *closes})
    pieces: list[str] = []
    atom = next(within, None)
    at = 0
    for start, end in pairwise(cuts):
        while borders[at + 1] <= start:
            at += 1
        inside = []
        while atom and atom[1] <= end:
            inside.append(atom)
            atom = next(within, None)
        before, after = parts[at][1]
        body = "".join(_kept(text, start, end, inside))
        pieces += (_OPEN if start in opens else "", before, body, after, _CLOSE if end in closes else "")
    return Markup("".join(pieces))  # every piece is escaped text or a tag of ours


def _merged(parts: Iterable[tuple[str, tuple[str, str]]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Neighbours with the same tag as one."""
    for tag, group in groupby(parts, key=lambda part: part[1]):
        yield "".join(text for text, _ in group), tag


def _kept(text: str, start: int, end: int, atoms: Sequence[tuple[int, int]]) -> Iterator[str]:
    for first, last in atoms:
        yield escape(text[start:first])
        yield _OPEN + escape(text[first:last]) + _CLOSE
        start = last
    yield escape(text[start:end])


def _tag(ink: Ink, left: bool, struck: bool) -> tuple[str, str]:
    """What stands before and behind a run."""
    name = "del" if left else "ins"
    if ink.op in ("changed", "value"):
        return (f'<{name} class="v">' if ink.op == "value" else f"<{name}>"), f"</{name}>"
    if ink.op == "alone" and struck:
        return f'<{name} class="w">', f"</{name}>"
    label = "note" if ink.op in ("note", "remark") else _LABEL.get(ink.label)
    return (f'<span class="{label}">', "</span>") if label else ("", "")
