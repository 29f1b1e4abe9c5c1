"""Words looked up at the end or the start of a stretch of text, longest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """A set of words that is asked for the longest one at the end or the start of text[low:high]."""

    words: frozenset[str]
    lengths: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, words: Collection[str] | Mapping[str, object]) -> Words:
        """The words with their lengths, longest first."""
        return cls(frozenset(words), tuple(sorted({len(word) for word in words}, reverse=True)))

    def last(self, text: str, low: int, high: int) -> str:
        """The longest word that ends at `high`, or an empty string."""
        for length in self.lengths:
            if high - length >= low and text[high - length : high] in self.words:
                return text[high - length : high]
        return ""

    def first(self, text: str, low: int, high: int) -> str:
        """The longest word that starts at `low`, or an empty string."""
        for length in self.lengths:
            if low + length <= high and text[low : low + length] in self.words:
                return text[low : low + length]
        return ""
