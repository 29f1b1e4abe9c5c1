"""What stands to the left of a quantity: bound (超过), verb (提高到), adverbs (年均), base (比2020年).

What is left names the indicator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..findings import Base
from .grammar import Grammar
from .quantities import Quantity
from .settings import Setting

_BASE = re.compile(
    r"(?:(?<![占之对同])比(?![重例率])|较|相比|相较于?)((?:(?!比|较)[^,;:、0-9]|[0-9]{4}(?=年)){1,14}?)(?:相比)?$"
)

_ORIGIN = re.compile(r"(?:从|由)[^,;:从由]{1,24}$")


@dataclass(frozen=True, slots=True)
class Left:
    """What was read before a quantity: flat[low:at] is left for the indicator, the evidence starts at `evidence`.

    op: of the bound before the number. growing: the verb or noun before it is one of growth. distributed: 分别 stands
    there.
    """

    low: int
    at: int
    evidence: int
    verb: str
    before: str
    op: str
    per: str
    base: Base | None
    growing: bool
    distributed: bool


def read_left(setting: Setting, g: Grammar, quantity: Quantity, low: int, moved: bool = False) -> Left | None:
    """Read leftwards from a quantity down to `low`; None where the words make it an attribute or a permission. moved:
    what it starts from (从62%) stands before its verb."""
    flat = setting.passage.flat
    at = quantity.start
    before = g.before.last(flat, low, at)
    at -= len(before)
    verb, at = _verb(flat, g, low, at)
    if verb and at > low and flat[at - 1] == "可" and verb[0] in "提增延放":
        return None  # what may be done is no target
    if not before and not verb and g.attribute_before.search(flat[low:at]):
        return None
    evidence = at
    at, per = _adverbs(flat, g, low, at, "")
    base, at = base_before(setting, low, at)
    if base is not None:
        evidence = at
        at, per = _adverbs(flat, g, low, at, per)
    distributed = "分别" in flat[at : quantity.start]
    if per or distributed:
        evidence = at
    growing = verb in g.grow.words
    nouns = g.grow_nouns.search(flat[low:at])
    if nouns and quantity.dimension == "percent":
        at = evidence = low + nouns.start()
        per, growing = "年均", True
    at, per = _adverbs(flat, g, low, at, per)
    if moved and (origin := _ORIGIN.search(flat[low:at])):
        at = low + origin.start()
    return Left(low, at, evidence, verb, before, g.before_op.get(before, ""), per, base, growing, distributed)


def base_before(setting: Setting, low: int, at: int) -> tuple[Base | None, int]:
    """What a change is counted from (比2020年, 较“十三五”末, 比上年) in flat[low:at], and where it starts."""
    match = _BASE.search(setting.passage.flat[low:at])
    if match is None:
        return None, at
    words = match[1].strip('"')
    time = next((t for t in setting.times if low + match.start(1) <= t.start < low + match.end(1)), None)
    if time is None:
        return Base(ref=words), low + match.start()
    return Base(year=time.iso[:4], period=words if time.plan else ""), low + match.start()


def _verb(flat: str, g: Grammar, low: int, at: int) -> tuple[str, int]:
    """The verb that ends at `at` and where it starts."""
    best = max((words.last(flat, low, at) for words in (g.reach, g.grow, g.fall, g.create)), key=len)
    if best and at - len(best) > low and flat[at - len(best) - 1] in g.verb_not_after.get(best, ""):
        return "", at
    return best, at - len(best)


def _adverbs(flat: str, g: Grammar, low: int, at: int, per: str) -> tuple[int, str]:
    """(where the adverbs before `at` start, per which time they count)."""
    while word := g.adverbs.last(flat, low, at):
        at -= len(word)
        per = per or g.per.get(word, "")
    return at, per
