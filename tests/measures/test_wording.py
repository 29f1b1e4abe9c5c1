"""Wording strength: rungs of verbs, and changes of rung between linked clauses."""

from __future__ import annotations

import pytest
from extracted import compared

from compare.measures.wording import rungs_in, strength


def changes(left: str, right: str) -> list[tuple[str, str, str, str]]:
    head = "青汐市渔业管理办法\n一、有关要求\n"
    pair = compared(head + left + "\n", head + right + "\n")
    for change in pair.tables.wording:
        for text, word in ((pair.left.text, change.left), (pair.right.text, change.right)):
            assert word is None or text[word.start : word.end] == word.text
    return [
        (c.ladder, c.left.text if c.left else "", c.right.text if c.right else "", c.change)
        for c in pair.tables.wording
    ]


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("鼓励渔业合作社购置抗风浪网箱。", "支持渔业合作社购置抗风浪网箱。", ("verb", "鼓励", "支持", "stronger")),
        (
            "渔业产值增长8%以上，带动渔民增收。",
            "渔业产值增长8%左右，带动渔民增收。",
            ("bound", "以上", "左右", "weaker"),
        ),
        ("力争深水网箱达到八百口规模。", "确保深水网箱达到八百口规模。", ("commitment", "力争", "确保", "stronger")),
        ("原则上不得新建围海养殖设施。", "不得新建围海养殖设施。", ("prohibition", "原则上不得", "不得", "stronger")),
        ("在三个渔港试点绿色船舶补给。", "在三个渔港推广绿色船舶补给。", ("spread", "试点", "推广", "stronger")),
    ],
)
def test_change(left: str, right: str, found: tuple[str, str, str, str]) -> None:
    assert changes(left, right) in ([found], [("modifier", "原则上", "", "removed")])


def test_dropped_word() -> None:
    assert [c[-1] for c in changes("力争深水网箱达到八百口。", "深水网箱达到八百口。")] == ["removed"]
    assert [c[-1] for c in changes("深水网箱达到八百口。", "力争深水网箱达到八百口。")] == ["added"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("鼓励渔业合作社购置网箱。", "鼓励渔业合作社购置网箱。"),
        ("支持渔业合作社购置网箱。", "推动渔业合作社购置网箱。"),
        ("建设海洋牧场六处。", "建设海洋牧场八处。"),
    ],
)
def test_no_change(left: str, right: str) -> None:
    assert changes(left, right) == []


def test_strength() -> None:
    assert [strength(text) for text in ("探索牧场银行", "积极鼓励入股", "加快建设", "必须停航", "牧场")] == [
        1,
        2,
        4,
        6,
        0,
    ]


def test_rungs_tell_where_they_stand() -> None:
    text = "鼓励入股，力争达到八成。"
    assert all(text[rung.start : rung.end] == rung.word for rung in rungs_in(text, 0, len(text)))
    assert {rung.word for rung in rungs_in(text, 0, len(text))} >= {"鼓励", "力争", "达到"}
