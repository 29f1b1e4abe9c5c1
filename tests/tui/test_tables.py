"""Areas 4 and 6: tables that wrap, are switched, filtered and searched, and lead to what they quote and back."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import PAIR, settled
from textual.pilot import Pilot
from textual.widgets import Input

from compare.model import Comparison
from compare.writers import layout
from compare.writers.citations import FORMATS, write_citations
from compare.writers.inline import plain as plain_text
from compare.writers.tables.model import Cell, Column, Row, Run, Table, plain
from tui.app import BiduiApp
from tui.areas.tables import TablesArea
from tui.colours import palette
from tui.dialogs.export import ExportDialog
from tui.recent import Recents
from tui.screen import WorkScreen
from tui.sheets import FILTERS, kept, of_comparison, of_document, places, quoting_column
from tui.widgets.columns import GAP, widths_of
from tui.widgets.table_pane import TablePane
from tui.workspace import Request

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
Test = Callable[[Pilot[int], WorkScreen, TablesArea], Coroutine[Any, Any, None]]


def on_pair(started: Callable[..., BiduiApp], digit: str, test: Test, size: tuple[int, int] = (160, 48)) -> None:
    async def inner() -> None:
        async with started(*PAIR).run_test(size=size) as pilot:
            await settled(pilot)
            await pilot.press(digit)
            screen = await settled(pilot)
            area = screen.areas[screen.area]
            assert isinstance(area, TablesArea)
            await test(pilot, screen, area)

    asyncio.run(inner())


def on_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digit: str, test: Test) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "文件"
    folder.mkdir()
    for path in SAMPLES.glob("*.txt"):
        shutil.copy(path, folder)

    async def inner() -> None:
        app = BiduiApp(Request((str(folder),)), Recents(tmp_path / "state"))
        async with app.run_test(size=(140, 40)) as pilot:
            await settled(pilot)
            await pilot.press("5")
            await settled(pilot)
            await pilot.press(digit)
            screen = await settled(pilot)
            area = screen.areas[screen.area]
            assert isinstance(area, TablesArea)
            await test(pilot, screen, area)

    asyncio.run(inner())


# ---- what is listed


def test_tables_of_a_pair(vertical: Comparison) -> None:
    extracted, handed_in = of_comparison(vertical, "zh")
    assert extracted[0].key == "targets"
    assert handed_in[0].key == "main"
    for table in (*extracted, *handed_in):
        assert all(len(row.cells) == len(table.columns) for row in table.rows if row.kind == "text")


def test_every_quotation_of_the_extracts_leads_to_its_words(vertical: Comparison) -> None:
    for table in of_comparison(vertical, "zh")[0]:
        if table.key == "tasks":
            continue
        for row in table.rows:
            for cell in row.cells:
                for document, start, end in places([cell]):
                    assert document in (vertical.left, vertical.right)
                    said = "".join(document.text[start:end].split())
                    assert said in "".join(cell.text.split())


def test_main_table_leads_to_sections(vertical: Comparison) -> None:
    main = of_comparison(vertical, "zh")[1][0]
    found = places(cell for row in main.rows for cell in row.cells)
    starts = {(document is vertical.left, start) for document, start, _ in found}
    sections = [(True, s.start) for s in vertical.left.sections] + [(False, s.start) for s in vertical.right.sections]
    assert starts <= set(sections) and len(starts) > len(sections) // 2


def test_filters(vertical: Comparison) -> None:
    table = of_comparison(vertical, "zh")[0][0]
    counts = {name: len(kept(table, name)) for name in FILTERS}
    assert counts["all"] == counts["both"] + counts["left"] + counts["right"] == len(table.rows)
    assert 0 < counts["differing"] <= counts["both"] and counts["left"] and counts["right"]


def test_one_document(vertical: Comparison) -> None:
    tables = of_document(vertical.left, "zh")
    assert tables[0].key == "targets"
    assert len(tables[0].rows) == len(vertical.left.findings.targets)
    assert tables[0].columns[quoting_column(tables[0])].key == "text"


# ---- columns


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 20), st.text("字a，", max_size=90)), min_size=1, max_size=12),
    st.integers(10, 170),
    st.integers(0, 11),
    st.integers(0, 11),
)
def test_columns_fit_and_hold_the_cursor(
    columns: list[tuple[int, int, str]], room: int, wanted: int, first: int
) -> None:
    wanted, first = min(wanted, len(columns) - 1), min(first, len(columns) - 1)
    table = Table(
        "t",
        "表",
        tuple(Column(str(n), "列", width, least) for n, (width, least, _) in enumerate(columns)),
        (Row(tuple(plain(text) for _, _, text in columns)),),
    )
    shown, _ = widths_of(table, table.rows, room, wanted, first)
    assert wanted in [index for index, _ in shown] and 0 in [index for index, _ in shown]
    assert all(size >= 4 for _, size in shown)
    if len(shown) > 2:  # the fixed column and the one under the cursor are shown in any case
        assert sum(size for _, size in shown) + GAP * (len(shown) - 1) <= room


def test_nothing_of_a_row_is_lost() -> None:
    text = "到2035年，建成海洋牧场（含深远海养殖平台）120处以上，“三产融合”示范区《管理办法》覆盖率达到100%。" * 3
    table = Table("t", "表", (Column("a", "甲", 20), Column("b", "乙", 9)), (Row((plain(text), plain(text))),))

    async def inner() -> None:
        from textual.app import App, ComposeResult

        class Shown(App[None]):
            def compose(self) -> ComposeResult:
                yield TablePane(palette("bidui-night"))

        for width in (30, 47, 80, 120):
            async with Shown().run_test(size=(width, 60)) as pilot:
                pane = pilot.app.query_one(TablePane)
                pane.show(table, table.rows)
                await pilot.pause()
                lines = [line for line in pane._lines(0) if line]
                for column in range(2):
                    shown = "".join(run for line in lines for run, _ in line[column])
                    assert shown.replace(" ", "") == text
                for line in range(len(lines)):
                    strip = pane.render_line(len(pane._heads) + line)
                    assert layout.cell_width(strip.text) == width

    asyncio.run(inner())


# ---- keys


def test_from_a_target_to_the_text_and_back(started: Callable[..., BiduiApp]) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        await pilot.press("down", "down")
        source = places(area._shown[2].cells)[0]
        await pilot.press("enter")
        if screen.area != "pair":  # both sides are quoted in the row: the first is chosen
            await pilot.press("enter")
            await pilot.pause(0.1)
        assert screen.area == "pair"
        assert screen.pair is not None
        left = source[0] is screen.pair.left
        await pilot.press("escape")
        assert screen.area == "targets" and area.pane.row == 2
        assert left in (True, False)

    on_pair(started, "4", test)


def test_switching_filtering_and_searching(started: Callable[..., BiduiApp]) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        assert area.table is not None and area.table.key == "targets"
        await pilot.press("f")
        assert area._filter == "differing" and 0 < len(area._shown) < len(area.table.rows)
        assert "筛选中" in area.status()
        await pilot.press("escape")
        assert area._filter == "all" and screen.area == "targets"
        await pilot.press("f6")
        assert area.table.key != "targets"
        await pilot.press("f5", "slash", *"增长", "enter")
        await pilot.pause(0.1)
        assert area._shown and all("增长" in "".join(cell.text for cell in row.cells) for row in area._shown)
        await pilot.press("escape")
        assert len(area._shown) == len(area.table.rows)

    on_pair(started, "4", test)


def test_moving_about(started: Callable[..., BiduiApp]) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        pane = area.pane
        await pilot.press("end")
        assert pane.row == len(area._shown) - 1
        shown = [row for row, _ in pane._shown()]
        assert pane.row in shown
        await pilot.press("home")
        assert (pane.row, pane._top) == (0, 0)
        await pilot.press("pagedown", "pagedown")
        assert pane.row > 0 and pane.row in [row for row, _ in pane._shown()]
        await pilot.press("pageup", "right", "right")
        assert pane.column == quoting_column(area.table) + 2 if area.table else False
        await pilot.press("left")
        assert pane.cell is not None and pane.column in [index for index, _ in pane._widths]

    on_pair(started, "6", test, (80, 24))


def test_mouse(started: Callable[..., BiduiApp]) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        pane = area.pane
        top = pane._top
        pane._scroll(6)
        assert (pane._top, pane._skip) != (top, 0)
        await pilot.click(pane, offset=(GAP + 1, len(pane._heads)))
        assert pane.row == pane._top and pane.column == 0
        await pilot.click(pane, offset=(GAP + pane._widths[0][1] + GAP + 1, len(pane._heads)), times=2)
        await settled(pilot)
        assert screen.area == "pair" or screen.app.screen is not screen  # to the text, or which place is asked

    on_pair(started, "6", test)


def test_citation_and_copy(started: Callable[..., BiduiApp], monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        taken: list[str] = []
        monkeypatch.setattr(screen, "copy", taken.append)
        await pilot.press("Y", "y")
        assert taken[0].startswith("《") and "：“" in taken[0]
        assert area.pane.cell is not None and taken[1] == area.pane.cell.text

    on_pair(started, "6", test)


def test_basket_of_quotations(started: Callable[..., BiduiApp], tmp_path: Path) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        await pilot.press("space", "down", "space")
        first = places([area.pane.cell] if area.pane.cell else []) or places(area._shown[1].cells)
        assert first and screen.basket.holds(first[0])
        marked = [area._picked(row) for row in area._shown[:3]]
        assert marked[:2] == [True, True]
        await pilot.press("space")
        assert not screen.basket.holds(first[0])
        await pilot.press("1")
        await pilot.press("n", "n", "B")
        count = len(screen.basket.quotes)
        assert count >= 2
        await pilot.press("ctrl+b")
        await pilot.pause(0.1)
        await pilot.press("enter")  # the list of citations
        await pilot.pause(0.1)
        target = tmp_path / "引文.txt"
        field = screen.app.screen.query_one(Input)
        field.value = str(target)
        await pilot.press("enter")
        await pilot.pause(0.1)
        lines = target.read_text(encoding="utf-8").splitlines()
        assert len(lines) == count and all(line.startswith("《") and line.endswith("”") for line in lines)
        await pilot.press("ctrl+b")
        await pilot.pause(0.1)
        await pilot.press("end", "down", "down", "down", "enter")
        await pilot.pause(0.1)
        assert not screen.basket.quotes

    on_pair(started, "6", test)


@pytest.mark.parametrize("name", FORMATS)
def test_citations_in_every_format(vertical: Comparison, name: str) -> None:
    clauses = vertical.left.clauses[:2]
    quotes = [(vertical.left, clause.start, clause.end) for clause in clauses]
    for lang in ("zh", "en"):
        written = write_citations(name, quotes, lang)
        assert written == write_citations(name, quotes, lang)
        if isinstance(written, str) or name == "csv":
            text = written if isinstance(written, str) else written.decode("utf-8-sig")
            for clause in clauses:
                assert "".join(plain_text(vertical.left, clause.start, clause.end).split()) in "".join(text.split())


def test_report_on_the_basket_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        assert screen.overview is not None
        await pilot.press("5", "home", "space", "down", "down", "space", "ctrl+b")
        await pilot.pause(0.1)
        await pilot.press("enter")
        for _ in range(400):
            await pilot.pause(0.05)
            if isinstance(screen.app.screen, ExportDialog):
                break
        dialog = screen.app.screen
        assert isinstance(dialog, ExportDialog)
        target = tmp_path / "两份.txt"
        dialog.query_one(Input).value = str(target)
        await pilot.press("enter")
        await pilot.pause(0.2)
        text = target.read_text(encoding="utf-8")
        assert "2 份" in text.splitlines()[0]

    on_folder(tmp_path, monkeypatch, "6", test)


def test_report_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        keys = [table.key for table in area.tables]
        assert {"overview", "distinctive", "shared"} <= set(keys)
        while area.table is not None and area.table.key != "distinctive":
            await pilot.press("f6")
        await pilot.press("down", "down")
        row, source = area.pane.row, places([area.pane.cell] if area.pane.cell else [])[0]
        await pilot.press("enter")
        await settled(pilot)
        assert screen.area == "outline" and screen.single is not None
        assert screen.single.path == source[0].path
        await pilot.press("escape")
        assert screen.area == "report" and area.pane.row == row
        assert area.table is not None and area.table.key == "distinctive"

    on_folder(tmp_path, monkeypatch, "6", test)


def test_targets_of_a_folder_and_of_a_pair_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(pilot: Pilot[int], screen: WorkScreen, area: TablesArea) -> None:
        everything = len(area.tables[0].columns)
        await pilot.press("5", "enter")
        await settled(pilot)
        assert screen.area == "pair"
        await pilot.press("4")
        await settled(pilot)
        assert [c.key for c in area.tables[0].columns][:2] == [
            "number",
            "indicator" if area.tables[0].key == "targets" else area.tables[0].columns[1].key,
        ]
        await pilot.press("x")
        await settled(pilot)
        assert len(area.tables[0].columns) == everything

    on_folder(tmp_path, monkeypatch, "4", test)


def test_nothing_open_is_said(folder: Path) -> None:
    async def inner() -> None:
        app = BiduiApp(Request((str(folder),)), Recents(folder.parent / "state"))
        async with app.run_test(size=(100, 30)) as pilot:
            screen = await settled(pilot)
            await pilot.press("6")
            assert screen.area == "files"

    asyncio.run(inner())


def test_empty_cells_and_tall_rows() -> None:
    long = Row((Cell(((Run("字" * 4000),),)), plain("")))
    table = Table("t", "表", (Column("a", "甲", 20), Column("b", "乙", 9)), (long, Row((plain("尾"), plain("")))))

    async def inner() -> None:
        from textual.app import App, ComposeResult

        class Shown(App[None]):
            def compose(self) -> ComposeResult:
                yield TablePane(palette("bidui-night"))

        async with Shown().run_test(size=(60, 12)) as pilot:
            pane = pilot.app.query_one(TablePane)
            pane.show(table, table.rows)
            await pilot.pause()
            seen = set()
            for _ in range(200):
                seen |= set(pane._shown())
                if pane.row == 1:
                    break
                pane.move(1)
            assert pane.row == 1
            assert {line for row, line in seen if row == 0} == set(range(pane._height(0)))  # all of it was read

    asyncio.run(inner())
