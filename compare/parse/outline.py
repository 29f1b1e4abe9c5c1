"""Which of the candidate markers start a section: accepted by numbering, setting and what follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .markers import BY_NAME, Candidate, Style, candidates
from .titles import split_title

_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_BOX = re.compile(r"^(?:专栏\s*[\d一二三四五六七八九十]*.{0,40}|[^\n。；，]{2,24}专栏)$", re.MULTILINE)
_FIELD_BEFORE = re.compile(r"(?:责任|牵头|配合|承办|完成)(?:部门|单位|领导|时限|时间)[:：][^。；\n]{0,40}$")
_CHAIN = 60  # characters that a heading without sentence end may run on before its first child
_LOOKAHEAD = 6000  # characters within which a list's second member is expected
_ITEM = 400  # characters of the longest list item
_GAP = 3  # markers that may be missing (lost in extraction) between two accepted ones at line starts
_NONE = Style("lead", "", 12, 4)
_BOX_STYLE = Style("box", "", 6, 3)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section start in flow offsets: marker [start, mark), heading text and where the body begins."""

    start: int
    mark: int
    style: Style
    number: int | None
    place: str
    title: str = ""
    body: int = 0
    level: int = 0
    item: bool = False


def find_headings(
    flow: str,
    low: int,
    high: int,
    skip: Sequence[tuple[int, int]] = (),
    seen: Sequence[Candidate] | None = None,
) -> list[Heading]:
    """Headings and list items of the flow range [low, high), in order, levels set. skip: contents lists. seen: the
    candidates of the whole flow, where they are already known."""
    found = [
        c
        for c in (candidates(flow) if seen is None else seen)
        if low <= c.start < high and not any(begin <= c.start < end for begin, end in skip)
    ]
    ranks = _ranks(found)
    accepted = _accept(flow, found, ranks)
    accepted += [
        Heading(m.start(), m.start(), _BOX_STYLE, None, "line")
        for m in _BOX.finditer(flow, low, high)
        if not any(begin <= m.start() < end for begin, end in skip) and not any(h.start == m.start() for h in accepted)
    ]
    accepted.sort(key=lambda h: h.start)
    accepted = _lone_dashes(flow, accepted)
    accepted = _mark_items(flow, accepted, high, ranks)
    accepted = _title(flow, accepted, high)
    return _levels(accepted, ranks)


def _ranks(found: Sequence[Candidate]) -> dict[str, float]:
    """Rank of each style in this document: 一、 stands above 第X条 where articles are counted below it."""
    ranks: dict[str, float] = {name: style.rank for name, style in BY_NAME.items()}
    articles = [c for c in found if c.style.name == "article"]
    heads = [c for c in found if c.style.name == "cn" and c.place == "line"]
    opens = articles and len(heads) > 1 and heads[0].number == 1 and heads[0].start < articles[0].start
    if opens and any(c.start > articles[0].start and c.number == 2 for c in heads):
        ranks["cn"] = 2.5
    return ranks


def _accept(flow: str, found: Sequence[Candidate], ranks: dict[str, float]) -> list[Heading]:
    accepted: list[Heading] = []
    scoped: dict[str, int] = {}
    ever: dict[str, int] = {}
    seconds = {
        name: [c.start for c in found if c.style.name == name and c.number == 2 and c.place != "glued"]
        for name in BY_NAME
    }
    listed = _listed(flow, found)
    for index, c in enumerate(found):
        name = c.style.name
        previous = accepted[-1] if accepted else None
        if previous is not None and c.start < previous.mark:
            continue
        if index in listed:
            accepted.append(Heading(c.start, c.end, c.style, c.number, c.place, item=True))
            continue
        chained = (
            previous is not None
            and ranks[name] > ranks.get(previous.style.name, 0)
            and c.start - previous.mark <= _CHAIN
            and not _SENTENCE_END.search(flow, previous.mark, c.start)
        )
        position = bisect_left(seconds[name], c.start)
        begins = position < len(seconds[name]) and seconds[name][position] - c.start <= _LOOKAHEAD
        if not _fits(flow, c, scoped.get(name, 0), ever.get(name, 0), chained, begins):
            continue
        accepted.append(Heading(c.start, c.end, c.style, c.number, c.place))
        if c.number is not None:
            scoped[name] = c.number
            ever[name] = c.number
        for other in list(scoped):
            if ranks[other] > ranks[name]:
                del scoped[other]
    return accepted


