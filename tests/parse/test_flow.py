"""Running text: wraps, page furniture, gaps, and offsets that stay exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import NEWS, PLAN, RULE, SAMPLES, hard_wrapped

from compare.parse.flow import make_flow


def furniture(text: str) -> list[str]:
    return [text[r.start : r.end] for r in make_flow(text).furniture]


PAGES = (
    "青汐市渔港整治工作坚持统筹规划分步实施的原则，首先完成防波\n堤加固，其次完成航道疏浚，最后完成岸线复绿，三年内使主要渔港\n"
    "的防灾等级普遍提高一级，渔民的避风条件得到根本改善，渔船进出\n港更加安全，岸上服务更加周到，交易结算更加便捷，渔区生活更加\n"
    "{page}\n富裕，各有关单位要按照职责分工，压实责任，细化措施，明确时限\n和要求，确保各项任务落到实处。市海洋渔业局要会同有关部门按季\n"
    "度调度进展情况，对进度滞后的项目及时提醒，对问题突出的县区实\n行约谈，对工作扎实成效明显的单位予以通报表扬，并在下一年度的\n"
    "资金分配中给予适当倾斜，形成干多干少不一样的导向。\n"
)


@pytest.mark.parametrize("page", ["- 3 -", "— 3 —", "－3－", "3", "第 3 页", "第3页 共12页", "·3·"])
def test_page_number_inside_a_sentence(page: str) -> None:
    text = PAGES.format(page=page)
    assert "渔区生活更加富裕，各有关单位" in make_flow(text).text
    assert furniture(text) == [page]


@pytest.mark.parametrize("line", ["2031", "3.5", "第三页", "共12项", "- 三 -"])
def test_not_a_page_number(line: str) -> None:
    assert furniture(PAGES.format(page=line)) == []


def test_table_of_numbers_is_no_furniture() -> None:
    assert furniture("指标\n12\n15\n18\n21\n渔港数量\n3\n") == []


def test_running_headers() -> None:
    first = PAGES.format(page="- 1 -\n青汐市渔港整治方案")
    second = PAGES.replace("渔区生活更加", "港区面貌更加").format(page="- 2 -\n青汐市渔港整治方案")
    assert furniture(first + second) == ["- 1 -", "青汐市渔港整治方案", "- 2 -", "青汐市渔港整治方案"]
    flow = make_flow(first + second).text
    assert "渔区生活更加富裕" in flow and "港区面貌更加富裕" in flow


def test_header_seen_once_stays() -> None:
    second = PAGES.replace("渔区生活更加", "港区面貌更加").format(page="- 2 -")
    text = PAGES.format(page="- 1 -\n青汐市渔港整治方案") + second
    assert "青汐市渔港整治方案" in make_flow(text).text


@pytest.mark.parametrize(
    "text", [PLAN, RULE, NEWS, SAMPLES["省级意见"], SAMPLES["管理办法_2025"], SAMPLES["甲市行动方案"]]
)
def test_hard_wraps_are_undone(text: str) -> None:
    flow = make_flow(hard_wrapped(text))
    assert flow.wrapped
    assert flow.text.split("\n") == [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "text", [PLAN, RULE, NEWS, SAMPLES["省级意见"], SAMPLES["管理办法_2025"], SAMPLES["甲市行动方案"]]
)
def test_lines_of_their_own_stay(text: str) -> None:
    flow = make_flow(text)
    assert not flow.wrapped
    assert flow.text.split("\n") == [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a bracket or title that is still open, a line that begins with a closing sign
        ("落实《青汐市渔港\n管理办法》的要求。", "落实《青汐市渔港管理办法》的要求。"),
        ("渔港（含避风\n锚地）建设。", "渔港（含避风锚地）建设。"),
        ("坚持陆海统筹\n，保护岸线。", "坚持陆海统筹，保护岸线。"),
        ("落实《\n办法》要求。", "落实《办法》要求。"),
        # but not across a marker
        ("（一）渔港（含避风锚地\n（二）航道。", "（一）渔港（含避风锚地\n（二）航道。"),
        # wide gaps of text that has lost its line breaks
        ("渔港整治。　　　　航道疏浚。", "渔港整治。\n航道疏浚。"),
        ("渔港整治。        航道疏浚。", "渔港整治。\n航道疏浚。"),
        ("第一章　　　总则", "第一章　　　总则"),
        ("总　　则", "总　　则"),
        ("渔港 整治", "渔港 整治"),
        # markdown
        ("# 渔港整治方案\n## 一、总体要求\n#标签", "渔港整治方案\n一、总体要求\n#标签"),
        # blank lines and blanks at both ends
        ("\n\n　　渔港整治。  \n\n航道疏浚。\n", "渔港整治。\n航道疏浚。"),
        ("", ""),
        ("\n　\n", ""),
    ],
)
def test_flow(text: str, expected: str) -> None:
    assert make_flow(text).text == expected


def test_words_of_latin_text_keep_a_blank() -> None:
    text = hard_wrapped("Harbour Renovation Programme " * 20, width=30)
    assert "Programme Harbour" in make_flow(text).text


def test_breaks_are_paragraph_ends() -> None:
    text = PAGES.format(page="- 3 -") + "第二段另起一行。\n"
    flow = make_flow(text)
    assert [text[:at][-4:] for at in flow.breaks()] == ["的导向。"]


PIECES = st.sampled_from(
    [
        "渔港整治，",
        "航道疏浚。",
        "\n",
        "\n\n",
        "　　",
        "      ",
        "- 3 -\n",
        "12",
        "《",
        "》",
        "（一）",
        "一、",
        "1.",
        "# ",
        "Harbour ",
        "，",
        "——",
        "第一章　",
        "第3页\n",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_offsets_point_at_the_same_characters(text: str) -> None:
    flow = make_flow(text)
    assert len(flow.offsets) == len(flow.text)
    assert all(a < b for a, b in pairwise(flow.offsets))
    for at, char in enumerate(flow.text):
        there = text[flow.offsets[at]] if flow.offsets[at] < len(text) else ""
        # A line feed or the blank between two Latin words stands for whatever blanks separate the lines.
        assert there == char or (char in "\n " and there.isspace())
    lost = sorted(set(range(len(text))) - set(flow.offsets))
    inside = {at for r in flow.furniture for at in range(r.start, r.end)}
    for at in lost:
        assert at in inside or text[at].isspace() or text[at] == "#"
    assert flow.source(len(flow.text)) == (flow.offsets[-1] + 1 if flow.text else 0)
    assert all(not (set(range(r.start, r.end)) & set(flow.offsets)) for r in flow.furniture)
