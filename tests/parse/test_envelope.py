"""What surrounds a body, on small texts: headers, transmittals, signatures, attachments, site chrome, contents."""

from __future__ import annotations

import pytest
from material import (
    CHROME_AFTER,
    CHROME_BEFORE,
    PLAN,
    RULE,
    check_tiling,
    half_width,
    outline,
    region_texts,
    with_chrome,
)

from compare.model import Document
from compare.parse.contents import find_contents
from compare.parse.document import understand

INNER = """青汐市渔港整治行动方案
为提升渔港防灾能力，制定本方案。
一、整治目标
到2033年，完成9座渔港整治，避风锚地面积达到60万平方米。
二、整治任务
（一）疏浚航道。对淤积严重的航道每年疏浚一次，水深不低于5米。
（二）加固防波堤。按五十年一遇标准加固沙湾、石浦两处防波堤。
三、组织实施
市海洋渔业局每月通报整治进度。
"""
TITLE = "青汐市人民政府办公室关于印发青汐市渔港整治行动方案的通知"
NOTICE = """各县（市、区）人民政府，市政府各部门：
《青汐市渔港整治行动方案》已经市政府同意，现印发给你们，请认真贯彻执行。
"""
SIGNED = "青汐市人民政府办公室\n2031年5月20日\n"
LINES = f"{TITLE}\n青汐政办发〔2031〕18号\n{NOTICE}{SIGNED}{INNER}"
GLUED = half_width(
    f"{TITLE}青汐政办发〔2031〕18号{NOTICE}".replace("\n", "") + "\n" + f"{SIGNED}{INNER}".replace("\n", "")
)
OUTLINE = [
    (0, "", ""),
    (1, "一、", "整治目标"),
    (1, "二、", "整治任务"),
    (2, "(一)", "疏浚航道"),
    (2, "(二)", "加固防波堤"),
    (1, "三、", "组织实施"),
]
DATABASE = (
    f"{TITLE}文章属性•【制定机关】青汐市人民政府办公室•【公布日期】2031.05.20•【字号】青汐政办发〔2031〕18号"
    "•【施行日期】2031.05.20•【效力等级】地方规范性文件•【时效性】现行有效•【主题分类】渔业正文"
)


def body(document: Document) -> str:
    return document.text[document.sections[0].start : document.sections[-1].end]


def check_inner(document: Document) -> None:
    """The inner plan of a notice is the body; both titles and the signature of the notice are known."""
    check_tiling(document)
    assert outline(document) == OUTLINE
    assert body(document).startswith("为提升渔港防灾能力")
    assert body(document).rstrip().endswith("每月通报整治进度。")
    metadata = document.metadata
    assert metadata.title == "青汐市渔港整治行动方案"
    assert metadata.outer_title == TITLE
    assert metadata.issuers == ("青汐市人民政府办公室",)
    assert metadata.date("issued") == "2031-05-20"
    assert metadata.addressees == half_width(NOTICE.split("：")[0]) or metadata.addressees == NOTICE.split("：")[0]


def test_transmittal_set_as_lines() -> None:
    document = understand(LINES)
    check_inner(document)
    assert document.metadata.number == "青汐政办发〔2031〕18号"
    kinds = [r.kind for r in document.regions]
    assert kinds == ["transmittal", "title"]
    assert region_texts(document, "transmittal") == [LINES[: LINES.index(INNER)].strip()]
    assert region_texts(document, "title") == ["青汐市渔港整治行动方案"]


def test_transmittal_glued() -> None:
    check_inner(understand(GLUED))


def test_number_glued_to_the_title() -> None:
    assert understand(GLUED).metadata.number == "青汐政办发〔2031〕18号"


def test_transmittal_behind_a_database_header() -> None:
    document = understand(f"{TITLE}\n{DATABASE}{LINES}")
    check_inner(document)
    assert document.regions[0].kind == "metadata"
    assert region_texts(document, "metadata")[0].endswith("正文")
    assert document.metadata.status.startswith("现行有效")
    assert document.metadata.date("effective") == "2031-05-20"


def test_transmittal_glued_behind_a_database_header() -> None:
    document = understand(f"{TITLE}\n{DATABASE}{GLUED}")
    check_inner(document)
    assert document.metadata.number == "青汐政办发〔2031〕18号"


def test_signature_of_the_notice_behind_the_inner_document() -> None:
    document = understand(f"{TITLE}\n青汐政办发〔2031〕18号\n{NOTICE}{INNER}{SIGNED}")
    check_inner(document)
    assert region_texts(document, "signature") == [SIGNED.strip()]


