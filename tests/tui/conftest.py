"""Comparisons of our samples, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model import Comparison
from compare.pipeline import compare, read_document

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def compared(left: str, right: str) -> Comparison:
    return compare(*(read_document(str(SAMPLES / f"{name}.txt")) for name in (left, right)))


@pytest.fixture(scope="session")
def vertical() -> Comparison:
    return compared("省级意见", "市级实施方案")


@pytest.fixture(scope="session")
def version() -> Comparison:
    return compared("管理办法_2021", "管理办法_2025")