def _listed(flow: str, found: Sequence[Candidate]) -> set[int]:
    """Indices of the members of lists whose members end with ； and hold no full stop: 项, not sections.

    They are counted apart: a list inside a section does not disturb the numbering around it.
    """
    result: set[int] = set()
    open_: dict[str, int] = {}
    for index, c in enumerate(found):
        name = c.style.name
        if c.number is None or name in ("part", "chapter", "section", "article"):
            continue
        following = next((o for o in found[index + 1 : index + 12] if o.style.name == name), None)
        stop = following.start if following else len(flow)
        text = flow[c.end : min(stop, c.end + _ITEM)].rstrip()
        ends = stop - c.end <= _ITEM and text[-1:] in "；;" and "。" not in text
        continues = open_.get(name) == (c.number or 0) - 1
        if (ends and following is not None and following.number == c.number + 1 and (c.number == 1 or continues)) or (
            continues and c.number > 1
        ):
            result.add(index)
            open_[name] = c.number
            if not ends:
                del open_[name]
        else:
            open_.pop(name, None)
    return result


def _fits(flow: str, c: Candidate, last: int, ever: int, chained: bool, begins: bool) -> bool:
    """Whether a candidate continues or opens a numbering. last: number before it in its scope, 0 if none;
    ever: the last one of its style anywhere (numbering that runs through)."""
    if c.number is None:
        return c.place == "line" or (c.place == "stop" and flow[c.start - 1 : c.start] in "。：:；;")
    n = c.number
    follows = n == last + 1 or (ever > 0 and n == ever + 1)
    if c.style.name == "article":
        if c.suffix:
            return n == ever
        gap = 0 < n - ever <= 1 + (_GAP if c.place == "line" and ever else 0)
        return (n == 1 and (c.place != "glued" or begins)) or gap or (c.place == "line" and not ever)
    if c.style.name in ("part", "chapter", "section"):
        if c.place == "line":
            return n == 1 or follows or 0 < n - ever <= _GAP or not ever
        return (n == 1 and begins) or (follows and n > 1) or chained
    if c.style.name == "decimal":
        return not _SENTENCE_END.search(flow, c.end, min(len(flow), c.end + 30)) or "\n" in flow[c.end : c.end + 40]
    if c.place == "line":
        return n == 1 or follows or 0 < n - last <= _GAP or 0 < n - ever <= _GAP or not ever
    if chained:
        return n == 1 or follows or not ever
    if c.place == "stop":
        behind_bracket = flow[c.start - 1] in ")）〕】" and not ever and 1 < n <= 3
        return (follows and n > 1) or (n == 1 and (begins or _announced(flow, c.start))) or behind_bracket
    if c.style.name in ("cn", "cn_paren"):
        return n == last + 1 > 1
    return follows and n > 1 and _FIELD_BEFORE.search(flow, max(0, c.start - 60), c.start) is not None


def _announced(flow: str, at: int) -> bool:
    """Whether a list is announced right before: 如下： 以下七个方面工作："""
    return re.search(r"(?:如下|以下|下列)[^。；\n]{0,16}[:：]\s*$", flow[max(0, at - 30) : at]) is not None


def _lone_dashes(flow: str, accepted: list[Heading]) -> list[Heading]:
    """Drop dashes in the middle of a line unless two or more stand in one section."""
    kept: list[Heading] = []
    for index, heading in enumerate(accepted):
        if heading.style.name == "dash" and heading.place != "line":
            near = [h for h in accepted[max(0, index - 1) : index + 2] if h.style.name == "dash" and h is not heading]
            if not near:
                continue
        kept.append(heading)
    return kept


