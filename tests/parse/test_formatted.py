"""What the format says of a text reaches the outline."""

from __future__ import annotations

import pytest

from compare.model import Block, Document, Layout
from compare.parse.document import understand
from compare.readers.source import Line, assemble

PROSE = "坚持以人民为中心，推进智慧城市建设，提升城市治理水平。"


def made(*found: tuple[str, str, int] | str) -> Document:
    """Document of lines, with (text, kind, level) where the format says something of them."""
    lines = [Line(one) if isinstance(one, str) else Line(*one) for one in found]
    text, layout = assemble(lines)
    return understand(text, layout=layout)


def outline(document: Document) -> list[tuple[str, int, str]]:
    return [(s.id, s.level, s.marker + s.heading) for s in document.sections if s.id != "0"]


def text_of(document: Document, kind: str) -> str:
    return "".join(document.text[r.start : r.end] for r in document.regions if r.kind == kind).strip()


def test_headings_by_style_alone() -> None:
    document = made(
        ("临江市智慧城市建设实施意见", "title", 0),
        ("总体要求", "heading", 1),
        PROSE,
        ("重点任务", "heading", 1),
        ("建设平台", "heading", 2),
        PROSE,
        ("汇聚数据", "heading", 2),
        PROSE,
    )
    assert outline(document) == [
        ("1", 1, "总体要求"),
        ("2", 1, "重点任务"),
        ("2.1", 2, "建设平台"),
        ("2.2", 2, "汇聚数据"),
    ]
    assert document.sections[0].roles == ("overall",)
    assert document.metadata.title == "临江市智慧城市建设实施意见"


def test_bare_headings_stand_on_the_level_of_numbered_ones_of_their_style() -> None:
    document = made(
        ("智慧城市建设实施方案", "heading", 1),
        ("一、总体要求", "heading", 2),
        PROSE,
        ("（一）主要目标", "heading", 3),
        PROSE,
        ("重点任务", "heading", 2),
        ("（一）建设平台", "heading", 3),
        PROSE,
        ("保障措施", "heading", 2),
        PROSE,
    )
    assert [(level, name) for _, level, name in outline(document)] == [
        (1, "一、总体要求"),
        (2, "（一）主要目标"),
        (1, "重点任务"),
        (2, "（一）建设平台"),
        (1, "保障措施"),
    ]


def test_one_bold_line_is_no_outline() -> None:
    document = made("一、总体要求", PROSE, ("注意", "heading", 3), PROSE, "二、重点任务", PROSE)
    assert [name for *_, name in outline(document)] == ["一、总体要求", "二、重点任务"]


def test_sentences_in_the_style_of_a_heading_are_none() -> None:
    document = made(*((f"{PROSE}", "heading", 2) for _ in range(4)))
    assert outline(document) == []


def test_numbers_in_table_rows_start_no_section() -> None:
    rows = [(f"{n}、\t建设平台{n}\t市大数据局", "row", 0) for n in range(1, 5)]
    document = made("一、总体要求", PROSE, "二、重点任务", PROSE, *rows, "三、保障措施", PROSE)
    assert [name for *_, name in outline(document)] == ["一、总体要求", "二、重点任务", "三、保障措施"]
    assert "4、\t建设平台4" in document.text[document.sections[1].start : document.sections[1].end]
    assert (
        len(outline(made("一、总体要求", PROSE, "二、重点任务", PROSE, *(row[0].replace("\t", "") for row in rows))))
        > 3
    )


def test_contents_list_that_the_format_marks() -> None:
    entries = ["一、总体要求", "二、重点任务"]
    document = made("目录", *((entry, "toc", 0) for entry in entries), "一、总体要求", PROSE, "二、重点任务", PROSE)
    assert [name for *_, name in outline(document)] == entries
    assert text_of(document, "toc") == "目录\n一、总体要求\n二、重点任务"


def test_fields_are_metadata() -> None:
    fields = [
        "索引号：000123",
        "发文机关：临江市人民政府",
        "发文字号：临政发〔2026〕3号",
        "成文日期：2026年3月1日",
        "发布日期：2026-03-05",
    ]
    document = made(
        *((one, "field", 0) for one in fields),
        "临江市智慧城市建设实施意见",
        PROSE,
        "一、总体要求",
        PROSE,
        "二、重点任务",
        PROSE,
    )
    assert text_of(document, "metadata") == "\n".join(fields)
    found = document.metadata
    assert (found.issuers, found.number, found.date("issued")) == (
        ("临江市人民政府",),
        "临政发〔2026〕3号",
        "2026-03-01",
    )
    assert found.title == "临江市智慧城市建设实施意见"


def test_title_that_only_the_format_shows() -> None:
    assert (
        made(("临江新城二十条", "title", 0), PROSE, "一、甲", PROSE, "二、乙", PROSE).metadata.title == "临江新城二十条"
    )


def test_footnotes_are_outside_the_body() -> None:
    document = made(
        "一、总体要求", PROSE, "二、重点任务", PROSE, ("指规模以上企业。", "note", 0), ("见附件。", "note", 0)
    )
    assert text_of(document, "note") == "指规模以上企业。\n见附件。"
    assert "规模以上" not in document.text[document.sections[-1].start : document.sections[-1].end]


@pytest.mark.parametrize(("at", "page"), [(0, 0), (4, 1), (9, 1), (10, 3), (99, 3)])
def test_page(at: int, page: int) -> None:
    assert Layout(pages=((4, 1), (10, 3))).page(at) == page


def test_record_of_a_collection() -> None:
    document = understand(f"一、甲\n{PROSE}", part=7, layout=Layout(record=(7, 9)))
    assert (document.part, document.parts) == (7, 9)


def test_plain_text_has_an_empty_layout() -> None:
    text = f"一、总体要求\n{PROSE}\n二、重点任务\n{PROSE}"
    assert understand(text) == understand(text, layout=Layout())
    assert Layout().of_kind("row") == () and Layout(blocks=(Block("row", 0, 1),)).of_kind("row")
