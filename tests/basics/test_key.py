"""Keys: what is masked, dropped and folded, and that the map back to the text is exact."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import half_width

from compare.basics.key import make_key, plain_text
from compare.model import Span

PLACES = ("青汐市", "青汐")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # digits and years
        ("到2035年，建成24个", "到#年建成#个"),
        ("面积1,200亩", "面积#亩"),
        ("增长6.5%", "增长#"),
        ("增长6.5个百分点", "增长#个百分点"),
        ("1.5万个", "#万个"),
        ("2031-2035年", "##年"),
        ("完成率100%。3年", "完成率##年"),
        ("第１２期", "第#期"),
        # places
        ("青汐市渔港", "P渔港"),
        ("青汐渔港", "P渔港"),
        ("我市渔港", "P渔港"),
        ("本省渔港", "P渔港"),
        ("全区渔港", "P渔港"),
        ("本自治区渔港", "P渔港"),
        ("沙湾市渔港", "沙湾市渔港"),
        ("青汐市我市全市", "PPP"),
        # department prefixes
        ("市财政局", "财政局"),
        ("省财政厅", "财政厅"),
        ("县人民政府", "人民政府"),
        ("市工业和信息化局", "工业和信息化局"),
        ("青汐市财政局", "P财政局"),
        ("市场主体", "市场主体"),
        ("县域经济", "县域经济"),
        # full-width, blanks, punctuation
        ("ＡＩ+制造", "ai制造"),
        ("AI制造", "ai制造"),
        ("总　则", "总则"),
        ("加快 发展\n海洋", "加快发展海洋"),
        ("《意见》（试行）——“三个”", "意见试行三个"),
        ("甲_乙", "甲乙"),
        ("，。；", ""),
        ("", ""),
        # enclosed and other numerals
        ("①检查", "#检查"),
        ("⑴检查", "#检查"),
        ("⒈检查", "#检查"),
        ("⑿检查", "##检查"),
        ("㈠检查", "一检查"),
        ("Ⅲ类水质", "iii类水质"),
        ("10㎡", "#m#"),
    ],
)
def test_masking(text: str, key: str) -> None:
    assert make_key(text, PLACES).text == key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("省财政厅按2031年标准发放", "省财政厅按2029年标准发放"),
        ("我市沿海", "全省沿海"),
        ("（牵头单位：市财政局）", "牵头单位:财政局"),
        ("占比６．５％", "占比6.5%"),
        ("总　则", "总则"),
    ],
)
def test_equal_keys(left: str, right: str) -> None:
    assert make_key(left).text == make_key(right).text


@pytest.mark.parametrize("text", ["我市渔港", "青汐市渔港", "由市财政局负责"])
def test_wrapped_words(text: str) -> None:
    wrapped = {make_key(f"{text[:at]}\n{text[at:]}", PLACES).text for at in range(1, len(text))}
    assert wrapped == {make_key(text, PLACES).text}


def test_places_do_not_depend_on_order() -> None:
    text = "青汐市青汐港"
    assert make_key(text, ("青汐", "青汐市")).text == make_key(text, ("青汐市", "青汐")).text == "PP港"


def test_source_and_within() -> None:
    key = make_key("青汐市有㎡12个。", PLACES)
    assert key.text == "P有m##个"
    assert key.source(0, 1) == Span(0, 3)
    assert key.source(1, 5) == Span(3, 7)
    assert key.source(2, 3) == key.source(3, 4) == Span(4, 5)
    assert key.within(0, 3) == (0, 1)
    assert key.within(0, 2) == (0, 0)  # half a place name holds none of it
    assert key.within(4, 8) == (2, 6)
    assert key.cut(3, 8) == "有m##个"
    assert key.source(3, 3) == Span(4, 4)
    assert key.source(6, 6) == Span(8, 8)
    assert make_key("").source(0, 0) == Span(0, 0)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("增长6.5％，达到30万。", "增长6.5%达到30万"),
        ("到2035年", "到2035年"),
        ("10 - 20", "1020"),
        ("10-20", "10-20"),
        ("第3.", "第3"),
        ("a.b", "ab"),
        ("我市（县）", "我市县"),
        ("≥ 20㎡", "≥20m2"),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


ALPHABET = "青汐市我本全省县区财政局人民政府建设海洋牧场12３.,，。；：、（）《》“”％% 　\n①⑿㈠⒈㎡½Ⅲﬁ𠀀ＡbİΩ_-"
TEXTS = st.one_of(st.text(ALPHABET, max_size=60), st.text(max_size=30))


@given(TEXTS)
def test_map_is_exact(text: str) -> None:
    key = make_key(text, PLACES)
    assert len(key.starts) == len(key.ends) == len(key.text)
    spans = list(zip(key.starts, key.ends, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for before, after in pairwise(spans):
        # Characters of one ligature or enclosed numeral share its span; all others stand behind one another.
        assert before == after or before[1] <= after[0]
    for index, (start, end) in enumerate(spans):
        assert key.source(index, index + 1) == Span(start, end)
        low, high = key.within(start, end)
        assert low <= index < high
        char = key.text[index]
        if char not in "#P":
            assert char in unicodedata.normalize("NFKC", text[start:end]).lower()
    covered = {at for start, end in spans for at in range(start, end)}
    for at, char in enumerate(text):
        if char in "青汐海洋牧场建设":
            assert at in covered


@given(TEXTS, st.data())
def test_within_stays_inside(text: str, data: st.DataObject) -> None:
    key = make_key(text, PLACES)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = key.within(start, end)
    assert 0 <= low <= high <= len(key.text)
    if low < high:
        back = key.source(low, high)
        assert start <= back.start < back.end <= end
    assert key.cut(start, end) == key.text[low:high]
    outside = [i for i in range(len(key.text)) if not low <= i < high]
    assert not any(start <= key.starts[i] and key.ends[i] <= end for i in outside)


@given(TEXTS)
def test_half_width_changes_no_key(text: str) -> None:
    assert make_key(half_width(text), PLACES).text == make_key(text, PLACES).text
    assert plain_text(half_width(text)) == plain_text(text)


@given(TEXTS)
def test_blanks_change_no_key_of_han(text: str) -> None:
    # Han only: a blank inside a number, a place name or a Latin ligature does change what is masked.
    han = "".join(c for c in text if c in "建设海洋牧场，。；《》")
    assert make_key("　".join(han)).text == make_key(han).text
