"""How alike documents are: matrices, pairs, pairs by role."""

from __future__ import annotations

from collections.abc import Iterator

from ..tables.model import Cell, Column, Table, plain
from .reported import Reported, count, share

_LEAST = 0.01  # gross similarity from which a pair is listed
_WIDE = 36  # families whose matrix a text document holds
_MOST_WIDE = 500  # and a workbook
_MOST_PAIRS = 20  # pairs that a text document lists
_ALL_PAIRS = 5000  # and a workbook
FIGURES = ("gross", "net", "subject", "structure")


def matrix(made: Reported) -> Table:
    """Overall similarity in the upper triangle, net in the lower, as whole percent."""
    matrix = made.report.matrix
    order = matrix.order
    rows = []
    for row, left in enumerate(order):
        cells: list[Cell | str] = [made.short[left]]
        for column, right in enumerate(order):
            figures = matrix.gross if column > row else matrix.net
            cells.append("·" if row == column else plain(f"{figures[left, right] * 100:.0f}"))
        rows.append(cells)
    columns = (made.column("document"), *(Column(f"d{n}", made.short[n], 6, 3, "count") for n in order))
    return made.table("matrix", columns, rows, (made.say("about_matrix"), made.say("about_gross")), 1)


def has_matrix(made: Reported, book: bool) -> bool:
    """Whether there are several documents, and not more than stand side by side."""
    return 1 < len(made.short) <= (_MOST_WIDE if book else _WIDE)


def too_wide(made: Reported, book: bool) -> str:
    """What is said where there is no matrix."""
    if len(made.short) < 2 or has_matrix(made, book):
        return ""
    return made.say("no_matrix_book", n=_MOST_WIDE) if book else made.say("no_matrix", n=len(made.short))


def figure(made: Reported, name: str) -> Table:
    """One square matrix: gross, net, subject or structure."""
    order = made.report.matrix.order
    values = getattr(made.report.matrix, name).tolist()
    rows = (
        [plain(made.short[left]), *(share(values[left][right]) if left != right else plain("·") for right in order)]
        for left in order
    )
    columns = (made.column("document"), *(Column(f"d{n}", made.short[n], 5, 3, "scale") for n in order))
    notes = (made.say(f"about_{name}"), made.say("about_scale"))
    return made.table(name, columns, rows, notes, 1)


def _most_alike(made: Reported, most: int) -> tuple[list[tuple[int, int]], int]:
    """The most similar pairs first, and how many there are that are worth a line."""
    gross = made.report.matrix.gross
    found = sorted((-float(gross[i, j]), i, j) for i, j in made.report.pairs_from(_LEAST))
    return [(i, j) for _, i, j in found[:most]], len(found)


def pairs(made: Reported) -> Table:
    """Pairs of families with all their figures, the most similar first."""
    shown, found = _most_alike(made, _ALL_PAIRS if made.whole else _MOST_PAIRS)
    families = len(made.short)
    below = families * (families - 1) // 2 - found
    notes = [made.say("about_pairs"), made.say("least_pairs", n=below) if below else ""]
    if found > len(shown):
        code = "most_pairs" if made.whole else "rest_rows"
        notes.append(made.say(code, n=len(shown), rest=found - len(shown)))
    columns = ("number", "left", "right", *FIGURES[:2], "left_in_right", "right_in_left", *FIGURES[2:], "passages")
    return made.table("pairs", columns, _pairs(made, shown), notes)


def _pairs(made: Reported, shown: list[tuple[int, int]]) -> Iterator[tuple[Cell | str, ...]]:
    for number, (left, right) in enumerate(shown, 1):
        pair = made.report.pair(left, right)
        shares = (pair.gross, pair.net, pair.left_in_right, pair.right_in_left, pair.subject, pair.structure)
        names = made.short[left], made.short[right]
        yield str(number), *names, *(share(value) for value in shares), count(pair.passages)


def by_role(made: Reported) -> Table:
    """The same pairs role by role, where anything is shared."""
    shown, _ = _most_alike(made, _ALL_PAIRS // 5)
    rows = (
        (made.short[left], made.short[right], made.role(f.role), share(f.similarity), count(f.characters))
        for left, right in shown
        for f in made.report.pair(left, right).by_role
        if f.similarity > 0
    )
    columns = ("left", "right", "role", "similarity", "characters")
    return made.table("by_role", columns, rows, (made.say("about_by_role"),))
