"""Clause links inside linked sections: out of order, one to many, by key similarity or by the phrases they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..basics.similarity import pair_ratios
from ..options import Options
from .matches import Matches
from .phrases import BODY, Phrase

_SAME_PHRASE = 0.8  # phrases at least this similar are one phrase when clauses are compared by what they contain
_ROOM = 1.25  # what the partners of one clause may measure together, in its own length


def pair_clauses(
    phrases: tuple[Sequence[Phrase], Sequence[Phrase]], matches: Matches, back: Matches, options: Options
) -> list[tuple[int, int, float]]:
    """(left clause, right clause, similarity 0..1), in left order, each clause possibly in several pairs.

    Candidates are clauses that hold counterpart phrases. A pair stays when its keys are similar enough or one clause
    consists for the most part of phrases of the other, and no better pair leaves no room for it.
    """
    shared = _shared_phrases(phrases, matches, back)
    keys = _clause_keys(phrases[0]), _clause_keys(phrases[1])
    pairs = sorted(shared)
    ratios = pair_ratios([keys[0][i] for i, _ in pairs], [keys[1][j] for _, j in pairs]).tolist()
    scored: dict[tuple[int, int], tuple[float, float]] = {}
    for (i, j), ratio in zip(pairs, ratios, strict=True):
        shorter = max(1, min(len(keys[0][i]), len(keys[1][j])))
        contained = min(1.0, shared[i, j] / shorter)
        if ratio >= options.clause_link or contained >= options.clause_contained:
            scored[i, j] = (max(ratio, contained * 0.99), ratio)
    return sorted((i, j, scored[i, j][1]) for i, j in _chosen(scored, keys))


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


def _clause_keys(phrases: Sequence[Phrase]) -> dict[int, str]:
    """Key of each clause's phrases, without responsible-unit brackets."""
    parts: dict[int, list[str]] = {}
    for phrase in phrases:
        if phrase.clause >= 0 and phrase.kind == BODY:
            parts.setdefault(phrase.clause, []).append(phrase.key)
    return {clause: "".join(keys) for clause, keys in parts.items()}
