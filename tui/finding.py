"""Search in text as displayed: widths and cases folded, hits set apart in runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from compare.writers.inline import Ink, Run


def fold_case(text: str) -> str:
    """Text for searching: full-width letters and digits as half-width, one case, the same length."""
    return "".join(_fold_char(char) for char in text)


def _fold_char(char: str) -> str:
    if char in "“”„‟〝〞":
        return '"'
    lowered = unicodedata.normalize("NFKC", char).lower()
    return lowered if len(lowered) == 1 else char


def mark_hits(runs: Sequence[Run], needle: str) -> tuple[Run, ...]:
    """Runs cut at the borders of what was searched; ink of a hit has op `hit` and the op it hides as its label."""
    text = fold_case("".join(part for part, _ in runs))
    spans: list[tuple[int, int]] = []
    at = text.find(needle)
    while at >= 0:
        spans.append((at, at + len(needle)))
        at = text.find(needle, at + len(needle))
    if not spans:
        return tuple(runs)
    result: list[Run] = []
    offset = 0
    for part, ink in runs:
        cut = 0
        for start, end in spans:
            low, high = max(start - offset, 0), min(end - offset, len(part))
            if low < high:
                if cut < low:
                    result.append((part[cut:low], ink))
                result.append((part[low:high], Ink("hit", ink.op)))
                cut = high
        if cut < len(part):
            result.append((part[cut:], ink))
        offset += len(part)
    return tuple(result)
