"""A headless Chromium by its DevTools protocol, for tests that need to see a page work."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 30.0  # seconds
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1000,520 --remote-debugging-port=0"
)


@dataclass(slots=True)
class Browser:
    """A page of a Chromium, by its DevTools protocol. asked: the URLs that it has requested; said: what stands in
    its console, errors of scripts and of its policy among it."""

    socket: Any
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    serial: int = 0

    async def call(self, method: str, **params: object) -> dict[str, Any]:
        self.serial += 1
        await self.socket.send_json({"id": self.serial, "method": method, "params": params})
        while True:
            answer = json.loads((await self.socket.receive(timeout=PATIENCE)).data)
            told = answer.get("params")
            match answer.get("method"):
                case "Network.requestWillBeSent":
                    self.asked.append(told["request"]["url"])
                case "Network.webSocketCreated":
                    self.asked.append(told["url"])
                case "Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded":
                    self.said.append(json.dumps(told, ensure_ascii=False))
            if answer.get("id") == self.serial:
                assert "error" not in answer, answer
                return answer["result"]  # type: ignore[no-any-return]  # JSON

    async def value(self, expression: str) -> Any:
        result = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def until(self, expression: str, fits: Callable[[Any], bool] = bool) -> Any:
        for _ in range(int(PATIENCE / 0.1)):
            if fits(value := await self.value(expression)):
                return value
            await asyncio.sleep(0.1)
        pytest.fail(f"in vain: {expression}")


@contextmanager
def devtools_of(folder: Path) -> Iterator[str]:
    """A headless Chromium whose profile is in `folder`; the address of its DevTools. Skips where there is none."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    profile = folder / "profile"
    process = subprocess.Popen(
        [CHROMIUM, *FLAGS.split(), f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        announced = profile / "DevToolsActivePort"
        for _ in range(int(PATIENCE / 0.1)):
            if announced.exists() and "\n" in announced.read_text():
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{announced.read_text().split()[0]}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


@asynccontextmanager
async def opened(devtools: str, page: Path, *, script: bool = True, scheme: str = "light", width: int = 1440) -> Any:
    import aiohttp

    async with aiohttp.ClientSession() as session:
        async with session.put(f"{devtools}/json/new?about:blank") as answer:
            tab = await answer.json()
        async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            browser = Browser(socket)
            for method in ("Network.enable", "Page.enable", "Runtime.enable", "Log.enable"):
                await browser.call(method)
            await browser.call("Emulation.setScriptExecutionDisabled", value=not script)
            await view(browser, width)
            await prefers(browser, scheme)
            await browser.call("Page.navigate", url=page.as_uri())
            await browser.until("document.readyState === 'complete' && !!document.querySelector('footer')")
            yield browser
            assert [url for url in browser.asked if not url.startswith("data:")] == [page.as_uri()] * len(
                [url for url in browser.asked if not url.startswith("data:")]
            )
            assert browser.said == []


async def view(browser: Browser, width: int, height: int = 900) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    await browser.call("Emulation.setDeviceMetricsOverride", **metrics)


async def prefers(browser: Browser, scheme: str, media: str = "") -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    await browser.call("Emulation.setEmulatedMedia", media=media, features=features)


async def click(browser: Browser, selector: str) -> None:
    """A click of the mouse in the middle of the element, brought into view and come to rest there."""
    element = f"document.querySelector({json.dumps(selector)})"
    centre = (
        f"(() => {{ const r = {element}.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
    )
    at = None
    for _ in range(50):
        await browser.value(f"{element}.scrollIntoView({{block: 'center'}})")
        await asyncio.sleep(0.1)
        before, at = at, await browser.value(centre)
        if before == at:
            break
    for kind in ("mousePressed", "mouseReleased"):
        await browser.call("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1)


async def press(browser: Browser, key: str, shift: bool = False) -> None:
    text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
    params: dict[str, object] = {"key": key, "modifiers": 8 if shift else 0}
    await browser.call("Input.dispatchKeyEvent", type="keyDown", text=text, **params)
    await browser.call("Input.dispatchKeyEvent", type="keyUp", **params)
