"""The tables of a comparison as an Excel workbook: one to a sheet, changed words marked inside the cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from ..model import Comparison
from ..report import Report
from .archive import EPOCH, legal, settled
from .report_tables import report_handout
from .tables.handouts import handout
from .tables.model import Cell, Column, Handout, Mark, Paragraph, Row, Run, Table, plain
from .tables.words import words

_FONT, _HEAD = "宋体", "黑体"
_SIZE = 10
_LOOKS: dict[Mark, dict[str, object]] = {
    "plain": {},
    "heading": {"bold": True},
    "note": {"italic": True, "font_color": "#595959"},
    "inserted": {"bold": True, "font_color": "#1F4E9E"},
    "deleted": {"font_strikeout": True, "font_color": "#9C2A10"},
    "value": {"bold": True, "font_color": "#7F3F00"},
    "own": {"underline": 1},
}
_NUMBERS = {"text": "", "count": "#,##0", "share": "0%", "scale": "0%"}
_SHADES = "#FFFFFF", "#FBE5B6", "#E58A45"  # of the least, the middle and the greatest value of a table
_PAGE = 100  # characters of a sheet's width that are printed on one page
_LINES = 27  # lines of a row that Excel shows and prints whole: a row is at most 409 points high
_LINE = 14.0  # points
_CENTRED = frozenset(
    ("number", "change", "way", "similarity", "moved", "side", "label", "kind", "left_place", "right_place", "relation",
     "place", "deadline")
)  # fmt: skip
_REPEATED = frozenset(
    ("change", "way", "role", "units", "kind", "side", "place", "left_place", "right_place", "label", "relation",
     "indicator", "benefit", "lead", "deadline", "dimension", "document", "counted", "regime")
)  # fmt: skip
_SHEET = re.compile(r"[\[\]:*?/\\]")


def write(
    comparison: Comparison, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """A comparison as the bytes of an .xlsx. full: also what did not change between versions."""
    return render(handout(comparison, full=full, lang=lang))


def write_report(
    report: Report, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """The tables of a report as the bytes of an .xlsx; none of them is cut short."""
    return render(report_handout(report, full=full, lang=lang, book=True))


def render(given: Handout) -> bytes:
    """A handout as the bytes of an .xlsx; equal handouts give equal bytes."""
    stream = io.BytesIO()
    # No text becomes a formula, a link or a number, whatever it looks like.
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {"title": legal(given.title)[:250], "author": "bidui", "created": EPOCH.replace(tzinfo=None)}
        )
        writer = _Book(book, given)
        writer.sheet(given.main, titled=True)
        for table in (*given.extracts, *given.further):
            writer.sheet(table)
    return settled(stream.getvalue())


class _Book:
    """A workbook and its formats, each made once."""

    def __init__(self, book: Any, given: Handout) -> None:
        self.book = book
        self.given = given
        base = {"font_name": _FONT, "font_size": _SIZE, "text_wrap": True, "valign": "top"}
        grid = {**base, "border": 1, "border_color": "#A6A6A6"}
        self.title = book.add_format(
            {"font_name": _HEAD, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.line = book.add_format({**base, "valign": "vcenter"})
        self.head = book.add_format(
            {**grid, "font_name": _HEAD, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
        )
        self.grid = grid
        self.formats: dict[tuple[bool, bool, Mark, str], Any] = {}
        self.runs = {
            mark: book.add_format({"font_name": _FONT, "font_size": _SIZE, **look}) for mark, look in _LOOKS.items()
        }

    def form(self, centred: bool, band: bool, mark: Mark = "plain", number: str = "") -> Any:
        """The format of a cell, made when it is first asked for. number: how numbers are shown."""
        key = centred, band, mark, number
        if key not in self.formats:
            place = {"align": "center"} if centred else {}
            ground = {"bg_color": "#F2F2F2", "bold": True} if band else {}
            shown = {"num_format": number} if number else {}
            self.formats[key] = self.book.add_format({**self.grid, **place, **ground, **shown, **_LOOKS[mark]})
        return self.formats[key]

    def sheet(self, table: Table, *, titled: bool = False) -> None:
        """One table on a sheet of its own; titled: with what stands above and below it."""
        sheet = self.book.add_worksheet(_SHEET.sub(" ", legal(table.name))[:31])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(max(1, round(sum(column.width for column in table.columns) / _PAGE)), 0)
        sheet.set_footer("&C— &P —")
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width * 2)  # a Chinese character is two units wide
        at = self._above(sheet, table) if titled else 0
        for number, column in enumerate(table.columns):
            sheet.write_string(at, number, legal(column.heading), self.head)
        sheet.set_row(at, 24)
        fixed = max(1, table.fixed)
        sheet.freeze_panes(at + 1, fixed)
        sheet.repeat_rows(at)
        sheet.repeat_columns(0, fixed - 1)
        last = at
        for row in table.rows:
            for part in _parts(row, table.columns, self.given.lang):
                last += 1
                for number, (cell, column) in enumerate(zip(part.cells, table.columns, strict=True)):
                    runs = _runs(cell)
                    centred = column.key in _CENTRED or column.form != "text"
                    mark = runs[0].mark if len(runs) == 1 else "plain"
                    shown = _NUMBERS[column.form] if cell.number is not None else ""
                    form = self.form(centred, part.kind == "band", mark, shown)
                    if cell.number is not None:
                        sheet.write_number(last, number, cell.number, form)
                    elif column.key == "number" and cell.text.isdecimal():  # so that sorting puts 10 behind 9
                        sheet.write_number(last, number, int(cell.text), form)
                    else:
                        self._put(sheet, last, number, runs, form)
                sheet.set_row(last, _height(part, table.columns))
        _shade(sheet, table, at + 1, last)
        sheet.ignore_errors({"number_stored_as_text": "A1:Z1048576"})  # figures quoted from a text are text
        sheet.autofilter(at, 0, max(last, at), len(table.columns) - 1)
        lines = (*self.given.sources, *self.given.coverage) if titled else ()
        self._below(sheet, table, last + 2, (*table.notes, *lines))

    def _above(self, sheet: Any, table: Table) -> int:
        """Title, sources, legend and what was replaced throughout; the row of the table's head."""
        across = _across(table)
        width = sum(column.width for column in table.columns[:across])
        sheet.merge_range(0, 0, 0, across - 1, legal(self.given.title), self.title)
        sheet.set_row(0, 22.0 * _lines(self.given.title, width * 2 // 3) + 6)
        lines = [Cell((self.given.legend,)), *(plain(line) for line in self.given.preface)]
        return self._merged(sheet, lines, table, 1)

    def _below(self, sheet: Any, table: Table, at: int, lines: Sequence[str]) -> None:
        self._merged(sheet, [plain(line) for line in lines], table, at)

    def _merged(self, sheet: Any, lines: Sequence[Cell], table: Table, at: int) -> int:
        """Lines over the width of a page from row `at` on; the row after them. Excel fits no merged row by itself."""
        across = _across(table)
        width = sum(column.width for column in table.columns[:across])
        for line in (part for one in lines for part in _cut(one, width)):
            sheet.merge_range(at, 0, at, across - 1, "", self.line)
            self._put(sheet, at, 0, _runs(line), self.line)
            sheet.set_row(at, min(_LINE * _lines(line.text, width) + 3, 409))
            at += 1
        return at

    def _put(self, sheet: Any, row: int, column: int, runs: Sequence[Run], form: Any) -> None:
        """A cell as text, or as rich text where it has several marks."""
        if not runs:
            sheet.write_blank(row, column, None, form)
        elif len(runs) == 1:
            sheet.write_string(row, column, runs[0].text, form)
        else:
            fragments = [part for run in runs for part in (self.runs[run.mark], run.text)]
            sheet.write_rich_string(row, column, *fragments, form)


def _shade(sheet: Any, table: Table, first: int, last: int) -> None:
    """One scale of colour over all shaded columns, from nothing to the greatest value among them."""
    scaled = [number for number, column in enumerate(table.columns) if column.form == "scale"]
    values = [row.cells[number].number or 0.0 for row in table.rows for number in scaled]
    if scaled and max(values, default=0.0) > 0:
        ends = {"min_type": "num", "mid_type": "num", "max_type": "num", "min_value": 0}
        colours = dict(zip(("min_color", "mid_color", "max_color"), _SHADES, strict=True))
        scale = {"type": "3_color_scale", "mid_value": max(values) / 2, "max_value": max(values), **ends, **colours}
        sheet.conditional_format(first, scaled[0], last, scaled[-1], scale)


def _across(table: Table) -> int:
    """How many columns, two at least, lines above and below a table run over: those of its first page."""
    across, width = 0, 0
    for column in table.columns:
        if across > 1 and width + column.width > _PAGE:
            break
        across, width = across + 1, width + column.width
    return across


def _runs(cell: Cell) -> list[Run]:
    """The runs of a cell, a line feed between paragraphs, neighbours of one mark joined."""
    found: list[Run] = []
    for number, paragraph in enumerate(cell.paragraphs):
        if number and found:
            found[-1] = Run(found[-1].text + "\n", found[-1].mark)
        for run in paragraph:
            text = legal(run.text)
            if found and found[-1].mark == run.mark:
                found[-1] = Run(found[-1].text + text, run.mark)
            elif text:
                found.append(Run(text, run.mark))
    return found


# ---- rows that Excel can show


def _lines(text: str, width: int) -> int:
    """Lines of a text in a column of so many Chinese characters."""
    return sum(1 + (_width(line) - 1) // max(1, width) if line else 1 for line in text.split("\n"))


def _height(row: Row, columns: Sequence[Column]) -> float:
    """Points that a row takes, a little on the safe side: not every program fits rows to wrapped text by itself."""
    lines = max(_lines(cell.text, column.width - 1) for cell, column in zip(row.cells, columns, strict=True))
    return min(_LINE * lines + 4, 409)


def _width(text: str) -> int:
    """Width in Chinese characters; what is narrow counts half."""
    return (sum(1 if ord(char) < 0x2000 else 2 for char in text) + 1) // 2


def _parts(row: Row, columns: Sequence[Column], lang: str) -> Iterator[Row]:
    """A row as it is, or as several that are not higher than Excel's highest; what can be filtered by is repeated."""
    cut = [_cut(cell, column.width) for cell, column in zip(row.cells, columns, strict=True)]
    for number in range(max(len(parts) for parts in cut)):
        cells = []
        for parts, column in zip(cut, columns, strict=True):
            if number and column.key == "number" and parts:
                cells.append(plain(words(lang).say("part_of", number=parts[0].text)))
            elif number and column.key in _REPEATED:
                cells.append(parts[0] if parts else Cell())
            else:
                cells.append(parts[number] if number < len(parts) else Cell())
        yield Row(tuple(cells), row.kind)


def _cut(cell: Cell, width: int) -> list[Cell]:
    """A cell as cells of at most so many lines as Excel shows."""
    pieces = [piece for paragraph in cell.paragraphs for piece in _pieces(paragraph, (width - 1) * _LINES)]
    found: list[list[Paragraph]] = [[]]
    used = 0
    for piece in pieces:
        lines = _lines("".join(run.text for run in piece), width - 1)
        if used + lines > _LINES and found[-1]:
            found.append([])
            used = 0
        found[-1].append(piece)
        used += lines
    return [cell] if len(found) == 1 else [Cell(tuple(paragraphs)) for paragraphs in found]


def _pieces(paragraph: Paragraph, most: int) -> Iterator[Paragraph]:
    """A paragraph as pieces of at most `most` Chinese characters' width."""
    piece: list[Run] = []
    room = most
    for run in paragraph:
        text = run.text
        while text:
            part = text if _width(text) <= room else text[: max(1, room - 1)]
            piece.append(Run(part, run.mark))
            room -= _width(part)
            text = text[len(part) :]
            if text or room <= 0:
                yield tuple(piece)
                piece, room = [], most
    if piece:
        yield tuple(piece)
