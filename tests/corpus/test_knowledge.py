"""A user's own formulas, synonyms, roles, topics and issuers: found, checked, put into effect, and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import OTHER, corpus, report, write
from material import PLAN

from compare.corpus.knowledge import find, load
from compare.errors import KnowledgeError

GOOD = """
formulas = ["坚持…统筹", "蓝色粮仓"]
[synonyms]
养殖工船 = ["养殖平台"]
[roles]
牧场管理 = ["海藻场", "养护海域"]
政策与要素支持 = ["养殖工船"]
[topics]
资金 = ["资金", "补助"]
人才 = "人才"
[issuers]
湾区政府 = ["青汐市人民政府", "碧澜市"]
"""


def test_found_beside_the_documents(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "docs")
    (folder / "bidui.toml").write_text(GOOD, encoding="utf-8")
    found = find([str(folder), str(folder / "计划.txt")])
    assert [path for path in found if path.startswith(str(tmp_path))] == [str(folder / "bidui.toml")]
    assert find([str(folder)], "own.toml") == ("own.toml",)


def test_effects(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "own", {"a.txt": PLAN, "b.txt": OTHER.replace("养殖工船", "养殖平台"), "bidui.toml": GOOD}
    )
    plain = report(write(tmp_path / "plain", {"a.txt": PLAN, "b.txt": OTHER.replace("养殖工船", "养殖平台")}))
    found = report(folder)
    (use,) = found.knowledge
    assert use.path == str(folder / "bidui.toml")
    assert dict(use.added) == {"formulas": 2, "synonyms": 1, "roles": 2, "topics": 2, "issuers": 1}
    assert {entry.issuer for entry in found.entries} == {"湾区政府"} and found.issuers == 1
    assert all(a.formula > b.formula for a, b in zip(found.entries, plain.entries, strict=True))
    roles = {s.heading: s.roles for s in found.entries[0].document.sections}
    assert roles["修复海藻场"] == ("牧场管理",) and roles["更新养殖工船"] == ("support",)
    assert "牧场管理" in found.roles
    topics = {row.name: row for row in found.dimensions if row.kind == "topic"}
    assert list(topics) == ["资金", "人才"]
    assert [cell.total > 0 for cell in topics["资金"].cells] == [True, True]
    assert [cell.quotes for cell in topics["人才"].cells] == [(), ()]
    assert {row.formula for row in found.shared if row.kind == "frame"} >= {"own:蓝色粮仓", "own:坚持…统筹"}
    assert found.pair(0, 1).gross > plain.pair(0, 1).gross


def test_a_topics_file_may_be_bare(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", {"a.txt": PLAN, "b.txt": OTHER, "topics.toml": '装备 = ["网箱", "工船"]\n'})
    found = report(folder, topics=str(folder / "topics.toml"))
    (row,) = [row for row in found.dimensions if row.kind == "topic"]
    assert row.keywords == ("网箱", "工船") and row.cells[0].total >= 2
    assert [use.path for use in found.knowledge] == [str(folder / "topics.toml")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("formula = []", "formulas"),
        ("formulas = 3", "formulas 应当是一列文字"),
        ('formulas = ["好"]', "太短"),
        ("[topics]\n资金 = [3]", "topics.资金"),
        ("[topics]\n资金 = []", "topics.资金"),
        ('topics = ["资金"]', "topics 应当是一张表"),
        ("[topics\n", "TOML"),
    ],
)
def test_faults_name_file_and_place(tmp_path: Path, text: str, said: str) -> None:
    place = tmp_path / "bidui.toml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load([str(place)])
    assert said in caught.value.message("zh") and str(place) in caught.value.message("en")
    assert "\n" not in caught.value.message("zh")


def test_no_such_file() -> None:
    with pytest.raises(KnowledgeError, match="无法读取"):
        load(["没有.toml"])
    with pytest.raises(KnowledgeError, match="没有主题"):
        load([], str(Path(__file__).parents[2] / "tests" / "corpus" / "empty.toml"))
