"""Numerals of markers and dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.basics.numerals import han_value, to_int


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("一百", 100),
        ("一百零五", 105),
        ("一百二十", 120),
        ("三千二百一十", 3210),
        ("两百", 200),
        ("二〇二一", 2021),
        ("二○二一", 2021),
        ("二零零八", 2008),
        ("二OO八", 2008),
        ("12", 12),
        ("１２", 12),
        ("（三）", 3),
        ("(3)", 3),
        ("3.", 3),
        ("12、", 12),
        ("㈡", 2),
        ("⑿", 12),
        ("⒈", 1),
        ("⑴", 1),
        ("①", 1),
        ("⑳", 20),
        ("❷", 2),
        ("❿", 10),
        ("", None),
        ("（）", None),
        ("甲", None),
        ("十甲", None),
        ("一万", None),
        ("1.2", None),
    ],
)
def test_to_int(numeral: str, value: int | None) -> None:
    assert to_int(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("二十四", 24), ("三点五", 3.5), ("一万五千", 15_000), ("五十万", 500_000), ("三亿五千万", 350_000_000), ("三点五亿", 350_000_000)]
    + [("零点五", 0.5), ("二〇三一", 2031), ("万", None), ("甲", None), ("", None), ("三个", None)],
)  # fmt: skip
def test_han_value(numeral: str, value: float | None) -> None:
    assert han_value(numeral) == value


def spelled(number: int) -> str:
    """1..9999 as Chinese writes it: 一百零五, 二十三, 十二."""
    digits = "零一二三四五六七八九"
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero else "") + digits[digit] + name
            zero = False
        elif text and number % unit:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


@given(st.integers(1, 9999))
def test_round_trip(number: int) -> None:
    assert to_int(spelled(number)) == to_int(str(number)) == number
