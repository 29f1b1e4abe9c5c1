"""Several documents in one file: where one ends and the next begins."""

from __future__ import annotations

import re

from .signs import TITLE, paragraphs_in

_DATABASE = re.compile(r"文章属性\s*[•·]?\s*【")
_NUMBERED_PART = re.compile(r"^(?:【?篇[一二三四五六七八九\d]】?|第[一二三四五六七八九]篇)[^\n]{0,40}$", re.MULTILINE)
_SECTION = re.compile(r"(?:^|[\n。:：])\s*(?:一、|第一条|第一章|[（(]一[）)])")  # every document has one
_ADDRESSED = re.compile(r"各[^。！？]{2,200}[:：]$")
_PROBE = 40  # characters that must recur at several places of a second copy
_SHORTEST = 400  # characters of the shortest stretch that counts as a document of its own


def find_parts(flow: str) -> list[tuple[int, int]]:
    """Flow ranges of the documents in a file, in order; they tile it. One range for an ordinary file."""
    headers = list(_DATABASE.finditer(flow))
    cuts = [
        _title_before(flow, previous.end() if previous else 0, header.start())
        for previous, header in zip([None, *headers], headers, strict=False)
    ]
    numbered = [m.start() for m in _NUMBERED_PART.finditer(flow)]
    if len(numbered) >= 2:
        cuts += numbered if numbered[0] > _SHORTEST else numbered[1:]
    copy = _second_copy(flow)
    cuts = sorted({*cuts, *_second_titles(flow), *([copy] if copy else [])})
    bounds = [0]
    for cut in cuts:
        long_enough = cut - bounds[-1] >= _SHORTEST and len(flow) - cut >= _SHORTEST
        if long_enough and (cut == copy or _SECTION.search(flow, bounds[-1], cut)):
            bounds.append(cut)
    return list(zip(bounds, [*bounds[1:], len(flow)], strict=True))


def _second_titles(flow: str) -> list[int]:
    """Titles deep in the text that addressees follow, or that the next line repeats: a second document begins."""
    paragraphs = paragraphs_in(flow, 0, len(flow))
    found = []
    for index, (start, end) in enumerate(paragraphs):
        text = flow[start:end].strip()
        if start < _SHORTEST or not 10 <= len(text) <= 90 or not TITLE.fullmatch(text):
            continue
        following = [flow[a:b].strip() for a, b in paragraphs[index + 1 : index + 3]]
        if any(_ADDRESSED.match(line) for line in following) or (
            following and len(following[0]) > len(text) + 40 and following[0].startswith(text[:10])
        ):
            found.append(start)
    return found


def _second_copy(flow: str) -> int:
    """Where the whole text starts again (pages that were saved with their print view); 0 where it does not."""
    opening = flow[:_PROBE].split("\n", 1)[0]
    at = flow.find(opening, _SHORTEST) if len(opening) >= 12 else -1
    if at < 0:
        return 0
    probes = [flow[n : n + _PROBE] for n in range(0, at - _PROBE, max(_PROBE, at // 8))]
    return at if len(probes) >= 3 and all(probe in flow[at:] for probe in probes) else 0


def _title_before(flow: str, low: int, header: int) -> int:
    """Start of the title line(s) in front of a database header."""
    at = flow.rfind("\n", low, header) + 1
    if at <= low:
        return low
    before = flow.rfind("\n", low, at - 1) + 1
    above, title = flow[before : at - 1].strip(), flow[at:header].strip()
    return before if before >= low and above and (not title or above[:8] == title[:8]) else at
