"""Clause links inside linked sections: out of order, one to many, by key similarity or by the phrases they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..basics.similarity import pair_ratios
from ..options import Options
from .matches import Matches
from .phrases import BODY, Phrase

_SAME_PHRASE = 0.8  # phrases at least this similar are one phrase when clauses are compared by what they contain
_Wording = tuple[str, tuple[str, ...]]
_ROOM = 1.25  # what the partners of one clause may measure together, in its own length


def pair_clauses(
    phrases: tuple[Sequence[Phrase], Sequence[Phrase]],
    matches: tuple[Matches, Matches],
    linked: Sequence[tuple[int, int]],
    passages: Sequence[tuple[int, int, float]],
    options: Options,
) -> list[tuple[int, int, float]]:
    """(left clause, right clause, similarity 0..1), in left order, each clause possibly in several pairs.

    linked: pairs of section indices. Candidates are equal clauses and clauses that hold counterpart phrases of linked
    sections, and passages: clauses alike anywhere. A pair
    stays when its keys are similar enough or one clause consists for the most part of phrases of the other, unless
    better pairs leave no room for it.
    """
    shared = _shared_phrases(phrases, *matches)
    bodies = _bodies(phrases[0]), _bodies(phrases[1])
    keys = tuple({clause: body.key for clause, body in side.items()} for side in bodies)
    twins = _twins(bodies, linked)
    alike = {(i, j) for i, j, _ in passages if i in keys[0] and j in keys[1]}
    pairs = sorted(shared.keys() | twins | alike)
    ratios = pair_ratios([keys[0][i] for i, _ in pairs], [keys[1][j] for _, j in pairs]).tolist()
    scored: dict[tuple[int, int], tuple[float, float]] = {}
    for (i, j), ratio in zip(pairs, ratios, strict=True):
        shorter = max(1, min(len(keys[0][i]), len(keys[1][j])))
        contained = min(1.0, shared.get((i, j), 0.0) / shorter)
        if ratio >= options.clause_link or contained >= options.clause_contained:
            scored[i, j] = (1.0 if (i, j) in twins else max(ratio, contained) * 0.99, ratio)
    return sorted((i, j, scored[i, j][1]) for i, j in _chosen(scored, (keys[0], keys[1])))


def _chosen(
    scored: Mapping[tuple[int, int], tuple[float, float]], keys: tuple[Mapping[int, str], Mapping[int, str]]
) -> list[tuple[int, int]]:
    """Best pairs first. A clause that has a partner takes another only as a part of it (a split or a merge): its
    partners together may not be longer than it is by more than a quarter."""
    spans = tuple(max(side, default=0) + 1 for side in keys)
    order = sorted(
        scored, key=lambda pair: (-scored[pair][0], abs(pair[0] / spans[0] - pair[1] / spans[1]), sum(pair), pair)
    )
    taken: tuple[dict[int, int], dict[int, int]] = ({}, {})
    kept: list[tuple[int, int]] = []
    for i, j in order:
        long, short = len(keys[0][i]), len(keys[1][j])
        used = taken[0].get(i, 0), taken[1].get(j, 0)
        if all(used) or (used[0] and used[0] + short > _ROOM * long) or (used[1] and used[1] + long > _ROOM * short):
            continue
        taken[0][i] = used[0] + short
        taken[1][j] = used[1] + long
        kept.append((i, j))
    return kept


def _shared_phrases(
    phrases: tuple[Sequence[Phrase], Sequence[Phrase]], matches: Matches, back: Matches
) -> dict[tuple[int, int], float]:
    """Key characters in phrases that two clauses share, by clause pair; 0 for pairs that merely resemble."""
    seen: dict[tuple[int, int], float] = {}
    for index, found in matches.best.items():
        for match in found:
            seen[index, match.other] = match.ratio
    for index, found in back.best.items():
        for match in found:
            seen[match.other, index] = match.ratio
    result: dict[tuple[int, int], float] = {}
    for (i, j), ratio in sorted(seen.items()):
        one, two = phrases[0][i], phrases[1][j]
        if one.kind != BODY or two.kind != BODY or one.clause < 0 or two.clause < 0:
            continue
        pair = (one.clause, two.clause)
        amount = min(len(one.key), len(two.key)) if ratio >= _SAME_PHRASE else 0
        result[pair] = result.get(pair, 0.0) + amount
    return result


@dataclass(slots=True)
class _Body:
    """A clause without responsible-unit brackets: its section's index, its key and the numbers in it."""

    section: int
    key: str = ""
    numbers: tuple[str, ...] = ()


def _bodies(phrases: Sequence[Phrase]) -> dict[int, _Body]:
    found: dict[int, _Body] = {}
    for phrase in phrases:
        if phrase.clause >= 0:
            body = found.setdefault(phrase.clause, _Body(phrase.section))
            if phrase.kind == BODY:
                body.key += phrase.key
                body.numbers += phrase.numbers
    return found


def _twins(
    bodies: tuple[Mapping[int, _Body], Mapping[int, _Body]], linked: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Clauses of linked sections that say the same in the same words; those that repeat are paired in order."""
    by_section: tuple[dict[int, dict[_Wording, list[int]]], dict[int, dict[_Wording, list[int]]]] = ({}, {})
    for side in (0, 1):
        for clause, body in sorted(bodies[side].items()):
            wording = (body.key, body.numbers)
            by_section[side].setdefault(body.section, {}).setdefault(wording, []).append(clause)
    found: set[tuple[int, int]] = set()
    for one, two in linked:
        lefts, rights = by_section[0].get(one, {}), by_section[1].get(two, {})
        for wording in lefts.keys() & rights.keys():
            found.update(zip(lefts[wording], rights[wording], strict=False))
    return found
