"""Chosen quotations with their sources, as text or as a table in the formats that hold tables."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from ..model import Document
from .inline import plain, section_path
from .names import Names, names
from .summary import title_of
from .tables.model import Cell, Column, Handout, Row, Run, Source, Table
from .tables.model import plain as cell
from .tables.words import words

FORMATS = ("text", "docx", "xlsx", "md", "csv")
_RENDERERS = {"docx": ".docx_format", "xlsx": ".xlsx_format", "md": ".markdown_format", "csv": ".csv_format"}
_WIDTHS = {"number": 5, "document": 24, "docno": 14, "place": 10, "text": 45}


def cite(called: Names, document: Document, start: int, text: str) -> str:
    """《标题》（文号）三（二），第3页：“原文”, the page where the file has pages. start: where the quotation begins
    (code points)."""
    title = title_of(document, called).strip("《》")
    number = f"（{document.metadata.number}）" if document.metadata.number else ""
    return f"《{title}》{number}{place_of(called, document, start)}：“{text}”"


def place_of(called: Names, document: Document, start: int) -> str:
    """Number of the section, and page of the file where it has pages."""
    page = document.layout.page(start)
    word = called.tables["word"]
    section = next((s for s in reversed(document.sections) if s.start <= start), None)
    path = section_path(document, section, word["paragraph"], word["preamble"])
    return "，".join(filter(None, (path, word["page"].format(n=page) if page else "")))


def write_citations(name: str, quotes: Sequence[Source], lang: str) -> str | bytes:
    """Quotations (document, start, end) in the format of that name, one of FORMATS, in the order given."""
    if name == "text":
        called = names(lang)
        return "".join(cite(called, d, start, plain(d, start, end)) + "\n" for d, start, end in quotes)
    render = import_module(_RENDERERS[name], __package__).render
    found: str | bytes = render(_handout(quotes, lang))
    return found


def _handout(quotes: Sequence[Source], lang: str) -> Handout:
    say = words(lang)
    rows = []
    for number, (document, start, end) in enumerate(quotes, 1):
        title = title_of(document, say.names).strip("《》")
        facts = str(number), title, document.metadata.number, place_of(say.names, document, start)
        quotation = Run(plain(document, start, end), source=(document, start, end))
        rows.append(Row((*map(cell, facts), Cell(((quotation,),)))))
    columns = tuple(Column(key, say.say(f"cited_{key}"), width) for key, width in _WIDTHS.items())
    title = say.say("title_citations")
    return Handout(
        regime="citations",
        title=title,
        sources=(),
        legend=(Run(say.say("legend_text_citations")),),
        preface=(),
        main=Table("citations", title, columns, tuple(rows)),
        coverage=(),
        further=(),
        lang=say.lang,
    )
