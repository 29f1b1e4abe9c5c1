"""Facts about policies as data: each loader reads one file of `compare/data` once."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


def _text(name: str) -> str:
    return (files("compare") / "data" / name).read_text(encoding="utf-8")


def lines(name: str) -> list[str]:
    """Lines of a data file without comments (#) and blanks."""
    return [line for line in _text(name).splitlines() if line.strip() and not line.startswith("#")]


@cache
def table(name: str) -> Any:
    """A JSON data file, the same object at every call: it is read, never changed."""
    return json.loads(_text(name))


@lru_cache(maxsize=1)
def policy_words() -> tuple[str, ...]:
    """Words that jieba should keep whole: programme names, government bodies, set phrases."""
    return tuple(lines("words.txt"))


@lru_cache(maxsize=1)
def _place_rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = (line.split("\t") for line in lines("places.tsv"))
    return tuple((level, name, tuple(filter(None, above.split(",")))) for level, name, above in rows)


@lru_cache(maxsize=1)
def places() -> dict[str, str]:
    """Administrative divisions by full name, with their level: province, city or county."""
    return {name: level for level, name, _ in _place_rows()}


@lru_cache(maxsize=1)
def places_above() -> dict[str, tuple[str, ...]]:
    """Divisions above each administrative division, nearest first."""
    return {name: above for _, name, above in _place_rows()}


@lru_cache(maxsize=2)
def role_names(lang: str) -> dict[str, str]:
    """Names of the section roles by code, in Chinese or (en) English."""
    try:
        roles = table("roles.json")["roles"]
    except FileNotFoundError:
        return {}
    return {role["code"]: role["en" if lang == "en" else "zh"] for role in roles}
