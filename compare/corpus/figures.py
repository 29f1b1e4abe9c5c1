"""Targets and benefits of many documents in rows: by indicator, and by case. What is counted otherwise stands apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..findings import Benefit, Target
from ..measures.extract import figures
from ..measures.rows import BENEFIT_ALIKE, Indicator, bare, canonical, indicator_of, pairs_of
from ..report import MOST_FIGURES, BenefitsRow, Figures, IndicatorRow
from .shared import Head


def figure_rows(heads: Sequence[Head]) -> Figures | None:
    """Rows of all families; None where there are more than MOST_FIGURES."""
    if len(heads) > MOST_FIGURES:
        return None
    found = [figures(head.sheet.document) for head in heads]
    return Figures(_indicators([targets for targets, _ in found]), _benefits([benefits for _, benefits in found]))


def _indicators(documents: Sequence[Sequence[Target]]) -> tuple[IndicatorRow, ...]:
    """Rows of one core stand together, those that most documents have first, ties in reading order."""
    rows: dict[Indicator, dict[int, list[Target]]] = {}
    for number, targets in enumerate(documents):
        for target in targets:
            rows.setdefault(indicator_of(target), {}).setdefault(number, []).append(target)
    kin = Counter(key.core for key in rows)
    first = {key: order for order, key in enumerate(rows)}
    core_first: dict[str, int] = {}
    widest: dict[str, int] = {}
    for key, cells in rows.items():
        core_first.setdefault(key.core, first[key])
        widest[key.core] = max(widest.get(key.core, 0), len(cells))
    order = sorted(rows, key=lambda k: (-widest[k.core], core_first[k.core], -len(rows[k]), first[k]))
    return tuple(
        IndicatorRow(
            name=canonical(next(iter(rows[key].values()))[0].indicator),
            core=key.core,
            qualifiers=tuple(sorted(key.qualifiers)),
            kind=key.kind,
            unit=key.unit,
            cells=tuple(tuple(rows[key].get(number, ())) for number in range(len(documents))),
            others=kin[key.core] - 1,
        )
        for key in order
    )


def _benefits(documents: Sequence[Sequence[Benefit]]) -> tuple[BenefitsRow, ...]:
    """A benefit joins the row whose first one is for the most similar case, else it opens one."""
    rows: list[dict[int, list[Benefit]]] = []
    sizes: list[int] = []
    holders: dict[str, list[tuple[int, int]]] = {}  # pair of characters: rows that hold it, and how often
    for number, benefits in enumerate(documents):
        for benefit in benefits:
            pairs = pairs_of(bare(benefit.item))
            size = sum(pairs.values())
            common: Counter[int] = Counter()
            for pair, count in pairs.items():
                for row, held in holders.get(pair, ()):
                    common[row] += min(count, held)
            scored = ((2 * both / (size + sizes[row]), -row) for row, both in common.items())
            score, best = max(scored, default=(0.0, 0))
            if score < BENEFIT_ALIKE:
                best = -len(rows)
                rows.append({})
                sizes.append(size)
                for pair, count in pairs.items():
                    holders.setdefault(pair, []).append((-best, count))
            rows[-best].setdefault(number, []).append(benefit)
    order = sorted(range(len(rows)), key=lambda row: (-len(rows[row]), row))
    return tuple(
        BenefitsRow(
            next(iter(rows[row].values()))[0].item,
            tuple(tuple(rows[row].get(number, ())) for number in range(len(documents))),
        )
        for row in order
    )
