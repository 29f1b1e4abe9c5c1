"""An element of a page as lines: what a browser would show, one line a block, table rows with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ..vocabulary import table
from .numerals import printed
from .source import Line, clean
from .tables import table_lines
from .trees import Element, local

_BLOCKS = frozenset(
    ("p", "div", "section", "article", "main", "header", "aside", "blockquote", "pre", "center", "address", "figure")
    + ("figcaption", "ul", "ol", "li", "dl", "dt", "dd", "form", "fieldset", "hr", "body", "html", "td", "th")
    + ("h1", "h2", "h3", "h4", "h5", "h6", "ucapcontent", "table", "tbody", "thead", "tfoot", "tr", "caption")
)
_WIDE = "\u2e80-\u9fff\uff00-\uffef“”‘’…—·"
# A line break of the source inside Chinese text is no blank; inside other text it is one.
_WRAP = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NUMBERED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(none|cjk-ideographic|simp-chinese-informal|disc|circle|square)"
)


@dataclass(slots=True)
class _Page:
    """Lines so far, and the inline text of the block being read."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    kind: str = ""
    level: int = 0
    marker: str = ""

    def put(self, text: str | None) -> None:
        if text:
            self.pieces.append(_BLANKS.sub(" ", _WRAP.sub("", text)))

    def close(self) -> None:
        text = clean("".join(self.pieces).replace("\xa0", " "))
        self.pieces = []
        for line in text.split("\n"):
            line = line.strip(" \t\n") if line.strip() else ""
            if line:
                self.lines.append(Line(self.marker + line, self.kind, self.level))
                self.marker = ""


def lines_of(element: Element) -> list[Line]:
    """Lines of an element in reading order, blank ones left out. Headings (h1 to h6) and table rows are marked."""
    page = _Page()
    _walk(element, page)
    page.close()
    return page.lines


def _walk(element: Element, page: _Page) -> None:
    name = local(element)
    if not name or _dropped(element):
        return
    if name == "br":
        page.pieces.append("\n")
        return
    if name == "table":
        page.close()
        page.lines += table_lines([[lines_of(cell) for cell in _cells(row)] for row in _rows(element)])
        return
    block = name in _BLOCKS
    outer = page.kind, page.level
    if block:
        page.close()
        if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            page.kind, page.level = "heading", int(name[1])
    page.put(element.text)
    counted = _counter(element) if name == "ol" else None
    for inner in element:
        if counted is not None and local(inner) == "li":
            page.close()
            page.marker = next(counted)
        _walk(inner, page)
        page.put(inner.tail)
    if block:
        page.close()
        page.kind, page.level = outer
        page.marker = "" if name == "li" else page.marker


def _rows(parent: Element) -> Iterator[Element]:
    """Rows of a table, not those of tables inside it."""
    for element in parent:
        if local(element) == "tr":
            yield element
        elif local(element) in ("tbody", "thead", "tfoot"):
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if local(cell) in ("td", "th"))


def _counter(element: Element) -> Iterator[str]:
    """Markers of an ordered list as a browser prints them."""
    style = _LIST_STYLE.search(element.get("style") or "")
    chinese = style is not None and style.group(1) in ("cjk-ideographic", "simp-chinese-informal")
    bare = style is not None and not chinese
    kind = "chineseCountingThousand" if chinese else _NUMBERED.get(element.get("type") or "1", "decimal")
    start = element.get("start") or "1"
    number = int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1
    while True:
        yield "" if bare else printed(number, kind) + ("、" if chinese else ". ")
        number += 1


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(table("pages.json")["drop"])


def _dropped(element: Element) -> bool:
    names = [element.get("id") or "", *(element.get("class") or "").split()]
    return any(name in _names() for name in names)
