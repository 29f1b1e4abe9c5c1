"""Whole documents: regions and sections tile the text, whatever is done to it; layouts give one outline."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from material import (
    NEWS,
    PLAN,
    RULE,
    SAMPLES,
    SHARED,
    UNRELATED,
    check_tiling,
    half_width,
    hard_wrapped,
    outline,
    region_texts,
    run_together,
    with_chrome,
)

from compare.model import Document
from compare.parse.document import understand

OWN = {"PLAN": PLAN, "RULE": RULE, "NEWS": NEWS, "UNRELATED": UNRELATED}
ALL = {**OWN, **SAMPLES}


def check_document(document: Document) -> None:
    check_tiling(document)
    ids = [s.id for s in document.sections]
    assert len(set(ids)) == len(ids)
    assert ids == [s.id for s in sorted(document.sections, key=lambda s: s.start)]
    for section in document.sections:
        if section.parent:
            parent = document.by_id[section.parent]
            assert parent.start < section.start and parent.level < section.level
            assert section.id.startswith(f"{parent.id}.")
        assert len(section.roles) <= 2
        assert bool(section.roles) == (section.confidence != "none")
        assert (section.level == 0) == (section.style == "preamble")
        assert not section.marker or document.text[section.start] == section.marker[0]
    for item in document.items:
        owner = document.by_id[item.section]
        assert owner.start <= item.start < item.end
        assert document.text[item.start] == item.marker[0]


@pytest.mark.parametrize("name", sorted(ALL))
def test_tiling(name: str) -> None:
    check_document(understand(ALL[name]))


@pytest.mark.parametrize("spoil", [half_width, hard_wrapped, run_together, with_chrome], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", sorted(ALL))
def test_tiling_of_spoilt_texts(name: str, spoil) -> None:  # type: ignore[no-untyped-def]
    check_document(understand(spoil(ALL[name])))


NOISE = [
    "- 3 -",
    "12",
    "目录",
    "附件：",
    "打印 关闭",
    "第一章",
    "一、",
    "（三）",
    "1.",
    "2031年2月30日",
    "，",
    "。",
    "《",
    "》",
    "（",
    "　　　　",
    "# ",
    "——",
    "现印发给你们",
    "文章属性•【制定机关】某市•正文",
    "……………… 3",
    "专栏1 重点工程",
    "\t",
    "\ufffd",
    "𠀀",
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An own text with lines deleted, doubled, moved, joined or noised, and its punctuation narrowed."""
    lines = draw(st.sampled_from(sorted(ALL.values(), key=len))).split("\n")
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["delete", "double", "move", "join", "noise", "half", "cut", "break"]))
        if change == "delete" and len(lines) > 1:
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif change == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif change == "noise":
            where = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:where] + draw(st.sampled_from(NOISE)) + lines[at][where:]
        elif change == "half":
            lines[at:] = [half_width(line) for line in lines[at:]]
        elif change == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif change == "break":
            where = draw(st.integers(0, len(lines[at])))
            lines[at : at + 1] = [lines[at][:where], lines[at][where:]]
    return "\n".join(lines)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutated())
def test_mutations(text: str) -> None:
    check_document(understand(text))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*NOISE, "\n", "渔港整治，", "航道疏浚。", "二、", "（一）", "第二条 "]), max_size=40).map(
        "".join
    )
)
def test_noise_alone(text: str) -> None:
    check_document(understand(text))


CORPUS = [SHARED / "seeds", SHARED / "corpus" / "dev"]


@pytest.mark.skipif(not all(folder.is_dir() for folder in CORPUS), reason="the real texts of ../shared are not here")
def test_real_texts() -> None:
    paths = [path for folder in CORPUS for path in sorted(folder.rglob("*.txt")) if path.parent.name != "encodings"]
    assert len(paths) > 100
    failed: list[str] = []
    for path in paths:
        text = path.read_text(encoding="utf-8-sig")
        try:
            check_document(understand(text, str(path)))
        except (AssertionError, LookupError, ValueError, RecursionError) as error:
            failed.append(f"{path.relative_to(SHARED)}: {type(error).__name__} {str(error)[:120]}")
    assert not failed, "\n".join(failed)


# ------------------------------------------------------------------------------------------ layouts


