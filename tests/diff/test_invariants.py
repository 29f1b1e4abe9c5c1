"""Properties that hold for any pair: spans and edits tile, a document has nothing of its own against itself, sides mirror."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from making import compare, document

from compare.diff import Differences
from compare.diff.tokens import item_end, plain, tokenize
from compare.model import Document

PHRASES = [
    "支持龙头企业牵头组建创新联合体", "加强组织领导", "建设3个检验检测平台", "到2027年", "到2030年底", "在青岚区布局海鲜冷链试点",
    "对新建平台给予最高200万元补助", "推动港口装卸设备更新", "完善港口装卸设备的更新办法", "形成工作合力", "激发创新活力",
    "按照《云溪市港口条例》（云政发〔2023〕5号）执行", "本办法所称港口，是指货物装卸的场所", "由市交通运输局牵头", "（牵头单位：市财政局）",
    "打造“云帆”航运品牌", "增长5.5%", "1. 提升服务", " 　", "\n", "２０２６年", "…", "a1-2b", "“（",
]  # fmt: skip
BODY = st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from("，。；、\n")), max_size=8).map(
    lambda parts: "".join(a + b for a, b in parts)
)
UNITS = st.lists(
    st.tuples(st.sampled_from(["", "一、总体要求", "二、重点任务", "（一）加强组织领导"]), BODY), min_size=1, max_size=4
)
REGIMES = st.sampled_from(["version", "vertical", "peer"])


def _pairs(data: st.DataObject, left: Document, right: Document) -> list[tuple[int, int]]:
    every = [(a + 1, b + 1) for a in range(len(left.sections)) for b in range(len(right.sections))]
    return data.draw(st.lists(st.sampled_from(every), unique=True, max_size=6))


def _check_tiles(found: Differences, left: Document, right: Document) -> None:
    for side, document_ in enumerate((left, right)):
        at = 0
        spans = list(found.spans[side])
        for section in document_.sections:
            at = section.start
            while at < section.end:
                span = spans.pop(0)
                assert span.start == at < span.end <= section.end
                assert span.end - span.start >= 6 or section.end - section.start < 6
                at = span.end
        assert not spans
    for link in found.clause_links:
        one, two = left.clauses[link.left], right.clauses[link.right]
        at, there = one.start, two.start
        for edit in link.edits:
            assert (edit.left.start, edit.right.start) == (at, there)
            at, there = edit.left.end, edit.right.end
            mine, theirs = left.text[edit.left.start : at], right.text[edit.right.start : there]
            if edit.op == "equal":
                if (edit.left.start, edit.right.start) == (one.start, two.start):
                    mine, theirs = (t[item_end(t, 0, len(t)) :] for t in (mine, theirs))
                assert plain(mine) == plain(theirs)
                continue
            assert bool(mine) == (edit.op != "insert") and bool(theirs) == (edit.op != "delete")
        assert (at, there) == (one.end, two.end)


@settings(max_examples=400, deadline=None)
@given(UNITS, UNITS, REGIMES, st.data())
def test_spans_and_edits_tile_and_sides_mirror(one, two, regime, data):
    left, right = document(one), document(two)
    pairs = _pairs(data, left, right)
    found = compare(left, right, pairs, regime)
    _check_tiles(found, left, right)
    back = compare(right, left, [(b, a) for a, b in pairs], regime)
    shape = [[(s.start, s.end, s.label) for s in side] for side in found.spans]
    assert shape == [[(s.start, s.end, s.label) for s in side] for side in reversed(back.spans)]
    assert {(k.left, k.right) for k in found.clause_links} == {(k.right, k.left) for k in back.clause_links}
    assert found == compare(left, right, pairs, regime)


@settings(max_examples=80, deadline=None)
@given(UNITS, REGIMES)
def test_a_document_has_nothing_of_its_own_against_itself(units, regime):
    left = document(units)
    found = compare(left, left, [(n, n) for n in range(1, len(units) + 1)], regime)
    labels = {s.label for side in found.spans for s in side}
    assert labels <= {"shared", "boilerplate", "quotation"}
    assert all(edit.op == "equal" for link in found.clause_links for edit in link.edits)
    linked = {link.left for link in found.clause_links}
    assert linked == set(range(len(left.clauses)))


@settings(max_examples=100, deadline=None)
@given(BODY)
def test_tokens_tile(text):
    tokens = tokenize(text, 0, len(text))
    assert "".join(text[t.start : t.end] for t in tokens) == text
