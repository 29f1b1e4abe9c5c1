"""What surrounds a document's body: database header, titles, transmittal notice, contents list,
signature, attachments and site chrome. Everything is found in the flow and kept as spans."""

from __future__ import annotations

import re

from .contents import find_contents
from .front import front
from .signs import Envelope
from .tail import body_end

_DATABASE = re.compile(r"文章属性\s*[•·]?\s*(?:【[^】\n]{2,8}】[^【]{0,120}?[•·]?)+?正文")


def find_envelope(
    flow: str, low: int, high: int, headings: list[int], contents: tuple[int, int] | None = None, fields: int = 0
) -> Envelope:
    """Envelope of the document in the flow range [low, high). headings: offsets of accepted section starts
    outside the contents list, in order. contents: range of the contents list where it is known. fields: where the
    fields end that the text begins with, 0 where it has none."""
    env = Envelope(low, high, (low, high))
    env.toc = contents or find_contents(flow, low, high)
    at = low
    header = _DATABASE.search(flow, low, high)
    if fields > low:
        env.header = (low, fields)
        env.marks.append(("metadata", low, fields))
        at = fields
    elif header:
        env.header = (low, header.end())
        env.marks.append(("metadata", low, header.end()))
        at = header.end()
    first = next((h for h in headings if h >= at and not (env.toc and env.toc[0] <= h < env.toc[1])), high)
    start = front(flow, env, at, first, headings)
    env.body = (start, body_end(flow, env, start, high, headings))
    return env
