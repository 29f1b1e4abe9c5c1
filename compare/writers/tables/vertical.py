"""The table of a superior document and one that implements it (逐条对照表): what is asked, what answers it, in what
way, and who is responsible."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Comparison, Document
from ..inline import plain as shown_text
from .blocks import Block, Pair
from .findings import Findings, Side, findings
from .model import Cell, Column, Mark, Row, Run, plain
from .quoting import own_marks, path, quote, quoted_here, short, stacked
from .strength import Change
from .units import Units
from .words import SEVERAL, Words

LEVELS = ("国家", "部委", "省", "市", "区县", "园区", "乡镇")
_COPY = 0.8  # share of a clause's text that is the same word for word from which it is copied
_OWN = 0.3  # share of the answer without an echo from which it goes into detail
QUOTED = 3  # quotations that an explanation gives
_TOUCH = 0.1  # share of what is asked that is echoed, under which sections share their subject alone


def superior_is_right(comparison: Comparison) -> bool:
    """Whether the right document is the superior one: by level, else because the left cites it, else by date."""
    left, right = comparison.left, comparison.right
    ranks = [LEVELS.index(d.metadata.level) if d.metadata.level in LEVELS else -1 for d in (left, right)]
    if -1 not in ranks and ranks[0] != ranks[1]:
        return ranks[1] < ranks[0]
    cited = _cites(left, right), _cites(right, left)
    if cited[0] != cited[1]:
        return cited[0]
    dates = [min((date for _, date in d.metadata.dates), default="") for d in (left, right)]
    return bool(dates[0] and dates[1]) and dates[1] < dates[0]


def _cites(citing: Document, cited: Document) -> bool:
    titles = {cited.metadata.title, cited.metadata.outer_title} - {""}
    return any(
        title in titles or (number and number == cited.metadata.number) for title, number in citing.metadata.cited
    )


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the table."""
    widths = {"number": 5, "asked": 25, "answer": 25, "way": 8, "difference": 18, "units": 10}
    return tuple(Column(key, words.say(f"vertical_{key}"), width) for key, width in widths.items())


def rows(pair: Pair, words: Words, units: Units) -> tuple[Row, ...]:
    """A row for every section of either document; the superior one is on the left."""
    found: list[Row] = []
    number = 0
    for block in pair.blocks:
        if block.container:
            found.append(_band(pair, block, words, units))
            continue
        number += 1
        cells = quotations(pair, block, words)
        ways, remark = _judged(pair, block, words)
        named = _named(pair, block, words, units)
        found.append(Row((plain(str(number)), *cells, plain(words.listed(ways)), remark, named)))
    return tuple(found)


def quotations(pair: Pair, block: Block, words: Words) -> tuple[Cell, Cell]:
    """Both sides of a block between two documents of their own; 未提及 for a side without a section."""
    cells: list[Cell] = []
    for side, sections in enumerate((block.lefts, block.rights)):
        document = pair.documents[side]
        parts = []
        for section in sections:
            here = quoted_here(document, section, block.clauses[side])
            if section.id not in block.elsewhere:
                here = document.clauses_of.get(section.id, ())

            def marks(index: int, side: int = side) -> list[tuple[int, int, Mark]]:
                links = [link for link in block.pairs if (link.right if side else link.left) == index]
                links = links or pair.counterparts[side].get(index, [])
                return own_marks(pair.documents[side], pair.labels[side], index, links, side == 0)

            parts.append(quote(document, section, words, here, marks))
        cells.append(stacked(parts) if parts else Cell(((Run(words.say("absent"), "note"),),)))
    return cells[0], cells[1]


def _band(pair: Pair, block: Block, words: Words, units: Units) -> Row:
    cells = quotations(pair, block, words)
    cells = tuple(c if s else Cell() for c, s in zip(cells, (block.left, block.rights), strict=True))  # type: ignore[assignment]
    return Row((Cell(), *cells, Cell(), Cell(), _named(pair, block, words, units)), "band")


def _named(pair: Pair, block: Block, words: Words, units: Units) -> Cell:
    """Who is responsible for the sections that answer, each said once."""
    found = (units(pair.documents[1], section, words) for section in block.rights)
    return plain("\n".join(dict.fromkeys(text for text in found if text)))


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    why: str = ""


