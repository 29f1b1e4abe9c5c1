"""Documents in Traditional characters: understood and matched as Simplified, shown as they are."""

from __future__ import annotations

import re
from dataclasses import replace

from ..basics.traditional import simplified
from ..corrections import Corrections, HeadingFix, Place, RoleFix
from ..model import Document, Layout, Metadata, Section
from .document import understand

_NONE = Corrections()


def understand_simplified(
    text: str,
    path: str = "",
    part: int = 0,
    encoding: str = "utf-8",
    corrections: Corrections = _NONE,
    layout: Layout | None = None,
) -> Document:
    """As `understand`, but by the Simplified form of the text. The document shows the text as it is, and holds the
    one that is matched in `simplified`. Raises ReadError, and OptionError where opencc is missing."""
    plain = simplified(text)
    fixes = _as_simplified(corrections, text)
    found = understand(plain, path, part, encoding, fixes, layout or Layout())
    shown = replace(
        found,
        text=text,
        metadata=_metadata(found.metadata, plain, text),
        sections=tuple(_section(section, plain, text) for section in found.sections),
        items=tuple(replace(item, marker=original(item.marker, plain, text, item.start)) for item in found.items),
    )
    return replace(shown, simplified=found)


def original(words: str, plain: str, text: str, near: int = 0) -> str:
    """Words of the Simplified text as they stand in the text itself; as they are where they are not found. near: where
    to look first (code points)."""
    if not words.strip():
        return words
    pattern = re.compile(r"\s*".join(re.escape(char) for char in words if not char.isspace()))
    match = pattern.search(plain, near) or pattern.search(plain)
    if match is None:
        return words
    found = text[match.start() : match.end()]
    return found if re.search(r"\s", words) else re.sub(r"\s", "", found)


def _section(section: Section, plain: str, text: str) -> Section:
    return replace(
        section,
        marker=original(section.marker, plain, text, section.start),
        heading=original(section.heading, plain, text, section.start),
    )


def _metadata(found: Metadata, plain: str, text: str) -> Metadata:
    def back(words: str) -> str:
        return original(words, plain, text)

    return replace(
        found,
        title=back(found.title),
        outer_title=back(found.outer_title),
        issuers=tuple(map(back, found.issuers)),
        number=back(found.number),
        title_core=back(found.title_core),
        addressees=back(found.addressees),
        cited=tuple((back(title), back(number)) for title, number in found.cited),
        places=tuple(map(back, found.places)),
    )


def _as_simplified(corrections: Corrections, text: str) -> Corrections:
    """Corrections whose quotes are of the text itself, with quotes of its Simplified form."""
    if not corrections:
        return corrections

    def place(found: Place) -> Place:
        at = found.find(text)
        return Place(found.start if at is None else at, simplified(found.quote))

    return Corrections(
        tuple(HeadingFix(place(fix.place), fix.level, fix.end) for fix in corrections.headings),
        tuple(RoleFix(place(fix.place), fix.roles) for fix in corrections.roles),
    )
