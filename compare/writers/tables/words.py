"""What tables say, in Chinese and English, from `compare/data/tables.json` and `report_tables.json`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...vocabulary import table
from ..names import Names, names

SEVERAL = 6  # entries from which a list in an explanation is cut


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of one language by code; names: what the other writers call things."""

    lang: str
    texts: dict[str, str]
    names: Names

    def say(self, code: str, **values: object) -> str:
        """A text with its places filled in."""
        text = self.texts[code]
        return text.format(**values) if values else text

    @property
    def comma(self) -> str:
        """What stands between the entries of a list."""
        return self.say("comma")

    def listed(self, entries: Iterable[str], most: int = 0, between: str = "comma") -> str:
        """Entries as a list; with `most`, the first of them and how many. between: code of what parts them."""
        kept = list(entries)
        text = self.say(between).join(kept[:most] if most else kept)
        return text if not most or len(kept) <= most else self.say("and_more", text=text, n=len(kept))

    def sentences(self, parts: Sequence[str]) -> str:
        """Parts of an explanation as one sentence."""
        kept = [part for part in parts if part]
        return self.say("semicolon").join(kept) + self.say("stop") if kept else ""

    def number(self, count: int) -> str:
        """A count with its thousands set apart."""
        return f"{count:,}"


@lru_cache(maxsize=2)
def words(lang: str) -> Words:
    """The texts of a language, those of reports among them; anything but en is Chinese."""
    lang = "en" if lang == "en" else "zh"
    return Words(lang, {**table("tables.json")[lang], **table("report_tables.json")[lang]}, names(lang))
