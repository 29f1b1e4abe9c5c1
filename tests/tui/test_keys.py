"""Every key of the command table does its command, in every area where the command works."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from running import PAIR, settled

from tui.app import BiduiApp
from tui.commands import ANYWHERE, AREAS, COMMANDS, Command, commands_of, key_name
from tui.screen import WorkScreen

# A table of Textual has the arrows, pages and Enter for itself; what they do there is tested where it shows.
_OF_TABLES = {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "enter"}


def record(screen: WorkScreen, seen: list[str]) -> None:
    for owner in (screen, *screen.areas.values()):
        for command in COMMANDS:
            if hasattr(owner, f"do_{command.name}"):
                setattr(owner, f"do_{command.name}", lambda name=command.name: seen.append(name))


@pytest.mark.parametrize("area", [name for name, _, _, _ in AREAS])
def test_keys(area: str, started: Callable[..., BiduiApp]) -> None:
    async def run() -> None:
        app = started(*PAIR)
        async with app.run_test(size=(140, 40)) as pilot:
            screen = await settled(pilot)
            screen.files.list_paths([])
            screen.switch(area)
            await pilot.pause()
            seen: list[str] = []
            record(screen, seen)
            tabular = area in ("files", "distinctive")
            for command in commands_of(area):
                for key in command.keys:
                    if key == "ctrl+q" or (tabular and key in _OF_TABLES):  # Textual itself quits at Ctrl+Q
                        continue
                    seen.clear()
                    await pilot.press(key)
                    assert seen == [command.name], (key, seen)

    asyncio.run(run())


def test_digits_change_the_area(started: Callable[..., BiduiApp]) -> None:
    async def run() -> None:
        app = started(*PAIR)
        async with app.run_test(size=(140, 40)) as pilot:
            screen = await settled(pilot)
            for name, digit, _, _ in AREAS:
                before = screen.area
                await pilot.press(digit)
                assert screen.area == (before if name == "matrix" else name)  # two files make no matrix

    asyncio.run(run())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_commands_have_names_and_no_key_twice(command: Command) -> None:
    assert command.zh
    assert command.en
    assert not command.zh.isascii()
    assert set(command.areas) <= set(ANYWHERE)
    for other in COMMANDS:
        if other is not command and set(other.areas) & set(command.areas):
            assert not set(other.keys) & set(command.keys), other.name


def test_no_key_that_terminals_take() -> None:
    keys = {key for command in COMMANDS for key in command.keys}
    assert not keys & {"f10", "f11", "ctrl+s", "ctrl+z", "ctrl+up", "ctrl+down", "ctrl+pageup", "ctrl+pagedown"}
    assert not any(key.startswith("alt+") for key in keys)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("right_square_bracket", "]"),
        ("ctrl+p", "Ctrl+P"),
        ("f8", "F8"),
        ("n", "n"),
        ("G", "G"),
        ("shift+f3", "Shift+F3"),
    ],
)
def test_keys_are_called_as_they_are_printed(key: str, name: str) -> None:
    assert key_name(key) == name
