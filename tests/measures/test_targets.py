"""Targets: the shapes of domain reference 5.2, and what is none. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from extracted import HEAD, read, said

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "domain" / "targets.json"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "到2035年，养护海域面积达到300平方公里，渔业总产值突破90亿元。",
            [
                ("养护海域面积", "达到300平方公里", ">=", 300, "平方公里", "2035"),
                ("渔业总产值", "突破90亿元", ">", 90, "亿元", "2035"),
            ],
        ),
        (
            "到2033年，建成海洋牧场24个，培育休闲渔村10个左右、渔家乐30家。",
            [
                ("海洋牧场", "建成海洋牧场24个", "=", 24, "个", "2033"),
                ("休闲渔村", "培育休闲渔村10个左右", "~", 10, "个", "2033"),
                ("渔家乐", "渔家乐30家", "=", 30, "家", "2033"),
            ],
        ),
        (
            "到2033年，布局1—2家深远海实验室、8家左右良种场。",
            [
                ("深远海实验室", "布局1—2家深远海实验室", "range", 1, "家", "2033"),
                ("良种场", "8家左右良种场", "~", 8, "家", "2033"),
            ],
        ),
        (
            "到2033年，水产品加工率、冷链流通率分别提高到55％、70％以上。",
            [
                ("水产品加工率", "分别提高到55％", ">=", 55, "%", "2033"),
                ("冷链流通率", "70％以上", ">=", 70, "%", "2033"),
            ],
        ),
        (
            "到2033年，城乡居民人均可支配收入分别增长6%和7%左右。",
            [
                ("城镇居民人均可支配收入", "分别增长6%", "~", 6, "%", "2033"),
                ("农村居民人均可支配收入", "7%左右", "~", 7, "%", "2033"),
            ],
        ),
        (
            "到2033年，全市深水网箱和养殖工船分别达到800口。",
            [
                ("深水网箱", "分别达到800口", ">=", 800, "口", "2033"),
                ("养殖工船", "分别达到800口", ">=", 800, "口", "2033"),
            ],
        ),
        (
            "到2033年，海水养殖良种覆盖率从62%提高到80%以上。",
            [("海水养殖良种覆盖率", "提高到80%以上", ">=", 80, "%", "2033")],
        ),
        (
            "到2033年，70%的规模以上渔业企业实现数字化改造。",
            [("实现数字化改造的规模以上渔业企业占比", "70%的规模以上渔业企业实现数字化改造", "=", 70, "%", "2033")],
        ),
        (
            "到2035年，渔民人均收入比2030年翻一番。",
            [("渔民人均收入", "渔民人均收入比2030年翻一番", ">=", 2, "倍", "2035")],
        ),
        (
            "到2033年，单位养殖产量能耗较“十五五”末下降12%，2035年下降20%。",
            [
                ("单位养殖产量能耗", "较“十五五”末下降12%", "=", 12, "%", "2033"),
                ("单位养殖产量能耗", "2035年下降20%", "=", 20, "%", "2035"),
            ],
        ),
        (
            "到2033年，进入全国海洋渔业百强市排名前20名。",
            [("全国海洋渔业百强市排名", "进入全国海洋渔业百强市排名前20名", "<=", 20, "名", "2033")],
        ),
        (
            "到2033年，近岸海域赤潮发生次数控制在5次以内，渔业增加值增速高于全省平均1.5个百分点以上。",
            [
                ("近岸海域赤潮发生次数", "控制在5次以内", "<=", 5, "次", "2033"),
                ("渔业增加值增速", "高于全省平均1.5个百分点以上", ">=ref+", 1.5, "个百分点", "2033"),
            ],
        ),
        (
            "到2033年，每万人拥有渔业技术员3.4名以上，年均增速保持在8%以上。",
            [
                ("每万人拥有渔业技术员", "3.4名以上", ">=", 3.4, "名", "2033"),
                ("每万人拥有渔业技术员", "年均增速保持在8%以上", ">=", 8, "%", "2033"),
            ],
        ),
        (
            "到2033年，“蓝谷8”集群营收达到90亿元，“鲸头”企业数量达到12家，打造“云上渔港”5个以上。",
            [
                ("“蓝谷8”集群营收", "达到90亿元", ">=", 90, "亿元", "2033"),
                ("“鲸头”企业数量", "达到12家", ">=", 12, "家", "2033"),
                ("“云上渔港”", "打造“云上渔港”5个以上", ">=", 5, "个", "2033"),
            ],
        ),
        (
            "力争“十六五”末“蓝谷8”集群规上企业营收突破100亿元。",
            [("“蓝谷8”集群规上企业营收", "突破100亿元", ">", 100, "亿元", "2035")],
        ),
        (
            "到2033年，培育20家养殖规模突出、良种选育能力强、具有全国影响力的龙头渔企，渔村面貌焕然一新。",
            [("龙头渔企", "培育20家养殖规模突出、良种选育能力强、具有全国影响力的龙头渔企", "=", 20, "家", "2033")],
        ),
    ],
)
def test_shapes(text: str, rows: list[object]) -> None:
    assert said(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "对年捕捞量达到2000吨以上、连续经营满3年的合作社优先支持。",
        "统筹推进三个“一号工程”，实施“十大养殖行动”，建设502工程。",
        "截至2030年底，全市实现渔业总产值57.6亿元，深水网箱已达320口。",
        "经认定的示范牧场给予一次性奖励50万元，最高不超过80万元。",
        "从受理之日起10个工作日内办结，逾期处以2000元罚款。",
        "该项目总投资12亿元，年产300万尾鱼苗。",
        "依据《关于建设100个海洋牧场的方案》执行。",
        "信用额度可提高至500万元。",
        "员工宿舍每间不超过6人。",
    ],
)
def test_is_no_target(text: str) -> None:
    head = "青汐市海洋局关于加强海洋牧场管理的通知\n青汐海〔2031〕7号\n一、有关要求\n"
    assert said(text, head) == []
    if not text.startswith("员工"):  # in a section of goals a bound is an aim
        assert said(text) == []


def test_deadline_governs_until_another_comes() -> None:
    rows = said("到2033年，渔业产值达到60亿元。养殖面积达到9万亩。到2035年，渔业产值达到90亿元。")
    assert [row[-1] for row in rows] == ["2033", "2033", "2035"]
    _, found = read("到2033年，渔业产值达到60亿元。养殖面积达到9万亩。")
    assert [target.deadline_from for target in found.targets] == ["stated", "inherited"]


def test_annual_document_gives_its_year() -> None:
    head = "2031年青汐市政府工作报告\n一、2030年工作回顾\n渔业产值增长7%，建成海洋牧场3个。\n二、2031年重点工作\n"
    document, found = read("渔业产值增长8%左右，新建海洋牧场5个。\n", head)
    assert [(t.indicator, t.deadline, t.deadline_from) for t in found.targets] == [
        ("渔业产值", "2031", "inherited"),
        ("新建海洋牧场", "2031", "inherited"),
    ]
    assert [document.text[t.start : t.end] for t in found.achieved] == ["增长7%", "建成海洋牧场3个"]
    assert {t.modality for t in found.achieved} == {"achieved"}


def test_report_without_headings_turns_to_the_future_in_a_sentence() -> None:
    head = "2031年青汐市政府工作报告\n各位代表：\n"
    text = (
        "过去一年，渔业产值达到52亿元。深水网箱达到300口。\n"
        "今年经济社会发展的主要预期目标是：渔业产值增长8%；深水网箱达到400口。\n"
    )
    _, found = read(text, head)
    assert [(t.indicator, t.value, t.modality) for t in found.targets] == [
        ("渔业产值", 8, "expected"),
        ("深水网箱", 400, "expected"),
    ]
    assert len(found.achieved) == 2


def test_period_of_the_title_is_the_deadline() -> None:
    head = "青汐市海洋牧场建设行动方案（2031—2034年）\n一、重点任务\n"
    assert [row[-1] for row in said("新建养殖工船6艘。", head)] == ["2034"]


def test_modality_base_and_value_in_the_base_unit() -> None:
    _, found = read("到2033年，力争渔业产值比2030年增长20%，达到1.2万亿元。确保耕海面积不低于9万亩。")
    first, second, third = found.targets
    assert (first.modality, first.kind, first.base and first.base.year) == ("strive", "growth_rate", "2030")
    assert (second.indicator, second.norm, second.norm_unit) == ("渔业产值", 1.2e12, "元")
    assert (third.modality, third.op) == ("ensure", ">=")


def test_what_a_value_starts_from_is_its_base() -> None:
    _, found = read("到2033年，海水养殖良种覆盖率从62%提高到80%以上。")
    assert [(t.value, t.base and t.base.value) for t in found.targets] == [(80, "62%")]


def test_without_a_number() -> None:
    text = "到2033年，居民收入增长与经济增长同步，养殖尾水达标率有所提升，2033年底前建成石浦冷链中心。"
    _, found = read(text)
    assert [(t.indicator, t.kind, t.op, t.value) for t in found.targets] == [
        ("居民收入增长", "sync", "sync", None),
        ("养殖尾水达标率", "qualitative", "up", None),
        ("石浦冷链中心", "milestone", "by", None),
    ]


def test_blanks_inside_a_value() -> None:
    text = "到2033年，渔业总产值突　破90亿元，养护海域面积达到３００平方 公里。"
    document, found = read(text)
    assert [(t.indicator, t.value, t.unit) for t in found.targets] == [
        ("渔业总产值", 90, "亿元"),
        ("养护海域面积", 300, "平方公里"),
    ]
    assert document.text[found.targets[0].start : found.targets[0].end] == "突　破90亿元"


def test_impossible_dates_are_flagged() -> None:
    document, found = read("自1813年4月3日起施行，4月、83月报送。")
    assert [flag.text for flag in found.flags] == ["1813年", "83月"]
    assert all(document.text[flag.start : flag.end] == flag.text for flag in found.flags)


def test_rules_hold_no_targets() -> None:
    articles = "".join(f"第{n}条 浴池水每日更换不少于{i}次。\n" for i, n in enumerate("一二三四五六七", 1))
    assert said(articles, "白榆县公共浴室卫生管理办法\n") == []


def test_responsible_units_of_a_target() -> None:
    _, found = read("到2033年，渔业产值达到60亿元。（责任单位：市海洋局、市财政局）")
    assert [unit.text for unit in found.targets[0].responsible.responsible] == ["市海洋局", "市财政局"]


def test_same_on_every_run() -> None:
    text = "到2033年，渔业产值达到60亿元，建成海洋牧场24个。"
    assert read(text) == read(text)
    assert HEAD


@pytest.mark.skipif(not GOLD.is_file(), reason="needs ../shared/domain/targets.json")
def test_gold_file_holds_its_floors() -> None:
    import importlib.util
    import json

    spec = importlib.util.spec_from_file_location("score_targets", ROOT / "benchmarks" / "targets.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    table = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    scores = module.score(show=False)
    assert {
        name: score for name, score in scores.items() if score < table["targets"].get(name, 0) - table["epsilon"]
    } == {}
