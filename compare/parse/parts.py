"""Several documents in one file: where one ends and the next begins."""

from __future__ import annotations

import itertools
import re

_DATABASE = re.compile(r"文章属性\s*[•·]?\s*【")
_NUMBERED_PART = re.compile(r"^(?:【?篇[一二三四五六七八九\d]】?|第[一二三四五六七八九]篇)[^\n]{0,40}$", re.MULTILINE)
_PROBE = 40  # characters that must recur at several places of a second copy
_SHORTEST = 400  # characters of the shortest stretch that counts as a document of its own


def find_parts(flow: str) -> list[tuple[int, int]]:
    """Flow ranges of the documents in a file, in order; they tile it. One range for an ordinary file."""
    cuts = []
    headers = list(_DATABASE.finditer(flow))
    for previous, header in itertools.pairwise(headers):
        cut = _title_before(flow, previous.end(), header.start())
        cuts.append(cut)
    numbered = [m.start() for m in _NUMBERED_PART.finditer(flow)]
    if len(numbered) >= 2:
        cuts += numbered if numbered[0] > _SHORTEST else numbered[1:]
    copy = _second_copy(flow)
    cuts = sorted({*cuts, *([copy] if copy else [])})
    bounds = [0]
    for cut in cuts:
        if cut - bounds[-1] >= _SHORTEST and len(flow) - cut >= _SHORTEST:
            bounds.append(cut)
    return list(zip(bounds, [*bounds[1:], len(flow)], strict=True))


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
