"""How other documents took up the items of a superior one: verbatim, detailed, quantified, raised, lowered, not at all.

Items are the base's sections with text of their own. The aligner of pairs finds what corresponds; clauses linked by it
tell whether a value or the strength of a wording changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..align.links import align
from ..align.passages import find_passages
from ..align.units import Unit, make_units
from ..basics.numerals import HAN, HAN_NUMBER, han_value
from ..diff.edits import clause_edits
from ..diff.tokens import numbers
from ..measures.wording import changes_of
from ..model import ClauseLink, Document, Link
from ..options import Options
from ..pipeline import LONG_PAIR
from ..reading import key_of
from ..report import Coverage, CoverageItem, Quote, Uptake
from ..vocabulary import table
from .dimensions import FIGURE
from .quoting import quote

_VERBATIM = 0.85  # similarity of the item's text from which it was taken over as it is
_SAME_MATTER = 0.60  # ratio of two clauses whose values and wording are compared
_DETAIL = 1.5  # times the item's length from which what answers it is more detailed
_HELD = 0.30  # share of an item that clauses elsewhere must hold to count without a linked section
_TERMS = re.compile(r"给予|补助|补贴|奖励|资助|不超过|不低于|不少于|最高|每[月年季人户次]")  # terms, whoever sets them
_MOST_QUOTES = 4
_MOST_REASONS = 3


@dataclass(frozen=True)
class _Read:
    """A document as the aligner needs it."""

    number: int
    document: Document
    units: list[Unit]
    keys: list[str]


def cover(base: int, others: Sequence[int], documents: Sequence[Document], options: Options) -> Coverage:
    """Uptake of the items of one document by each of the others, in their order; all by their number."""
    longest = max((len(documents[other].text) for other in others), default=0)
    fast = longest + len(documents[base].text) > LONG_PAIR
    upper = _read(base, documents[base], fast)
    items = [n for n, unit in enumerate(upper.units) if not unit.bare]
    found: list[list[Uptake]] = [[] for _ in items]
    for other in others:
        lower = _read(other, documents[other], fast)
        passages = find_passages(upper.keys, lower.keys, options.clause_link)
        links = align(upper.document, lower.document, upper.units, lower.units, "vertical", options, passages)
        by_item: dict[str, list[Link]] = {}
        for link in links:
            if link.kind != "same_role":
                by_item.setdefault(link.left, []).append(link)
        for row, number in enumerate(items):
            section = upper.units[number].section
            found[row].append(_uptake(upper, lower, number, by_item.get(section.id, ()), passages))
    rows = []
    for row, number in enumerate(items):
        section = upper.units[number].section
        where = quote(base, upper.document, section.start, section.end, section.id)
        rows.append(CoverageItem(where, section.roles[0] if section.roles else "", tuple(found[row])))
    return Coverage(base, tuple(others), tuple(rows))


def _read(number: int, document: Document, fast: bool) -> _Read:
    key = key_of(document)
    return _Read(number, document, make_units(document, key, fast), [key.cut(c.start, c.end) for c in document.clauses])


def _uptake(
    upper: _Read,
    lower: _Read,
    number: int,
    links: Sequence[Link],
    passages: Sequence[tuple[int, int, float]],
) -> Uptake:
    section = upper.units[number].section
    own = set(upper.document.clauses_of.get(section.id, ()))
    linked = {link.right for link in links}
    pairs = [(i, j, ratio) for i, j, ratio in passages if i in own and ratio >= _SAME_MATTER]
    held = _held(upper, own, pairs)
    if not links and held < _HELD:
        return Uptake(lower.number, "absent", 0.0, ())
    if links:
        pairs = [pair for pair in pairs if lower.document.clauses[pair[1]].section in linked]
    similarity = max([held, *(link.similarity for link in links)])
    smaller = upper.document.metadata.level != lower.document.metadata.level
    reasons = [reason for i, j, _ in pairs for reason in _changes(upper, lower, i, j, smaller)]
    quotes = _quotes(lower, linked, pairs)
    how, why = _how(upper, lower, number, linked, similarity, reasons)
    return Uptake(lower.number, how, similarity, quotes, tuple(why[:_MOST_REASONS]))


def _held(upper: _Read, own: set[int], pairs: Sequence[tuple[int, int, float]]) -> float:
    """Share of the item's characters in clauses that the other document has, by their similarity."""
    best: dict[int, float] = {}
    for i, _, ratio in pairs:
        best[i] = max(best.get(i, 0.0), ratio)
    size = sum(len(upper.keys[i]) for i in own)
    return sum(len(upper.keys[i]) * ratio for i, ratio in best.items()) / size if size else 0.0


