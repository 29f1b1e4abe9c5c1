"""`bidui library` and `bidui trace` from end to end: answers, exit codes and messages."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compare.cli import main

ROOT = Path(__file__).parents[2]
sys.path.insert(0, os.fspath(ROOT / "tests" / "corpus"))

from invented import OTHER, corpus  # noqa: E402  # test folders are no packages

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in a folder with the documents in 文件, with a data folder of its own."""
    corpus(tmp_path / "文件")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("BIDUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*args: str) -> tuple[int, str, str]:
        code = main(args)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_library_in_the_users_folder(run: Run, tmp_path: Path) -> None:
    assert run("library", "add", "文件") == (
        0,
        "新增 9 份，更新 0 份，已有 0 份，未能读取 0 份；其中重复文件 3 份。\n",
        "",
    )
    assert (tmp_path / "data" / "bidui" / "library.sqlite").is_file()
    assert run("library", "add", "文件")[1].startswith("新增 0 份，更新 0 份，已有 9 份")
    code, out, err = run("library", "list", "--years", "2031-2032")
    assert (code, err) == (0, "") and "9 份" not in out and "青汐市人民政府关于加快海洋牧场建设的实施意见" in out
    code, out, err = run("library", "verify")
    assert (code, err) == (0, "") and "文件库完好：9 份，去重后 6" in out.replace("\n", "")  # the path is long


def test_search(run: Run) -> None:
    run("library", "add", "文件", "--library", "库")
    code, out, err = run("library", "search", "深水网箱保有量", "--library", "库", "--width", "80")
    assert (code, err) == (0, "")
    assert "“深水网箱保有量”：4 份文件，去重后 1 份。" in out and "800口" in out
    code, out, _ = run("library", "search", "网箱", "--library", "库", "--limit", "1", "--lang", "en")
    assert code == 0 and "shorter than three characters" in out and "more: see --limit" in out


def test_search_as_json(run: Run) -> None:
    run("library", "add", "文件", "--library", "库")
    code, out, _ = run("library", "search", "深水网箱保有量", "--library", "库", "--format", "json")
    found: dict[str, Any] = json.loads(out)
    assert code == 0 and (found["schema"], found["kind"]) == ("bidui.library/1", "search")
    assert found["counts"] == {"documents": 4, "families": 1}
    quotation = found["hits"][0]["quotations"][0]
    text = Path(found["hits"][0]["document"]["path"]).read_text(encoding="utf-8")
    assert text[quotation["start"] : quotation["end"]] == quotation["text"]


@pytest.mark.parametrize("action", [["list"], ["verify"], ["remove", "1"], ["add", "文件"]])
def test_other_answers_as_json(run: Run, action: list[str]) -> None:
    run("library", "add", "文件", "--library", "库")
    code, out, err = run("library", *action, "--library", "库", "--format", "json", "-o", "a.json")
    assert (code, out, err) == (0, "", "")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["kind"] == action[0]


def test_removal(run: Run) -> None:
    run("library", "add", "文件", "--library", "库")
    code, out, err = run("library", "remove", "文件/计划.txt", "--library", "库")
    assert (code, err) == (0, "") and out.startswith("移除 1 份：") and "计划.txt" in out
    assert "8 份" in run("library", "list", "--library", "库")[1]


def test_damage_is_listed(run: Run, tmp_path: Path) -> None:
    import sqlite3

    run("library", "add", "文件", "--library", "库")
    base = sqlite3.connect(tmp_path / "库")
    base.execute("DELETE FROM keys WHERE id = 3")
    base.commit()
    base.close()
    code, out, _ = run("library", "verify", "--library", "库")
    assert code == 2 and "文件库有" in out


def test_bad_files_are_listed_and_not_the_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 no archive")
    code, out, _ = run("library", "add", "文件", "坏.docx", "--library", "库")
    assert code == 0 and "新增 9 份" in out and "未能读取 1 份" in out and "坏.docx：" in out
    code, out, _ = run("library", "add", "坏.docx", "--library", "库")
    assert code == 2 and "坏.docx：" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["library", "list"], "没有这个文件库"),
        (["library", "search", "一船一码"], "没有这个文件库"),
        (["library", "remove", "1"], "没有这个文件库"),
        (["trace", "文件/计划.txt"], "没有这个文件库"),
        (["library", "list", "--library", "文件/计划.txt"], "不是 bidui 的文件库"),
        (["library", "add", "文件", "--library", "文件/计划.txt"], "不是 bidui 的文件库"),
        (["library", "add", "没有"], "没有这个文件或文件夹"),
        (["library", "add"], "缺少 PATH"),
        (["library", "search"], "缺少 PHRASE"),
        (["library", "search", "一船", "--limit", "0"], "--limit"),
        (["library", "list", "--format", "docx"], "--format"),
        (["library", "sort"], "没有“sort”这个命令"),
        (["library", "list", "--libary", "x"], "是不是想写 --library"),
        (["trace"], "缺少 FILE"),
    ],
)
def test_what_is_wrong_is_one_line(run: Run, args: list[str], said: str) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "") and said in err and err.count("\n") == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help(run: Run, lang: str) -> None:
    code, out, _ = run("library", "--help", "--lang", lang)
    assert code == 0 and all(name in out for name in ("add", "list", "search", "remove", "verify"))
    for name in ("add", "list", "search", "remove", "verify"):
        code, out, _ = run("library", name, "--help", "--lang", lang)
        assert code == 0 and "--library" in out


