"""What a document says about itself."""

from __future__ import annotations

import pytest
from material import PLAN, RULE, SAMPLES

from compare.model import Metadata
from compare.parse.document import understand
from compare.parse.metadata import iso_date, short_place, title_core

BODY = "为加强渔港管理，保障渔船安全，制定本文件。\n一、渔港登记\n渔港实行登记制度。\n二、渔船管理\n渔船应当安装定位终端。\n"


def metadata(title: str, *, tail: str = "", front: str = "") -> Metadata:
    return understand(f"{front}{title}\n{BODY}{tail}").metadata


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2031.05.20", "2031-05-20"),
        ("2031-5-2", "2031-05-02"),
        ("2031/12/31", "2031-12-31"),
        ("2031年5月2日", "2031-05-02"),
        ("2031 年 5 月 2 日", "2031-05-02"),
        ("二〇三一年五月二日", "2031-05-02"),
        ("二○三一年十二月三十一日", "2031-12-31"),
        ("二零零八年三月七日", "2008-03-07"),
        ("二OO八年十月二十日", "2008-10-20"),
        ("一九九九年十一月三十日", "1999-11-30"),
        ("自2031年5月2日起施行", "2031-05-02"),
        # impossible or unlikely
        ("1913年4月3日", ""),
        ("5355年6月6日", ""),
        ("2031年13月2日", ""),
        ("2031年0月2日", ""),
        ("2031年5月32日", ""),
        ("2031年83月2日", ""),
        ("二〇三一年十三月二日", ""),
        ("2031年2月30日", ""),
        ("2031-04-31", ""),
        ("2031年2月29日", ""),
        ("2032年2月29日", "2032-02-29"),
        ("年2月22日", ""),
        ("2031年5月", ""),
        ("", ""),
    ],
)
def test_iso_date(text: str, iso: str) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    ("title", "issuers", "level"),
    [
        ("青汐市人民政府关于加快渔港建设的意见", ("青汐市人民政府",), "市"),
        ("青汐市人民政府办公室关于加快渔港建设的意见", ("青汐市人民政府办公室",), "市"),
        ("中共青汐市委、青汐市人民政府关于加快渔港建设的意见", ("中共青汐市委", "青汐市人民政府"), "市"),
        ("澜海省人民政府关于加快渔港建设的意见", ("澜海省人民政府",), "省"),
        ("广西壮族自治区人民政府关于加快渔港建设的意见", ("广西壮族自治区人民政府",), "省"),
        ("上海市人民政府关于加快渔港建设的意见", ("上海市人民政府",), "省"),
        ("白榆县人民政府关于加快渔港建设的意见", ("白榆县人民政府",), "区县"),
        ("青汐市鹿岛区人民政府关于加快渔港建设的意见", ("青汐市鹿岛区人民政府",), "区县"),
        ("石浦镇人民政府关于加快渔港建设的通知", ("石浦镇人民政府",), "乡镇"),
        ("榆溪高新区管委会关于加快渔港建设的意见", ("榆溪高新区管委会",), "园区"),
        ("国务院关于加快渔港建设的意见", ("国务院",), "国家"),
        ("国务院办公厅关于加快渔港建设的意见", ("国务院办公厅",), "国家"),
        (
            "农业农村部、国家发展改革委关于加快渔港建设的意见",
            ("农业农村部", "国家发展改革委"),
            "部委",
        ),
        (
            "青汐市财政局 青汐市海洋渔业局关于加快渔港建设的意见",
            ("青汐市财政局", "青汐市海洋渔业局"),
            "市",
        ),
        ("农业农村部澜海省人民政府关于加快渔港建设的意见", ("农业农村部", "澜海省人民政府"), "部委"),
        ("中共中央国务院关于加快渔港建设的意见", ("中共中央", "国务院"), "国家"),
        ("最高人民法院最高人民检察院关于渔港案件的规定", ("最高人民法院", "最高人民检察院"), "国家"),
        ("渔港建设管理办法", (), ""),
    ],
)
def test_issuers_and_level(title: str, issuers: tuple[str, ...], level: str) -> None:
    found = metadata(title)
    assert (found.issuers, found.level) == (issuers, level)


