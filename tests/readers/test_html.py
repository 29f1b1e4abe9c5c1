"""Saved pages: the document without the site, whatever container it stands in."""

from __future__ import annotations

from contextlib import suppress

import pytest
from making import mhtml

from compare.errors import ReadError
from compare.readers import html
from compare.readers import mhtml as archive

PROSE = "为加快智慧城市建设，提升城市治理水平，结合本市实际，制定本意见，请各部门认真贯彻执行，遇有问题及时报告。"
BODY = [
    "临江市人民政府关于推进智慧城市建设的意见",
    "各区人民政府，市政府各部门：",
    PROSE,
    "一、总体要求",
    PROSE * 2,
    "二、重点任务",
    "（一）建设平台。" + PROSE,
    "（二）汇聚数据。" + PROSE,
]
MENU = "".join(f"<li><a href='/{n}'>栏目{n}政务公开</a></li>" for n in range(40))
CHROME = f"<div class='nav'><ul>{MENU}</ul></div>"
FOOT = f"<div class='foot'><ul>{MENU}</ul>版权所有：临江市人民政府</div><script>var 正文 = '脚本';</script>"


def page(inner: str, *, title: str = "", head: str = "", chrome: bool = True) -> str:
    around = (CHROME, FOOT) if chrome else ("", "")
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{around[0]}{inner}{around[1]}</body></html>"


