"""Export of what is shown, in every format that the writers have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from compare.model import Document
from compare.writers import DIFF_FORMATS, FORMATS, OUTLINE_FORMATS, TABLE_FORMATS, Style, write_diff, write_outline
from compare.writers import text as text_writer
from compare.writers.output import check_target

from .dialogs.export import Target
from .messages import say
from .reader import Reader

_WIDTH = 120  # columns of an exported text


def formats(lang: str, *, outline: bool = False) -> list[tuple[str, str, str]]:
    """The formats of a comparison or an outline, as (name, suffix, what it holds)."""
    return [
        (name, FORMATS[name].suffixes[0], say(f"export_{name}", lang))
        for name in (OUTLINE_FORMATS if outline else DIFF_FORMATS)
    ]


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
    # By custom a table of a revision counts what did not change in substance and does not list it.
    full = name not in TABLE_FORMATS
    return write_diff(name, reader.comparison, Style(width=_WIDTH, full=full, lang=lang))


def outline(name: str, document: Document, lang: str) -> str:
    """The outline of one document in a format."""
    return write_outline(name, document, Style(width=_WIDTH, lang=lang))
