"""The terminal UI in a browser on this machine, by textual-serve with our own page."""

from __future__ import annotations

import asyncio
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
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
        from aiohttp import web
        from textual_serve.app_service import AppService
        from textual_serve.server import Server
    except ModuleNotFoundError:
        raise OptionError(
            "--serve 还缺一个部件。",
            "--serve needs another package.",
            advice_zh="请安装：pip install 'bidui[serve]'",
            advice_en="Install it: pip install 'bidui[serve]'",
        ) from None

    class Tab(AppService):
        """A process, which has ended when it is stopped: asyncio complains of one that outlives its loop."""

        async def stop(self) -> None:
            await super().stop()
            if self._process is not None:
                await self._process.wait()

    class LocalServer(Server):
        """textual-serve with our page, quiet, and deaf to requests that other sites make a browser send."""

        def initialize_logging(self) -> None:
            """No log: standard error belongs to the user."""

        async def on_startup(self, app: web.Application) -> None:
            """No banner."""
            self._tabs: set[asyncio.Task[Any]] = set()

        async def on_shutdown(self, app: web.Application) -> None:
            """End the tabs; left alone they would keep the server for a minute."""
            for task in self._tabs:
                task.cancel()

        async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
            """One tab: its socket, and its process for as long as that is open."""
            task = asyncio.current_task()
            assert task is not None
            self._tabs.add(task)
            socket = web.WebSocketResponse(heartbeat=15)
            await socket.prepare(request)
            tab = Tab(
                self.command,
                write_bytes=socket.send_bytes,
                write_str=socket.send_str,
                close=partial(_close, socket),
                download_manager=self.download_manager,
            )
            try:
                await tab.start(_whole(request, "width", 80, 1000), _whole(request, "height", 24, 1000))
                await self._process_messages(socket, tab)
            except asyncio.CancelledError:
                await _close(socket)
            finally:
                await tab.stop()
                self._tabs.discard(task)
            return socket

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(_only_here(port))
            return app

        @aiohttp_jinja2.template("app_index.html")
        async def handle_index(self, request: web.Request) -> dict[str, Any]:
            """What the page is filled with."""
            filled: dict[str, Any] = {
                **_words(lang),
                "application": {"name": self.title},
                "font_size": _whole(request, "fontsize", 16, 40),
                "app_websocket_url": f"ws://{HOST}:{port}/ws",
                "config": {"static": {"url": "/static/"}},
            }
            return filled

    return LocalServer(_line(command), host=HOST, port=port, title=say("app", lang), templates_path=_PAGE)


async def _close(socket: web.WebSocketResponse) -> None:
    await socket.close()


def _words(lang: str) -> dict[str, Any]:
    texts = {name: say(f"serve_{name}", lang) for name in ("starting", "ended", "again")}
    return {"lang": "en" if lang == "en" else "zh-CN", "texts": texts}


def _line(command: Sequence[str]) -> str:
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


def _whole(request: web.Request, name: str, default: int, most: int) -> int:
    text = request.query.get(name, "")
    return min(most, max(8, int(text))) if text.isascii() and text.isdecimal() and len(text) < 6 else default


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