def _mark_items(flow: str, accepted: list[Heading], high: int, ranks: dict[str, float]) -> list[Heading]:
    """Mark list items: everything numbered below an article, and lists whose members end with ；."""
    result = list(accepted)
    in_article = False
    for index, heading in enumerate(result):
        rank = ranks.get(heading.style.name, heading.style.rank)
        if rank <= ranks["article"]:
            in_article = heading.style.name == "article"
        elif in_article and heading.style.name != "box":
            result[index] = replace(heading, item=True)
    for group in _sibling_groups(result, ranks):
        group = [index for index in group if not result[index].item]
        if len(group) < 2:
            continue
        ends = []
        for index in group[:-1]:
            stop = result[index + 1].start if index + 1 < len(result) else high
            ends.append(flow[result[index].mark : stop].rstrip()[-1:] in "；;")
        if sum(ends) >= 0.5 * len(ends):
            for index in group:
                result[index] = replace(result[index], item=True)
    return result


def _sibling_groups(headings: Sequence[Heading], ranks: dict[str, float]) -> list[list[int]]:
    """Indices of headings of one style under one parent."""
    groups: list[list[int]] = []
    open_: dict[str, list[int]] = {}
    for index, heading in enumerate(headings):
        name = heading.style.name
        rank = ranks.get(name, heading.style.rank)
        for other in [o for o in open_ if ranks.get(o, BY_NAME[o].rank if o in BY_NAME else 6) > rank]:
            del open_[other]
        group = open_.get(name)
        if group is None or heading.number == 1:
            group = []
            groups.append(group)
            open_[name] = group
        group.append(index)
    return groups


def _title(flow: str, headings: list[Heading], high: int) -> list[Heading]:
    starts = [h.start for h in headings]
    real = [h for h in headings if not h.item]
    run_on = sum(h.place != "line" for h in real) >= 0.3 * max(1, len(real))
    result = []
    for index, heading in enumerate(headings):
        stop = starts[index + 1] if index + 1 < len(headings) else high
        if heading.style.name == "article" or heading.item:
            mode = "line" if heading.item else "article"
            title = split_title(flow, heading.mark, stop, mode)
        else:
            mode = "run_on" if run_on and heading.place != "line" else "line"
            title = split_title(flow, heading.mark, stop, mode, last=index + 1 == len(headings))
        result.append(replace(heading, title=title.text, body=title.body))
    return result


def _levels(headings: list[Heading], ranks: dict[str, float]) -> list[Heading]:
    """Levels by style, shifted where chapters (and sections) stand above 一、."""
    present = {h.style.name for h in headings if not h.item}
    has_part = "part" in present
    first_chapter = next((h.start for h in headings if h.style.name == "chapter" and not h.item), None)
    result = []
    for h in headings:
        level = h.style.level
        if h.style.name in ("chapter", "section", "article") and has_part:
            level += 1
        elif h.style.rank > BY_NAME["article"].rank and first_chapter is not None and h.start > first_chapter:
            level += 1 + ("section" in present)
        result.append(h if h.level == level else replace(h, level=level))
    return result


def lead_headings(flow: str, start: int, stop: int) -> list[Heading]:
    """Paragraphs of [start, stop) whose first sentence works as their heading; empty unless there are two."""
    found = []
    paragraphs = 0
    for match in re.finditer(r"[^\n]+", flow[start:stop]):
        paragraphs += 1
        lead = re.match(r"\s*([^。；：:！？\n]{4,24})。(?=.{12})", match.group())
        alone = re.fullmatch(r"\s*([^。；：:！？\n]{2,8}[，,][^。；：:！？，,\n]{2,8})。\s*", match.group())
        if alone and start + match.end() < stop:
            lead, paragraphs = alone, paragraphs - 1  # one sentence a line
        if lead and not re.match(r"(?:到|至|力争|今年|预计)?\s*\d|以习近平|[为按根]", lead.group(1)):
            begin = start + match.start() + len(match.group()) - len(match.group().lstrip())
            found.append(
                Heading(
                    begin, begin, _NONE, None, "line", lead.group(1), start + match.start() + lead.end(), _NONE.level
                )
            )
    return found if len(found) >= 2 and len(found) >= 0.6 * (paragraphs - 1) else []
