"""Office files are zip archives: the same content gives the same bytes, whenever and wherever it is written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # when every file says that it was made
# What XML does not know, and what turns the direction of reading.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile("[\t\n\r\x85\u2028\u2029]+")


def settled(data: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """An archive with one time on all its entries, and some of them exchanged. instead: new content by name."""
    instead = instead or {}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=EPOCH.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0  # the same bytes on every system
            fixed.external_attr = 0
            result.writestr(fixed, instead.get(entry.filename) or source.read(entry.filename))
    return target.getvalue()


def legal(text: str) -> str:
    """Text for XML on one line: characters that are not to be shown as U+FFFD, line ends and tabs as blanks."""
    return _BLANKS.sub(" ", _ILLEGAL.sub("\ufffd", text))
