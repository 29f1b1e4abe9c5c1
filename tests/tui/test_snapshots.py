"""Pictures of the screens. After a wanted change: pytest tests/tui/test_snapshots.py --snapshot-update, then look at them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from running import PAIR, settled
from textual.pilot import Pilot

from tui.app import BiduiApp

Started = Callable[..., BiduiApp]
Compare = Callable[..., bool]


def pressed(*keys: str) -> Callable[[Pilot[int]], object]:
    """Wait for the comparison, press keys (~ waits again), wait until the cursor rests."""

    async def before(pilot: Pilot[int]) -> None:
        await settled(pilot)
        for key in keys:
            if key == "~":
                await settled(pilot)
            else:
                await pilot.press(key)
        await pilot.pause(0.2)

    return before


SCREENS = [
    ("pair_wide", (160, 48), "bidui-night", ("}", "}")),
    ("pair_middle", (100, 30), "bidui-day", ("}", "}")),
    ("pair_small", (80, 24), "bidui-cb-night", ("}", "}")),
    ("pair_sixteen_colours", (100, 30), "ansi-dark", ("}",)),
    ("outline", (120, 36), "bidui-night", ("2",)),
    ("distinctive", (130, 30), "bidui-day", ("3", "down")),
    ("targets", (160, 48), "bidui-night", ("4", "~", "down")),
    ("targets_middle", (100, 30), "bidui-day", ("4", "~", "right")),
    ("targets_small", (80, 24), "bidui-cb-night", ("4", "~", "f6", "right", "right")),
    ("tables", (130, 36), "bidui-day", ("6", "~", "down")),
    ("tables_small", (80, 24), "ansi-dark", ("6", "~", "f6", "f6")),
    ("help", (100, 30), "bidui-cb-day", ("f1",)),
    ("filter", (100, 30), "bidui-night", ("f4", "space")),
]


@pytest.mark.parametrize(("name", "size", "theme", "keys"), SCREENS, ids=[row[0] for row in SCREENS])
def test_screen(
    snap_compare: Compare, started: Started, name: str, size: tuple[int, int], theme: str, keys: tuple[str, ...]
) -> None:
    assert snap_compare(started(*PAIR, theme=theme), terminal_size=size, run_before=pressed(*keys)), name


def test_version_struck_through(snap_compare: Compare, started: Started) -> None:
    app = started("管理办法_2021.txt", "管理办法_2025.txt", theme="bidui-night")
    assert snap_compare(app, terminal_size=(140, 40), run_before=pressed("n", "n"))


def test_english(snap_compare: Compare, started: Started) -> None:
    app = started(*PAIR, theme="bidui-night", lang="en")
    assert snap_compare(app, terminal_size=(120, 30), run_before=pressed("n"))
