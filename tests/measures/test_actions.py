"""Measures: verb and object, instrument, names, amounts, specificity with its reasons."""

from __future__ import annotations

import pytest
from extracted import read

HEAD = "青汐市海洋经济发展行动方案（2031—2034年）\n一、重点任务\n"


def test_a_specific_measure() -> None:
    text = "加快实施“百船焕新”行动，2033年底前新增冷库容量3万吨，给予最高600万元补助。（责任单位：市商务局）"
    document, found = read(text, HEAD)
    (measure, *_) = found.measures
    assert (measure.action, measure.object) == ("加快", "实施“百船焕新”行动")
    assert measure.named == ("百船焕新",)
    assert measure.instrument == "supply" and "补助" in measure.signs
    assert measure.amounts == ("3万吨", "600万元")
    assert measure.deadline == "2033-12-31"
    assert [unit.text for unit in measure.responsible.responsible] == ["市商务局"]
    kinds = {kind for kind, _ in measure.reasons}
    assert kinds == {"name", "quantity", "deadline", "unit", "instrument"}
    assert measure.specificity == 2 + 2 + 1 + 1 + 2
    assert document.text[measure.start : measure.end].startswith("加快实施“百船焕新”")


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("引进海洋专业人才，建设公共实验室。", "supply"),
        ("完善养殖用海审批和监管制度，健全标准。", "environment"),
        ("开展渔旅消费活动，开放海上应用场景。", "demand"),
    ],
)
def test_instruments(text: str, instrument: str) -> None:
    assert read(text, HEAD)[1].measures[0].instrument == instrument


def test_ritual_loses_points() -> None:
    _, found = read("加强组织领导，各部门要高度重视，形成工作合力。", HEAD)
    assert [measure.specificity for measure in found.measures] in ([-2], [0])


@pytest.mark.parametrize(
    "head",
    [
        "青汐市海洋经济发展行动方案\n一、发展目标\n",
        "2031年青汐市政府工作报告\n一、2030年工作回顾\n",
        "青汐市养殖用海管理办法\n",
    ],
)
def test_goals_reviews_and_rules_hold_no_measures(head: str) -> None:
    assert read("建设海洋牧场，修复海藻场。", head)[1].measures == ()


def test_strength_is_the_rung_of_the_verb() -> None:
    found = [
        read(text, HEAD)[1].measures[0].strength for text in ("探索建立牧场银行。", "鼓励渔民入股。", "加快建设牧场。")
    ]
    assert found == sorted(found) and len(set(found)) == 3
