"""One report for the tests that only look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, os.fspath(Path(__file__).parent))

from clusters import free_port
from invented import corpus, report

from compare.report import Report


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def found(folder: Path) -> Report:
    return report(folder)


@pytest.fixture
def workers() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A dask scheduler with two workers over loopback TCP."""
    distributed = pytest.importorskip("distributed", reason="dask distributed is not installed")
    address = f"tcp://127.0.0.1:{free_port()}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    started = [
        subprocess.Popen([*command, "--host", address, "--no-dashboard"], env=environment, stderr=subprocess.DEVNULL)
    ]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    started += [
        subprocess.Popen([*command, "--no-nanny"], env=environment, stderr=subprocess.DEVNULL) for _ in range(2)
    ]
    try:
        with distributed.Client(address, timeout="180s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=180)
        yield address, started[1:]
    finally:
        for one in reversed(started):
            one.kill()
            one.wait()
