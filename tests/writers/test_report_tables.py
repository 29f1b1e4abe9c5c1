"""Tables of a report: what stands in them, nothing lost, and Word, Excel, Markdown and CSV read back.

Write the goldens with BIDUI_GOLDEN=1."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Cm
from markdown_it import MarkdownIt
from material import ROOT

from compare.cli import main
from compare.report import Report
from compare.writers import Style, csv_format, docx_format, markdown_format, write_report, xlsx_format
from compare.writers.archive import legal
from compare.writers.inline import plain
from compare.writers.report_tables import report_handout
from compare.writers.report_tables.reported import with_names
from compare.writers.tables.model import Handout, Row, Table
from compare.writers.tables.words import words

sys.path.insert(0, os.fspath(Path(__file__).parents[1] / "corpus"))

from invented import OTHER, PLAN, corpus, report, write  # test folders are no packages

GOLDEN = Path(__file__).parent / "golden"
RENDERERS: dict[str, Callable[[Handout], str | bytes]] = {
    "docx": docx_format.render, "xlsx": xlsx_format.render, "md": markdown_format.render, "csv": csv_format.render,
}  # fmt: skip
HOSTILE = [
    "=HYPERLINK(http://x)", "+1-2", "@SUM(A1:A9)", "a|b\\|c", "<script>alert(1)</script>", "**粗** _斜_ ~~删~~ `码`",
    "[文](javascript:alert(1))", "甲\x01乙\x0b", "# 题", "00123", "a,b\"c'd", "$x$",
]  # fmt: skip
MEASURES = "一、主要目标\n到2033年，{name}渔场深水网箱达到{n}口。\n二、重点任务\n在{name}建设冷链中心{n}座，每座补助{n}万元。\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = corpus(tmp_path_factory.mktemp("corpus") / "文件")
    (folder / "图.txt").write_bytes(b"\x89PNG\r\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder.parent)
        write(Path(), {"bidui.toml": '[topics]\n装备 = ["网箱"]\n', "去年/a.txt": PLAN, "今年/a.txt": OTHER})
        return report("文件", base="文件/计划.txt", knowledge="bidui.toml", pairs=("去年", "今年"))


@pytest.fixture(scope="module")
def book(found: Report) -> Handout:
    return report_handout(found, book=True)


@pytest.fixture(scope="module")
def text(found: Report) -> Handout:
    return report_handout(found)


def tables(made: Handout) -> dict[str, Table]:
    return {table.key: table for table in (made.main, *made.extracts)}


def cells(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def lines(text: str) -> str:
    return "\n".join(legal(line) for line in text.split("\n"))


def dump(made: Handout) -> str:
    """Every table with its columns, how many rows it has, and the first three of them."""
    found = [made.title, *made.sources, "".join(run.text for run in made.legend), *made.preface]
    for table in (made.main, *made.extracts):
        found += ["", f"[{table.key}] {table.name}, fixed {table.fixed}", *table.notes]
        found.append(" | ".join(f"{c.heading} ({c.width}, {c.least}, {c.form})" for c in table.columns))
        found += ["- " + " | ".join(text.replace("\n", " / ") for text in cells(row)) for row in table.rows[:3]]
        found.append(f"{len(table.rows)} rows")
    return "\n".join(found) + "\n"


@pytest.mark.parametrize(("lang", "whole"), [("zh", False), ("zh", True), ("en", True)])
def test_golden(found: Report, lang: str, whole: bool) -> None:
    golden = GOLDEN / f"report_{lang}{'_book' if whole else ''}.txt"
    shown = dump(report_handout(found, lang=lang, book=whole))
    if os.environ.get("BIDUI_GOLDEN"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_the_dimension_table_comes_first(text: Handout, book: Handout) -> None:
    for made in (text, book):
        assert made.main.key == "main" and made.main.name == "对标比对表" and made.headed
        assert [table.key for table in made.extracts][:2] == ["overview", "targets"]
        keys = [table.key for table in (made.main, *made.extracts)]
        assert len(keys) == len(set(keys)) and all(table.rows for table in made.extracts)


def test_every_row_has_a_cell_for_each_column(text: Handout, book: Handout) -> None:
    for made in (text, book):
        for table in (made.main, *made.extracts):
            assert {len(row.cells) for row in table.rows} == {len(table.columns)}


# ---- nothing is lost in a workbook


def said(found: Report, quote: object) -> str:
    document = found.entries[quote.document].document  # type: ignore[attr-defined]
    return plain(document, quote.start, quote.end)  # type: ignore[attr-defined]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_dimensions_are_all_there(found: Report, book: Handout, text: Handout) -> None:
    for made in (book, text):
        for dimension, row in zip(found.dimensions, made.main.rows, strict=True):
            for one, cell in zip(dimension.cells, row.cells[1:], strict=True):
                assert all(said(found, quote) in cell.text for quote in one.quotes)
                assert (cell.text == "未提及") == (not one.quotes)
                assert (f"等 {one.total} 处" in cell.text) == (one.total > len(one.quotes))


def test_figures_are_all_there(found: Report, book: Handout) -> None:
    assert found.figures is not None
    for key, rows in (("targets", found.figures.indicators), ("benefits", found.figures.benefits)):
        table = tables(book)[key]
        assert len(table.rows) == len(rows)
        for row, shown in zip(rows, table.rows, strict=True):
            for family, (one, cell) in enumerate(zip(row.cells, shown.cells[table.fixed :], strict=True)):
                document = found.head(family).document
                assert all(plain(document, item.start, item.end) in cell.text for item in one)
                assert (cell.text == "未提及") == (not one)


def test_what_a_text_document_leaves_out_is_counted(found: Report, text: Handout) -> None:
    assert found.figures is not None
    shown = tables(text)
    rows = found.figures.indicators
    assert len(shown["targets"].rows) == sum(row.families > 1 for row in rows)
    alone = shown["targets_alone"]
    rest = sum(row.families == 1 for row in rows) - len(alone.rows)
    assert rest == 0 or str(rest) in alone.notes[-1]
    own = sum(map(len, found.distinctive)) - len(shown["distinctive"].rows)
    assert own == 0 or f"共另有 {own} 条" in shown["distinctive"].notes[-1]
    several = len(found.shared) - len(shown["shared"].rows)
    assert several == 0 or f"另有 {several} 行" in shown["shared"].notes[-1]


def test_every_list_of_the_report_is_in_the_workbook(found: Report, book: Handout) -> None:
    shown = tables(book)
    assert found.coverage is not None and found.folder_pairs is not None
    counts = {
        "overview": len(found.entries),
        "distinctive": sum(map(len, found.distinctive)),
        "shared": len(found.shared),
        "coverage": len(found.coverage.items),
        "uptakes": len(found.coverage.documents),
        "copies": sum(len(f.documents) for f in found.families if len(f.documents) > 1),
        "versions": len(found.versions),
        "folder_pairs": len(found.folder_pairs.pairs),
        "runs": sum(len(check.runs) for check in found.checks.copies),
        "failures": len(found.failures),
        "pairs": len(found.pairs_from(0.01)),
        "gross": len(found.families),
    }
    assert {key: len(shown[key].rows) for key in counts} == counts
    assert all(counts.values())
    for measures in found.distinctive:
        for one in measures:
            assert any(said(found, one.quote) in cells(row) for row in shown["distinctive"].rows)
    for item, row in zip(found.coverage.items, shown["coverage"].rows, strict=True):
        for uptake, cell in zip(item.uptakes, row.cells[2:], strict=True):
            assert all(squeezed(said(found, quote)) in squeezed(cell.text) for quote in uptake.quotes)


def test_short_names_are_different(found: Report, tmp_path: Path) -> None:
    names = with_names(found, words("zh"), True).short
    assert len(set(names)) == len(names) == len(found.families) and all(names)
    same = {f"{n}.txt": f"青汐市第{n}次会议纪要\n一、议题\n" + MEASURES.format(name=n, n=n) for n in range(3, 7)}
    twins = with_names(report(write(tmp_path, same)), words("zh"), True).short
    assert len(set(twins)) == len(twins) == 4


def test_paths_are_shown_without_what_all_have_in_common(found: Report, book: Handout) -> None:
    column = [column.key for column in tables(book)["overview"].columns].index("path")
    shown = [row.cells[column].text for row in tables(book)["overview"].rows]
    above = {entry.path.removesuffix(path) for entry, path in zip(found.entries, shown, strict=True)}
    assert len(above) == 1 and len({path.split("/")[0] for path in shown}) > 1


# ---- many documents


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Report:
    places = ["青汐", "云岬", "碧澜", "白榆", "沧澜", "霁川", "煦宁", "珩浦", "栖州", "望岫", "临漪", "石浦"]
    files = {
        f"{place}.txt": f"{place}市海洋牧场行动方案\n" + MEASURES.format(name=place, n=11 + number)
        for number, place in enumerate(places)
    }
    return report(write(tmp_path_factory.mktemp("many"), files))


def test_wide_tables_are_cut_by_their_columns(many: Report) -> None:
    made = report_handout(many)
    document = docx.Document(io.BytesIO(docx_format.render(made)))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    parts = [head for head in heads if head[0] == "维度"]
    assert len(parts) == 3 and all(head[0] == "维度" for head in parts)
    assert [name for head in parts for name in head[1:]] == [column.heading for column in made.main.columns[1:]]
    names = [p.text for p in document.paragraphs if p.style.name == "bidui 表名"]
    assert names[:3] == [f"对标比对表（{n}/3）" for n in (1, 2, 3)]
    for table in document.tables:
        assert sum(cell.width for cell in table.rows[0].cells) <= Cm(25.8)


def test_few_documents_stand_in_one_table(tmp_path: Path) -> None:
    files = {f"{n}.txt": f"{n}市方案\n" + MEASURES.format(name=n, n=7) for n in ("青汐", "云岬", "碧澜")}
    document = docx.Document(io.BytesIO(docx_format.render(report_handout(report(write(tmp_path, files))))))
    assert [len(table.columns) for table in document.tables if table.rows[0].cells[0].text == "维度"] == [4]


def test_too_many_to_stand_side_by_side(many: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compare.writers.report_tables.reported.SIDE_BY_SIDE", 5)
    monkeypatch.setattr("compare.writers.report_tables.similar._WIDE", 5)
    monkeypatch.setattr("compare.writers.report_tables.similar._MOST_WIDE", 5)
    made = report_handout(many, book=True)
    assert [column.key for column in made.main.columns] == ["dimension", "document", "text"]
    assert len(made.main.rows) == len(many.dimensions) * len(many.families)
    assert "gross" not in tables(made) and any("相似度矩阵" in line for line in made.preface)
    short = report_handout(many)
    assert short.main.key == "overview" and any("Excel" in line for line in short.preface)
    assert "main" not in tables(short) and "matrix" not in tables(short)


def test_without_figures_it_is_said(found: Report) -> None:
    made = report_handout(replace(found, figures=None))
    assert "targets" not in tables(made) and any("未汇总量化目标" in line for line in made.preface)


def test_one_document(tmp_path: Path) -> None:
    found = report(write(tmp_path, {"a.txt": PLAN}))
    for render in RENDERERS.values():
        assert render(report_handout(found))
    assert {"main", "overview", "targets"} <= set(tables(report_handout(found)))


# ---- the files


def read_xlsx(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def test_excel(book: Handout) -> None:
    made = read_xlsx(xlsx_format.render(book))
    assert made.sheetnames == [book.main.name, *(table.name for table in book.extracts)]
    for table in (book.main, *book.extracts):
        sheet = made[table.name]
        rows = list(sheet.iter_rows(values_only=True))
        head = next(
            n for n, row in enumerate(rows) if list(row[: len(table.columns)]) == [c.heading for c in table.columns]
        )
        fixed = "ABCDEF"[max(1, table.fixed)]
        assert sheet.freeze_panes == f"{fixed}{head + 2}" and sheet.auto_filter.ref.startswith(f"A{head + 1}:")
        for row, shown in zip(table.rows, rows[head + 1 :], strict=False):
            for column, cell, value in zip(table.columns, row.cells, shown, strict=False):
                if cell.number is not None:
                    assert value == pytest.approx(cell.number)
                elif column.key != "number":
                    assert str(value or "") == lines(cell.text)
    scales = made["总体相似度"].conditional_formatting
    assert [rule.type for area in scales for rule in area.rules] == ["colorScale"]
    share = made["总体相似度"]["C2"]
    assert share.data_type == "n" and share.number_format == "0%"


def test_word(text: Handout) -> None:
    document = docx.Document(io.BytesIO(docx_format.render(text)))
    shown = [p.text for p in document.paragraphs]
    assert shown[0] == text.title
    style = document.styles["bidui 表名"].element.pPr
    assert [child.tag.split("}")[1] for child in style][-1] == "outlineLvl"
    assert {line for table in text.extracts for line in table.notes} <= set(shown)
    all_cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for table in (text.main, *text.extracts):
        for row in table.rows:
            assert all(lines(cell.text) in all_cells for cell in row.cells)


def test_markdown(text: Handout) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(markdown_format.render(text))
    made = (text.main, *text.extracts)
    assert sum(token.type == "tr_open" for token in tokens) == sum(1 + len(table.rows) for table in made)
    assert sum(token.type in ("td_open", "th_open") for token in tokens) == sum(
        len(table.columns) * (1 + len(table.rows)) for table in made
    )
    heads = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert heads == [text.title, *(table.name for table in made)]


def test_csv_holds_the_first_table_and_names_the_others(book: Handout) -> None:
    rows = list(csv.reader(io.StringIO(csv_format.render(book).decode("utf-8-sig"), newline="")))
    assert rows[0] == [column.heading for column in book.main.columns]
    assert len(rows[1 : 1 + len(book.main.rows)]) == rows.index([]) - 1
    assert all(f"{table.name}（{len(table.rows)} 行）" in rows[-1][1] for table in book.extracts)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Report:
    files = {
        f"文件{n}.txt": f"{said}\n一、主要目标\n{said}，到2033年深水网箱达到{n + 12}口。\n二、重点任务\n{said}建设{said}冷链。\n"
        for n, said in enumerate(HOSTILE)
    }
    return report(write(tmp_path_factory.mktemp("hostile"), files))


@pytest.mark.parametrize("whole", [False, True])
def test_hostile_texts_break_no_format(hostile: Report, whole: bool) -> None:
    made = report_handout(hostile, book=whole)
    for render in RENDERERS.values():
        assert render(made)
    for sheet in read_xlsx(xlsx_format.render(made)).worksheets:
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in found} <= {"s", "n"} and not sheet._hyperlinks
    for row in csv.reader(io.StringIO(csv_format.render(made).decode("utf-8-sig"), newline="")):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for cell in row)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(markdown_format.render(made))
    tags = {c.content for token in tokens for c in token.children or () if c.type == "html_inline"}
    assert tags <= {"<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<br>"}
    kinds = {c.type for token in tokens for c in token.children or ()}
    assert kinds <= {"text", "text_special", "html_inline", "softbreak"}


SCRIPT = """
import hashlib, sys
from compare.corpus.survey import Task, survey
from compare.writers import Style, write_report
made = survey(Task((sys.argv[1],), cached=False))
for name in ("docx", "xlsx", "md", "csv"):
    data = write_report(name, made, Style())
    print(name, hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest())
"""


def test_every_process_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "文件")
    outputs = set()
    for seed, zone in (("0", "UTC"), ("41", "Asia/Shanghai")):
        environ = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", SCRIPT, str(folder)]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1 and len(outputs.pop().splitlines()) == 4


@pytest.mark.parametrize("name", sorted(RENDERERS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, lang: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = corpus(tmp_path / "文件")
    target = tmp_path / f"报告.{name}"
    args = ["report", str(folder), "--no-cache", "-o", str(target), "--lang", lang]
    assert main(args) == 0
    data = target.read_bytes()
    direct = write_report(name, report(folder), Style(lang=lang))
    assert (
        hashlib.sha256(data).digest()
        == hashlib.sha256(direct if isinstance(direct, bytes) else direct.encode()).digest()
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([folder.name, target.name])
    assert main(args) == 2 and target.read_bytes() == data
    assert main([*args, "--force"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_office_files_do_not_go_to_the_screen(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"a.txt": PLAN})
    assert main(["report", str(tmp_path), "--format", name, "--no-cache", "--lang", "zh"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and f"-o 文件名.{name}" in captured.err
