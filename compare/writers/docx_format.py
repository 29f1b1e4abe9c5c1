"""The table of a comparison as a Word document: A4 across, header row on every page, Chinese typefaces by custom."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt

from ..model import Comparison
from ..report import Report
from .archive import EPOCH, legal, settled
from .report_tables import report_handout
from .tables.handouts import handout
from .tables.model import Cell, Column, Handout, Mark, Paragraph, Row, Table
from .tables.words import words

_PAGE = Cm(29.7), Cm(21.0)
_MARGIN = Cm(2.0)
_TITLE, _HEAD, _BODY, _NOTE = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"
_LATIN = "Times New Roman"
# Where a typeface is missing Word takes the first of these that it has: names of the same face, then its nearest kin.
_KIN = {
    _TITLE: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    _HEAD: "SimHei,等线,Microsoft YaHei,Noto Sans CJK SC",
    _BODY: "FangSong_GB2312,仿宋,FangSong,华文仿宋,STFangsong,宋体,SimSun,Noto Serif CJK SC",
    _NOTE: "KaiTi_GB2312,楷体,KaiTi,华文楷体,STKaiti,宋体,SimSun,Noto Serif CJK SC",
}
_LOOKS: dict[Mark, tuple[str, dict[str, str]]] = {  # name of the character style, and what it sets
    "heading": ("bidui 条款标题", {"font": _HEAD}),
    "note": ("bidui 出处", {"font": _NOTE}),
    "inserted": ("bidui 新增", {"font": _HEAD, "w:b": "1"}),
    "deleted": ("bidui 删去", {"w:strike": "1"}),
    "value": ("bidui 数值不同", {"font": _HEAD, "w:b": "1"}),
    "own": ("bidui 特有", {"w:u": "single"}),
}
_PARAGRAPHS = (
    ("bidui 说明", _BODY, 10.5),
    ("bidui 表名", _HEAD, 14),
    ("bidui 表头", _HEAD, 10.5),
    ("bidui 表文", _BODY, 10),
)
_ROOM = 72  # characters of a table's text on a line of the page
_KEEP = 220  # characters up to which a row is not broken over two pages
_CENTRED = ("number", "change", "way", "role", "relation", "side", "place", "deadline")


def write(
    comparison: Comparison, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """A comparison as the bytes of a .docx. full: also what did not change between versions."""
    return render(handout(comparison, full=full, lang=lang, sheets=False))


def write_report(
    report: Report, *, width: int = 0, colour: bool = False, full: bool = False, lang: str = "zh"
) -> bytes:
    """The tables of a report as the bytes of a .docx. full: none of them is cut short."""
    return render(report_handout(report, full=full, lang=lang))


def render(given: Handout) -> bytes:
    """A handout as the bytes of a .docx; equal handouts give equal bytes."""
    document = docx.Document()
    _prepare(document, given)
    document.add_paragraph(legal(given.title), style="Title")
    for line in given.sources:
        document.add_paragraph(legal(line), style="bidui 说明")
    _fill(document.add_paragraph(style="bidui 说明"), given.legend)
    for line in given.preface:
        document.add_paragraph(legal(line), style="bidui 说明")
    document.paragraphs[-1].paragraph_format.space_after = Pt(4)
    if given.headed:
        _named(document, given.main, given.lang)
    else:
        _table(document, given.main.columns, given.main.rows)
    for number, line in enumerate(given.coverage):
        paragraph = document.add_paragraph(legal(line), style="bidui 说明")
        if number == 0:
            paragraph.paragraph_format.space_before = Pt(8)
    for table in given.extracts:
        _named(document, table, given.lang)
    stream = io.BytesIO()
    document.save(stream)
    return settled(stream.getvalue(), {"word/fontTable.xml": _font_table()})


# ---- page and styles


def _prepare(document: Any, given: Handout) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = _PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    page.footer_distance = Cm(1.2)
    _defaults(document)
    styles = document.styles
    _typeface(styles["Normal"], _BODY, 10.5)
    title = styles["Title"]
    _typeface(title, _TITLE, 18)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(8)
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)
    for name, font, size in _PARAGRAPHS:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _typeface(style, font, size)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(15)
    named = styles["bidui 表名"].paragraph_format
    named.space_before, named.space_after, named.keep_with_next = Pt(16), Pt(4), True
    level = OxmlElement("w:outlineLvl")  # so that Word lists the tables in its navigation
    level.set(qn("w:val"), "0")
    styles["bidui 表名"].element.get_or_add_pPr().append(level)
    for name, look in _LOOKS.values():
        _look(styles.add_style(name, WD_STYLE_TYPE.CHARACTER), look)
    _footer(page, given.lang)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = legal(given.title)[:250], "bidui", "bidui"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = EPOCH.replace(tzinfo=None)


def _defaults(document: Any) -> None:
    """Language and typefaces of all text that says nothing else; the template's are those of a theme."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
    for lang in document.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # as Word 2013 and later, without a note that it is an old file


def _typeface(style: Any, font: str, size: float) -> None:
    style.font.size = Pt(size)
    style.font.bold = False
    style.font.color.rgb = None
    _fonts(style, font)
    colour = style.element.rPr.find(qn("w:color"))
    if colour is not None:
        style.element.rPr.remove(colour)


