"""A headless Chromium by its DevTools protocol, for tests that need to see a page work."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