def _judged(pair: Pair, block: Block, words: Words) -> tuple[list[str], Cell]:
    """In what ways a block answers what is asked, and why, as a cell."""
    found = findings(pair, block)
    say = words.say
    if not block.real and not block.pairs:
        way, why = _alone(block, found, words)
        ways = [way] if way else []
        parts = [why]
    else:
        ways, parts = _answered(pair, block, found, words)
    lines = [words.sentences(parts)] if any(parts) else []
    lines += [say("remark", text=text) for text in block.remarks]
    return [say(f"way_{way}") for way in ways], plain("\n".join(lines))


def _alone(block: Block, found: Findings, words: Words) -> tuple[str, str]:
    """What has no counterpart."""
    say = words.say
    if block.links:  # of one role, with nothing in common
        return "missing", say("same_role_only", role=words.names.roles(block.section.roles))
    if block.left:
        return "missing", say("missing_ritual" if _ritual(found.left) else "missing")
    if found.right.own:
        return "initiative", say("initiative", own=own_text(found.right, words))
    return "own", say("own_ritual" if _ritual(found.right) else "own")


def _ritual(side: Side) -> bool:
    return side.total > 0 and side.ritual >= _COPY * side.total


def _answered(pair: Pair, block: Block, found: Findings, words: Words) -> tuple[list[str], list[str]]:
    say = words.say
    left, right = found.left, found.right
    ways: list[str] = []
    parts: list[str] = []
    identical = any(link.kind == "identical" for link in block.real)
    same = identical or (left.total > 0 and left.same >= _COPY * left.total)
    extra = right.total and right.total - right.echoed - right.ritual >= _OWN * right.total
    if same and not extra and not right.own and not found.changes:
        ways.append("copied")
        whole = identical or left.same == left.total
        parts.append(say("copied_all") if whole else say("copied", n=_percent(left.same, left.total)))
    if right.figures and not _has_figures(pair, block):
        ways.append("quantified")
        parts.append(say("quantified", own=own_text(right, words)))
    elif right.own or (extra and right.total >= left.total):
        ways.append("detailed")
        parts.append(say("detailed", own=own_text(right, words)) if right.own else say("detailed_text"))
    for more, way in ((True, "raised"), (False, "weakened")):
        told = [_told(change, words) for change in found.changes if change.more is more]
        if told:
            ways.append(way)
            parts += told[:SEVERAL]
    other = [change for change in found.changes if change.more is None]
    if not ways and any(change.kind in ("figure", "deadline") for change in other):
        ways.append("adjusted")
    parts += [_told(change, words) for change in other][:SEVERAL]
    if left.lone and not same:
        ways.append("partly")
        texts = [say("quoted", text=_quoted(pair, 0, index)) for index in left.lone]
        parts.append(say("not_taken_up", texts=words.listed(texts, QUOTED)))
    if not ways:
        faint = left.total and left.echoed + left.ritual < _TOUCH * left.total
        ways.append("related" if faint else "reworded")
        parts.append(say("related" if faint else "reworded"))
    parts += places(pair, block, words)
    return ways, parts


def _has_figures(pair: Pair, block: Block) -> bool:
    document = pair.documents[0]
    clauses = [document.clauses[index] for index in block.clauses[0]]
    return any(char.isdigit() for c in clauses for char in document.text[c.start : c.end])


def _percent(part: int, whole: int) -> str:
    return f"{min(99, round(100 * part / whole))}%"


def own_text(side: Side, words: Words) -> str:
    """The first pieces of what a side has alone, as quotations."""
    return words.listed((words.say("quoted", text=short(text, 30)) for text in side.own), QUOTED)


def _quoted(pair: Pair, side: int, index: int) -> str:
    document = pair.documents[side]
    clause = document.clauses[index]
    return short(shown_text(document, clause.start, clause.end).rstrip("。；;，"), 30)


def _told(change: Change, words: Words) -> str:
    how = {True: "more", False: "less", None: "other"}[change.more]
    return words.say(f"{change.kind}_{how}", left=change.left, right=change.right)


def places(pair: Pair, block: Block, words: Words, regime: str = "vertical") -> list[str]:
    """Where counterparts stand that are out of order, split or merged."""
    found = []
    left, right = pair.documents
    moved = [path(right, s, words) for s, link in zip(block.rights, block.links, strict=False) if link.moved]
    if moved:
        found.append(words.say(f"{regime}_stands_in", places=words.listed(moved)))
    if block.merged and block.left:
        others = [path(left, left.by_id[key], words) for key in block.merged if key != block.left.id]
        found.append(words.say(f"{regime}_answers_also", places=words.listed(others)))
    if any(link.kind == "same_role" for link in block.links) and block.real:
        found.append(words.say("some_by_role"))
    return found
