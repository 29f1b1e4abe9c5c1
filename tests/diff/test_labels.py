"""Labels of phrases in the order of the guideline, in peers and in versions."""

from __future__ import annotations

import pytest
from making import compare, document, marked


def label_of(spans, part):
    return next(label for label, text in spans if part in text)


PEERS = (
    document(
        [
            (
                "一、平台建设",
                "支持龙头企业联合高校组建海洋装备创新联合体，到2027年建成检测平台30个以上。打造以“听澜”大模型为核心的航运调度系统，推动船舶绿色改造。",
            ),
            ("二、保障措施", "加强组织领导，形成工作合力。优化岸线管理的流程。"),
        ],
        ("临沧海市",),
    ),
    document(
        [
            (
                "（一）平台建设",
                "支持龙头企业联合高校组建海洋装备创新联合体，到2026年建成检测平台12个以上。鼓励船舶开展绿色改造和更新。",
            ),
            ("（二）组织保障", "强化组织领导，形成强大工作合力。提高物业服务的温度。"),
        ]
    ),
)


@pytest.mark.parametrize(
    ("part", "label"),
    [
        ("支持龙头企业联合", "shared"),
        ("检测平台30个", "value_changed"),
        ("听澜", "distinctive"),
        ("船舶绿色改造", "adapted"),
        ("加强组织领导", "boilerplate"),
        ("优化岸线", "general"),
        ("一、平台建设", "shared"),
    ],
)
def test_peers(part, label):
    left, right = PEERS
    found = marked(compare(left, right, [(1, 1), (2, 2)]), left)
    assert label_of(found, part) == label


def test_reasons_carry_the_evidence():
    left, right = PEERS
    spans = compare(left, right, [(1, 1), (2, 2)]).spans[0]
    kinds = {span.label: {reason.kind for reason in span.reasons} for span in spans if span.reasons}
    assert {"formula", "frequency"} <= kinds["boilerplate"]
    assert "project" in kinds["distinctive"]
    assert "counterpart" in kinds["adapted"] and "value" in kinds["value_changed"]
    shared = next(span for span in spans if span.label == "shared" and "龙头" in left.text[span.start : span.end])
    assert shared.other is not None
    assert "支持龙头企业联合高校" in right.text[shared.other.start : shared.other.end]


def test_same_role_links_carry_no_content():
    left, right = (
        document([("一、目标", "推动港口岸线集约利用和绿色改造。")]),
        document([("一、目标", "推动港口岸线集约利用。")]),
    )
    assert label_of(marked(compare(left, right, []), left), "港口岸线") == "general"


def test_long_verbatim_phrase_elsewhere_is_shared():
    sentence = "对年度综合能耗下降明显的装卸企业给予通行便利，"
    left = document([("一、甲", sentence + "推广电动拖车。")])
    right = document([("一、乙", "改进航道测绘。"), ("二、丙", sentence + "简化报关。")])
    span = compare(left, right, [(1, 1)]).spans[0][0]
    assert span.label == "shared" and right.text[span.other.start : span.other.end] == sentence


def test_places_and_levels_do_not_make_a_difference():
    left = document([("一、组织", "成立云溪市港航工作专班，由市领导担任召集人负责调度。")], ("云溪市", "云溪"))
    right = document([("一、组织", "成立天衢省港航工作专班，由省领导担任召集人负责调度。")], ("天衢省", "天衢"))
    assert {label for label, _ in marked(compare(left, right, [(1, 1)]), left)} == {"shared"}


def test_definitions_and_numbered_titles_are_quotations():
    body = "本办法所称锚地，是指供船舶停泊的水域。按照《云溪市锚地条例》（云政发〔2022〕3号），划定范围并公布。"
    spans = marked(
        compare(document([("一、总则", body)]), document([("一、总则", "另行公布。")]), []),
        document([("一、总则", body)]),
    )
    assert label_of(spans, "所称锚地") == "quotation" and label_of(spans, "云溪市锚地条例") == "quotation"


def test_versions():
    left = document(
        [
            ("", "经营者应当在30日内提交年度检验报告。主管部门每季度公布抽查名单，并约谈负责人。"),
            ("", "鼓励行业自律和信息共享。"),
        ]
    )
    right = document(
        [
            ("", "经营者应当在15日内提交年度检验报告。主管部门每季度公布抽查名单和结果，并约谈负责人。"),
            ("", "鼓励行业自律和信息共享。"),
            ("", "违反本条规定的，处5万元罚款。"),
        ]
    )
    found = compare(left, right, [(1, 1), (2, 2)], "version")
    spans = marked(found, right, 1)
    assert label_of(spans, "15日") == "value_changed"
    assert label_of(spans, "公布抽查名单") == "adapted"
    assert label_of(spans, "约谈负责人") == "shared"
    assert label_of(spans, "行业自律") == "shared"
    assert label_of(spans, "5万元") == "distinctive"


def test_responsible_units_stand_alone():
    left = document([("一、任务", "推进岸电改造全覆盖。（牵头单位：市交通运输局，责任单位：市财政局）")])
    right = document([("一、任务", "推进岸电改造全覆盖。（牵头单位：省交通运输厅，责任单位：省财政厅）")])
    last = compare(left, right, [(1, 1)]).spans[0][-1]
    assert left.text[last.start] == "（" and last.reasons[0].kind == "unit"


def test_a_renumbered_item_is_no_change():
    left = document([("", "违反规定的下列情形：\n（一）伪造检验报告；\n（二）拒绝接受现场检查。")])
    right = document(
        [("", "违反规定的下列情形：\n（一）转让检验资质；\n（二）伪造检验报告；\n（三）拒绝接受现场检查。")]
    )
    spans = marked(compare(left, right, [(1, 1)], "version"), right, 1)
    assert label_of(spans, "伪造检验报告") == label_of(spans, "现场检查") == "shared"
    assert label_of(spans, "转让检验资质") == "general"
