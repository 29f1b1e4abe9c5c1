"""Links of whole pairs: a text with itself, the mirror, versions with moves and splits, noise that changes nothing."""

from __future__ import annotations

import re

import pytest
from material import NEWS, PLAN, RULE, SAMPLES, UNRELATED, half_width, hard_wrapped, with_chrome

from compare.model import Comparison, Link
from compare.parse.document import understand
from compare.pipeline import compare

OWN = {"PLAN": PLAN, "RULE": RULE, "UNRELATED": UNRELATED}
ALL = {**OWN, **SAMPLES}
PAIRS = [
    ("管理办法_2021", "管理办法_2025"),
    ("省级意见", "市级实施方案"),
    ("甲市行动方案", "乙市行动方案"),
    ("文库抓取_若干措施", "乙市行动方案"),
    ("PLAN", "省级意见"),
    ("RULE", "UNRELATED"),
]


def compared(left: str, right: str) -> Comparison:
    return compare(understand(left), understand(right))


def content(found: Comparison) -> list[Link]:
    """Links that speak of content: not the lonely sections of one role."""
    return [link for link in found.links if link.kind != "same_role"]


def by_markers(found: Comparison) -> dict[tuple[str, str], Link]:
    return {(found.left.by_id[k.left].marker, found.right.by_id[k.right].marker): k for k in content(found)}


# ------------------------------------------------------------------------------------------- with itself


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_text_with_itself(name: str) -> None:
    found = compared(ALL[name], ALL[name])
    assert found.regime == "version"
    assert [(k.left, k.right) for k in found.links] == [(s.id, s.id) for s in found.left.sections]
    assert {k.kind for k in found.links} == {"identical"}
    assert {k.similarity for k in found.links} == {1.0}
    assert not any(k.moved or k.group for k in found.links)
    for spans in found.spans:
        assert {s.label for s in spans} <= {"shared", "boilerplate", "quotation"}
    assert found.summary.similarity == 1.0
    assert found.replacements == ()
    assert all(edit.op == "equal" for link in found.clause_links for edit in link.edits)


# -------------------------------------------------------------------------------------------- the mirror


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=["/".join(pair) for pair in PAIRS])
def test_mirror(one: str, other: str) -> None:
    there, back = compared(ALL[one], ALL[other]), compared(ALL[other], ALL[one])
    assert there.regime == back.regime
    swapped = {(k.right, k.left): k for k in back.links}
    assert {(k.left, k.right) for k in there.links} == set(swapped)
    for link in there.links:
        twin = swapped[link.left, link.right]
        assert (link.kind, link.moved) == (twin.kind, twin.moved)
        assert link.score == pytest.approx(twin.score, abs=1e-4)
        assert link.similarity == pytest.approx(twin.similarity, abs=1e-6)
    labels = [[(s.start, s.end, s.label) for s in spans] for spans in there.spans]
    assert labels == [[(s.start, s.end, s.label) for s in spans] for spans in reversed(back.spans)]
    assert {(k.left, k.right) for k in there.clause_links} == {(k.right, k.left) for k in back.clause_links}
    assert there.summary.similarity == pytest.approx(back.summary.similarity, abs=1e-9)


def grouped(found: Comparison, swap: bool) -> set[frozenset[tuple[str, str]]]:
    """The links of each group."""
    groups: dict[str, set[tuple[str, str]]] = {}
    for link in found.links:
        if link.group:
            groups.setdefault(link.group, set()).add((link.right, link.left) if swap else (link.left, link.right))
    return {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize("pair", PAIRS[:4], ids="/".join)
def test_groups_mirror(pair: tuple[str, str]) -> None:
    left, right = (ALL[name] for name in pair)
    there = grouped(compared(left, right), swap=False)
    assert there
    assert there == grouped(compared(right, left), swap=True)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=["/".join(pair) for pair in PAIRS])
