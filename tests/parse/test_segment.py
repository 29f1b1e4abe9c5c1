"""Clauses and phrases: they tile the bodies, and what stands whole is not cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Section
from compare.parse.segment import segment


def cut(text: str, breaks: list[int] | None = None) -> list[list[str]]:
    """Phrases by clause of a text that is one body."""
    clauses = segment(text, [Section("1", 1, "", "", 0, len(text), 0)], breaks)
    return [[text[p.start : p.end] for p in clause.phrases] for clause in clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("疏浚航道。加固防波堤；修缮码头！", [["疏浚航道。"], ["加固防波堤；"], ["修缮码头！"]]),
        ("疏浚航道,加固防波堤;修缮码头?", [["疏浚航道,", "加固防波堤;"], ["修缮码头?"]]),
        ("疏浚航道，加固防波堤。", [["疏浚航道，", "加固防波堤。"]]),
        ("渔港、航道：均须整治", [["渔港、", "航道：", "均须整治"]]),
        ("渔港——渔民的家园。", [["渔港——", "渔民的家园。"]]),
        # what stands whole
        ("执行《渔港、航道、锚地管理办法》的规定。", [["执行《渔港、航道、锚地管理办法》的规定。"]]),
        ("执行《渔港，航道管理办法》，逐项落实。", [["执行《渔港，航道管理办法》，", "逐项落实。"]]),
        ("补助1,000元。", [["补助1,000元。"]]),
        ("补助1,234,567元,分期拨付。", [["补助1,234,567元,", "分期拨付。"]]),
        ("编号3,45号", [["编号3,", "45号"]]),
        ("增长6.5%。", [["增长6.5%。"]]),
        # closing signs stay with what they close
        ("他说“疏浚航道。”随后离开。", [["他说“疏浚航道。”"], ["随后离开。"]]),
        ("渔港（含锚地，）建设", [["渔港（含锚地，）", "建设"]]),
        ("做到“三清，”到位", [["做到“三清，”", "到位"]]),
        ("怎么办？！立即整改。", [["怎么办？！"], ["立即整改。"]]),
        # nothing without content of its own
        ("，疏浚航道。", [["，疏浚航道。"]]),
        ("疏浚航道。。；修缮码头。", [["疏浚航道。。；"], ["修缮码头。"]]),
        ("疏浚航道。\n\n修缮码头。\n", [["疏浚航道。\n\n"], ["修缮码头。\n"]]),
        ("", []),
        ("\n　\n", []),
        ("……", []),
    ],
)
def test_cut(text: str, expected: list[list[str]]) -> None:
    assert cut(text) == expected


def test_breaks() -> None:
    text = "疏浚航\n道\n修缮码头"
    assert cut(text) == [["疏浚航\n"], ["道\n"], ["修缮码头"]]
    assert cut(text, [5]) == [["疏浚航\n道\n"], ["修缮码头"]]
    assert cut(text, []) == [[text]]


def test_sections_do_not_share_clauses() -> None:
    text = "一、航道疏浚航道。二、码头修缮码头"
    sections = [Section("1", 1, "一、", "航道", 0, 9, 4), Section("2", 1, "二、", "码头", 9, len(text), 13)]
    assert [(c.section, text[c.start : c.end]) for c in segment(text, sections)] == [
        ("1", "疏浚航道。"),
        ("2", "修缮码头"),
    ]


@given(st.text("渔港1,，。；：、《》（）“”\n　—…a.", max_size=60), st.data())
def test_clauses_and_phrases_tile(text: str, data: st.DataObject) -> None:
    breaks = data.draw(st.none() | st.lists(st.integers(0, 60), unique=True).map(sorted))
    clauses = segment(text, [Section("1", 1, "", "", 0, len(text), 0)], breaks)
    has_content = any(c.isalnum() for c in text)
    assert bool(clauses) == has_content
    at = 0
    for clause in clauses:
        assert clause.start == at < clause.end
        at = clause.end
        inner = clause.start
        for phrase in clause.phrases:
            assert phrase.start == inner < phrase.end
            assert any(c.isalnum() for c in text[phrase.start : phrase.end])
            inner = phrase.end
        assert inner == clause.end
    assert not has_content or at == len(text)
