"""Benefits (奖补): amounts, rates and caps that somebody is paid or spared, one row for each case."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ..findings import Benefit
from ..model import Document
from ..vocabulary import table
from .passages import Passage
from .quantities import Quantity, plain_number, quantities
from .settings import Setting

_TIER = r"(?:国际|国家|部|省|市|区县?|县|[一二三四特甲乙丙]|大|中|小|轻|微)(?:级|型|类|等)?|[0-9.]+[万亿]*元"
_BEFORE = re.compile(r"(?:一次性|每年度?|年度|最高|分别|按照?|给予|奖励|补助|补贴|资助|不超过|的)+$")
_BY = re.compile(r"给?予?按照?|给予|(?<![为所难])以(?![上下内外前后及来])")
_BASE = 40  # characters of what a rate is a share of, where nothing says where that begins
_TIERS = re.compile(rf"(?:{_TIER})(?:[、和及与](?:{_TIER}))+")


def validity_of(document: Document) -> str:
    """What a document says of how long it holds, as printed, without blanks."""
    match = _patterns()["validity"].search(document.text)
    return "".join(match.group().split()) if match else ""


def benefits_of(setting: Setting, validity: str) -> list[Benefit]:
    """Benefits of one clause, in order."""
    passage = setting.passage
    flat, patterns = passage.flat, _patterns()
    if setting.past or not patterns["verbs"].search(flat) or patterns["not"].search(flat):
        return []
    money = [q for q in quantities(flat) if q.dimension == "money" or q.unit == "%"]
    found: list[Benefit] = []
    bounds = [0, *(m.end() for m in re.finditer(";", flat)), len(flat)]
    for low, high in pairwise(bounds):
        here = [q for q in money if low <= q.start < high]
        if here and patterns["verbs"].search(flat, low, high):
            found += _rows(passage, here, low, high, validity)
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """A quantity in its role: amount, rate, cap, or condition where it only says who is meant."""

    quantity: Quantity
    role: str
    group: int


def _rows(passage: Passage, here: list[Quantity], low: int, high: int, validity: str) -> list[Benefit]:
    """Rows of one stretch between semicolons. A cap or a rate behind a value of the same list belongs to its row."""
    flat = passage.flat
    condition = _condition(flat, low, high)
    reads = [_Read(q, _role(flat, q, low, high, condition), n) for n, q in enumerate(here)]
    rows: list[tuple[dict[str, Quantity], list[Quantity]]] = []
    for read in reads:
        role = read.role
        last = rows[-1][0] if rows else {}
        previous = rows[-1][1][-1] if rows else None
        between = flat[previous.stop : read.quantity.start] if previous else ""
        listed = (
            previous is not None
            and between in ("、", "和", "及", "与", "以及")
            and previous.dimension == read.quantity.dimension
        )
        if listed:
            role = list(last)[-1]
        if not role:
            continue
        if listed or role in last or not rows or (role == "amount" and "," in between):
            rows.append(({role: read.quantity}, [read.quantity]))
        else:
            last[role] = read.quantity
            rows[-1][1].append(read.quantity)
    built = [_benefit(passage, parts, quantities, low, high, condition, validity) for parts, quantities in rows]
    return _tiers(built, flat)


def _role(flat: str, quantity: Quantity, low: int, high: int, condition: tuple[int, int]) -> str:
    """amount, rate, cap, or nothing for a quantity that is a condition."""
    patterns = _patterns()
    if condition[0] <= quantity.start < condition[1]:
        return ""
    before = flat[max(low, quantity.start - 28) : quantity.start]
    after = flat[quantity.stop : quantity.stop + 40]
    near = re.split(r"[,]", before)[-1]
    if not patterns["verbs"].search(near + after) and not patterns["cap_before"].search(before):
        return ""
    if re.match(r"(?:以上|\(含\)|及以上)", flat[quantity.end : quantity.end + 4]) and "给予" not in near:
        return ""
    if quantity.unit == "%":
        return "rate"
    capped = patterns["cap_before"].search(near) or quantity.op == "<=" or patterns["cap_after"].match(after)
    if re.search(r"(?:达到|超过|满|突破|投资|收入|产值|销售额|注册资本|融资)[^,;]{0,6}$", near) and not capped:
        return ""
    return "cap" if capped else "amount"


def _condition(flat: str, low: int, high: int) -> tuple[int, int]:
    """The words that say for whom or for what: from 对 to the comma that closes them."""
    for pattern in ("condition_of", "condition"):
        match = _patterns()[pattern].search(flat, low, high)
        if match is not None and not _patterns()["pays"].search(match[1]):
            break
    if match is None:
        head = re.match(r"[^,;:]{2,60}的(?=,)", flat[low:high])
        return (low, low + head.end()) if head else (low, low)
    paid = _patterns()["pays"].search(flat, match.start(1), match.end(1))
    return match.start(1), paid.start() if paid else match.end(1)


@lru_cache(maxsize=1)
def _paid() -> re.Pattern[str]:
    """What may follow a value: 的奖励, 给予一次性补助."""
    nouns = "|".join(map(re.escape, _data()["nouns"]))
    return re.compile(rf"的?(?:给予|予以)?(?:一次性)?({nouns})")


def _lead_in(flat: str, low: int, begin: int, *, rate: bool) -> int:
    """Where the words begin that lead to a value. rate: with what it is a share of: 按实际投资额的 15%."""
    if rate and flat[begin - 1 : begin] == "的":
        stretch = flat[low:begin].rpartition(",")[2]
        by = [match.start() for match in _BY.finditer(stretch)]
        return begin - len(stretch) + (by[-1] if by else max(0, len(stretch) - _BASE))
    before = _BEFORE.search(flat[low:begin])
    return begin - len(before.group().lstrip("的")) if before else begin


def _benefit(
    passage: Passage,
    parts: dict[str, Quantity],
    used: list[Quantity],
    low: int,
    high: int,
    condition: tuple[int, int],
    validity: str,
) -> Benefit:
    flat, raw = passage.flat, passage.raw
    first, last = used[0], used[-1]
    begin = first.start
    lead_in = _lead_in(flat, low, begin, rate=parts.get("rate") is first)
    closing = _paid().match(flat, last.stop)
    noun = closing[1] if closing else ""
    end = closing.end() if closing else last.stop
    verb = noun or next((n for n in _data()["nouns"] if n in flat[max(low, begin - 14) : end + 14]), "奖补")
    said = raw[condition[0] : condition[1]].strip("，,的")
    start, stop = passage.span(lead_in, end)
    lead = parts.get("amount") or parts.get("cap") or parts["rate"]
    return Benefit(
        item=_item(said, verb, passage),
        start=start,
        end=stop,
        section=passage.section.id,
        clause=passage.index,
        amount=_printed(raw, parts.get("amount")),
        rate=_printed(raw, parts.get("rate")),
        cap=_printed(raw, parts.get("cap")),
        value=plain_number(lead.value),
        unit=lead.unit,
        per=_per(flat, low, end),
        condition=said,
        beneficiary=_who(said),
        validity=validity,
    )


def _printed(raw: str, quantity: Quantity | None) -> str:
    return raw[quantity.start : quantity.end] if quantity else ""


def _item(said: str, verb: str, passage: Passage) -> str:
    """What is paid for: the condition and the kind of payment; the section's heading where nothing is said."""
    what = said or "".join(passage.section.heading.split())
    return what if what.endswith(verb) else what + verb