def paragraphs(texts: list[str] = BODY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def text_of(content: str) -> list[str]:
    return html.read_text(content, "a.html").text.split("\n")


@pytest.mark.parametrize(
    "container",
    [
        "<div id='zoom'>{}</div>",
        "<div class='TRS_Editor x'>{}</div>",
        "<td id='UCAP-CONTENT'>{}</td>",
        "<div class='pages_content'>{}</div>",
    ],
)
def test_known_containers(container: str) -> None:
    inner = container.format(paragraphs())
    wrapped = f"<table><tr>{inner}</tr></table>" if inner.startswith("<td") else inner
    assert text_of(page(wrapped)) == BODY


def test_button_of_a_known_name_is_no_container() -> None:
    assert text_of(page(f"<a id='zoom'>放大</a><div id='own'>{paragraphs()}</div>")) == BODY


@pytest.mark.parametrize("inner", ["<div class='own'>{}</div>", "<table><tr><td>{}</td></tr></table>"])
def test_unknown_site(inner: str) -> None:
    found = text_of(page(inner.format(paragraphs())))
    assert [line for line in found if line in BODY] == BODY
    assert not any("栏目" in line or "脚本" in line for line in found)


def test_page_without_a_site() -> None:
    assert text_of(page(paragraphs(["短文。", "一、甲"]), chrome=False)) == ["短文。", "一、甲"]


def test_table_of_metadata_stands_before_the_text() -> None:
    rows = (
        "<table><tr><td>索 引 号：</td><td>000123/2026-1</td><td>主题分类：</td><td>科技</td></tr>"
        "<tr><td>发文机关：</td><td>临江市人民政府</td><td>成文日期：</td><td>2026年3月1日</td></tr></table>"
        "<ul><li><b>文　　号：</b>临政发〔2026〕3号</li><li>发布日期：2026-03-05</li></ul><p>浏览次数：17</p>"
    )
    source = html.read_text(page(rows + f"<div id='zoom'>{paragraphs()}</div>"), "a.html")
    fields = [source.text[b.start : b.end] for b in source.layout.of_kind("field")]
    assert fields == [
        "索引号：000123/2026-1",
        "主题分类：科技",
        "发文机关：临江市人民政府",
        "成文日期：2026年3月1日",
        "文号：临政发〔2026〕3号",
        "发布日期：2026-03-05",
    ]
    assert source.text.split("\n") == fields + BODY


@pytest.mark.parametrize(
    ("title", "head", "above", "expected"),
    [
        (f"{BODY[0]}_临江市人民政府门户网站", "", "", BODY[0]),
        (f"{BODY[0]} - 临江市人民政府门户网站", "", "", BODY[0]),
        ("通知公告", f"<meta name='ArticleTitle' content='{BODY[0]}'>", "", BODY[0]),
        ("临江市人民政府", "", f"<h1>{BODY[0]}</h1>", BODY[0]),
        ("临江", "", "", ""),
    ],
)
def test_title_from_around_the_text(title: str, head: str, above: str, expected: str) -> None:
    source = html.read_text(
        page(f"{above}<div id='zoom'>{paragraphs(BODY[1:])}</div>", title=title, head=head), "a.html"
    )
    assert [source.text[b.start : b.end] for b in source.layout.of_kind("title")] == ([expected] if expected else [])
    assert source.text.endswith("\n".join(BODY[1:]))


def test_blocks_breaks_lists_and_tables() -> None:
    inner = (
        "<h1>规划</h1>甲<br>乙<span>丙</span>\n<div>丁<p>戊</p>己</div><h2>第一章&nbsp;总则</h2>"
        "<ol><li>第一项<li>第二项</ol><ol type='a' start='3'><li>项</ol><ul><li>圆点</ul>"
        "<ol style='list-style-type: cjk-ideographic'><li>总体<li>任务</ol><ol style='list-style:none'><li>一、已有编号</ol>"
        "<table><thead><tr><th>指标</th><th>2030年</th></tr></thead><tr><td>规模</td><td>100<br>亿元</td></tr></table>"
    )
    source = html.read_text(page(inner, chrome=False), "a.html")
    assert source.text.split("\n") == [
        *(
            "规划",
            "甲",
            "乙丙",
            "丁",
            "戊",
            "己",
            "第一章 总则",
            "1. 第一项",
            "2. 第二项",
            "c. 项",
            "圆点",
            "一、总体",
            "二、任务",
        ),
        *("一、已有编号", "指标\t2030年", "规模\t100 亿元"),
    ]
    assert [(b.kind, b.level) for b in source.layout.blocks] == [("heading", 1), ("heading", 2), ("row", 0), ("row", 0)]


def test_wraps_of_the_source_are_no_blanks_in_chinese() -> None:
    inner = "<p>推进智慧\n      城市建设，use\n   of data，“十四五”\n 规划</p>"
    assert text_of(page(inner, chrome=False)) == ["推进智慧城市建设，use of data，“十四五”规划"]


def test_hidden_and_dropped() -> None:
    inner = (
        f"<div id='zoom'>{paragraphs()}<div style='display: none'>藏起来的字</div><p hidden>也藏</p>"
        "<div class='share'>分享到微信</div><button>按钮</button><style>p {}</style></div>"
    )
    assert text_of(page(inner)) == BODY


def test_text_that_a_script_would_show() -> None:
    assert text_of(page(f"<div id='zoom' style='display:none'>{paragraphs()}</div>", chrome=False)) == BODY


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    content = page(paragraphs(), head="<meta charset='gb2312'>", chrome=False)
    assert html.read(content.encode(encoding), "a.html").text.split("\n") == BODY


def test_stray_byte_in_a_page_that_states_its_encoding() -> None:
    data = page(paragraphs(), head="<meta charset='gbk'>", chrome=False).encode("gb18030")
    broken = data.replace("总体".encode("gb18030"), b"\xff" + "总体".encode("gb18030"))
    assert html.read(broken, "a.html").text.split("\n")[4:] == BODY[4:]


@pytest.mark.parametrize("content", ["<html></html>", "<html><body><img src='x'></body></html>", "   ", "<!-- -->"])
def test_nothing_in_it(content: str) -> None:
    with pytest.raises(ReadError, match=r"没有文字|不是完好"):
        html.read_text(content, "a.html")


def test_deep_and_broken_pages_end() -> None:
    deep = "<div>" * 20_000 + "深" + "</div>" * 20_000
    with suppress(ReadError):
        html.read_text(page(deep), "a.html")
    assert text_of("<html><body><p>没有关上<b>的<i>标签<p>下一段") == ["没有关上的标签", "下一段"]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_web_archive(charset: str) -> None:
    source = archive.read(mhtml(page(f"<div id='zoom'>{paragraphs()}</div>"), charset), "a.mhtml")
    assert source.text.split("\n") == BODY and source.format == "mhtml"


@pytest.mark.parametrize(
    "data", [b"", b"x", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nabc\n--x--"]
)
def test_archive_without_a_page(data: bytes) -> None:
    with pytest.raises(ReadError):
        archive.read(data, "a.mht")
