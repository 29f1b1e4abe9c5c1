"""Area 3 says where the measures of a pair come from, when there is a library to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from running import PAIR, settled
from textual.pilot import Pilot

from compare.cli import main
from tui.app import BiduiApp
from tui.screen import WorkScreen


@pytest.fixture
def library(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library that holds the superior document alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "库.sqlite"
    assert main(["library", "add", str(folder / PAIR[0]), "--library", str(file)]) == 0
    return str(file)


async def asked(pilot: Pilot[int]) -> WorkScreen:
    screen = await settled(pilot)
    await pilot.press("3")
    for _ in range(400):
        await pilot.pause(0.05)
        if screen.distinctive._has_origins:
            break
    return screen


def test_sources_in_the_table_and_the_details(
    started: Callable[..., BiduiApp], library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def inner() -> None:
        async with started(*PAIR, library=library).run_test(size=(160, 48)) as pilot:
            screen = await asked(pilot)
            area = screen.distinctive
            assert area._has_origins
            short = {said[0] for said in area._origins.values()}
            assert "无出处" in short
            from_above = [said for said in area._origins.values() if "%" in said[0]]
            assert from_above and all("省" in full for _, full in from_above)
            assert all(len(area._cells(row, True)) == 8 for row in area._shown)

    asyncio.run(inner())


def test_a_library_that_is_not_there_is_said(started: Callable[..., BiduiApp], tmp_path: Path) -> None:
    async def inner() -> None:
        async with started(*PAIR, library=str(tmp_path / "没有.sqlite")).run_test(size=(120, 30)) as pilot:
            screen = await settled(pilot)
            said: list[str] = []
            screen.tell = lambda text, error=False: said.append(text)  # type: ignore[method-assign]
            await pilot.press("3")
            for _ in range(100):
                await pilot.pause(0.05)
                if said:
                    break
            assert any("没有这个文件库" in text for text in said)
            assert not screen.distinctive._has_origins

    asyncio.run(inner())


def test_without_a_library_nothing_is_asked(
    started: Callable[..., BiduiApp], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    async def inner() -> None:
        async with started(*PAIR).run_test(size=(120, 30)) as pilot:
            screen = await settled(pilot)
            await pilot.press("3")
            await pilot.pause(0.3)
            assert not screen.distinctive._has_origins and screen.origins._of is None

    asyncio.run(inner())