def _quotes(lower: _Read, linked: set[str], pairs: Sequence[tuple[int, int, float]]) -> tuple[Quote, ...]:
    """Linked sections, and clauses alike that stand elsewhere, in the order of the text."""
    document = lower.document
    spans = {(s.start, s.end, s.id) for s in document.sections if s.id in linked}
    for _, j, _ in pairs:
        clause = document.clauses[j]
        if clause.section not in linked:
            spans.add((clause.start, clause.end, clause.section))
    return tuple(quote(lower.number, document, *span) for span in sorted(spans)[:_MOST_QUOTES])


Why = tuple[str, str, str]


def _how(
    upper: _Read, lower: _Read, number: int, linked: set[str], similarity: float, reasons: Sequence[tuple[str, Why]]
) -> tuple[str, list[Why]]:
    """Kind of uptake and the evidence for it, by what weighs most."""
    for how in ("raised", "lowered", "quantified"):
        told = [why for kind, why in reasons if kind == how]
        if told and 2 * len(told) >= len(reasons):
            return how, told
    mine, base = _said(lower, linked), _said(upper, {upper.units[number].section.id})
    figures = [m.group() for m in FIGURE.finditer(mine) if m.group() not in base]
    if figures and not FIGURE.search(base):
        return "quantified", [("figures", "", figure) for figure in dict.fromkeys(figures)]
    if similarity >= _VERBATIM:
        return "verbatim", [("similarity", "", f"{similarity:.2f}")]
    if len(mine) >= _DETAIL * len(base):
        return "detailed", [("length", str(len(base)), str(len(mine)))]
    return "kept", [("similarity", "", f"{similarity:.2f}")]


def _said(read: _Read, sections: set[str]) -> str:
    """Text of sections without blanks."""
    document = read.document
    return "".join("".join(document.text[s.start : s.end].split()) for s in document.sections if s.id in sections)


def _changes(upper: _Read, lower: _Read, i: int, j: int, smaller: bool) -> list[tuple[str, Why]]:
    """What two clauses on one matter do differently: values and wording that are stronger or weaker. smaller: whether
    the lower document is of another level; then a lesser total is its share of the whole, no weakening."""
    texts = []
    for document, number in ((upper.document, i), (lower.document, j)):
        clause = document.clauses[number]
        texts.append("".join(document.text[clause.start : clause.end].split()))
    found = []
    for base, own, tail in _values(*texts):
        less_is_more = _unit(base) in _figures()["times"] and tail.startswith(tuple(_figures()["limits"]))
        how = "raised" if (_amount(own) > _amount(base)) != less_is_more else "lowered"
        total = not less_is_more and not _unit(base).startswith(("%", "％", "‰")) and not _TERMS.search(texts[0])
        found.append(("quantified" if how == "lowered" and smaller and total else how, ("value", base, own)))
    for change in changes_of(upper.document, lower.document, _link(upper, lower, i, j)):
        if change.left and change.right:
            how = "raised" if change.change == "stronger" else "lowered"
            found.append((how, ("wording", change.left.text, change.right.text)))
    return found


def _link(upper: _Read, lower: _Read, i: int, j: int) -> ClauseLink:
    """Two clauses with the edits between them, word by word."""
    one, two = upper.document.clauses[i], lower.document.clauses[j]
    edits, _ = clause_edits(upper.document.text, lower.document.text, one, two, 1.0, 0.0)
    return ClauseLink(i, j, 1.0, tuple(edits))


def _values(base: str, own: str) -> list[tuple[str, str, str]]:
    """Values that differ between two clauses with as many of them: (base, own, what follows the base value)."""
    left, right = list(FIGURE.finditer(base)), list(FIGURE.finditer(own))
    if len(left) != len(right) or len(numbers(base)) != len(numbers(own)):
        return []
    return [
        (a.group(), b.group(), base[a.end() : a.end() + 3])
        for a, b in zip(left, right, strict=True)
        if a.group() != b.group() and _unit(a.group()) == _unit(b.group()) and _amount(a.group()) != _amount(b.group())
    ]


def _unit(value: str) -> str:
    share = {"百分之": "%", "千分之": "‰"}.get(value[:3], "")
    return share or re.sub(rf"[0-9０-９.．\s十百千万亿]|{HAN}", "", value)


def _amount(value: str) -> float:
    written = _HAN_NUMBER.search(value.split("分之")[-1])
    if written:
        return han_value(written.group()) or 0.0
    number = re.search(r"[0-9]+(?:\.[0-9]+)?", value.translate(_WIDE))
    scale = 1.0
    for char in value:
        scale *= {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}.get(char, 1)
    return float(number.group()) * scale if number else 0.0


_HAN_NUMBER = re.compile(rf"(?<![0-9０-９]){HAN_NUMBER}")
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


@lru_cache(maxsize=1)
def _figures() -> dict[str, list[str]]:
    found: dict[str, list[str]] = table("figures.json")
    return found
