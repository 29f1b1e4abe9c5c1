"""The command `bidui`: streams, language, errors and exit codes around the commands.

Exit codes: 0 done; 1 substantive differences, with --exit-code only; 2 error; 130 stopped with Ctrl+C;
141 the reader of standard output went away. Everything heavy is imported when it is needed: `bidui --version`
loads nothing but this file.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from . import __version__

ERROR, INTERRUPTED, BROKEN_PIPE = 2, 130, 141
# New objects before the collector looks for cycles. Documents and comparisons are trees of many small tuples without
# any; at Python's own 700 the collector walks them over and over, up to half of the time that laying out takes.
_COLLECT_AFTER = 50_000, 20, 50


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line (without the program's name) and return the exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    if _asks_version(args):
        print(f"bidui {__version__}")
        return 0
    gc.set_threshold(*_COLLECT_AFTER)
    try:
        _prepare(sys.stdout)
        _prepare(sys.stderr)
        code = _run(args)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered has no reader; without this Python complains when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _run(args: list[str]) -> int:
    from .errors import BiduiError
    from .messages import language

    lang = language(args, os.environ)
    try:
        from .arguments import parse
        from .commands import run

        request = parse(args, lang)
        return request if isinstance(request, int) else run(request, lang)
    except BiduiError as error:
        print(f"bidui: {' '.join(error.message(lang).split())}", file=sys.stderr)
        return ERROR


def _asks_version(args: Sequence[str]) -> bool:
    """Whether --version stands among the options before any command."""
    after_lang = False
    for arg in args:
        if arg == "--version":
            return True
        if not after_lang and not arg.startswith("-"):
            return False
        after_lang = arg == "--lang"
    return False


def _prepare(stream: object) -> None:
    """Make a stream able to carry Chinese: UTF-8 on Windows and where its encoding has no Chinese; characters
    that it still cannot carry are written as escapes, so that output never fails half way."""
    if not isinstance(stream, TextIOWrapper):  # a test's or another program's own stream
        return
    try:
        "比对".encode(stream.encoding)
        able = os.name != "nt" or "PYTHONIOENCODING" in os.environ
    except (UnicodeEncodeError, LookupError):
        able = False
    stream.reconfigure(encoding=None if able else "utf-8", errors="backslashreplace")
