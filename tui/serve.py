"""The terminal UI in a browser on this machine, by textual-serve with our own page."""

from __future__ import annotations

import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.errors import OptionError

from .messages import say

if TYPE_CHECKING:
    from aiohttp import web
    from aiohttp.typedefs import Handler, Middleware
    from textual_serve.server import Server

HOST = "127.0.0.1"
_PAGE = Path(__file__).parent / "web"


def serve(command: Sequence[str], port: int, lang: str) -> int:
    """Offer a command that runs a Textual app on http://127.0.0.1:port until it is stopped; each tab runs its own.

    Raises OptionError where textual-serve is not installed or the port is taken.
    """
    _check_port(port)
    server = make_server(command, port, lang)
    sys.stderr.write(say("serving", lang, url=server.public_url) + "\n")
    sys.stderr.flush()
    server.serve()
    return 0


def make_server(command: Sequence[str], port: int, lang: str) -> Server:
    """The server, bound to this machine alone. Raises OptionError where textual-serve is not installed."""
    try:
        import aiohttp_jinja2
        from textual_serve.server import Server
    except ModuleNotFoundError:
        raise OptionError(
            "--serve 还缺一个部件。",
            "--serve needs another package.",
            advice_zh="请安装：pip install 'bidui[serve]'",
            advice_en="Install it: pip install 'bidui[serve]'",
        ) from None

    class LocalServer(Server):
        """textual-serve with our page, quiet, and deaf to requests that other sites make a browser send."""

        def initialize_logging(self) -> None:
            """No log: standard error belongs to the user."""

        async def on_startup(self, app: web.Application) -> None:
            """No banner."""

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(_only_here(port))
            return app

        @aiohttp_jinja2.template("app_index.html")
        async def handle_index(self, request: web.Request) -> dict[str, Any]:
            """What the page is filled with."""
            filled: dict[str, Any] = {
                "lang": "en" if lang == "en" else "zh-CN",
                "application": {"name": self.title},
                "texts": {name: say(f"serve_{name}", lang) for name in ("starting", "ended", "again")},
                "font_size": _size(request.query.get("fontsize", "")),
                "app_websocket_url": f"ws://{HOST}:{port}/ws",
                "config": {"static": {"url": "/static/"}},
            }
            return filled

    line = subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
    return LocalServer(line, host=HOST, port=port, title=say("app", lang), templates_path=_PAGE)


def _size(text: str) -> int:
    return min(40, max(8, int(text))) if text.isascii() and text.isdecimal() and len(text) < 4 else 16


def _only_here(port: int) -> Middleware:
    """Requests must name this host, and a page that sends them must come from it: a name that was pointed at this
    machine, or another site's script, gets nothing."""
    from aiohttp.web import HTTPForbidden, middleware

    hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
    origins = {f"http://{host}" for host in hosts}

    @middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host not in hosts or (origin is not None and origin not in origins):
            raise HTTPForbidden(text="403")
        return await handler(request)

    return check


def _check_port(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1 if sys.platform != "win32" else 0)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise OptionError(
                f"端口 {port} 用不了（{error.strerror}）。",
                f"port {port} cannot be used ({error.strerror}).",
                advice_zh="请用 --port 换一个。",
                advice_en="Choose another with --port.",
            ) from error
