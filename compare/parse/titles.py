"""Where a heading ends and its body begins, also when nothing separates the two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import table

_SPACE = " 　\xa0\t"
_LONGEST_LINE = 60
_LONGEST_SENTENCE = 32
_STOP = re.compile(r"[。；;！!？?\n]")
_FIELD = re.compile(r"[:：]?\s*[（(](?:[^（）()\n]{0,8})(?:牵头|责任|配合|负责)[^（）()\n]*[）)]?\s*$")
_COPULA = re.compile(r"^[^，,]{2,}是[^，,]{3,}$")
_BRACKET_TITLE = re.compile(r"\s*【([^】\n]{2,30})】")


@dataclass(frozen=True, slots=True)
class Title:
    """Heading text as printed, without closing punctuation, and the flow offset where the body begins."""

    text: str
    body: int


def split_title(flow: str, mark: int, stop: int, mode: str, last: bool = False) -> Title:
    """Heading behind a marker that ends at `mark`; the next heading starts at `stop`.

    mode: article (no heading unless bracketed), line (headings are set off by line or sentence ends) or
    run_on (a heading may run into its body without any sign).
    """
    start = mark
    while start < stop and flow[start] in _SPACE:
        start += 1
    if mode == "article":
        bracket = _BRACKET_TITLE.match(flow, mark, stop)
        return Title(bracket.group(1), bracket.end()) if bracket else Title("", start)
    whole = flow[start:stop].rstrip()
    if not _STOP.search(whole) and len(whole) <= _LONGEST_LINE and not last:
        return _trimmed(flow, start, start + len(whole), stop)
    line_end = flow.find("\n", start, stop)
    line_end = stop if line_end < 0 else line_end
    line = flow[start:line_end].rstrip()
    end = _STOP.search(line)
    if end is None and len(line) <= _LONGEST_LINE and (line_end < stop or not last) and mode == "line":
        return _trimmed(flow, start, start + len(line), line_end)
    sentence = line[: end.start()] if end else line
    rest = flow[start + len(sentence) + 1 : stop].strip()
    if mode == "run_on" or not _reads_as_title(sentence, bool(rest)):
        glued = glued_end(sentence)
        if glued:
            return Title(sentence[:glued].rstrip("：:，, "), start + glued)
        named = re.match(rf"([^，,]{{6,45}}(?:{'|'.join(table('titles.json')['noun_ends'])}))[，,]", sentence)
        if named and (len(sentence) > _LONGEST_SENTENCE or sentence[-1] in "，,"):
            return Title(named.group(1), start + named.end())
    if _reads_as_title(sentence, bool(rest)):
        return _trimmed(flow, start, start + len(sentence), min(stop, start + len(sentence) + 1))
    return Title("", start)


def _reads_as_title(sentence: str, more: bool) -> bool:
    commas = len(re.findall("[，,]", sentence))
    if not sentence or len(sentence) > _LONGEST_SENTENCE + (8 if not commas else 0):
        return False
    if _COPULA.search(sentence):
        return False
    if not more:  # the whole text of the unit: a title only when it is a bare phrase
        return commas == 0 and len(sentence) <= 20
    return commas <= 2


def _trimmed(flow: str, start: int, end: int, body: int) -> Title:
    """Title without a bracket that names responsible bodies and without closing punctuation."""
    text = flow[start:end]
    field = _FIELD.search(text)
    if field:
        text = text[: field.start()]
    colon = re.search(r"[:：]", text)
    if colon and colon.start() >= 4:
        return Title(text[: colon.start()].strip(), start + colon.end() if field is None else end)
    text = text.strip().rstrip("。：:；;，, ")
    while body < len(flow) and body < end + 2 and flow[body - 1 : body] != "\n" and flow[body] in "。：:":
        body += 1
    return Title(" ".join(text.split()), body)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("titles.json")
    heads = "|".join(sorted(map(re.escape, data["whole_titles"]), key=len, reverse=True))
    openers = "|".join(data["body_openers"])
    verbs = "|".join(sorted(map(re.escape, data["verbs"]), key=len, reverse=True))
    return (
        re.compile(
            rf"(?:(?:19|20)\d\d年|“?十[一二三四五]五”?(?:时期|期间)?|[^，,。]{{0,12}}?)(?:{heads})(?![的和与及、，,])"
        ),
        re.compile(openers),
        re.compile(rf"(?:{verbs})"),
    )


def glued_end(sentence: str) -> int:
    """Length of a title at the head of a sentence that runs on into the body; 0 when none is found."""
    whole, opener, verb = _patterns()
    ends = []
    match = whole.match(sentence)
    if match and match.end() < len(sentence):
        ends.append(match.end())
    for found in opener.finditer(sentence, 4, 48):
        if sentence[found.start() - 1] not in table("titles.json")["connectors"]:
            ends.append(found.start())
            break
    clause_start = 0
    for piece in re.finditer(r"[^，,]+", sentence[:60]):
        clause_start = piece.start()
        cut = _second_verb(piece.group(), verb)
        if cut:
            ends.append(clause_start + cut)
            break
    return min((end for end in ends if end >= 4), default=0)


def _second_verb(clause: str, verb: re.Pattern[str]) -> int:
    """Where a second verb-object phrase begins in a clause that opens with one; 0 when it does not."""
    first = verb.match(clause)
    if first is None and not re.match(r"[树抓促强建做优稳]", clause):
        return 0
    connectors = table("titles.json")["connectors"]
    quoted = [m.span() for m in re.finditer(r"“[^”]*”|《[^》]*》", clause)]
    for found in verb.finditer(clause, max(5, first.end() + 3 if first else 5)):
        at = found.start()
        if clause[at - 1] in connectors or any(a < at < b for a, b in quoted) or len(clause) - at < 4:
            continue
        if clause[found.end() : found.end() + 1] in ("的", "和", "与", "及", "、", ""):
            continue  # a noun here: 扩大有效投资 opens a phrase, 创新发展的 does not
        return at
    return 0
