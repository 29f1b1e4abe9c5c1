"""What the commands of bidui do with a request: read, compare, write, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import terminal
from .errors import OptionError
from .messages import both, say
from .model import Comparison, Document
from .options import Options
from .requests import DiffRequest, LibraryRequest, OutlineRequest, ReportRequest, Request, TraceRequest, TuiRequest
from .writers import OUTLINE_FORMATS, REPORT_FORMATS, Style, format_of, write_diff, write_outline, write_report
from .writers.output import check_target, write

if TYPE_CHECKING:
    from .session import Session

DIFFERENT = 1
_STDIN = "-"
MANY = 2_000  # documents beyond which a report is one over a collection
_SAME = frozenset(("shared", "boilerplate", "quotation"))


def run(request: Request, lang: str) -> int:
    """Do what was asked and return the exit code."""
    if isinstance(request, TuiRequest):
        return _tui(request, lang)
    if isinstance(request, OutlineRequest):
        return _outline(request, lang)
    if isinstance(request, ReportRequest):
        return _report(request, lang)
    if isinstance(request, LibraryRequest):
        return _on_library(request, lang)
    if isinstance(request, TraceRequest):
        return _trace(request, lang)
    return _diff(request, lang)


def _diff(request: DiffRequest, lang: str) -> int:
    if request.left == request.right == "-":
        raise OptionError(*both("two_stdin"))
    options = Options(regime=request.regime, left_part=request.left_part, right_part=request.right_part)
    name = format_of(request.format, request.output)
    inputs = tuple(filter(None, (request.left, request.right, request.session)))
    check_target(request.output, inputs=inputs, force=request.force)
    with terminal.note(say("working_diff", lang)):
        from .pipeline import compare

        session = _session(request.session)
        left, right = _sides(request, session)
        comparison = compare(left, right, options, session)
        style = _style(request.output, request.width, request.colour, lang, full=request.full)
        result = write_diff(name, comparison, style)
    write(result, request.output, force=request.force)
    _tell_unused(session, lang, left, right)
    return DIFFERENT if request.exit_code and differs(comparison) else 0


def _sides(request: DiffRequest, session: Session | None) -> tuple[Document, Document]:
    from .pipeline import read_document, read_versions

    if request.track_changes:
        return read_versions(request.left, request.left_part, session, t2s=request.t2s)
    left = read_document(request.left, request.left_part, session=session, t2s=request.t2s)
    return left, read_document(request.right, request.right_part, session=session, t2s=request.t2s)


def _outline(request: OutlineRequest, lang: str) -> int:
    name = format_of(request.format, request.output, OUTLINE_FORMATS)
    check_target(request.output, inputs=(request.file, request.session), force=request.force)
    with terminal.note(say("working_outline", lang)):
        from .pipeline import describe, read_document

        session = _session(request.session)
        document = read_document(request.file, request.part, session=session, t2s=request.t2s)
        result = write_outline(name, describe(document), _style(request.output, request.width, request.colour, lang))
    write(result, request.output, force=request.force)
    _tell_unused(session, lang, document)
    return 0


def _report(request: ReportRequest, lang: str) -> int:
    if not request.paths and not request.pairs and not request.library:
        raise OptionError(*both("no_paths"))
    if request.paths and request.library:
        raise OptionError(*both("library_and_paths"))
    name = format_of(request.format, request.output, REPORT_FORMATS)
    inputs = (*request.paths, request.base, request.topics, request.knowledge, request.library)
    check_target(request.output, inputs=inputs, force=request.force)
    if _is_collection(request):
        from .collection_command import run_collection

        return run_collection(
            request, name, _style(request.output, request.width, request.colour, lang, full=request.full)
        )
    from .corpus.survey import Task, survey
    from .progress import bar

    task = Task(
        paths=request.paths,
        base=request.base,
        topics=request.topics,
        pairs=request.pairs,
        knowledge=request.knowledge,
        cached=not request.no_cache,
    )
    with bar(say("reading_documents", lang)) as progress:
        report = survey(task, progress=progress)
    with terminal.note(say("working_report", lang)):
        style = _style(request.output, request.width, request.colour, lang, full=request.full)
        result = write_report(name, report, style)
    write(result, request.output, force=request.force)
    return 0


def _is_collection(request: ReportRequest) -> bool:
    """Whether the documents are too many for a matrix of all of them, or the user says so."""
    small = next((name for name in ("base", "topics", "pairs") if getattr(request, name)), "")
    wanted = request.collection or request.library or request.cluster or request.scratch or request.other_issuers
    if wanted and (small or request.collection is False or _STDIN in request.paths):
        option = f"--{small}" if small else "--no-collection" if request.collection is False else _STDIN
        raise OptionError(*both("no_collection", option))
    if request.collection is not None or small or _STDIN in request.paths:
        return bool(request.collection)
    if wanted:
        return True
    from .corpus.collect import more_than

    return more_than(request.paths, MANY)


def _on_library(request: LibraryRequest, lang: str) -> int:
    from .library_commands import run_library

    return run_library(request, _style(request.output, request.width, request.colour, lang))


def _trace(request: TraceRequest, lang: str) -> int:
    from .library_commands import run_trace

    return run_trace(request, _style(request.output, request.width, request.colour, lang, full=request.full))


def _session(path: str) -> Session | None:
    if not path:
        return None
    from .session import load

    return load(path)


def _tell_unused(session: Session | None, lang: str, *documents: Document) -> None:
    if session is not None and not session.knows(*documents):
        terminal.tell(say("session_unused", lang, session.path))


def _tui(request: TuiRequest, lang: str) -> int:
    from tui.launch import run as run_tui
    from tui.launch import serve
    from tui.workspace import Request as TuiWork

    parts = request.left_part, request.right_part
    cells = {"auto": 0, "narrow": 1, "wide": 2}[request.ambiguous]
    theme = f"bidui-{request.theme}" if request.theme and not request.theme.startswith("ansi") else request.theme
    work = TuiWork(request.paths, request.regime, parts, request.session, lang, cells, theme, request.library)
    return serve(work, request.port) if request.serve else run_tui(work)


def differs(comparison: Comparison) -> bool:
    """Whether there is a substantive difference: a label other than shared, boilerplate and quotation, or a
    section at the ends of either outline that no link but one of kind same_role touches."""
    if any(span.label not in _SAME for side in comparison.spans for span in side):
        return True
    links = [link for link in comparison.links if link.kind != "same_role"]
    sides = ((comparison.left, {link.left for link in links}), (comparison.right, {link.right for link in links}))
    return any(_unlinked(document, linked) for document, linked in sides)


def _unlinked(document: Document, linked: set[str]) -> bool:
    return any(
        section.id not in linked
        and section.id not in document.children
        and document.text[section.start : section.end].strip()
        for section in document.sections
    )


def _style(output: str, width: int, colour: bool | None, lang: str, *, full: bool = False) -> Style:
    on_screen = output in ("", "-")
    if colour is None:
        colour = on_screen and terminal.colourful()
    return Style(width or (terminal.columns() if on_screen else terminal.NO_TERMINAL), colour, full, lang)
