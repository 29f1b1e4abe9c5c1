"""What is handed in, as data: tables of rows of cells of paragraphs of runs, and the lines around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["plain", "heading", "note", "inserted", "deleted", "value", "own"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look.

    mark: plain, inserted or deleted (the other document has not), value (another number), own (a measure of this
    document alone), heading (marker and heading, quoted as well), note (said by the tool: section numbers, ……).
    """

    text: str
    mark: Mark = "plain"


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs, each of runs without line breaks. No paragraphs at all is an empty cell."""

    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The characters, a line feed between paragraphs."""
        return "\n".join("".join(run.text for run in paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key for those who look for it, its heading, and its width in Chinese characters as a proposal."""

    key: str
    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row. kind: text, or band: the headings of a container above the rows of its sections."""

    cells: tuple[Cell, ...]
    kind: Literal["text", "band"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name of its own; every row has a cell for each column.

    key: main; targets, benefits, wording, tasks; summary, sections, shared, distinctive. notes: how it is to be read,
    a line each.
    """

    key: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handout:
    """The table that answers the regime, with what stands above and below it, and the tables that go with it.

    regime: version, vertical or peer. sources: what was compared, a line for each document. preface: legend,
    and wordings replaced throughout. coverage: what the table leaves out, counted, and what it says of each document.
    extracts: tables of targets, benefits, wording and tasks that have rows, which go with it in every format that holds
    several tables. further: those of the workbook.
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


def plain(text: str) -> Cell:
    """A cell of plain text, a paragraph for each line; nothing for an empty text."""
    return Cell(tuple((Run(line),) for line in text.split("\n") if line))
