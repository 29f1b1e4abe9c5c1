"""Corrections by hand put into effect: headings before sections are made of them, roles before they are inherited."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..corrections import Corrections, HeadingFix
from ..model import Section
from .flow import Flow
from .markers import Candidate, Style
from .outline import Heading

MANUAL = "manual"
_HEADING_END = re.compile(r"[。！？!?；;：:]|\n")


def correct_headings(
    text: str,
    flow: Flow,
    body: tuple[int, int],
    headings: Sequence[Heading],
    corrections: Corrections,
    seen: Sequence[Candidate],
) -> tuple[list[Heading], list[str]]:
    """Headings as corrected, in order, and the quotes of corrections whose place is nowhere in the body.

    body: flow range. seen: candidates of the whole flow, for the marker of a heading that is added.
    """
    kept = {heading.start: heading for heading in headings}
    lost: list[str] = []
    for fix in corrections.headings:
        at = fix.place.find(text)
        start = bisect_left(flow.offsets, at) if at is not None else -1
        while body[0] <= start < body[1] and flow.text[start].isspace():
            start += 1
        if not body[0] <= start < body[1]:
            lost.append(fix.place.quote)
        elif fix.level == 0:
            kept.pop(start, None)
        elif start in kept and not kept[start].item:
            kept[start] = replace(kept[start], level=fix.level)
        else:
            kept[start] = _added(flow, start, body[1], fix, at, seen)
    return sorted(kept.values(), key=lambda heading: heading.start), lost


def _added(flow: Flow, start: int, stop: int, fix: HeadingFix, at: int | None, seen: Sequence[Candidate]) -> Heading:
    """A heading from its place to its end: where it was given, else where the line or the first sentence ends."""
    mark = next((candidate.end for candidate in seen if candidate.start == start), start)
    length = fix.end - fix.place.start if fix.end else 0
    if length > 0 and at is not None:
        end = body = min(stop, bisect_left(flow.offsets, at + length))
    else:
        found = _HEADING_END.search(flow.text, mark, stop)
        end, body = (found.start(), found.end()) if found else (stop, stop)
    end, body = max(end, mark), max(body, mark)
    title = flow.text[mark:end].strip()
    return Heading(start, mark, Style(MANUAL, "", 12, fix.level), None, "line", title, body, fix.level)


def correct_roles(
    text: str, sections: Sequence[Section], corrections: Corrections
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Roles by section id, and the quotes of corrections where no section begins."""
    starts = {section.start: section.id for section in sections}
    fixed: dict[str, tuple[str, ...]] = {}
    lost: list[str] = []
    for fix in corrections.roles:
        at = fix.place.find(text)
        if at in starts:
            fixed[starts[at]] = fix.roles
        else:
            lost.append(fix.place.quote)
    return fixed, lost
