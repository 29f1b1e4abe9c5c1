"""PDFs: lines joined to paragraphs, what the page adds left out."""

from __future__ import annotations

import pytest
from making import lines, ofd, pdf

from compare.errors import ReadError
from compare.readers import ofd as ofd_reader
from compare.readers.pdf import read
from compare.readers.pdf_lines import Char, rows_of
from compare.readers.pdf_paragraphs import paragraphs

WIDTH = 28  # characters of a full line
SENTENCE = "为加快智慧城市建设提升城市治理水平结合本市实际制定本意见请各部门认真贯彻执行遇有问题及时报告市大数据局并抄送市财政局。"


def wrapped(text: str, *, indent: bool = True) -> list[str]:
    """A paragraph as lines of WIDTH characters, the first with two blanks of indent."""
    text = ("　　" if indent else "") + text
    return [text[n : n + WIDTH] for n in range(0, len(text), WIDTH)]


def text_of(data: bytes) -> list[str]:
    return read(data, "a.pdf").text.split("\n")


@pytest.mark.parametrize("indent", [True, False])
def test_wraps_are_joined(indent: bool) -> None:
    body = ["一、总体要求", SENTENCE, SENTENCE * 2, "二、重点任务", SENTENCE]
    printed = [line for paragraph in body for line in wrapped(paragraph, indent=indent)]
    assert text_of(pdf([lines(printed)])) == body


def test_paragraph_over_two_pages_and_pages_in_the_map() -> None:
    printed = wrapped(SENTENCE * 3)
    source = read(pdf([lines(["　　一、总体要求", *printed[:3]]), lines([*printed[3:], "　　二、重点任务"])]), "a.pdf")
    assert source.text.split("\n") == ["一、总体要求", SENTENCE * 3, "二、重点任务"]
    assert source.layout.page(0) == 1 and source.layout.page(source.text.index("二、")) == 2
    turn = len("一、总体要求\n") + 3 * WIDTH - 2
    assert (source.layout.page(turn - 1), source.layout.page(turn)) == (1, 2)


@pytest.mark.parametrize("number", ["- {} -", "— {} —", "{}", "第 {} 页", "第{}页 共4页", "{} / 4"])
def test_page_numbers_and_running_headers_are_out(number: str) -> None:
    pages = []
    for n in range(1, 5):
        body = lines([f"　　第{'一二三四'[n - 1]}条　甲乙丙丁。", "　　不变的一段。"], top=700)
        pages.append([(250, 805, 9, "临江市人民政府公报"), *body, (280, 30, 10, number.format(n))])
    found = text_of(pdf(pages))
    assert found == [line for n in "一二三四" for line in (f"第{n}条　甲乙丙丁。", "不变的一段。")]


def test_numbers_of_the_text_stay() -> None:
    rows = [(90, 600 - 24 * n, 14, str(n + 1)) for n in range(5)]
    assert "5" in text_of(pdf([rows]))[-1]


def test_headline_over_two_lines() -> None:
    title = [(120, 760, 22, "临江市人民政府关于推进"), (150, 728, 22, "智慧城市建设的意见")]
    assert text_of(pdf([[*title, *lines(wrapped(SENTENCE), top=690)]]))[0] == "临江市人民政府关于推进智慧城市建设的意见"


def test_two_columns() -> None:
    left = ["甲" * 15 + str(n) for n in range(10)]
    right = ["乙" * 15 + str(n) for n in range(10)]
    rows = [(200, 780, 20, "两栏的公报标题在上方")]
    rows += [(60, 740 - 20 * n, 12, text) for n, text in enumerate(left)]
    rows += [(320, 740 - 20 * n, 12, text) for n, text in enumerate(right)]
    found = "".join(text_of(pdf([rows])))
    assert found == "两栏的公报标题在上方" + "".join(left) + "".join(right)


def test_table_rows() -> None:
    table = [("序号", "重点任务", "责任单位"), ("1", "建设平台", "市大数据局"), ("2", "汇聚数据", "市财政局")]
    rows = [
        (x, 500 - 24 * n, 12, cell) for n, row in enumerate(table) for x, cell in zip((90, 200, 400), row, strict=True)
    ]
    source = read(pdf([[*lines(wrapped(SENTENCE)), *rows]]), "a.pdf")
    assert source.text.split("\n")[-3:] == ["\t".join(row) for row in table]
    assert len(source.layout.of_kind("row")) == 3


