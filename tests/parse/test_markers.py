"""The marker table, one row a style, and the false markers of running text."""

from __future__ import annotations

import pytest

from compare.parse.markers import BY_NAME, STYLES, candidates
from compare.parse.outline import find_headings

# style, text, marker, number
ROWS = [
    ("part", "第二编 分则", "第二编", 2),
    ("chapter", "第三章 监督管理", "第三章", 3),
    ("chapter", "第3章 监督管理", "第3章", 3),
    ("section", "第十二节 渔港建设", "第十二节", 12),
    ("article", "第一百零五条 本办法由市海洋局解释。", "第一百零五条", 105),
    ("article", "第八条之一 渔船应当安装定位终端。", "第八条之一", 8),
    ("cn", "二十三、保障措施", "二十三、", 23),
    ("cn", "三．保障措施", "三．", 3),
    ("cn", "五 、保障措施", "五 、", 5),
    ("cn_paren", "（十一）完善渔港设施。", "（十一）", 11),
    ("cn_paren", "(四)完善渔港设施。", "(四)", 4),
    ("cn_paren", "〔四〕完善渔港设施。", "〔四〕", 4),
    ("cn_paren", "（ 四 ）完善渔港设施。", "（ 四 ）", 4),
    ("cn_paren", "（四）、完善渔港设施。", "（四）、", 4),
    ("cn_paren", "㈦完善渔港设施。", "㈦", 7),
    ("decimal", "3.2 监测站点建设", "3.2", 2),
    ("decimal", "3.2.4 监测站点建设", "3.2.4", 4),
    ("arabic", "12.完善渔港设施。", "12.", 12),
    ("arabic", "12．完善渔港设施。", "12．", 12),
    ("arabic", "12、完善渔港设施。", "12、", 12),
    ("arabic", "7·完善渔港设施。", "7·", 7),
    ("arabic", "1.2031年完成渔港改造。", "1.", 1),
    ("arabic", "⒊完善渔港设施。", "⒊", 3),
    ("arabic_paren", "（12）完善渔港设施。", "（12）", 12),
    ("arabic_paren", "(3)完善渔港设施。", "(3)", 3),
    ("arabic_paren", "⑸完善渔港设施。", "⑸", 5),
    ("arabic_half", "4）完善渔港设施。", "4）", 4),
    ("circled", "⑨完善渔港设施。", "⑨", 9),
    ("circled", "❷完善渔港设施。", "❷", 2),
    ("dash", "——渔港设施更加完善。", "——", None),
    ("dash", "--渔港设施更加完善。", "--", None),
]


@pytest.mark.parametrize(("style", "text", "marker", "number"), ROWS)
def test_style(style: str, text: str, marker: str, number: int | None) -> None:
    found = list(candidates(text))
    assert [(c.style.name, text[c.start : c.end], c.number) for c in found][:1] == [(style, marker, number)]
    assert found[0].start == 0
    assert found[0].place == "line"


def test_every_style_has_a_row() -> None:
    rows = {row[0] for row in ROWS}
    assert {style.name for style in STYLES} == rows == set(BY_NAME)


def test_suffix() -> None:
    assert [c.suffix for c in candidates("第八条之二 渔船应当安装定位终端。")] == [2]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("一、总体要求", "line"),
        ("　　一、总体要求", "line"),
        ("效力级别地方规范性文件正文一、总体要求", "line"),
        ("现就有关事项通知如下：一、总体要求", "stop"),
        ("（牵头单位：市海洋局）一、总体要求", "stop"),
        ("任务全部完成。一、总体要求", "stop"),
        ("总体要求（一）指导思想", "glued"),
    ],
)
def test_place(text: str, place: str) -> None:
    assert [c.place for c in candidates(text)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "一、二、三产业融合发展水平明显提升。",
        "推动一、二、三产业融合发展。",
        "二、三级医院均应设立康复科。",
        "一、二类海域水质达标。",
        "对一、二期工程分别验收。",
        "根据前款第（三）项规定处理。",
        "依照本办法第五条第（二）、（三）项处理。",
        "（一）、（二）项所列情形除外。",
        "（三）项规定的条件由市海洋局认定。",
        "符合第（2）项要求的企业可以申报。",
        "建成1.5万个网箱泊位。",
        "投资2.3亿元，增长4.6%。",
        "渔获量达到12.7吨。",
        "亩均效益为3.5万元。",
        "违反第十二条规定的，责令改正。",
        "违反第十二条、第十三条的，责令改正。",
        "依据《渔港管理条例》第九条的要求执行。",
        "按照第三章的规定执行。",
        "见第二节、第三节所列清单。",
        "实施方案2月28日前报市海洋局。",
        "执行2031—2035年规划。",
        "配建A1、B2、C3号泊位。",
        "各产品—包括鱼类—均应检验。",
        "东经121.5度、北纬30.2度。",
    ],
)
def test_false_markers(text: str) -> None:
    assert find_headings(text, 0, len(text)) == []


def test_false_markers_among_real_ones() -> None:
    text = (
        "一、发展目标\n到2035年，一、二、三产业融合发展，建成1.5万个网箱泊位。\n"
        "二、支持政策\n（一）补助标准。符合本办法第三条第（二）项条件的，按2.5万元补助。\n"
        "（二）申报程序。二、三级渔港的申报材料于3月1日前报送。\n三、附则\n本政策执行至2035年。\n"
    )
    markers = [text[h.start : h.mark] for h in find_headings(text, 0, len(text))]
    assert markers == ["一、", "二、", "（一）", "（二）", "三、"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # containers shift the levels below them
        ("一、甲类事项\n（一）登记\n1.受理\n", [("一、", 1), ("（一）", 2), ("1.", 3)]),
        ("第一章 总则\n一、甲类事项\n（一）登记\n", [("第一章", 1), ("一、", 2), ("（一）", 3)]),
        (
            "第一章 总则\n第一节 布局\n一、甲类事项\n第二节 规模\n一、乙类事项\n",
            [("第一章", 1), ("第一节", 2), ("一、", 3), ("第二节", 2), ("一、", 3)],
        ),
        (
            "第一编 总则\n第一章 任务\n第一条 渔港实行登记。\n第二条 登记每年一次。\n",
            [("第一编", 1), ("第一章", 2), ("第一条", 4), ("第二条", 4)],
        ),
        ("一、甲类事项\n1.受理登记\n2.审查登记\n", [("一、", 1), ("1.", 3), ("2.", 3)]),
    ],
)
def test_levels(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(text[h.start : h.mark], h.level) for h in find_headings(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        # runs through
        ("一、甲\n1.受理登记\n2.审查登记\n二、乙\n3.公开登记\n4.归档登记\n", ["一、", "1.", "2.", "二、", "3.", "4."]),
        # restarts
        ("一、甲\n1.受理登记\n2.审查登记\n二、乙\n1.公开登记\n2.归档登记\n", ["一、", "1.", "2.", "二、", "1.", "2."]),
        # one number lost in extraction
        ("一、总体要求\n二、重点任务\n四、保障措施\n五、附则\n", ["一、", "二、", "四、", "五、"]),
    ],
)
def test_numbering(text: str, markers: list[str]) -> None:
    assert [text[h.start : h.mark] for h in find_headings(text, 0, len(text))] == markers
