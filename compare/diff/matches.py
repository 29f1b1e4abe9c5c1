"""Counterparts of phrases: how much of a phrase's proposition the linked sections echo, and where."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from ..basics.similarity import pair_ratios
from .phrases import UNIT, Phrase

_COMMON = 200  # a bigram in more phrases of one section than this is its topic and tells no two apart
_FAINT = 0.05  # a lower echo is chance
_KEPT = 3  # counterparts remembered for a phrase


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the other side. echo: cosine of the two bigram sets weighted by rarity within the two documents;
    ratio: similarity of the keys. Both 0..1."""

    other: int
    echo: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Matches:
    """For one side: best counterparts by phrase index, strongest first, and the share of each phrase's weight that
    the linked sections hold as a whole (0..1)."""

    best: Mapping[int, tuple[Match, ...]]
    held: Mapping[int, float]


@dataclass(slots=True)
class _Side:
    """Phrases of a document with their bigrams and weights, and the phrases of each block."""

    phrases: Sequence[Phrase]
    grams: list[frozenset[str]]
    weight: list[int] = field(default_factory=list)
    of_block: dict[int, list[int]] = field(default_factory=dict)


def match_phrases(
    left: Sequence[Phrase], right: Sequence[Phrase], linked: Iterable[tuple[int, int]]
) -> tuple[Matches, Matches]:
    """Counterparts within linked blocks, for either side. linked: pairs of block numbers."""
    known: dict[str, str] = {}
    sides = _side(left, known), _side(right, known)
    rarity = _rarity(sides)
    for side in sides:
        side.weight = [sum(map(rarity.__getitem__, grams)) or 1 for grams in side.grams]
    scores: dict[tuple[int, int], float] = {}
    partners: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for one, two in sorted(set(linked)):
        partners[0].setdefault(one, []).append(two)
        partners[1].setdefault(two, []).append(one)
        _score(sides, one, two, rarity, scores)
    pairs = _strongest(scores)
    ratios = pair_ratios([left[i].key for i, _ in pairs], [right[j].key for _, j in pairs])
    found: tuple[dict[int, list[Match]], dict[int, list[Match]]] = (defaultdict(list), defaultdict(list))
    for (i, j), ratio in zip(pairs, ratios.tolist(), strict=True):
        found[0][i].append(Match(j, scores[i, j], ratio))
        found[1][j].append(Match(i, scores[i, j], ratio))
    return (
        Matches(_ranked(found[0]), _held(sides[0], sides[1], partners[0], rarity)),
        Matches(_ranked(found[1]), _held(sides[1], sides[0], partners[1], rarity)),
    )


def _side(phrases: Sequence[Phrase], known: dict[str, str]) -> _Side:
    """known: one string object a bigram, shared by all sets: a long document holds each of them hundreds of times."""
    one = known.setdefault
    pairs = ([a + b for a, b in zip(p.key, p.key[1:], strict=False)] for p in phrases)
    side = _Side(phrases, [frozenset(map(one, grams, grams)) for grams in pairs])
    for index, phrase in enumerate(phrases):
        side.of_block.setdefault(phrase.block, []).append(index)
    return side


def _rarity(sides: tuple[_Side, _Side]) -> dict[str, int]:
    """log(sections / sections with the bigram) over the sections of both documents, in whole thousandths: sums of
    integers do not depend on the order of a set."""
    counts: Counter[str] = Counter()
    total = 0
    for side in sides:
        for indices in side.of_block.values():
            total += 1
            counts.update(frozenset().union(*(side.grams[i] for i in indices)))
    return {gram: round(1000 * math.log((total + 1) / (count + 0.5))) for gram, count in counts.items()}


def _score(
    sides: tuple[_Side, _Side], one: int, two: int, rarity: Mapping[str, int], scores: dict[tuple[int, int], float]
) -> None:
    """Score the phrases of two linked sections. Phrases that stand in both word for word are paired with each other."""
    lefts, rights = _wordings(sides[0], one), _wordings(sides[1], two)
    for key in lefts.keys() & rights.keys():
        mine, theirs = lefts[key], rights[key]
        for rank in range(max(len(mine), len(theirs))):
            scores[mine[min(rank, len(mine) - 1)], theirs[min(rank, len(theirs) - 1)]] = 1.0
    postings: dict[str, list[int]] = {}
    for key in rights.keys() - lefts.keys():
        for j in rights[key]:
            for gram in sides[1].grams[j]:
                postings.setdefault(gram, []).append(j)
    for key in lefts.keys() - rights.keys():
        for i in lefts[key]:
            for j, shared in _sums(sides[0].grams[i], postings, rarity).items():
                score = shared / math.sqrt(sides[0].weight[i] * sides[1].weight[j])
                if score >= _FAINT:
                    scores[i, j] = min(1.0, round(score, 9))


def _sums(grams: frozenset[str], postings: Mapping[str, list[int]], rarity: Mapping[str, int]) -> dict[int, int]:
    """Weight that a phrase shares with each phrase of the other section."""
    sums: dict[int, int] = {}
    for gram in grams:
        hits = postings.get(gram)
        if hits and len(hits) <= _COMMON:
            worth = rarity[gram]
            for j in hits:
                sums[j] = sums.get(j, 0) + worth
    return sums


def _wordings(side: _Side, section: int) -> dict[tuple[str, tuple[str, ...]], list[int]]:
    """Phrases of a section by key and numbers, without responsible-unit brackets."""
    found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for index in side.of_block.get(section, ()):
        if side.phrases[index].kind != UNIT:
            phrase = side.phrases[index]
            found.setdefault((phrase.key, phrase.numbers), []).append(index)
    return found


def _strongest(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs among the strongest of either phrase. Each phrase ranks its own, so that swapping sides changes nothing."""
    rows: tuple[dict[int, list[tuple[float, int]]], dict[int, list[tuple[float, int]]]] = ({}, {})
    for (i, j), score in scores.items():
        rows[0].setdefault(i, []).append((-score, j))
        rows[1].setdefault(j, []).append((-score, i))
    kept = {(i, j) for i, row in rows[0].items() for _, j in (row if len(row) <= _KEPT else nsmallest(_KEPT, row))}
    kept |= {(i, j) for j, row in rows[1].items() for _, i in (row if len(row) <= _KEPT else nsmallest(_KEPT, row))}
    return sorted(kept)


def _ranked(found: Mapping[int, list[Match]]) -> dict[int, tuple[Match, ...]]:
    return {
        i: tuple(sorted(matches, key=lambda m: (-m.echo, -m.ratio, m.other))[:_KEPT])
        for i, matches in sorted(found.items())
    }


def _held(side: _Side, other: _Side, partners: Mapping[int, list[int]], rarity: Mapping[str, int]) -> dict[int, float]:
    texts: dict[int, frozenset[str]] = {}
    found: dict[int, float] = {}
    for section, linked in partners.items():
        for two in linked:
            if two not in texts:
                texts[two] = frozenset().union(*(other.grams[j] for j in other.of_block.get(two, ())))
        whole = texts[linked[0]] if len(linked) == 1 else frozenset().union(*(texts[two] for two in linked))
        for i in side.of_block.get(section, ()):
            found[i] = min(1.0, sum(map(rarity.__getitem__, side.grams[i] & whole)) / side.weight[i])
    return found
