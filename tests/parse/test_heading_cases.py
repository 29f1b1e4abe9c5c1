"""The 29 phenomena of headings: our own sentences as a table, and the shared table where it is present."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from material import SHARED

from compare.parse.contents import find_contents
from compare.parse.document import understand
from compare.parse.outline import find_headings

CASES = SHARED / "domain" / "heading_cases.json"

Row = tuple[int, str, str, str]  # level, marker, title, how the body starts ("" where nothing is asserted)

H17 = "a date glued to 附件N is no signature, and the attachment stays in the section before it"

OWN: list[tuple[str, str, list[Row]]] = [
    (
        "H01 two markers on one line, middle dot",
        "一、建设现代渔港是振兴海洋经济、提升减灾能力的迫切要求1·现代渔港是渔业生产的基础设施。",
        [
            (1, "一、", "建设现代渔港是振兴海洋经济、提升减灾能力的迫切要求", ""),
            (3, "1·", "", "现代渔港是"),
        ],
    ),
    (
        "H02 two roles in one heading, running numbers",
        "二、建设现代渔港的指导思想和主要目标2.依据《沿海渔港布局规划》,围绕全市港湾整治,",
        [(1, "二、", "建设现代渔港的指导思想和主要目标", ""), (3, "2.", "", "依据《沿海渔港")],
    ),
    ("H03 chained", "一、总体要求(一)基本原则。", [(1, "一、", "总体要求", ""), (2, "(一)", "基本原则", "")]),
    (
        "H04 three chained",
        "二、主要任务(一)着力建设区域渔获交易中心1.建设一条冷链物流通道。",
        [
            (1, "二、", "主要任务", ""),
            (2, "(一)", "着力建设区域渔获交易中心", ""),
            (3, "1.", "建设一条冷链物流通道", ""),
        ],
    ),
    (
        "H05 title glued to body",
        "一、2031年工作回顾2031年是我市渔港改造的攻坚之年,是渔业转型取得明显成效的一年,",
        [(1, "一、", "2031年工作回顾", "2031年是")],
    ),
    (
        "H06 behind a colon, second verb opens the body",
        "要突出抓好以下五个方面工作:一、着力保障渔业生产稳步推进渔船更新。",
        [(1, "一、", "着力保障渔业生产", "稳步推进渔船更新")],
    ),
    (
        "H07 level 1 to 3",
        "一、不断提升港口服务能力1.加快渔港航道疏浚工程建设。",
        [(1, "一、", "不断提升港口服务能力", ""), (3, "1.", "加快渔港航道疏浚工程建设", "")],
    ),
    (
        "H08 behind a bracket",
        "以下均由各县〔区〕政府〔管委会〕负责,不再分别列出)2.进一步规范渔船管理。",
        [(3, "2.", "进一步规范渔船管理", "")],
    ),
    (
        "H09 comma in the title, date in the body",
        "现将有关工作汇报如下:一、渔港整治总体进展情况(一)理顺工作机制,印发实施方案5月16日下午,开发区召开渔港整治现场会,",
        [
            (1, "一、", "渔港整治总体进展情况", ""),
            (2, "(一)", "理顺工作机制,印发实施方案", "5月16日下午"),
        ],
    ),
    (
        "H10 pronoun opens the body",
        "(二)落实惠渔政策,推进两项审批改革我县为方便渔民办证,",
        [(2, "(二)", "落实惠渔政策,推进两项审批改革", "我县为方便")],
    ),
    (
        "H11 quotation marks in the title",
        "(三)树“渔小二”品牌,提升服务水平打造“渔小二”服务队,上门办理26个渔港项目手续,",
        [(2, "(三)", "树“渔小二”品牌,提升服务水平", "打造“渔小二”")],
    ),
    (
        "H12 lead department in brackets",
        "一、鹿岛开发区直管项目:(总牵头部门海洋渔业局)1.鹿岛远洋装备有限公司年产80台捕捞绞机项目,",
        [
            (1, "一、", "鹿岛开发区直管项目", ""),
            (3, "1.", "鹿岛远洋装备有限公司年产80台捕捞绞机项目", ""),
        ],
    ),
    (
        "H18 no invented title",
        "第二条　本办法所称休闲渔船，是指经检验合格，从事海钓观光，",
        [(3, "第二条", "", "本办法所称")],
    ),
    (
        "H20 hard wraps",
        "分区分类推动渔港整治提升。\n（三）建设步骤和目标\n“十五五”及以后较长时期，推进渔港整治，要立\n足防灾需要，",
        [(2, "（三）", "建设步骤和目标", "“十五五”及以后")],
    ),
    ("H21 references", "各县区应当在2031年底前完成。（一）、（二）项所列渔船除外。", []),
    ("H22 citation", "根据《渔港条例》第六条第（四）项规定，责令改正。", []),
    ("H23 enumeration", "一、二、三产业协同发展格局初步形成。", []),
    ("H24 inline enumerators", "二是坚持生态优先。三是严格渔船准入。", []),
    (
        "H25 enclosed numeral",
        "㈡坚持生态优先、合理布局。统筹岸线与海域资源，",
        [(2, "㈡", "坚持生态优先、合理布局", "统筹岸线")],
    ),
    ("H26 decimals", "到2035年,建成1.8万个泊位,完成6.4亿元投资。", []),
    ("H27 two-character numeral", "十三、加强组织保障", [(1, "十三、", "加强组织保障", "")]),
    ("H28 blanks in the title", "第一章　附　则", [(1, "第一章", "附则", "")]),
]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(("name", "text", "expected"), OWN, ids=[row[0][:3] for row in OWN])
def test_own(name: str, text: str, expected: list[Row]) -> None:
    found = [h for h in find_headings(text, 0, len(text)) if not h.item]
    assert [(h.level, text[h.start : h.mark], squeezed(h.title)) for h in found] == [row[:3] for row in expected]
    for heading, row in zip(found, expected, strict=True):
        assert text[heading.body :].lstrip().startswith(row[3])
    # The same through the whole parser.
    sections = [s for s in understand(text).sections if s.level]
    assert [(s.level, s.marker, squeezed(s.heading)) for s in sections] == [row[:3] for row in expected]


def test_h13_contents_glued_to_a_date() -> None:
    text = (
        "鹿岛市人民政府办公室2031年12月21日目录第一章建设基础第一节主要成效第二节面临问题第二章总体要求第一节基本思路"
    )
    found = find_contents(text, 0, len(text))
    assert found is not None
    assert text[slice(*found)] == text[text.index("目录") :]
    assert [h for h in find_headings(text, 0, len(text), [found]) if not h.item] == []


def test_h14_contents_end_where_text_begins() -> None:
    text = (
        "目录第一章建设基础第一节主要成效第二章组织实施第一节责任分工第二节监测评价"
        "“十五五”时期是我市渔港整治的关键时期,海上灾害天气增多,渔港防灾能力必须有大的提升。根据上级部署,结合我市渔港实际,制定本规划。第一章建设基础第一节主要成效五年来渔港面貌明显改观。"
    )
    found = find_contents(text, 0, len(text))
    assert found is not None
    assert text[: found[1]].endswith("监测评价")
    assert text[found[1] :].startswith("“十五五”时期是")


def test_h15_transmittal_glued_behind_a_header() -> None:
    text = (
        "鹿岛区人民政府关于印发鹿岛区2032年政府工作报告的通知文章属性•【制定机关】鹿岛区人民政府•【公布日期】2032.01.12•"
        "【字号】鹿政发〔2032〕1号•【时效性】现行有效正文鹿岛区人民政府关于印发鹿岛区2032年政府工作报告的通知鹿政发〔2032〕1号各街道办事处,各委、办、局,"
        "各直属单位:现将《政府工作报告》印发给你们,请认真贯彻落实。\n一、2031年工作回顾\n渔港改造全面完成。\n二、2032年重点工作\n建设冷链基地。\n"
    )
    metadata = understand(text).metadata
    assert metadata.outer_title == "鹿岛区人民政府关于印发鹿岛区2032年政府工作报告的通知"
    assert metadata.number == "鹿政发〔2032〕1号"
    assert metadata.addressees == "各街道办事处,各委、办、局,各直属单位"


def test_h16_signature_title_and_speaker_glued() -> None:
    text = (
        "鹿岛区人民政府关于印发鹿岛区2032年政府工作报告的通知鹿政发〔2032〕1号各街道办事处,各直属单位:"
        "现将《政府工作报告》印发给你们,请认真贯彻落实。澜海市鹿岛区人民政府2032年1月12日政府工作报告"
        "——2032年1月9日在鹿岛区第六届人民代表大会第二次会议上区长岑海燕各位代表:"
        "现在,我代表区人民政府向大会报告工作。一、2031年工作回顾2031年是渔港改造的关键一年。二、2032年重点工作建设冷链基地。"
    )
    document = understand(text)
    assert document.metadata.title == "政府工作报告"
    assert document.metadata.date("issued") == "2032-01-12"
    assert document.sections[0].level == 0
    assert text[document.sections[0].body :].startswith("各位代表")


def test_h01_short_subject() -> None:
    text = "一、渔港建设的迫切要求1·渔港是渔业生产的基础设施。"
    assert [h.title for h in find_headings(text, 0, len(text))] == ["渔港建设的迫切要求", ""]


def test_h17_chinese_date_and_attachment_2() -> None:
    text = (
        "关于下达2031年渔港建设任务的通知\n各县区：\n一、任务分工\n各县区按照附件落实任务。\n二、工作要求\n按月报送进展。\n"
        "鹿岛市人民政府\n二〇三一年三月七日\n附件2：渔港建设项目2031年进度目标\n涉及到鹿岛区的项目共计9项。\n"
    )
    document = understand(text)
    assert document.metadata.date("issued") == "2031-03-07"
    attachments = [r for r in document.regions if r.kind == "attachment"]
    assert [text[r.start :].startswith("附件2：渔港建设项目") for r in attachments] == [True]


def test_h19_items_below_an_article() -> None:
    text = "第八条　申请休闲渔船应当符合下列条件：\n（一）安全条件。\n1．救生设备齐全，指导思想端正，符合检验规范。\n"
    found = find_headings(text, 0, len(text))
    assert [(text[h.start : h.mark], h.item, h.title) for h in found] == [
        ("第八条", False, ""),
        ("（一）", True, "安全条件"),
        ("1．", True, ""),
    ]
    assert [s.marker for s in understand(text).sections] == ["第八条"]


def test_h24_inline_enumerators_begin_clauses() -> None:
    document = understand("二是坚持生态优先。三是严格渔船准入。")
    assert [document.text[c.start : c.end] for c in document.clauses] == ["二是坚持生态优先。", "三是严格渔船准入。"]


def test_h29_items_that_end_with_semicolons() -> None:
    text = "（一）具有合法船籍；\n（二）具备救生设备；\n（三）近两年未发生事故。"
    found = find_headings(text, 0, len(text))
    assert [(text[h.start : h.mark], h.item) for h in found] == [("（一）", True), ("（二）", True), ("（三）", True)]
    assert [i.marker for i in understand(text).items] == ["（一）", "（二）", "（三）"]


# What stands before and behind a shared fragment that cannot be understood alone.
SETTING: dict[str, tuple[str, str]] = {
    "H14": (
        "目录第一章发展基础第一节发展成效",
        "是我市转型发展、绿色发展的关键时期,必须抢抓机遇。根据上级规划,结合我市实际,制定本规划。第一章发展基础第一节发展成效经济稳步增长。",
    ),
    "H15": (
        "关于印发报告的通知文章属性•【制定机关】东丽区人民政府•【字号】东丽政发〔2024〕1号•【时效性】现行有效",
        "现将《政府工作报告》印发给你们,请认真落实。\n一、2023年工作回顾\n成效明显。\n二、2024年重点工作\n扩大投资。\n",
    ),
    "H16": (
        "东丽区人民政府关于印发东丽区2024年政府工作报告的通知各街道办事处:现将《政府工作报告》印发给你们,请认真贯彻执行。",
        "现在,我向大会报告工作。一、2023年工作回顾2023年是关键一年。二、2024年重点工作扩大投资。",
    ),
    "H17": (
        "郑州高新区管委会关于下达目标的通知各部门:一、加强领导。各部门要明确责任。二、严格考核。年底统一考核。郑州高新区管委会",
        "其中省重点项目5项。",
    ),
}


OPEN = {"H17": H17}


@pytest.mark.skipif(not CASES.exists(), reason="the shared table of heading cases (../shared/domain) is not here")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=OPEN[name])) if name in OPEN else name
        for name in (f"H{n:02}" for n in range(1, 30))
    ],
)
def test_shared(name: str) -> None:
    case = next(c for c in json.loads(CASES.read_text(encoding="utf-8")) if c["id"] == name)
    before, after = SETTING.get(name, ("", ""))
    text = before + case["text"] + after
    document = understand(text)
    contents = find_contents(text, 0, len(text))
    headings = find_headings(text, 0, len(text), [contents] if contents else [])
    check_headings(text, headings, case["expected"], exact=name not in SETTING)
    for row in case["expected"]:
        {
            "toc": check_toc,
            "toc_end": check_toc_end,
            "transmittal": check_transmittal,
            "signature": check_signature,
            "title": check_title,
            "attachment": check_attachment,
            "inline": check_inline,
        }.get(str(row["level"]), lambda document, row: None)(document, row)


def check_headings(text: str, headings: list[Any], expected: list[dict[str, Any]], exact: bool) -> None:
    """Sections and items: levels (a word for articles, items and chapters), markers, titles, bodies."""
    names = {"article": ("article", False), "chapter": ("chapter", False), "item": ("", True), "subitem": ("", True)}
    rows = [row for row in expected if isinstance(row["level"], int) or row["level"] in names]
    if not exact:
        return
    assert [text[h.start : h.mark] for h in headings] == [row["marker"] for row in rows]
    for heading, row in zip(headings, rows, strict=True):
        if isinstance(row["level"], int):
            assert (heading.level, heading.item) == (row["level"], False)
        else:
            style, item = names[row["level"]]
            assert heading.item is item
            assert not style or heading.style.name == style
        if "title" in row:
            assert squeezed(heading.title) == row["title"]
        if "body_starts" in row:
            assert text[heading.body :].lstrip().startswith(row["body_starts"])


def check_toc(document: Any, row: dict[str, Any]) -> None:
    toc = [document.text[r.start : r.end] for r in document.regions if r.kind == "toc"]
    assert [squeezed(text) for text in toc] == [row["marker"] + "".join(row["entries"])]
    assert not [s for s in document.sections if s.level]


def check_toc_end(document: Any, row: dict[str, Any]) -> None:
    toc = [r for r in document.regions if r.kind == "toc"]
    assert len(toc) == 1
    assert document.text[toc[0].start : toc[0].end].endswith(row["title"])
    assert document.text[toc[0].end :].startswith(row["body_starts"])


def check_transmittal(document: Any, row: dict[str, Any]) -> None:
    assert document.metadata.outer_title == row["title"]
    assert document.metadata.number == row["doc_no"]
    assert document.metadata.addressees == row["addressees"]


def check_signature(document: Any, row: dict[str, Any]) -> None:
    assert document.metadata.date("issued") == row["date"]
    if "issuer" in row:
        at = document.text.index(row["issuer"] + row["date"][:4])
        assert [r.kind for r in document.regions if r.start <= at < r.end] in (["signature"], ["transmittal"])


def check_title(document: Any, row: dict[str, Any]) -> None:
    assert document.metadata.title == row["title"]
    at = document.text.index(row["subtitle"])
    assert [r.kind for r in document.regions if r.start <= at < r.end] == ["title"]
    speaker = document.text.index(row["speaker"])
    assert not [s for s in document.sections if s.start <= speaker < s.end]


def check_attachment(document: Any, row: dict[str, Any]) -> None:
    at = document.text.index(row["marker"])
    assert [r.kind for r in document.regions if r.start <= at < r.end] == ["attachment"]
    assert not [s for s in document.sections if s.end > at]


def check_inline(document: Any, row: dict[str, Any]) -> None:
    assert not [s for s in document.sections if s.marker]
    assert [c for c in document.clauses if document.text[c.start :].startswith(row["marker"])]
