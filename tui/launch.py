"""Start the terminal UI: check what was asked for, ask the terminal what it can do, run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from compare.errors import OptionError
from compare.readers import read

from . import environment
from .workspace import Request

_PORT = 8000
# Seconds that the terminal may still take to answer when all else is loaded: here, and over a network.
_PATIENCE, _PATIENCE_FAR = 0.15, 1.0


def run(request: Request) -> int:
    """Run the terminal UI and return the exit code. Raises BiduiError for what can be told before it starts."""
    check(request)
    on_terminal = sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()
    if not on_terminal and "TEXTUAL_DRIVER" not in os.environ:  # textual-serve puts a browser in its place
        raise OptionError(
            "终端界面要在终端里运行。",
            "the terminal UI needs a terminal.",
            advice_zh="要输出到文件或管道，请用 bidui diff。",
            advice_en="For files and pipes use bidui diff.",
        )
    environment.prepare(os.environ)
    from . import width

    probe = None if request.ambiguous else width.Probe.of_this_terminal()
    if probe:
        probe.start()
    try:
        # The terminal answers while this loads.
        from .app import BiduiApp
        from .recent import Recents
    finally:
        patience = _PATIENCE_FAR if environment.is_remote(os.environ) else _PATIENCE
        answer = probe.finish(patience) if probe else None
    cells = request.ambiguous or answer or 1
    width.apply(cells)
    app = BiduiApp(request, Recents.load(), ambiguous=cells, environ=dict(os.environ))
    code = app.run()
    if code is None:
        code = app.return_code or 0
    return code


def check(request: Request) -> None:
    """Raise ReadError or OptionError for paths that cannot be opened, before the screen changes."""
    if (len(request.paths) > 2 and "-" in request.paths) or request.paths.count("-"):
        raise OptionError("终端界面不能从标准输入读。", "the terminal UI cannot read standard input.",
                          advice_zh="请先存成文件。", advice_en="Save it to a file first.")  # fmt: skip
    files = [path for path in request.paths if not Path(path).is_dir()]
    for path in files[:2] if len(request.paths) <= 2 else ():
        read(path)
    for path in files[2:]:
        if not Path(path).exists():
            read(path)  # says what is wrong
    if request.session:
        from compare.session import load

        if Path(request.session).exists():
            load(request.session)


def serve(request: Request, port: int) -> int:
    """Offer the terminal UI in a browser on this machine, until it is stopped. Raises BiduiError."""
    check(request)
    from .serve import serve as serve_command

    command = [sys.executable, "-m", "compare", "tui", *arguments(request)]
    return serve_command(command, port or _PORT, request.lang)


def arguments(request: Request) -> list[str]:
    """The request as arguments of `bidui tui`."""
    found = ["--lang", request.lang, "--regime", request.regime, "--ambiguous", "narrow"]  # what xterm.js shows
    theme = request.theme.removeprefix("bidui-")
    for name, value in (("--session", request.session), ("--theme", theme), ("--library", request.library)):
        found += [name, value] if value else []
    for name, part in zip(("--left-part", "--right-part"), request.parts, strict=True):
        found += [name, str(part)] if part else []
    return [*found, "--", *request.paths]
