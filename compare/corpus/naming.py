"""What a document is called in a report, who issued it and when: from itself, else as given with it, else its name."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath

from ..parse.metadata import short_place, title_core
from ..vocabulary import places, table
from .collect import Input
from .sheet import Sheet

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISO = re.compile(r"(\d{4})(?:[-./年](\d{1,2}))?(?:[-./月](\d{1,2}))?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_ISSUER = 12  # characters
_SHORTEST_TITLE = 4  # Han characters
_INVISIBLE = " \u3000\u200b\u200d"
_ADDRESS = ("！", "!", "：", ":")
_AROUND = "*#:：-—、，。 "
_DATES = ("issued", "published", "effective")
_OFFICE = re.compile(r"(?:人民政府)?办公[厅室]$|人民政府$")
_PARTS = re.compile(r"[_\s\-—－()（）【】\[\]]+")


def title_of(sheet: Sheet, item: Input) -> str:
    """Title to show: of the document, unless that is only an address to readers (各位代表：)."""
    title = sheet.document.metadata.title
    named = len(_HAN.findall(title)) >= _SHORTEST_TITLE and not title.rstrip(_INVISIBLE).endswith(_ADDRESS)
    return title if named else item.title or stem(item)


def core_of(sheet: Sheet, item: Input) -> str:
    """What the title is about, without issuer, place and years; '' where that is no more than a word."""
    meta = sheet.document.metadata
    title = title_of(sheet, item)
    core = meta.title_core if title == meta.title else ""
    if not core:
        names = [part for part in _PARTS.split(title) if _listed(part) == part or _central(part)]
        core = title_core(title, [issuer_of(sheet, item)], [*meta.places, *names])
    return core if len(_HAN.findall(core)) >= _SHORTEST_TITLE else ""


def stem(item: Input) -> str:
    """File name without suffix; of a row, its id."""
    if not item.file:
        return PurePath(item.path.rpartition("#")[2]).stem or item.path
    return PurePath(item.path).stem


def issuer_of(sheet: Sheet, item: Input) -> str:
    """Issuer to show: from the document, else as given, else the place it speaks for."""
    meta = sheet.document.metadata
    if meta.issuers:
        return meta.issuers[0].strip(_AROUND)
    return item.issuer or _named(stem(item)) or (meta.places[0] if meta.places else "")


def place_of(sheet: Sheet, item: Input) -> str:
    """The place, or of central bodies the issuer, that issuers are counted by."""
    meta = sheet.document.metadata
    if meta.places and (meta.issuers or title_of(sheet, item) == meta.title):
        return short_place(meta.places[0])
    issuer = meta.issuers[0].strip(_AROUND) if meta.issuers else item.issuer
    named = short_place(_listed(issuer)) or _OFFICE.sub("", issuer) or short_place(_named(stem(item)))
    return named or (short_place(meta.places[0]) if meta.places else "")


def date_of(sheet: Sheet, item: Input) -> tuple[str, str]:
    """ISO date or year, and where it is from; empty strings where there is none."""
    meta = sheet.document.metadata
    for name in _DATES[:2]:
        if meta.date(name):
            return meta.date(name), name
    given = _ISO.match(item.date)
    if given and given.group(1)[:2] in ("19", "20"):
        return _iso(given), "given"
    if meta.date(_DATES[2]):
        return meta.date(_DATES[2]), _DATES[2]
    for text, name in ((meta.outer_title, "title"), (meta.title, "title"), (stem(item), "name")):
        match = _YEAR.search(text)
        if match:
            return match.group(), name
    return "", ""


def _iso(match: re.Match[str]) -> str:
    parts = [match.group(1)]
    for part, most in ((match.group(2), 12), (match.group(3), 31)):
        if not part or not 1 <= int(part) <= most:
            break
        parts.append(f"{int(part):02d}")
    return "-".join(parts)


def _named(name: str) -> str:
    """The place or central body that a part of a file name begins with."""
    return next((found for part in _PARTS.split(name) if (found := _listed(part) or _central(part))), "")


def _central(part: str) -> str:
    """A part of a name that is a central body (国务院, 工信部)."""
    if len(part) > _LONGEST_ISSUER or "关于" in part:
        return ""
    return part if any(re.match(pattern, part) for pattern, level in table("metadata.json")["levels"][:2]) else ""


def _listed(text: str) -> str:
    """The administrative division, in full or short, that a text begins with."""
    full = next((text[:n] for n in range(min(12, len(text)), 1, -1) if text[:n] in places()), "")
    return full or next((text[:n] for n in range(min(4, len(text)), 1, -1) if text[:n] in _shorts()), "")


@lru_cache(maxsize=1)
def _shorts() -> frozenset[str]:
    found = {short_place(name) for name, level in places().items() if level in ("province", "city")}
    return frozenset(name for name in found if len(name) >= 2)