def _who(said: str) -> str:
    """The head of the condition: who or what stands behind its last 的, or ends like one who can be paid."""
    head = said.rsplit("的", 1)[-1]
    if head and _patterns()["who"].search(head):
        return head
    match = re.search(rf"[^,，;；的、]{{0,14}}{_data()['who']}", said)
    return match.group() if match else ""


def _per(flat: str, low: int, end: int) -> str:
    per = _data()["per"]
    near = flat[max(low, end - 40) : end]
    found = [(near.rfind(word), word) for word in per if word in near]
    return per[max(found)[1]] if found else ""


def _tiers(rows: list[Benefit], flat: str) -> list[Benefit]:
    """国家级、省级…分别给予100万元、50万元: the tiers that the condition lists go to the values in order. Where it
    lists no tiers, or another number of them, each row keeps the whole condition."""
    if len(rows) < 2 or "分别" not in flat:
        return rows
    condition = rows[0].condition
    for run in _TIERS.finditer(condition):
        names = re.split(r"[、和及与]", run.group())
        if len(names) != len(rows):
            continue
        last = names[-1][-1] if names[-1][-1] in "级型类等" else ""
        full = [name if not last or name.endswith(last) else name + last for name in names]
        return [replace(row, item=row.item.replace(run.group(), name, 1)) for row, name in zip(rows, full, strict=True)]
    return rows


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    found: dict[str, Any] = table("benefits.json")
    return found


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = _data()
    return {
        name: re.compile(data[name])
        for name in ("verbs", "cap_before", "cap_after", "condition", "condition_of", "pays", "who", "not", "validity")
    }
