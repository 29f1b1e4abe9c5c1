"""What `bidui library` and `bidui trace` do with a request: open the library, ask it, write the answer."""

from __future__ import annotations

from . import terminal
from .messages import say
from .requests import LibraryRequest, TraceRequest
from .writers import LIBRARY_FORMATS, TRACE_FORMATS, Style, format_of, write_trace
from .writers.output import check_target, write

_HITS = 20  # documents that a search quotes
_WRONG = 2  # exit code


def run_library(request: LibraryRequest, style: Style) -> int:
    """Do it and return the exit code: 2 where a library is not whole, or nothing of what was given could be added."""
    name = format_of(request.format, request.output, LIBRARY_FORMATS)
    check_target(request.output, inputs=(request.library,), force=request.force)
    action = {"add": _add, "list": _list, "search": _search, "remove": _remove, "verify": _verify}[request.action]
    code, result = action(request, style, name == "json")
    write(result, request.output, force=request.force)
    return code


def _add(request: LibraryRequest, style: Style, as_json: bool) -> tuple[int, str]:
    from .library.adding import add
    from .library.store import open_library
    from .progress import bar
    from .writers import library_json, library_text

    try:
        with open_library(request.library, create=True) as store, bar(say("reading_documents", style.lang)) as progress:
            found = add(store, request.names, progress=progress)
            path = str(store.path)
    except KeyboardInterrupt:
        terminal.tell(say("library_stopped", style.lang))
        raise
    code = _WRONG if found.failures and not found.added + found.changed + found.unchanged else 0
    if as_json:
        return code, library_json.write_added(path, found)
    return code, library_text.write_added(found, width=style.width, colour=style.colour, lang=style.lang)


def _list(request: LibraryRequest, style: Style, as_json: bool) -> tuple[int, str]:
    from .library.searching import listing
    from .library.store import open_library
    from .writers import library_json, library_text

    with open_library(request.library) as store:
        found = listing(store, issuer=request.issuer, years=request.years)
        path = str(store.path)
    if as_json:
        return 0, library_json.write_list(path, found)
    return 0, library_text.write_list(path, found, width=style.width, colour=style.colour, lang=style.lang)


def _search(request: LibraryRequest, style: Style, as_json: bool) -> tuple[int, str]:
    from .library.searching import search
    from .library.store import open_library
    from .writers import library_json, library_text

    with terminal.note(say("working_library", style.lang)), open_library(request.library) as store:
        most = request.limit or _HITS
        found = search(store, request.names, issuer=request.issuer, years=request.years, most=most)
        path = str(store.path)
    if as_json:
        return 0, library_json.write_found(path, found)
    return 0, library_text.write_found(found, width=style.width, colour=style.colour, lang=style.lang)


def _remove(request: LibraryRequest, style: Style, as_json: bool) -> tuple[int, str]:
    from .library.adding import remove
    from .library.store import open_library
    from .writers import library_json, library_text

    with open_library(request.library):  # where there is none, none is made
        pass
    with open_library(request.library, create=True) as store:
        found = remove(store, request.names)
        path = str(store.path)
    if as_json:
        return 0, library_json.write_removed(path, found)
    return 0, library_text.write_removed(found, width=style.width, colour=style.colour, lang=style.lang)


def _verify(request: LibraryRequest, style: Style, as_json: bool) -> tuple[int, str]:
    from .library.searching import verify
    from .library.store import open_library
    from .writers import library_json, library_text

    with terminal.note(say("working_library", style.lang)), open_library(request.library) as store:
        found = verify(store)
        path = str(store.path)
    code = _WRONG if found.faults else 0
    if as_json:
        return code, library_json.write_verified(path, found)
    return code, library_text.write_verified(path, found, width=style.width, colour=style.colour, lang=style.lang)


def run_trace(request: TraceRequest, style: Style) -> int:
    """Trace a document and return the exit code."""
    name = format_of(request.format, request.output, TRACE_FORMATS)
    check_target(request.output, inputs=(request.file, request.library), force=request.force)
    with terminal.note(say("working_trace", style.lang)):
        from .library.store import open_library
        from .library.tracing import trace

        with open_library(request.library) as store:
            found = trace(store, request.file)
        result = write_trace(name, found, style)
    write(result, request.output, force=request.force)
    return 0
