"""Tables of targets, benefits and wording: plain cells for any writer, and their lines in the terminal text."""

from __future__ import annotations

import pytest

from compare.model import Comparison
from compare.parse.document import understand
from compare.pipeline import compare
from compare.writers import text
from compare.writers.finding_tables import tables
from compare.writers.layout import cell_width
from compare.writers.names import names

HEAD = "青汐市人民政府关于加快海洋牧场建设的若干措施\n青汐政发〔2031〕7号\n一、主要目标\n"
LEFT = HEAD + (
    "到2033年，力争深水网箱达到800口，研发投入强度达到3%。\n二、重点任务\n（一）支持装备\n"
    "对购置深水网箱的合作社，按照购置费用的30%给予补助，最高不超过60万元。鼓励渔民利用闲置渔船开展海钓。\n"
)
RIGHT = HEAD.replace("青汐", "云岬") + (
    "到2033年，确保深水网箱达到900口，渔船达到90艘。\n二、重点任务\n（一）支持装备\n"
    "对购置深水网箱的合作社，按照购置费用的20%给予补助，最高不超过60万元。支持渔民利用闲置渔船开展海钓。\n"
)


@pytest.fixture(scope="module")
def pair() -> Comparison:
    return compare(understand(LEFT), understand(RIGHT))


def test_cells(pair: Comparison) -> None:
    found = {table.code: table for table in tables(pair, names("zh"))}
    assert found["targets"].heads == ("指标", "甲", "乙", "说明")
    assert [(row.mark, row.cells) for row in found["targets"].rows] == [
        ("!", ("深水网箱", "达到800口（2033，力争，一）", "达到900口（2033，确保，一）", "数值不同")),
        ("<", ("研发投入强度", "达到3%（2033，力争，一）", "未提及", "")),
        (">", ("渔船", "未提及", "达到90艘（2033，一）", "")),
    ]
    assert [row.cells[1:] for row in found["benefits"].rows] == [
        ("30%；最高60万元（二（一））", "20%；最高60万元（二（一））", "数额不同")
    ]
    assert [row.cells for row in found["wording"].rows] == [
        ("深水网箱达到800口", "力争（一）", "确保（一）", "加强"),
        ("渔民利用闲置渔船开展海钓", "鼓励（二（一））", "支持（二（一））", "加强"),
    ]


def test_rows_point_into_the_texts(pair: Comparison) -> None:
    for table in tables(pair, names("zh")):
        for row in table.rows:
            for spans, document in ((row.left, pair.left), (row.right, pair.right)):
                assert all(document.text[span.start : span.end] for span in spans)
            assert len(row.cells) == len(table.heads)


@pytest.mark.parametrize("width", [40, 60, 89, 90, 120, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_shows_them_within_the_width(pair: Comparison, width: int, lang: str) -> None:
    shown = text.write(pair, width=width, colour=False, lang=lang)
    assert max(cell_width(line) for line in shown.split("\n")) <= width
    for word in ("指标对比", "奖补对比", "措辞变化") if lang == "zh" else ("Targets", "Benefits", "Wording"):
        assert word in shown


def test_long_lists_are_counted_not_dropped() -> None:
    many = HEAD + "到2033年，" + "，".join(f"建成第{chr(0x4E00 + n)}牧场设施{n + 2}座" for n in range(12)) + "。\n"
    pair = compare(understand(many), understand(RIGHT))
    count = sum(row.relation == "one_side" and not row.right for row in pair.tables.targets)
    assert count > 8
    assert f"另有甲独有 {count - 8} 项" in text.write(pair, width=120, colour=False)
    assert "另有甲独有" not in text.write(pair, width=120, colour=False, full=True)