def test_trace(run: Run) -> None:
    run("library", "add", "文件", "--library", "库")
    Path("新.txt").write_text(OTHER.replace("2032年3月2日", "2036年5月20日"), encoding="utf-8")
    code, out, err = run("trace", "新.txt", "--library", "库", "--width", "90")
    assert (code, err) == (0, "")
    for part in ("文字构成", "主要出处", "逐句出处", "青汐市人民政府", "在前 2031-05-20"):
        assert part in out
    code, out, _ = run("trace", "新.txt", "--library", "库", "--lang", "en")
    assert code == 0 and "Main sources" in out


def test_trace_as_json_is_as_its_schema_says(run: Run) -> None:
    run("library", "add", "文件", "--library", "库")
    code, out, _ = run(
        "trace",
        "文件/计划.txt",
        "--library",
        "库",
        "--format",
        "json",
    )
    assert code == 0
    value = json.loads(out)
    schema: dict[str, Any] = json.loads((ROOT / "docs/schema/trace.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)
    shares = dict(value["shares"])
    assert shares.pop("characters") == sum(shares.values())


@pytest.mark.parametrize("suffix", ["md", "html", "docx", "xlsx"])
def test_trace_in_files(run: Run, suffix: str, tmp_path: Path) -> None:
    run("library", "add", "文件", "--library", "库")
    name = f"追溯.{suffix}"
    assert run("trace", "文件/计划.txt", "--library", "库", "-o", name) == (0, "", "")
    first = (tmp_path / name).read_bytes()
    assert run("trace", "文件/计划.txt", "--library", "库", "-o", name)[0] == 2  # it is there already
    assert run("trace", "文件/计划.txt", "--library", "库", "-o", name, "--force")[0] == 0
    assert (tmp_path / name).read_bytes() == first


def test_a_trace_needs_a_document_that_can_be_read(run: Run) -> None:
    run("library", "add", "文件", "--library", "库")
    code, _, err = run("trace", "没有.txt", "--library", "库")
    assert code == 2 and "没有.txt" in err


def test_report_on_a_library(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert run("library", "add", "文件", "--library", "库.sqlite")[0] == 0
    code, out, err = run("report", "--library", "库.sqlite")
    assert (code, err) == (0, "")
    assert out.startswith("大库汇总")
    code, out, err = run("report", "文件", "--library", "库.sqlite")
    assert (code, out) == (2, "")
    assert "不能同用" in err
    assert run("report", "--library", "没有.sqlite")[0] == 2


def test_adding_that_is_stopped_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("compare.library.adding.add", stopped)
    code, out, err = run("library", "add", "文件", "--library", "库.sqlite")
    assert (code, out) == (130, "")
    assert "再运行同一条命令就接着收" in err
