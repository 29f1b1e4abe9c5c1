""".md: text as it is, with its headings and table rows known as such and the marks of emphasis left in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model import Block, Layout
from . import text
from .source import Source

_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>[^\n]*?)[ \t#]*$", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^(?:```|~~~)[^\n]*\n.*?(?:^(?:```|~~~)[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


def read(data: bytes, path: str) -> Source:
    """Decoded text of a Markdown file. Raises ReadError when it is none."""
    source = text.read(data, path)
    blocks = tuple(sorted(_blocks(source.text), key=lambda block: block.start))
    return replace(source, layout=Layout(blocks), format="md")


def _blocks(found: str) -> Iterator[Block]:
    code = [match.span() for match in _FENCE.finditer(found)]
    for match in _HEADING.finditer(found):
        line_start = match.start() == 0 or found[match.start() - 1] == "\n"
        if line_start and match.group("text") and not any(begin <= match.start() < end for begin, end in code):
            yield Block("heading", match.start("text"), match.end("text"), len(match.group("marks")))
    for match in _ROW.finditer(found):
        if match.group().count("|") > 2:
            yield Block("row", match.start(), match.end())
