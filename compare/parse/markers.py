"""The table of marker styles, and the places in running text where a marker may stand.

A style is one row: what the marker looks like and on which level its sections lie (DESIGN: to add a
numbering style is one row here and one in its table test).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..basics.numerals import to_int

_CN = "一二三四五六七八九十百零〇"


@dataclass(frozen=True, slots=True)
class Style:
    """One way of numbering. rank orders the styles from container to detail; level is what a section of
    this style has when no rarer container shifts it; inline: may start in the middle of a line."""

    name: str
    pattern: str
    rank: int
    level: int
    inline: bool = True


STYLES = (
    Style("part", rf"第\s?[{_CN}\d]{{1,4}}\s?编(?:(?=[\s　])|(?=[{chr(0x4E00)}-{chr(0x9FA5)}]))", 0, 1),
    Style("chapter", rf"第\s?[{_CN}\d]{{1,4}}\s?章", 1, 1),
    Style("section", rf"第\s?[{_CN}\d]{{1,4}}\s?节", 2, 2),
    Style("article", rf"第\s?[{_CN}\d]{{1,5}}\s?条(?:之[{_CN}]{{1,2}})?", 3, 3),
    Style(
        "cn",
        rf"[{_CN}]{{1,3}}\s?[、](?!\s*[{_CN}]+\s*(?:[、和及]|[级类次期产等批年季线者方层手]))|[{_CN}]{{1,3}}[.．](?=[^\d\s])",
        4,
        1,
    ),
    Style("cn_paren", rf"[（(〔﹙]\s?[{_CN}]{{1,4}}\s?[）)〕﹚][、.．]?|[㈠-㈩][、.．]?", 5, 2),
    Style("decimal", r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2}){0,2}(?=[\s　]*[^\d\s.．%％a-zA-Z万亿])", 6, 3, inline=False),
    Style("arabic", r"\d{1,3}\s?(?:[.．·•](?!\d)|[.．·](?=(?:19|20)\d\d年)|、)|[⒈-⒛]", 7, 3),
    Style("arabic_paren", r"[（(]\s?\d{1,2}\s?[）)]|[⑴-⒇]", 8, 4),
    Style("arabic_half", r"\d{1,2}\s?[）)]", 9, 4, inline=False),
    Style("circled", r"[①-⑳❶-❿]", 10, 5),
    Style("dash", r"(?:——|－－|――|--|—)(?=[^\s—－―\-\d])", 11, 4),
)
BY_NAME = {style.name: style for style in STYLES}

_SCAN = re.compile("|".join(f"(?P<{style.name}>{style.pattern})" for style in STYLES))
_NUMERAL = re.compile(rf"[{_CN}]+|\d+|[㈠-㈩⒈-⒛⑴-⒇①-⑳❶-❿]")
_STOPS = "。；;：:！!？?）)】〕”」》…\t"
# What may not stand right behind a marker: it is a citation, an enumeration or a quantity.
_NOT_AFTER = {
    "article": re.compile(r"\s*(?:[、，,第至和及与或款项中所的）)》~—-]|规定|之规定|以[上下外]|修改|删去)"),
    "cn_paren": re.compile(rf"\s*(?:[（(][{_CN}]+[）)]|项|款|目|条|至|[、，,）)和及与或]|期|号|楼|座|次)"),
    "arabic_paren": re.compile(r"\s*(?:项|款|目|条|至|[、，,）)和及与或]|期|号|楼|座)"),
    "arabic": re.compile(r"\s*(?:\d+\s*[、.]\s*\d|[、，,。；;：:）)]|$)"),
    "cn": re.compile(r"\s*(?:[、，,。；;）)]|$)"),
    "chapter": re.compile(r"\s*(?:[、，,至和及与或的规所]|第)"),
    "section": re.compile(r"\s*(?:[、，,至和及与或的规所课]|第)"),
    "part": re.compile(r"\s*(?:[、，,至和及与或的规]|第)"),
}
_NOT_BEFORE = {
    "cn": re.compile(rf"[{_CN}第\d、“‘《（(—~\-]$"),
    "cn_paren": re.compile(r"(?:第|[条款项]\s?|本条|前款|、|和|至|或|及|按照?|根据|依照|符合)$"),
    "arabic_paren": re.compile(r"(?:第|、|和|至|或|及|图|表|式|公式|附件|[A-Za-z\d])$"),
    "arabic": re.compile(r"(?:[\d.．,，、/%％A-Za-z\-—－~～〔\[（(]|第|图|表|附件|约|近|达|为|增长|下降|超过)$|-\s$"),
    "circled": re.compile(r"(?:[、和至或及A-Za-z\d]|注)$"),
    "decimal": re.compile(r"[\d.．A-Za-z]$"),
    "article": re.compile(r"(?:[》法例定则章程办细规、和至或及依照据按的反]|本)$"),
    "chapter": re.compile(r"(?:[》、和至或及依照据按的]|本)$"),
    "section": re.compile(r"(?:[》、和至或及依照据按的]|本)$"),
    "dash": re.compile(r"[^\s。；;：:！!？?]$"),
}


_CHAPTER_BEFORE = re.compile(rf"第[{_CN}\d]{{1,4}}[章节]\s*[^。；，\n第]{{1,16}}$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a section may start: flow offsets of the marker, its style, number and setting.

    place: line (starts a paragraph), stop (behind a sentence end or bracket) or glued.
    number: None for a dash.
    """

    start: int
    end: int
    style: Style
    number: int | None
    place: str
    suffix: int = 0

    @property
    def rank(self) -> int:
        return self.style.rank


def candidates(flow: str) -> Iterator[Candidate]:
    """All places of a flow text that look like a marker in their nearest surroundings."""
    for match in _SCAN.finditer(flow):
        name = match.lastgroup or ""
        style = BY_NAME[name]
        start, end = match.span()
        place = _place(flow, start)
        if place != "line" and not style.inline:
            continue
        before = flow[max(0, start - 6) : start]
        after = flow[end : end + 12]
        set_off = place == "line" and after[:1] in " 　\xa0"
        if name in _NOT_AFTER and not set_off and _NOT_AFTER[name].match(after):
            continue
        behind_chapter = name == "article" and _CHAPTER_BEFORE.search(flow, max(0, start - 24), start)
        if place != "line" and name in _NOT_BEFORE and not behind_chapter and _NOT_BEFORE[name].search(before):
            continue
        if name == "arabic" and place == "line" and after[:1].isdigit() and not re.match(r"(?:19|20)\d\d年", after):
            continue
        yield Candidate(start, end, style, _number(match.group(), name), place, _suffix(match.group(), name))


def _place(flow: str, start: int) -> str:
    at = start
    while at > 0 and flow[at - 1] in " 　\xa0":
        at -= 1
    if at == 0 or flow[at - 1] == "\n" or flow[max(0, at - 2) : at] == "正文":
        return "line"
    return "stop" if flow[at - 1] in _STOPS else "glued"


def _number(marker: str, style: str) -> int | None:
    if style == "dash":
        return None
    if style == "decimal":
        return int(re.split(r"[.．]", marker)[-1])
    found = _NUMERAL.search(marker)
    return to_int(found.group()) if found else None


def _suffix(marker: str, style: str) -> int:
    """The N of 第X条之N."""
    if style != "article" or "之" not in marker:
        return 0
    return to_int(marker.split("之")[1]) or 0
