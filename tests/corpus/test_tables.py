"""Shared clauses, distinctive measures, the matrix, dimensions, coverage, folder pairs and checks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import OTHER, corpus, report, write
from material import PLAN, SHARED

from compare.corpus.clustering import cluster
from compare.errors import ReadError
from compare.report import Quote, Report

DEV = SHARED / "corpus" / "dev"


def family(found: Report, name: str) -> int:
    return next(entry.family for entry in found.entries if Path(entry.path).name == name)


def quotes(found: Report) -> list[Quote]:
    """Every quotation of a report."""
    rows = [quote for row in found.shared for quote in row.quotes]
    rows += [m.quote for measures in found.distinctive for m in measures]
    rows += [m.nearest for measures in found.distinctive for m in measures if m.nearest]
    return rows + [quote for row in found.dimensions for cell in row.cells for quote in cell.quotes]


def test_matrix_is_square_symmetric_and_explained(found: Report) -> None:
    matrix, count = found.matrix, len(found.families)
    for figures in (matrix.gross, matrix.net, matrix.subject, matrix.structure):
        assert figures.shape == (count, count)
        assert np.allclose(figures, figures.T) and np.allclose(np.diag(figures), 1)
        assert figures.min() >= 0 and figures.max() <= 1
    assert sorted(matrix.order) == list(range(count))
    assert len(matrix.merges) == count - 1 and matrix.merges[-1].size == count
    heights = [merge.height for merge in matrix.merges]
    assert heights == sorted(heights)


def test_alike_beside_alike(found: Report) -> None:
    matrix = found.matrix
    plan, other = family(found, "计划.txt"), family(found, "碧澜.txt")
    rule, revised = family(found, "办法.txt"), family(found, "办法_修订.txt")
    assert matrix.gross[plan, other] > 0.5 and matrix.gross[rule, revised] > 0.7
    assert matrix.gross[plan, rule] < 0.05
    places = {number: at for at, number in enumerate(matrix.order)}
    assert abs(places[plan] - places[other]) == 1 and abs(places[rule] - places[revised]) == 1


def test_pair_figures_add_up(found: Report) -> None:
    pair = found.pair(family(found, "碧澜.txt"), family(found, "计划.txt"))
    assert pair.left < pair.right
    sizes = [found.head(number).characters for number in (pair.left, pair.right)]
    assert pair.characters == sum(sizes) and pair.own <= pair.characters
    both = (pair.left_in_right * sizes[0] + pair.right_in_left * sizes[1]) / sum(sizes)
    assert pair.gross == pytest.approx(both, abs=0.01)
    assert sum(row.characters for row in pair.by_role) <= pair.characters
    assert {row.role for row in pair.by_role} >= {"tasks", "objectives"}
    assert len(found.passages(pair.left, pair.right)) == pair.passages > 5


def test_shared_rows(found: Report) -> None:
    rows = {row.text: row for row in found.shared}
    common = rows["每年移植大型藻类5000亩，对受损海草床实行分区轮休，轮休期不少于18个月。"]
    assert (common.kind, common.families, common.issuers, common.exact) == ("clause", 2, 2, True)
    assert common.first_date == "2031-05-20" and common.role == "tasks"
    assert [Path(found.entries[q.document].path).name for q in common.quotes] == ["计划.txt", "碧澜.txt"]
    assert all(row.families == len(row.quotes) for row in found.shared)
    order = [(-row.families, -row.issuers, -len(row.text)) for row in found.shared]
    assert order == sorted(order)


def test_period_phrases_have_their_years(tmp_path: Path) -> None:
    text = PLAN.replace("以新发展理念为指导", "以新发展理念为指导，建设和谐社会")
    rows = {row.text: row for row in report(write(tmp_path, {"a.txt": text, "b.txt": OTHER})).shared}
    assert rows["和谐社会"].kind == "period" and rows["和谐社会"].years == (2005, 2007)
    assert rows["新发展理念"].families == 2


def test_copies_do_not_count_twice(found: Report) -> None:
    assert max(row.families for row in found.shared if row.kind in ("clause", "phrase")) == 2


def test_distinctive_measures(found: Report) -> None:
    measures = found.distinctive[family(found, "碧澜.txt")]
    texts = [found.text(m.quote) for m in measures]
    assert any("海上驿站" in text or "补给平台9座" in text for text in texts[:3])
    assert not any("5000亩" in text for text in texts)  # the other city has it too
    scores = [m.score for m in measures]
    assert scores == sorted(scores, reverse=True)
    for m in measures:
        assert m.anchors and m.specificity >= 2 and 0 <= m.novelty <= 1 and 0.3 <= m.own <= 1
        assert m.nearest is None or found.entries[m.nearest.document].family != family(found, "碧澜.txt")


def test_versions_are_not_set_against_each_other(found: Report) -> None:
    """What a revision keeps is its own against all others."""
    revised = found.distinctive[family(found, "办法_修订.txt")]
    others = {m.nearest.document for m in revised if m.nearest}
    assert all(Path(found.entries[n].path).name != "办法.txt" for n in others)


def test_quotations_are_the_documents_own(found: Report) -> None:
    assert quotes(found)
    for quote in quotes(found):
        document = found.entries[quote.document].document
        assert 0 <= quote.start < quote.end <= len(document.text)
        assert found.text(quote).strip() == found.text(quote)
        assert quote.section == "" or quote.section in document.by_id


def test_dimensions_have_a_cell_a_family(found: Report) -> None:
    heads = [family.representative for family in found.families]
    for row in found.dimensions:
        assert [cell.document for cell in row.cells] == heads
        assert all(len(cell.quotes) <= cell.total for cell in row.cells)
        assert any(cell.total for cell in row.cells)


@given(st.integers(1, 14).flatmap(lambda n: st.lists(st.floats(0, 1), min_size=n * n, max_size=n * n)))
@settings(max_examples=60, deadline=None)
def test_clustering(values: list[float]) -> None:
    count = int(len(values) ** 0.5)
    raw = np.asarray(values, dtype=np.float32).reshape(count, count)
    distance = (raw + raw.T) / 2
    order, merges = cluster(distance.copy())
    assert sorted(order) == list(range(count)) and len(merges) == count - 1
    assert (order, merges) == cluster(distance.copy())
    if count > 1:
        off = distance[~np.eye(count, dtype=bool)]
        assert merges[0].height == pytest.approx(float(off.min()), abs=1e-6)


def test_who_is_responsible_is_no_quotation_of_its_own(tmp_path: Path) -> None:
    named = PLAN.replace("支持渔民利用闲置渔船", "（牵头单位：市渔业局；责任单位：市财政局）支持渔民利用闲置渔船")
    only = PLAN.replace("（二）强化资金支持", "（二）强化资金支持\n（牵头单位：市财政局；责任单位：市渔业局）")
    for text in (named, only):
        found = report(write(tmp_path / str(len(text)), {"a.txt": text, "b.txt": OTHER}))
        quotes = [found.text(quote) for row in found.dimensions for cell in row.cells for quote in cell.quotes]
        assert quotes and not any(
            quote.strip("（）()").startswith("牵头单位") and "支持" not in quote for quote in quotes
        )


def test_coverage(tmp_path: Path) -> None:
    upper = PLAN.replace("青汐市", "沧澜省").replace("我市", "我省")
    lower = (
        PLAN.replace("青汐市人民政府关于", "青汐市人民政府贯彻")
        .replace("不少于18个月", "不少于24个月")  # more
        .replace("单船补助不超过600万元", "单船补助不超过400万元")  # less
        .replace("6.培育休闲渔业。支持渔民利用闲置渔船开展海钓和观光，三年内打造示范渔村10个。\n", "")  # dropped
    )
    folder = write(tmp_path, {"省.txt": upper, "市.txt": lower})
    found = report(folder / "市.txt", base=str(folder / "省.txt"))
    assert found.coverage is not None and Path(found.entries[found.coverage.base].path).name == "省.txt"
    how = {found.text(item.quote)[:7]: item.uptakes[0] for item in found.coverage.items}
    assert how["2.修复海藻场"].how == "raised" and how["2.修复海藻场"].reasons[0][:1] == ("value",)
    assert how["3.更新养殖工"].how == "lowered"
    assert how["1.划定养护海"].how == "verbatim"
    assert how["6.培育休闲渔"].how == "absent" and how["6.培育休闲渔"].quotes == ()


def test_coverage_reads_chinese_numerals(tmp_path: Path) -> None:
    upper = PLAN.replace("青汐市", "沧澜省").replace("我市", "我省")
    upper = upper.replace("不少于18个月", "不少于十八小时").replace("单船补助不超过600万元", "单船补助不超过六百万元")
    lower = upper.replace("沧澜省人民政府关于", "青汐市人民政府贯彻").replace("我省", "我市")
    lower = lower.replace("不少于十八小时", "不少于二十四小时").replace("不超过六百万元", "不超过一百五十万元")
    folder = write(tmp_path, {"省.txt": upper, "市.txt": lower})
    found = report(folder / "市.txt", base=str(folder / "省.txt"))
    assert found.coverage is not None
    how = {found.text(item.quote)[:7]: item.uptakes[0] for item in found.coverage.items}
    assert how["2.修复海藻场"].how == "raised"
    assert how["2.修复海藻场"].reasons[0] == ("value", "十八小时", "二十四小时")
    assert how["3.更新养殖工"].how == "lowered"


@pytest.mark.parametrize(
    ("word", "how"), [("必须", "raised"), ("确保", "raised"), ("探索", "lowered"), ("支持", "verbatim")]
)
def test_coverage_reads_the_wording(tmp_path: Path, word: str, how: str) -> None:
    upper = PLAN.replace("青汐市", "沧澜省").replace("我市", "我省")
    lower = PLAN.replace("支持渔民利用", f"{word}渔民利用")
    found = report(write(tmp_path, {"省.txt": upper, "市.txt": lower}), base=str(tmp_path / "省.txt"))
    assert found.coverage is not None
    (uptake,) = next(i.uptakes for i in found.coverage.items if found.text(i.quote).startswith("6.培育休闲渔"))
    assert uptake.how == how
    assert how == "verbatim" or uptake.reasons == (("wording", "支持", word),)


def test_a_base_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write(tmp_path, {"市.txt": PLAN, "省.txt": ""})
    with pytest.raises(ReadError, match="上级文件"):
        report(folder / "市.txt", base=str(folder / "省.txt"))


def test_folders_in_pairs(tmp_path: Path) -> None:
    last = write(tmp_path / "去年", {"牧场.txt": PLAN, "只去年.txt": OTHER})
    this = write(tmp_path / "今年", {"海洋牧场.txt": PLAN.replace("24个", "30个").replace("2031", "2032")})
    found = report(pairs=(str(last), str(this)))
    assert found.folder_pairs is not None
    (pair,) = found.folder_pairs.pairs
    assert [Path(found.entries[n].path).name for n in (pair.left, pair.right)] == ["牧场.txt", "海洋牧场.txt"]
    assert pair.regime == "version" and pair.changed >= 1 and pair.similarity > 0.9
    assert any("24" in values and "30" in values for _, _, values in pair.values)
    assert [Path(found.entries[n].path).name for n in found.folder_pairs.left_only] == ["只去年.txt"]


def test_copy_checks(found: Report) -> None:
    check = found.checks.copies[0]
    assert {check.left, check.right} == {family(found, "计划.txt"), family(found, "碧澜.txt")}
    assert 0.4 < check.gross <= 1 and 0.4 < check.net <= 1
    for run in check.runs:
        assert run.characters >= 13
        letters = ["".join(filter(str.isalnum, found.text(quote))) for quote in (run.left, run.right)]
        assert letters[0] == letters[1] and len(letters[0]) == run.characters
    assert [run.left.start for run in check.runs] == sorted(run.left.start for run in check.runs)


def test_a_foreign_place_is_found(tmp_path: Path) -> None:
    left = OTHER.replace("优化牧场布局", "优化牧场布局。由碧澜市海洋与渔业主管部门统一划定养护海域边界")
    right = PLAN.replace("优化牧场布局", "优化牧场布局。由碧澜市海洋与渔业主管部门统一划定养护海域边界")
    found = report(write(tmp_path, {"a.txt": left, "b.txt": right}))
    (place,) = found.checks.places
    assert Path(found.entries[place.document].path).name == "b.txt" and place.place.startswith("碧澜")
    assert place.of is not None and Path(found.entries[place.of].path).name == "a.txt"


def test_equal_figures_are_found(tmp_path: Path) -> None:
    said = "全市渔业总产值达到137.46亿元，海水产品产量同比增长8.35%"
    files = {"a.txt": PLAN.replace("渔业总产值突破90亿元", said), "b.txt": OTHER.replace("渔业总产值突破90亿元", said)}
    (same,) = report(write(tmp_path, files)).checks.figures
    assert same.values == ("137.46亿元", "8.35%")


def test_the_same_report_again(tmp_path: Path) -> None:
    from compare.writers.report_json import write_report

    folder = corpus(tmp_path)
    assert write_report(report(folder)) == write_report(report(folder))


@pytest.mark.skipif(not DEV.exists(), reason="needs the corpus in ../shared")
def test_a_common_target_is_not_distinctive() -> None:
    """The price target stands in most provincial reports, in many wordings (domain reference 0.8)."""
    found = report(DEV / "work_reports" / "省级2026")
    for measures in found.distinctive:
        assert not any("居民消费价格" in found.text(m.quote) for m in measures)
    assert any("居民消费价格涨幅" in row.text and row.families >= 6 for row in found.shared)
