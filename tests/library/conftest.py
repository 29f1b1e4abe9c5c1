"""Libraries of invented documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, os.fspath(Path(__file__).resolve().parents[1] / "corpus"))

from invented import OTHER, PLAN, corpus

from compare.holdings import Addition
from compare.library.adding import add
from compare.library.store import open_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two city plans with much in common, three re-posts of the first, a rule and its revision, and two strangers."""
    return corpus(tmp_path / "文件")


@pytest.fixture
def filled(tmp_path: Path, folder: Path) -> str:
    """A library with all of them."""
    path = os.fspath(tmp_path / "library.sqlite")
    put(path, [os.fspath(folder)])
    return path


def put(library: str, paths: Sequence[str]) -> Addition:
    with open_library(library, create=True) as store:
        return add(store, paths)


__all__ = ["OTHER", "PLAN", "put"]
