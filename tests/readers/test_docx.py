"""Word documents, written as XML so that every case says what it is about."""

from __future__ import annotations

import pytest
from making import docx, listed, p, table, zipped

from compare.errors import ReadError
from compare.readers.docx import has_changes, read


def level(at: int, style: str, text: str, *more: str) -> str:
    """One level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(number: int, *levels: str) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    """A number that uses an abstract list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


PLAN = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>'),
    level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
    level(2, "decimal", "%3.", '<w:suff w:val="tab"/>'),
) + num(1, 0)
ACT = abstract(
    0,
    level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>'),
    level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>', '<w:suff w:val="space"/>'),
) + num(1, 0)


def text_of(data: bytes, **settings: bool) -> list[str]:
    return read(data, "a.docx", **settings).text.split("\n")


def test_numbers_of_a_plan() -> None:
    body = (
        p("总体要求", listed(1))
        + p("指导思想。坚持稳中求进。", listed(1, 1))
        + p("主要目标。到2030年见效。", listed(1, 1))
        + p("重点任务", listed(1))
        + p("建设平台。", listed(1, 1))
        + p("建园区", listed(1, 2))
        + p("2027年前建成", listed(1, 2))
        + p("保障措施", listed(1))
    )
    assert text_of(docx(body, numbering=PLAN)) == [
        "一、总体要求",
        "（一）指导思想。坚持稳中求进。",
        "（二）主要目标。到2030年见效。",
        "二、重点任务",
        "（一）建设平台。",
        "1. 建园区",
        "2. 2027年前建成",
        "三、保障措施",
    ]


def test_articles_run_through_chapters() -> None:
    body = (
        p("总则", listed(1))
        + p("甲。", listed(1, 1))
        + p("乙。", listed(1, 1))
        + p("附则", listed(1))
        + p("丙。", listed(1, 1))
    )
    assert text_of(docx(body, numbering=ACT)) == [
        "第一章 总则",
        "第一条 甲。",
        "第二条 乙。",
        "第二章 附则",
        "第三条 丙。",
    ]


def test_articles_of_a_converted_file_run_through_though_the_setting_is_gone() -> None:
    numbering = ACT.replace('<w:lvlRestart w:val="0"/>', "")
    body = p("总则", listed(1)) + p("甲。", listed(1, 1)) + p("附则", listed(1)) + p("乙。", listed(1, 1))
    assert text_of(docx(body, numbering=numbering), through=True)[-1] == "第二条 乙。"
    assert text_of(docx(body, numbering=numbering))[-1] == "第一条 乙。"


@pytest.mark.parametrize(
    ("numbering", "paragraphs", "expected"),
    [
        # two numbers of one abstract list count on; one with a start of its own begins anew
        (PLAN + num(2, 0), [(1, 0), (2, 0)], ["一、", "二、"]),
        (
            PLAN + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            [(1, 0), (2, 0), (2, 0), (1, 0)],
            ["一、", "五、", "六、", "七、"],
        ),
        # a level of its own instead of the list's
        (
            PLAN + num(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）")}</w:lvlOverride>'),
            [(2, 0), (2, 0)],
            ["（1）", "（2）"],
        ),
        # numbers of higher levels within, and as plain digits where the level is legal
        (
            abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 0),
            [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
            ["一、", "1.1 ", "1.2 ", "二、", "2.1 "],
        ),
        # a deeper level that only the second level above starts anew
        (
            abstract(
                0,
                level(0, "decimal", "%1、"),
                level(1, "decimal", "（%2）"),
                level(2, "decimal", "%3）", '<w:lvlRestart w:val="1"/>'),
            )
            + num(1, 0),
            [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)],
            ["1、", "（1）", "1）", "（2）", "2）", "2、", "（1）", "1）"],
        ),
        # bullets and levels without a number print none
        (abstract(0, level(0, "bullet", "")) + num(1, 0), [(1, 0)], [""]),
        (abstract(0, level(0, "none", "")) + num(1, 0), [(1, 0)], [""]),
        # what is not there, and the number that takes numbers away
        (PLAN, [(9, 0), (0, 0), (1, 8)], ["", "", ""]),
        # a list that stands under the name of a style
        (
            '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="公文"/></w:abstractNum>'
            f'<w:abstractNum w:abstractNumId="4"><w:styleLink w:val="公文"/>{level(0, "decimal", "%1、")}</w:abstractNum>'
            + num(1, 3),
            [(1, 0), (1, 0)],
            ["1、", "2、"],
        ),
    ],
)
def test_counting(numbering: str, paragraphs: list[tuple[int, int]], expected: list[str]) -> None:
    body = "".join(p("文", listed(*place)) for place in paragraphs)
    assert text_of(docx(body, numbering=numbering)) == [marker + "文" for marker in expected]


