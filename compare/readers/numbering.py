"""Word's automatic numbers: which marker (一、 （一） 第一条) stands before a paragraph, though no text holds it.

numbering.xml has abstract lists of nine levels, and numbers (num) that use them, maybe with levels of their own.
Paragraphs name a number and a level, or their style does. Counting is per abstract list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from .numerals import printed
from .trees import Element, attribute, child, children

_PLACE = re.compile(r"%([1-9])")
_MOST = 1_000_000  # paragraphs one list may count; numbers beyond are no document's
_THROUGH = re.compile(r"第%\d条")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints. restart: the level (from 1) whose paragraphs start it anew; None:
    any higher level, 0: none. gap: what stands behind the marker (tab, space, nothing)."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    gap: str = "tab"
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """One num: its abstract list, its levels, and where it starts them anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits. outline: level of a heading (1..9), 0 for body text."""

    name: str = ""
    number: str = ""
    level: int | None = None
    outline: int = 0


@dataclass(slots=True)
class Counters:
    """Where every list stands while a document is read from its beginning. through: articles are counted through the
    document whatever stands above them, because LibreOffice drops the setting that says so when it converts."""

    numbers: Mapping[str, Number]
    through: bool = False
    at: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, number: str, level: int) -> str:
        """Count one paragraph on; the marker before it with the gap behind it, empty where none is printed."""
        num = self.numbers.get(number)
        if num is None or level not in num.levels:
            return ""
        counts = self.at.setdefault(num.abstract, {})
        if level in num.starts and (number, level) not in self.begun:
            counts[level] = num.starts[level]
        elif level in counts:
            counts[level] = min(counts[level] + 1, _MOST)
        else:
            counts[level] = num.levels[level].start
        self.begun.add((number, level))
        for deeper in [other for other in counts if other > level]:
            if self._restarts(num.levels.get(deeper), level):
                del counts[deeper]
        return _print(num, level, counts)

    def _restarts(self, deeper: Level | None, level: int) -> bool:
        """Whether a paragraph of `level` starts a deeper level anew."""
        if deeper is None:
            return True
        if deeper.restart is None:
            return not (self.through and _THROUGH.fullmatch(deeper.text))
        return deeper.restart != 0 and level < deeper.restart


def _print(num: Number, level: int, counts: Mapping[int, int]) -> str:
    own = num.levels[level]
    if own.style == "bullet":
        return ""

    def place(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        other = num.levels.get(at, own)
        style = "decimal" if own.legal and at != level else other.style
        return printed(counts.get(at, other.start), style)

    text = _PLACE.sub(place, own.text)
    if not text.strip():
        return ""
    closed = text[-1:] in "、）)：:．"
    return text if closed or own.gap == "nothing" else text.rstrip() + " "


def read_numbers(root: Element | None) -> Mapping[str, Number]:
    """Numbers by id, from the root of numbering.xml."""
    abstracts = {attribute(found, "abstractNumId"): found for found in children(root, "abstractNum")}
    nums = {attribute(found, "numId"): found for found in children(root, "num")}
    links = {key: attribute(child(found, "styleLink")) for key, found in abstracts.items()}
    by_style = {style: key for key, style in links.items() if style}
    result = {}
    for number, found in nums.items():
        abstract = attribute(child(found, "abstractNumId"))
        abstract = by_style.get(attribute(child(abstracts.get(abstract), "numStyleLink")), abstract)
        levels = {_int(attribute(one, "ilvl")): _level(one) for one in children(abstracts.get(abstract), "lvl")}
        starts: dict[int, int] = {}
        for override in children(found, "lvlOverride"):
            at = _int(attribute(override, "ilvl"))
            own, start = child(override, "lvl"), child(override, "startOverride")
            if own is not None:
                levels[at] = _level(own)
            if start is not None:
                starts[at] = _int(attribute(start))
                levels[at] = replace(levels.get(at, Level()), start=starts[at])
        result[number] = Number(abstract, MappingProxyType(levels), MappingProxyType(starts))
    return MappingProxyType(result)


def _level(element: Element) -> Level:
    restart = child(element, "lvlRestart")
    style = child(element, "numFmt")
    if style is None:  # newer formats stand in an alternative, with a fallback that every program knows
        style = child(element, "AlternateContent", "Fallback", "numFmt")
    text = child(element, "lvlText")
    legal = child(element, "isLgl")
    return Level(
        start=_int(attribute(child(element, "start"))),
        style=attribute(style) or "decimal",
        text=attribute(text),
        restart=_int(attribute(restart)) if restart is not None else None,
        legal=legal is not None and attribute(legal) not in ("0", "false", "off"),
        gap=attribute(child(element, "suff")) or "tab",
        paragraph_style=attribute(child(element, "pStyle")),
    )


def read_styles(root: Element | None, numbers: Mapping[str, Number]) -> Mapping[str, Style]:
    """Paragraph styles by id, from the root of styles.xml; what a style does not say, the one it is based on says."""
    found = {attribute(one, "styleId"): one for one in children(root, "style") if attribute(one, "type") == "paragraph"}
    own_level = {
        (key, level.paragraph_style): at
        for key, number in numbers.items()
        for at, level in number.levels.items()
        if level.paragraph_style
    }
    result: dict[str, Style] = {}
    for key in found:
        result[key] = _style(key, found, own_level)
    default = next((key for key, one in found.items() if attribute(one, "default") in ("1", "true", "on")), "")
    if default:
        result[""] = result[default]
    return MappingProxyType(result)


def _style(key: str, found: Mapping[str, Element], own_level: Mapping[tuple[str, str], int]) -> Style:
    name = attribute(child(found[key], "name")).lower()
    number, level, outline = "", None, 0
    at, seen = key, set()
    while at in found and at not in seen:
        seen.add(at)
        properties = child(found[at], "pPr")
        numbering = child(properties, "numPr")
        if numbering is not None:
            if not number:
                number = attribute(child(numbering, "numId"))
                level = own_level.get((number, at), level)
            if level is None and child(numbering, "ilvl") is not None:
                level = _int(attribute(child(numbering, "ilvl")))
        stated = child(properties, "outlineLvl")
        if not outline and stated is not None:
            outline = _outline(attribute(stated))
        heading = re.fullmatch(r"(?:heading|标题) ?([1-9])", attribute(child(found[at], "name")).lower())
        if not outline and heading:
            outline = int(heading.group(1))
        at = attribute(child(found[at], "basedOn"))
    return Style(name, number, level, outline)


def _outline(value: str) -> int:
    """Level of a heading (1..9) from outlineLvl, where 9 is body text."""
    return _int(value) + 1 if value.isdecimal() and _int(value) < 9 else 0


def outline_of(properties: Element | None) -> int | None:
    """Level that a paragraph's own properties give it, None where they say nothing."""
    stated = child(properties, "outlineLvl")
    return None if stated is None else _outline(attribute(stated))


def _int(text: str) -> int:
    """A small number of the file, 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
