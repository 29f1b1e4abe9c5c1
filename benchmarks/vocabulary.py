"""Words of the benchmark's invented policies, from vocabulary.txt: topics without a field or thing in common, words of
any policy, and groups of words that mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_TOPIC_LISTS = ("fields", "things", "actors", "departments")


@dataclass(frozen=True)
class Topic:
    """What a policy is about. fields × things are its noun phrases: 300 or so."""

    name: str
    fields: tuple[str, ...]
    things: tuple[str, ...]
    actors: tuple[str, ...]
    departments: tuple[str, ...]


def _read() -> tuple[tuple[Topic, ...], dict[str, tuple[str, ...]], tuple[tuple[str, ...], ...]]:
    """Topics, common word lists by name, groups of synonyms."""
    topics: list[tuple[str, dict[str, list[str]]]] = []
    lists: dict[str, list[str]] = {}
    synonyms: list[tuple[str, ...]] = []
    for line in Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8").splitlines():
        name, colon, words = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        if name == "topic":
            topics.append((words, {}))
        elif name == "synonyms":
            synonyms.append(tuple(words.split()))
        else:
            (topics[-1][1] if name in _TOPIC_LISTS else lists).setdefault(name, []).extend(words.split())
    return (
        tuple(Topic(name, *(tuple(found[part]) for part in _TOPIC_LISTS)) for name, found in topics),
        {name: tuple(words) for name, words in lists.items()},
        tuple(synonyms),
    )


TOPICS, _LISTS, SYNONYMS = _read()
FACETS = _LISTS["facets"]
VERBS = _LISTS["verbs"]
ADVERBS = _LISTS["adverbs"]
PURPOSES = _LISTS["purposes"]
NAMES = _LISTS["names"]
PLACE_KINDS = _LISTS["place_kinds"]
UNITS = _LISTS["units"]
ACTIONS = _LISTS["actions"]
NOUNS = _LISTS["nouns"]
MANNERS = _LISTS["manners"]
QUALITIES = _LISTS["qualities"]
RESULTS = _LISTS["results"]
