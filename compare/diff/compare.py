"""The order of work for one pair: phrases, their counterparts, clause links, edits, labels, replacements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..basics.key import Key
from ..model import ClauseLink, Document, LabelSpan, Link, Replacement
from ..options import Options
from .clauses import pair_clauses
from .edits import Swap, clause_edits
from .labels import Side, label_phrases
from .matches import match_phrases
from .phrases import HEAD, UNIT, Phrase, phrases_of
from .replacements import find_replacements
from .spans import to_spans


@dataclass(frozen=True, slots=True)
class Differences:
    """What the diff of one pair found. clause_links are in left order; spans are (left, right), each tiling the
    sections of its document in reading order; replacements only in the version regime."""

    clause_links: tuple[ClauseLink, ...]
    spans: tuple[tuple[LabelSpan, ...], tuple[LabelSpan, ...]]
    replacements: tuple[Replacement, ...]


def diff(
    left: Document,
    right: Document,
    links: Sequence[Link],
    regime: str,
    options: Options,
    keys: tuple[Key, Key],
    passages: Sequence[tuple[int, int, float]] = (),
) -> Differences:
    """Clause links, labels and replacements of a pair.

    links: the aligner's section links; those of kind same_role carry no content. regime: version, vertical or
    peer. keys: of the whole texts, masked with each document's own places (basics.key.make_key). passages: clauses
    alike anywhere in the documents, as (left clause, right clause, similarity 0..1).
    """
    phrases = phrases_of(left, keys[0]), phrases_of(right, keys[1])
    linked = _linked(left, right, links)
    matches = match_phrases(*phrases, _blocks(phrases, linked, passages))
    clause_links: list[ClauseLink] = []
    swaps: list[Swap] = []
    for i, j, similarity in pair_clauses(phrases, matches, linked, passages, options):
        edits, swapped = clause_edits(
            left.text, right.text, left.clauses[i], right.clauses[j], similarity, options.clause_similarity
        )
        clause_links.append(ClauseLink(i, j, similarity, tuple(edits)))
        swaps += swapped
    heads = _heads(phrases, linked)
    sides = (
        Side(left, phrases[0], matches[0], heads[0]),
        Side(right, phrases[1], matches[1], heads[1]),
    )
    version = regime == "version"
    spans = (
        to_spans(sides[0], sides[1], label_phrases(sides[0], sides[1], version, options)),
        to_spans(sides[1], sides[0], label_phrases(sides[1], sides[0], version, options)),
    )
    replacements = find_replacements(swaps, left.text, right.text) if version else ()
    return Differences(tuple(clause_links), spans, replacements)


def _linked(left: Document, right: Document, links: Sequence[Link]) -> list[tuple[int, int]]:
    """Section index pairs of the links that speak of content, strongest link of a section first."""
    places = tuple({section.id: n for n, section in enumerate(document.sections)} for document in (left, right))
    order = sorted(
        (link for link in links if link.kind != "same_role"),
        key=lambda link: (-link.score, -link.similarity, places[0][link.left], places[1][link.right]),
    )
    return [(places[0][link.left], places[1][link.right]) for link in order]


def _blocks(
    phrases: tuple[Sequence[Phrase], Sequence[Phrase]],
    linked: Sequence[tuple[int, int]],
    passages: Sequence[tuple[int, int, float]],
) -> list[tuple[int, int]]:
    """Block pairs whose phrases are compared: linked sections, and wherever two clauses are alike."""
    of_clause: tuple[dict[int, int], dict[int, int]] = ({}, {})
    long: tuple[set[int], set[int]] = (set(), set())
    for side in (0, 1):
        for phrase in phrases[side]:
            if phrase.clause >= 0:
                of_clause[side][phrase.clause] = phrase.block
                if phrase.block != phrase.section:
                    long[side].add(phrase.section)
    pairs = [pair for pair in linked if pair[0] not in long[0] and pair[1] not in long[1]]
    pairs += [(of_clause[0][i], of_clause[1][j]) for i, j, _ in passages if i in of_clause[0] and j in of_clause[1]]
    return list(dict.fromkeys(pairs))


def _heads(
    phrases: tuple[Sequence[Phrase], Sequence[Phrase]], linked: Sequence[tuple[int, int]]
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Counterparts of heads and of responsible-unit brackets: those of a linked section, an equal one if there is."""
    found: tuple[dict[int, int], dict[int, int]] = ({}, {})
    by_section: list[dict[tuple[int, str], list[int]]] = [{}, {}]
    for side in (0, 1):
        for index, phrase in enumerate(phrases[side]):
            if phrase.kind in (HEAD, UNIT):
                by_section[side].setdefault((phrase.section, phrase.kind), []).append(index)
    for side in (0, 1):
        partners: dict[int, list[int]] = {}
        for pair in linked:
            partners.setdefault(pair[side], []).append(pair[1 - side])
        for (section, kind), indices in by_section[side].items():
            there = [j for two in partners.get(section, ()) for j in by_section[1 - side].get((two, kind), ())]
            for index in indices:
                if there:
                    key = phrases[side][index].key
                    found[side][index] = next((j for j in there if phrases[1 - side][j].key == key), there[0])
    return found