def test_numbers_of_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="own"/><w:basedOn w:val="b"/></w:style>'
    )
    body = "".join(p("文", f'<w:pStyle w:val="{style}"/>') for style in "abca")
    source = read(docx(body, numbering=PLAN, styles=styles), "a.docx")
    assert source.text.split("\n") == ["一、文", "（一）文", "（二）文", "二、文"]
    assert [(block.kind, block.level) for block in source.layout.blocks] == [("heading", n) for n in (1, 2, 2, 1)]


def test_level_of_a_style_stands_in_the_list() -> None:
    numbering = abstract(
        0, level(0, "decimal", "%1、", '<w:pStyle w:val="a"/>'), level(1, "decimal", "（%2）", '<w:pStyle w:val="b"/>')
    ) + num(1, 0)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for name in "ab"
    )
    body = "".join(p("文", f'<w:pStyle w:val="{style}"/>') for style in "abb")
    assert text_of(docx(body, numbering=numbering, styles=styles)) == ["1、文", "（1）文", "（2）文"]


def test_styles_and_outline_levels() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="Heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="O"><w:name w:val="own"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    body = (
        p("题目", '<w:pStyle w:val="T"/>')
        + p("一级", '<w:pStyle w:val="O"/>')
        + p("二级", '<w:pStyle w:val="H"/>')
        + p("三级", '<w:outlineLvl w:val="2"/>')
        + p("正文", '<w:pStyle w:val="H"/><w:outlineLvl w:val="9"/>')
    )
    blocks = read(docx(body, styles=styles), "a.docx").layout.blocks
    assert [(block.kind, block.level) for block in blocks] == [
        ("title", 0),
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
    ]


def test_table_rows_and_merged_cells() -> None:
    merged = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        + p("市财政局")
        + "</w:tc><w:tc>"
        + p("甲")
        + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("") + "</w:tc><w:tc>" + p("乙") + "</w:tc></w:tr></w:tbl>"
    )
    source = read(docx(p("前") + table([["序号", "任务"], ["1", "建平台"]]) + merged + p("后")), "a.docx")
    assert source.text == "前\n序号\t任务\n1\t建平台\n市财政局\t甲\n乙\n后"
    assert [source.text[b.start : b.end] for b in source.layout.of_kind("row")] == [
        "序号\t任务",
        "1\t建平台",
        "市财政局\t甲",
    ]


def test_table_that_only_arranges_the_page() -> None:
    long = "坚持以人民为中心。" * 40
    source = read(docx(table([["关于建设智慧城市的意见"], [long]])), "a.docx")
    assert source.text == f"关于建设智慧城市的意见\n{long}" and not source.layout.blocks
    assert read(docx(table([["标题", long]])), "a.docx").text == f"标题\n{long}"


