"""The word diff of two clauses: what a reader sees as equal, inserted, deleted and replaced."""

from __future__ import annotations

import pytest
from making import compare, document

from compare.diff import edits as edits_module
from compare.diff.edits import clause_edits
from compare.diff.tokens import numbers, plain, tokenize


def shown(one: str, two: str, similarity: float = 0.9) -> str:
    left, right = document([("", one)]), document([("", two)])
    found, _ = clause_edits(left.text, right.text, left.clauses[0], right.clauses[0], similarity, 0.6)
    result = ""
    for edit in found:
        mine = left.text[edit.left.start : edit.left.end].strip()
        theirs = right.text[edit.right.start : edit.right.end].strip()
        result += (
            mine if edit.op == "equal" else (f"[-{mine}-]" if mine else "") + (f"{{+{theirs}+}}" if theirs else "")
        )
    return result


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("检测平台达到120个以上。", "检测平台达到1250个以上。", "检测平台达到[-120个-]{+1250个+}以上。"),
        ("由市委统一部署年度任务。", "由省委统一部署年度任务。", "由[-市-]{+省+}委统一部署年度任务。"),
        (
            "依据《港口法》划定锚地范围。",
            "依据《航道法》划定锚地范围。",
            "依据[-《港口法》-]{+《航道法》+}划定锚地范围。",
        ),
        ("每年公布抽查名单，并约谈负责人。", "每年公布抽查名单 、并约谈负责人。", "每年公布抽查名单，并约谈负责人。"),
        ("增速保持在5.5%左右。", "增速保持在５．５％左右。", "增速保持在5.5%左右。"),
        ("（三）公布抽查名单；", "（四）公布抽查名单；", "（三）公布抽查名单；"),
        ("2. 公布抽查名单；", "3. 按季度公布抽查名单；", "2.{+按季度+}公布抽查名单；"),
        ("禁渔期至三月十五日止。", "禁渔期至四月五日止。", "禁渔期至[-三月十五日-]{+四月五日+}止。"),
        ("加收百分之三的费用。", "加收百分之五的费用。", "加收[-百分之三-]{+百分之五+}的费用。"),
        ("提前二日告知船东。", "提前十二日告知船东。", "提前[-二日-]{+十二日+}告知船东。"),
        ("处一万五千元罚款。", "处五万元罚款。", "处[-一万五千元-]{+五万元+}罚款。"),
        ("由统一年度计划安排。", "由统筹年度计划安排。", "由统[-一-]{+筹+}年度计划安排。"),
        ("企业应当提交检验报告。", "企业应当按季度提交检验报告。", "企业应当{+按季度+}提交检验报告。"),
    ],
)
def test_word_diff(one, two, expected):
    assert shown(one, two) == expected


def test_dissimilar_clauses_are_shown_phrase_by_phrase():
    result = shown("推动岸电改造，鼓励散货水运，公布抽查名单。", "完善引航收费，鼓励散货水运，设立船员驿站。", 0.4)
    assert result == "[-推动岸电改造，-]{+完善引航收费，+}鼓励散货水运，[-公布抽查名单。-]{+设立船员驿站。+}"


def test_identical_clauses_call_no_segmenter(monkeypatch):
    monkeypatch.setattr(edits_module, "tokenize", None)
    assert shown("推动岸电改造，鼓励散货水运。", "推动岸电改造， 鼓励散货水运。") == "推动岸电改造，鼓励散货水运。"


def test_tokens_keep_numbers_titles_and_document_numbers_whole():
    text = "按云政发〔2023〕15号和《港口条例》，到2027年底建成1—2个，补助最高200万元，增长5.5%。"
    forms = [text[t.start : t.end].rstrip("，。") for t in tokenize(text, 0, len(text))]
    for whole in ("《港口条例》", "2027年底", "200万元", "5.5%"):
        assert whole in forms
    assert any(form.endswith("〔2023〕15号") for form in forms)
    assert any("1—2个" in form for form in forms)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("处五千元以上二万元以下罚款", ("5000", "2万")),
        ("一万五千元、三亿五千万元、三点五亿元", ("15000", "350000000", "3.5亿")),
        ("百分之二十至百分之三十点五，千分之五", ("20%", "30.5%", "5‰")),
        ("二〇三一年三月十五日", ("2031", "3", "15")),
        ("五至七名委员，任期三到五年", ("5", "7", "3", "5")),
        ("第三年起统一年度标准，唯一年审", ()),
        ("提高百分之三，即3%", ("3%", "3%")),
    ],
)
def test_chinese_numerals_are_numbers_before_what_they_count(text, values):
    assert numbers(text) == values


def test_numbers_are_comparable():
    assert numbers("１，０００．５万元和 3—5 个") == ("1000.5万", "3-5")
    assert plain("港口，岸线。 ＡＢ") == "港口岸线ab"


def test_clauses_are_linked_out_of_order_and_split():
    left = document(
        [("", "定期公布船舶排放抽查结果，约谈超标企业负责人。引导散货运输由公路转向水路，降低综合物流成本。")]
    )
    right = document(
        [("", "引导散货运输由公路转向水路。降低综合物流成本。定期公布船舶排放抽查结果，约谈超标企业负责人。")]
    )
    found = compare(left, right, [(1, 1)])
    assert [(link.left, link.right) for link in found.clause_links] == [(0, 2), (1, 0), (1, 1)]


def test_global_replacement_is_stated_once():
    one = [("", f"{name}由股东大会决定，{name}的实施接受监督。") for name in ("增资方案", "章程修改", "利润分配")]
    two = [(h, b.replace("股东大会", "股东会")) for h, b in one]
    left, right = document(one), document(two)
    pairs = [(n, n) for n in (1, 2, 3)]
    found = compare(left, right, pairs, "version").replacements
    assert [(r.left, r.right, r.count) for r in found] == [("股东大会", "股东会", 3)]
    assert compare(left, right, pairs, "peer").replacements == ()
