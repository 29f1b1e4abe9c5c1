"""A comparison as one web page that needs no server and asks nothing of the net: figures, heat map, both texts."""

from __future__ import annotations

from ...model import Comparison
from ..names import names
from .page import render


def write(comparison: Comparison, *, width: int, colour: bool, full: bool = False, lang: str = "zh") -> str:
    """The page. full: folds are open from the start; width and colour concern terminals only.

    The same comparison gives the same characters; none of them is a lone surrogate or a control character.
    """
    return render(comparison, names(lang), full)
