"""One document as it was understood: regions outside the body, section heads with roles, and the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compare.model import Clause, Document, Region, Section
from compare.writers import layout
from compare.writers.inline import Ink, Run, plain
from compare.writers.names import Names
from compare.writers.page import Line

from ..colours import Palette
from ..finding import fold_case, mark_hits
from ..messages import say
from .line_pane import LinePane

Part = Region | Section | Clause

_DEPTHS = 4  # levels of indentation at most
_OPENING = 80  # characters shown of a region outside the body


@dataclass(frozen=True, slots=True)
class Noted:
    """A note of the user and the clause or section it is shown under."""

    start: int
    end: int
    text: str


def parts_of(document: Document) -> list[Part]:
    """Regions (but page furniture), sections and clauses in reading order."""
    regions = [region for region in document.regions if region.kind != "furniture"]
    parts: list[Part] = [*regions, *document.sections, *document.clauses]
    return sorted(parts, key=lambda part: (part.start, not isinstance(part, Region), not isinstance(part, Section)))


class DocumentPane(LinePane):
    """Lines of one document. A row is one part of it: a region, a section's head, a clause."""

    def __init__(self, palette: Palette, names: Names, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(palette, ambiguous, id)
        self.names = names
        self.document: Document | None = None
        self.parts: list[Part] = []
        self.notes: tuple[Noted, ...] = ()

    def show(self, document: Document, notes: tuple[Noted, ...] = (), at: int = 0) -> None:
        """Show a document, the cursor at code point `at`."""
        self.document, self.notes = document, notes
        self.parts = parts_of(document)
        self.lay_out()
        self.go_to_row(self.row_at(at))

    def row_at(self, offset: int) -> int:
        """Index of the part that holds a place, or the last before it."""
        found = 0
        for index, part in enumerate(self.parts):
            if part.start <= offset:
                found = index
        return found

    @property
    def part(self) -> Part | None:
        """What is under the cursor."""
        return self.parts[self.row] if self.row < len(self.parts) else None

    def section_here(self) -> Section | None:
        """The section that the cursor is in."""
        assert self.document is not None
        part = self.part
        if isinstance(part, Clause):
            return self.document.by_id.get(part.section)
        return part if isinstance(part, Section) else None

    def make_lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for index, part in enumerate(self.parts):
            if isinstance(part, Section):
                if index and part.level <= 1:
                    lines.append(Line(row=index, kind="space"))
                lines += self._head(index, part, width)
            elif isinstance(part, Clause):
                lines += self._text(index, part, width)
            else:
                lines += self._region(index, part, width)
            lines += self._notes(index, part, width)
        return lines

    def depth(self, section: Section | None) -> int:
        """How deep a section stands, at most as deep as is indented."""
        assert self.document is not None
        depth = 0
        while section is not None and section.parent is not None and depth < _DEPTHS:
            section = self.document.by_id.get(section.parent)
            depth += 1
        return depth

    def _head(self, index: int, section: Section, width: int) -> Iterator[Line]:
        assert self.document is not None
        lead = "  " * self.depth(section)
        mark = confidence_mark(section)
        marker = section.marker or (self.names.word("preamble") if section.level == 0 else "")
        heading = plain(self.document, section.start, section.body) if section.heading else marker
        runs: list[Run] = [
            (lead, Ink("blank")),
            (mark + " ", Ink("mark", "!" if mark == "?" else mark)),
            (heading, Ink("heading")),
        ]
        if section.roles:
            how = self.names.get("confidence", section.confidence)
            runs.append((f"  {self.names.roles(section.roles)} · {how}", Ink("muted")))
        yield from self._wrapped(index, runs, width, "head", len(lead) + 2)

    def _text(self, index: int, clause: Clause, width: int) -> Iterator[Line]:
        assert self.document is not None
        lead = "  " * (self.depth(self.document.by_id.get(clause.section)) + 1)
        runs: tuple[Run, ...] = ((plain(self.document, clause.start, clause.end), Ink("plain")),)
        if self.needle:
            runs = mark_hits(runs, self.needle)
        yield from self._wrapped(index, [(lead, Ink("blank")), *runs], width, "text", len(lead))

    def _region(self, index: int, region: Region, width: int) -> Iterator[Line]:
        assert self.document is not None
        opening = plain(self.document, region.start, min(region.end, region.start + _OPENING))
        if not opening:
            return
        name = self.names.get("region", region.kind)
        words = say("regions", self.names.lang, name=name, n=region.end - region.start)
        cut = "……" if region.end - region.start > _OPENING else ""
        yield from self._wrapped(index, [(words + " ", Ink("note")), (opening + cut, Ink("muted"))], width, "fold", 2)

    def _notes(self, index: int, part: Part, width: int) -> Iterator[Line]:
        end = part.body if isinstance(part, Section) else part.end
        for note in self.notes:
            if part.start <= note.start < end:
                yield from self._wrapped(index, [("    * " + note.text, Ink("remark"))], width, "fold", 6)

    def _wrapped(self, index: int, runs: list[Run], width: int, kind: str, indent: int) -> Iterator[Line]:
        lead: Run = (" " * indent, Ink("blank"))
        for number, line in enumerate(layout.wrap_runs(runs, width, ambiguous=self.ambiguous, indent=indent)):
            yield Line(tuple(line if number == 0 else [lead, *line]), row=index, kind=kind, first=number == 0)

    def hits(self, needle: str) -> list[int]:
        """Rows that hold a text; it is set apart from now on."""
        self.needle = fold_case(needle.strip())
        self.lay_out()
        if not self.needle or self.document is None:
            return []
        ends = ((part.start, part.body if isinstance(part, Section) else part.end) for part in self.parts)
        return [
            index
            for index, (start, end) in enumerate(ends)
            if self.needle in fold_case(plain(self.document, start, end))
        ]


def confidence_mark(section: Section) -> str:
    """A mark for how a role was found: * by hand, ? not by a heading, blank otherwise."""
    if section.confidence == "manual" or section.style == "manual":
        return "*"
    return "?" if section.confidence in ("cue", "position") else " "