@pytest.mark.parametrize(
    "rows",
    [
        "索引号：QX-2031-18\n主题分类：渔业\n发文机关：青汐市人民政府办公室\n成文日期：2031年05月20日\n发文字号：青汐政办发〔2031〕18号\n有效性：有效\n",
        "索 引 号：\nQX-2031-18\n发布机构：\n青汐市人民政府办公室\n成文日期：\n2031-05-20\n文 号：\n青汐政办发〔2031〕18号\n",
        "[索引号] QX-2031-18\n[发文机关] 青汐市人民政府办公室\n[成文日期] 2031-05-20\n[发文字号] 青汐政办发〔2031〕18号\n",
    ],
)
def test_portal_rows(rows: str) -> None:
    document = understand(rows + LINES)
    check_inner(document)
    assert document.regions[0].kind in ("metadata", "chrome")
    assert document.regions[0].start == 0
    assert document.metadata.number == "青汐政办发〔2031〕18号"


@pytest.mark.parametrize(
    ("tail", "signature"),
    [
        ("青汐市人民政府\n2031年5月20日\n", "青汐市人民政府\n2031年5月20日"),
        ("中共青汐市委员会　青汐市人民政府\n2031年5月20日\n", "中共青汐市委员会　青汐市人民政府\n2031年5月20日"),
        (
            "青汐市人民政府\n青汐市海洋渔业局\n二〇三一年五月二十日\n",
            "青汐市人民政府\n青汐市海洋渔业局\n二〇三一年五月二十日",
        ),
        ("青汐市人民政府2031年5月20日\n", "青汐市人民政府2031年5月20日"),
        ("2031年5月20日\n", "2031年5月20日"),
        ("青汐市人民政府\n2031年5月20日\n（此件公开发布）\n", "青汐市人民政府\n2031年5月20日\n（此件公开发布）"),
    ],
)
def test_signature(tail: str, signature: str) -> None:
    document = understand(INNER + tail)
    check_tiling(document)
    assert outline(document) == OUTLINE
    assert region_texts(document, "signature") == [signature]
    assert document.metadata.date("issued") == "2031-05-20"
    assert body(document).rstrip().endswith("每月通报整治进度。")


def test_signature_glued_to_the_last_sentence() -> None:
    document = understand(INNER.rstrip() + "青汐市人民政府2031年5月20日\n")
    check_tiling(document)
    assert region_texts(document, "signature") == ["青汐市人民政府2031年5月20日"]
    assert body(document).rstrip().endswith("每月通报整治进度。")


@pytest.mark.parametrize(
    "tail",
    [
        "附件：1.渔港名录\n2.整治任务表\n",
        "附件1\n渔港名录\n1.沙湾渔港\n2.石浦渔港\n",
        "附件：青汐市渔港名录\n青汐市人民政府\n2031年5月20日\n",
        "附表1：渔港名录\n一、沙湾渔港\n二、石浦渔港\n",
        "青汐市人民政府\n2031年5月20日\n附件1\n渔港名录\n一、沙湾渔港\n二、石浦渔港\n",
    ],
)
def test_attachments(tail: str) -> None:
    document = understand(INNER + tail)
    check_tiling(document)
    assert outline(document) == OUTLINE
    assert body(document).rstrip().endswith("每月通报整治进度。")
    assert "".join(region_texts(document, "signature") + region_texts(document, "attachment")).replace("\n", "") == (
        tail.replace("\n", "")
    )
    assert region_texts(document, "attachment")[0].startswith(("附件", "附表"))


@pytest.mark.parametrize(
    "tail",
    [
        "青汐市人民政府\n2031年5月20日\n附件1\n渔港名录\n沙湾渔港\n",
        "青汐市人民政府\n2031年5月20日\n打印\n关闭\n",
    ],
)
def test_signature_with_something_behind_it(tail: str) -> None:
    metadata = understand(INNER + tail).metadata
    assert metadata.date("issued") == "2031-05-20"
    assert metadata.issuers == ("青汐市人民政府",)


@pytest.mark.parametrize("text", [PLAN, RULE, LINES], ids=["plan", "rule", "notice"])
def test_site_chrome_at_both_ends(text: str) -> None:
    plain, spoiled = understand(text), understand(with_chrome(text))
    check_tiling(spoiled)
    assert outline(spoiled) == outline(plain)
    shift = len(CHROME_BEFORE)
    assert [s.start for s in spoiled.sections] == [s.start + shift for s in plain.sections]
    assert body(spoiled).strip() == body(plain).strip()
    assert spoiled.metadata.title == plain.metadata.title
    assert spoiled.regions[0].kind in ("chrome", "metadata")
    assert spoiled.text[spoiled.regions[-1].start :].rstrip().endswith(CHROME_AFTER.rstrip())
    assert spoiled.regions[-1].kind == "chrome"


