"""Quantities in flat strings: what is one, what only looks like one, and how it is bounded."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.measures.quantities import plain_number, quantities


def read(text: str) -> list[tuple[str, float | int, float | int | None, str, str]]:
    return [
        (
            text[q.start : q.stop],
            plain_number(q.value),
            q.value2 if q.value2 is None else plain_number(q.value2),
            q.unit,
            q.op,
        )
        for q in quantities(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("占比达到2.5%以上", [("2.5%以上", 2.5, None, "%", ">=")]),
        ("增长4.5-5%左右", [("4.5-5%左右", 4.5, 5, "%", "~")]),
        ("增长5%-5.5%", [("5%-5.5%", 5, 5.5, "%", "")]),
        ("1--2家", [("1--2家", 1, 2, "家", "")]),
        ("1至3个工作日", [("1至3个工作日", 1, 3, "个工作日", "")]),
        ("突破1.8万亿元", [("1.8万亿元", 1.8, None, "万亿元", "")]),
        ("规模达到100亿", [("100亿", 100, None, "亿", "")]),
        ("1,200家以内", [("1,200家以内", 1200, None, "家", "<=")]),
        ("提高两个百分点", [("两个百分点", 2, None, "个百分点", "")]),
        ("百分之三十点五", [("百分之三十点五", 30.5, None, "%", "")]),
        ("35微克/立方米以下", [("35微克/立方米以下", 35, None, "微克/立方米", "<=")]),
        ("200元/架次", [("200元/架次", 200, None, "元/架次", "")]),
        ("5G基站3万个", [("3万个", 3, None, "万个", "")]),
        ("进出比缩小到1.5:1左右", [("1.5:1左右", 1.5, None, ":1", "~")]),
        ("2万台(套)及以上", [("2万台(套)及以上", 2, None, "万台(套)", ">=")]),
    ],
)
def test_is_a_quantity(text: str, found: list[object]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "一带一路", "2025年", "2024-2027年", "GB/T20965-2013", "102工程", "1+3+N体系", "千亿级产业", "第3批", "PM2.5",
        "10部门联合", "3条例", "乙政发(2031)7号", "百分之",
    ],
)  # fmt: skip
def test_is_none(text: str) -> None:
    assert [q for q in quantities(text) if q.dimension != "other"] == []


def test_about_and_scale() -> None:
    (one,) = quantities("新增100余项")
    assert one.about and one.value == 100
    (two,) = quantities("3.5亿元")
    assert (two.scale, two.base, two.dimension) == (100_000_000, "元", "money")


def test_a_range_counts_up() -> None:
    assert read("9-3家") == []


@given(st.integers(min_value=1, max_value=9_999))
def test_chinese_numerals_agree_with_another_reader(number: int) -> None:
    numeral = cn2an.an2cn(number)
    (found,) = quantities(f"达到{numeral}倍")
    assert found.value == cn2an.cn2an(numeral, "smart") == number
