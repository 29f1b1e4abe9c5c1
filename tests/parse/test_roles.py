"""Roles of sections: headings, inheritance, body cues, positions, articles; names and compatibility."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from compare.model import Section
from compare.parse.role_table import match_heading
from compare.parse.roles import assign_roles, compatible, heading_lexicon, role_name

GOLD = Path(__file__).resolve().parents[3] / "shared" / "eval" / "gold"

Row = tuple[int, str, str, str]


def build(rows: list[Row]) -> tuple[str, list[Section]]:
    """Text and sections of (level, marker, heading, body) rows; parents follow from the levels."""
    text = ""
    sections: list[Section] = []
    for index, (level, marker, heading, body) in enumerate(rows):
        parent = next((s.id for s in reversed(sections) if 0 < s.level < level), None)
        start = len(text)
        text += f"{marker}{heading}"
        opening = len(text)
        text += f"{body}\n"
        sections.append(Section(str(index), level, marker, heading, start, len(text), opening, parent))
    return text, sections


def roles_of(rows: list[Row], genre: str = "") -> list[tuple[str, ...]]:
    return [section.roles for section in assign_roles(*build(rows), genre)]


@pytest.mark.parametrize(
    ("heading", "roles", "confidence"),
    [
        ("总体要求", ("overall",), "heading_exact"),
        ("总　则", ("scope",), "heading_exact"),
        ("指导思想和主要目标", ("guiding_ideology", "objectives"), "heading_exact"),
        ("发展茶叶产业的指导思想和主要目标", ("guiding_ideology", "objectives"), "heading_regex"),
        ("2031年工作回顾", ("review",), "heading_exact"),
        ("“十五五”时期的主要目标任务", ("objectives", "tasks"), "heading_exact"),
        ("我市低空经济发展目标", ("objectives",), "heading_regex"),
        ("存在的困难和问题", ("problems",), "heading_exact"),
        ("充分认识发展海水养殖的重要意义", ("significance",), "heading_regex"),
        ("进一步强化组织领导", ("organization",), "heading_exact"),
        ("健全组织领导和推进机制", ("organization", "safeguards"), "heading_regex"),
        ("加强乡村人才队伍建设", ("support",), "heading_regex"),
        ("强化考核督导，确保任务落地见效", ("supervision",), "heading_regex"),
        ("基本原则政府引导", ("principles",), "heading_regex"),
        # traps
        ("夯实高质量发展基础", (), "none"),
        ("构建新发展格局", (), "none"),
        ("加快数字政府建设", (), "none"),
        ("营造良好营商环境", (), "none"),
        ("着力保障和改善民生", (), "none"),
        ("发展环境", (), "none"),
    ],
)
def test_heading(heading: str, roles: tuple[str, ...], confidence: str) -> None:
    assert match_heading(heading, {""}) == (roles, confidence)


def test_plan() -> None:
    rows: list[Row] = [
        (0, "", "", "为贯彻落实省委部署，加快青屿市海洋牧场建设，制定本方案。"),
        (1, "一、", "总体要求", ""),
        (2, "（一）", "指导思想", "以新发展理念为指导，做强海洋牧场。"),
        (2, "（二）", "坚持生态优先", "守住近岸水质底线。"),
        (2, "（三）", "主要目标", "到2030年，建成海洋牧场12座。"),
        (4, "", "装备水平明显提升", "深水网箱达到300口。"),
        (1, "二、", "建设深远海养殖基地", ""),
        (2, "（四）", "更新养殖工船", "改造工船6艘。"),
        (2, "（五）", "强化金融支持", "推出养殖保险。"),
        (1, "三、", "营造良好营商环境", "清理收费。"),
        (1, "四、", "保障措施", ""),
        (2, "（六）", "加强组织领导", "成立专班。"),
        (2, "（七）", "营造良好环境", "讲好渔业故事。"),
        (2, "（八）", "做好船员服务", "市人社局开展船员培训，落实补贴资金。"),
    ]
    assert roles_of(rows, "行动方案") == [
        ("basis",),
        ("overall",),
        ("guiding_ideology",),
        ("principles",),
        ("objectives",),
        ("objectives",),
        ("tasks",),
        ("tasks",),
        ("support", "tasks"),
        ("tasks",),
        ("safeguards",),
        ("organization",),
        ("publicity",),
        ("support", "safeguards"),
    ]


def test_confidence_says_where_a_role_comes_from() -> None:
    rows: list[Row] = [
        (1, "一、", "主要目标", ""),
        (2, "（一）", "渔港面貌一新", "码头焕然一新。"),
        (1, "二、", "更新码头", "拓宽泊位。"),
        (1, "三、", "强化经费保障措施", "列入预算。"),
    ]
    found = [section.confidence for section in assign_roles(*build(rows))]
    assert found == ["heading_exact", "inherited", "position", "heading_regex"]


def test_grants_are_support_too() -> None:
    rows: list[Row] = [
        (1, "一、", "支持渔船更新", "对新建渔船给予每艘最高30万元。"),
        (1, "二、", "推广深水网箱", "布设网箱。"),
    ]
    assert roles_of(rows, "若干措施") == [("tasks", "support"), ("tasks",)]


def test_box_passes_nothing_on() -> None:
    rows: list[Row] = [
        (1, "一、", "重点任务", ""),
        (2, "", "海洋牧场专栏", ""),
        (3, "1.", "网箱更新", "换网。"),
    ]
    assert roles_of(rows) == [("tasks",), ("box",), ("tasks",)]


def test_work_report() -> None:
    rows: list[Row] = [
        (0, "", "", "各位代表：我代表青屿市人民政府，向大会报告政府工作，请予审议。"),
        (1, "一、", "2030年工作回顾", ""),
        (2, "（一）", "强化金融支持", "贷款余额增长。"),
        (1, "二、", "2031年重点工作", ""),
        (2, "（一）", "扩大海产品消费", "办好渔市。"),
        (1, "三、", "全面提升政府治理效能", "严格依法行政。"),
    ]
    assert roles_of(rows) == [("basis",), ("review",), ("review", "support"), ("tasks",), ("tasks",), ("closing",)]


def article(number: str, body: str) -> Row:
    return 3, f"第{number}条", "", body


@pytest.mark.parametrize("chapters", [True, False])
def test_articles(chapters: bool) -> None:
    rows: list[Row] = [
        (1, "第一章", "总　则", ""),
        article("一", "为了规范渔港管理，根据有关法律，制定本办法。"),
        article("二", "本市行政区域内渔港的规划、使用，适用本办法。"),
        article("三", "渔港管理遵循安全第一、便民高效的原则。"),
        (1, "第二章", "泊位管理", ""),
        article("四", "渔船进港应当提前申请，港口应当在两个工作日内答复。"),
        article("五", "市财政安排专项资金，用于渔港维护。"),
        (1, "第三章", "监督检查", ""),
        article("六", "市渔业部门应当对渔港开展监督检查。"),
        (1, "第四章", "法律责任", ""),
        article("七", "违反本办法规定，擅自占用泊位的，处五百元罚款。"),
        (1, "第五章", "附　则", ""),
        article("八", "本办法自2031年1月1日起施行。"),
    ]
    if not chapters:
        rows = [row for row in rows if row[0] == 3]
    first = [roles[0] for (level, *_), roles in zip(rows, roles_of(rows, "办法"), strict=True) if level == 3]
    assert first == [
        "basis",
        "scope",
        "principles",
        "procedure",
        "support",
        "supervision",
        "liability",
        "supplementary",
    ]


def test_news_is_not_forced_into_roles() -> None:
    rows: list[Row] = [
        (0, "", "", "昨日，渔港开渔，千帆竞发。"),
        (1, "一、", "一条鱼的旅程", "清晨五点，码头灯火通明。"),
        (1, "二、", "发展目标", "渔民说，日子越过越好。"),
    ]
    assert roles_of(rows, "新闻稿") == [(), (), ("objectives",)]


def test_nothing_else_changes() -> None:
    text, sections = build([(1, "一、", "总体要求", "做强渔业。"), (1, "二、", "重点任务", "更新渔船。")])
    for before, after in zip(sections, assign_roles(text, sections), strict=True):
        assert (before.id, before.start, before.end, before.parent) == (after.id, after.start, after.end, after.parent)
        assert 0 < len(after.roles) <= 2
    assert assign_roles("", ()) == ()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("tasks",), ("tasks",), 1.0),
        (("support", "tasks"), ("tasks",), 1.0),
        (("tasks",), ("support",), 0.5),
        (("overall",), ("principles",), 0.5),
        (("objectives",), ("liability",), 0.0),
        ((), ("tasks",), 0.0),
        (("unheard_of",), ("tasks",), 0.0),
    ],
)
def test_compatible(a: tuple[str, ...], b: tuple[str, ...], expected: float) -> None:
    assert compatible(a, b) == compatible(b, a) == expected


def test_names_and_lexicon() -> None:
    assert role_name("objectives", "zh") == "主要目标"
    assert role_name("objectives", "en") == "objectives"
    assert role_name("unheard_of", "zh") == "unheard_of"
    words = heading_lexicon()
    assert "加强组织领导" in words and "原则" not in words
    assert list(words) == sorted(words, key=lambda word: (-len(word), word))


def test_thousand_sections_are_fast() -> None:
    rows: list[Row] = [
        (1, "一、", f"推进第{i}号渔港改造和泊位更新", "更新泊位，拓宽航道，疏浚港池。" * 20) for i in range(1000)
    ]
    text, sections = build(rows)
    assign_roles(text, sections[:1])
    started = time.perf_counter()
    assign_roles(text, sections)
    assert time.perf_counter() - started < 0.5  # ten times the aim: shared machines are slow at times


@pytest.mark.skipif(not GOLD.is_dir(), reason="gold files (../shared/eval/gold) are not on this machine")
def test_gold_roles() -> None:
    shares = []
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for file, key in (("file", "units"), ("a_file", "units_a"), ("b_file", "units_b")):
            units = [unit for unit in gold.get(key, ()) if unit["level"]]
            if not units:
                continue
            text = (GOLD.parents[1] / gold[file]).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
            found = assign_roles(text, _gold_sections(units, text))
            good = sum(
                bool(set(section.roles) & {*unit["role"].split("+"), unit.get("role2")})
                for section, unit in zip(found, units, strict=True)
            )
            shares.append(good / len(units))
    assert sum(shares) / len(shares) >= 0.93


def _gold_sections(units: list[dict[str, str | int]], text: str) -> list[Section]:
    sections: list[Section] = []
    for unit in units:
        level, start, end = int(unit["level"]), int(unit["start"]), int(unit["end"])
        marker, heading = str(unit["marker"]), str(unit["heading"])
        at = text.find(heading, start, end) if heading else start + len(marker)
        body = at + len(heading) if at >= 0 else start + len(marker)
        while body < end and text[body] in "。：:\n 　":
            body += 1
        parent = next((s.id for s in reversed(sections) if s.level < level), None)
        sections.append(Section(str(unit["id"]), level, marker, heading, start, end, body, parent))
    return sections