HEADS = [
    "当前位置：首页>信息公开>规范性文件\n发布时间：2031-05-20 10:22 来源：市政府办公室 浏览次数：1203\n分享到：\n",
    "您现在的位置：网站首页 / 政策法规\n字号：[大] [中] [小]\n信息来源：青汐日报\n",
    "无障碍浏览 长者模式\n登录 注册\n政府信息公开\n公开目录\n",
]
TAILS = [
    "分享到：微信 微博\n【打印】 【关闭】\n主办：青汐市人民政府办公室 承办：青汐市大数据中心\n邮编：123456\n",
    "责任编辑：王某某\n下一篇：关于印发渔港名录的通知\n",
    "附件下载：渔港名录.docx\n相关文档\n政策图解：一图读懂海洋牧场\n",
    "联系我们 | 网站地图 | 隐私声明\nICP备案号：青ICP备12345678号\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("text", [PLAN, RULE, LINES], ids=["plan", "rule", "notice"])
def test_other_chrome_before(text: str, head: str) -> None:
    plain, spoiled = understand(text), understand(head + text)
    check_tiling(spoiled)
    assert outline(spoiled) == outline(plain)
    assert body(spoiled) == body(plain)
    assert spoiled.metadata.title == plain.metadata.title


@pytest.mark.parametrize("tail", TAILS)
def test_other_chrome_behind(tail: str) -> None:
    plain, spoiled = understand(RULE), understand(RULE + tail)
    check_tiling(spoiled)
    assert outline(spoiled) == outline(plain)
    assert body(spoiled).strip() == body(plain).strip()


ENTRIES = ["第一章 总则", "第二章 经营要求", "第三章 法律责任", "第四章 附则"]


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n" + "\n".join(ENTRIES) + "\n",
        "目　录\n" + "\n".join(ENTRIES) + "\n",
        "目 次\n" + "\n".join(ENTRIES) + "\n",
        "目录\n" + "".join(f"{entry}{'.' * 20}{page}\n" for page, entry in enumerate(ENTRIES, 1)),
        "目录\n" + "".join(f"{entry}{'…' * 8} {page}\n" for page, entry in enumerate(ENTRIES, 1)),
        "".join(f"{entry} {'. ' * 9}{page}\n" for page, entry in enumerate(ENTRIES, 1)),
        "目录" + "".join(entry.replace(" ", "") for entry in ENTRIES) + "\n",
    ],
    ids=["lines", "blank", "目次", "dots", "ellipses", "no head", "glued"],
)
def test_contents(contents: str) -> None:
    title, rest = RULE.split("\n", 1)
    document = understand(f"{title}\n{contents}{rest}")
    check_tiling(document)
    assert outline(document) == outline(understand(RULE))
    assert region_texts(document, "toc") == [contents.strip()]
    assert document.metadata.title == title


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("目录第一章总体要求第二章监督管理第一章总体要求渔港实行登记制度。", "目录第一章总体要求第二章监督管理"),
        ("目录\n一、总体要求\n二、罚则\n一、总体要求\n渔港实行登记制度。\n", "目录\n一、总体要求\n二、罚则"),
        ("目录第一章总则第二章罚则第一章总则渔港实行登记制度。", "目录第一章总则第二章罚则"),
        ("目录\n一、总则\n二、罚则\n一、总则\n渔港登记。\n", "目录\n一、总则\n二、罚则"),
        (
            "目录第一章建设基础第二章监测评价“十五五”时期是渔港整治关键时期。第一章建设基础五年来面貌一新。",
            "目录第一章建设基础第二章监测评价",
        ),
        ("渔港名录编制工作目录清单管理。\n一、总则\n渔港登记。\n", None),
        ("一、总则\n渔港实行目录管理。\n二、罚则\n违者处罚。\n", None),
        ("", None),
    ],
)
def test_find_contents(text: str, contents: str | None) -> None:
    found = find_contents(text, 0, len(text))
    assert (text[slice(*found)] if found else None) == contents


@pytest.mark.parametrize(
    "text", ["", "\n\n", "　", "渔港", "渔港整治。", "一、", "附件", "目录", "2031年5月20日", "《", "正文"]
)
def test_next_to_nothing(text: str) -> None:
    check_tiling(understand(text))
