"""`bidui report` from end to end."""

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

from invented import OTHER, PLAN, corpus, write  # noqa: E402  # test folders are no packages

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in a folder with the documents in 文件; gives exit code, stdout and stderr."""
    corpus(tmp_path / "文件")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("BIDUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*args: str) -> tuple[int, str, str]:
        code = main(args)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def validate(value: object) -> None:
    schema: dict[str, Any] = json.loads((ROOT / "docs/schema/report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)


def test_summary(run: Run) -> None:
    code, out, err = run("report", "文件", "--width", "100")
    assert (code, err) == (0, "")
    assert "9 份，去重后 6 份" in out and "读取 9 份，失败 0 份。" in out
    for part in ("重复文件", "相似度", "最相似的文件", "共有语句", "特色举措", "文字重合"):
        assert part in out
    assert "修订：白榆县公共浴室卫生管理办法" in out
    assert max(map(cells, out.splitlines())) <= 100


def cells(line: str) -> int:
    from compare.writers.layout import cell_width

    return cell_width(line)


def test_english(run: Run) -> None:
    code, out, _ = run("--lang", "en", "report", "文件", "--width", "100")
    assert code == 0 and "9, 6 without copies" in out and "Distinctive" in out and "revision: 白榆县" in out


def test_json_is_the_contract(run: Run) -> None:
    write(Path("bidui"), {"bidui.toml": 'formulas = ["蓝色粮仓"]\n[topics]\n资金 = ["资金"]\n'})
    args = ("--base", "文件/计划.txt", "--knowledge", "bidui/bidui.toml", "--pairs", "去年", "今年")
    write(Path("去年"), {"a.txt": PLAN})
    write(Path("今年"), {"a.txt": OTHER.replace("碧澜", "青汐")})
    code, out, err = run("report", "文件", *args, "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    validate(found)
    assert found["coverage"]["base"] == "文件/计划.txt" and len(found["folder_pairs"]["pairs"]) == 1
    several = [family["documents"] for family in found["families"] if len(family["documents"]) > 1]
    assert [len(documents) for documents in several] == [5]  # 去年/a.txt is a copy of the plan too
    assert {"文件/计划.txt", "文件/计划_折行.txt"} <= set(max(several, key=len))
    ids = {family["id"] for family in found["families"]}
    assert {pair[side] for pair in found["matrix"]["pairs"] for side in ("left", "right")} <= ids
    assert found["knowledge"] == [{"path": "bidui/bidui.toml", "added": {"formulas": 1, "topics": 1}}]
    texts = {d["number"]: Path(d["path"]).read_text(encoding="utf-8") for d in found["documents"]}
    for measure in (m for row in found["distinctive"] for m in row["measures"]):
        quote = measure["quote"]
        said = "".join(texts[quote["document"]][quote["start"] : quote["end"]].split())
        assert said == "".join(quote["text"].split())


def test_topics_on_the_terminal(run: Run) -> None:
    Path("t.toml").write_text('装备 = ["网箱"]\n', encoding="utf-8")
    code, out, _ = run("report", "文件", "--topics", "t.toml")
    assert code == 0 and "对标表" in out and "深水网箱保有量达到800口" in out and "未提及" in out
    assert "t.toml：主题 1" in out


def test_the_cache_changes_nothing(run: Run) -> None:
    first = run("report", "文件", "--format", "json")
    second = run("report", "文件", "--format", "json")
    third = run("report", "文件", "--format", "json", "--no-cache")
    assert first == second == third and first[0] == 0


def test_no_cache_writes_none(run: Run) -> None:
    assert run("report", "文件", "--no-cache")[0] == 0
    assert not Path("cache").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("report",), "请给出要汇总的文件或文件夹"),
        (("report", "没有"), "没有：没有这个文件或文件夹"),
        (("report", "文件", "-o", "x.docy"), ".docy"),
        (("report", "文件", "--topics", "没有.toml"), "没有.toml：无法读取"),
        (("report", "文件", "--base", "没有.txt"), "没有.txt：没有这个文件"),
        (("report", "文件", "--pairs", "文件"), "--pairs"),
    ],
)
def test_faults(run: Run, args: tuple[str, ...], said: str) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "") and said in err and len(err.splitlines()) == 1


def test_existing_files_are_kept(run: Run) -> None:
    Path("r.json").write_text("mine", encoding="utf-8")
    assert run("report", "文件", "-o", "r.json")[0] == 2
    assert Path("r.json").read_text(encoding="utf-8") == "mine"
    assert run("report", "文件", "-o", "r.json", "--force")[0] == 0
    validate(json.loads(Path("r.json").read_text(encoding="utf-8")))


def test_failed_files_are_listed_and_counted(run: Run) -> None:
    Path("文件/坏.txt").write_bytes(b"\x89PNG\r\n")
    code, out, _ = run("report", "文件")
    assert code == 0 and "文件/坏.txt  这是PNG 图片" in out and "失败 1 份" in out


def test_one_document_alone(run: Run) -> None:
    code, out, _ = run("report", "文件/计划.txt")
    assert code == 0 and "1 份，去重后 1 份" in out


def test_collection_by_option_and_by_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = run("report", "文件", "--collection", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)["schema"] == "bidui.collection/1"
    monkeypatch.setattr("compare.commands.MANY", 5)
    assert run("report", "文件", "--format", "json")[1] == out
    assert json.loads(run("report", "文件", "--no-collection", "--format", "json")[1])["schema"] == "bidui.report/1"
    assert run("report", "文件")[1].startswith("大库汇总")
    assert run("report", "文件", "--other-issuers", "-o", "表.xlsx")[0] == 0
    assert Path("表.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (("文件", "--collection", "--base", "文件/计划.txt"), "--base"),
        (("文件", "--no-collection", "--other-issuers"), "--no-collection"),
        (("-", "--collection"), "-"),
        (("--pairs", "文件", "文件", "--scratch", "工作"), "--pairs"),
    ],
)
def test_collection_refuses_what_it_does_not_do(run: Run, args: tuple[str, ...], named: str) -> None:
    code, out, err = run("report", *args)
    assert (code, out) == (2, "")
    assert f"大库方式不能和 {named} 同用" in err


def test_collection_that_is_stopped_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("compare.corpus.scale.report.reported", stopped)
    code, out, err = run("report", "文件", "--collection", "-o", "表.xlsx")
    assert (code, out) == (130, "")
    assert "再运行同一条命令就接着做" in err
    assert not Path("表.xlsx").exists()
