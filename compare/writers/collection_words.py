"""What the report over a collection says, from `compare/data/collection.json`, and how it names documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..collection import Collection, Passage
from ..vocabulary import table
from .library_words import Say, library_words, where
from .summary import percent

_MANY = 100_000  # characters that are no longer counted one by one


@lru_cache(maxsize=2)
def collection_words(lang: str) -> Say:
    """A function from a code and values to a text; anything but en is Chinese."""
    texts: dict[str, str] = table("collection.json")["en" if lang == "en" else "zh"]

    def say(code: str, **values: object) -> str:
        return texts[code].format(**values) if values else texts[code]

    return say


def section_name(section: str, lang: str) -> str:
    """The number of a section as it is shown."""
    return where(section, library_words("en" if lang == "en" else "zh"))


def named(collection: Collection, number: int, say: Say) -> dict[str, str]:
    """Date and issuer, as far as known, and title of a document."""
    member = collection.members[number]
    return {"who": " ".join(filter(None, (member.date or say("undated"), member.issuer))), "title": member.title}


def shares(collection: Collection, number: int, other: int, characters: tuple[int, int]) -> dict[str, str]:
    """What characters in common are of each of two documents."""
    sizes = [max(1, collection.members[n].characters) for n in (number, other)]
    return {"share": percent(characters[0] / sizes[0]), "other_share": percent(characters[1] / sizes[1])}


def base(collection: Collection, say: Say) -> str:
    """What the figures count."""
    sampled = say("sampled", n=collection.one_in) if collection.one_in > 1 else ""
    return say("base", most=collection.most) + sampled


def facts(collection: Collection, say: Say) -> Iterator[str]:
    """How many documents there are and how much they share."""
    heads = [collection.members[number] for number in collection.heads]
    characters = sum(member.characters for member in heads)
    yield say(
        "counts",
        documents=len(collection.members),
        families=len(collection.families),
        issuers=collection.issuers,
        characters=say("characters", n=f"{characters:,}")
        if characters < _MANY
        else say("many_characters", n=f"{characters / 10_000:,.0f}", thousands=f"{characters / 1000:,.0f}"),
    )
    yield say("shared_share", share=percent(sum(member.shared for member in heads) / max(1, characters)))
    yield say("pairs", pairs=f"{collection.pairs:,}")
    if not collection.series:
        yield say("series_out")
    for use in collection.knowledge:
        yield say("knowledge", path=use.path)


def likeness(passage: Passage, say: Say) -> str:
    """How alike two clauses are."""
    if passage.exact:
        return say("exact")
    if passage.similarity:
        return say("ratio", ratio=f"{passage.similarity:.2f}")
    return say("part", run=passage.run)