def test_links_are_sound(one: str, other: str) -> None:
    found = compared(ALL[one], ALL[other])
    pairs = [(k.left, k.right) for k in found.links]
    assert len(set(pairs)) == len(pairs)
    order = [{s.id: n for n, s in enumerate(d.sections)} for d in (found.left, found.right)]
    places = [(order[0][a], order[1][b]) for a, b in pairs]
    assert places == sorted(places)
    for link in found.links:
        assert link.kind in {"identical", "edited", "equivalent", "partial", "same_role"}
        assert 0.0 <= link.score <= 1.0 and 0.0 <= link.similarity <= 1.0
    lonely = [k for k in found.links if k.kind == "same_role"]
    assert not {k.left for k in lonely} & {k.left for k in content(found)}
    assert not {k.right for k in lonely} & {k.right for k in content(found)}


# ---------------------------------------------------------------------------------------------- versions

_ARTICLE = re.compile(r"^第[一二三四五六七八九十]+条", re.MULTILINE)
_NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]


def articles(text: str) -> list[str]:
    """Pieces of the rule that begin with an article, without its number; the first piece is what stands before."""
    return _ARTICLE.split(text)


def numbered(pieces: list[str]) -> str:
    return pieces[0] + "".join(f"第{_NUMERALS[n]}条{piece}" for n, piece in enumerate(pieces[1:]))


NEW = " 公共浴室应当安装防滑垫和紧急呼叫装置，并对高龄沐浴者给予必要照护。\n"


def test_renumbering_is_no_change() -> None:
    pieces = articles(RULE)
    assert numbered(pieces) == RULE
    pieces.insert(5, NEW)
    found = compared(RULE, numbered(pieces))
    assert found.regime == "version"
    links = by_markers(found)
    expected = {(f"第{_NUMERALS[n]}条", f"第{_NUMERALS[n + (n >= 4)]}条") for n in range(9)}
    assert {pair for pair in links if "条" in pair[0]} == expected
    assert {links[pair].kind for pair in expected} == {"identical"}
    assert not any(k.moved for k in found.links)
    inserted = found.right.text.index(NEW.strip())
    labels = {s.label for s in found.spans[1] if s.start < inserted + len(NEW) - 2 and s.end > inserted}
    assert labels & {"distinctive", "general"} and not labels & {"shared", "adapted", "value_changed"}


def test_edited_and_renumbered() -> None:
    pieces = articles(RULE)
    del pieces[2]
    text = (
        numbered(pieces)
        .replace("每四小时检测", "每两小时检测")
        .replace("二千元", "五千元")
        .replace("保存两年", "保存三年")
    )
    found = compared(RULE, text)
    assert not any(k.moved for k in found.links)
    assert {k.kind for k in content(found)} <= {"identical", "edited"}
    links = by_markers(found)
    assert links["第五条", "第四条"].kind == "edited"
    assert links["第七条", "第六条"].kind == "edited"
    assert links["第六条", "第五条"].kind == "identical"
    assert not any(left == "第二条" for left, _ in links)


@pytest.mark.parametrize(("origin", "to"), [(3, 6), (6, 3), (8, 4), (5, 1), (1, 5)])
def test_a_moved_article(origin: int, to: int) -> None:
    pieces = articles(UNCHAPTERED)
    piece = pieces.pop(origin)
    pieces.insert(to, piece)
    found = compared(UNCHAPTERED, numbered(pieces))
    assert found.regime == "version"
    links = by_markers(found)
    moved = {pair for pair, link in links.items() if link.moved}
    assert moved == {(f"第{_NUMERALS[origin - 1]}条", f"第{_NUMERALS[to - 1]}条")}
    assert {k.kind for k in content(found)} == {"identical"}
    assert len(links) == len(found.left.sections)


UNCHAPTERED = re.sub(r"^第.章 .*\n", "", RULE, flags=re.MULTILINE)


