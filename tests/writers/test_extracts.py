"""Tables of targets, benefits, wording and tasks that go with the main one: cells, one-sided rows, flags, places."""

from __future__ import annotations

import pytest

from compare.model import Comparison
from compare.options import Options
from compare.parse.document import understand
from compare.pipeline import compare
from compare.writers.tables.extracts import due
from compare.writers.tables.handouts import handout
from compare.writers.tables.model import Handout, Table
from compare.writers.tables.words import words

HEAD = "青汐市人民政府关于加快海洋牧场建设的若干措施\n青汐政发〔2031〕7号\n一、主要目标\n"
LEFT = HEAD + (
    "到2033年，力争深水网箱达到800口，研发投入强度达到3%，省级海洋牧场达到4个。\n二、重点任务\n（一）支持装备\n"
    "对购置深水网箱的合作社，按照购置费用的30%给予补助，最高不超过60万元。鼓励渔民利用闲置渔船开展海钓。"
    "（牵头单位：市海洋局；配合单位：市财政局）\n"
)
RIGHT = HEAD.replace("青汐", "云岬") + (
    "到2033年，确保深水网箱达到900口，渔船达到90艘，国家级海洋牧场达到2个。\n二、重点任务\n（一）支持装备\n"
    "对购置深水网箱的合作社，按照购置费用的20%给予补助，最高不超过60万元。支持渔民利用闲置渔船开展海钓。\n"
)


@pytest.fixture(scope="module")
def pair() -> Comparison:
    return compare(understand(LEFT), understand(RIGHT), Options(regime="peer"))


@pytest.fixture(scope="module")
def made(pair: Comparison) -> Handout:
    return handout(pair)


def rows(made: Handout, key: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in named(made)[key].rows]


def named(made: Handout) -> dict[str, Table]:
    return {table.key: table for table in made.extracts}


def test_which_tables_there_are(made: Handout) -> None:
    assert [(t.key, t.name) for t in made.extracts] == [
        ("targets", "量化目标对照"),
        ("benefits", "奖补对照"),
        ("wording", "措辞变化"),
        ("tasks", "任务分工"),
    ]
    for table in made.extracts:
        assert all(len(row.cells) == len(table.columns) for row in table.rows) and table.notes


def test_targets(made: Handout) -> None:
    assert rows(made, "targets") == [
        ["1", "深水网箱", "【一】达到800口（2033年，力争）", "【一】达到900口（2033年，确保）", "数值不同", ""],
        ["2", "研发投入强度", "【一】达到3%（2033年，力争）", "未提及", "仅甲有", ""],
        ["3", "省级海洋牧场\n国家级海洋牧场", "【一】达到4个（2033年，力争）", "【一】达到2个（2033年）", "口径不同", "国家级、省级"],
        ["4", "渔船", "未提及", "【一】达到90艘（2033年）", "仅乙有", ""],
    ]  # fmt: skip


def test_benefits_wording_tasks(made: Handout) -> None:
    ((*_, left, right, relation),) = rows(made, "benefits")
    assert "30%" in left and "20%" in right and left.startswith("【二（一）】") and relation == "数额不同"
    assert [row[:3] for row in rows(made, "wording")] == [["1", "力争 → 确保", "加强"], ["2", "鼓励 → 支持", "加强"]]
    marked = [run.text for row in named(made)["wording"].rows for cell in row.cells for p in cell.paragraphs for run in p if run.mark == "value"]  # fmt: skip
    assert marked == ["力争", "确保", "鼓励", "支持"]
    assert rows(made, "tasks") == [["1", "甲", "二（一）", "支持装备", "市海洋局", "", "市财政局", ""]]


def test_every_quotation_is_of_the_text(pair: Comparison, made: Handout) -> None:
    texts = {"left": pair.left.text, "right": pair.right.text}
    for key in ("targets", "benefits", "wording"):
        table = named(made)[key]
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                text = texts.get(column.key.removesuffix("_text"), "")
                quoted = ["".join(run.text for run in p if run.mark != "note") for p in cell.paragraphs]
                assert not text or all(part in text for part in quoted)


def test_nothing_found_makes_no_table() -> None:
    bare = "青汐市公告\n一、有关事项\n海洋牧场今日开放。\n"
    assert handout(compare(understand(bare), understand(bare))).extracts == ()


def test_all_rows_of_the_comparison_are_there(pair: Comparison, made: Handout) -> None:
    found = named(made)
    assert len(found["targets"].rows) == len(pair.tables.targets)
    assert len(found["benefits"].rows) == len(pair.tables.benefits)
    assert len(found["wording"].rows) == len(pair.tables.wording)
    assert len(found["tasks"].rows) == len(pair.left.findings.tasks) + len(pair.right.findings.tasks)


@pytest.mark.parametrize(
    ("deadline", "origin", "shown"),
    [
        ("2033", "stated", "2033年"),
        ("2033-06", "stated", "2033年6月"),
        ("2033-06-30", "stated", "2033年6月底"),
        ("2033-12-31", "inherited", "2033年底，据上文"),
        ("2033-02-10", "document", "2033年2月10日，据本文件年份"),
        ("", "", ""),
    ],
)
def test_deadlines(deadline: str, origin: str, shown: str) -> None:
    assert due(deadline, words("zh"), origin) == shown
