"""What `bidui report` does with a large collection: the work in stages, told as it goes on, and the result."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from . import terminal
from .messages import say
from .requests import ReportRequest
from .writers import Style, write_collection
from .writers.output import write

if TYPE_CHECKING:
    from .corpus.scale.report import Task

_MOST_WORKERS = 8


def run_collection(request: ReportRequest, name: str, style: Style) -> int:
    """Make the report in that format and return the exit code."""
    from .corpus.scale.report import Task

    task = Task(
        paths=request.paths,
        knowledge=request.knowledge,
        series=not request.other_issuers,
        cluster=request.cluster,
        workers=min(os.cpu_count() or 1, _MOST_WORKERS),
        scratch=request.scratch,
    )
    try:
        _make(task, request, name, style)
    except KeyboardInterrupt:
        terminal.tell(say("collection_stopped", style.lang))
        raise
    return 0


def _make(task: Task, request: ReportRequest, name: str, style: Style) -> None:
    from .corpus.scale.report import reported
    from .library.source import Holdings
    from .library.store import open_library
    from .progress import stages

    with ExitStack() as stack, ExitStack() as bar:
        told = bar.enter_context(stages(lambda stage: say(f"stage_{stage}", style.lang)))
        source = Holdings(stack.enter_context(open_library(request.library))) if request.library else None
        collection = stack.enter_context(reported(task, told, source=source))
        if told:
            told("write", 0, 0)
        result = write_collection(name, collection, style)
        bar.close()
        write(result, request.output, force=request.force)
