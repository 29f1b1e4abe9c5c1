"""Aligned rows: synonyms meet, another 口径 is never merged, deadlines are shown and not interpolated."""

from __future__ import annotations

import pytest
from extracted import read

from compare.findings import TargetRow
from compare.measures.rows import benefit_rows, canonical, target_rows


def rows(left: str, right: str) -> list[TargetRow]:
    return target_rows(read(left)[1].targets, read(right)[1].targets)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全社会研发经费支出占GDP比重", "R&D投入强度"),
        ("全社会研究与试验发展(R&D)经费支出占地区生产总值的比重", "研发投入强度"),
        ("GDP", "地区生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("高企数量", "全市高新技术企业总数"),
        ("万人高价值发明专利拥有量", "每万人口高价值发明专利拥有量"),
    ],
)
def test_synonyms(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("每万人口发明专利拥有量", "每万人口高价值发明专利拥有量"),
        ("城镇调查失业率", "城镇登记失业率"),
        ("高新技术企业", "新增高新技术企业"),
        ("常住人口城镇化率", "户籍人口城镇化率"),
    ],
)
def test_other_definitions(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("到2033年，研发投入强度达到3%。", "到2033年，全社会研发经费支出占GDP比重达到3%。", "same"),
        ("到2033年，研发投入强度达到3%。", "到2033年，R&D投入强度达到3.5%。", "value"),
        ("到2033年，研发投入强度达到3%。", "到2035年，研发投入强度达到3%。", "deadline"),
        ("到2033年，高新技术企业达到60家。", "到2033年，新增高新技术企业60家。", "definition"),
        ("到2033年，渔业总产值达到60亿元。", "到2033年，渔业总产值年均增长8%。", "kind"),
    ],
)
def test_relations(left: str, right: str, relation: str) -> None:
    found = rows(left, right)
    assert [(row.relation, row.left, row.right) for row in found] == [(relation, (0,), (0,))]
    assert bool(found[0].note) == (relation in ("definition", "kind"))


def test_years_of_one_indicator_share_a_row() -> None:
    left = "到2033年，渔业总产值达到60亿元；到2035年，渔业总产值达到90亿元。"
    found = rows(left, "到2035年，渔业总产值达到90亿元。")
    assert found == [TargetRow("渔业总产值", (0, 1), (0,), "deadline")]


def test_one_side_only_and_order() -> None:
    found = rows("到2033年，深水网箱达到800口，渔船达到90艘。", "到2033年，渔船达到90艘，码头达到7座。")
    assert [(row.indicator, row.relation) for row in found] == [
        ("深水网箱", "one_side"),
        ("渔船", "same"),
        ("码头", "one_side"),
    ]


def test_every_target_stands_in_one_row_and_sides_mirror() -> None:
    texts = (
        "到2033年，深水网箱达到800口，渔船达到90艘，产值增长8%。",
        "到2034年，渔船达到90艘，新增码头7座，产值达到3亿元。",
    )
    lefts, rights = (read(text)[1].targets for text in texts)
    found, back = target_rows(lefts, rights), target_rows(rights, lefts)
    assert sorted(i for row in found for i in row.left) == list(range(len(lefts)))
    assert sorted(j for row in found for j in row.right) == list(range(len(rights)))
    assert {(row.left, row.right, row.relation) for row in found} == {(r.right, r.left, r.relation) for r in back}


def test_benefits() -> None:
    head = "青汐高新区关于促进海洋产业的若干措施\n一、支持研发\n"
    left = read("对首次认定的海洋装备企业，一次性奖励50万元。对远洋船队，每年补贴30万元。", head)[1].benefits
    right = read("对首次认定的海洋装备企业，给予80万元奖励。", head)[1].benefits
    found = benefit_rows(left, right)
    assert [(row.relation, row.left, row.right) for row in found] == [("differs", (0,), (0,)), ("one_side", (1,), ())]
