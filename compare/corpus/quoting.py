"""Quotations as a reader wants them: without the blanks and list marks around a stretch of text."""

from __future__ import annotations

from bisect import bisect_right

from ..model import Document
from ..report import Quote
from ..writers.inline import section_path

_AROUND = " \t\n\r\u3000\xa0*#-|"
_BEFORE = "，。；、,;：:"


def quote(number: int, document: Document, start: int, end: int, section: str | None = None) -> Quote:
    """A quotation of document `number`, trimmed; section: found by place where it is not given."""
    text = document.text
    while start < end and (text[start] in _AROUND or text[start] in _BEFORE):
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return Quote(number, start, end, section_at(document, start) if section is None else section)


def section_at(document: Document, at: int) -> str:
    """Id of the section at a place in the text, '' outside all."""
    sections = document.sections
    index = bisect_right(sections, at, key=lambda section: section.start) - 1
    return sections[index].id if index >= 0 and at < sections[index].end else ""


def numbered(document: Document, at: int) -> tuple[str, str]:
    """Number of the section at a place of the text, and its heading; empty outside all."""
    ident = section_at(document, at)
    section = document.by_id.get(ident)
    return (section_path(document, section), section.heading.strip()) if section else ("", "")
