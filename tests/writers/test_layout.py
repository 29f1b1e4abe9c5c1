"""Widths, line breaks and columns: tables of the genre's own cases, and properties over any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.writers.layout import NO_END, NO_START, cell_width, columns, pad, printable, truncate, wrap, wrap_runs

GENRE = "推进产业升级，给予（《“‘补助”’》）。；：！？、6.5%1000亿元2024—2027年〔2021〕1号AI+e\u0301 \u3000\n\t…——·\x1b\u200b①"
TEXTS = st.one_of(st.text(alphabet=GENRE, max_size=200), st.text(max_size=120))
WIDTHS = st.integers(min_value=4, max_value=90)
AMBIGUOUS = st.sampled_from((1, 2))


def lines(text: str, width: int, **more: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width, **more)]


@given(TEXTS, WIDTHS, AMBIGUOUS)
def test_slices_tile_the_text(text: str, width: int, ambiguous: int) -> None:
    assert "".join(lines(text, width, ambiguous=ambiguous)) == text


@given(TEXTS, WIDTHS, AMBIGUOUS)
def test_no_line_is_too_wide(text: str, width: int, ambiguous: int) -> None:
    for line in lines(text, width, ambiguous=ambiguous):
        assert cell_width(line.rstrip(), ambiguous) <= width or "\u200d" in line  # joined emoji are one unit


@given(
    st.text(alphabet="推进产业升级，。；（《“”》）、", min_size=1, max_size=120),
    st.integers(min_value=12, max_value=80),
)
def test_chinese_lines_never_break_the_rules_where_the_line_before_can_give(text: str, width: int) -> None:
    slices = wrap(text, width)
    for (before, _), (start, _) in pairwise(slices):
        legal = any(text[at] not in NO_START and text[at - 1] not in NO_END for at in range(before + 1, start + 1))
        if legal:
            assert text[start] not in NO_START
            assert text[start - 1] not in NO_END


@given(TEXTS, WIDTHS)
def test_combining_characters_stay_with_their_base(text: str, width: int) -> None:
    for start, _ in wrap(text, width)[1:]:
        assert cell_width(text[start]) > 0 or text[start - 1] == "\n" or text[start] in "\n"


@given(TEXTS)
def test_printable_keeps_offsets_and_cannot_move_the_cursor(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in shown)
    assert cell_width(shown.replace(" ", "")) == cell_width(text.replace("\n", "").replace(" ", "").replace("\t", ""))


@pytest.mark.parametrize(
    "unit",
    [
        "6.5%", "1000亿元", "2024—2027年", "〔2021〕1号", "15.6％", "3－4家", "200余家", "2.5万亩", "5000PFLOPS", "5G-A",
        "3个百分点", "第二十一条", "https://www.gov.cn/zhengce", "1∶1", "10-15个工作日", "R&D", "AI+", "1,000万元", "≥95%",
    ],
)  # fmt: skip
def test_units_stay_whole(unit: str) -> None:
    for lead in range(12):
        text = "推" * lead + unit + "以上规模企业"
        assert any(unit in line for line in lines(text, max(16, cell_width(unit)))), lines(text, 16)


def test_a_unit_wider_than_the_line_is_broken_to_fit() -> None:
    assert lines("https://www.example.cn/a", 10) == ["https://ww", "w.example.", "cn/a"]


def test_a_long_dash_and_an_ellipsis_are_not_torn() -> None:
    assert lines("推进产业升级——落实", 14) == ["推进产业升级——", "落实"]
    assert lines("推进产业升级——落实", 13) == ["推进产业升级", "——落实"]


def test_edit_brackets_stay_with_their_words() -> None:
    for width in range(8, 20):
        for line in lines("推进产业[-升级-]和{+转型+}发展", width):
            assert not line.startswith(("-]", "+}", "]", "}", "-", "+"))
            assert not line.endswith(("[-", "{+", "[", "{"))


def test_line_feeds_end_lines_and_blanks_hang() -> None:
    assert lines("甲\n\n乙", 10) == ["甲\n", "\n", "乙"]
    assert lines("word word word", 9) == ["word word ", "word"]


def test_indent_counts_for_every_line_but_the_first() -> None:
    assert [len(line) for line in lines("推" * 13, 10, indent=4)] == [5, 3, 3, 2]


def test_one_character_does_not_make_a_last_line() -> None:
    assert lines("推进产业升级发展壮。", 16) == ["推进产业升级发", "展壮。"]


def test_ambiguous_characters_take_what_the_terminal_gives_them() -> None:
    assert (cell_width("“…—·”"), cell_width("“…—·”", 2)) == (5, 10)
    assert (cell_width("推进AI+"), cell_width("e\u0301"), cell_width("\t\x1b"), cell_width("\n")) == (7, 1, 2, 0)


def test_padding_and_cutting() -> None:
    assert pad("推进", 6) == "推进  "
    assert pad("推进产业", 6) == "推进产业"
    assert truncate("推进产业升级", 8) == "推进产…"
    assert truncate("推进", 4) == "推进"
    assert truncate("推进产业", 8, 2) == "推进产业"
    assert truncate("推进产业升级", 8, 2) == "推进产…"


@given(st.lists(st.tuples(st.text(alphabet=GENRE, max_size=20), st.integers(0, 3)), max_size=12), WIDTHS)
def test_styles_follow_their_characters(runs: list[tuple[str, int]], width: int) -> None:
    text = "".join(run for run, _ in runs)
    styles = [style for run, style in runs for _ in run]
    found = wrap_runs(runs, width)
    slices = wrap(text, width)
    assert len(found) == len(slices)
    for line, (start, end) in zip(found, slices, strict=True):
        shown = text[start:end].rstrip()
        assert "".join(run for run, _ in line) == printable(shown)
        assert [style for run, style in line for _ in run] == styles[start : start + len(shown)]


def test_columns_are_equal_and_padded() -> None:
    rows = columns([[("推进", "a")], [("产", "b")]], [[("x", "a")]], 5, "blank")
    assert rows == [
        ([("推进", "a"), (" ", "blank")], [("x", "a"), ("    ", "blank")]),
        ([("产", "b"), ("   ", "blank")], [("     ", "blank")]),
    ]


def test_a_hundred_thousand_characters_take_no_time() -> None:
    text = (
        "到2027年，全市人工智能核心产业规模突破1000亿元，年均增长20%以上，培育“专精特新”企业（含小巨人）100家。" * 1800
    )
    wrap(text, 60)
    start = time.perf_counter()
    wrap(text, 60)
    assert time.perf_counter() - start < 0.5  # 0.03 s on a quiet machine; the bound only catches a change of order
