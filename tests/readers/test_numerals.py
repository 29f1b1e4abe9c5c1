"""Numbers as Word prints them."""

from __future__ import annotations

import pytest

from compare.readers.numerals import printed


@pytest.mark.parametrize(
    ("style", "numbers", "expected"),
    [
        ("decimal", (1, 21, 300), ("1", "21", "300")),
        ("decimalZero", (3, 12), ("03", "12")),
        ("decimalFullWidth", (1, 10), ("１", "１０")),
        ("chineseCounting", (1, 10, 11, 20, 99, 101), ("一", "十", "十一", "二十", "九十九", "一○一")),
        (
            "chineseCountingThousand",
            (1, 10, 19, 20, 21, 100, 101, 110, 111, 120, 1001, 1010, 1100, 10000, 10203),
            [
                "一",
                "十",
                "十九",
                "二十",
                "二十一",
                "一百",
                "一百〇一",
                "一百一十",
                "一百一十一",
                "一百二十",
                "一千〇一",
                "一千〇一十",
                "一千一百",
                "一万",
                "一万〇二百〇三",
            ],
        ),
        ("japaneseCounting", (1, 10, 11, 101, 1000), ("一", "十", "十一", "百一", "千")),
        ("ideographDigital", (1, 10, 101), ("一", "一〇", "一〇一")),
        ("chineseLegalSimplified", (1, 10, 11, 101), ("壹", "壹拾", "壹拾壹", "壹佰零壹")),
        ("ideographTraditional", (1, 10, 11), ("甲", "癸", "11")),
        ("ideographZodiac", (1, 12, 13), ("子", "亥", "13")),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "21")),
        ("decimalEnclosedCircleChinese", (2,), ("②",)),
        ("decimalEnclosedParen", (1, 20, 21), ("⑴", "⒇", "21")),
        ("decimalEnclosedFullstop", (1, 20), ("⒈", "⒛")),
        ("ideographEnclosedCircle", (1, 10, 11), ("㊀", "㊉", "11")),
        ("upperLetter", (1, 26, 27, 53), ("A", "Z", "AA", "AAA")),
        ("lowerRoman", (1, 4, 9, 49), ("i", "iv", "ix", "xlix")),
        ("upperRoman", (2026, 4000), ("MMXXVI", "4000")),
        ("bullet", (1,), ("",)),
        ("none", (5,), ("",)),
        ("someFormatOfTheFuture", (7,), ("7",)),
    ],
)
def test_printed(style: str, numbers: tuple[int, ...], expected: list[str] | tuple[str, ...]) -> None:
    assert tuple(printed(number, style) for number in numbers) == tuple(expected)


def test_every_number_of_a_set_is_another() -> None:
    for style in ("chineseCountingThousand", "chineseLegalSimplified", "upperLetter", "japaneseCounting"):
        assert len({printed(number, style) for number in range(1, 1000)}) == 999
