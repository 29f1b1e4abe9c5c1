"""The browser: our page in a real Chromium, on this machine alone, and deaf to other sites."""

from __future__ import annotations

import asyncio
import base64
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import PATIENCE, Browser, devtools_of

from compare.errors import OptionError
from tui.serve import HOST, make_server, serve

ROOT = Path(__file__).resolve().parents[2]

APP = """
import os
from textual.app import App
from textual.widgets import Static

ROWS = ["比对：读懂、对齐、比较", "“第一条”——总则……·※①→≥", "plain ASCII, no Han at all", "进程 %d 。" % os.getpid()]

class Served(App):
    CSS = "#rows { border: round white; width: 44; height: auto; } #keys { height: 1; }"

    def compose(self):
        yield Static("\\n".join(ROWS), id="rows", markup=False)
        yield Static("收到：", id="keys", markup=False)

    def on_mount(self):
        self.seen = ""

    def on_key(self, event):
        if event.key == "q":
            self.exit()
        self.seen += event.character or ""
        self.query_one("#keys", Static).update("收到：" + self.seen + "。")

Served().run()
"""

# xterm.js draws on a canvas and keeps its terminal to itself: note the core when it is made.
SPY = """
Object.defineProperty(Object.prototype, "_core", {configurable: true, get() { return undefined; }, set(value) {
  window.terminalCore ??= value;
  Object.defineProperty(this, "_core", {value, writable: true, configurable: true});
}});
"""
# For each row of the terminal its cells: text and width, 0 for the right half of a wide one.
CELLS = """
(() => { const buffer = window.terminalCore?.buffer; if (!buffer) return [];
  return [...Array(window.terminalCore.rows).keys()].map((y) => { const line = buffer.lines.get(y);
    return [...Array(line.length).keys()].map((x) => [line.getString(x), line.getWidth(x)]); }); })()
"""


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Served:
    port: int
    process: subprocess.Popen[bytes]
    line: str


def start(folder: Path) -> Served:
    """The server as a user starts it, with a command whose path needs quoting."""
    pytest.importorskip("textual_serve", reason="needs bidui[serve]")
    app = folder / "小 应用.py"
    app.write_text(APP, encoding="utf-8")
    port = free_port()
    code = "import sys; from tui.serve import serve; sys.exit(serve(sys.argv[2:], int(sys.argv[1]), 'zh'))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(port), sys.executable, str(app)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    line = process.stderr.readline().decode()
    for _ in range(int(PATIENCE / 0.05)):
        with socket.socket() as trial:
            if trial.connect_ex((HOST, port)) == 0:
                break
        assert process.poll() is None
        time.sleep(0.05)
    return Served(port, process, line)


def stop(server: Served) -> tuple[int, bytes, bytes]:
    """Ctrl+C. Its exit code and what it has written since it told its address."""
    server.process.send_signal(signal.SIGINT)
    out, err = server.process.communicate(timeout=PATIENCE)
    return server.process.returncode, out, err


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = start(tmp_path_factory.mktemp("serve"))
    yield server
    stop(server)


def test_it_says_where_in_one_line(served: Served) -> None:
    assert f"http://127.0.0.1:{served.port}" in served.line
    assert re.search("[\u4e00-\u9fff]", served.line)


@pytest.mark.skipif(sys.platform != "linux", reason="the other loopback addresses are there on Linux only")
def test_only_this_address_listens(served: Served) -> None:
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", served.port)) != 0


def fetch(port: int, path: str, **headers: str) -> tuple[int, str]:
    import aiohttp

    async def run() -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://{HOST}:{port}{path}", headers=headers) as answer,
        ):
            return answer.status, await answer.text(errors="replace")

    return asyncio.run(run())


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/", {"Host": "localhost:{port}"}, 200),
        ("/", {"Host": "evil.example:{port}"}, 403),  # a name that was pointed at 127.0.0.1
        ("/", {"Host": "127.0.0.1"}, 403),
        ("/static/js/textual.js", {"Host": "evil.example:{port}"}, 403),
        ("/ws", {**UPGRADE, "Origin": "https://evil.example"}, 403),  # another site's script
        ("/ws", {**UPGRADE, "Origin": "http://127.0.0.1:1"}, 403),
        ("/ws", {**UPGRADE, "Origin": "null"}, 403),
        ("/download/x", {"Origin": "https://evil.example"}, 403),
    ],
)
def test_who_is_answered(served: Served, path: str, headers: dict[str, str], status: int) -> None:
    asked = {name: value.format(port=served.port) for name, value in headers.items()}
    assert fetch(served.port, path, **asked)[0] == status


def test_the_page_names_no_other_host(served: Served) -> None:
    _, page = fetch(served.port, "/")
    assert "比对" in page
    assert set(re.findall(r"(?:https?:|wss?:)?//([^/\"'\s]+)", page)) == {f"{HOST}:{served.port}"}


