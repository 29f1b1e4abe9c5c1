"""How two documents stand to each other."""

from __future__ import annotations

import pytest
from material import PLAN, RULE, SAMPLES, UNRELATED, half_width

from compare.align.regime import Regime, containment, detect_regime
from compare.align.units import make_units
from compare.basics.key import make_key
from compare.options import Options
from compare.parse.document import understand


def regime(left: str, right: str) -> Regime:
    documents = understand(left), understand(right)
    units = [make_units(d, make_key(d.text, d.metadata.places)) for d in documents]
    return detect_regime(*documents, *units, Options())


PROVINCE = """浙江省人民政府关于加快海洋牧场建设的实施意见
浙政发〔2031〕2号
各市、县（市、区）人民政府：
为保护海洋渔业资源，现提出如下意见。
一、总体要求
坚持陆海统筹，把我省海洋牧场建成蓝色粮仓。
二、重点任务
（一）养护渔业资源。扩大增殖放流规模，严格执行伏季休渔制度。
（二）提升装备水平。支持深水网箱和养殖工船更新。
三、保障措施
各市要成立工作专班，落实建设用海。
"""
CITY = """宁波市人民政府关于加快海洋牧场建设的实施意见
甬政发〔2031〕11号
各区县（市）人民政府：
为加快我市海洋牧场建设，现提出如下意见。
一、建设目标
到2035年建成象山港牧场群，投放人工鱼礁20万空方。
二、工作举措
（一）建设人工鱼礁。在韭山列岛周边投放生态礁体。
（二）发展休闲渔业。开发海钓线路，打造渔家客栈。
三、工作要求
有关区县要制定年度计划，按季报送进展。
"""
CITING = CITY.replace(
    "为加快我市", "为落实《澜海省人民政府关于加快海洋牧场建设的实施意见》（澜政发〔2031〕2号），加快我市"
)
CITED = PROVINCE.replace("浙江省", "澜海省").replace("浙政发", "澜政发")

ROWS = [
    ("itself", PLAN, PLAN, "version"),
    ("other punctuation", PLAN, half_width(PLAN), "version"),
    ("figures changed", PLAN, PLAN.replace("24个", "36个").replace("15%", "20%"), "version"),
    ("a task dropped", PLAN, PLAN.replace(PLAN[PLAN.index("6.培育") : PLAN.index("三、保障")], ""), "version"),
    ("new edition", SAMPLES["管理办法_2021"], SAMPLES["管理办法_2025"], "version"),
    ("listed province over listed city", PROVINCE, CITY, "vertical"),
    ("cited with its number", CITED, CITING, "vertical"),
    ("sample of a province and a city", SAMPLES["省级意见"], SAMPLES["市级实施方案"], "vertical"),
    ("two cities on one topic", SAMPLES["甲市行动方案"], SAMPLES["乙市行动方案"], "peer"),
    ("three cities", SAMPLES["文库抓取_若干措施"], SAMPLES["乙市行动方案"], "peer"),
    (
        "a province and a city of another one",
        PROVINCE,
        CITY.replace("宁波市", "大连市").replace("甬政发", "大政发"),
        "peer",
    ),
    ("unrelated", PLAN, UNRELATED, "peer"),
    ("unrelated rules", RULE, UNRELATED, "peer"),
]


@pytest.mark.parametrize(("left", "right", "name"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_regime(left: str, right: str, name: str) -> None:
    found, back = regime(left, right), regime(right, left)
    assert found.name == back.name == name
    assert found.reason.endswith("。") and back.reason.endswith("。")


def test_the_reason_names_the_citation() -> None:
    assert "《澜海省人民政府关于加快海洋牧场建设的实施意见》" in regime(CITED, CITING).reason
    assert (
        "《霁川省人民政府关于加快具身智能机器人产业创新发展的实施意见》"
        in regime(SAMPLES["市级实施方案"], SAMPLES["省级意见"]).reason
    )


def units(text: str) -> list:  # type: ignore[type-arg]
    document = understand(text)
    return make_units(document, make_key(document.text, document.metadata.places))


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        (PLAN, PLAN, 1.0, 1.0),
        (PLAN, half_width(PLAN), 1.0, 1.0),
        (PLAN, PLAN[: PLAN.index("三、保障")], 0.95, 1.0),
        (PLAN, UNRELATED, 0.0, 0.01),
        ("渔港整治。", PLAN, 0.0, 0.0),
    ],
)
def test_containment(left: str, right: str, low: float, high: float) -> None:
    share = containment(units(left), units(right))
    assert low <= share <= high
    assert share == containment(units(right), units(left))