def test_issuer_of_the_signature() -> None:
    found = metadata("渔港建设管理办法", tail="青汐市海洋渔业局\n2031年5月2日\n")
    assert found.issuers == ("青汐市海洋渔业局",)
    assert found.level == "市"


@pytest.mark.parametrize(
    ("front", "title", "issuer"),
    [
        # a field of a portal, bold in Markdown; the site that posted it again; a field without a value
        ("**发布机构**: 青汐市海洋渔业局\n", "渔港建设管理办法", "青汐市海洋渔业局"),
        ("发布机构：青汐市鹿岛区财政局\n", "青汐市人民政府关于加快渔港建设的意见", "青汐市人民政府"),
        ("发布机构：\n成文日期：\n", "渔港建设管理办法", ""),
        ("发布机构：青汐市人民政府办公室\n", "市政府办公室关于加快渔港建设的意见", "青汐市人民政府办公室"),
    ],
)
def test_issuer_of_a_field(front: str, title: str, issuer: str) -> None:
    assert "、".join(metadata(title, front=front).issuers) == issuer


@pytest.mark.parametrize("count", ["第13号", "（第13号）", "第 13 号", ""])
def test_decree(count: str) -> None:
    text = (
        f"青汐市人民政府令\n{count}\n《青汐市渔港管理办法》已经2031年4月2日市政府第3次常务会议审议通过，现予公布，自2031年6月1日起施行。\n"
        "市长　林某某\n2031年4月9日\n青汐市渔港管理办法\n第一条　为了加强渔港管理，制定本办法。\n第二条　渔港实行登记制度。\n"
    )
    document = understand(text)
    found = document.metadata
    assert (found.title, found.outer_title) == ("青汐市渔港管理办法", "青汐市人民政府令")
    assert (found.issuers, found.number) == (("青汐市人民政府",), "青汐市人民政府令第13号" if count else "")
    assert found.date("issued") == "2031-04-09"
    assert [section.marker for section in document.sections] == ["第一条", "第二条"]


def test_announced_with_a_preamble() -> None:
    text = (
        "澜海省高级人民法院\n公　告\n《渔港案件审理规程》已于2031年4月2日由审判委员会通过，现予公布，自2031年6月1日起施行。\n2031年4月9日\n"
        "渔港案件审理规程\n（2031年4月2日审判委员会通过，自2031年6月1日起施行）\n"
        "为正确审理渔港案件，结合审判实践，制定本规程。\n第一条　本规程适用于渔港案件。\n第二条　案件应当公开审理。\n"
    )
    document = understand(text)
    assert document.metadata.issuers == ("澜海省高级人民法院",)
    assert document.text[document.sections[0].start :].startswith("为正确审理")


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("首页\n繁体\n信息公开\n正文\n青汐渔港这一年\n2031-05-02 09:30\n来源：\n海洋网\n", "青汐渔港这一年"),
        ("首页\n正文\n", ""),
        ("各位代表！\n", ""),
        ("渔港条例\n", "渔港条例"),
        ("青汐渔港这一年\n", "青汐渔港这一年"),
    ],
)
def test_title_without_a_genre(front: str, title: str) -> None:
    assert understand(f"{front}{BODY}").metadata.title == title


