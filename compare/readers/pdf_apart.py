"""PDFs that swell when they are unpacked are read in a process of their own, with bounded memory and time.

What a page's stream holds decides how long the library works on it, and nothing stops it there. Ordinary files are
known by unpacking their streams up to a bound, which takes milliseconds.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from contextlib import suppress
from typing import Any

from ..errors import ReadError
from ..model import Block, Layout
from .faults import damaged
from .source import Source

_SWOLLEN = 48 << 20  # bytes of all streams, unpacked, up to which a file is ordinary
_LARGE = 64 << 20  # bytes of a file from which it is not looked into
_SECONDS = 30  # of work; 26 pages of text take a fifth of one
_MEMORY = 3 << 30  # bytes of address space
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# Ways to pack that are not unpacked here, or several on top of each other.
_OTHER = re.compile(
    rb"/(?:LZWDecode|LZW|RunLengthDecode|RL|Encrypt|Crypt)\b|/Filter\s*\[\s*/\w+\s+/|/Filter\s*\[\s*/\w+/"
)
_PIECE = 1 << 16


def swells(data: bytes) -> bool:
    """Whether the streams of a PDF may be much larger than the file, or that cannot be known."""
    if len(data) > _LARGE or _OTHER.search(data):
        return True
    total = 0
    for match in _STREAM.finditer(data):
        total += _unpacked(data, match.end(), _SWOLLEN - total)
        if total >= _SWOLLEN:
            return True
    return False


def _unpacked(data: bytes, start: int, most: int) -> int:
    """Bytes of one stream when unpacked, `most` where they are more."""
    unpacker, size, at = zlib.decompressobj(), 0, start
    try:
        while at < len(data) and not unpacker.eof and size < most:
            size += len(unpacker.decompress(unpacker.unconsumed_tail or data[at : at + _PIECE], _PIECE * 16))
            at += 0 if unpacker.unconsumed_tail else _PIECE
    except zlib.error:  # packed in another way or not at all: no larger than the file
        pass
    return min(size, most)


def read_apart(data: bytes, path: str, name: str) -> Source:
    """The Source of a PDF, made by another process. Raises ReadError, also where it takes too long or too much."""
    command = [sys.executable, "-c", "from compare.readers.pdf_apart import main; main()", path, str(_SECONDS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=3 * _SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _too_much(path) from None
    except OSError as error:
        raise damaged(path, name, error.strerror or str(error)) from error
    try:
        found = json.loads(done.stdout)
    except ValueError:  # it was ended
        raise _too_much(path) from None
    if "reason" in found:
        zh, en = found["reason"], found["advice"]
        raise ReadError(zh["zh"], zh["en"], path=path, advice_zh=en["zh"], advice_en=en["en"])
    layout = Layout(
        tuple(Block(*block) for block in found["blocks"]),
        tuple((at, page) for at, page in found["pages"]),
        notes=tuple(found["notes"]),
    )
    return Source(path, found["text"], layout=layout, format="pdf")


def main() -> None:
    """What the other process does: a PDF from standard input, its Source or ReadError as JSON to standard output."""
    from .pdf import read_here

    path, seconds = sys.argv[1], int(sys.argv[2])
    _limit(seconds)
    answer: dict[str, Any]
    try:
        source = read_here(sys.stdin.buffer.read(), path)
    except ReadError as error:
        answer = {"reason": error.reason, "advice": error.advice}
    else:
        blocks = [(block.kind, block.start, block.end, block.level) for block in source.layout.blocks]
        answer = {"text": source.text, "blocks": blocks, "pages": source.layout.pages, "notes": source.layout.notes}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit(seconds: int) -> None:
    """Bound this process, where the system can; elsewhere the time that is waited bounds it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS has no such bound
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _too_much(path: str) -> ReadError:
    return ReadError(
        "这份 PDF 解开后太大或太复杂，没有读完。",
        "this PDF is too large or too complex when unpacked.",
        path=path,
        advice_zh="请用浏览器或 WPS 打开后重新打印成 PDF，或另找 Word、网页版本。",
        advice_en="Print it to PDF anew from a browser or WPS, or use a Word or web version.",
    )
