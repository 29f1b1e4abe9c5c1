"""Which clauses are called distinctive, in which order, and with which evidence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import compare, document, keys
from material import SAMPLES

from compare.diff.distinctive import Measure, distinctive_measures
from compare.model import Comparison, Document, LabelSpan, Overlap, Summary
from compare.parse.document import understand
from compare.pipeline import compare as compare_whole
from compare.pipeline import key_of

NO_SUMMARY = Summary(0.0, 0.0, (), (Overlap(0.0, 0.0),) * 2, (0, 0), (0, 0), ((), ()))


def comparison(one: str, two: str, swapped: bool = False) -> Comparison:
    """Two documents of one section each, linked."""
    left, right = document([("", one)]), document([("", two)])
    if swapped:
        left, right = right, left
    found = compare(left, right, [(1, 1)])
    return Comparison(left, right, "peer", "", (), found.clause_links, found.spans, (), NO_SUMMARY)


def labelled(one: str, two: str, *spans: LabelSpan) -> Comparison:
    left, right = document([("", one)]), document([("", two)])
    return Comparison(left, right, "peer", "", (), (), (spans, ()), (), NO_SUMMARY)


def own(one: str, two: str = "健全工作机制。") -> tuple[Measure, ...]:
    return distinctive_measures(comparison(one, two))[0]


def said(text: Document, measure: Measure) -> str:
    clause = text.clauses[measure.clause]
    return text.text[clause.start : clause.end].strip()


@pytest.mark.parametrize(
    ("text", "anchors", "specificity"),
    [
        ("在崂山区试点无人配送。", ["崂山区"], 2),
        ("在崂山区试点无人配送，打造“听澜”大模型。", ["崂山区", "听澜"], 3),
        (
            "在崂山区、即墨区、胶州市、平度市、莱西市试点无人配送。",
            ["崂山区", "即墨区", "胶州市", "平度市", "莱西市"],
            4,
        ),
        ("建设检验检测平台3个。", ["3个"], 2),
        ("建设检验检测平台3个，检测站50个。", ["3个", "50个"], 2),
        ("2028年底前投用检验平台3个。", ["2028年底前", "3个"], 3),
        ("对设备贷款给予贴息。", ["贴息"], 2),
        ("由市交通运输局牵头编制目录。", ["由市交通运输局牵头"], 1),
        ("建设崂山区海鲜产业园，带动崂山区养殖户增收。", ["崂山区海鲜产业园"], 2),
        ("对设备贷款给予贴息，联合复旦大学共建平台3个。", ["贴息", "复旦大学", "3个"], 6),
    ],
)
def test_anchors_in_reading_order_and_points(text, anchors, specificity):
    (measure,) = own(text)
    assert [reason.value for reason in measure.anchors] == anchors
    assert measure.specificity == specificity


@pytest.mark.parametrize(
    ("there", "specificity"),
    [
        ("到2030年底，培育龙头企业12个。", 0),
        ("到2030年底，培育龙头企业80个。", 2),
        ("到2029年底，培育龙头企业12个。", 1),
    ],
)
def test_uniform_figures_give_no_points(there, specificity):
    (measure,) = own("到2030年底，建成检验平台12个。", there)
    assert (measure.specificity, len(measure.anchors)) == (specificity, 2)


def test_mostly_formula_loses_points():
    (measure,) = own("加强组织领导，形成工作合力，激发创新活力，打造“听澜”。")
    (ritual,) = own("加强组织领导，加强组织领导，形成工作合力，激发创新活力，打造“听澜”。")
    assert (measure.specificity, ritual.specificity) == (2, 0)


def test_a_neighbours_anchors_are_not_taken_over():
    """One span may run over several clauses."""
    measures = own("联合复旦大学共建航运实验平台。对设备贷款给予贴息。")
    assert measures[0].spans == measures[1].spans
    assert {m.clause: [reason.value for reason in m.anchors] for m in measures} == {0: ["复旦大学"], 1: ["贴息"]}


def test_a_name_with_a_blank_inside_is_still_an_anchor():
    pair = comparison("联合复旦大学共建航运实验平台。", "健全工作机制。")
    span = pair.spans[0][0]
    spaced = labelled("联合复旦大　　学共建航运实验平台。", "健全工作机制。", span)
    assert [reason.value for reason in distinctive_measures(spaced)[0][0].anchors] == ["复旦大学"]


def test_nearest_clause_and_novelty():
    two = "健全工作机制。\n支持渔业合作社购置抗风浪网箱。\n加强宣传引导。"
    (measure,) = own("支持渔业合作社购置抗风浪网箱，在崂山区试点无人配送。", two)
    assert (measure.nearest, measure.left) == (1, True)
    assert 0.5 < measure.similarity < 0.9
    assert measure.novelty == 1 - measure.similarity
    assert 0.3 < measure.share < 0.6


@pytest.mark.parametrize("two", ["", "αβγ。"])
def test_nothing_is_near(two):
    (measure,) = own("在崂山区试点无人配送。", two)
    assert (measure.nearest, measure.similarity, measure.novelty) == (None, 0.0, 1.0)


def test_a_scrap_of_text_is_not_new():
    whole, scrap = own("打造“听澜”品牌，推动融合发展。打造“听澜”。")
    assert (whole.clause, scrap.clause) == (0, 1)
    assert whole.novelty > 0.5 and scrap.novelty == 0


def test_best_first_and_ties_in_reading_order():
    text = "建设检验平台3个。建设检验平台7个。对设备贷款给予贴息，联合复旦大学共建平台2个。推动码头装卸升级。"
    measures = own(text)
    assert [measure.clause for measure in measures] == [2, 0, 1]
    assert measures[1].score == measures[2].score < measures[0].score


def test_keys_may_be_given():
    pair = comparison("在崂山区试点无人配送。", "在港口试点无人配送，健全工作机制。")
    assert distinctive_measures(pair) == distinctive_measures(pair, keys(pair.left, pair.right))


PHRASES = [
    "支持龙头企业牵头组建创新联合体", "加强组织领导", "建设3个检验检测平台", "到2027年", "在青岚区布局海鲜冷链试点",
    "在崂山区试点无人配送", "打造“云帆”航运品牌", "对新建平台给予最高200万元补助", "由市交通运输局牵头", "增长5.5%",
    "形成工作合力", "联合复旦大学共建航运实验平台",
]  # fmt: skip
BODY = st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from("，。；\n")), max_size=10).map(
    lambda parts: "".join(a + b for a, b in parts)
)


@settings(max_examples=200, deadline=None)
@given(BODY, BODY)
def test_sides_mirror_and_measures_are_within_bounds(one, two):
    pair, mirror = comparison(one, two), comparison(one, two, swapped=True)
    found = distinctive_measures(pair)
    back = distinctive_measures(mirror)
    for mine, theirs in zip(found, reversed(back), strict=True):
        assert [(m.clause, m.score, m.anchors, m.nearest) for m in mine] == [
            (m.clause, m.score, m.anchors, m.nearest) for m in theirs
        ]
        assert not any(a.left == b.left for a, b in zip(mine, theirs, strict=True))
    for side, measures in enumerate(found):
        text = (pair.left, pair.right)[side]
        distinct = [span for span in pair.spans[side] if span.label == "distinctive"]
        wanted = {
            index
            for index, clause in enumerate(text.clauses)
            if any(span.start < clause.end and clause.start < span.end for span in distinct)
        }
        assert [m.clause for m in sorted(measures, key=lambda m: m.clause)] == sorted(wanted)
        for measure in measures:
            assert all(0 <= part <= 1 for part in (measure.similarity, measure.novelty, measure.share, measure.score))
            assert measure.share > 0 and measure.specificity >= 0


@settings(max_examples=50, deadline=None)
@given(BODY)
def test_a_document_has_none_against_itself(text):
    assert distinctive_measures(comparison(text, text)) == ((), ())


def test_what_a_reader_would_name_comes_first():
    left, right = (understand(SAMPLES[name], name) for name in ("甲市行动方案", "乙市行动方案"))
    pair = compare_whole(left, right)
    found = distinctive_measures(pair, (key_of(left), key_of(right)))
    assert found == distinctive_measures(pair)
    assert "“珩储贷”" in said(left, found[0][0])
    assert any("“海能英才”计划" in said(right, measure) for measure in found[1][:3])
    assert any("翎海海洋工业大学" in said(right, measure) for measure in found[1][:5])


def test_a_requirement_taken_over_is_no_measure_of_the_superior():
    pair = compare_whole(*(understand(SAMPLES[name], name) for name in ("省级意见", "市级实施方案")))
    superior, own_ones = distinctive_measures(pair)
    assert len(superior) < len(own_ones)
    assert any("算力券" in said(pair.right, measure) for measure in own_ones[:3])
