"""The report over a collection as text for the terminal: the first of each list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ..collection import Collection, CommonClause, Passage, Reuse, SetPhrase, Stretch
from ..report import Failure
from . import layout
from .collection_words import base, collection_words, facts, likeness, named, section_name, shares
from .colours import paint
from .inline import Ink, Run
from .library_text import wrapped

_MOST = {"families": 10, "reuses": 12, "versions": 12, "common": 20, "phrases": 16, "failures": 20}
_INDENT = 4

Line = list[Run]
T = TypeVar("T")


def write(collection: Collection, *, width: int, colour: bool, full: bool = False, lang: str = "zh") -> str:
    """The report as lines of at most `width` cells. full: every list is given to its end."""
    page = _Page(collection, lang, max(width, 60), full)
    return "\n".join(paint(line, colour).rstrip() for line in page.lines()) + "\n"


class _Page:
    def __init__(self, collection: Collection, lang: str, width: int, full: bool) -> None:
        self.collection, self.lang, self.width, self.full = collection, lang, width, full
        self.say = collection_words(lang)

    def lines(self) -> Iterator[Line]:
        found, say = self.collection, self.say
        yield from self._plain(say("title"), "heading")
        for line in facts(found, say):
            yield from self._plain(line)
        copies = sorted((family for family in found.families if len(family) > 1), key=lambda f: (-len(f), f))
        yield from self._part("families", copies, len(copies), self._family)
        yield from self._part("reuses", found.top, found.top_total, self._reuse)
        yield from self._part("versions", found.versions, found.versions_total, self._version)
        yield from self._part("common", found.common, found.common_total, self._clause)
        yield from self._part("phrases", found.phrases, found.phrases_total, self._phrase)
        yield from self._part("failures", found.failures, len(found.failures), self._failure)
        yield []
        yield from self._plain(base(found, say), "muted")
        yield from self._plain(say("facts"), "muted")

    def _part(self, kind: str, rows: Sequence[T], total: int, shown: Callable[[T], Iterator[Line]]) -> Iterator[Line]:
        if not rows:
            return
        yield []
        yield [(self.say(kind), Ink("heading"))]
        kept = rows if self.full else rows[: _MOST[kind]]
        for row in kept:
            yield from shown(row)
        if len(kept) < len(rows):
            yield from self._plain(self.say("untold", n=len(rows) - len(kept)), "muted")
        if len(rows) < total and (self.full or len(kept) == len(rows)):
            yield from self._plain(self.say("cut", total=total, n=len(rows)), "muted")

    def _family(self, family: Sequence[int]) -> Iterator[Line]:
        members = self.collection.members
        yield from self._plain(self.say("family", title=members[family[0]].title, n=len(family)))
        for number in family if self.full else family[:5]:
            yield from self._plain(members[number].path, "muted", _INDENT)

    def _reuse(self, row: tuple[int, Reuse]) -> Iterator[Line]:
        yield from self._version(row)
        for passage in row[1].passages[: 2 if self.full else 1]:
            yield from self._passage(passage)

    def _version(self, row: tuple[int, Reuse]) -> Iterator[Line]:
        number, reuse = row
        say, found = self.say, self.collection
        yield from self._plain(say("reuse", **named(found, number, say)))
        yield from self._plain(say("reuse_of", **named(found, reuse.other, say)), "plain", 2)
        counts = reuse.characters, reuse.other_characters
        told = say(
            "reuse_fact",
            characters=f"{reuse.characters:,}",
            clauses=reuse.clauses,
            **shares(found, number, reuse.other, counts),
        )
        yield from self._plain(told, "key", _INDENT)

    def _passage(self, passage: Passage) -> Iterator[Line]:
        yield from self._quote(passage.own, "")
        if passage.exact:
            yield from self._plain(f"= {self._section(passage.other)}{self.say('exact')}", "muted", _INDENT)
        else:
            yield from self._quote(passage.other, likeness(passage, self.say))

    def _clause(self, row: CommonClause) -> Iterator[Line]:
        first = row.quotes[0]
        lead = f"{row.families:>5}/{row.issuers:<4} "
        called = named(self.collection, first.document, self.say)
        place = self.say("first" if row.first else "seen", section=self._section(first), **called).rstrip()
        notes = [self.say("exact" if row.exact else "near"), row.formula, place]
        runs = [(lead, Ink("key")), (self._said(first), Ink("plain"))]
        runs.append(("  " + self.say("comma").join(filter(None, notes)), Ink("muted")))
        yield from wrapped([(layout.printable(text), ink) for text, ink in runs], self.width, hanging=len(lead))

    def _phrase(self, row: SetPhrase) -> Iterator[Line]:
        lead = f"{row.families:>5}/{row.issuers:<4} "
        runs = [(lead, Ink("key")), (layout.printable(" ".join(row.text.split())), Ink("plain"))]
        yield from wrapped(runs, self.width, hanging=len(lead))

    def _failure(self, failure: Failure) -> Iterator[Line]:
        reason = failure.reason_en if self.lang == "en" else failure.reason
        yield from self._plain(f"{failure.path}{self.say('colon')}{reason}", "plain", 2)

    def _quote(self, stretch: Stretch, note: str) -> Iterator[Line]:
        runs = [(self._section(stretch), Ink("key")), (self._said(stretch), Ink("plain"))]
        runs.append((f"  {note}" if note else "", Ink("muted")))
        yield from wrapped([(layout.printable(text), ink) for text, ink in runs], self.width, _INDENT)

    def _section(self, stretch: Stretch) -> str:
        section = section_name(stretch.section, self.lang)
        return f"{section} " if section else ""

    def _said(self, stretch: Stretch) -> str:
        return " ".join(stretch.text.split("\n"))

    def _plain(self, text: str, ink: str = "plain", indent: int = 0) -> Iterator[Line]:
        yield from wrapped([(layout.printable(text), Ink(ink))], self.width, indent)
