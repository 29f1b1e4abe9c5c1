"""Pictures of a report, drawn as SVG: heat map with dendrogram, and when shared sentences appeared.

Nothing is told by colour alone: cells have their numbers or are read out, dots have titles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...report import CLAUSE, PHRASE, Quote, Report, SharedRow
from ..report_tables.reported import Reported

LEVELS = (1, 15, 30, 50, 70)  # percent from which a cell has shade 1 to 5
FIGURES = ("net", "gross", "subject", "structure")
NUMBERED = 24  # families up to which every cell has its number
_WITH_ROLES = 40  # and up to which there is a map for each role
_ROLES = 8  # roles that are drawn
_MOST = 400  # families that a map can hold
_NAMES, _TREE, _HEAD = 240, 130, 22  # pixels of names, dendrogram and column numbers
_CLAUSES = 14  # sentences of the picture of dates
_LEFT, _STEP, _RIGHT = 40, 44, 900  # pixels of its margin, of a row, and of its end


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a cell and where it stands; pair: id of the pair's figures, empty where it has none."""

    x: float
    y: float
    text: str
    pair: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One figure of the map: its cells by shade as paths, its numbers, and all values for whoever points at a cell."""

    code: str
    name: str
    about: str
    paths: tuple[tuple[int, str], ...]
    numbers: tuple[Number, ...]
    values: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a row: its number, short and full name, id of the document, and its place."""

    number: int
    short: str
    full: str
    target: str
    y: float


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The map. size: width and height; cell: pixels of a cell; labels: rows, in the order of the clustering."""

    size: tuple[int, int]
    cell: int
    names: int
    head: int
    labels: tuple[Label, ...]
    columns: tuple[tuple[float, int], ...]
    tree: tuple[str, ...]
    layers: tuple[Layer, ...]
    order: str


def heat_map(made: Reported, pairs: dict[tuple[int, int], str], about: dict[str, str]) -> HeatMap | None:
    """The matrix in the order of the clustering; None for one family, or for more than can be drawn.

    pairs: ids of the pairs whose figures stand in the page. about: what each figure is counted from.
    """
    report = made.report
    order = report.matrix.order
    count = len(order)
    if not 1 < count <= _MOST:
        return None
    cell = next(size for most, size in ((12, 38), (NUMBERED, 32), (40, 20), (100, 11), (_MOST, 5)) if count <= most)
    side = count * cell
    labels = tuple(
        Label(n + 1, made.short[family], report.head(family).title, f"doc-{family + 1}", _HEAD + n * cell + cell / 2)
        for n, family in enumerate(order)
    )
    columns = tuple((_NAMES + n * cell + cell / 2, n + 1) for n in range(count) if cell >= 20)
    return HeatMap(
        (_NAMES + side + _TREE + 4, _HEAD + side + 4),
        cell,
        _NAMES,
        _HEAD,
        labels,
        columns,
        tuple(_tree(report, cell, _NAMES + side)),
        tuple(_layers(made, cell, pairs, about)),
        ",".join(str(family + 1) for family in order),
    )


def _layers(made: Reported, cell: int, pairs: dict[tuple[int, int], str], about: dict[str, str]) -> Iterator[Layer]:
    report = made.report
    for code in FIGURES:
        values = getattr(report.matrix, code).tolist()
        yield _layer(made, code, made.words.names.get("figure", code), about[code], values, cell, pairs)
    if len(report.families) > _WITH_ROLES:
        return
    count = len(report.families)
    found: dict[str, list[list[float | None]]] = {}
    weights: dict[str, int] = {}
    for one in range(count):
        for two in range(one + 1, count):
            for figure in report.pair(one, two).by_role:
                grid = found.setdefault(figure.role, [[None] * count for _ in range(count)])
                grid[one][two] = grid[two][one] = figure.similarity
                weights[figure.role] = weights.get(figure.role, 0) + figure.characters
    for role in sorted(weights, key=lambda code: (-weights[code], code))[:_ROLES]:
        yield _layer(made, role, made.role(role), about["role"], found[role], cell, pairs)


def _layer(
    made: Reported,
    code: str,
    name: str,
    about: str,
    values: Sequence[Sequence[float | None]],
    cell: int,
    pairs: dict[tuple[int, int], str],
) -> Layer:
    order = made.report.matrix.order
    paths: dict[int, list[str]] = {}
    numbers: list[Number] = []
    listed: list[str] = []
    for row, left in enumerate(order):
        for column, right in enumerate(order):
            if row == column:
                continue
            value = values[left][right]
            shown = "" if value is None else str(round(value * 100))
            if column > row:
                listed.append(shown)
            shade = 0 if value is None else sum(round(value * 100) >= least for least in LEVELS)
            x, y = _NAMES + column * cell, _HEAD + row * cell
            if shade:
                paths.setdefault(shade, []).append(f"M{x} {y}h{cell}v{cell}h-{cell}z")
            if len(order) <= NUMBERED and shown:
                ident = pairs.get((min(left, right), max(left, right)), "")
                numbers.append(Number(x + cell / 2, y + cell / 2, shown if shade else "·", ident))
    return Layer(
        code, name, about, tuple((n, "".join(paths[n])) for n in sorted(paths)), tuple(numbers), ",".join(listed)
    )


def _tree(report: Report, cell: int, left: int) -> Iterator[str]:
    """The dendrogram beside the map, its leaves at the rows: similar documents meet near the map."""
    order = report.matrix.order
    place = {family: _HEAD + n * cell + cell / 2 for n, family in enumerate(order)}
    reach = {family: float(left + 4) for family in order}
    for step, merge in enumerate(report.matrix.merges):
        node = len(report.families) + step
        x = left + 8 + merge.height * (_TREE - 12)
        one, two = place[merge.left], place[merge.right]
        yield f"M{reach[merge.left]:.1f} {one:.1f}H{x:.1f}V{two:.1f}H{reach[merge.right]:.1f}"
        place[node], reach[node] = (one + two) / 2, x


# ---- when


@dataclass(frozen=True, slots=True)
class Dot:
    """A document that carries a sentence: where it is drawn, what it is called, and what it is the first of."""

    x: float
    title: str
    first: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A sentence and its carriers over time."""

    y: float
    text: str
    about: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Sentences over time. ticks: place and year."""

    size: tuple[int, int]
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]


def timeline(made: Reported, about: str) -> Timeline | None:
    """The sentences that most families carry, formula last, by the dates of their documents; None where fewer than two
    differ.

    about: what is said of a sentence, with {families} and {issuers}.
    """
    rows = [
        row
        for row in made.report.shared
        if row.kind in (CLAUSE, PHRASE) and row.exact and len(_dated(made, row.quotes)) > 1
    ]
    rows = sorted(rows, key=lambda row: (row.formula != "", -row.families, -row.issuers, -len(row.text), row.text))[
        :_CLAUSES
    ]
    days = [day for row in rows for day, _ in _dated(made, row.quotes)]
    if not days or max(days) - min(days) < 1:
        return None
    low, high = min(days), max(days)

    def x(day: int) -> float:
        return round(_LEFT + (day - low) / (high - low) * (_RIGHT - 2 * _LEFT), 1)

    years = range(date.fromordinal(low).year, date.fromordinal(high).year + 2)
    step = max(1, len(years) // 12)
    marks = [date(year, 1, 1).toordinal() for year in years[::step]]
    ticks = tuple((x(day), str(date.fromordinal(day).year)) for day in marks if low <= day <= high)
    if len(ticks) < 2:
        ticks = ((x(low), date.fromordinal(low).isoformat()), (x(high), date.fromordinal(high).isoformat()))
    lanes = tuple(_lane(made, row, n * _STEP + 46, x, about) for n, row in enumerate(rows))
    return Timeline((_RIGHT, len(rows) * _STEP + 46), ticks, lanes)


def _lane(made: Reported, row: SharedRow, y: float, x: Callable[[int], float], about: str) -> Lane:
    dated = _dated(made, row.quotes)
    first = min(day for day, _ in dated)
    dots = tuple(
        Dot(x(day), f"{made.report.entries[quote.document].date} {made.named(quote.document)}", day == first)
        for day, quote in dated
    )
    text = "".join(row.text.split())
    return Lane(y, text, about.format(families=row.families, issuers=row.issuers), dots)


def _dated(made: Reported, quotes: Sequence[Quote]) -> list[tuple[int, Quote]]:
    """Quotations of documents whose day or year is known, as ordinals; a year is its middle."""
    found = []
    for quote in quotes:
        written = made.report.entries[quote.document].date
        parts = [int(part) for part in written.split("-") if part.isdigit()]
        if parts:
            year, month, day = (*parts, 7, 1)[:3] if len(parts) == 1 else (*parts, 15)[:3]
            found.append((date(year, month, day).toordinal(), quote))
    return found


# ---- what each document is made of


@dataclass(frozen=True, slots=True)
class Profile:
    """A document and what share of it each role has, in percent."""

    name: str
    target: str
    shares: tuple[int, ...]


def profiles(made: Reported) -> tuple[tuple[str, ...], tuple[Profile, ...]]:
    """Names of the roles that make up most of all documents, and each family's shares, as the clustering orders."""
    report = made.report
    sums = [
        [float(value) for value in weights.by_role(weights.gross, len(report.roles))]
        for weights in report.matrix.weights
    ]
    totals = [sum(column) for column in zip(*sums, strict=True)] if report.roles else []
    chosen = sorted(range(len(totals)), key=lambda n: (-totals[n], n))[:_ROLES]
    chosen = [n for n in chosen if totals[n]]
    rows = tuple(
        Profile(
            made.short[family],
            f"doc-{family + 1}",
            tuple(
                round(100 * sums[family][n] / max(1.0, float(report.matrix.weights[family].gross.sum())))
                for n in chosen
            ),
        )
        for family in report.matrix.order
    )
    return tuple(made.role(report.roles[n]) for n in chosen), rows
