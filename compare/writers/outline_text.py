"""A document as it was understood, as text: what it says of itself, what is outside its body, its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Document, Section
from . import layout
from .colours import paint
from .inline import Ink, Run, plain
from .names import Names, names
from .summary import Block, key_lines, sorted_dates

_GAP = "  "
_MIN_HEADING = 24  # cells
_OPENING = 60  # characters of body shown, before truncation, for a section without a heading


def write(document: Document, *, width: int, colour: bool, lang: str = "zh", ambiguous: int = 1) -> str:
    """Metadata, excluded regions and the tree of sections, in lines of at most `width` (at least 48) cells.

    Sizes are characters of text, those of a section with its subsections. ambiguous: cells of “ ” — …, 1 or 2.
    """
    width = max(width, 48)
    called = names(lang)
    lines: list[list[Run]] = list(key_lines(list(_facts(document, called)), width, ambiguous))
    lines.append([])
    lines += _table(document, called, width, ambiguous)
    return "\n".join(paint(line, colour).rstrip() for line in lines) + "\n"


def metadata_facts(document: Document, called: Names) -> Iterator[tuple[str, str]]:
    """What a document says of itself, as (name, value) in the order of the outline; empty values are left out."""
    meta = document.metadata
    level = f"（{meta.level}）" if called.lang == "zh" else f" ({meta.level})"
    issuers = ("、" if called.lang == "zh" else ", ").join(meta.issuers) + (level if meta.level else "")
    dates = [f"{called.get('date', name)} {date}" for name, date in sorted_dates(document, called)]
    fields = (
        ("title", meta.title or called.word("untitled")),
        ("outer_title", meta.outer_title if meta.outer_title != meta.title else ""),
        ("issuer", issuers),
        ("number", meta.number),
        ("dates", " · ".join(dates)),
        ("genre", meta.genre),
        ("status", meta.status),
        ("addressees", meta.addressees),
    )
    return ((called.word(name), value) for name, value in fields if value)


def _facts(document: Document, called: Names) -> Iterator[tuple[str, list[Block]]]:
    meta, word = document.metadata, called.word
    for number, (name, value) in enumerate(metadata_facts(document, called)):
        yield name, [[(value, Ink("plain" if number else "heading"))]]
    bracket = "（{}）" if called.lang == "zh" else " ({})"
    cited = [f"《{title.strip('《》')}》" + (bracket.format(number) if number else "") for title, number in meta.cited]
    yield word("cited"), [[(title, Ink("plain"))] for title in cited]
    outside = [
        f"{called.get('region', region.kind)} {word('chars', n=region.end - region.start)}"
        for region in _merged(document)
    ]
    yield word("excluded"), [[(" · ".join(outside), Ink("plain"))]] if outside else []
    if document.parts > 1:
        yield word("notes"), [[(word("part", part=document.part, parts=document.parts), Ink("plain"))]]
    yield word("notes"), [[(note, Ink("plain"))] for note in document.notes]
    size = sum(section.end - section.start for section in document.sections)
    yield word("body"), [[(word("sections", n=len(document.sections), chars=size), Ink("plain"))]]


class _Size:
    """Characters of all regions of one kind, as if they were one."""

    def __init__(self, kind: str) -> None:
        self.kind, self.start, self.end = kind, 0, 0


def _merged(document: Document) -> list[_Size]:
    found: dict[str, _Size] = {}
    for region in document.regions:
        found.setdefault(region.kind, _Size(region.kind)).end += region.end - region.start
    return list(found.values())


def _table(document: Document, called: Names, width: int, ambiguous: int) -> Iterator[list[Run]]:
    """The tree, a line or more for each section: heading, roles, how they were found, characters."""
    sizes = _sizes(document)
    cells = [
        (called.roles(s.roles), called.get("confidence", s.confidence) if s.roles else "", str(sizes[s.id]))
        for s in document.sections
    ]
    heads = (called.word("role"), called.word("confidence"), called.word("size"))
    wide = [max((layout.cell_width(row[i], ambiguous) for row in (heads, *cells)), default=0) for i in range(3)]
    room = width - sum(wide) - len(_GAP) * 3
    if room < max(_MIN_HEADING, width // 2):  # two roles then stand on two lines
        single = (called.get("role", role) + "+" for section in document.sections for role in section.roles)
        wide[0] = max((layout.cell_width(role, ambiguous) for role in (heads[0], *single)), default=0)
        room = width - sum(wide) - len(_GAP) * 3
    if room < _MIN_HEADING:
        wide[0] = max(8, wide[0] - (_MIN_HEADING - room))
        room = max(10, width - sum(wide) - len(_GAP) * 3)
    yield from _row([(called.word("section"), Ink("muted"))], 0, heads, Ink("muted"), wide, room, ambiguous)
    for section, row in zip(document.sections, cells, strict=True):
        depth = _depth(document, section)
        yield from _row(
            _name(document, section, called, room - 2 * depth), depth, row, Ink("plain"), wide, room, ambiguous
        )


def _row(
    name: Sequence[Run],
    depth: int,
    cells: tuple[str, str, str],
    ink: Ink,
    wide: Sequence[int],
    room: int,
    ambiguous: int,
) -> Iterator[list[Run]]:
    lead = "  " * depth
    headings = layout.wrap_runs(name, max(8, room - len(lead) - 2), ambiguous=ambiguous)
    one = [cells[0]] if layout.cell_width(cells[0], ambiguous) <= wide[0] else cells[0].replace("+", "+\n").split("\n")
    roles = [line for role in one for line in layout.wrap_runs([(role, ink)], wide[0], ambiguous=ambiguous)]
    for number in range(max(len(headings), len(roles))):
        first = number == 0
        line: list[Run] = [(lead if first else lead + "  ", ink)]
        line += headings[number] if number < len(headings) else []
        line.append((" " * (room - layout.runs_width(line, ambiguous)) + _GAP, ink))
        role = roles[number][0][0] if number < len(roles) and roles[number] else ""
        line.append((layout.pad(role, wide[0], ambiguous) + _GAP, ink))
        line.append((layout.pad(cells[1] if first else "", wide[1], ambiguous) + _GAP, Ink("muted")))
        space = " " * (wide[2] - layout.cell_width(cells[2], ambiguous))
        line.append((space + cells[2] if first else "", ink))
        yield line


def _name(document: Document, section: Section, called: Names, room: int) -> list[Run]:
    """Marker and heading, or marker and opening words where there is no heading."""
    if section.heading:
        return [(plain(document, section.start, section.body) or section.marker + section.heading, Ink("heading"))]
    opening = plain(document, section.body, min(section.end, section.body + _OPENING))
    marker = section.marker.strip() or (called.word("preamble") if section.level == 0 else "")
    space = room - 3 - layout.cell_width(marker)
    return [(marker, Ink("heading")), (" " + layout.truncate(opening, max(0, space)), Ink("muted"))]


def _depth(document: Document, section: Section) -> int:
    depth = 0
    while section.parent is not None:
        section = document.by_id[section.parent]
        depth += 1
    return depth


def _sizes(document: Document) -> dict[str, int]:
    """Characters of each section with its subsections."""
    sizes = {section.id: section.end - section.start for section in document.sections}
    for section in reversed(document.sections):
        if section.parent is not None:
            sizes[section.parent] += sizes[section.id]
    return sizes