def test_content_controls_links_boxes_and_symbols() -> None:
    box = "<w:txbxContent>" + p("框里的字") + "</w:txbxContent>"
    body = (
        "<w:sdt><w:sdtContent>"
        + p("控件")
        + "</w:sdtContent></w:sdt>"
        + p(
            raw="<w:sdt><w:sdtContent><w:r><w:t>行内控件</w:t></w:r></w:sdtContent></w:sdt><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        )
        + p(
            raw=f"<w:r><w:t>有框</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        + p(
            raw="<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:sym w:font='S' w:char='2103'/><w:sym w:font='W' w:char='F0FC'/></w:r>"
        )
    )
    assert read(docx(body), "a.docx").text == "控件\n行内控件链接\n有框\n框里的字\n甲\t乙\n丙-℃"


def test_hidden_text_comments_headers_and_page_fields_stay_out() -> None:
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> {} </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>{}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    body = p(
        raw="<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r>"
    ) + p(
        raw=field.format("PAGE  \\* MERGEFORMAT", "7")
        + field.format('HYPERLINK "x"', "网址")
        + "<w:fldSimple w:instr=' NUMPAGES '><w:r><w:t>9</w:t></w:r></w:fldSimple>"
    )
    data = docx(body, header1=p("页眉"), footer1=p("第1页"), comments=f"<w:comment w:id='0'>{p('批注')}</w:comment>")
    assert read(data, "a.docx").text == "见\n网址"


def test_contents_list_of_word() -> None:
    entry = p("一、总体要求\t3", '<w:pStyle w:val="TOC1"/>')
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    source = read(docx(p("目录") + entry + p("一、总体要求"), styles=styles), "a.docx")
    assert source.text == "目录\n一、总体要求\n一、总体要求"
    assert [(b.kind, b.start) for b in source.layout.blocks] == [("toc", 3)]


def test_footnotes_stand_behind_the_text() -> None:
    notes = f"<w:footnote w:type='separator' w:id='-1'>{p('线')}</w:footnote><w:footnote w:id='1'>{p('指规模以上企业。')}</w:footnote>"
    body = p(raw="<w:r><w:t>企业</w:t><w:footnoteReference w:id='1'/><w:t>增长。</w:t></w:r>")
    source = read(docx(body, footnotes=notes), "a.docx")
    assert source.text == "企业增长。\n指规模以上企业。"
    assert [block.kind for block in source.layout.blocks] == ["note"]


def test_pages() -> None:
    body = (
        p("第一页")
        + p(raw="<w:r><w:t>上</w:t></w:r><w:r><w:br w:type='page'/><w:lastRenderedPageBreak/><w:t>下</w:t></w:r>")
        + p("第三页", "<w:pageBreakBefore/>")
    )
    source = read(docx(body), "a.docx")
    assert source.text == "第一页\n上下\n第三页"
    assert [source.layout.page(source.text.index(sign)) for sign in ("一", "上", "下", "三")] == [1, 1, 2, 3]
    by_hand = read(docx(body.replace("<w:lastRenderedPageBreak/>", "")), "a.docx")
    assert not by_hand.layout.pages and by_hand.text == source.text


INSERTED = "<w:ins w:id='1'><w:r><w:t>{}</w:t></w:r></w:ins>"
DELETED = "<w:del w:id='2'><w:r><w:delText>{}</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("body", "accepted", "original"),
    [
        (
            p(
                raw="<w:r><w:t>补助</w:t></w:r>"
                + DELETED.format("10")
                + INSERTED.format("20")
                + "<w:r><w:t>万元。</w:t></w:r>"
            ),
            ["补助20万元。"],
            ["补助10万元。"],
        ),
        # a paragraph whose end was deleted runs on into the next
        (p("上", "<w:rPr><w:del w:id='3'/></w:rPr>") + p("下"), ["上下"], ["上", "下"]),
        (p("上", "<w:rPr><w:ins w:id='3'/></w:rPr>") + p("下"), ["上", "下"], ["上下"]),
        # a paragraph that is gone altogether
        (
            p(raw=DELETED.format("删去的一段。"), properties="<w:rPr><w:del w:id='3'/></w:rPr>") + p("下"),
            ["下"],
            ["删去的一段。", "下"],
        ),
        # moved
        (
            p(raw="<w:moveFrom w:id='4'><w:r><w:t>甲。</w:t></w:r></w:moveFrom>")
            + p("乙。")
            + p(raw="<w:moveTo w:id='4'><w:r><w:t>甲。</w:t></w:r></w:moveTo>"),
            ["乙。", "甲。"],
            ["甲。", "乙。"],
        ),
        # a table row
        (
            "<w:tbl><w:tr><w:tc>"
            + p("留")
            + "</w:tc><w:tc>"
            + p("1")
            + "</w:tc></w:tr><w:tr><w:trPr><w:del w:id='5'/></w:trPr><w:tc>"
            + p("删")
            + "</w:tc><w:tc>"
            + p("2")
            + "</w:tc></w:tr></w:tbl>",
            ["留\t1"],
            ["留\t1", "删\t2"],
        ),
    ],
)
def test_tracked_changes(body: str, accepted: list[str], original: list[str]) -> None:
    data = docx(body)
    assert has_changes(data, "a.docx")
    assert text_of(data) == accepted
    assert text_of(data, original=True) == original
    assert "接受全部修订" in read(data, "a.docx").layout.notes[0]


def test_deleted_paragraph_is_not_counted() -> None:
    gone = p(raw=DELETED.format("乙"), properties=listed(1) + "<w:rPr><w:del w:id='3'/></w:rPr>")
    body = p("甲", listed(1)) + gone + p("丙", listed(1))
    assert text_of(docx(body, numbering=PLAN)) == ["一、甲", "二、丙"]
    assert text_of(docx(body, numbering=PLAN), original=True) == ["一、甲", "二、乙", "三、丙"]


def test_no_changes() -> None:
    data = docx(p("正文"))
    assert not has_changes(data, "a.docx") and not read(data, "a.docx").layout.notes


def test_strict_namespace() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    relation = '<Relationships><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/main.xml"/></Relationships>'
    document = f"<w:document xmlns:w='{strict}'><w:body><w:p><w:r><w:t>严格</w:t></w:r></w:p></w:body></w:document>"
    assert read(zipped({"_rels/.rels": relation, "word/main.xml": document}), "a.docx").text == "严格"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(p("正文"))[:-200], "不是完好的 Word"),
        (zipped({"a.txt": "x"}), "不是完好的 Word"),
        (zipped({"word/document.xml": "<w:document"}), "不是完好的 Word"),
        (zipped({"word/document.xml": "<x/>"}), "不是完好的 Word"),
        (docx(p("")), "没有文字"),
        (docx(""), "没有文字"),
    ],
)
def test_faults(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read(data, "a.docx")


def test_no_entity_is_resolved(tmp_path: object) -> None:
    for target in ("file:///etc/hostname", "http://127.0.0.1:9/x"):
        entity = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{target}">]>'
        body = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
        with pytest.raises(ReadError, match="DOCTYPE"):
            read(zipped({"word/document.xml": entity + body}), "a.docx")
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><x>&l9;</x>'
    with pytest.raises(ReadError):
        read(zipped({"word/document.xml": bomb}), "a.docx")
