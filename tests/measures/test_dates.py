"""Dates: by when something is due, from when it counts, and what cannot be a date."""

from __future__ import annotations

import pytest

from compare.measures.dates import impossible, times


@pytest.mark.parametrize(
    ("text", "iso", "role"),
    [
        ("到2033年,", "2033", "due"),
        ("到2033年底,", "2033-12-31", "due"),
        ("2033年底前建成", "2033-12-31", "due"),
        ("2033年10月底前", "2033-10-31", "due"),
        ("2033年2月", "2033-02-28", "due"),
        ("2031-2035年", "2035", "due"),
        ('"十五五"期间', "2030", "due"),
        ('较"十四五"末下降', "2025", "base"),
        ("比2030年提高", "2030", "base"),
        ("以2030年为基数", "2030", "base"),
        ("自2031年5月1日起施行", "2031-05-01", "since"),
        ("力争全年新增", "2031-12-31", "due"),
        ("今年新增", "2031", "due"),
        ("明年开工", "2032", "due"),
        ("10月底前开工", "2031-10-31", "due"),
        ("上半年完成", "2031-06-30", "due"),
        ("三季度末完成", "2031-09-30", "due"),
        ("未来五年,", "2035", "due"),
        ("去年增长", "2030", "past"),
        ("二零三三年底", "2033-12-31", "due"),
    ],
)
def test_one_date(text: str, iso: str, role: str) -> None:
    assert [(time.iso, time.role) for time in times(text, 2031)] == [(iso, role)]


def test_without_a_year_nothing_is_counted_from_it() -> None:
    assert times("今年和10月底前", None) == []


@pytest.mark.parametrize("text", ["今年以来增长", "13年制", "五年一次", "一带一路"])
def test_no_date(text: str) -> None:
    assert times(text, 2031) == []


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("自1813年4月3日起施行", "1813年"),
        ("到3035年底前", "3035年"),
        ("4月、83月", "83月"),
        ("创建于1913年的老校", ""),
        ("到2035年", ""),
    ],
)
def test_what_cannot_be_is_flagged(text: str, odd: str) -> None:
    assert [text[low:high] for low, high in impossible(text)] == ([odd] if odd else [])
    assert all(time.year in range(1949, 2061) for time in times(text, 2031))
