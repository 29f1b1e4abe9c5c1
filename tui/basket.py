"""What a reader has put aside to take away: quotations, each once, in the order they were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from compare.writers.tables.model import Source


@dataclass
class Basket:
    """Quotations by document, start and end. The same place of a document that was read again is the same."""

    quotes: list[Source] = field(default_factory=list)

    def holds(self, source: Source) -> bool:
        """Whether a quotation is in it."""
        return any(_same(source, one) for one in self.quotes)

    def toggle(self, sources: Sequence[Source]) -> bool:
        """Put quotations in, or take them out where all are in; whether they are in now."""
        if all(map(self.holds, sources)):
            self.quotes = [one for one in self.quotes if not any(_same(one, source) for source in sources)]
            return False
        self.quotes += [source for source in sources if not self.holds(source)]
        return True


def _same(one: Source, two: Source) -> bool:
    return one[1:] == two[1:] and one[0].path == two[0].path and one[0].part == two[0].part