@pytest.mark.parametrize("merge", [False, True])
def test_split_and_merge(merge: bool) -> None:
    pieces = articles(RULE)
    whole = pieces[5]
    first, second = (
        " 浴池水每日至少更换一次，更换前应当彻底清洗池壁和池底，不得以补水代替换水。\n",
        " 循环使用的浴池水应当每四小时检测一次余氯，检测记录由专人填写，保存两年备查。\n",
    )
    pieces[5] = first.rstrip("\n") + second.lstrip(" ")
    joined = numbered(pieces)
    pieces[5:6] = [first, second]
    split = numbered(pieces)
    assert whole not in pieces
    found = compared(split, joined) if merge else compared(joined, split)
    links = [k for k in content(found) if k.group]
    assert len(links) == 2
    assert len({k.group for k in links}) == 1
    one, many = ("right", "left") if merge else ("left", "right")
    owner = found.right if merge else found.left
    assert {owner.by_id[getattr(k, one)].marker for k in links} == {"第五条"}
    other = found.left if merge else found.right
    assert [other.by_id[getattr(k, many)].marker for k in links] == ["第五条", "第六条"]
    assert not any(k.moved for k in found.links)


def test_a_replacement_throughout_is_stated_once() -> None:
    text = RULE.replace("县卫生健康部门", "县疾病防控中心").replace("经营者", "县卫生健康部门")
    found = compared(text, text.replace("卫生健康部门", "文化旅游部门"))
    assert text.count("卫生健康部门") == 1
    assert found.replacements == ()
    text = (
        text.replace("监督管理人员", "县卫生健康部门")
        .replace("从业人员", "县卫生健康部门")
        .replace("顾客", "县卫生健康部门")
    )
    found = compared(text, text.replace("卫生健康部门", "文化旅游部门"))
    assert [(r.left, r.right, r.count) for r in found.replacements] == [("卫生健康", "文化旅游", 4)]


def test_samples_of_two_editions() -> None:
    found = compared(SAMPLES["管理办法_2021"], SAMPLES["管理办法_2025"])
    links = by_markers(found)
    assert links["第一条", "第一条"].kind == "identical"
    assert links["第四条", "第四条"].kind == "edited"
    moved = [pair for pair, link in links.items() if link.moved]
    assert moved == [("第三十条", "第十三条")]


# ------------------------------------------------------------------------------------------- unrelated


FUND = pytest.param(
    SAMPLES["管理办法_2021"],
    PLAN,
    marks=pytest.mark.xfail(strict=True, reason="four partial links without a shared clause"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [(PLAN, UNRELATED), (RULE, UNRELATED), (PLAN, RULE), (NEWS, PLAN), (SAMPLES["省级意见"], RULE), FUND],
    ids=["PLAN/UNRELATED", "RULE/UNRELATED", "PLAN/RULE", "NEWS/PLAN", "省级意见/RULE", "管理办法/PLAN"],
)  # fmt: skip
def test_unrelated(one: str, other: str) -> None:
    found = compared(one, other)
    assert len(content(found)) <= 1
    assert not [k for k in content(found) if k.kind in ("identical", "edited")]


# -------------------------------------------------------------------------------- noise changes no link


def shape(found: Comparison) -> list[tuple[str, str, str, bool, str]]:
    return [(k.left, k.right, k.kind, k.moved, k.group) for k in found.links]


@pytest.mark.parametrize("spoil", [half_width, with_chrome, hard_wrapped], ids=lambda f: f.__name__)
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=["/".join(pair) for pair in PAIRS])
def test_layout_changes_no_link(one: str, other: str, spoil) -> None:  # type: ignore[no-untyped-def]
    plain = compared(ALL[one], ALL[other])
    for left, right in ((spoil(ALL[one]), ALL[other]), (ALL[one], spoil(ALL[other]))):
        found = compared(left, right)
        assert found.regime == plain.regime
        assert shape(found) == shape(plain)
        # A number that a wrap cuts in two counts as two numbers in the key.
        close = 0.02 if spoil is hard_wrapped else 1e-6
        assert [k.similarity for k in found.links] == pytest.approx([k.similarity for k in plain.links], abs=close)