def test_each_tab_runs_its_own_process(served: Served) -> None:
    import aiohttp

    async def run() -> tuple[int, int]:
        async with aiohttp.ClientSession() as session, tab(session, served) as first, tab(session, served) as second:
            return await process_of(first), await process_of(second)

    first, second = asyncio.run(run())
    assert first != second


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_stopping_ends_open_tabs_quietly(tmp_path: Path) -> None:
    import aiohttp

    async def run(server: Served) -> tuple[int, tuple[int, bytes, bytes]]:
        async with aiohttp.ClientSession() as session, tab(session, server) as open_tab:
            process = await process_of(open_tab)
            stopping = asyncio.create_task(asyncio.to_thread(stop, server))
            async with asyncio.timeout(10):
                async for _ in open_tab:  # until the server closes it, as a browser would
                    pass
                return process, await stopping

    process, (code, out, err) = asyncio.run(run(start(tmp_path)))
    assert (code, out, err) == (0, b"", b"")
    assert not Path(f"/proc/{process}").exists()


def tab(session: Any, server: Served) -> Any:
    """The socket of a tab, as the page opens it."""
    url = f"ws://{HOST}:{server.port}/ws?width=60&height=12"
    return session.ws_connect(url, origin=f"http://{HOST}:{server.port}")


async def process_of(socket: Any) -> int:
    """Id of the process that a tab shows."""
    text = ""
    while not (found := re.search(r"进程 (\d+)", text)):
        message = await socket.receive(timeout=PATIENCE)
        text += message.data.decode(errors="replace") if isinstance(message.data, bytes) else ""
    return int(found[1])


def lines(cells: list[list[tuple[str, int]]]) -> list[str]:
    return ["".join(text or " " for text, width in row if width) for row in cells]


def shows(text: str) -> Callable[[Any], bool]:
    return lambda cells: any(text in line for line in lines(cells))


@pytest.fixture
def devtools(tmp_path: Path) -> Iterator[str]:
    """A headless Chromium; the address of its DevTools."""
    with devtools_of(tmp_path) as address:
        yield address


def test_in_a_browser(served: Served, devtools: str, tmp_path: Path) -> None:
    asyncio.run(_in_a_browser(served.port, devtools, tmp_path / "serve.png"))


async def _in_a_browser(port: int, devtools: str, picture: Path) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as session:
        async with session.get(f"{devtools}/json/list") as answer:
            pages = [page for page in await answer.json() if page["type"] == "page"]
        async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as connection:
            browser = Browser(connection)
            for method in ("Network.enable", "Page.enable", "Runtime.enable"):
                await browser.call(method)
            await browser.call("Page.addScriptToEvaluateOnNewDocument", source=SPY)
            await browser.call("Page.navigate", url=f"http://{HOST}:{port}/")
            await _reads_and_types(browser, picture)
            asked = list(browser.asked)
            elsewhere = f"fetch('http://localhost:{port}/', {{mode: 'no-cors'}}).then(() => true, () => false)"
            assert await browser.value(elsewhere) is False  # the page's policy: nothing from another origin
    local = re.compile(rf"(?:http|ws)://127\.0\.0\.1:{port}/|data:")
    assert len(asked) >= 4  # page, style, script, socket
    assert [url for url in asked if not local.match(url)] == []


async def _reads_and_types(browser: Browser, picture: Path) -> None:
    cells = await browser.until(CELLS, shows("“第一条”——总则……·※①→≥"))
    assert any("比对：读懂、对齐、比较" in line for line in lines(cells))
    assert await browser.value("document.title") == "比对"
    # Right borders of all rows stand in one column: Han are two cells wide, ambiguous characters one.
    borders = {[x for x, (text, _) in enumerate(row) if text == "│"][-1] for row in cells if row[0][0] == "│"}
    assert borders == {43}
    await browser.call("Input.dispatchKeyEvent", type="keyDown", key="x", code="KeyX", text="x")
    await browser.call("Input.dispatchKeyEvent", type="keyUp", key="x", code="KeyX")
    await browser.until(CELLS, shows("收到：x。"))
    await browser.call("Input.insertText", text="政策")  # what an input method commits
    await browser.until(CELLS, shows("收到：x政策。"))
    shot = await browser.call("Page.captureScreenshot", format="png")
    picture.write_bytes(base64.b64decode(shot["data"]))
    await browser.call("Input.dispatchKeyEvent", type="keyDown", key="q", code="KeyQ", text="q")
    await browser.until("document.body.classList.contains('-closed')", bool)
    assert await browser.value("getComputedStyle(document.querySelector('.ended')).display") == "flex"


def test_a_port_in_use_is_said() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OptionError) as caught:
            serve(["true"], port, "zh")
    for lang in ("zh", "en"):
        assert str(port) in caught.value.message(lang) and "\n" not in caught.value.message(lang)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    with pytest.raises(OptionError, match=re.escape("pip install 'bidui[serve]'")):
        make_server(["true"], free_port(), "zh")


@pytest.mark.parametrize(("lang", "title"), [("zh", "比对"), ("en", "bidui")])
def test_title_by_language(lang: str, title: str) -> None:
    pytest.importorskip("textual_serve", reason="needs bidui[serve]")
    assert title in make_server(["true"], free_port(), lang).title
