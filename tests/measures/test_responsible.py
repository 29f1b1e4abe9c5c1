"""Responsible units: labels, brackets, running text; for clauses and for sections; and the table of tasks."""

from __future__ import annotations

import pytest
from extracted import read

from compare.measures.responsible import responsible_units, statements


def names(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    found = []
    for mention in statements(text, 0, len(text)):
        groups = (mention.units.lead, mention.units.responsible, mention.units.cooperating)
        for unit in (unit for group in groups for unit in group):
            assert "".join(text[unit.start : unit.end].split()) == unit.text
        found.append(tuple([unit.text for unit in group] for group in groups))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("修复海藻场。（市海洋局、市财政局按职责分工负责）", ([], ["市海洋局", "市财政局"], [])),
        ("修复海藻场。（市海洋局牵头，市财政局、各区县政府配合）", (["市海洋局"], [], ["市财政局", "各区县政府"])),
        ("（牵头单位：市海洋局；责任单位：市财政局、市发展改革委）", (["市海洋局"], ["市财政局", "市发展改革委"], [])),
        ("牵头单位:区海洋局责任单位:石浦港管委会,各街道", (["区海洋局"], ["石浦港管委会", "各街道"], [])),
        ("责任单位：市海洋局，各市、州、县人民政府。", ([], ["市海洋局", "各市、州、县人民政府"], [])),
        ("由市海洋局牵头，建立联席会议。", (["市海洋局"], [], [])),
        ("（市海洋局（市渔业执法支队）负责）", ([], ["市海洋局（市渔业执法支队）"], [])),
        ("责任单位：各县（市、区）政府、市海洋局。", ([], ["各县（市、区）政府", "市海洋局"], [])),
        ("（市海洋局、各区（含新区，以下简称区）政府负责）", ([], ["市海洋局", "各区（含新区，以下简称区）政府"], [])),
        (
            "（市海洋局牵头，市财政局配合，以下均需各区县政府配合，不再列出）",
            (["市海洋局"], [], ["市财政局"]),
        ),
        ("主办单位：市海洋局 协办单位：市渔业协会", (["市海洋局"], [], ["市渔业协会"])),
    ],
)
def test_mentions(text: str, found: tuple[list[str], list[str], list[str]]) -> None:
    assert names(text) == [found]


@pytest.mark.parametrize(
    "text", ["各单位要认真落实。", "（试行）", "（以下简称牧场）", "责任重大，使命光荣。", "负责人签字。"]
)
def test_no_mention(text: str) -> None:
    assert names(text) == []


def test_a_clause_takes_the_mention_behind_it() -> None:
    text = "建设牧场六处。修复藻场。（市海洋局负责）开展增殖放流。（市渔业局牵头）"
    document, _ = read(text)
    found = [responsible_units(document, clause) for clause in document.clauses]
    first = next(
        units for units, c in zip(found, document.clauses, strict=True) if "修复" in document.text[c.start : c.end]
    )
    assert [unit.text for unit in first.responsible] == ["市海洋局"]
    section = responsible_units(document, document.sections[-1])
    assert [unit.text for unit in section.responsible] == ["市海洋局"]
    assert [unit.text for unit in section.lead] == ["市渔业局"]


def test_nobody_named_is_empty() -> None:
    document, _ = read("建设牧场六处。")
    assert not responsible_units(document, document.clauses[0])
    assert not responsible_units(document, document.sections[-1])


def test_tasks() -> None:
    text = (
        "（一）修复海藻场。2033年底前移植大型藻类5000亩。（牵头单位：市海洋局；配合单位：市财政局）\n"
        "（二）发展冷链。建设速冻加工中心；（市商务局负责）推广深水网箱。（市渔业局负责）\n"
    )
    document, found = read(text)
    rows = [
        (t.task, [u.text for u in (*t.responsible.lead, *t.responsible.responsible)], t.deadline) for t in found.tasks
    ]
    assert rows == [
        ("修复海藻场", ["市海洋局"], "2033-12-31"),
        ("（二）发展冷链", ["市商务局"], ""),
        ("推广深水网箱", ["市渔业局"], ""),
    ]
    assert all(document.text[t.start : t.end].strip() for t in found.tasks)
