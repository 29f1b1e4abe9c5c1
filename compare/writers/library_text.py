"""What the commands of a library answer, as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..holdings import Addition, Found, Hit, Holding, Quotation, Verified
from . import layout
from .colours import paint
from .inline import Ink, Run
from .library_words import Say, library_words

_INDENT = 4

Line = list[Run]


def write_added(addition: Addition, *, width: int, colour: bool, lang: str) -> str:
    """How many documents were added, and what could not be read."""
    say = library_words(lang)
    counts = say(
        "added",
        added=addition.added,
        changed=addition.changed,
        unchanged=addition.unchanged,
        failed=len(addition.failures),
        copies=addition.copies,
    )
    lines = list(wrapped([(counts, Ink("plain"))], width))
    if addition.failures:
        lines.append([(say("failures"), Ink("heading"))])
    for failure in addition.failures:
        reason = failure.reason if lang != "en" else failure.reason_en
        lines += wrapped([(f"{failure.path}{say('colon')}{reason}", Ink("plain"))], width, _INDENT)
    return _painted(lines, colour)


def write_list(path: str, holdings: Sequence[Holding], *, width: int, colour: bool, lang: str) -> str:
    """Documents by date: number, date, issuer, title, path."""
    say = library_words(lang)
    families = len({holding.family for holding in holdings})
    counts = say("listed", path=path, documents=len(holdings), families=families)
    lines = list(wrapped([(counts, Ink("heading"))], width))
    for holding in holdings:
        lines += _holding(holding, say, width)
    return _painted(lines, colour)


def write_removed(holdings: Sequence[Holding], *, width: int, colour: bool, lang: str) -> str:
    """What was removed."""
    say = library_words(lang)
    lines = [[(say("removed", n=len(holdings)), Ink("heading"))]]
    for holding in holdings:
        lines += _holding(holding, say, width)
    return _painted(lines, colour)


def write_verified(path: str, verified: Verified, *, width: int, colour: bool, lang: str) -> str:
    """Whether the library is whole, and what is wrong with it."""
    say = library_words(lang)
    if verified.faults:
        head = say("broken", n=len(verified.faults))
    else:
        head = say(
            "whole",
            documents=verified.documents,
            families=verified.families,
            characters=f"{verified.characters:,}",
            size=f"{verified.size / 1e6:.1f}",
            version=verified.version,
        )
    lines = list(wrapped([(path + say("colon") + head, Ink("plain"))], width))
    for zh, en in verified.faults:
        lines += wrapped([(en if lang == "en" else zh, Ink("plain"))], width, _INDENT)
    return _painted(lines, colour)


def write_found(found: Found, *, width: int, colour: bool, lang: str) -> str:
    """What a search found: documents, and quotations with their sections and context."""
    say = library_words(lang)
    terms = say("term_comma").join(found.terms)
    lines = list(
        wrapped(
            [(say("found", terms=terms, documents=found.documents, families=found.families), Ink("heading"))], width
        )
    )
    if found.scanned:
        note = say("scanned", terms=say("term_comma").join(found.scanned))
        lines += wrapped([(note, Ink("muted"))], width)
    for hit in found.hits:
        lines += _hit(hit, say, width)
    if found.documents > len(found.hits):
        lines.append([(say("more_hits", n=found.documents - len(found.hits)), Ink("muted"))])
    return _painted(lines, colour)


def _hit(hit: Hit, say: Say, width: int) -> Iterator[Line]:
    yield []
    yield from _holding(hit.holding, say, width, say("occurs", n=hit.count))
    for quotation in hit.quotations:
        yield from _quotation(quotation, width)


def _quotation(quotation: Quotation, width: int) -> Iterator[Line]:
    lead = f"{quotation.section}  " if quotation.section else ""
    texts = [(lead, Ink("key")), (quotation.before, Ink("plain"))]
    texts += [(quotation.text, Ink("value")), (quotation.after, Ink("plain"))]
    yield from wrapped([(layout.printable(text.replace("\n", " ")), ink) for text, ink in texts], width, _INDENT)


def _holding(holding: Holding, say: Say, width: int, more: str = "") -> Iterator[Line]:
    facts = [holding.date or say("undated"), holding.issuer or say("no_issuer")]
    if holding.family != holding.id:
        facts.append(say("copies", family=holding.family))
    if more:
        facts.append(more)
    lead = f"{holding.id:>6}  "
    runs = [
        (lead, Ink("key")), (holding.title, Ink("plain")), ("  " + say("comma").join(facts), Ink("muted")),
    ]  # fmt: skip
    yield from wrapped([(layout.printable(text), ink) for text, ink in runs], width, hanging=len(lead))
    yield from wrapped([(layout.printable(holding.path), Ink("muted"))], width, len(lead))


def wrapped(runs: Sequence[Run], width: int, indent: int = 0, hanging: int = 0) -> Iterator[Line]:
    """Runs broken into lines of at most `width` cells. indent: cells before every line; hanging: further ones before
    all but the first."""
    kept = [run for run in runs if run[0]]
    for number, line in enumerate(layout.wrap_runs(kept, max(20, width - indent - hanging))):
        lead = indent + (hanging if number else 0)
        yield [(" " * lead, Ink("plain")), *line] if lead else line


def _painted(lines: Iterable[Line], colour: bool) -> str:
    return "\n".join(paint(line, colour).rstrip() for line in lines) + "\n"
