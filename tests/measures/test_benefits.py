"""Benefits: amounts, rates, caps, tiers, conditions; and what is none."""

from __future__ import annotations

import pytest
from extracted import read

HEAD = "青汐高新区关于促进海洋产业的若干措施\n青高新〔2031〕3号\n一、支持研发\n"


def rows(text: str) -> list[tuple[str, str, str, str, str]]:
    _, found = read(text, HEAD)
    return [(b.beneficiary, b.amount, b.rate, b.cap, b.per) for b in found.benefits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("对首次认定的海洋装备企业，一次性奖励50万元。", [("海洋装备企业", "50万元", "", "", "一次性")]),
        (
            "对购置深水网箱的合作社，按照购置费用的30%给予补助，最高不超过60万元。",
            [("合作社", "", "30%", "60万元", "")],
        ),
        (
            "对新认定的省、市级海洋研发机构，分别给予30万元、10万元奖励。",
            [("省、市级海洋研发机构", "30万元", "", "", ""), ("省、市级海洋研发机构", "10万元", "", "", "")],
        ),
        (
            "对年产值达到2000万元以上的企业，给予最高100万元、每年不超过20万元的租金补贴。",
            [("企业", "", "", "100万元", ""), ("企业", "", "", "20万元", "每年")],
        ),
        ("对租用码头的企业，给予每年8万元租金补贴。", [("企业", "8万元", "", "", "每年")]),
    ],
)
def test_rows(text: str, found: list[object]) -> None:
    assert rows(text) == found


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("对购置深水网箱的合作社，按照购置费用的30%给予补助。", "按照购置费用的30%给予补助"),
        (
            "对建设海洋牧场的企业，按不超过核定投资额的15%，最高给予60万元补助。",
            "按不超过核定投资额的15%，最高给予60万元补助",
        ),
        ("对租用冷库的企业，经审定后给予实际租金的50%补贴。", "给予实际租金的50%补贴"),
        ("对首次获评示范渔港的给予80万元奖励。", "给予80万元奖励"),
    ],
)
def test_quotation_begins_with_what_the_value_belongs_to(text: str, quoted: str) -> None:
    document, found = read(text, HEAD)
    assert [document.text[b.start : b.end] for b in found.benefits] == [quoted]


@pytest.mark.parametrize(
    "text",
    [
        "违反规定的，处以2000元罚款。",
        "到2033年，渔业产值达到60亿元。",
        "设立注册资本3亿元的公司。",
        "鼓励企业加大研发投入。",
    ],
)
def test_none(text: str) -> None:
    assert rows(text) == []


def test_tiers_and_validity() -> None:
    text = "对新认定的省、市级海洋研发机构，分别给予30万元、10万元奖励。\n二、附则\n本措施自印发之日起施行，有效期3年。"
    document, found = read(text, HEAD)
    assert [b.item for b in found.benefits] == ["新认定的省级海洋研发机构奖励", "新认定的市级海洋研发机构奖励"]
    assert {b.validity for b in found.benefits} == {"自印发之日起施行，有效期3年"}
    for benefit in found.benefits:
        assert benefit.amount in document.text[benefit.start : benefit.end]


def test_a_benefit_is_no_target() -> None:
    _, found = read("对首次认定的企业给予50万元奖励，到2033年企业总数达到80家。", HEAD)
    assert [(t.indicator, t.value) for t in found.targets] == [("企业总数", 80)]
    assert [b.amount for b in found.benefits] == ["50万元"]
