"""Contents lists: lines with dot leaders, or 目录 and entries that the text repeats."""

from __future__ import annotations

import re

from .markers import Candidate, candidates
from .signs import paragraphs_in, squeezed
from .titles import glued_end

_LEADER = re.compile(r"(?:[.．…·]\s?){5,}\s*[\dIVXivx]*\s*$")
_CONTENTS = re.compile(
    r"(?:(?<![\u4e00-\u9fa5])|(?<=日))目[ 　]{0,8}[录次](?=\s*\n|\s{0,4}(?:第[一1]|一、|前\s*言|"
    r"引\s*言|总\s*[则论]|序))"
)


def find_contents(flow: str, low: int, high: int) -> tuple[int, int] | None:
    """Range of the contents list; None where there is none. Its end is where text goes on."""
    led = _leader_lines(flow, low, high)
    if led:
        return led
    for match in _CONTENTS.finditer(flow, low, high):
        found = [c for c in candidates(flow[match.end() : high]) if c.number is not None]
        if not found or found[0].start > 60:
            continue
        begin = match.end()
        first = found[0]
        wanted = squeezed(_entry(flow, begin, found, 0))
        again = next(
            (
                c
                for c in found[1:]
                if c.number == first.number and squeezed(flow[begin + c.start : begin + c.end + 40]).startswith(wanted)
            ),
            None,
        )
        limit = again.start if again else high - begin
        last = first
        for c in found[1:]:
            if (
                c.start >= limit
                or len(squeezed(flow[begin + last.end : begin + c.start])) > 60
                or "。" in flow[begin + last.end : begin + c.start]
            ):
                break
            last = c
        return match.start(), _entry_end(flow, begin + last.end, begin + limit, again is not None)
    return None


def _entry(flow: str, begin: int, found: list[Candidate], index: int) -> str:
    """One entry of a contents list: from its marker to the line end or the next marker, at most 12 characters on."""
    start = begin + found[index].start
    stop = begin + found[index + 1].start if index + 1 < len(found) else len(flow)
    line = flow.find("\n", start, stop)
    return flow[start : min(stop if line < 0 else line, begin + found[index].end + 12)]


def _leader_lines(flow: str, low: int, high: int) -> tuple[int, int] | None:
    """Range of lines that end in dot leaders and a page number, with the 目录 line before them."""
    lines = [(a, b, _LEADER.search(flow, a, b) is not None) for a, b in paragraphs_in(flow, low, high)]
    led = [index for index, line in enumerate(lines) if line[2]]
    if len(led) < 3:
        return None
    last = led[0]
    for index in led:
        if index - last > 8:
            break
        last = index
    first = led[0]
    for index in range(first, max(-1, first - 4), -1):
        if re.fullmatch(r"\s*目\s*[录次]\s*", flow[lines[index][0] : lines[index][1]]):
            first = index
            break
    return lines[first][0], lines[last][1]


def _entry_end(flow: str, mark: int, limit: int, repeated: bool) -> int:
    """End of the last entry of a contents list whose marker ends at `mark`."""
    line = flow.find("\n", mark, limit)
    line = limit if line < 0 else line
    if line - mark <= 45 and "。" not in flow[mark:line]:
        return line
    sentence = re.split("[。；]", flow[mark:line])[0]
    cut = glued_end(sentence)
    return mark + cut if cut else (limit if repeated and limit - mark < 60 else mark)
