"""A trace as a plain page."""

from __future__ import annotations

from ..trace import Trace
from . import plain_html
from .trace_tables import handout


def write(trace: Trace, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> str:
    """A trace as HTML text. full: clauses that are formula, without a source or too short as well."""
    return plain_html.render(handout(trace, full=full, lang=lang))