@pytest.mark.parametrize("spoil", [hard_wrapped, half_width, with_chrome], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", sorted(set(ALL) - {"NEWS"}))
def test_one_outline_in_other_layouts(name: str, spoil) -> None:  # type: ignore[no-untyped-def]
    plain, other = understand(ALL[name]), understand(spoil(ALL[name]))
    assert outline(other) == outline(plain)
    assert [s.roles for s in other.sections] == [s.roles for s in plain.sections]
    assert len(other.sections) > 5


def test_page_numbers_of_a_wrapped_text_are_furniture() -> None:
    text = hard_wrapped(PLAN)
    pages = [line for line in text.split("\n") if line.startswith("- ")]
    assert len(pages) > 2
    assert region_texts(understand(text), "furniture") == pages


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        RULE,
        SAMPLES["市级实施方案"],
        SAMPLES["文库抓取_若干措施"],
    ],
    ids=["PLAN", "RULE", "市级实施方案", "文库抓取"],
)
def test_one_outline_run_together(text: str) -> None:
    assert outline(understand(run_together(text))) == outline(understand(text))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_markers_survive_run_together(name: str) -> None:
    """Run-together text loses paragraphs that are headings without a marker, but no numbered section."""
    plain, other = understand(SAMPLES[name]), understand(run_together(SAMPLES[name]))
    markers = [(level, marker) for level, marker, _ in outline(plain) if marker and marker != "——"]
    assert [row[:2] for row in outline(other) if row[1] and row[1] != "——"] == markers


# -------------------------------------------------------------------------------------- prose, rules, plans

SPOKEN = NEWS.replace("榆溪高新区掀起项目建设热潮\n", "")


@pytest.mark.parametrize("text", [NEWS, SPOKEN, with_chrome(NEWS), hard_wrapped(NEWS), half_width(NEWS)])
def test_news_is_not_forced_into_roles(text: str) -> None:
    document = understand(text)
    assert document.metadata.genre == "新闻稿"
    assert outline(document) == [(0, "", "")]
    assert {role for s in document.sections for role in s.roles} <= {"review"}


@pytest.mark.parametrize("name", ["PLAN", "RULE", "UNRELATED", *sorted(SAMPLES)])
def test_policies_are_no_news(name: str) -> None:
    document = understand(ALL[name])
    assert document.metadata.genre not in ("新闻稿", "文章", "")
    assert all(s.roles for s in document.sections if s.body < s.end)


def test_plan() -> None:
    document = understand(PLAN)
    assert [(s.id, s.level, s.marker, s.heading, s.roles) for s in document.sections] == [
        ("0", 0, "", "", ("basis",)),
        ("1", 1, "一、", "总体要求", ("overall",)),
        ("1.1", 2, "（一）", "指导思想", ("guiding_ideology",)),
        ("1.2", 2, "（二）", "主要目标", ("objectives",)),
        ("2", 1, "二、", "重点任务", ("tasks",)),
        ("2.1", 2, "（一）", "优化牧场布局", ("tasks",)),
        ("2.1.1", 3, "1.", "划定养护海域", ("tasks",)),
        ("2.1.2", 3, "2.", "修复海藻场", ("tasks",)),
        ("2.2", 2, "（二）", "提升装备水平", ("tasks",)),
        ("2.2.1", 3, "3.", "更新养殖工船", ("tasks", "support")),
        ("2.2.2", 3, "4.", "推广深水网箱", ("tasks",)),
        ("2.3", 2, "（三）", "延伸产业链条", ("tasks",)),
        ("2.3.1", 3, "5.", "发展冷链加工", ("tasks",)),
        ("2.3.2", 3, "6.", "培育休闲渔业", ("tasks",)),
        ("3", 1, "三、", "保障措施", ("safeguards",)),
        ("3.1", 2, "（一）", "加强组织领导", ("organization",)),
        ("3.2", 2, "（二）", "强化资金支持", ("support",)),
    ]
    assert document.text[document.sections[0].start :].startswith("近年来")
    assert region_texts(document, "signature") == ["青汐市人民政府\n2031年5月20日"]


def test_rule() -> None:
    document = understand(RULE)
    assert [s.marker for s in document.sections if s.level == 3] == [f"第{n}条" for n in "一二三四五六七八九"]
    assert [s.parent for s in document.sections if s.level == 3] == ["1"] * 3 + ["2"] * 3 + ["3"] * 2 + ["4"]
    assert [i.marker for i in document.items] == ["（一）", "（二）", "（三）"]
    assert {document.by_id[i.section].marker for i in document.items} == {"第四条"}
    assert all(not s.heading for s in document.sections if s.style == "article")


def test_leads() -> None:
    text = PLAN.replace(
        "到2035年，建成海洋牧场24个，养护海域面积达到300平方公里，渔业总产值突破90亿元。",
        "牧场规模持续扩大。到2035年，建成海洋牧场24个，养护海域面积达到300平方公里。\n渔区收入稳步增长。渔业总产值突破90亿元，渔民人均收入年均增长7%。",
    )
    document = understand(text)
    leads = [(s.heading, s.level, s.parent) for s in document.sections if s.style == "lead"]
    assert leads == [("牧场规模持续扩大", 4, "1.2"), ("渔区收入稳步增长", 4, "1.2")]
