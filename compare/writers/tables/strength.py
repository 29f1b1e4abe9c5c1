"""Whether a counterpart asks more or less: figures of a kind that can be compared, and the changes of
wording that the comparison carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...basics.numerals import HAN_APART, HAN_DATE, HAN_NUMBER, HAN_UNITS, han_value
from ...findings import WordingChange
from ...model import ClauseLink, Document
from ...vocabulary import table
from ..inline import plain

_FIGURE = re.compile(
    r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)\s*([十百千万亿]*)(个百分点|个工作日|工作日|[%％]|[一-龥]{1,2})?"
)
_HAN_FIGURE = re.compile(
    rf"(?P<share>[百千])分之(?P<part>{HAN_NUMBER})|{HAN_APART}(?P<count>{HAN_NUMBER})(?P<unit>{HAN_UNITS})"
)
_SHARES = {"百": "%", "千": "‰"}
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:底|末)?(?:前)?")
_DATE = re.compile(HAN_DATE)
_DUE = re.compile(r"到|前|底|末|内")
_NEAR = 12  # characters around a figure in which the words that say how it counts stand


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was said otherwise. more: whether the right asks more (True), less (False), or cannot be said
    (None), as with numbers that go with the size of a place, and with a word that one side alone has. kind: figure,
    deadline, wording, word_added or word_removed."""

    kind: str
    left: str
    right: str
    more: bool | None


def changes(
    documents: tuple[Document, Document],
    links: Sequence[ClauseLink],
    labels: Sequence[bool],
    wording: Mapping[tuple[int, int], Sequence[WordingChange]],
) -> list[Change]:
    """What linked clauses give otherwise, in order, each once. labels: for each link whether a value of it changed;
    wording: changes of wording by clauses, left and right."""
    found: dict[Change, None] = {}
    for link, valued in zip(links, labels, strict=True):
        for edit in link.edits:
            if edit.op != "replace":
                continue
            one, two = (plain(d, s.start, s.end) for d, s in zip(documents, (edit.left, edit.right), strict=True))
            around = documents[1].text[max(0, edit.right.start - _NEAR) : edit.right.end + _NEAR]
            if valued:
                found.update(dict.fromkeys(_figures(one, two, "".join(around.split()))))
        found.update(dict.fromkeys(_word(change) for change in wording.get((link.left, link.right), ())))
    return list(found)


def _figures(one: str, two: str, around: str) -> Iterator[Change]:
    years = _YEAR.findall(one), _YEAR.findall(two)
    if len(years[0]) == len(years[1]) == 1 and years[0] != years[1] and _DUE.search(around):
        numbers = [[int(n) for n in re.findall("[0-9]+", year[0])] for year in years]
        more = None if len(numbers[0]) != len(numbers[1]) else numbers[1] < numbers[0]
        yield Change("deadline", years[0][0], years[1][0], more)
    figures = [_figures_of(_DATE.sub("", _YEAR.sub("", text))) for text in (one, two)]
    if len(figures[0]) != len(figures[1]):
        return
    for (said, value, unit), (there, other, same) in zip(*figures, strict=True):
        if unit == same and value != other:
            yield Change("figure", said, there, _more(value, other, unit, around))


def _figures_of(text: str) -> list[tuple[str, float, str]]:
    """Figures in order: as printed, value, and unit."""
    found = [(m.start(), m.group(), _value(m[1], m[2], m[3] or ""), m[3] or "") for m in _FIGURE.finditer(text)]
    for match in _HAN_FIGURE.finditer(text):
        value = han_value(match["part"] or match["count"])
        if value is not None:
            found.append((match.start(), match.group(), value, match["unit"] or _SHARES[match["share"]]))
    return [(said, value, unit) for _, said, value, unit in sorted(found)]


def _value(number: str, times: str, unit: str) -> float:
    value = float(number.replace(",", ""))
    for char in times:
        value *= _TIMES[char]
    return value


def _more(a: float, b: float, unit: str, around: str) -> bool | None:
    rules = _rules()
    if not re.fullmatch(rules["comparable"], unit):
        return None
    more = b > a
    fewer = re.search(rules["less_is_more"], around) and not re.search(rules["generous"], around)
    return not more if fewer or "工作日" in unit else more


def _word(change: WordingChange) -> Change:
    if change.left and change.right:
        return Change("wording", change.left.text, change.right.text, change.change == "stronger")
    kind = "word_added" if change.right else "word_removed"
    return Change(kind, change.left.text if change.left else "", change.right.text if change.right else "", None)


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = table("figures.json")
    return rules
