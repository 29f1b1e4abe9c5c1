"""Many documents at a glance: which figure of a report is looked at, in which order, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from compare.report import PairFigures, Report
from compare.writers.names import Names

from .finding import fold_case

# Shades by similarity in percent, from the least on; the second set where such characters take two cells.
LEVELS = (0, 15, 30, 50, 70)
SHADES = (" ", "░", "▒", "▓", "█")
PLAIN_SHADES = (" ", ".", ":", "+", "#")
FIGURES = ("net", "gross", "subject", "structure")  # of whole documents; the others are of one role
ORDERS = ("cluster", "place", "date")
_TOGETHER = 0.7  # distance up to which families are called a cluster: 30 % of their text or more in common


@dataclass
class Overview:
    """A report, and how it is looked at. figure: one of FIGURES or the code of a role; order: one of ORDERS."""

    report: Report
    names: Names
    figure: str = "net"
    order: str = "cluster"
    basket: list[int] = field(default_factory=list)  # families that have been picked
    _pairs: dict[tuple[int, int], PairFigures] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.families = self._ordered()

    @property
    def figures(self) -> tuple[str, ...]:
        """All that can be looked at: whole documents first, then roles as often as they matter."""
        return (*FIGURES, *self.report.roles)

    def next_figure(self, step: int) -> None:
        """Look at the next figure, or the one before."""
        every = self.figures
        self.figure = every[(every.index(self.figure) + step) % len(every)]

    def toggle_net(self) -> None:
        """With or without set phrases."""
        self.figure = "gross" if self.figure == "net" else "net"

    def next_order(self) -> None:
        """Another order of the documents."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.families = self._ordered()

    def _ordered(self) -> list[int]:
        found = list(self.report.matrix.order)
        head = self.report.head
        if self.order == "place":
            found.sort(key=lambda family: (head(family).place, head(family).title, family))
        elif self.order == "date":
            found.sort(key=lambda family: (head(family).date or "9", family))
        return found

    # ---- what the figures say

    def pair(self, one: int, two: int) -> PairFigures:
        """All figures of two families."""
        key = (min(one, two), max(one, two))
        if key not in self._pairs:
            self._pairs[key] = self.report.pair(*key)
        return self._pairs[key]

    def value(self, one: int, two: int) -> float | None:
        """The figure looked at, 0..1; None where neither document has the role."""
        if one == two:
            return 1.0
        matrix = self.report.matrix
        if self.figure in FIGURES:
            return float(getattr(matrix, self.figure)[one, two])
        found = (figure.similarity for figure in self.pair(one, two).by_role if figure.role == self.figure)
        return next(found, None)

    def closest(self) -> tuple[int, int]:
        """Row and column of the two documents that are most alike, the later row first."""
        count = len(self.families)
        cells = ((row, column) for row in range(count) for column in range(row))
        return max(cells, key=lambda c: self.value(self.families[c[0]], self.families[c[1]]) or 0.0, default=(0, 0))

    def figure_name(self, figure: str) -> str:
        """What a figure is called."""
        return self.names.get("figure", figure) if figure in FIGURES else self.names.get("role", figure)

    def medians(self) -> dict[str, float]:
        """The middle value of each role over all pairs that have it."""
        values: dict[str, list[float]] = {}
        count = len(self.report.families)
        for one in range(count):
            for two in range(one + 1, count):
                for figure in self.pair(one, two).by_role:
                    values.setdefault(figure.role, []).append(figure.similarity)
        return {role: median(found) for role, found in values.items()}

    def clusters(self) -> list[list[int]]:
        """Families that the clustering puts together at _TOGETHER or nearer, the largest first."""
        count = len(self.report.families)
        members: dict[int, list[int]] = {n: [n] for n in range(count)}
        for step, merge in enumerate(self.report.matrix.merges):
            if merge.height <= _TOGETHER and merge.left in members and merge.right in members:
                members[count + step] = members.pop(merge.left) + members.pop(merge.right)
        return sorted((sorted(group) for group in members.values() if len(group) > 1), key=lambda g: (-len(g), g))

    @property
    def base(self) -> int | None:
        """The family whose items the report follows through the others."""
        coverage = self.report.coverage
        return self.report.entries[coverage.base].family if coverage is not None else None

    # ---- documents by name

    def label(self, family: int) -> str:
        """A short name: place or issuer, what the document is, year."""
        entry = self.report.head(family)
        title = entry.title or entry.path
        place = entry.place if entry.place and entry.place not in title else ""
        year = entry.year if entry.year and entry.year not in title else ""
        return " ".join(part for part in (place, title, year) if part)

    def find(self, text: str, start: int, forward: bool = True) -> int | None:
        """Row of the next document from `start` on whose name or path holds a text; round to the other end."""
        needle = fold_case(text.strip())
        count = len(self.families)
        step = 1 if forward else -1
        for ahead in range(1, count + 1):
            row = (start + step * ahead) % count
            entry = self.report.head(self.families[row])
            if needle in fold_case(self.label(self.families[row]) + entry.path + entry.issuer):
                return row
        return None

    def pick(self, family: int) -> bool:
        """Put a family into the basket or take it out; whether it is in now."""
        if family in self.basket:
            self.basket.remove(family)
            return False
        self.basket.append(family)
        return True


def level(value: float) -> int:
    """Index into SHADES for a similarity."""
    percent = round(value * 100)
    return max(index for index, least in enumerate(LEVELS) if percent >= least)
