"""What is handed in, as data: tables of rows of cells of paragraphs of runs, and the lines around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ...model import Document

Source = tuple[Document, int, int]
Mark = Literal["plain", "heading", "note", "inserted", "deleted", "value", "own"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look.

    mark: plain, inserted or deleted (the other document has not), value (another number), own (a measure of this
    document alone), heading (marker and heading, quoted as well), note (said by the tool: section numbers, ……).
    source: of a run that leads a quotation, where that stands: the document, start and end in its text.
    """

    text: str
    mark: Mark = "plain"
    source: Source | None = field(default=None, compare=False, repr=False)


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs, each of runs without line breaks. No paragraphs at all is an empty cell. number: the value that the
    text says, for a workbook to reckon with."""

    paragraphs: tuple[Paragraph, ...] = ()
    number: float | None = None

    @property
    def text(self) -> str:
        """The characters, a line feed between paragraphs."""
        return "\n".join("".join(run.text for run in paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key for those who look for it, its heading, and its width in Chinese characters as a proposal.

    least: the width in which it can still be read, where a page is narrow; 0 for its width. form: text; count and share
    (0..1) for numbers; scale for shares that are shaded by their value.
    """

    key: str
    heading: str
    width: int
    least: int = 0
    form: Literal["text", "count", "share", "scale"] = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. kind: text, or band: the headings of a container above the rows of its sections."""

    cells: tuple[Cell, ...]
    kind: Literal["text", "band"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name of its own; every row has a cell for each column.

    key: main; targets, benefits, wording, tasks; summary, sections, shared, distinctive; those of a report. notes: how
    it is to be read, a line each. fixed: columns that are repeated where a table is wider than a page and is cut into
    several by its columns; 0 where it is never cut.
    """

    key: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Handout:
    """The table that is asked for, with what stands above and below it, and the tables that go with it.

    regime: version, vertical or peer, or report for many documents. sources: what was compared, a line for each
    document. preface: legend, and wordings replaced throughout. coverage: what the table leaves out, counted, and what
    it says of each document. extracts: tables that go with it in every format that holds several: of a pair targets,
    benefits, wording and tasks that have rows. further: those of the workbook. headed: whether the main table has its
    name above it.
    """

    regime: str
    title: str
    sources: tuple[str, ...]
    legend: Paragraph
    preface: tuple[str, ...]
    main: Table
    coverage: tuple[str, ...]
    further: tuple[Table, ...]
    lang: str = "zh"
    extracts: tuple[Table, ...] = ()
    headed: bool = False


def plain(text: str) -> Cell:
    """A cell of plain text, a paragraph for each line; nothing for an empty text."""
    return Cell(tuple((Run(line),) for line in text.split("\n") if line))
