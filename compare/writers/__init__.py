"""Writers: one module for each output format. Each format is one line in the table; modules load when used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from ..collection import Collection
from ..errors import OptionError
from ..model import Comparison, Document
from ..report import Report
from ..trace import Trace


@dataclass(frozen=True, slots=True)
class Style:
    """How a result is shown; writers use what concerns them.

    width: terminal columns. colour: whether ANSI colours are wanted. full: nothing is folded. lang: zh or en.
    """

    width: int = 120
    colour: bool = False
    full: bool = False
    lang: str = "zh"


class DiffWriter(Protocol):
    """Text of a comparison, or the bytes of a file."""

    def __call__(self, comparison: Comparison, *, width: int, colour: bool, full: bool, lang: str) -> str | bytes: ...


class OutlineWriter(Protocol):
    """Text of a document as it was understood."""

    def __call__(self, document: Document, *, width: int, colour: bool, lang: str) -> str: ...


class ReportWriter(Protocol):
    """Text of a report over many documents, or the bytes of a file."""

    def __call__(self, report: Report, *, width: int, colour: bool, full: bool, lang: str) -> str | bytes: ...


class TraceWriter(Protocol):
    """Text of a document traced through a library, or the bytes of a file."""

    def __call__(self, trace: Trace, *, width: int, colour: bool, full: bool, lang: str) -> str | bytes: ...


class CollectionWriter(Protocol):
    """Text of a report over a collection, or the bytes of a file."""

    def __call__(self, collection: Collection, *, width: int, colour: bool, full: bool, lang: str) -> str | bytes: ...


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: the suffixes that mean it, and `module:function` of its writers.

    outline, report, trace, collection: empty where an outline, a report, a trace or the report over a collection is not
    written in it. file: whether it is of use only in a file.
    """

    suffixes: tuple[str, ...]
    diff: str
    outline: str = ""
    file: bool = False
    report: str = ""
    trace: str = ""
    collection: str = ""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format(
            (".txt",),
            ".text:write",
            ".outline_text:write",
            report=".report_text:write_report",
            trace=".trace_text:write",
            collection=".collection_text:write",
        ),
        "json": Format(
            (".json",),
            ".json_format:write_diff",
            ".json_format:write_outline",
            report=".report_json:write_report",
            trace=".trace_json:write",
            collection=".collection_json:write",
        ),
        "html": Format(
            (".html", ".htm"),
            ".html:write",
            file=True,
            report=".report_html:write_report",
            trace=".trace_html:write",
            collection=".collection_tables:write_html",
        ),
        "docx": Format(
            (".docx",),
            ".docx_format:write",
            file=True,
            report=".docx_format:write_report",
            trace=".trace_tables:write_docx",
            collection=".collection_tables:write_docx",
        ),
        "xlsx": Format(
            (".xlsx",),
            ".xlsx_format:write",
            file=True,
            report=".xlsx_format:write_report",
            trace=".trace_tables:write_xlsx",
            collection=".collection_tables:write_xlsx",
        ),
        "md": Format(
            (".md", ".markdown"),
            ".markdown_format:write",
            report=".markdown_format:write_report",
            trace=".trace_tables:write_markdown",
            collection=".collection_tables:write_markdown",
        ),
        "csv": Format(
            (".csv",), ".csv_format:write", report=".csv_format:write_report", collection=".collection_tables:write_csv"
        ),
    }
)
DIFF_FORMATS = tuple(FORMATS)
TABLE_FORMATS = ("docx", "xlsx", "md", "csv")
OUTLINE_FORMATS = tuple(name for name, entry in FORMATS.items() if entry.outline)
TRACE_FORMATS = tuple(name for name, entry in FORMATS.items() if entry.trace)
LIBRARY_FORMATS = ("text", "json")
REPORT_FORMATS = tuple(name for name, entry in FORMATS.items() if entry.report)


def write_diff(name: str, comparison: Comparison, style: Style) -> str | bytes:
    """A comparison in the format of that name."""
    writer = cast(DiffWriter, _load(FORMATS[name].diff))
    return writer(comparison, width=style.width, colour=style.colour, full=style.full, lang=style.lang)


def write_outline(name: str, document: Document, style: Style) -> str:
    """A document's outline in the format of that name, one of OUTLINE_FORMATS."""
    writer = cast(OutlineWriter, _load(FORMATS[name].outline))
    return writer(document, width=style.width, colour=style.colour, lang=style.lang)


def write_report(name: str, report: Report, style: Style) -> str | bytes:
    """A report in the format of that name, one of REPORT_FORMATS."""
    writer = cast(ReportWriter, _load(FORMATS[name].report))
    return writer(report, width=style.width, colour=style.colour, full=style.full, lang=style.lang)


def write_trace(name: str, trace: Trace, style: Style) -> str | bytes:
    """A trace in the format of that name, one of TRACE_FORMATS."""
    writer = cast(TraceWriter, _load(FORMATS[name].trace))
    return writer(trace, width=style.width, colour=style.colour, full=style.full, lang=style.lang)


def write_collection(name: str, collection: Collection, style: Style) -> str | bytes:
    """A report over a collection in the format of that name, one of REPORT_FORMATS."""
    writer = cast(CollectionWriter, _load(FORMATS[name].collection))
    return writer(collection, width=style.width, colour=style.colour, full=style.full, lang=style.lang)


def format_of(name: str, output: str, among: Sequence[str] = DIFF_FORMATS) -> str:
    """The format that is meant: by name, else by the output file's suffix, else text.

    Raises OptionError for a suffix that means none of them, and where a format is of use only in a file
    and there is none.
    """
    suffix = _suffix(output)
    found = name or ("text" if not output or not suffix else "")
    if not found:
        found = next((known for known in among if suffix in FORMATS[known].suffixes), "")
    if not found:
        listing = " ".join(suffix for known in among for suffix in FORMATS[known].suffixes)
        raise OptionError(
            f"不知道 {suffix} 是什么输出格式，认得的后缀有 {listing}。",
            f"no output format has the suffix {suffix}; known are {listing}.",
            path=output,
            advice_zh="请换一个后缀，或用 --format 指明格式。",
            advice_en="Choose another suffix, or name the format with --format.",
        )
    if FORMATS[found].file and output in ("", "-"):
        raise OptionError(
            f"{found} 要写到文件里。",
            f"{found} is written to a file.",
            advice_zh=f"请用 -o 文件名{FORMATS[found].suffixes[0]} 指明。",
            advice_en=f"Name it with -o FILE{FORMATS[found].suffixes[0]}.",
        )
    return found


def _suffix(output: str) -> str:
    from pathlib import PurePath

    return PurePath(output).suffix.lower()


def _load(entry: str) -> object:
    module, function = entry.split(":")
    return getattr(import_module(module, __name__), function)
