"""Word, Excel, Markdown and CSV read back: the text of the table, marks without colour, nothing that computes, and
the same bytes on every run."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from markdown_it import MarkdownIt
from material import ROOT, RULE, SAMPLES

from compare.cli import main
from compare.model import Comparison
from compare.options import Options
from compare.pipeline import compare, understand
from compare.writers import csv_format, docx_format, markdown_format, xlsx_format
from compare.writers.archive import legal, settled
from compare.writers.tables.handouts import handout
from compare.writers.tables.model import Cell, Column, Handout, Row, Run, Table, plain

RENDERERS: dict[str, Callable[[Handout], str | bytes]] = {
    "docx": docx_format.render, "xlsx": xlsx_format.render, "md": markdown_format.render, "csv": csv_format.render,
}  # fmt: skip
PAIRS = {
    "version": ("管理办法_2021", "管理办法_2025"),
    "vertical": ("省级意见", "市级实施方案"),
    "peer": ("甲市行动方案", "乙市行动方案"),
}
# What a text may hold that a format takes for something else.
HOSTILE = [
    '=HYPERLINK("http://x","点我")', "+1-2", "-3", "@SUM(A1:A9)", "＝1+1", "  =1+1", "\t=1+1", "\r=1", "=cmd|' /C calc'!A0",
    "a|b\\|c", "<script>alert(1)</script>", "**粗** _斜_ ~~删~~ `码`", "[文](javascript:alert(1))", "![图](x)", "&lt;b&gt; &amp;",
    "甲\x00乙\x01\x0b\x1f\ufffe丙", "_x0041_", "1. 一\n2. 二", "# 题", "行一\u2028行二", "\U0001f600 𠮷", "00123", "1E5", "a,b\"c'd", "$x$",
]  # fmt: skip


@pytest.fixture(scope="module", params=sorted(PAIRS))
def made(request: pytest.FixtureRequest) -> Handout:
    left, right = (understand(SAMPLES[name], f"{name}.txt") for name in PAIRS[request.param])
    found = handout(compare(left, right))
    assert found.regime == request.param
    return found


def hostile() -> Handout:
    """A handout whose every text is hostile."""
    columns = (Column("number", "=序|号", 5), Column("left", "<甲>", 20), Column("right", "@乙", 20))
    rows = tuple(
        Row((plain(str(n)), plain(text), Cell(((Run("前", "inserted"), Run(text, "deleted")), (Run(text),)))))
        for n, text in enumerate(HOSTILE)
    )
    sources = tuple(HOSTILE)
    main_table = Table("main", "表[1]:*?/\\" + "长" * 40, columns, rows)
    return Handout("version", HOSTILE[0], sources, (Run(HOSTILE[1], "inserted"),), sources, main_table, sources, ())


# ---- Word


def read_docx(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def test_word_holds_the_table(made: Handout) -> None:
    document = read_docx(docx_format.render(made))
    assert made.extracts
    for table, wanted in zip(document.tables, (made.main, *made.extracts), strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert rows[0] == [column.heading for column in wanted.columns]
        assert rows[1:] == [[legal_lines(cell) for cell in row.cells] for row in wanted.rows]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == made.title
    assert {line for table in made.extracts for line in (table.name, *table.notes)} <= set(lines)
    assert set(made.sources) | set(made.preface) | set(made.coverage) <= set(lines)


def legal_lines(cell: Cell) -> str:
    return "\n".join(legal(line) for line in cell.text.split("\n"))


def test_word_page_and_header_row(made: Handout) -> None:
    document = read_docx(docx_format.render(made))
    (section,) = document.sections
    assert abs(section.page_width - Cm(29.7)) < Cm(0.01) and abs(section.page_height - Cm(21)) < Cm(0.01)
    assert section._sectPr.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
    head = document.tables[0].rows[0]._tr
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert "PAGE" in section.footer._element.xml
    widths = [int(column.get(qn("w:w"))) for column in document.tables[0]._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert abs(sum(widths) * 635 - Cm(25.7)) < Cm(0.2)


def test_word_names_chinese_typefaces_and_their_kin(made: Handout) -> None:
    data = docx_format.render(made)
    styles = read_docx(data).styles
    faces = {
        name: styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "Normal", "bidui 表头")
    }
    assert faces == {"Title": "方正小标宋简体", "Normal": "仿宋_GB2312", "bidui 表头": "黑体"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
        assert b"zh-CN" in archive.read("word/styles.xml")
    assert all(face in fonts for face in faces.values()) and "华文中宋" in fonts


def test_word_marks_need_no_colour() -> None:
    left, right = (understand(SAMPLES[name], f"{name}.txt") for name in PAIRS["version"])
    document = read_docx(docx_format.render(handout(compare(left, right))))
    looks = {style.name: (style.font.bold, style.font.strike, style.font.underline) for style in document.styles if style.name.startswith("bidui ") and style.type == 2}  # fmt: skip
    assert looks["bidui 新增"] == (True, None, None) and looks["bidui 删去"] == (None, True, None)
    assert looks["bidui 特有"] == (None, None, True)
    used = {
        run.style.name: run.text
        for row in document.tables[0].rows
        for cell in row.cells
        for p in cell.paragraphs
        for run in p.runs
    }
    assert {"bidui 新增", "bidui 删去"} <= set(used)


# ---- Excel


def read_xlsx(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def test_excel_holds_a_sheet_for_each_table(made: Handout) -> None:
    book = read_xlsx(xlsx_format.render(made))
    named = [table.name for table in made.extracts]
    assert book.sheetnames == [made.main.name, *named, "摘要", "章节对应", "共有条款", "特色举措"]
    for table in (made.main, *made.extracts, *made.further):
        rows = [
            [str(cell) if cell is not None else "" for cell in row]
            for row in book[table.name].iter_rows(values_only=True)
        ]
        head = rows.index([column.heading for column in table.columns])
        shown = rows[head + 1 : head + 1 + len(table.rows)]
        assert shown == [[legal_lines(cell) for cell in row.cells] for row in table.rows]
        assert all([note, *[""] * (len(table.columns) - 1)] in rows for note in table.notes)
        sheet = book[table.name]
        assert sheet.freeze_panes == f"B{head + 2}"
        assert sheet.auto_filter.ref is not None and sheet.auto_filter.ref.startswith(f"A{head + 1}:")
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    text = "\n".join(str(cell) for row in book[made.main.name].iter_rows(values_only=True) for cell in row if cell)
    assert all(line in text for line in (made.title, *made.sources, *made.preface, *made.coverage))


def test_excel_marks_inside_cells_need_no_colour(made: Handout) -> None:
    book = read_xlsx(xlsx_format.render(made))
    runs = [part for row in book[made.main.name].iter_rows(values_only=True) for cell in row if not isinstance(cell, (str, int, type(None))) for part in cell]  # fmt: skip
    fonts = [part.font for part in runs if not isinstance(part, str) and part.font is not None]
    assert any(font.b for font in fonts) and any(font.strike or font.u for font in fonts)
    coloured = [font for font in fonts if font.color is not None and font.color.type == "rgb"]
    assert coloured
    assert all(font.b or font.strike or font.i or font.u for font in coloured)


def test_excel_rows_are_no_higher_than_excel_shows() -> None:
    long = "海洋牧场建设要坚持陆海统筹，" * 400
    columns = (Column("number", "序号", 5), Column("left", "甲", 28), Column("way", "方式", 8))
    table = Table(
        "main",
        "表",
        columns,
        (Row((plain("7"), Cell(((Run(long), Run(long, "deleted")), (Run("末段"),))), plain("细化"))),),
    )
    book = read_xlsx(xlsx_format.render(Handout("peer", "题", (), (Run("例"),), (), table, (), ())))
    sheet = book["表"]
    parts = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1] is not None]
    assert [row[0] for row in parts] == [7, *["7（续）"] * (len(parts) - 1)] and len(parts) > 3
    assert "".join(str(row[1]) for row in parts).replace("\n", "") == long + long + "末段"
    assert {row[2] for row in parts} == {"细化"}  # so that a filter keeps the parts together
    heights = [sheet.row_dimensions[4 + n].height for n in range(len(parts))]
    assert max(heights) <= 409 and all(
        height > 14 * (len(str(row[1])) // 28) for height, row in zip(heights, parts, strict=True)
    )


def test_no_text_computes_in_excel() -> None:
    book = read_xlsx(xlsx_format.render(hostile()))
    (sheet,) = book.worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells if cell.column > 1} == {"s"}
    assert {cell.data_type for cell in cells} == {"s", "n"}  # the numbers of the rows, so that they sort
    assert not sheet._hyperlinks
    texts = {str(cell.value) for cell in cells}
    assert {legal(text) for text in HOSTILE if "\n" not in text} <= texts
    assert len(sheet.title) <= 31


# ---- CSV


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_holds_the_table(made: Handout) -> None:
    rows = read_csv(csv_format.render(made))
    assert rows[0] == [column.heading for column in made.main.columns]
    shown = rows[1 : 1 + len(made.main.rows)]
    for row, cells in zip(made.main.rows, shown, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            assert text.replace("【增：", "").replace("【删：", "").replace("】", "") == cell.text.replace("】", "")
    assert rows[1 + len(made.main.rows)] == []
    notes = [row[1] for row in rows[2 + len(made.main.rows) :]]
    assert set(made.sources) | set(made.coverage) | {made.title} <= set(notes)
    assert all(f"{table.name}（{len(table.rows)} 行）" in notes[-1] for table in made.extracts)


def test_no_text_computes_in_csv() -> None:
    rows = read_csv(csv_format.render(hostile()))
    for row in rows:
        for text in row:
            assert not text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), text
    assert rows[1][1] == "'" + HOSTILE[0] and rows[4][1] == "'@SUM(A1:A9)"


# ---- Markdown


def test_markdown_holds_the_table(made: Handout) -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown_format.render(made))
    )
    tables = (made.main, *made.extracts)
    assert sum(token.type == "tr_open" for token in tokens) == sum(1 + len(table.rows) for table in tables)
    cells = [token for at, token in enumerate(tokens) if at and tokens[at - 1].type in ("td_open", "th_open")]
    wanted = [
        text
        for table in tables
        for text in (*(column.heading for column in table.columns), *(c.text for row in table.rows for c in row.cells))
    ]
    assert [shown(token) for token in cells] == [text.replace("\n", "") for text in wanted]
    heads = [shown(tokens[at + 1]) for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert heads == [made.title, *(table.name for table in made.extracts)]


def shown(token: object) -> str:
    """What a reader of rendered Markdown sees of one cell or paragraph: text, without tags."""
    return "".join(child.content for child in token.children or () if child.type in ("text", "text_special"))  # type: ignore[attr-defined]


def test_markdown_shows_every_text_as_it_is() -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .parse(markdown_format.render(hostile()))
    )
    cells = [token for at, token in enumerate(tokens) if at and tokens[at - 1].type == "td_open"]
    assert len(cells) == 3 * len(HOSTILE)
    for cell, text in zip(cells[1::3], HOSTILE, strict=True):
        assert shown(cell) == "".join(legal(line) for line in text.split("\n") if line).strip()
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "html_inline", "softbreak"}
    tags = {child.content for token in tokens for child in token.children or () if child.type == "html_inline"}
    assert tags <= {"<b>", "</b>", "<del>", "</del>", "<u>", "</u>", "<i>", "</i>", "<br>"}


# ---- all of them


@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_hostile_texts_break_no_format(name: str) -> None:
    assert RENDERERS[name](hostile())


@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_the_same_handout_gives_the_same_bytes(made: Handout, name: str) -> None:
    assert RENDERERS[name](made) == RENDERERS[name](made)


def test_archives_carry_one_time(made: Handout) -> None:
    for name in ("docx", "xlsx"):
        data = RENDERERS[name](made)
        assert isinstance(data, bytes)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        assert core.count("2000-01-01T00:00:00Z") == 2
        assert settled(data) == data


SCRIPT = """
import hashlib, sys
from compare.pipeline import compare, read_document
from compare.writers import Style, write_diff
made = compare(*(read_document(name) for name in sys.argv[1:3]))
for name in ("docx", "xlsx", "md", "csv"):
    data = write_diff(name, made, Style())
    print(name, hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest())
