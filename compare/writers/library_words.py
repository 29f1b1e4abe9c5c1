"""What lists, searches and traces of a library say, from `compare/data/library.json`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ..vocabulary import table

Say = Callable[..., str]


@lru_cache(maxsize=2)
def library_words(lang: str) -> Say:
    """A function from a code and values to a text; anything but en is Chinese."""
    texts: dict[str, str] = table("library.json")["en" if lang == "en" else "zh"]

    def say(code: str, **values: object) -> str:
        return texts[code].format(**values) if values else texts[code]

    return say