def _fonts(style: Any, font: str) -> None:
    style.font.name = _LATIN
    fonts = style.element.rPr.find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” and …… as Chinese characters


def _look(style: Any, look: dict[str, str]) -> None:
    if "font" in look:
        _fonts(style, look["font"])
    style.font.bold = True if "w:b" in look else None
    style.font.strike = True if "w:strike" in look else None
    style.font.underline = True if "w:u" in look else None


def _footer(page: Any, lang: str) -> None:
    """The page number between dashes, in the middle, as GB/T 9704 has it."""
    paragraph = page.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    inner = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    inner.append(text)
    field.append(inner)
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _font_table() -> bytes:
    """Typefaces and what stands in for each; Chinese ones are of the GB 2312 character set (86)."""
    entries = [
        f'<w:font w:name="{name}"><w:altName w:val="{kin}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, kin in _KIN.items()
    ]
    entries.append(
        f'<w:font w:name="{_LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:fonts {nsdecls('w')}>{''.join(entries)}</w:fonts>".encode()


# ---- the table


def _named(document: Any, table: Table, lang: str) -> None:
    """A table below its name and notes, cut into several where it is wider than the page."""
    parts = list(_parts(table))
    for number, part in enumerate(parts, 1):
        part_of = words(lang).say("brackets", text=f"{number}/{len(parts)}") if len(parts) > 1 else ""
        document.add_paragraph(legal(table.name + part_of), style="bidui 表名")
        for line in table.notes if number == 1 else ():
            document.add_paragraph(legal(line), style="bidui 说明").paragraph_format.keep_with_next = True
        _table(document, part.columns, part.rows)


def _parts(table: Table) -> Iterator[Table]:
    """Tables that fit the page, each with the fixed columns and as many others as the next."""
    leads, others = range(table.fixed), range(table.fixed, len(table.columns))
    room = _ROOM - sum(table.columns[n].least or table.columns[n].width for n in leads)
    needed = sum(table.columns[n].least or table.columns[n].width for n in others)
    if not table.fixed or needed <= room:
        yield table
        return
    count = -(-needed // room)
    each = -(-len(others) // count)
    for first in range(0, len(others), each):
        kept = (*leads, *others[first : first + each])
        columns = tuple(table.columns[n] for n in kept)
        rows = tuple(Row(tuple(row.cells[n] for n in kept), row.kind) for row in table.rows)
        yield replace(table, columns=columns, rows=rows)


def _table(document: Any, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    room = _PAGE[0] - 2 * _MARGIN
    total = sum(column.width for column in columns)
    widths = [Emu(room * column.width // total) for column in columns]
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = table.rows[0]
    for cell, column, width in zip(head.cells, columns, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.style = document.styles["bidui 表头"]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(legal(column.heading))
        _shade(cell, "E7E6E6")
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _flag(head, "w:cantSplit")
    _flag(head, "w:tblHeader")
    styles = {mark: document.styles[name].style_id for mark, (name, _) in _LOOKS.items()}
    body = document.styles["bidui 表文"].style_id
    for row in rows:
        table._tbl.append(_row(row, columns, widths, body, styles))


def _margins(table: Any) -> None:
    """Narrow margins inside the cells, so that narrow columns hold their headings."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "70")  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # the schema has an order


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int], body: str, styles: dict[Mark, str]) -> Any:
    """A row as an element: built directly, as python-docx looks at the whole table for every row that it adds."""
    element = OxmlElement("w:tr")
    longest = max(len(cell.text) for cell in row.cells)
    if longest <= _KEEP:
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        element.append(properties)
    for cell, column, width in zip(row.cells, columns, widths, strict=True):
        element.append(_cell(cell, row, column, width, body, styles))
    return element


def _cell(cell: Cell, row: Row, column: Column, width: int, body: str, styles: dict[Mark, str]) -> Any:
    element = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(Emu(width).twips))
    size.set(qn("w:type"), "dxa")
    properties.append(size)
    if row.kind == "band":
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:color"), "auto")
        shade.set(qn("w:fill"), "F2F2F2")
        properties.append(shade)
    element.append(properties)
    for paragraph in cell.paragraphs or ((),):
        element.append(
            _paragraph(paragraph, column.key in _CENTRED or column.form != "text", row.kind == "band", body, styles)
        )
    return element


def _paragraph(runs: Paragraph, centred: bool, keep: bool, body: str, styles: dict[Mark, str]) -> Any:
    element = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    settings = {"w:pStyle": body, "w:keepNext": "1" if keep else "", "w:jc": "center" if centred else ""}
    for tag, value in settings.items():
        if value:
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            properties.append(child)
    element.append(properties)
    for run in runs:
        element.append(_run(legal(run.text), styles.get(run.mark, "")))
    return element


def _run(text: str, style: str) -> Any:
    element = OxmlElement("w:r")
    if style:
        properties = OxmlElement("w:rPr")
        child = OxmlElement("w:rStyle")
        child.set(qn("w:val"), style)
        properties.append(child)
        element.append(properties)
    inner = OxmlElement("w:t")
    inner.text = text
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.append(inner)
    return element


def _fill(paragraph: Any, runs: Paragraph) -> None:
    for run in runs:
        paragraph.add_run(legal(run.text), style=_LOOKS[run.mark][0] if run.mark in _LOOKS else None)


def _flag(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _shade(cell: Any, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
