"""What links two families as versions."""

from __future__ import annotations

import numpy as np
import pytest

from compare.corpus.shared import Head
from compare.corpus.sheet import make_sheet
from compare.corpus.versions import find_versions, groups
from compare.options import Options
from compare.parse.document import understand

SHEET = make_sheet(understand("一、目标\n建成灯塔两座，守护渔船归航。\n"))


def head(number: int, place: str, date: str, core: str) -> Head:
    return Head(SHEET, number, place, date, core)


@pytest.mark.parametrize(
    ("one", "two", "share", "kind"),
    [
        (("青汐", "2031", "灯塔管理办法"), ("青汐", "2034", "灯塔管理办法"), 0.6, "revision"),
        (("青汐", "2031", "灯塔管理办法"), ("碧澜", "2034", "灯塔管理办法"), 0.6, ""),
        (("青汐", "2031", "政府工作报告"), ("青汐", "2032", "政府工作报告"), 0.05, "series"),
        (("青汐", "2031", "政府工作报告"), ("青汐", "2031", "政府工作报告"), 0.05, ""),
        (("青汐", "", "政府工作报告"), ("青汐", "2031", "政府工作报告"), 0.05, ""),
        (("青汐", "2031", "实施中华人民共和国渔业法办法"), ("青汐", "2034", "实施中华人民共和国森林法办法"), 0.02, ""),
        (("青汐", "2031", "灯塔管理办法"), ("青汐", "2034", "航标维护规定"), 0.9, "revision"),
        (("青汐", "2031", "灯塔管理办法"), ("碧澜", "2034", "航标维护规定"), 0.9, ""),
    ],
)
def test_kinds(one: tuple[str, str, str], two: tuple[str, str, str], share: float, kind: str) -> None:
    heads = [head(0, *one), head(1, *two)]
    found = find_versions(heads, {(0, 1): share}, np.eye(2, dtype=np.float32), Options())
    assert [link.kind for link in found] == ([kind] if kind else [])


def test_the_earlier_one_is_left_and_neighbours_are_linked() -> None:
    heads = [
        head(0, "青汐", "2033", "政府工作报告"),
        head(1, "青汐", "2031", "政府工作报告"),
        head(2, "青汐", "2032", "政府工作报告"),
    ]
    found = find_versions(heads, {}, np.eye(3, dtype=np.float32), Options())
    assert [(link.left, link.right) for link in found] == [(1, 2), (2, 0)]
    assert groups(4, found) == {0: 0, 1: 0, 2: 0, 3: 3}
