"""`bidui tui` on the command line: what is wrong is said in one line before the screen changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "关于推进数字经济发展的实施意见\n一、总体要求\n坚持创新驱动。\n二、主要目标\n到2027年，规模达到100亿元。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "甲.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(TEXT.replace("100", "200"), encoding="utf-8")
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    (tmp_path / "坏.json").write_text("{", encoding="utf-8")
    return tmp_path


def bidui(folder: Path, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "LANG": "zh_CN.UTF-8",
        "XDG_STATE_HOME": str(folder / "state"),
        **environ,
    }
    command = [sys.executable, "-m", "compare", "tui", *args]
    return subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("甲.txt", "没有.txt"), "没有.txt"),
        (("没有.txt",), "没有.txt"),
        (("甲.txt", "空.txt"), "空.txt"),
        (("甲.txt", "-"), "标准输入"),
        (("甲.txt", "乙.txt", "没有.txt"), "没有.txt"),
        (("甲.txt", "乙.txt", "--session", "坏.json"), "坏.json"),
        (("甲.txt", "乙.txt", "--theme", "粉色"), "--theme"),
        (("甲.txt", "乙.txt", "--port", "80"), "--port"),
        (("甲.txt", "乙.txt"), "终端"),
        ((), "终端"),
    ],
)
def test_one_line(folder: Path, args: tuple[str, ...], said: str) -> None:
    done = bidui(folder, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2  # what is wrong, and what to do


def test_english(folder: Path) -> None:
    done = bidui(folder, "甲.txt", "没有.txt", "--lang", "en")
    assert done.returncode == 2 and "没有.txt" in done.stderr and "Traceback" not in done.stderr


def test_nothing_is_left_behind(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    bidui(folder, "甲.txt", "没有.txt")
    bidui(folder, "甲.txt", "乙.txt")
    assert sorted(folder.rglob("*")) == before
