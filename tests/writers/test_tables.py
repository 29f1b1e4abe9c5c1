"""Tables as data: what a clerk finds in them, goldens of a small pair, and that nothing of either document is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material import (
    NEWS,
    PLAN,
    RULE,
    SAMPLES,
    SHARED,
    UNRELATED,
    half_width,
    hard_wrapped,
    run_together,
    with_chrome,
)  # fmt: skip

from compare.measures.responsible import responsible_units
from compare.model import Comparison, Document, Remark, Section
from compare.options import Options
from compare.pipeline import compare, describe, read_document, understand
from compare.writers.inline import plain
from compare.writers.tables import version
from compare.writers.tables.blocks import Pair, mirrored
from compare.writers.tables.handouts import handout
from compare.writers.tables.model import Handout, Row
from compare.writers.tables.quoting import path, short, size
from compare.writers.tables.strength import Change, changes
from compare.writers.tables.units import units_named
from compare.writers.tables.words import words

GOLDEN = Path(__file__).parent / "golden"
MARKS = {"plain": "{}", "heading": "#{}#", "note": "<{}>", "inserted": "{{+{}+}}", "deleted": "[-{}-]", "value": "!{}!", "own": "_{}_"}  # fmt: skip
REGIMES = ("version", "vertical", "peer")
# What stands for the unchanged text of a version table is counted; the other tables leave nothing out.


@cache
def compared(left: str, right: str, regime: str = "auto") -> Comparison:
    texts = {**SAMPLES, "plan": PLAN, "rule": RULE, "news": NEWS, "other": UNRELATED}
    return compare(
        *(understand(texts.get(name, name), f"{name[:9]}.txt") for name in (left, right)), Options(regime=regime)
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def dump(made: Handout) -> str:
    """A handout as text, marks as signs."""
    lines = [made.title, *made.sources, "".join(run.text for run in made.legend), *made.preface]
    for table in (made.main, *made.further):
        lines += ["", f"[{table.key}] {table.name}", " | ".join(column.heading for column in table.columns)]
        for row in table.rows:
            cells = []
            for cell in row.cells:
                paragraphs = ("".join(MARKS[run.mark].format(run.text) for run in p) for p in cell.paragraphs)
                cells.append(" / ".join(paragraphs))
            lines.append(("= " if row.kind == "band" else "- ") + " | ".join(cells))
    return "\n".join([*lines, "", *made.coverage]) + "\n"


@pytest.mark.parametrize(("regime", "lang", "full"), [("version", "zh", False), ("version", "en", True), ("vertical", "zh", False), ("vertical", "en", False), ("peer", "zh", False), ("peer", "en", False)])  # fmt: skip
def test_golden(pair: Comparison, regime: str, lang: str, full: bool) -> None:
    golden = GOLDEN / f"tables_{regime}_{lang}.txt"
    found = dump(handout(replace(pair, regime=regime), lang=lang, full=full))
    if os.environ.get("BIDUI_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


# ---- nothing is lost


def check_shown(comparison: Comparison, made: Handout) -> None:
    """Each section's heading and each of its clauses stand in a cell of the main table."""
    text = squeezed("\0".join(cell.text for row in made.main.rows for cell in row.cells))
    for document in (comparison.left, comparison.right):
        for section in document.sections:
            assert squeezed(plain(document, section.start, section.body)) in text
            for index in document.clauses_of.get(section.id, ()):
                clause = document.clauses[index]
                assert squeezed(plain(document, clause.start, clause.end)) in text


def check_counted(comparison: Comparison) -> None:
    """In a table of what changed, what is in no cell is in a section that is named, or counted as ……."""
    found = Pair(comparison)
    rows, omitted = version.rows(found, words("zh"), False)
    for side, document in enumerate(found.documents):
        text = squeezed("\0".join(row.cells[1 + side].text for row in rows))
        named = {two[side].id for _, pairs in omitted.sections for two in pairs if two[side]}
        missing = 0
        for section in document.sections:
            if section.id in named:
                continue
            assert squeezed(plain(document, section.start, section.body)) in text
            for index in document.clauses_of.get(section.id, ()):
                clause = document.clauses[index]
                if squeezed(plain(document, clause.start, clause.end)) not in text:
                    missing += size(document, clause.start, clause.end)
        assert missing <= omitted.elided[side]
    made = handout(replace(comparison, regime="version"))
    for _, pairs in omitted.sections:
        for side, document in enumerate(found.documents):
            for two in pairs:
                assert _named(document, two[side], "".join(made.coverage))


