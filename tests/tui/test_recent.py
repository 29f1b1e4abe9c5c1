"""What was opened lately is kept in order and once each, and a bad file or folder never stands in the way."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tui.recent import Recents

ROW = {"kind": "file", "paths": ["/a"], "session": "", "time": "2030-01-01T00:00:00"}


@pytest.fixture
def times() -> Iterator[str]:
    return (f"2030-01-01T00:00:{second:02}" for second in count())


def whole(**changed: object) -> str:
    return json.dumps({"schema": "bidui.recent/1", "entries": [ROW], "preferences": {}} | changed)


def test_newest_first_once_each_and_kept(tmp_path: Path, times: Iterator[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    recents = Recents.load(tmp_path / "state", lambda: next(times))
    recents.opened("pair", ["甲.txt", "乙.txt"], "甲.bidui.json")
    recents.opened("folder", ["."])
    recents.opened("pair", ["乙.txt", "甲.txt"])
    recents.opened("pair", ["./甲.txt", str(tmp_path / "乙.txt")])
    recents.opened("file", ["-"])
    for entries in (recents.entries(), Recents.load(tmp_path / "state").entries()):
        assert [(entry.kind, *(Path(path).name for path in entry.paths), entry.time[-2:]) for entry in entries] == [
            ("pair", "甲.txt", "乙.txt", "03"),
            ("pair", "乙.txt", "甲.txt", "02"),
            ("folder", tmp_path.name, "01"),
        ]
        assert all(Path(path).is_absolute() for entry in entries for path in entry.paths)
    recents.opened("file", ["丙.txt"], "丙.bidui.json")
    assert recents.entries()[0].session == str(tmp_path / "丙.bidui.json")


def test_at_most_thirty(tmp_path: Path) -> None:
    recents = Recents.load(tmp_path)
    for number in range(32):
        recents.opened("file", [str(tmp_path / f"{number}.txt")])
    assert [Path(entry.paths[0]).stem for entry in Recents.load(tmp_path).entries()] == [
        str(number) for number in range(31, 1, -1)
    ]


def test_what_has_gone_is_marked(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("x")
    recents = Recents.load(tmp_path / "state")
    recents.opened("pair", [str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt")])
    recents.opened("file", [str(tmp_path / "甲.txt")])
    assert [entry.exists for entry in recents.entries()] == [True, False]


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_what_cannot_be_looked_for_has_gone(tmp_path: Path, name: str) -> None:
    (tmp_path / "recent.json").write_text(whole(entries=[ROW | {"paths": ["/" + name]}]), encoding="utf-8")
    (entry,) = Recents.load(tmp_path).entries()
    assert not entry.exists


def test_preferences(tmp_path: Path) -> None:
    recents = Recents.load(tmp_path)
    assert recents.preference("theme") == ""
    recents.opened("file", ["甲.txt"])
    recents.keep_preference("theme", "日")
    recents.keep_preference("lang", "en")
    recents.keep_preference("theme", "夜")
    again = Recents.load(tmp_path)
    assert (again.preference("theme"), again.preference("lang"), len(again.entries())) == ("夜", "en", 1)


def test_two_windows_keep_what_either_opened(tmp_path: Path) -> None:
    one, two = Recents.load(tmp_path), Recents.load(tmp_path)
    one.opened("file", ["甲.txt"])
    two.opened("file", ["乙.txt"])
    one.keep_preference("theme", "日")
    assert [Path(entry.paths[0]).name for entry in Recents.load(tmp_path).entries()] == ["乙.txt", "甲.txt"]
    assert Recents.load(tmp_path).preference("theme") == "日"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        "[" * 100_000,
        '{"schema": "another"}',
        whole(schema="bidui.recent/2"),
        whole(entries={}),
        whole(entries=["pair"]),
        whole(entries=[ROW | {"kind": "url"}]),
        whole(entries=[ROW | {"paths": "/a"}]),
        whole(entries=[ROW | {"paths": []}]),
        whole(entries=[ROW | {"kind": "pair"}]),
        whole(entries=[ROW | {"session": None}]),
        whole(preferences=[]),
        whole(preferences={"theme": 1}),
        "\ufeff" + whole(),
    ],
)
def test_damaged_or_foreign_file_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "recent.json").write_text(text, encoding="utf-8")
    (tmp_path / "recent.damaged").write_text("an earlier one")
    recents = Recents.load(tmp_path)
    assert recents.entries() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["recent.damaged", "recent.damaged1"]
    assert (tmp_path / "recent.damaged").read_text() == "an earlier one"
    assert (tmp_path / "recent.damaged1").read_text(encoding="utf-8") == text
    recents.opened("file", ["甲.txt"])
    assert len(Recents.load(tmp_path).entries()) == 1


def test_a_whole_file_is_taken(tmp_path: Path) -> None:
    (tmp_path / "recent.json").write_text(whole(), encoding="utf-8")
    assert [entry.paths for entry in Recents.load(tmp_path).entries()] == [("/a",)]


def test_bytes_that_are_no_text_are_put_aside(tmp_path: Path) -> None:
    (tmp_path / "recent.json").write_bytes(b"\xff\xfe\x00")
    assert Recents.load(tmp_path).entries() == []
    assert (tmp_path / "recent.damaged").read_bytes() == b"\xff\xfe\x00"


def test_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    recents = Recents.load(tmp_path / "state")
    recents.opened("file", ["甲.txt"])
    recents.keep_preference("theme", "日")
    assert len(recents.entries()) == 1 and recents.preference("theme") == "日"
    assert Recents.load(tmp_path / "state").entries() == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs permissions that bind")
def test_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    Recents.load(tmp_path).opened("file", ["甲.txt"])
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    recents = Recents.load(tmp_path)
    recents.opened("file", ["甲.txt"])
    recents.opened("file", ["乙.txt"])
    assert [path.name for path in tmp_path.iterdir()] == ["recent.json"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the variable is one of Linux")
def test_usual_folder_is_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    Recents.load().opened("file", ["甲.txt"])
    assert (tmp_path / "bidui" / "recent.json").is_file()