def test_level_that_the_text_names() -> None:
    text = "渔港建设管理办法\n为加强我县渔港管理，结合我县实际，制定本办法。\n一、渔港登记\n我县渔港实行登记制度。\n二、附则\n自公布之日起施行。\n"
    assert understand(text).metadata.level == "区县"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("青汐政发〔2031〕7号", "青汐政发〔2031〕7号"),
        ("青汐政发[2031]7号", "青汐政发[2031]7号"),
        ("青汐政办发（2031）107号", "青汐政办发（2031）107号"),
        ("青汐政发 〔2031〕 7 号", "青汐政发〔2031〕7号"),
        ("青汐政规﹝2031﹞第7号", "青汐政规﹝2031﹞第7号"),
        ("青汐政发【2031】7号", "青汐政发【2031】7号"),
    ],
)
def test_number(line: str, number: str) -> None:
    assert metadata(f"青汐市人民政府关于加快渔港建设的意见\n{line}").number == number


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("青汐市人民政府关于加快渔港建设的实施意见", "实施意见"),
        ("青汐市渔港建设行动方案", "行动方案"),
        ("青汐市渔港管理办法", "办法"),
        ("青汐市渔港管理办法（试行）", "办法"),
        ("青汐市渔港管理条例", "条例"),
        ("青汐市渔港建设规划（2031—2035年）", "规划"),
        ("青汐市支持渔港建设若干措施", "若干措施"),
        ("2031年政府工作报告", "政府工作报告"),
        ("青汐市人民政府关于加强渔港管理的通知", "通知"),
        ("青汐市人民政府关于加强渔港管理的决定", "决定"),
    ],
)
def test_genre(title: str, genre: str) -> None:
    assert metadata(title).genre == genre


@pytest.mark.parametrize(
    ("title", "issuers", "names", "core"),
    [
        ("青汐市人民政府关于加快渔港建设的实施意见", ("青汐市人民政府",), (), "加快渔港建设的实施意见"),
        (
            "青汐市人民政府关于印发青汐市渔港建设行动方案（2031—2035年）的通知",
            ("青汐市人民政府",),
            ("青汐市", "青汐"),
            "渔港建设行动方案",
        ),
        ("关于印发《青汐市渔港管理办法》的通知", (), ("青汐市",), "渔港管理办法"),
        ("青汐市渔港管理办法（2031年修订）", (), ("青汐市",), "渔港管理办法"),
        ("2031年渔港建设工作要点", (), (), "渔港建设工作要点"),
        ("中华人民共和国渔港法", (), (), "渔港法"),
        ("", (), (), ""),
    ],
)
def test_title_core(title: str, issuers: tuple[str, ...], names: tuple[str, ...], core: str) -> None:
    assert title_core(title, issuers, names) == core


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("青汐市", "青汐"),
        ("广西壮族自治区", "广西"),
        ("宁夏回族自治区", "宁夏"),
        ("新疆维吾尔自治区", "新疆"),
        ("白榆县", "白榆"),
        ("澜海省", "澜海"),
        ("恩施土家族苗族自治州", "恩施"),
        ("青汐", "青汐"),
    ],
)
def test_short_place(name: str, short: str) -> None:
    assert short_place(name) == short


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("青汐市人民政府关于加快渔港建设的意见", ("青汐市", "青汐")),
        ("浙江省杭州市人民政府关于加快渔港建设的意见", ("杭州市", "浙江省", "杭州", "浙江")),
        ("农业农村部关于加快渔港建设的意见", ()),
        ("国务院关于加快渔港建设的意见", ()),
        ("关于推进城乡渔港建设的意见", ()),
    ],
)
def test_places(title: str, places: tuple[str, ...]) -> None:
    assert metadata(title).places == places


def test_cited_documents() -> None:
    text = (
        "青汐市渔港管理办法\n根据《中华人民共和国渔业法》和《澜海省渔港条例》（澜政发〔2029〕3号），制定本办法。\n"
        "一、渔港登记\n按照《中华人民共和国渔业法》《渔船检验规程（试行）》执行，同时落实《青汐市渔港管理办法》。\n"
        "二、附则\n未尽事项按照《关于印发〈渔船名录〉的通知》办理。《简报》不作依据。\n"
    )
    assert understand(text).metadata.cited == (
        ("中华人民共和国渔业法", ""),
        ("澜海省渔港条例", "澜政发〔2029〕3号"),
        ("渔船检验规程（试行）", ""),
        ("关于印发〈渔船名录〉的通知", ""),
    )