def _named(document: Document, section: Section | None, text: str) -> bool:
    """Whether a section is named, alone or inside a row from – to (whose ends are named)."""
    if section is None or path(document, section, words("zh")) in text:
        return True
    at = document.sections.index(section)
    before = any(path(document, s, words("zh")) + "至" in text for s in document.sections[:at])
    return before and any("至" + path(document, s, words("zh")) in text for s in document.sections[at + 1 :])


PAIRS = [
    ("管理办法_2021", "管理办法_2025"), ("省级意见", "市级实施方案"), ("甲市行动方案", "乙市行动方案"), ("文库抓取_若干措施", "甲市行动方案"),
    ("plan", "rule"), ("rule", "other"), ("news", "plan"), ("plan", "plan"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), PAIRS)
@pytest.mark.parametrize("regime", REGIMES)
def test_every_character_is_shown_or_counted(left: str, right: str, regime: str) -> None:
    comparison = compared(left, right, regime)
    check_shown(comparison, handout(comparison, full=True))
    check_shown(comparison, handout(comparison, full=True, lang="en"))
    if regime == "version":
        check_counted(comparison)
    else:
        check_shown(comparison, handout(comparison))


@pytest.mark.parametrize("spoil", [half_width, hard_wrapped, run_together, with_chrome])
@pytest.mark.parametrize("regime", REGIMES)
def test_nothing_is_lost_of_files_as_they_are_found(spoil: object, regime: str) -> None:
    assert callable(spoil)
    comparison = compared(spoil(PLAN), PLAN, regime)
    check_shown(comparison, handout(comparison, full=True))
    if regime == "version":
        check_counted(comparison)


