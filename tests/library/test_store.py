"""The library's file: crashes, several processes, older and newer versions, and what is no library."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.errors import LibraryError
from compare.library import store as store_module
from compare.library.adding import add
from compare.library.searching import search, verify
from compare.library.store import STEPS, VERSION, open_library

ROOT = Path(__file__).parents[2]
ADD = (
    "import sys\nfrom compare.library import adding\nfrom compare.library.store import open_library\n"
    "adding._AT_ONCE = int(sys.argv[1])\n"
    "with open_library(sys.argv[2], create=True) as store:\n    print(adding.add(store, sys.argv[3:], 1).added)\n"
)


def rows(path: Path, name: str, count: int) -> str:
    """A .jsonl file of short invented notices, no two alike."""
    with path.open("w", encoding="utf-8") as stream:
        for n in range(count):
            kind = "甲乙丙丁戊己庚辛壬癸"[n % 10]
            text = (
                f"{name}市第{n}号通知\n一、总体要求\n第{n}片海区由{kind}号工作组负责，{name}市渔业部门配合。\n"
                f"二、重点任务\n建设{kind}类码头{n + 3}座，每座补助{n + 7}万元。\n"
            )
            stream.write(json.dumps({"id": f"{n}", "title": f"{name}{n}", "text": text}, ensure_ascii=False) + "\n")
    return os.fspath(path)


def started(at_once: int, library: Path, *paths: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD, str(at_once), os.fspath(library), *paths]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_process_leaves_the_last_complete_state(tmp_path: Path) -> None:
    library, path = tmp_path / "l.sqlite", rows(tmp_path / "a.jsonl", "云汀", 600)
    process = started(5, library, path)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and _count(library) < 20:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with open_library(os.fspath(library)) as store:
        kept = verify(store)
        assert not kept.faults and 20 <= kept.documents < 600 and kept.documents % 5 == 0
    with open_library(os.fspath(library), create=True) as store:
        again = add(store, [path], 1)
        assert again.unchanged == kept.documents and again.added == 600 - kept.documents
        assert not verify(store).faults


def _count(library: Path) -> int:
    try:
        base = sqlite3.connect(f"{library.as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            return int(base.execute("SELECT count(*) FROM documents").fetchone()[0])
        finally:
            base.close()
    except sqlite3.Error:
        return 0


def test_two_processes_add_at_once(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    both = rows(tmp_path / "both.jsonl", "青屿", 40)
    paths = [rows(tmp_path / f"{name}.jsonl", name, 120) for name in ("云汀", "白洲")]
    processes = [started(4, library, path, both) for path in paths]
    results = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], results
    with open_library(os.fspath(library)) as store:
        found = verify(store)
        assert not found.faults and found.documents == 280
        assert len({holding.path for holding in store.holdings()}) == 280
    assert sum(int(out) for out, _ in results) == 280  # none is counted twice


def test_an_error_in_the_middle_changes_nothing(filled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from compare.library import adding, postings

    def insert(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(postings, "insert", insert)
    with open_library(filled, create=True) as store:
        with pytest.raises(LibraryError, match="磁盘已满"):
            adding.add(store, [rows(tmp_path / "a.jsonl", "云汀", 3)])
        assert len(store.holdings()) == 9 and not verify(store).faults


def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    """With room for 60 pages; what was complete before stays."""
    library, path = os.fspath(tmp_path / "l.sqlite"), rows(tmp_path / "a.jsonl", "云汀", 400)
    with open_library(library, create=True) as store:
        add(store, [rows(tmp_path / "b.jsonl", "白洲", 4)], 1)
    with open_library(library, create=True, pages=60) as store, pytest.raises(LibraryError) as caught:
        add(store, [path], 1)
    assert "磁盘已满" in caught.value.message("zh") and "the disk is full" in caught.value.message("en")
    with open_library(library) as store:
        assert len(store.holdings()) == 4 and not verify(store).faults


def test_an_older_version_is_brought_up_to_date(filled: str, tmp_path: Path) -> None:
    """Version 1 had no phrase index: made by its own step, filled with today's rows, opened by today's program."""
    old = tmp_path / "old.sqlite"
    base = sqlite3.connect(old, isolation_level=None)
    STEPS[0](base)
    base.execute(f"PRAGMA application_id = {store_module.APPLICATION}")
    base.execute("PRAGMA user_version = 1")
    base.execute("ATTACH ? AS new", (filled,))
    for table in ("documents", "sheets", "keys", "segments", "chunks"):
        base.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
    base.close()
    with open_library(os.fspath(old)) as store:  # also where it is only to be read
        assert store.base.execute("PRAGMA user_version").fetchone()[0] == VERSION
        assert search(store, ["深水网箱"]).documents > 1 and not verify(store).faults


def other_base(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE mine (a)")
    base.commit()
    base.close()


def newer(path: Path) -> None:
    with open_library(os.fspath(path), create=True) as store:
        store.base.execute(f"PRAGMA user_version = {VERSION + 1}")


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("一、总体要求\n" * 100, encoding="utf-8"), "不是 bidui 的文件库"),
        (other_base, "不是 bidui 的文件库"),
        (newer, "更新版本的 bidui"),
        (lambda path: path.mkdir(), "不是 bidui 的文件库"),
    ],
)
def test_what_is_no_library_says_so_and_stays(
    tmp_path: Path, make: Callable[[Path], object], said: str, create: bool
) -> None:
    path = tmp_path / "x.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(LibraryError) as caught, open_library(os.fspath(path), create=create):
        pass
    assert said in caught.value.message("zh") and "\n" not in caught.value.message("en")
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_none_is_made_where_one_is_only_read(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="没有这个文件库"), open_library(os.fspath(tmp_path / "none")):
        pass
    assert not (tmp_path / "none").exists()


def test_a_place_that_cannot_be_written(filled: str, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("x")
    with pytest.raises(LibraryError, match="不能写"), open_library(os.fspath(blocker / "l"), create=True):
        pass
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder = Path(filled).parent
    folder.chmod(0o500)
    Path(filled).chmod(0o400)
    try:
        with open_library(filled) as store:  # reading goes on
            assert len(store.holdings()) == 9
        with (
            pytest.raises(LibraryError, match="不能写"),
            open_library(filled, create=True) as store,
            store.writing() as base,
        ):
            base.execute("DELETE FROM documents")
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE sheets SET data = zeroblob(9) WHERE id = 2", "记录已损坏"),
        ("UPDATE documents SET characters = characters + 1 WHERE id = 2", "记录已损坏"),
        ("DELETE FROM keys WHERE id = 2", "匹配字符与目录不符"),
        ("UPDATE segments SET rows = rows + 1 WHERE id = 1", "指纹索引"),
        ("INSERT INTO phrases (phrases) VALUES ('delete-all')", "词句索引里没有"),
    ],
)
def test_verify_finds_damage(filled: str, change: str, said: str) -> None:
    with open_library(filled, create=True) as store:
        assert not verify(store).faults
        store.base.execute(change)
        assert any(said in zh for zh, _ in verify(store).faults)


def test_verify_finds_a_damaged_page(filled: str) -> None:
    """Bytes overwritten in the file: a fault or an error, never a traceback, never silence."""
    data = bytearray(Path(filled).read_bytes())
    for at in range(4096 * 3 + 100, len(data), 4096):
        data[at : at + 200] = b"\xff" * 200
    Path(filled).write_bytes(bytes(data))
    try:
        with open_library(filled) as store:
            assert verify(store).faults
    except LibraryError as error:
        assert "损坏" in error.message("zh")
