"""A trace as text for the terminal: shares and main sources first, then clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from ..trace import Carrier, Trace, Traced
from . import layout
from .colours import paint
from .inline import Ink, Run
from .library_text import wrapped
from .library_words import Say, library_words
from .summary import percent
from .trace_tables import SOURCED, facts, relation_name

_ORIGINS = 8
_INDENT = 4

Line = list[Run]


def write(trace: Trace, *, width: int, colour: bool, full: bool = False, lang: str = "zh") -> str:
    """A trace as lines of at most `width` cells. full: every clause is listed, and all sources."""
    say = library_words(lang)
    return "\n".join(paint(line, colour).rstrip() for line in _lines(trace, say, max(width, 40), full)) + "\n"


def _lines(trace: Trace, say: Say, width: int, full: bool) -> Iterator[Line]:
    yield from _plain(say("title_trace", title=trace.title), width, "heading")
    for line in facts(trace, say):
        yield from _plain(line, width)
    yield []
    yield [(say("shares"), Ink("heading"))]
    total = sum(count for _, count in trace.shares)
    for status, count in trace.shares:
        if count:
            said = say("share", name=say(status), share=percent(count / total), n=count)
            yield from _plain(said, width, indent=_INDENT)
    yield from _plain(say("base", n=total), width, "muted")
    if trace.origins:
        yield []
        yield [(say("origins"), Ink("heading"))]
    for origin in trace.origins if full else trace.origins[:_ORIGINS]:
        numbers = {"verbatim": origin.verbatim, "adapted": origin.adapted, "part": origin.part}
        said = say("origin", **_named(origin.holding.date, origin.holding.issuer, origin.holding.title, say), **numbers)
        yield from _plain(said, width, indent=_INDENT)
    yield []
    yield [(say("clauses"), Ink("heading"))]
    shown = [clause for clause in trace.clauses if full or clause.status in SOURCED]
    for clause in shown:
        yield from _clause(clause, say, width)
    yield []
    if len(shown) < len(trace.clauses):
        yield from _plain(say("unlisted", n=len(trace.clauses) - len(shown)), width, "muted")
    yield from _plain(say("facts"), width, "muted")


def _named(date: str, issuer: str, title: str, say: Say) -> dict[str, str]:
    return {"date": date or say("undated"), "issuer": issuer or say("no_issuer"), "title": title}


def _clause(clause: Traced, say: Say, width: int) -> Iterator[Line]:
    yield []
    text = layout.printable(" ".join(clause.text.split("\n")))
    lead = f"{clause.section}  " if clause.section else ""
    own = Ink("alone", "distinctive") if clause.status == "own" else Ink("plain")
    yield from wrapped([(f"[{say(clause.status)}] ", Ink("key")), (lead, Ink("key")), (text, own)], width)
    for carrier in clause.carriers:
        yield from _carrier(carrier, say, width)
    spread = [say("spread", families=clause.families, issuers=clause.issuers)] if clause.families else []
    spread += [say("spread_later", n=clause.later)] if clause.later else []
    spread += [say("spread_undated", n=clause.undated)] if clause.undated else []
    spread += [say("spread_parts", n=clause.parts)] if clause.parts else []
    if clause.status == "formula" and clause.widespread:
        spread.append(say("widespread", n=clause.widespread))
    if spread:
        yield from _plain(say("semicolon").join(spread), width, "muted", _INDENT)


def _carrier(carrier: Carrier, say: Say, width: int) -> Iterator[Line]:
    holding = carrier.holding
    head = say(
        "carrier",
        relation=relation_name(carrier, say),
        section=carrier.section,
        kind=say(carrier.kind),
        similarity=percent(carrier.similarity),
        **_named(holding.date, holding.issuer, holding.title, say),
    )
    yield from _plain(head, width, "muted", _INDENT)
    if carrier.kind != "verbatim":
        yield from _plain(" ".join(carrier.text.split("\n")), width, indent=2 * _INDENT)


def _plain(text: str, width: int, ink: str = "plain", indent: int = 0) -> Iterator[Line]:
    yield from wrapped([(layout.printable(text), Ink(ink))], width, indent)
