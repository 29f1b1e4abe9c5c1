"""What is read and what is not, the cache, several processes, Ctrl+C."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from invented import corpus, report, write
from material import PLAN, RULE

from compare.corpus.cache import Cache, cache_key
from compare.corpus.collect import collect
from compare.corpus.reading import read_all
from compare.corpus.sheet import decode, encode, make_sheet
from compare.errors import ReadError
from compare.parse.document import understand

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    {"id": "甲", "title": "无题", "issuer": "白榆县人民政府", "date": "2031-02-03", "text": RULE},
    {"id": "甲", "title": "", "issuer": "nan", "date": 20310000, "text": "一、目标\n建成灯塔两座。\n"},
    {"title": "空", "text": " "},
    ["不是一行"],
]


def test_folders_are_read_in_natural_order(tmp_path: Path) -> None:
    write(tmp_path, {"第10号.txt": PLAN, "第2号.txt": RULE, "里面/a.txt": PLAN, ".隐.txt": PLAN, "bidui.toml": ""})
    (tmp_path / "数据.json").write_text("{}", encoding="utf-8")
    inputs, failures = collect([str(tmp_path), str(tmp_path / "第2号.txt")])
    assert [Path(item.path).name for item in inputs] == ["第2号.txt", "第10号.txt", "a.txt"]
    assert [Path(failure.path).name for failure in failures] == ["数据.json"]
    assert inputs[0].path == f"{tmp_path}/第2号.txt"


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_rows(tmp_path: Path, suffix: str) -> None:
    place = tmp_path / f"rows{suffix}"
    data = ("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\n{坏\n").encode()
    place.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    inputs, failures = collect([str(place)])
    assert [item.path for item in inputs] == [f"{place}#甲", f"{place}#甲@2"]
    assert [failure.path for failure in failures] == [f"{place}#3", f"{place}#4", f"{place}#5"]
    found = report(place)
    assert [(entry.date, entry.date_from) for entry in found.entries] == [("2031-02-03", "given"), ("2031", "given")]
    assert len(found.failures) == 3


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode("gb18030"))))
    found = report("-", write(tmp_path, {"a.txt": RULE}))
    assert [Path(entry.path).name for entry in found.entries] == ["-", "a.txt"]
    assert found.entries[0].issuer == "青汐市人民政府"


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有这个文件"):
        report(tmp_path / "无")
    with pytest.raises(ReadError, match="没有文件"):
        report(tmp_path)
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    with pytest.raises(ReadError, match="空的"):
        report(tmp_path)


def test_a_bad_file_is_a_row(tmp_path: Path) -> None:
    write(tmp_path, {"好.txt": PLAN, "空.txt": ""})
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "锁.txt").symlink_to(tmp_path / "没有")
    found = report(tmp_path)
    assert [Path(entry.path).name for entry in found.entries] == ["好.txt"]
    assert [Path(failure.path).name for failure in found.failures] == ["坏.pdf", "空.txt", "锁.txt"]
    assert all(failure.reason and failure.reason_en for failure in found.failures)


def test_sheets_survive_the_cache(tmp_path: Path) -> None:
    for text in (PLAN, RULE):
        sheet = make_sheet(understand(text, "a.txt"))
        again = decode(encode(sheet), "a.txt")
        assert again.document == sheet.document and again.formulas == sheet.formulas
        assert again.keys == sheet.keys and again.piece_keys == sheet.piece_keys
        assert (again.ritual == sheet.ritual).all() and (again.sketch == sheet.sketch).all()


@pytest.mark.parametrize("damage", [b"", b"{}", b"nonsense", None])
def test_damaged_sheets_are_refused(damage: bytes | None) -> None:
    import zlib

    data = encode(make_sheet(understand(PLAN, "a.txt")))
    if damage is None:
        value = json.loads(zlib.decompress(data))
        value["sections"][0][5] = 10_000_000  # a span that leaves the text
        data = zlib.compress(json.dumps(value).encode())
    else:
        data = zlib.compress(damage) if damage else damage
    with pytest.raises(ValueError):
        decode(data, "a.txt")


def test_only_new_documents_are_read_again(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "docs")
    cache = Cache(tmp_path / "cache")
    inputs, _ = collect([str(folder)])
    assert read_all(inputs, cache).cached == 0
    (folder / "新.txt").write_text(PLAN.replace("青汐", "沧屿"), encoding="utf-8")
    (folder / "办法.txt").write_text(RULE.replace("两年", "三年"), encoding="utf-8")
    inputs, _ = collect([str(folder)])
    again = read_all(inputs, cache)
    assert again.cached == len(inputs) - 2
    fresh = read_all(inputs)
    assert [sheet.document for sheet in again.sheets] == [sheet.document for sheet in fresh.sheets]
    cache.close()


@pytest.mark.parametrize("how", ["noise", "cut", "altered", "folder"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, how: str) -> None:
    folder, place = corpus(tmp_path / "docs"), tmp_path / "cache"
    inputs, _ = collect([str(folder)])
    cache = Cache(place)
    whole = read_all(inputs, cache)
    cache.close()
    (file,) = place.iterdir()
    if how == "noise":
        file.write_bytes(os.urandom(5000))
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:3000])
    elif how == "altered":
        with sqlite3.connect(file) as base:
            base.execute("UPDATE sheets SET data = substr(data, 1, 200)")
        base.close()
    else:
        file.unlink()
        file.mkdir()
    cache = Cache(place)
    again = read_all(inputs, cache)
    cache.close()
    assert [sheet.document for sheet in again.sheets] == [sheet.document for sheet in whole.sheets]
    if how != "folder":
        cache = Cache(place)
        assert read_all(inputs, cache).cached == len(inputs)
        cache.close()


def test_the_key_holds_bytes_and_suffix() -> None:
    assert cache_key(b"a", ".txt") == cache_key(b"a", ".TXT") != cache_key(b"a", ".md")
    assert cache_key(b"a", ".txt") != cache_key(b"b", ".txt")


def many(folder: Path) -> Path:
    return write(folder, {f"{n}.txt": PLAN.replace("24个", f"{n + 30}个") for n in range(48)})


def test_several_processes_read_the_same(tmp_path: Path) -> None:
    inputs, _ = collect([str(many(tmp_path))])
    told: list[tuple[int, int]] = []
    several = read_all(inputs, None, 2, lambda done, total: told.append((done, total)))
    alone = read_all(inputs, None, 1)
    assert [encode(sheet) for sheet in several.sheets] == [encode(sheet) for sheet in alone.sheets]
    assert told[-1] == (48, 48) and [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT to a process group")
def test_ctrl_c_leaves_no_half_file(tmp_path: Path) -> None:
    many(tmp_path / "docs")
    for n in range(12):
        write(tmp_path / "docs" / str(n), {f"{k}.txt": PLAN.replace("24个", f"{n}{k}个") * 3 for k in range(40)})
    target = tmp_path / "out.json"
    command = [sys.executable, "-m", "compare", "report", str(tmp_path / "docs"), "-o", str(target)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    child = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(2.0)
    os.killpg(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert not target.exists() and not [p for p in tmp_path.iterdir() if p.name.startswith(".bidui-")]
