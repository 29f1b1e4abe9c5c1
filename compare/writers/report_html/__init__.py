"""A report over many documents as one web page: figures, pictures, tables, and each pair with what it shares."""

from __future__ import annotations

from ...report import Report
from ..names import names
from .page import render


def write_report(report: Report, *, width: int, colour: bool, full: bool = False, lang: str = "zh") -> str:
    """The page. full: no table is cut short; width and colour concern terminals only.

    The same report gives the same characters; nothing is asked of the net.
    """
    return render(report, names(lang), full)
