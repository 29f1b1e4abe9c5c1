"""What tests that run the app share."""

from __future__ import annotations

from textual.pilot import Pilot

from tui.screen import WorkScreen

PAIR = ("省级意见.txt", "市级实施方案.txt")


async def settled(pilot: Pilot[int]) -> WorkScreen:
    """The work screen when nothing is being read or compared any more."""
    for _ in range(600):
        await pilot.pause(0.02)
        screen = pilot.app.screen
        if isinstance(screen, WorkScreen) and not screen.busy and screen.is_mounted:
            await pilot.pause(0.12)  # until the cursor counts as resting
            return screen
    raise AssertionError("still busy after 12 seconds")
