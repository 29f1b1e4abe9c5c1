"""What the writers call things, in Chinese and English, from `compare/data/names.json` and `roles.json`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import role_names, table


@dataclass(frozen=True, slots=True)
class Names:
    """Names in one language, by table (regime, kind, label, region, confidence, date, word, role) and code."""

    lang: str
    tables: dict[str, dict[str, str]]

    def get(self, kind: str, code: str) -> str:
        """The name, or the code itself where there is none."""
        return self.tables[kind].get(code, code)

    def word(self, code: str, **values: object) -> str:
        """An interface word with its places filled in."""
        text = self.tables["word"][code]
        return text.format(**values) if values else text

    def roles(self, codes: tuple[str, ...]) -> str:
        """The names of one or two roles, joined by +."""
        return "+".join(self.get("role", code) for code in codes)

    def side(self, left: bool) -> str:
        """甲 or 乙."""
        return self.word("left" if left else "right")


@lru_cache(maxsize=2)
def names(lang: str) -> Names:
    """The names of a language; anything but en is Chinese."""
    lang = "en" if lang == "en" else "zh"
    roles = {code: name.split(" (")[0] for code, name in role_names(lang).items()}  # without the explanation
    return Names(lang, {**table("names.json")[lang], "role": roles})