"""


def test_every_process_gives_the_same_bytes() -> None:
    names = [str(ROOT / "samples" / f"{name}.txt") for name in PAIRS["vertical"]]
    outputs = set()
    for seed, zone in (("0", "UTC"), ("41", "Asia/Shanghai")):
        environ = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", SCRIPT, *names]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == 4


@pytest.mark.parametrize("name", sorted(RENDERERS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_the_command_line(tmp_path: Path, name: str, lang: str) -> None:
    target = tmp_path / f"表.{name}"
    names = [str(ROOT / "samples" / f"{name}.txt") for name in PAIRS["version"]]
    assert main(["diff", *names, "-o", str(target), "--lang", lang]) == 0
    data = target.read_bytes()
    documents = (understand(SAMPLES[name], f"{name}.txt") for name in PAIRS["version"])
    direct = RENDERERS[name](handout(compare(*documents), lang=lang))
    assert data == (direct if isinstance(direct, bytes) else direct.encode())
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_office_files_do_not_go_to_the_screen(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(ROOT / "samples" / f"{name}.txt") for name in PAIRS["version"]]
    assert main(["diff", *names, "--format", name, "--lang", "zh"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and f"-o 文件名.{name}" in captured.err


def test_documents_without_anything_make_files(tmp_path: Path) -> None:
    for one, two in (("", ""), ("", RULE), (RULE, "")):
        for regime in ("version", "vertical", "peer"):
            found: Comparison = compare(understand(one, "a.txt"), understand(two, "b.txt"), Options(regime=regime))
            for render in RENDERERS.values():
                assert render(handout(found))
