"""What ties a phrase to one place, body, project, amount, date or instrument: the evidence for 特色."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..basics.numerals import HAN_AMOUNT, HAN_DATE, HAN_TERM
from ..model import Reason
from ..vocabulary import places, table

_DIGITS = r"[0-9](?:[0-9,.]*[0-9])?"
_SPLIT = re.compile(r"[，。；：、,;:（）()\s“”\"—]|以及|包括")
_TAIL = 16  # characters of a name before its suffix, at most


@dataclass(frozen=True, slots=True)
class _Patterns:
    place: re.Pattern[str]
    area: re.Pattern[str]
    body: re.Pattern[str]
    quote: re.Pattern[str]
    named: re.Pattern[str]
    amount: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    instruments: tuple[re.Pattern[str], ...]
    leads: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    no_area: re.Pattern[str]
    no_body: re.Pattern[str]


def anchors_of(text: str, own: Sequence[str], other: str) -> tuple[Reason, ...]:
    """Anchors of a phrase as reasons (place, body, project, amount, date, instrument, unit), each once, in that order.

    own: place names of the issuers of both documents, which anchor nothing by themselves. other: the whole text
    of the other document; a name that stands there too is no anchor.
    """
    patterns = _patterns()
    found: list[Reason] = []
    for match in patterns.place.finditer(text):
        if match.group() not in other and match.group() not in own:
            found.append(Reason("place", match.group()))
    for part in _SPLIT.split(text):
        found += _named(part, patterns.area, patterns.no_area, "place", other, own)
        found += _named(part, patterns.body, patterns.no_body, "body", other, own)
    for match in patterns.quote.finditer(text):
        name = match.group(1)
        if name not in other and name not in _common_quotes():
            found.append(Reason("project", name))
    found += [Reason("project", m.group()) for m in patterns.named.finditer(text) if m.group() not in other]
    found += [Reason("amount", m.group()) for m in patterns.amount.finditer(text)]
    for kind, group in (("date", patterns.dates), ("instrument", patterns.instruments), ("unit", patterns.leads)):
        found += [Reason(kind, m.group()) for pattern in group for m in pattern.finditer(text)]
    return tuple(dict.fromkeys(found))


def _named(
    part: str, pattern: re.Pattern[str], generic: re.Pattern[str], kind: str, other: str, own: Sequence[str]
) -> list[Reason]:
    """Names that end in a telling suffix and are neither a common noun nor known to the other document."""
    found: list[Reason] = []
    at = 0
    for match in pattern.finditer(part):
        stem = _patterns().before.split(part[max(at, match.start() - _TAIL) : match.start()])[-1]
        at = match.end()
        if len(stem) < 2 or generic.search(stem) or stem in own:
            continue
        proper = _is_proper(stem) or len(stem) >= _strong().get(match.group(), _TAIL + 1)
        if proper and stem + match.group() not in other:
            found.append(Reason(kind, stem + match.group()))
    return found


def _is_proper(stem: str) -> bool:
    """Whether a stem holds a place or region name or a foreign letter run: the mark of a name and not of a kind."""
    patterns = _patterns()
    return bool(patterns.place.search(stem) or re.search(r"[A-Za-z]{2,}", stem) or _short_places().search(stem))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = table("anchors.json")
    return loaded


@lru_cache(maxsize=1)
def _strong() -> dict[str, int]:
    """Suffixes that name one body even without a place in the name (…有限公司), each with the characters that the
    rest of the name must have."""
    found: dict[str, int] = _data()["body_strong"]
    return found


@lru_cache(maxsize=1)
def _common_quotes() -> frozenset[str]:
    return frozenset(_data()["common_quotes"])


@lru_cache(maxsize=1)
def _short_names() -> tuple[str, ...]:
    """Short names of provinces and cities (南通 of 南通市), without those that are common words."""
    barred = set(_data()["ambiguous_short_names"])
    found: set[str] = set()
    for name, level in places().items():
        if level == "county":
            continue
        short = re.sub(r"(?:省|市|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|地区|盟)$", "", name)
        if len(short) >= 2 and short != name and short not in barred and not short.endswith("州族"):
            found.add(short)
    return tuple(sorted(found, key=lambda n: (-len(n), n)))


@lru_cache(maxsize=1)
def _short_places() -> re.Pattern[str]:
    """City and county names without their suffix; only used inside what already looks like a name."""
    counties = {name[:-1] for name, level in places().items() if level == "county" and len(name) >= 3}
    barred = set(_data()["ambiguous_short_names"])
    return _alternation(sorted((counties | set(_short_names())) - barred))


# 应城市 is a city, 适应城市 is not: such names count where a word can end before them.
_APART = r"(?:(?<![一-龥])|(?<=[省区市州盟在于与和及到由从向赴驻]))"


def _apart(names: Sequence[str]) -> str:
    """A pattern for the names of cities that are a character and 城市."""
    firsts = sorted(name[0] for name in names if len(name) == 3 and name.endswith("城市"))
    return rf"{_APART}[{''.join(firsts)}]城市"


def _alternation(names: Sequence[str]) -> re.Pattern[str]:
    """One pattern for many names, longest first, grouped by first character so that few are tried."""
    groups: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        groups.setdefault(name[0], []).append(re.escape(name[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())))


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = _data()
    full = [name for name in places() if len(name) >= 3]
    rest = [name for name in full if not (len(name) == 3 and name.endswith("城市"))]
    units = "|".join(sorted(data["amount_units"].split("|"), key=lambda u: (-len(u), u)))
    count = f"(?:{_DIGITS})(?:[—–~～至\\-]{_DIGITS})?(?:[十百千万亿]+)?(?:余|多)?"
    return _Patterns(
        place=re.compile(f"{_apart(full)}|{_alternation([*rest, *data['regions'], *_short_names()]).pattern}"),
        area=re.compile(data["place_suffixes"]),
        body=re.compile(data["body_suffixes"]),
        quote=re.compile(r"[“\"「]([^”\"」，。；、]{2,16})[”\"」]"),
        named=re.compile(data["named_projects"]),
        amount=re.compile(f"{count}(?:{units})|{HAN_AMOUNT}"),
        dates=tuple(map(re.compile, (*data["date_patterns"], HAN_DATE, f"(?:{HAN_TERM})[之以]?内"))),
        instruments=tuple(map(re.compile, data["instrument_patterns"])),
        leads=tuple(map(re.compile, data["lead_patterns"])),
        before=re.compile(data["before_names"]),
        no_area=re.compile(data["place_generic"]),
        no_body=re.compile(data["body_generic"]),
    )
