"""What a document is called in a report, who issued it and when: from itself, else as given with it, else its name."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath

from ..parse.metadata import short_place
from ..vocabulary import places
from .collect import Input
from .sheet import Sheet

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISO = re.compile(r"(\d{4})(?:[-./年](\d{1,2}))?(?:[-./月](\d{1,2}))?")
_DATES = ("issued", "published", "effective")
_OFFICE = re.compile(r"(?:人民政府)?办公[厅室]$|人民政府$")
_PARTS = re.compile(r"[_\s\-—－()（）【】\[\]]+")


def title_of(sheet: Sheet, item: Input) -> str:
    """Title to show."""
    return sheet.document.metadata.title or item.title or stem(item)


def stem(item: Input) -> str:
    """File name without suffix; of a row, its id."""
    if not item.file:
        return PurePath(item.path.rpartition("#")[2]).stem or item.path
    return PurePath(item.path).stem


def issuer_of(sheet: Sheet, item: Input) -> str:
    """Issuer to show: from the document, else as given, else the place it speaks for."""
    meta = sheet.document.metadata
    if meta.issuers:
        return meta.issuers[0]
    return item.issuer or (meta.places[0] if meta.places else _named_place(stem(item)))


def place_of(sheet: Sheet, item: Input) -> str:
    """The place, or of central bodies the issuer, that issuers are counted by."""
    meta = sheet.document.metadata
    if meta.places:
        return short_place(meta.places[0])
    issuer = meta.issuers[0] if meta.issuers else item.issuer
    return short_place(_listed(issuer)) or _OFFICE.sub("", issuer) or short_place(_named_place(stem(item)))


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


def _named_place(name: str) -> str:
    return next((found for part in _PARTS.split(name) if (found := _listed(part))), "")


def _listed(text: str) -> str:
    """The administrative division, in full or short, that a text begins with."""
    full = next((text[:n] for n in range(min(12, len(text)), 1, -1) if text[:n] in places()), "")
    return full or next((text[:n] for n in range(min(4, len(text)), 1, -1) if text[:n] in _shorts()), "")


@lru_cache(maxsize=1)
def _shorts() -> frozenset[str]:
    found = {short_place(name) for name, level in places().items() if level in ("province", "city")}
    return frozenset(name for name in found if len(name) >= 2)
