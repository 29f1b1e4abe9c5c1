"""The pair view, used as a reader would: moving, folding, filtering, searching, correcting, taking away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from running import PAIR, settled
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from compare.session import load
from compare.writers.rows import FoldRow, SectionRow, SectionsRow
from tui import clipboard
from tui.app import BiduiApp
from tui.areas.pair import PairArea
from tui.dialogs.choice import ChoiceDialog
from tui.dialogs.export import ExportDialog
from tui.dialogs.filter import FilterDialog
from tui.dialogs.help import HelpDialog
from tui.dialogs.remark import RemarkDialog
from tui.dialogs.search import SearchDialog
from tui.dialogs.ticks import TickList
from tui.rows import key_of, marks_of
from tui.screen import WorkScreen
from tui.widgets.line_pane import RIGHT
from tui.widgets.lines import Lines

Started = Callable[..., BiduiApp]
Steps = Callable[[Pilot[int], WorkScreen, PairArea], Awaitable[None]]


def play(app: BiduiApp, steps: Steps, size: tuple[int, int] = (160, 48)) -> None:
    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            screen = await settled(pilot)
            await steps(pilot, screen, screen.reading)

    asyncio.run(run())


def detail(area: PairArea) -> str:
    lines = area.query_one(Lines)
    return "\n".join("".join(text for text, _ in line) for line in lines._shown)


def line_text(area: PairArea) -> str:
    return area.pane.lines[area.pane.cursor].text


def test_moving_by_line_page_difference_section_number_and_measure(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        pane, reader = area.pane, area.reader
        assert reader
        first = pane.cursor
        await pilot.press("down", "down")
        assert pane.cursor == first + 2
        await pilot.press("end")
        assert pane.cursor == len(pane.lines) - 1
        assert pane.top == len(pane.lines) - pane.size.height
        await pilot.press("home")
        assert (pane.cursor, pane.top) == (0, 0)
        await pilot.press("pagedown")
        assert pane.size.height - 4 <= pane.cursor <= pane.size.height
        await pilot.press("home")
        for key, back, kind in (
            ("n", "p", "difference"),
            ("]", "[", "section"),
            ("}", "{", "number"),
            ("'", '"', "distinctive"),
        ):
            await pilot.press("home")
            stops = [row for row in reader.stops(kind) if row > pane.row]
            await pilot.press(key)
            assert pane.row == stops[0], kind
            await pilot.press(key)
            assert pane.row == stops[1], kind
            await pilot.press(back)
            assert pane.row == stops[0], kind
        await pilot.press("home", "p")
        assert pane.cursor == 0
        await pilot.pause(0.1)
        assert "差异" in area.status()

    play(started(*PAIR), steps)


def test_the_sections_follow_and_lead(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        await pilot.press("]", "]", "]")
        await pilot.pause(0.12)
        head = area.reader.head_of(area.pane.row)  # type: ignore[union-attr]
        assert head
        assert area.sections.entries[area.sections.at].key == key_of(head)
        await pilot.press("tab")
        assert area.sections.has_focus
        before = area.sections.at
        await pilot.press("down")
        assert area.sections.at == before + 1
        assert isinstance(area.reader.rows[area.pane.row], SectionRow)  # type: ignore[union-attr]
        await pilot.press("tab")
        assert area.pane.has_focus
        await pilot.click(area.sections, offset=(8, 12))
        entry = area.sections.entries[12]
        await pilot.pause(0.12)
        assert area.reader.find(entry.key) == area.pane.row  # type: ignore[union-attr]
        await pilot.press("o")
        assert area.sections.has_class("hidden")

    play(started(*PAIR), steps)


def test_folding_one_and_all(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        reader, pane = area.reader, area.pane
        assert reader
        index = next(i for i, row in enumerate(reader.rows) if isinstance(row, FoldRow | SectionsRow))
        pane.go_to_row(index)
        size = len(pane.lines)
        await pilot.press("f9")
        assert len(pane.lines) > size
        await pilot.press("z")
        assert len(pane.lines) == size
        await pilot.press("Z")
        assert not any(isinstance(row, FoldRow | SectionsRow) for row in reader.rows)
        await pilot.press("Z")
        assert any(isinstance(row, FoldRow | SectionsRow) for row in reader.rows)

    play(started("管理办法_2021.txt", "管理办法_2025.txt"), steps)


def test_filter_and_back(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        reader = area.reader
        assert reader
        size = len(reader.rows)
        await pilot.press("f4")
        assert isinstance(pilot.app.screen, FilterDialog)
        await pilot.press("down", "down", "space")
        assert pilot.app.screen.query_one("#states", TickList).ticked == ["!"]
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, WorkScreen)
        assert reader.filter.marks == {"!"}
        assert all("!" in marks_of(row) for row in reader.rows if not isinstance(row, SectionRow))
        assert "筛选" in area.status()
        await pilot.press("escape")
        assert len(reader.rows) == size

    play(started(*PAIR), steps)


def test_search_with_a_full_width_slash(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        await pilot.press("、")
        assert isinstance(pilot.app.screen, SearchDialog)
        pilot.app.screen.query_one(Input).value = "风险补偿"
        await pilot.press("enter")
        reader = area.reader
        assert reader
        assert reader.hits
        first = area.pane.row
        assert "风险补偿" in "".join(line.text for line in area.pane.lines if line.row == first)
        await pilot.press("f3")
        assert area.pane.row != first or len(reader.hits) == 1
        await pilot.pause(0.1)
        assert "风险补偿" in area.status()
        await pilot.press("escape")
        assert not reader.needle
        await pilot.press("/")
        pilot.app.screen.query_one(Input).value = "查无此句"
        await pilot.press("enter")
        assert not reader.hits

    play(started(*PAIR), steps)


def test_moved_sections_and_their_ghosts(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        reader = area.reader
        assert reader
        index = next(
            i for i, row in enumerate(reader.rows)
            if isinstance(row, SectionRow) and row.link and row.link.moved and reader.other_place(i) is not None
        )  # fmt: skip
        area.pane.go_to_row(index)
        await pilot.press("f12")
        assert area.pane.row != index
        assert "移位" in line_text(area)
        await pilot.press("m")
        assert area.pane.row == index

    play(started(*PAIR), steps)


def test_details_name_numbers_evidence_and_anchors(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        await pilot.press("}")
        await pilot.pause(0.12)
        assert "800亿元 → 300亿元" in detail(area)
        assert "25% → 30%" in detail(area)
        await pilot.press("home", "'", "'")
        await pilot.pause(0.12)
        assert "特色" in detail(area)
        assert "最近似" in detail(area)

    play(started(*PAIR), steps)


def test_a_pin_is_kept_and_comes_back(started: Started, folder: Path) -> None:
    async def pin(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        index = next(
            i
            for i, r in enumerate(area.reader.rows)
            if isinstance(r, SectionRow) and r.right is None and not r.container
        )  # type: ignore[union-attr]
        area.pane.go_to_row(index)
        section = area.reader.rows[index].left  # type: ignore[union-attr]
        await pilot.press("=")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChoiceDialog)
        dialog.query_one(Input).value = "招商"
        await pilot.pause()
        options = dialog.query_one(OptionList)
        assert 0 < options.option_count < 30
        chosen = options.get_option_at_index(0).id
        await pilot.press("enter")
        again = await settled(pilot)
        links = {(link.left, link.right): link for link in again.pair.comparison.links}  # type: ignore[union-attr]
        assert links[section.id, chosen].pinned  # type: ignore[index]
        assert [right for left, right in links if left == section.id] == [chosen]
        seen.append((section.id, chosen))

    async def back(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        links = {(link.left, link.right) for link in screen.pair.comparison.links if link.pinned}  # type: ignore[union-attr]
        assert links == set(seen)
        await pilot.press("L")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChoiceDialog)
        await pilot.press("delete")
        again = await settled(pilot)
        assert not any(link.pinned for link in again.pair.comparison.links)  # type: ignore[union-attr]

    seen: list[tuple[str, str | None]] = []
    play(started(*PAIR), pin)
    path = folder / "省级意见~市级实施方案.bidui.json"
    assert len(load(str(path)).pairs[0].links) == 1
    play(started(*PAIR), back)
    assert load(str(path)).pairs == ()


def test_cutting_a_link_twice_brings_it_back(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        pair = area.section_here(True), area.section_here(False)
        ids = pair[0].id, pair[1].id  # type: ignore[union-attr]
        await pilot.press("backspace")
        await settled(pilot)
        assert ids not in {(link.left, link.right) for link in screen.pair.comparison.links}  # type: ignore[union-attr]
        await pilot.press("backspace")
        await settled(pilot)
        assert ids in {(link.left, link.right) for link in screen.pair.comparison.links}  # type: ignore[union-attr]

    play(started(*PAIR), steps)


def test_a_note_is_shown_kept_changed_and_deleted(started: Started, folder: Path) -> None:
    path = folder / "我的会话.json"

    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        for text, shown in (("先核对数字", True), ("", False)):
            await pilot.press("home", "}", "c")
            dialog = pilot.app.screen
            assert isinstance(dialog, RemarkDialog)
            dialog.query_one("TextArea").text = text  # type: ignore[attr-defined]
            await pilot.press("ctrl+j")
            await pilot.pause(0.1)
            assert any("〔批注〕先核对数字" in line.text for line in area.pane.lines) == shown
            notes = [note.text for entry in load(str(path)).documents for note in entry.notes]
            assert notes == ([text] if text else [])

    play(started(*PAIR, session=str(path)), steps)


def test_copy_of_a_pair_and_of_a_citation(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def keep(text: str, app: object) -> clipboard.Outcome:
        copied.append(text)
        return clipboard.Outcome("test", True)

    monkeypatch.setattr(clipboard, "copy", keep)

    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        await pilot.press("}", "y", "Y", "right", "Y")

    play(started(*PAIR), steps)
    pair, left, right = copied
    assert pair.splitlines()[0].startswith("甲 一（三）：到2027年，全省具身智能机器人产业营业收入突破800亿元")
    assert pair.splitlines()[1].startswith("乙 一（三）：到2027年，全市具身智能机器人产业营业收入突破300亿元")
    assert left.startswith(
        "《霁川省人民政府关于加快具身智能机器人产业创新发展的实施意见》（霁政发〔2025〕11号）一（三）：“到2027年"
    )
    assert right.startswith("《煦宁市具身智能机器人产业创新发展实施方案》")


def test_a_drag_selects_in_one_column_and_joins_wraps(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda text, app: copied.append(text) or clipboard.Outcome("test", True))

    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        pane = area.pane
        row = pane.row
        lines = [i for i, line in enumerate(pane.lines) if line.row == row and line.kind == "text"]
        start = pane.offset_at(1, lines[0] - pane.top)
        assert start is not None
        assert (start.x, start.y) == (0, lines[0])
        middle = pane.size.width // 2 + 4
        right = pane.offset_at(middle + 6, lines[0] - pane.top)
        assert right is not None
        assert right.y == lines[0] + RIGHT
        await pilot.mouse_down(pane, offset=(1, lines[0] - pane.top))
        await pilot.hover(pane, offset=(middle - 8, lines[1] - pane.top))
        await pilot.mouse_up(pane, offset=(middle - 8, lines[1] - pane.top))
        await pilot.press("ctrl+c")

    play(started(*PAIR), steps)
    assert len(copied) == 1
    assert copied[0].startswith("为贯彻落实党中央、国务院关于培育发展新兴产业和未来产业的决策部署，")
    assert "\n" not in copied[0]
    assert "霁政发" not in copied[0]


def test_export_of_what_is_shown(started: Started, folder: Path) -> None:
    target = folder / "结果.txt"

    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        await pilot.press("f4", "down", "down", "space", "enter", "f2")
        dialog = pilot.app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.query_one(Input).value = str(target)
        await pilot.press("enter")
        await pilot.pause()
        text = target.read_text(encoding="utf-8")
        assert "800亿元" in text
        assert "把攻克整机“卡点”摆在首位" not in text
        target.write_text("另有用处", encoding="utf-8")
        await pilot.press("f2")
        pilot.app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await pilot.pause()
        assert target.read_text(encoding="utf-8") == "另有用处"
        await pilot.press("f2")
        formats = pilot.app.screen.query_one("#format", TickList)
        formats.focus()
        await pilot.press("down", "space")
        assert pilot.app.screen.query_one(Input).value.endswith(".json")
        pilot.app.screen.query_one(Input).value = str(folder / "结果.json")
        pilot.app.screen.query_one(Input).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert json.loads((folder / "结果.json").read_text(encoding="utf-8"))["schema"] == "bidui.diff/1"

    play(started(*PAIR), steps)


def test_mouse_ruler_tabs_hints_and_wheel(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        pane = area.pane
        await pilot.click(area.ruler, offset=(1, area.ruler.size.height - 2))
        assert pane.cursor > len(pane.lines) * 0.8
        await pilot.press("home")
        await pilot._post_mouse_events([MouseScrollDown], pane, offset=(20, 10), button=0)  # type: ignore[list-item]
        assert pane.top == 3
        assert pane.cursor == 0
        await pilot.click(pane, offset=(pane.size.width - 10, 6))
        assert not pane.left_side
        at = next(start for text, _, command, start in screen.tab_bar.placed() if command == "area:outline")
        await pilot.click(screen.tab_bar, offset=(at + 2, 0))
        assert screen.area == "outline"
        at = next(start for _, _, command, start in screen.key_bar.placed() if command == "help")
        await pilot.click(screen.key_bar, offset=(at + 1, 0))
        assert isinstance(pilot.app.screen, HelpDialog)

    from textual.events import MouseScrollDown

    play(started(*PAIR), steps)


@pytest.mark.parametrize(("size", "double"), [((160, 48), True), ((100, 30), True), ((80, 24), False)])
def test_layouts(started: Started, size: tuple[int, int], double: bool) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        assert area.pane.double == double
        place = area.pane.row
        await pilot.press("w")
        assert area.pane.layout_name == "split"
        await pilot.press("w")
        assert area.pane.layout_name == "stacked"
        assert not area.pane.double
        assert area.pane.row == place
        await pilot.press("w")
        await pilot.resize_terminal(size[0] + 20, size[1] + 3)
        await pilot.pause(0.1)
        assert area.pane.row == place

    play(started(*PAIR), steps, size)


def test_palette_finds_commands_by_chinese_words(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        await pilot.press("ctrl+p")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChoiceDialog)
        dialog.query_one(Input).value = "特色"
        await pilot.pause()
        options = dialog.query_one(OptionList)
        assert [options.get_option_at_index(i).id for i in range(options.option_count)][:1] == ["next_distinctive"]
        await pilot.press("enter")
        assert area.pane.row == area.reader.stops("distinctive")[0]  # type: ignore[union-attr]

    play(started(*PAIR), steps)


def test_chinese_letters_are_explained_once(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        told: list[str] = []
        screen.tell = lambda text, **_: told.append(text)  # type: ignore[method-assign]
        await pilot.press("你", "好")
        assert len(told) == 1
        assert "输入法" in told[0]

    play(started(*PAIR), steps)


def test_themes_turn_and_are_remembered(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        seen = [pilot.app.theme]
        for _ in range(6):
            await pilot.press("t")
            seen.append(pilot.app.theme)
        assert len(set(seen)) == 6
        assert seen[0] == seen[-1]
        await pilot.press("t")
        assert screen.recents.preference("theme") == pilot.app.theme

    play(started(*PAIR), steps)


def test_english(started: Started) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        words = "".join(text for bar in (screen.tab_bar, screen.key_bar) for text, *_ in bar.placed())
        assert words.isascii()
        await pilot.press("f1")
        lines = pilot.app.screen.query_one(Lines)
        text = "".join(part for paragraph in lines._paragraphs for part, _ in paragraph)
        assert not any("\u4e00" <= char <= "\u9fff" for char in text)

    play(started(*PAIR, lang="en"), steps)


def test_no_colour_at_all(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        assert pilot.app.no_color
        await pilot.press("n", "3", "2", "1", "f1", "escape", "f4", "escape")

    play(started(*PAIR), steps)


def test_a_file_that_vanishes_while_it_is_read(started: Started, folder: Path) -> None:
    async def steps(pilot: Pilot[int], screen: WorkScreen, area: PairArea) -> None:
        for name in PAIR:
            (folder / name).unlink()
        await pilot.press("n", "]", "c")
        pilot.app.screen.query_one("TextArea").text = "还在读"  # type: ignore[attr-defined]
        await pilot.press("ctrl+j")
        await pilot.pause(0.1)
        assert any("还在读" in line.text for line in area.pane.lines)
        told: list[str] = []
        screen.tell = lambda text, **_: told.append(text)  # type: ignore[method-assign]
        screen.files.list_paths([str(folder)])
        screen.opening.pair(str(folder / PAIR[0]), str(folder / PAIR[1]))
        await settled(pilot)
        assert told == [f"{folder / PAIR[0]}：没有这个文件。请检查文件名和所在文件夹。"]

    play(started(*PAIR), steps)
