"""What ties a phrase to one place, body, project, amount, date or instrument, and what does not."""

from __future__ import annotations

import pytest

from compare.diff.anchors import anchors_of


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("在崂山区试点无人配送", "place", "崂山区"),
        ("深度融入长三角产业分工", "place", "长三角"),
        ("在盐城市开展试点", "place", "盐城市"),
        ("建立大兴机场货运便利机制", "place", "大兴机场"),
        ("联合复旦大学共建航运实验平台", "body", "复旦大学"),
        ("组建远帆航运数据有限公司", "body", "远帆航运数据有限公司"),
        ("打造“听澜”大模型", "project", "听澜"),
        ("新增泊位12个以上", "amount", "12个"),
        ("投放资金3.5亿元", "amount", "3.5亿元"),
        ("2028年底前完成改造", "date", "2028年底前"),
        ("给予最高不超过200万元补助", "instrument", "最高不超过200万元"),
        ("对设备贷款给予贴息", "instrument", "贴息"),
        ("由市交通运输局牵头编制目录", "unit", "由市交通运输局牵头"),
        ("泊位费减收百分之三十", "amount", "百分之三十"),
        ("锚地水深不小于十二米", "amount", "十二米"),
        ("应当在二十个工作日内答复", "date", "二十个工作日内"),
        ("禁渔期自五月一日开始", "date", "五月一日"),
    ],
)
def test_anchor(text, kind, value):
    assert (kind, value) in [(reason.kind, reason.value) for reason in anchors_of(text, (), "")]


@pytest.mark.parametrize(
    "text",
    [
        "支持高等院校和科研院所参与",
        "培育一批龙头企业",
        "依托重点实验室和企业技术中心",
        "深化“放管服”改革",
        "推动“政、产、学”结合",
        "建设国家级新区和产业园",
        "提高适应城市发展的能力",
        "推动新兴城市群建设",
        "实行统一年度计划，培育三个一批",
    ],
)
def test_no_anchor(text):
    assert anchors_of(text, (), "") == ()


def test_what_the_other_document_names_too_is_no_anchor():
    assert anchors_of("打造“听澜”大模型，服务崂山区", (), "崂山区已有“听澜”平台") == ()
    assert anchors_of("支持云溪市港航企业", ("云溪市",), "") == ()
