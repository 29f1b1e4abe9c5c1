"""Many documents: the matrix, its figures and orders, drilling down to a pair and back, measures of all, the basket."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from running import settled
from textual.pilot import Pilot

from compare.corpus.survey import Task, survey
from compare.writers.names import names
from tui.app import BiduiApp
from tui.measures import of_report
from tui.overview import FIGURES, ORDERS, Overview, level
from tui.recent import Recents
from tui.screen import WorkScreen
from tui.workspace import Request

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = tmp_path / "文件"
    found.mkdir()
    for path in SAMPLES.glob("*.txt"):
        shutil.copy(path, found)
    return found


@pytest.fixture
def overview(folder: Path) -> Overview:
    return Overview(survey(Task((str(folder),), workers=1)), names("zh"))


def test_figures(overview: Overview) -> None:
    count = len(overview.families)
    assert count == 7
    for figure in overview.figures:
        overview.figure = figure
        for one in range(count):
            for two in range(count):
                value = overview.value(one, two)
                assert value is None or 0 <= value <= 1
                assert value == overview.value(two, one)
    assert [overview.figures[0], *FIGURES] == ["net", *FIGURES]


def test_what_is_closest_and_what_stands_together(overview: Overview) -> None:
    row, column = overview.closest()
    titles = {overview.label(overview.families[n]) for n in (row, column)}
    assert all("产业引导基金管理办法" in title for title in titles)
    together = [{overview.label(family) for family in group} for group in overview.clusters()]
    assert titles in [{title for title in group if "引导基金" in title} for group in together]


def test_orders_hold_every_document_once(overview: Overview) -> None:
    for order in ORDERS:
        assert overview.order == order
        assert sorted(overview.families) == list(range(7))
        overview.next_order()


def test_find_goes_round(overview: Overview) -> None:
    first = overview.find("管理办法", 0)
    assert first is not None
    second = overview.find("管理办法", first)
    assert second is not None and second != first
    assert overview.find("管理办法", second) == first
    assert overview.find("没有这样的文件", 0) is None


@pytest.mark.parametrize(("value", "expected"), [(0.0, 0), (0.144, 0), (0.15, 1), (0.5, 3), (0.699, 4), (1.0, 4)])
def test_level(value: float, expected: int) -> None:
    assert level(value) == expected


def run(
    folder: Path, test: Callable[[Pilot[int], WorkScreen], Coroutine[Any, Any, None]], *, wide: bool = True
) -> None:
    async def inner() -> None:
        app = BiduiApp(Request((str(folder),)), Recents(folder.parent / "state"))
        async with app.run_test(size=(160, 48) if wide else (100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("5")
            screen = await settled(pilot)
            assert screen.area == "matrix"
            await test(pilot, screen)

    asyncio.run(inner())


def test_down_to_a_pair_and_back(folder: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen) -> None:
        await pilot.press("down", "left")
        cell = screen.matrix.heat.row, screen.matrix.heat.column
        await pilot.press("enter")
        await settled(pilot)
        assert screen.area == "pair" and screen.pair is not None
        assert screen.pair.comparison is not None
        await pilot.press("escape")
        assert screen.area == "matrix"
        assert (screen.matrix.heat.row, screen.matrix.heat.column) == cell

    run(folder, test)


def test_the_diagonal_opens_one_document(folder: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen) -> None:
        screen.matrix.heat.go_to(2, 2)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.area == "outline"
        await pilot.press("escape")
        assert screen.area == "matrix"

    run(folder, test)


def test_figures_orders_and_basket_by_key(folder: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen) -> None:
        overview = screen.overview
        assert overview is not None
        await pilot.press("d")
        assert overview.figure == "gross"
        await pilot.press("d", "right_square_bracket", "right_square_bracket")
        assert overview.figure == overview.figures[2]
        await pilot.press("s")
        assert overview.order == "place"
        await pilot.press("space")
        assert overview.basket == [screen.matrix.heat.cell[0]]  # type: ignore[index]
        assert "比对篮 1 份" in screen.matrix.status()
        await pilot.press("3")
        assert "7 份文件" in screen.distinctive.status()
        await pilot.press("f")
        assert {row.group for row in screen.distinctive._shown} <= {str(overview.basket[0])}

    run(folder, test, wide=False)


def test_from_a_measure_to_its_text_and_back(folder: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen) -> None:
        await pilot.press("3", "down", "down")
        row = screen.distinctive.chosen
        assert row is not None
        await pilot.press("enter")
        await settled(pilot)
        assert screen.area == "outline" and screen.single is not None
        assert screen.single.path == row.document.path
        part = screen.outline.pane.part
        assert part is not None and part.start <= row.start < part.end
        await pilot.press("escape")
        assert screen.area == "distinctive"
        assert screen.distinctive.chosen == row

    run(folder, test)


def test_what_a_measure_carries(overview: Overview) -> None:
    rows = of_report(overview)
    carried = [(row, value) for row in rows for name, value in row.facts() if name == "数额"]
    assert carried
    for row, value in carried:
        text = row.text.replace(" ", "")
        assert all(amount in text for amount in value.split("、"))
        told = "".join(words for line in row.detail(overview.names, "zh") for words, _ in line)
        assert f"数额 {value}" in told


def test_a_superior_document_by_key(folder: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen) -> None:
        overview, tables = screen.overview, screen.tables
        assert overview is not None and overview.base is None
        family = screen.matrix.heat.cell[0]  # type: ignore[index]
        await pilot.press("asterisk")
        await settled(pilot)
        assert overview.base == family
        assert screen.area == "report" and tables.table is not None and tables.table.key == "coverage"
        base = overview.report.head(family)
        assert base.title in tables.table.notes[0]
        assert len(tables.table.rows) == len(overview.report.coverage.items)  # type: ignore[union-attr]
        await pilot.press("5")
        assert f"上级文件：第 {overview.families.index(family) + 1} 份" in screen.matrix.status()
        await pilot.press("asterisk", "6")
        await settled(pilot)
        assert overview.base is None
        assert "coverage" not in {table.key for table in tables.tables}

    run(folder, test)


def test_the_key_bar_offers_other_lists_where_there_are_any(folder: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen) -> None:
        for key in ("3", "6"):
            await pilot.press(key)
            await settled(pilot)
            assert not screen.areas[screen.area].offers("other_list")
            assert screen.areas[screen.area].offers("search")
        await pilot.press("5", "enter")
        await settled(pilot)
        for key in ("3", "6"):
            await pilot.press(key)
            await settled(pilot)
            assert screen.areas[screen.area].offers("other_list")
        before = {table.key for table in screen.tables.tables}
        await pilot.press("x")
        await settled(pilot)
        assert {table.key for table in screen.tables.tables} != before

    run(folder, test)


def test_click(folder: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen) -> None:
        heat = screen.matrix.heat
        heat.go_to(0, 0)
        await pilot.click("#heat", offset=(heat._names() + 2 * 5 + 2, 4))
        assert (heat.row, heat.column) == (3, 2)

    run(folder, test)


def test_without_a_folder(started: Callable[..., BiduiApp]) -> None:
    async def inner() -> None:
        app = started("省级意见.txt", "市级实施方案.txt")
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await settled(pilot)
            await pilot.press("5")
            assert screen.area == "pair"

    asyncio.run(inner())
