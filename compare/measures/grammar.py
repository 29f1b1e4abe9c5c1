"""The words of targets.json made ready for looking up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .lookups import Words
from .quantities import unit_data
from .settings import table_data


@dataclass(frozen=True)
class Grammar:
    """Verbs, bounds and cues. reach_op: operator by verb."""

    reach: Words
    reach_op: dict[str, str]
    grow: Words
    fall: Words
    create: Words
    soft: frozenset[str]
    keep: frozenset[str]
    strip: Words
    strip_not: re.Pattern[str]
    adverbs: Words
    before: Words
    before_op: dict[str, str]
    per: dict[str, str]
    grow_nouns: re.Pattern[str]
    lead: re.Pattern[str]
    scope: re.Pattern[str]
    not_indicator: re.Pattern[str]
    thresholds: re.Pattern[str]
    descriptive: re.Pattern[str]
    threshold_cues: re.Pattern[str]
    attribute_before: re.Pattern[str]
    attribute_after: re.Pattern[str]
    goal_nouns: re.Pattern[str]
    shared_tail: re.Pattern[str]
    achieved: re.Pattern[str]
    benefit: re.Pattern[str]
    benefit_goes_on: re.Pattern[str]
    strive: re.Pattern[str]
    ensure: re.Pattern[str]
    no_target: frozenset[str]
    han_nouns: re.Pattern[str]
    no_count: re.Pattern[str]
    limits: frozenset[str]
    verb_not_after: dict[str, str]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar, made once."""
    data = table_data()
    reach_op = {verb: op for op, verbs in data["reach"].items() for verb in verbs}
    return Grammar(
        reach=Words.of(reach_op),
        reach_op=reach_op,
        grow=Words.of(data["grow"]),
        fall=Words.of(data["fall"]),
        create=Words.of(data["create"]),
        soft=frozenset(data["create_soft"]),
        keep=frozenset(data["keep_verb"]),
        strip=Words.of(data["open_strip"]),
        strip_not=re.compile(data["strip_not"]),
        adverbs=Words.of(data["adverbs"]),
        before=Words.of(data["before"]),
        before_op=data["before"],
        per=data["per"],
        grow_nouns=re.compile(data["grow_nouns"]),
        lead=re.compile(data["lead"]),
        scope=re.compile(data["scope"]),
        not_indicator=re.compile(data["not_indicator"]),
        thresholds=re.compile(data["thresholds"]),
        descriptive=re.compile(data["descriptive"]),
        threshold_cues=re.compile(data["threshold_cues"]),
        attribute_before=re.compile(data["attribute_before"]),
        attribute_after=re.compile(data["attribute_after"]),
        goal_nouns=re.compile(data["goal_nouns"]),
        shared_tail=re.compile(data["shared_tail"]),
        achieved=re.compile(f"{data['achieved']}|{data['achieved_verbs']}"),
        benefit=re.compile(data["benefit"]),
        benefit_goes_on=re.compile(data["benefit_goes_on"]),
        strive=re.compile(data["strive"]),
        ensure=re.compile(data["ensure"]),
        limits=frozenset(data["limits"]),
        no_count=re.compile(data["no_count"]),
        han_nouns=re.compile(data["han_nouns"]),
        verb_not_after=data["verb_not_after"],
        no_target=frozenset(unit_data()["no_target"]),
    )
