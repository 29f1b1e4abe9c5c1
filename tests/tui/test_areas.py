"""Files, outline and distinctive measures: listing a folder, correcting headings and roles, jumping to the text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from running import PAIR, settled
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, OptionList

from compare.model import Clause, Section
from compare.session import load
from tui.app import BiduiApp
from tui.dialogs.choice import ChoiceDialog
from tui.recent import Recents
from tui.screen import WorkScreen
from tui.widgets.section_list import SectionList

Started = Callable[..., BiduiApp]
Steps = Callable[[Pilot[int], WorkScreen], Awaitable[None]]


def play(app: BiduiApp, steps: Steps, size: tuple[int, int] = (140, 40)) -> None:
    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await steps(pilot, await settled(pilot))

    asyncio.run(run())


async def listed(pilot: Pilot[int], screen: WorkScreen) -> DataTable[object]:
    for _ in range(300):
        await pilot.pause(0.02)
        if "份文件" in screen.files.status():
            return screen.files.query_one(DataTable)
    raise AssertionError("the folder is still being read")


def row_of(table: DataTable[object], name: str) -> int:
    return next(i for i in range(table.row_count) if str(table.get_row_at(i)[1]).startswith(name))


async def choose(pilot: Pilot[int], text: str) -> None:
    dialog = pilot.app.screen
    assert isinstance(dialog, ChoiceDialog)
    dialog.query_one(Input).value = text
    await pilot.pause()
    await pilot.press("enter")


# ---- files


def test_a_folder_shows_its_documents_and_opens_any_two(started: Started, folder: Path) -> None:
    (folder / "坏了.txt").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "扫描件.pdf").write_bytes(b"%PDF-1.4")

    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        table = await listed(pilot, screen)
        assert "2 份读不了" in screen.files.status()
        texts = {
            str(table.get_row_at(i)[1]): [str(cell) for cell in table.get_row_at(i)] for i in range(table.row_count)
        }
        assert texts["省级意见.txt"][2].startswith("霁川省人民政府关于加快")
        assert "霁政发〔2025〕11号" in texts["省级意见.txt"]
        assert texts["坏了.txt"][0] == texts["扫描件.pdf"][0] == "×"
        assert "PDF" in texts["扫描件.pdf"][2]
        table.move_cursor(row=row_of(table, "省级意见"))
        await pilot.press("space")
        assert str(table.get_row_at(table.cursor_row)[0]) == "甲"
        table.move_cursor(row=row_of(table, "市级实施方案"))
        await pilot.press("enter")
        await settled(pilot)
        assert screen.area == "pair"
        assert [screen.pair.left.path, screen.pair.right.path] == [str(folder / name) for name in PAIR]  # type: ignore[union-attr]
        await pilot.press("escape")
        assert screen.area == "files"
        assert table.cursor_row == row_of(table, "市级实施方案")
        await pilot.press("space", "space", "space")
        table.move_cursor(row=row_of(table, "坏了"))
        await pilot.press("enter")
        await settled(pilot)

    play(started("."), steps)


def test_without_arguments_what_was_opened_lately_is_offered(
    started: Started, folder: Path, monkeypatch: object
) -> None:
    recents = Recents(folder / "state", lambda: "2031-05-20T08:00:00")
    recents.opened("file", [str(folder / "已删除.txt")])
    recents.opened("pair", [str(folder / name) for name in PAIR])

    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        recent = screen.files.query_one("#recent", OptionList)
        assert recent.option_count == 2
        assert recent.get_option_at_index(1).disabled
        assert recent.has_focus
        await pilot.press("enter")
        await settled(pilot)
        assert screen.area == "pair"

    app = started()
    app.recents = Recents.load(folder / "state")
    play(app, steps)


def test_areas_without_documents_say_what_to_do(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        told: list[str] = []
        screen.tell = lambda text, **_: told.append(text)  # type: ignore[method-assign]
        await pilot.press("1", "2", "3")
        assert told == ["先打开两份文件", "先打开一份文件", "先打开两份文件"]
        assert screen.area == "files"

    play(started("."), steps)


# ---- outline


def test_one_file_opens_its_outline(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        assert screen.area == "outline"
        area = screen.outline
        text = "\n".join(line.text for line in area.pane.lines)
        document = area.document
        assert document
        squeezed = "".join(text.split())
        for clause in document.clauses:
            assert "".join(document.text[clause.start : clause.end].split()) in squeezed
        assert "指导思想 · 标题" in text
        assert "不入正文" in text
        assert [e.role for e in area.query_one(SectionList).entries[:2]] == ["依据", "总体"]

    play(started("省级意见.txt"), steps)


def test_a_role_by_hand(started: Started, folder: Path) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        area = screen.outline
        document = area.document
        assert document
        section = next(s for s in document.sections if s.heading == "强化人才引育")
        area.pane.go_to_row(area.pane.row_at(section.start))
        await pilot.press("e")
        await choose(pilot, "组织领导")
        await settled(pilot)
        corrected = next(s for s in area.document.sections if s.heading == "强化人才引育")  # type: ignore[union-attr]
        assert (corrected.roles, corrected.confidence) == (("organization",), "manual")
        part = area.pane.part
        assert isinstance(part, Section)
        assert part.start == section.start
        await pilot.press("enter")
        await choose(pilot, "恢复自动")
        await settled(pilot)
        assert area.document == document
        assert load(str(folder / "省级意见.bidui.json")).documents == ()

    play(started("省级意见.txt"), steps)


def test_headings_by_hand(started: Started, folder: Path) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        area = screen.outline
        document = area.document
        assert document
        clause = next(c for c in document.clauses if document.text[c.start : c.end].startswith("到2030年"))
        area.pane.go_to_row(area.pane.row_at(clause.start))
        assert isinstance(area.pane.part, Clause)
        await pilot.press("+")
        await choose(pilot, "第 3 级")
        await settled(pilot)
        made = next(s for s in area.document.sections if s.start == clause.start)  # type: ignore[union-attr]
        assert made.level == 3
        assert area.pane.part == made
        await pilot.press("-")
        await settled(pilot)
        assert area.document == document
        section = next(s for s in document.sections if s.heading.startswith("主要目标"))
        area.pane.go_to_row(area.pane.row_at(section.start))
        await pilot.press("-")
        await settled(pilot)
        assert not any(s.start == section.start for s in area.document.sections)  # type: ignore[union-attr]
        assert len(load(str(folder / "省级意见.bidui.json")).documents[0].headings) == 1
        await pilot.press("-")
        await settled(pilot)
        assert area.document == document

    play(started("省级意见.txt"), steps)


def test_a_correction_in_the_outline_changes_the_comparison(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        await pilot.press("2", "x")
        area = screen.outline
        assert area.document is screen.pair.right  # type: ignore[union-attr]
        section = next(s for s in area.document.sections if s.heading.startswith("主要目标"))  # type: ignore[union-attr]
        area.pane.go_to_row(area.pane.row_at(section.start))
        await pilot.press("-")
        await settled(pilot)
        assert not any(s.heading.startswith("主要目标") for s in screen.pair.comparison.right.sections)  # type: ignore[union-attr]
        assert not area.left
        await pilot.press("x")
        assert area.left

    play(started(*PAIR), steps)


def test_search_in_the_outline(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        await pilot.press("/")
        pilot.app.screen.query_one(Input).value = "机器人密度"
        await pilot.press("enter")
        await pilot.pause()
        pane = screen.outline.pane
        assert "机器人密度" in "".join(line.text for line in pane.lines if line.row == pane.row)
        await pilot.press("escape")
        assert not pane.needle

    play(started("省级意见.txt"), steps)


# ---- distinctive measures


def test_measures_are_ranked_filtered_and_lead_to_the_text(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen) -> None:
        await pilot.press("3")
        area = screen.distinctive
        table = area.query_one(DataTable)
        scores = [float(str(table.get_row_at(i)[0])) for i in range(table.row_count)]
        assert scores == sorted(scores, reverse=True)
        assert table.row_count == len(screen.ranked[0]) + len(screen.ranked[1])
        await pilot.press("f")
        assert table.row_count == len(screen.ranked[0])
        await pilot.press("f")
        assert table.row_count == len(screen.ranked[1])
        await pilot.press("escape")
        await pilot.press("/")
        pilot.app.screen.query_one(Input).value = "算力券"
        await pilot.press("enter")
        assert table.row_count >= 1
        measure = area.chosen
        assert measure
        await pilot.press("enter")
        assert screen.area == "pair"
        reader, pane = screen.reading.reader, screen.reading.pane
        assert reader
        shown = "".join(line.text for line in pane.lines if line.row == pane.row)
        assert "算力券" in shown
        assert pane.left_side == measure.left
        await pilot.press("3", "escape", "escape")
        assert screen.area == "pair"

    play(started(*PAIR), steps)
