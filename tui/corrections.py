"""Keeps the session of what is open: reads it with the documents, takes corrections, writes it after each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from compare.model import Clause, Document, Remark, Section
from compare.session import Session, default_path, load, save
from compare.writers.names import names

from .messages import say


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the list of corrections. left, start: where it is; undo: takes it back; remark: it is a note."""

    text: str
    place: str
    left: bool
    start: int
    undo: Callable[[], None]
    remark: bool = False


class Keeper:
    """The session of the documents that are open. path: as the user named it, empty for the usual place."""

    def __init__(self, path: str, lang: str) -> None:
        self.session = Session()
        self._named = path
        self._lang = lang
        self._saved = False

    @property
    def shown_path(self) -> str:
        """The path of the session file, where there is one."""
        return self.session.path if self._saved else ""

    def use(self, path: str) -> None:
        """Use this session file for what is opened next; empty: the usual one."""
        self._named = path

    def open(self, left: str, right: str = "") -> None:
        """Take the session of a pair or of one document. Raises SessionError for a file that is none."""
        path = self._named or default_path(left, right)
        self._saved = Path(path).exists()
        self.session = load(path) if self._saved else Session(path)

    def read(self, path: str, part: int) -> Document:
        """Read a document with its corrections. Raises BiduiError."""
        from compare.reading import read_document  # here, so that the first frame need not wait for it

        return read_document(path, part, session=self.session)

    def again(self, document: Document) -> Document:
        """A document understood anew with the corrections as they are now."""
        from compare.reading import correct

        return correct(document, self.session)

    def save(self) -> bool:
        """Write the session file. True when it is a new file. Raises BiduiError."""
        first = not self._saved
        save(self.session)
        self._saved = True
        return first

    # ---- corrections

    def correct_link(self, left: Document, right: Document, sections: tuple[Section, Section], action: str) -> bool:
        """Pin or cut a link. True when the same was there and has been taken back instead."""
        starts = sections[0].start, sections[1].start
        fixes = self.session.links(left, right)
        there = [f.action for f in fixes if (f.left.find(left.text), f.right.find(right.text)) == starts]
        undone = bool(there) and (action in there or action == "cut")
        self.session = self.session.with_link(left, right, sections, None if undone else action)
        return undone

    def cut_partners(self, left: Document, right: Document, section: Section, is_left: bool) -> list[Section]:
        """Sections of the other document whose link to this one was cut."""
        found: list[Section] = []
        here, there = (left, right) if is_left else (right, left)
        starts = {s.start: s for s in there.sections}
        for fix in self.session.links(left, right):
            mine, theirs = (fix.left, fix.right) if is_left else (fix.right, fix.left)
            at = theirs.find(there.text)
            if fix.action == "cut" and mine.find(here.text) == section.start and at in starts:
                found.append(starts[at])
        return found

    def set_role(self, document: Document, section: Section, roles: Sequence[str] | None) -> None:
        """Give a section roles; None: back to the automatic ones."""
        self.session = self.session.with_role(document, section, roles)

    def set_heading(self, document: Document, start: int, level: int) -> None:
        """A heading of this level begins at `start`."""
        self.session = self.session.with_heading(document, start, level)

    def no_heading(self, document: Document, part: Section | Clause) -> bool | None:
        """No heading at a section's start, or back to the automatic one at a clause that was one. True when a
        correction was taken back, None where there is nothing to do."""
        fixes = {fix.place.find(document.text): fix.level for fix in self.session.corrections(document).headings}
        if part.start in fixes:
            self.session = self.session.without_heading(document, part.start)
            return True
        if isinstance(part, Clause) or part.level == 0:
            return None
        self.session = self.session.with_heading(document, part.start, 0)
        return False

    def set_remark(self, document: Document, start: int, end: int, text: str) -> None:
        """Put a note on a stretch of text; an empty one takes it back."""
        self.session = self.session.with_note(document, start, end, text)

    def remarks_on(self, document: Document, left: bool = True) -> tuple[Remark, ...]:
        """The notes on a document."""
        return self.session.remarks_on(document, left)

    # ---- all of them

    def listing(self, documents: Sequence[Document]) -> list[Correction]:
        """All corrections and notes of the open documents, in the order of the text."""
        found: list[Correction] = []
        for index, document in enumerate(documents):
            found += self._of_document(document, index == 0)
        if len(documents) == 2:
            found += self._of_pair(*documents)
        return found

    def _of_document(self, document: Document, left: bool) -> list[Correction]:
        called = names(self._lang)
        side = called.side(left)
        found: list[tuple[int, str, str, Callable[[Session], Session], bool]] = []
        corrections = self.session.corrections(document)
        for heading in corrections.headings:
            at = heading.place.find(document.text)
            key = "listed_heading" if heading.level else "listed_no_heading"
            text = say(key, self._lang, quote=_short(heading.place.quote), level=heading.level)
            start = heading.place.start if at is None else at
            found.append((start, text, side, partial(Session.without_heading, document=document, start=start), False))
        starts = {section.start: section for section in document.sections}
        for role in corrections.roles:
            at = role.place.find(document.text)
            text = say("listed_role", self._lang, quote=_short(role.place.quote), role=called.roles(role.roles))
            if at in starts:
                section = starts[at]
                undo = partial(Session.with_role, document=document, section=section, roles=None)
                found.append((section.start, text, side, undo, False))
        for r in self.session.remarks_on(document, left):
            text = say("listed_remark", self._lang, text=" ".join(r.text.split()))
            undo = partial(Session.with_note, document=document, start=r.start, end=r.end, text="")
            found.append((r.start, text, side, undo, True))
        return [
            Correction(text, place, left, start, self._undo(change), remark)
            for start, text, place, change, remark in sorted(found, key=lambda row: row[0])
        ]

    def _of_pair(self, left: Document, right: Document) -> list[Correction]:
        found: list[Correction] = []
        starts = tuple({s.start: s for s in document.sections} for document in (left, right))
        for fix in self.session.links(left, right):
            one, two = fix.left.find(left.text), fix.right.find(right.text)
            if one not in starts[0] or two not in starts[1]:
                continue
            sections = starts[0][one], starts[1][two]
            quotes = {"left": _short(fix.left.quote), "right": _short(fix.right.quote)}
            text = say("listed_pin" if fix.action == "pin" else "listed_cut", self._lang, **quotes)
            change = partial(Session.with_link, left=left, right=right, sections=sections, action=None)
            found.append(Correction(text, "", True, sections[0].start, self._undo(change)))
        return found

    def _undo(self, change: Callable[[Session], Session]) -> Callable[[], None]:
        def undo() -> None:
            self.session = change(self.session)

        return undo


def _short(quote: str) -> str:
    return " ".join(quote.split())[:16]