@pytest.mark.parametrize(
    ("tail", "name", "date"),
    [
        ("青汐市人民政府\n2031年5月20日\n", "issued", "2031-05-20"),
        ("青汐市人民政府\n二〇三一年五月二十日\n", "issued", "2031-05-20"),
        ("青汐市人民政府2031年5月20日\n", "issued", "2031-05-20"),
        ("三、附则\n本办法自2032年1月1日起施行。\n", "effective", "2032-01-01"),
        ("三、附则\n本办法自1913年1月1日起施行。\n", "effective", ""),
    ],
)
def test_dates_at_the_end(tail: str, name: str, date: str) -> None:
    assert metadata("青汐市渔港管理办法", tail=tail).date(name) == date


def test_fields_of_a_legal_database() -> None:
    front = (
        "青汐市渔港管理办法\n青汐市渔港管理办法文章属性•【制定机关】青汐市人民政府•【公布日期】2031.05.20•【字号】青汐政规〔2031〕2号"
        "•【施行日期】2031.07.01•【效力等级】地方规范性文件•【时效性】现行有效•【主题分类】渔业正文\n"
    )
    found = metadata("青汐市渔港管理办法", front=front)
    assert found.title == "青汐市渔港管理办法"
    assert found.issuers == ("青汐市人民政府",)
    assert found.number == "青汐政规〔2031〕2号"
    assert found.dates == (("effective", "2031-07-01"), ("published", "2031-05-20"))
    assert found.status.startswith("现行有效")


def test_fields_of_a_portal() -> None:
    front = "索引号：QX-2031-07\n发文机关：青汐市人民政府\n成文日期：2031年05月18日\n发布日期：2031年05月20日\n发文字号：青汐政规〔2031〕2号\n有效性：有效\n"
    found = metadata("青汐市渔港管理办法", front=front)
    assert found.issuers == ("青汐市人民政府",)
    assert found.number == "青汐政规〔2031〕2号"
    assert found.dates == (("issued", "2031-05-18"), ("published", "2031-05-20"))
    assert found.status == "有效"


def test_whole_documents() -> None:
    plan = understand(PLAN).metadata
    assert plan.title == plan.outer_title == "青汐市人民政府关于加快海洋牧场建设的实施意见"
    assert plan.addressees == "各县（市、区）人民政府，市政府各部门"
    assert plan.title_core == "加快海洋牧场建设的实施意见"
    rule = understand(RULE).metadata
    assert (rule.title, rule.genre, rule.level) == ("白榆县公共浴室卫生管理办法", "办法", "区县")
    assert rule.date("effective") == "2032-01-01"


@pytest.mark.parametrize(
    ("name", "title", "number", "level", "core"),
    [
        ("省级意见", "霁川省人民政府关于加快具身智能机器人产业创新发展的实施意见", "霁政发〔2025〕11号", "省", "加快具身智能机器人产业创新发展的实施意见"),
        ("市级实施方案", "煦宁市具身智能机器人产业创新发展实施方案", "煦政办发〔2025〕36号", "市", "具身智能机器人产业创新发展实施方案"),
        ("甲市行动方案", "珩浦市新型储能产业高质量发展三年行动方案（2024—2026年）", "珩政办发〔2024〕22号", "市", "新型储能产业高质量发展三年行动方案"),
        ("乙市行动方案", "翎海市推动新型储能产业集聚发展三年行动方案（2025—2027年）", "翎政发〔2025〕9号", "市", "推动新型储能产业集聚发展三年行动方案"),
        ("管理办法_2021", "昀江市产业引导基金管理办法", "昀政规〔2021〕5号", "市", "产业引导基金管理办法"),
        ("管理办法_2025", "昀江市产业引导基金管理办法（2025年修订）", "昀政规〔2025〕3号", "市", "产业引导基金管理办法"),
        ("文库抓取_若干措施", "曦原市支持新型储能产业发展若干措施", "曦政办发〔2024〕17号", "市", "支持新型储能产业发展若干措施"),
    ],
)  # fmt: skip
def test_samples(name: str, title: str, number: str, level: str, core: str) -> None:
    found = understand(SAMPLES[name]).metadata
    assert (found.title, found.number, found.level, found.title_core) == (title, number, level, core)
    assert found.issuers[0].startswith(found.places[0])