LINES = [line for line in (PLAN + RULE).split("\n") if line]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Lines of real documents, left out, doubled and shuffled; their numbering is wrong in every way."""
    lines = draw(st.lists(st.sampled_from(LINES), max_size=14))
    words_ = draw(st.lists(st.sampled_from(["30%", "2029年", "=1+1", "|", "<b>", "\x07", "，", "……"]), max_size=3))
    return "\n".join([*lines, *words_]) + "\n"


@settings(max_examples=60, deadline=None)
@given(texts(), texts(), st.sampled_from(REGIMES))
def test_nothing_is_lost_of_any_pair(one: str, two: str, regime: str) -> None:
    comparison = compare(understand(one, "a.txt"), understand(two, "b.txt"), Options(regime=regime))
    check_shown(comparison, handout(comparison, full=True))
    if regime == "version":
        check_counted(comparison)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
@pytest.mark.parametrize(("left", "right", "regime"), [
    ("corpus/dev/revisions/保障中小企业款项支付条例/old.txt", "corpus/dev/revisions/保障中小企业款项支付条例/new.txt", "version"),
    ("corpus/dev/revisions/广告法/old.txt", "corpus/dev/revisions/广告法/new.txt", "version"),
    ("corpus/dev/national_local/智能建造/国家_2020_住建部等_推动智能建造与建筑工业化协同发展指导意见.txt", "corpus/dev/national_local/智能建造/地方_2021_济南市_智能建造与建筑工业化协同发展实施意见.txt", "vertical"),
    ("seeds/04_荆州_意见.txt", "seeds/09_南阳_若干措施.txt", "peer"),
    ("seeds/06_厦门火炬_期刊文章.txt", "seeds/11_某高新区_新闻稿.txt", "peer"),
])  # fmt: skip
def test_nothing_is_lost_of_real_documents(left: str, right: str, regime: str) -> None:
    documents = [read_document(str(SHARED / name)) for name in (left, right)]
    comparison = compare(*documents)
    assert comparison.regime == regime
    check_shown(comparison, handout(comparison, full=True))
    if regime == "version":
        check_counted(comparison)


# ---- revisions


def texts_of(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def body(made: Handout) -> Iterator[list[str]]:
    return (texts_of(row) for row in made.main.rows if row.kind == "text")


RULE_2 = (
    RULE.replace("第四条 公共", "第四条 公共浴室实行备案管理。\n第五条 公共", 1)
    .replace("第五条 浴池水每日至少更换一次", "第六条 浴池水每日至少更换两次")
    .replace("第六条 经营者", "第七条 经营者")
    .replace("第七条 违反本办法第五条", "第八条 违反本办法第六条")
    .replace("第八条 监督管理人员玩忽职守、徇私舞弊的，", "第九条 监督管理人员玩忽职守，徇私舞弊的，")
    .replace("第九条 本办法自2032年1月1日", "第十条 本办法自2036年1月1日")
)


def test_a_revision_lists_what_changed_and_counts_the_rest() -> None:
    made = handout(compared("rule", RULE_2))
    assert made.regime == "version"
    assert [(one.split("　")[0], two.split("　")[0], kind) for _, one, two, kind, _ in body(made)] == [
        ("", "第四条", "新增"),
        ("第五条", "第六条", "修改"),
        ("第九条", "第十条", "修改"),
    ]
    remarks = [row[-1] for row in body(made)]
    assert remarks[1] == "原第五条改为第六条；“一次”改为“两次”。"
    assert "“2032年1月1日”改为“2036年1月1日”" in remarks[2]
    listed = next(line for line in made.coverage if line.startswith("表中未列"))
    assert (
        "仅调整编号 3 节（第四条、第六条、第七条 → 第五条、第七条、第八条）" in listed
    )  # 第七条 cites 第五条, now 第六条
    assert "仅调整标点 1 节（第八条 → 第九条）" in listed
    assert "第一条至第三条" in listed


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("浴池水温保持在38—42摄氏度。", "浴池水温保持在38-42摄氏度。", "仅标点"),
        ("浴池水温、室温应当公示。", "浴池水温，室温应当公示", "仅标点"),
        (
            "经营者应当：\n（一）每日公示水温和余氯检测结果。",
            "经营者应当：\n（二）每日公示水温和余氯检测结果。",
            "仅编号",
        ),
        ("浴池水余氯含量≥0.3毫克每升的方可开放。", "浴池水余氯含量≤0.3毫克每升的方可开放。", "修改"),
        ("余氯含量为3.5毫克。", "余氯含量为35毫克。", "修改"),
        ("3.5%的浴池水应当每日更换，其余循环使用。", "4.5%的浴池水应当每日更换，其余循环使用。", "修改"),
        ("室外温度低于-5度的应当供暖。", "室外温度低于5度的应当供暖。", "修改"),
        ("客容量每小时不超过1/3。", "客容量每小时不超过13。", "修改"),
        ("依照《消防条例》第三条、第五条处理。", "依照《消防条例》第三条、第六条处理。", "修改"),
        ("依照《消防条例》第三条处理。", "依照《消防条例》第四条处理。", "修改"),
    ],
)
def test_what_is_of_no_substance(one: str, two: str, kind: str) -> None:
    """第三条 is 第四条 in the later text, 第五条 is 第六条; only the article behind them is the case."""
    base = RULE.split("第六条")[0]
    later = (
        base.replace("第五条", "第六条")
        .replace("第四条", "第五条")
        .replace("第三条", "第四条 浴室分级管理，每年评定一次。\n第四条")
        .replace("第四条 浴室", "第三条 浴室")
    )
    made = handout(compared(f"{base}第六条 {one}\n", f"{later}第七条 {two}\n", "version"), full=True)
    (row,) = (row for row in body(made) if row[1].startswith("第六条"))
    assert row[2].startswith("第七条") and row[3] == kind


def test_additions_and_deletions_are_marked() -> None:
    made = handout(compared("rule", RULE_2))
    runs = [(run.mark, run.text) for row in made.main.rows for cell in row.cells for p in cell.paragraphs for run in p]
    assert ("deleted", "一") in runs and ("inserted", "两") in runs
    assert ("inserted", "公共浴室实行备案管理。") in runs


def test_unchanged_sentences_are_elided_and_full_shows_them() -> None:
    made, whole = (handout(compared("管理办法_2021", "管理办法_2025"), full=full) for full in (False, True))
    assert any("……" in row[1] for row in body(made))
    assert not any("……" in row[1] + row[2] for row in body(whole))
    kinds = {row[3] for row in body(whole)}
    assert {"未变", "仅编号", "统一修改", "新增", "删除", "修改", "拆分", "合并", "移位"} <= kinds
    assert not {row[3] for row in body(made)} & {"未变", "仅编号", "统一修改"}


def test_a_chapter_with_another_name_is_a_row() -> None:
    made = handout(compared("rule", RULE.replace("第三章 法律责任", "第三章 监督和处罚")))
    (row,) = body(made)
    assert row[1:] == ["第三章 法律责任", "第三章 监督和处罚", "修改", "标题由“法律责任”改为“监督和处罚”。"]


def test_a_wording_replaced_throughout_is_stated_once() -> None:
    made = handout(compared("管理办法_2021", "管理办法_2025"))
    assert made.preface == (
        "全文统一修改：“市金融工作局”统一修改为“市委金融委员会办公室”（5 处）。仅涉及上述修改的条款不逐条列示。",
    )
    assert "市委金融委员会办公室" not in "".join(row[-1] for row in body(made))


def test_split_and_merged_articles_are_one_row() -> None:
    rows = {row[3]: row for row in body(handout(compared("管理办法_2021", "管理办法_2025")))}
    assert rows["拆分"][4].startswith("第十七条拆分为第十九条、第二十条；")
    assert "第十九条" in rows["拆分"][2] and "第二十条" in rows["拆分"][2]
    assert rows["合并"][4].startswith("第二十六条、第二十七条合并为第二十八条")
    assert "第二十六条" in rows["合并"][1] and "第二十七条" in rows["合并"][1]


def test_the_same_text_twice_has_nothing_to_list() -> None:
    made = handout(compared("rule", "rule", "version"))
    assert made.main.rows == ()
    assert "内容未变 13 节" in "".join(made.coverage)


# ---- superior and implementing documents


def test_ways_of_implementing() -> None:
    made = handout(compared("省级意见", "市级实施方案"))
    ways = {row[1].split("】")[0].lstrip("【") or row[2]: row[3] for row in body(made)}
    assert ways["二（四）3"] == "未承接"
    assert [row[3] for row in body(made) if row[1] == "未提及"] == ["自选动作", "自选动作"]
    row = next(row for row in body(made) if row[1].startswith("【一（三）】"))
    assert row[3] == "加码、弱化"
    assert "上级“25%”，我方“30%”，要求更高" in row[4] and "上级“65%”，我方“50%”，要求较低" in row[4]
    assert "措辞由“确保”改为“力争”，力度减弱" in row[4]
    assert "上级“800亿元”，我方“300亿元”；" in row[4]  # goes with the size of a place: no verdict


def test_the_superior_document_stands_left_whichever_came_first() -> None:
    found = compared("省级意见", "市级实施方案")
    assert handout(mirrored(found)).main == handout(found).main
    assert handout(mirrored(found)).extracts == handout(found).extracts
    assert handout(mirrored(found)).title == handout(found).title


def test_mirrored_twice_is_the_same() -> None:
    found = compared("省级意见", "市级实施方案")
    again = mirrored(mirrored(found))
    assert again.links == found.links and again.spans == found.spans
    assert set(again.clause_links) == set(found.clause_links)


def test_responsible_units_come_from_a_function_that_can_be_given() -> None:
    found = compared("省级意见", "市级实施方案")
    rows = list(body(handout(found)))
    assert "牵头单位：市数据局\n责任单位：市科技局" in {row[5] for row in rows}
    given_ = list(body(handout(found, units=lambda document, section, _: f"{document.path} {section.id}")))
    assert all(row[5].startswith("市级实施方案.txt"[:9]) for row in given_ if row[2] != "未提及")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "支持企业建设码头。（牵头单位：市港航局；责任单位：市财政局、各县（市）政府）",
            "牵头单位：市港航局\n责任单位：市财政局、各县（市）政府",
        ),
        ("支持企业建设码头（市港航局、市财政局按职责分工负责）。", "责任单位：市港航局、市财政局"),
        ("支持企业建设码头。（市港航局牵头，市财政局配合）", "牵头单位：市港航局\n配合单位：市财政局"),
        (
            "支持企业建设码头。（责任单位：市港航局、各县（市、区）政府）",
            "责任单位：市港航局、各县（市、区）政府",
        ),
        ("支持企业建设码头。\n责任单位：市港航局、市财政局", "责任单位：市港航局、市财政局"),
        ("各单位（含派出机构）要落实责任。", ""),
        ("企业负责人（以下简称负责人）应当到场。", ""),
    ],
)
def test_units_in_brackets(text: str, named: str) -> None:
    document = describe(understand(f"一、任务\n{text}\n二、其他\n无。\n", "a.txt"))
    assert units_named(document, document.sections[0], words("zh")) == named


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_units_are_those_of_the_extraction(name: str) -> None:
    document = describe(understand(SAMPLES[name], f"{name}.txt"))
    for section in document.sections:
        units = responsible_units(document, section)
        groups = ((unit.text for unit in group) for group in (units.lead, units.responsible, units.cooperating))
        wanted = ["、".join(group) for group in groups]
        shown = units_named(document, section, words("zh")).split("\n")
        assert [line.split("：", 1)[-1] for line in shown] == [line for line in wanted if line] or not any(wanted)


def edits_of(one: str, two: str) -> list[Change]:
    found = compared(f"第一条 {one}\n第二条 其余不变。\n", f"第一条 {two}\n第二条 其余不变。\n", "vertical")
    links = [link for link in found.clause_links if link.left == 0]
    return changes((found.left, found.right), links, [True] * len(links), Pair(found).wording)


@pytest.mark.parametrize(
    ("one", "two", "change"),
    [
        ("海水养殖尾水处理率达到60%以上。", "海水养殖尾水处理率达到75%以上。", Change("figure", "60%", "75%", True)),
        ("单位产值能耗控制在20%以内。", "单位产值能耗控制在15%以内。", Change("figure", "20%", "15%", True)),
        ("对渔船更新给予不超过30%的补助。", "对渔船更新给予不超过20%的补助。", Change("figure", "30%", "20%", False)),
        ("审批部门应当在20个工作日内办结渔船登记。", "审批部门应当在12个工作日内办结渔船登记。", Change("figure", "20个工作日", "12个工作日", True)),
        ("渔业从业人员持证人数达到3万人。", "渔业从业人员持证人数达到6000人。", Change("figure", "3万人", "6000人", None)),
        ("审批部门应当在二十个工作日内办结渔船登记。", "审批部门应当在十二个工作日内办结渔船登记。", Change("figure", "二十个工作日", "十二个工作日", True)),
        ("海水养殖尾水处理率达到百分之六十以上。", "海水养殖尾水处理率达到75%以上。", Change("figure", "百分之六十", "75%", True)),
        ("未取得捕捞许可的，处五千元以上二万元以下罚款。", "未取得捕捞许可的，处一万元以上二万元以下罚款。", Change("figure", "五千元", "一万元", None)),
        ("各地必须建立渔船安全巡查台账。", "各地应当建立渔船安全巡查台账。", Change("wording", "必须", "应当", False)),
        ("力争渔港泊位达到六百个。", "渔港泊位达到六百个。", Change("word_removed", "力争", "", None)),
    ],
)  # fmt: skip
def test_more_or_less(one: str, two: str, change: Change) -> None:
    assert change in edits_of(one, two)


# ---- peers, remarks, words


def test_peers_say_what_is_missing() -> None:
    made = handout(compared("甲市行动方案", "乙市行动方案"))
    assert made.main.columns[2].heading == "甲（珩浦市）"
    alone = [row for row in body(made) if "未提及" in row]
    assert len(alone) >= 5 and all(row[4].startswith(("仅甲有", "仅乙有")) for row in alone)


def test_remarks_stand_in_the_explanation(pair: Comparison) -> None:
    clause = pair.left.clauses[-1]
    for regime in REGIMES:
        found = replace(pair, regime=regime, remarks=(Remark(True, clause.start, clause.end, "请政研室再核"),))
        assert any("批注：请政研室再核" in row[-1] + row[-2] for row in body(handout(found)))


def test_both_languages_have_the_same_texts() -> None:
    one, two = words("zh").texts, words("en").texts
    assert set(one) == set(two)
    holes = {key: (sorted(_holes(one[key])), sorted(_holes(two[key]))) for key in one}
    assert {key: pair for key, pair in holes.items() if pair[0] != pair[1]} == {}


def _holes(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("建设海洋牧场", "建设海洋牧场"),
        ("打造“云帆”品牌", "打造‘云帆’品牌"),
        ("推广深水网箱和养殖工船，建设冷链加工中心和休闲渔业示范村", "推广深水网箱和养殖工船……"),
        ("一" * 40, "一" * 22 + "……"),
    ],
)
def test_short(text: str, shown: str) -> None:
    assert short(text) == shown
