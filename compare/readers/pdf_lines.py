"""Characters of a page to its lines in reading order: by where they stand, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_GAP = 1.6  # widths of a character from which a gap inside a line parts cells or columns
_SENTENCE = 10  # characters that a line of a column has at least, and a cell of a table has not


class Char(NamedTuple):
    """A character with its box and the origin of its baseline, in points from the lower left; angle in radians."""

    char: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    y: float
    angle: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line as printed. left, right, y: where it stands, in points; size: width of a Han character in it. cells:
    its stretches between wide gaps as (left, text). place: y from the page's top, 0..1. page: width of the page, in
    points. blanks: whether it begins with blanks. column: 0 or 1, from the left."""

    text: str
    left: float
    right: float
    y: float
    size: float
    cells: tuple[tuple[float, str], ...]
    place: float
    page: float = 0.0
    blanks: bool = False
    column: int = 0


def rows_of(chars: Sequence[Char], width: float, height: float) -> list[Row]:
    """Lines of a page, from the top down, the left of two columns first. Characters that stand at another angle than
    most (watermarks, stamps) and those printed twice for boldness are left out."""
    chars = _upright([char for char in chars if char.char.strip() or char.right > char.left])
    if not chars:
        return []
    top = max(char.top for char in chars)
    turned = top > height + 1 or max(char.right for char in chars) > width + 1
    span = (min(char.bottom for char in chars), top) if turned else (0.0, height)
    page = width if not turned else 0.0

    def made(found: Iterable[list[Char]], column: int = 0) -> list[Row]:
        return [replace(_row(line, span, page), column=column) for line in found]

    lines = _baselines(chars)
    rows = made(lines)
    gutter = _gutter(rows)
    return rows if gutter is None else _columns(chars, lines, rows, gutter, made)


def _upright(chars: list[Char]) -> list[Char]:
    """Characters of the angle that most have, turned upright."""
    angles = Counter(round(char.angle / 1.5708) % 4 for char in chars if abs(_skew(char.angle)) < 0.02)
    if not angles:
        return []
    turn = min(angles, key=lambda angle: (-angles[angle], angle))
    kept = [c for c in chars if abs(_skew(c.angle)) < 0.02 and round(c.angle / 1.5708) % 4 == turn]
    if turn == 1:
        return [Char(c.char, c.bottom, c.top, -c.right, -c.left, c.y, -c.x, 0) for c in kept]
    if turn == 2:
        return [Char(c.char, -c.right, -c.left, -c.top, -c.bottom, -c.x, -c.y, 0) for c in kept]
    if turn == 3:
        return [Char(c.char, -c.top, -c.bottom, c.left, c.right, -c.y, c.x, 0) for c in kept]
    return kept


def _skew(angle: float) -> float:
    """How far an angle is from the nearest quarter turn."""
    return angle - round(angle / 1.5708) * 1.5708


def _baselines(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters line by line from the top; each line from left to right, without lines of blanks."""
    lines: list[list[Char]] = []
    base = 0.0
    for char in sorted(chars, key=lambda c: (-c.y, c.x)):
        height = max(char.top - char.bottom, 1.0)
        first = lines[-1][0] if lines else char
        if not lines or base - char.y > 0.45 * min(height, max(first.top - first.bottom, 1.0)):
            lines.append([])
            base = char.y
        lines[-1].append(char)
    return [sorted(line, key=lambda c: c.x) for line in lines if any(c.char.strip() for c in line)]


def _row(line: list[Char], span: tuple[float, float], page: float) -> Row:
    widths = [c.right - c.left for c in line if "\u2e80" <= c.char <= "\u9fff"]
    size = median(widths) if widths else max(1.0, median(c.top - c.bottom for c in line))
    gaps = [b.left - a.right for a, b in pairwise(line)]
    usual = min(max(0.0, median(gaps)), 0.2 * size) if len(gaps) > 5 else 0.0  # of a line stretched to the margin
    cells: list[tuple[float, str]] = []
    text = ""
    start = line[0].left
    previous: Char | None = None
    for char in line:
        if previous is not None:
            twice = char.char == previous.char and abs(char.left - previous.left) < 0.15 * size
            if twice and char.right - char.left < 1.5 * size:  # a wide one is a sign for two (——)
                continue
            gap = char.left - previous.right
            if gap > _GAP * size:
                cells.append((start, text))
                text, start = "", char.left
            elif _parted(previous.char, char.char, (gap - usual) / size):
                text += " "
        text += char.char
        previous = char
    cells.append((start, text))
    cells = [(left, cell.strip()) for left, cell in cells if cell.strip()]
    inked = [c for c in line if c.char.strip()] or line
    low, high = span
    return Row(
        "  ".join(cell for _, cell in cells),
        inked[0].left,
        inked[-1].right,
        line[0].y,
        size,
        tuple(cells),
        (high - line[0].y) / max(1.0, high - low),
        page,
        line[0].char == "\u3000" or (line[0].char == " " and inked[0].left - line[0].left > 0.8 * size),
    )


def _parted(before: str, after: str, gap: float) -> bool:
    """Whether a blank stands between two characters. gap: in widths of a Han character, beyond that of the line.
    Between Chinese and Latin a small gap is the typesetter's, and so it is behind punctuation."""
    if before == " " or after == " ":
        return False
    if before.isascii() == after.isascii():
        return gap > (0.15 if before.isascii() else 0.2) and (before.isascii() or before.isalnum())
    return gap > 0.6


def _columns(
    chars: list[Char], lines: list[list[Char]], rows: list[Row], gutter: float, made: Callable[..., list[Row]]
) -> list[Row]:
    """Rows of a page in two columns, in reading order: the left column of each stretch between headlines that go over
    both, then the right one. gutter: where the right column begins."""
    over = [row for row, line in zip(rows, lines, strict=True) if _goes_over(line, gutter, row.size)]
    result: list[Row] = []
    top = float("inf")
    for headline in [*over, None]:
        bottom = headline.y if headline else float("-inf")
        between = [char for char in chars if bottom + 1 < char.y < top - 1]
        for column in (0, 1):
            result += made(_baselines([char for char in between if (char.left >= gutter) == bool(column)]), column)
        if headline:
            result.append(headline)
            top = headline.y
    return result


def _goes_over(line: list[Char], gutter: float, size: float) -> bool:
    """Whether a line goes on over the gap between the columns. Punctuation may hang into the gap."""
    left = [char.right for char in line if char.left < gutter]
    right = [char.left for char in line if char.left >= gutter]
    return bool(left and right) and min(right) - max(left) < 0.8 * size


def _gutter(rows: list[Row]) -> float | None:
    """Where the right of two columns begins, None for a page of one column. Most lines must have text on both sides,
    as long as sentences are: a table has short cells."""
    pairs = [row for row in rows if len(row.cells) == 2]
    if len(pairs) < 6 or len(pairs) < 0.5 * len(rows):
        return None
    starts = Counter(round(row.cells[1][0] / 6) for row in pairs)
    start, count = min(starts.items(), key=lambda item: (-item[1], item[0]))
    if count < 0.5 * len(pairs):
        return None
    lengths = [min(len(row.cells[0][1]), len(row.cells[1][1])) for row in pairs if round(row.cells[1][0] / 6) == start]
    return start * 6 - 4 if median(lengths) >= _SENTENCE else None
