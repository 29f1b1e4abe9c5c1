"""Export of what is shown, in every format that the writers have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from compare.model import Document
from compare.report import Report
from compare.writers import FORMATS, TABLE_FORMATS, Style, write_diff, write_outline, write_report
from compare.writers import text as text_writer
from compare.writers.citations import write_citations
from compare.writers.output import check_target
from compare.writers.tables.model import Source

from .dialogs.export import Target
from .messages import say
from .reader import Reader

_WIDTH = 120  # columns of an exported text


def formats(lang: str, names: Sequence[str], kind: str = "") -> list[tuple[str, str, str]]:
    """Formats by their names, as (name, suffix, what it holds). kind: what is exported, empty for a comparison, else
    report_, outline_ or citations_."""
    return [(name, FORMATS[name].suffixes[0], say(f"export_{kind}{name}", lang)) for name in names]


def stem(document: Document) -> str:
    """A file name for a document, without suffix and folder."""
    name = PurePath(document.path.replace("\\", "/")).stem or document.metadata.title
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(" .") or "bidui"


def check(target: Target, inputs: Sequence[str]) -> None:
    """Raise OutputError when the target may not be written."""
    check_target(target.path, inputs=inputs, force=target.force)


def shown(name: str, reader: Reader, lang: str) -> str | bytes:
    """The comparison in a format; as text only the rows that are shown."""
    if name == "text":
        return text_writer.write_rows(
            reader.view, reader.rows, width=_WIDTH, colour=False, lang=lang, listing=not reader.filter
        )
    # By custom a table of a revision counts what did not change in substance and does not list it; a page holds
    # everything either way, and opens with its folds closed.
    full = name not in (*TABLE_FORMATS, "html")
    return write_diff(name, reader.comparison, Style(width=_WIDTH, full=full, lang=lang))


def outline(name: str, document: Document, lang: str) -> str:
    """The outline of one document in a format."""
    return write_outline(name, document, Style(width=_WIDTH, lang=lang))


def citations(name: str, quotes: Sequence[Source], lang: str) -> str | bytes:
    """Chosen quotations with their sources."""
    return write_citations(name, quotes, lang)


def report(name: str, found: Report, lang: str) -> str | bytes:
    """A report over many documents in a format."""
    full = name not in TABLE_FORMATS  # a text document lists the first of many; the workbook holds all
    return write_report(name, found, Style(width=_WIDTH, full=full, lang=lang))
