"""Targets and benefits of several documents: one row an indicator and 口径, cells as written, nothing merged or lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import report, write

from compare.corpus import figures
from compare.measures.extract import extract
from compare.report import IndicatorRow, Report

HEAD = "{place}市人民政府关于加快海洋牧场建设的若干措施\n{place}政发〔2031〕7号\n一、主要目标\n"
SAID = {
    "青汐": "到2033年，深水网箱达到800口，研发投入强度达到3%。海水产品产量增长5%左右。\n",
    "云岬": "到2035年，深水网箱达到1200口以上，研发经费投入强度达到3.2%。海水产品产量达到40万吨。\n",
    "碧澜": "到2033年，新增深水网箱300口。渔船达到90艘。\n",
}
PAID = "二、重点任务\n（一）支持装备\n对购置深水网箱的合作社，按照购置费用的{rate}%给予补助，最高不超过60万元。\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Report:
    rates = dict(zip(SAID, (30, 20, 25), strict=True))
    files = {f"{n}.txt": HEAD.format(place=n) + said + PAID.format(rate=rates[n]) for n, said in SAID.items()}
    return report(write(tmp_path_factory.mktemp("figures"), files))


def said(found: Report, row: IndicatorRow) -> dict[str, list[tuple[str, str]]]:
    cells = {}
    for family, cell in enumerate(row.cells):
        document = found.head(family).document
        if cell:
            cells[found.head(family).place] = [(document.text[t.start : t.end], t.deadline) for t in cell]
    return cells


def named(found: Report, name: str) -> list[IndicatorRow]:
    assert found.figures is not None
    return [row for row in found.figures.indicators if row.core == name]


def test_values_and_deadlines_are_as_written(found: Report) -> None:
    stock, new = named(found, "深水网箱")
    assert said(found, stock) == {"青汐": [("达到800口", "2033")], "云岬": [("达到1200口以上", "2035")]}
    assert (stock.families, stock.others, stock.qualifiers) == (2, 1, ())
    assert new.qualifiers == ("新增",) and list(said(found, new)) == ["碧澜"]


def test_other_kinds_stand_apart_and_names_meet(found: Report) -> None:
    rows = named(found, "海水产品产量")
    assert {row.kind for row in rows} == {"growth", "level"} and all(row.others == 1 for row in rows)
    (research,) = (row for row in _all(found) if "研发" in row.name)
    assert research.families == 2


def _all(found: Report) -> tuple[IndicatorRow, ...]:
    assert found.figures is not None
    return found.figures.indicators


def test_nothing_is_lost(found: Report) -> None:
    for family in range(len(found.families)):
        extracted = extract(found.head(family).document)
        targets = [t for row in _all(found) for t in row.cells[family]]
        assert sorted((t.start, t.end, t.indicator) for t in targets) == sorted(
            (t.start, t.end, t.indicator) for t in extracted.targets
        )
        assert found.figures is not None
        benefits = [b for row in found.figures.benefits for b in row.cells[family]]
        assert sorted(b.start for b in benefits) == sorted(b.start for b in extracted.benefits)


def test_benefits_for_one_case_share_a_row(found: Report) -> None:
    assert found.figures is not None
    (row,) = found.figures.benefits
    assert row.families == 3 and sorted(b.rate for cell in row.cells for b in cell) == ["20%", "25%", "30%"]


def test_rows_that_most_have_come_first(found: Report) -> None:
    widest = [max(row.families for row in named(found, one.core)) for one in _all(found)]
    assert widest == sorted(widest, reverse=True)


def test_too_many_families_have_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_FIGURES", 1)
    files = {f"{n}.txt": HEAD.format(place=n) + said for n, said in SAID.items()}
    assert report(write(tmp_path, files)).figures is None
