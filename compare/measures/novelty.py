"""How new a measure is: against the most similar clause of the other document."""

from __future__ import annotations

from ..basics.similarity import ratio_matrix
from ..findings import Novelty
from ..model import Comparison, Document

_SPECIFIC = (
    2  # points from which a measure may be called distinctive (domain reference 4.3); below, novelty says nothing
)
_ROWS = 256  # clauses compared at once, so that memory stays bounded


def novelty_of(comparison: Comparison, left: bool) -> tuple[Novelty, ...]:
    """1 - the highest similarity to a clause of the other document, for the specific measures of one side; ties go to
    the first clause."""
    mine, other = (comparison.left, comparison.right) if left else (comparison.right, comparison.left)
    chosen = [n for n, m in enumerate(mine.findings.measures) if m.specificity >= _SPECIFIC and m.clause >= 0]
    theirs = [_words(other, clause.start, clause.end) for clause in other.clauses]
    found: list[Novelty] = []
    for start in range(0, len(chosen), _ROWS):
        part = chosen[start : start + _ROWS]
        texts = [_words(mine, mine.findings.measures[n].start, mine.findings.measures[n].end) for n in part]
        ratios = ratio_matrix(texts, theirs)
        for row, number in enumerate(part):
            at = int(ratios[row].argmax()) if theirs else -1
            found.append(Novelty(number, round(1 - float(ratios[row][at]), 4) if theirs else 1.0, at))
    return tuple(found)


def _words(document: Document, start: int, end: int) -> str:
    return "".join(document.text[start:end].split())
