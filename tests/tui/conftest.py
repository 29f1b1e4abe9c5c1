"""Comparisons of our samples, made once, and apps on copies of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compare.model import Comparison
from compare.pipeline import compare, read_document
from tui.app import BiduiApp
from tui.recent import Recents
from tui.workspace import Request

sys.path.insert(0, str(Path(__file__).parent))  # running.py, under --import-mode=importlib

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def compared(left: str, right: str) -> Comparison:
    return compare(*(read_document(str(SAMPLES / f"{name}.txt")) for name in (left, right)))


@pytest.fixture(scope="session")
def vertical() -> Comparison:
    return compared("省级意见", "市级实施方案")


@pytest.fixture(scope="session")
def version() -> Comparison:
    return compared("管理办法_2021", "管理办法_2025")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with copies of the samples: sessions are written beside documents."""
    for path in SAMPLES.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


@pytest.fixture
def started(folder: Path) -> Callable[..., BiduiApp]:
    """Makes an app on files of the folder; nothing of the user's own state is read or written."""

    def start(*names: str, **settings: Any) -> BiduiApp:
        paths = tuple(str(folder / name) for name in names)
        return BiduiApp(Request(paths=paths, **settings), Recents(folder / "state", lambda: "2031-05-20T08:00:00"))

    return start
