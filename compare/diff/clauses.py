"""Clause links inside linked sections: out of order, one to many, by key similarity or by the phrases they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..basics.similarity import pair_ratios
from ..options import Options
from .matches import Matches
from .phrases import BODY, Phrase

_SAME_PHRASE = 0.8  # phrases at least this similar are one phrase when clauses are compared by what they contain


def pair_clauses(
    phrases: tuple[Sequence[Phrase], Sequence[Phrase]], matches: Matches, back: Matches, options: Options
) -> list[tuple[int, int, float]]:
    """(left clause, right clause, similarity 0..1), in left order, each clause possibly in several pairs.

    Candidates are clauses that hold counterpart phrases. A pair stays when it is the best of either clause, and
    when its keys are similar enough or one clause consists for the most part of phrases of the other.
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
    best: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for (i, j), (score, _) in scored.items():
        best[0][i] = max(best[0].get(i, 0.0), score)
        best[1][j] = max(best[1].get(j, 0.0), score)
    chosen = [(i, j) for (i, j), (score, _) in scored.items() if score in (best[0][i], best[1][j])]
    return [(i, j, scored[i, j][1]) for i, j in sorted(_no_echoes(chosen, scored))]


def _no_echoes(
    chosen: Iterable[tuple[int, int]], scored: Mapping[tuple[int, int], tuple[float, float]]
) -> list[tuple[int, int]]:
    """Of clauses that repeat in one document, pair each with its twin in order and leave the cross pairs out."""
    ranks: tuple[dict[tuple[int, float], list[int]], dict[tuple[int, float], list[int]]] = ({}, {})
    pairs = sorted(chosen)
    for i, j in pairs:
        ranks[0].setdefault((i, scored[i, j][0]), []).append(j)
        ranks[1].setdefault((j, scored[i, j][0]), []).append(i)
    kept: list[tuple[int, int]] = []
    for i, j in pairs:
        score = scored[i, j][0]
        rights, lefts = ranks[0][i, score], ranks[1][j, score]
        straight = min(lefts.index(i), len(rights) - 1) == min(rights.index(j), len(lefts) - 1)
        if score < 1.0 or len(rights) == 1 or len(lefts) == 1 or straight:
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
