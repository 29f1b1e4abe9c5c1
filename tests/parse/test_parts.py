"""Several documents in one file."""

from __future__ import annotations

from itertools import pairwise

import pytest
from material import PLAN, RULE, check_tiling

from compare.errors import ReadError
from compare.parse.document import understand
from compare.parse.flow import make_flow
from compare.parse.parts import find_parts

HEADER = "文章属性•【制定机关】青汐市人民政府•【公布日期】2031.05.20•【时效性】现行有效正文\n"
FIRST = "青汐市渔港管理办法\n青汐市渔港管理办法" + HEADER + PLAN
SECOND = "白榆县公共浴室卫生管理办法\n白榆县公共浴室卫生管理办法" + HEADER + RULE


def firsts(text: str) -> list[str]:
    flow = make_flow(text).text
    return [flow[start:end].split("\n")[0] for start, end in find_parts(flow)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAN, ["青汐市人民政府关于加快海洋牧场建设的实施意见"]),
        (FIRST + SECOND, ["青汐市渔港管理办法", "白榆县公共浴室卫生管理办法"]),
        (FIRST + SECOND + FIRST, ["青汐市渔港管理办法", "白榆县公共浴室卫生管理办法", "青汐市渔港管理办法"]),
        ("【篇一】\n" + PLAN + "【篇二】\n" + RULE, ["【篇一】", "【篇二】"]),
        ("第一篇 牧场建设\n" + PLAN + "第二篇 浴室卫生\n" + RULE, ["第一篇 牧场建设", "第二篇 浴室卫生"]),
        # too short for a document of its own
        (FIRST + "渔港清单" + HEADER + "沙湾渔港。\n", ["青汐市渔港管理办法"]),
        ("篇一：工作回顾\n渔港整治完成。\n篇二：工作打算\n航道疏浚开工。\n", ["篇一：工作回顾"]),
        ("", [""]),
    ],
)
def test_find_parts(text: str, expected: list[str]) -> None:
    assert firsts(text) == expected


def test_parts_tile() -> None:
    flow = make_flow(FIRST + SECOND + FIRST).text
    parts = find_parts(flow)
    assert parts[0][0] == 0 and parts[-1][1] == len(flow)
    assert all(a[1] == b[0] for a, b in pairwise(parts))


@pytest.mark.parametrize(("part", "chosen", "title"), [(1, 1, "海洋牧场"), (2, 2, "公共浴室"), (0, 1, "海洋牧场")])
def test_choice(part: int, chosen: int, title: str) -> None:
    text = FIRST + SECOND
    document = understand(text, part=part)
    assert (document.part, document.parts) == (chosen, 2)
    assert title in document.metadata.title
    check_tiling(document)
    border = text.index("白榆县公共浴室卫生管理办法\n白榆县公共浴室卫生管理办法文章")
    for section in document.sections:
        assert (section.start >= border) == (chosen == 2)
        assert section.end <= border or chosen == 2
    others = [(r.start, r.end) for r in document.regions if r.kind == "other_part"]
    assert others == [(border, len(text)) if chosen == 1 else (0, border)]


def test_no_such_part() -> None:
    with pytest.raises(ReadError) as caught:
        understand(FIRST + SECOND, "牧场.txt", part=3)
    assert "牧场.txt" in str(caught.value) and "2" in str(caught.value)


def test_middle_part() -> None:
    document = understand(FIRST + SECOND + FIRST, part=2)
    assert [r.kind for r in document.regions if r.kind == "other_part"] == ["other_part", "other_part"]
    check_tiling(document)


def test_header_on_a_line_of_its_own() -> None:
    text = f"青汐市渔港管理办法\n{HEADER}{PLAN}白榆县公共浴室卫生管理办法\n{HEADER}{RULE}"
    assert firsts(text) == ["青汐市渔港管理办法", "白榆县公共浴室卫生管理办法"]
