"""What `bidui report` does with a large collection: the work in stages, told as it goes on, and the result."""

from __future__ import annotations

import os

from . import terminal
from .messages import say
from .requests import ReportRequest
from .writers import Style, write_collection
from .writers.output import write

_MOST_WORKERS = 8


def run_collection(request: ReportRequest, name: str, style: Style) -> int:
    """Make the report in that format and return the exit code."""
    from .corpus.scale.report import Task, report
    from .library.source import Holdings
    from .library.store import open_library
    from .progress import stages

    task = Task(
        paths=request.paths,
        knowledge=request.knowledge,
        series=not request.other_issuers,
        cluster=request.cluster,
        workers=min(os.cpu_count() or 1, _MOST_WORKERS),
        scratch=request.scratch,
    )
    try:
        with stages(lambda stage: say(f"stage_{stage}", style.lang)) as told:
            if request.library:
                with open_library(request.library) as store:
                    collection = report(task, told, source=Holdings(store))
            else:
                collection = report(task, told)
    except KeyboardInterrupt:
        terminal.tell(say("collection_stopped", style.lang))
        raise
    with terminal.note(say("working_report", style.lang)):
        result = write_collection(name, collection, style)
    write(result, request.output, force=request.force)
    return 0
