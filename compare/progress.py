"""The one room of rich: a progress bar on stderr, and none where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from .terminal import is_terminal

if TYPE_CHECKING:
    from rich.progress import TaskID


@contextmanager
def bar(text: str) -> Iterator[Callable[[int, int], None] | None]:
    """Something to call with (done, all) while work goes on; None where there is nobody to see it. The bar is wiped
    out at the end."""
    with stages(lambda _: text) as told:
        yield None if told is None else partial(told, "")


@contextmanager
def stages(name: Callable[[str], str]) -> Iterator[Callable[[str, int, int], None] | None]:
    """Something to call with (stage, done, all): a bar for the stage at hand, with its rate and the time it still
    takes. name: of a stage, for people. None where there is nobody to see it."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                for other in tasks.values():
                    progress.update(other, visible=False)
                tasks[stage] = progress.add_task(name(stage), total=total or None, rate="")
            progress.update(tasks[stage], completed=done, total=total or None)
            speed = progress.tasks[tasks[stage]].speed
            progress.update(tasks[stage], rate=f"{speed:.1f}/s" if speed else "")

        yield show
