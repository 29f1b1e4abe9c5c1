"""What a reader corrects by hand in one document or pair: headings, roles, links.

Places are offsets into the text together with the words that stand there, so that they are found again when the
text has changed since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_QUOTE = 20  # code points of a quote: long enough to be rare, short enough to survive edits behind it


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position (code points) and the text that begins there."""

    start: int
    quote: str

    def find(self, text: str) -> int | None:
        """Where this place is in a text: the occurrence of its quote that is nearest, None where there is none."""
        if text.startswith(self.quote, self.start):
            return self.start
        before = text.rfind(self.quote, 0, self.start + len(self.quote))
        after = text.find(self.quote, self.start)
        found = [at for at in (before, after) if at >= 0] if self.quote else []
        return min(found, key=lambda at: abs(at - self.start), default=None)


def place_at(text: str, start: int) -> Place:
    """The place of an offset."""
    return Place(start, text[start : start + _QUOTE])


@dataclass(frozen=True, slots=True, order=True)
class HeadingFix:
    """A heading of `level` 1..5 begins here and ends at `end` (code points; 0: at the line's or first sentence's
    end). Level 0: what begins here is no heading."""

    place: Place
    level: int
    end: int = 0


@dataclass(frozen=True, slots=True, order=True)
class RoleFix:
    """The section that begins here has these roles (at most two codes of the role table), or none."""

    place: Place
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class LinkFix:
    """The sections that begin at these places of the left and right document are counterparts (pin) or not (cut)."""

    left: Place
    right: Place
    action: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything that is corrected in one document."""

    headings: tuple[HeadingFix, ...] = ()
    roles: tuple[RoleFix, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.headings or self.roles)


def lost_note(quotes: Iterable[str]) -> str:
    """What to say of corrections whose places are not in the text."""
    listing = "、".join(f"“{quote.strip()[:12]}…”" for quote in quotes)
    return f"会话文件里的改正有几处在原文中找不到位置，未采用：{listing}"
