"""A trace as the tables that are handed in: clause by clause with its source, main sources, shares of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..trace import Carrier, Trace, Traced
from . import docx_format, markdown_format, xlsx_format
from .library_words import Say, library_words
from .summary import percent
from .tables.model import Cell, Column, Handout, Paragraph, Row, Run, Table, plain

SOURCED = ("verbatim", "adapted", "part", "undetermined", "later")  # what is listed when not all is asked for
_WIDTHS = {
    "section": (9, 6), "text": (30, 18), "status": (8, 6), "date": (10, 8), "issuer": (10, 7), "title": (18, 11),
    "place": (9, 6), "quote": (30, 18), "kind": (8, 6), "relation": (6, 4), "families": (6, 4), "issuers": (6, 4),
    "later": (6, 4), "undated": (6, 4), "parts": (6, 4), "share": (8, 6), "similarity": (6, 5), "characters": (8, 6),
    "verbatim": (8, 6), "adapted": (8, 6), "part": (8, 6), "path": (30, 18),
}  # fmt: skip
_MAIN = (
    "section", "text", "status", "relation", "date", "issuer", "title", "place", "quote", "similarity", "families",
    "issuers", "later",
)  # fmt: skip
_COUNTS = frozenset(("families", "issuers", "later", "undated", "parts", "characters", "verbatim", "adapted", "part"))
_SHARES = frozenset(("share", "similarity"))


def write_markdown(trace: Trace, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> str:
    """A trace as Markdown text."""
    return markdown_format.render(handout(trace, full=full, lang=lang))


def write_docx(trace: Trace, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> bytes:
    """A trace as the bytes of a .docx."""
    return docx_format.render(handout(trace, full=full, lang=lang))


def write_xlsx(trace: Trace, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh") -> bytes:
    """A trace as the bytes of an .xlsx, which always lists all clauses."""
    return xlsx_format.render(handout(trace, full=True, lang=lang))


def handout(trace: Trace, *, full: bool = False, lang: str = "zh") -> Handout:
    """The tables of a trace. full: clauses that are formula, without a source or too short as well."""
    lang = "en" if lang == "en" else "zh"
    say = library_words(lang)
    shown = [clause for clause in trace.clauses if full or clause.status in SOURCED]
    left_out = len(trace.clauses) - len(shown)
    return Handout(
        regime="trace",
        title=say("title_trace", title=trace.title),
        sources=tuple(facts(trace, say)),
        legend=(Run(share_line(trace, say)),),
        preface=(say("base", n=sum(count for _, count in trace.shares)), say("facts")),
        main=Table("trace", say("clauses"), _columns(_MAIN, say), tuple(_clause(clause, say) for clause in shown)),
        coverage=(say("unlisted", n=left_out),) if left_out else (),
        further=(),
        lang=lang,
        extracts=tuple(_extracts(trace, say)),
        headed=True,
    )


def facts(trace: Trace, say: Say) -> Iterator[str]:
    """What was traced, through which library, and what of it is the document itself."""
    yield say("source_document", title=trace.title)
    yield say("source_date", date=trace.date) if trace.date else say("date_unknown")
    yield say("source_library", path=trace.library, documents=trace.documents, families=trace.families)
    if trace.itself:
        yield say("itself", listing=say("semicolon").join(holding.path for holding in trace.itself))


def share_line(trace: Trace, say: Say) -> str:
    """Shares of the matching characters by status."""
    total = sum(count for _, count in trace.shares)
    return say("comma").join(
        say("share", name=say(status), share=percent(count / total), n=count) for status, count in trace.shares if count
    )


def relation_name(carrier: Carrier, say: Say) -> str:
    """Where a carrier stands in time."""
    return say("undated_relation" if carrier.relation == "undated" else carrier.relation)


def _columns(keys: Sequence[str], say: Say) -> tuple[Column, ...]:
    return tuple(
        Column(
            key,
            say(f"column_{key}"),
            *_WIDTHS[key],
            form="count" if key in _COUNTS else "share" if key in _SHARES else "text",
        )
        for key in keys
    )


def _clause(clause: Traced, say: Say) -> Row:
    """One clause; below its first carrier the others that are quoted."""
    found = clause.carriers
    cells = {
        "section": plain(clause.section),
        "text": Cell((_line(clause.text, own=clause.status == "own"),)),
        "status": plain(say(clause.status)),
        "relation": _each(relation_name(carrier, say) for carrier in found),
        "date": _each(carrier.holding.date or say("undated") for carrier in found),
        "issuer": _each(carrier.holding.issuer or say("no_issuer") for carrier in found),
        "title": _each(carrier.holding.title for carrier in found),
        "place": _each(carrier.section or "—" for carrier in found),
        "quote": Cell(tuple((*_line(carrier.text), Run(f"（{say(carrier.kind)}）", "note")) for carrier in found)),
        "similarity": _each(percent(carrier.similarity) for carrier in found),
        "families": _count(clause.families),
        "issuers": _count(clause.issuers),
        "later": _count(clause.later),
    }
    return Row(tuple(cells[key] for key in _MAIN))


def _line(text: str, own: bool = False) -> Paragraph:
    return (Run(" ".join(text.split("\n")), "own" if own else "plain"),)


def _each(texts: Iterator[str]) -> Cell:
    return Cell(tuple((Run(text),) for text in texts))


def _count(value: int) -> Cell:
    return Cell(((Run(str(value)),),), float(value))


def _extracts(trace: Trace, say: Say) -> Iterator[Table]:
    if trace.origins:
        keys = ("date", "issuer", "title", "verbatim", "adapted", "part", "path")
        rows = tuple(
            Row(
                (
                    plain(o.holding.date or say("undated")),
                    plain(o.holding.issuer or say("no_issuer")),
                    plain(o.holding.title),
                    _count(o.verbatim),
                    _count(o.adapted),
                    _count(o.part),
                    plain(o.holding.path),
                )
            )
            for o in trace.origins
        )
        yield Table("origins", say("origins"), _columns(keys, say), rows)
    total = sum(count for _, count in trace.shares)
    rows = tuple(
        Row((plain(say(status)), _count(count), Cell(((Run(percent(count / total)),),), count / total)))
        for status, count in trace.shares
        if count
    )
    if rows:
        yield Table("shares", say("shares"), _columns(("status", "characters", "share"), say), rows)
