"""Files appear whole or not at all, and never over what the user has not given away."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from compare.errors import OutputError
from compare.writers.output import check_target, write


def test_new_file(tmp_path: Path) -> None:
    target = tmp_path / "结果.json"
    write("{}\n", str(target))
    assert target.read_bytes() == b"{}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["结果.json"]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions on Windows")
def test_permissions_are_those_of_an_ordinary_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write("a", str(tmp_path / "new"))
        (tmp_path / "old").write_text("x")
        (tmp_path / "old").chmod(0o604)
        write("a", str(tmp_path / "old"), force=True)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o604


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write("neu", str(tmp_path / "link"), force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "neu"


def test_refusals(tmp_path: Path) -> None:
    source, other, folder = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "folder"
    for path in (source, other):
        path.write_text("x")
    folder.mkdir()
    cases = [
        (source, True, "原文件"),
        (tmp_path / "folder" / ".." / "a.txt", True, "原文件"),
        (folder, True, "这是文件夹"),
        (other, False, "文件已存在。加 --force"),
        (tmp_path / "none" / "c.txt", False, "没有文件夹"),
    ]
    for path, force, said in cases:
        with pytest.raises(OutputError, match=said):
            check_target(str(path), inputs=[str(source), "-"], force=force)
    assert source.read_text() == other.read_text() == "x"


def test_force_and_screen_are_right(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("x")
    check_target(str(tmp_path / "b.txt"), inputs=["a.txt"], force=True)
    check_target("", inputs=["a.txt"])
    check_target("-", inputs=["-"])


def test_file_that_came_up_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "b.txt"
    check_target(str(target))
    target.write_text("x")
    with pytest.raises(OutputError, match="文件已存在"):
        write("neu", str(target))
    assert target.read_text() == "x"


def test_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "b.txt"
    target.write_text("x")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="写不进这个文件（No space left on device）"):
        write("neu", str(target), force=True)
    assert target.read_text() == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


def test_bytes_and_odd_characters(tmp_path: Path) -> None:
    write(b"\x89PNG", str(tmp_path / "a.png"))
    assert (tmp_path / "a.png").read_bytes() == b"\x89PNG"
    write("名\udcff", str(tmp_path / "b.txt"))
    assert (tmp_path / "b.txt").read_bytes() == "名\\udcff".encode()


def test_screen(capsys: pytest.CaptureFixture[str]) -> None:
    write("一行")
    write("二行\n", "-")
    assert capsys.readouterr().out == "一行\n二行\n"
