"""A comparison as text for the terminal: a summary, then both documents side by side, or one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Comparison
from .colours import paint
from .finding_tables import tables
from .finding_text import table_lines
from .inline import Ink, plain
from .names import Names, names
from .page import SIDE_BY_SIDE, Line, Page
from .rows import Row
from .summary import summary_lines
from .view import View, anchors

__all__ = ["SIDE_BY_SIDE", "write", "write_rows"]

_MAX_ANCHORS = 8


def write(
    comparison: Comparison, *, width: int, colour: bool, full: bool = False, lang: str = "zh", ambiguous: int = 1
) -> str:
    """The comparison as lines of at most `width` cells, ending in a line feed.

    colour: SGR codes; without, changed words stand between [- -] and {+ +}. full: nothing folded.
    ambiguous: cells of “ ” — … in this terminal, 1 or 2.
    """
    view = View(comparison)
    return write_rows(view, view.rows(full), width=width, colour=colour, full=full, lang=lang, ambiguous=ambiguous)


def write_rows(
    view: View,
    rows: Sequence[Row],
    *,
    width: int,
    colour: bool,
    full: bool = False,
    lang: str = "zh",
    ambiguous: int = 1,
    listing: bool = True,
) -> str:
    """The same for rows that were chosen, as they are. listing: whether the sections of one side only are listed, and
    the tables of targets, benefits and wording."""
    width = max(width, 20)
    called = names(lang)
    double = width >= SIDE_BY_SIDE
    page = Page(view, called, width, double=double, brackets=not colour, ambiguous=ambiguous)
    struck = view.comparison.regime == "version"
    lines = [
        paint(line, colour, True, struck) for line in summary_lines(view.comparison, called, width, colour, ambiguous)
    ]
    lines.append("")
    if rows:
        shown = [*(page.titles() if double else ()), *page.lines(rows)]
        for left in (True, False) if listing else ():
            shown += _unmatched(page, left, full)
        lines += (_painted(line, colour, struck) for line in shown)
        for table in tables(view.comparison, called) if listing else ():
            lines.append("")
            lines += (paint(line, colour, True, struck) for line in table_lines(table, called, width, full, ambiguous))
    else:
        lines.append(called.word("empty"))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _painted(line: Line, colour: bool, struck: bool) -> str:
    sides = ((line.left, True), (line.middle, True), (line.right, False))
    return "".join(paint(runs, colour, left, struck) for runs, left in sides)


def _unmatched(page: Page, left: bool, full: bool) -> Iterator[Line]:
    """What has no counterpart on one side, listed."""
    sections = page.view.unmatched(left)
    if not sections:
        return
    side = page.names.side(left)
    yield Line(kind="space")
    listing = page.names.word("only_list", side=side, n=len(sections))
    yield from page.ruled([(listing, Ink("heading"))])
    document = page.comparison.left if left else page.comparison.right
    for section in sections:
        found = anchors(page.view, section, left)
        size = len(plain(document, section.body, section.end))
        heading = plain(document, section.start, section.body) if section.heading else ""
        number = page.path(section, left)
        marker = section.marker.strip(" 、.．")
        name = number.removesuffix(marker) + heading if heading and marker else " ".join((number, heading)).strip()
        facts = [page.names.roles(section.roles)] if section.roles else []
        facts += [page.names.word("chars", n=size), _anchors(found, page.names, full)]
        runs = [(name, Ink("heading")), ("  " + " · ".join(facts), Ink("plain"))]
        yield from page.signed("<" if left else ">", "", runs)


def _anchors(found: Sequence[str], called: Names, full: bool) -> str:
    if not found:
        return called.word("general")
    comma = ", " if called.lang == "en" else "、"
    shown = comma.join(found if full else found[:_MAX_ANCHORS])
    if not full and len(found) > _MAX_ANCHORS:
        shown += " " + called.word("more", n=len(found))
    return f"{called.word('anchors')}{': ' if called.lang == 'en' else '：'}{shown}"