def test_order_of_the_file_does_not_matter() -> None:
    """Some programs print the quotation marks of a line after all its other characters."""
    line = [
        (90, 700, 14, "结合我市"),
        (160, 700, 14, "新城建"),
        (216, 700, 14, "试点工作。"),
        (146, 700, 14, "“"),
        (202, 700, 14, "”"),
    ]
    assert text_of(pdf([line])) == ["结合我市“新城建”试点工作。"]


def test_blanks_between_latin_words_and_none_beside_them() -> None:
    line = [(90, 700, 14, "到2030年建成"), (206, 700, 14, "BIM"), (256, 700, 14, "model"), (330, 700, 14, "平台")]
    assert text_of(pdf([line])) == ["到2030年建成BIM model平台"]


def char(sign: str, x: float, y: float, size: float = 14, angle: float = 0.0) -> Char:
    return Char(sign, x, x + size, y - 2, y + size - 2, x, y, angle)


def test_watermarks_and_double_strikes_are_out() -> None:
    text = [char(sign, 90 + 14 * n, 700) for n, sign in enumerate("坚持稳中求进")]
    bold = [char(sign, 90.5 + 14 * n, 700) for n, sign in enumerate("坚持稳中求进")]
    mark = [char(sign, 200 + 20 * n, 300 + 20 * n, 30, 0.785) for n, sign in enumerate("内部资料")]
    assert [row.text for row in rows_of([*text, *bold, *mark], 595, 842)] == ["坚持稳中求进"]


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_turned_pages(quarter: int) -> None:
    signs = []
    for line, text in enumerate(("第一行的字", "第二行的字")):
        for n, sign in enumerate(text):
            x, y = 100 + 14 * n, 700 - 30 * line
            box = {1: (-y, x), 2: (-x, -y), 3: (y, -x)}[quarter]
            left, bottom = min(box[0], box[0]), box[1]
            signs.append(Char(sign, left, left + 14, bottom, bottom + 14, box[0], box[1], quarter * 1.5708))
    assert [row.text for row in rows_of(signs, 842, 595)] == ["第一行的字", "第二行的字"]


def test_sign_for_two_dashes_is_kept_twice() -> None:
    dash = Char("—", 90, 118, 698, 712, 90, 700, 0.0)
    rows = rows_of([dash, dash, char("坚", 118, 700), char("持", 132, 700)], 595, 842)
    assert rows[0].text == "——坚持"


def test_no_rows_no_lines() -> None:
    assert rows_of([], 595, 842) == [] and paragraphs([[], []]) == []


def test_scanned_pages() -> None:
    with pytest.raises(ReadError, match=r"没有文字.*OCR"):
        read(pdf([[], []], drawn="q 500 0 0 700 40 40 cm /I1 Do Q"), "a.pdf")


def test_one_scanned_page_among_others_is_named() -> None:
    whole, scan = pdf([lines(["　　正文。"]), [], []]), "q 500 0 0 700 40 40 cm /I1 Do Q"
    assert read(whole, "a.pdf").layout.notes == ()
    source = read(pdf([[], lines(["　　正文。" * 5]), []], drawn=scan), "a.pdf")
    assert source.layout.notes == ("第 1、3 页是图片，没有文字，未读取。",)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n%%EOF", pdf([lines(["正文"])])[:300], b"not a pdf", b""])
def test_damaged(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"不是完好的 PDF|没有文字"):
        read(data, "a.pdf")


def test_encrypted() -> None:
    security = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <"
        + "28" * 32
        + "> /U <"
        + "41" * 32
        + "> /P -44 >> /ID [<00> <00>] "
    )
    with pytest.raises(ReadError, match="加了密码"):
        read(pdf([lines(["正文"])], trailer=security), "a.pdf")


def test_ofd() -> None:
    page = [(30.0, 40 + 10 * n, 5.0, text) for n, text in enumerate(["　　一、总体要求", *wrapped(SENTENCE)])]
    source = ofd_reader.read(
        ofd([[*page, (100, 285, 4.0, "— 1 —")], [(30, 40, 5, "　　二、重点任务"), (100, 285, 4, "— 2 —")]]), "a.ofd"
    )
    assert source.text.split("\n") == ["一、总体要求", SENTENCE, "二、重点任务"]
    assert [page for _, page in source.layout.pages] == [1, 2]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", ofd([[(30, 40, 5, "甲")]])[:400]])
def test_damaged_ofd(data: bytes) -> None:
    with pytest.raises(ReadError, match="不是完好的 OFD"):
        ofd_reader.read(data, "a.ofd")


def test_ofd_without_text() -> None:
    with pytest.raises(ReadError, match="没有文字"):
        ofd_reader.read(ofd([[]]), "a.ofd")
