"""Copies are grouped, versions are linked beside them, and neither is taken for the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import PLAN, REPORTS, RULE, family_names, report, write
from material import SHARED, hard_wrapped, with_chrome

from compare.report import Report

DEV = SHARED / "corpus" / "dev"


def test_reposts_are_one_family(found: Report) -> None:
    assert family_names(found) == [["计划.txt", "计划_折行.txt", "计划_网页.txt", "计划_连排.txt"]]
    assert len(found.families) == 6
    assert sorted(n for family in found.families for n in family.documents) == list(range(len(found.entries)))


def test_every_entry_names_its_family(found: Report) -> None:
    for number, family in enumerate(found.families):
        assert {found.entries[n].family for n in family.documents} == {number}
        assert family.shares[0] == 1.0 and all(share >= 0.9 for share in family.shares)


def test_a_revision_is_linked_not_merged(found: Report) -> None:
    (link,) = found.versions
    assert link.kind == "revision"
    assert Path(found.head(link.left).path).name == "办法.txt"
    assert Path(found.head(link.right).path).name == "办法_修订.txt"
    assert 0.7 < link.share < 1


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (PLAN.replace("不少于40平方公里", "不少于50平方公里"), False),  # another value
        (PLAN.replace("不少于40平方公里，", "不少于40平方公里，严禁挖沙，"), False),  # a phrase more
        (PLAN.replace("设立电子围栏和浮标", "设立电子围栏与浮标"), False),  # a word, and the text is short
        (PLAN.replace("，", ",").replace("、", " "), True),  # punctuation alone
        (PLAN.replace("专项资金8000万元", "专项资金9000万元"), False),  # in the last sentence
        (PLAN.replace("青汐市人民政府\n2031年5月20日", "（此件公开发布）打印关闭分享到微信"), True),  # another end
        ("来源：示例网 2031-06-01\n" + PLAN + "\n附件：养殖工船名录\n海丰一号，海丰二号，海丰三号，海丰四号\n", True),
        (hard_wrapped(with_chrome(PLAN), width=21, page=9), True),
    ],
)
def test_what_makes_a_copy(tmp_path: Path, changed: str, same: bool) -> None:
    found = report(write(tmp_path, {"a.txt": PLAN, "b.txt": changed}))
    assert (len(found.families) == 1) is same


def test_other_document_number_is_no_copy(tmp_path: Path) -> None:
    again = PLAN.replace("2031〕7号", "2032〕9号").replace("海钓和观光", "海钓观光")
    assert len(report(write(tmp_path, {"a.txt": PLAN, "b.txt": again})).families) == 2


def test_years_of_one_report_are_a_series(tmp_path: Path) -> None:
    files = {f"青汐市_{year}_政府工作报告.txt": text for year, text in REPORTS.items()}
    found = report(write(tmp_path, files))
    assert {link.kind for link in found.versions} == {"series"}
    links = [(found.head(link.left).year, found.head(link.right).year) for link in found.versions]
    assert links == [("2031", "2032"), ("2032", "2033")]


def test_two_forms_are_no_copies(tmp_path: Path) -> None:
    """Notices made from one form differ in little, but they are not one document."""
    form = (
        "白榆县人民政府关于{}停水的通告\n因管网检修，{}自2032年{}月1日起停水三日，请居民提前储水。特此通告。\n"
        + "\n".join(RULE.splitlines()[2:6])
    )
    files = {f"{n}.txt": form.format(place, place, n) for n, place in enumerate(("东渡街道", "西桥街道", "北塘镇"), 3)}
    assert len(report(write(tmp_path, files)).families) == 3


@pytest.mark.skipif(not DEV.exists(), reason="needs the corpus in ../shared")
def test_the_known_duplicates() -> None:
    found = report(DEV / "duplicates")
    folders = [{Path(found.entries[n].path).parent.name for n in family.documents} for family in found.families]
    assert len(found.families) == 5 and all(len(names) == 1 for names in folders)
    assert all(len(family.documents) == 2 for family in found.families)


@pytest.mark.skipif(not DEV.exists(), reason="needs the corpus in ../shared")
def test_amended_laws_are_no_copies() -> None:
    found = report(DEV / "revisions")
    assert family_names(found) == []
    assert len(found.versions) >= 12
