"""Files are found in a natural order and once each, and a bad one is a row with its reason, never the end."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from dataclasses import fields
from pathlib import Path

import pytest

from tui import collect
from tui.collect import Entry, entries, listing

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHARED = Path(__file__).resolve().parents[3] / "shared"
UNIX = pytest.mark.skipif(os.name == "nt", reason="needs what Unix file systems have")


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("关于青汐港的通知\n一、总体要求\n加快建设。\n", encoding="utf-8")


def names(paths: list[str], recursive: bool = True) -> list[str]:
    return [Path(name).as_posix() for _, name in listing(paths, recursive=recursive).files]


def test_natural_order_and_what_is_passed_over(tmp_path: Path) -> None:
    seen = ["丙.txt", "第2号.txt", "第10号.txt", "第2批/1.txt", "第10批/9.md", "第10批/10.TXT", "豫政〔2024〕3.5号"]
    make(tmp_path, *seen, ".hidden.txt", ".git/a.txt", "~$丙.txt", "丙.bidui.json", "扫描.png", "第2批/表.XLSX")
    found = listing([str(tmp_path)])
    assert names([str(tmp_path)]) == [
        "丙.txt",
        "第2号.txt",
        "第2批/1.txt",
        "第10号.txt",
        "第10批/9.md",
        "第10批/10.TXT",
        "豫政〔2024〕3.5号",
    ]
    assert all(Path(path).is_file() for path, _ in found.files)
    assert [(row.name, row.reason["zh"]) for row in found.left_out] == [
        ("扫描.png", "还不支持 .png 格式。"),
        (str(Path("第2批/表.XLSX")), "还不支持 .xlsx 格式。"),
    ]
    assert names([str(tmp_path)], recursive=False) == ["丙.txt", "第2号.txt", "第10号.txt", "豫政〔2024〕3.5号"]


def test_several_paths_are_joined_and_each_file_stands_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "省/意见.txt", "市/意见.txt", "市/区/细则.txt", "另.txt")
    monkeypatch.chdir(tmp_path)
    given = ["市", "./市/区/细则.txt", str(tmp_path / "市"), "省", "另.txt", "没有.txt"]
    assert names(given) == ["另.txt", "市/区/细则.txt", "市/意见.txt", "没有.txt", "省/意见.txt"]
    assert names(["."]) == ["另.txt", "市/区/细则.txt", "市/意见.txt", "省/意见.txt"]
    assert listing([]) == collect.Listing((), ())


def test_a_given_file_of_another_format_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.xlsx")
    found = listing([str(tmp_path / "a.xlsx")])
    assert found.files == ()
    assert [(row.name, row.reason["en"]) for row in found.left_out] == [
        ("a.xlsx", ".xlsx files are not supported yet.")
    ]


def test_the_surplus_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "_MOST", 3)
    make(tmp_path, *(f"第{number}号.txt" for number in (11, 2, 10, 1)))
    found = listing([str(tmp_path), str(tmp_path)])
    assert [Path(name).name for _, name in found.files] == ["第1号.txt", "第2号.txt", "第10号.txt"]
    assert [row.reason["zh"] for row in found.left_out] == ["一次最多列 3 份，其余未列。"]
    monkeypatch.setattr(collect, "_MOST", 4)
    assert listing([str(tmp_path), str(tmp_path)]).left_out == ()


@UNIX
def test_links_run_in_no_circle_and_a_pipe_is_not_opened(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path)
    (tmp_path / "linked.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = listing([str(tmp_path)])
    assert [name for _, name in found.files] == ["broken.txt", "in/a.txt", "linked.txt", "round.txt"]
    assert [(row.name, row.reason["zh"]) for row in found.left_out] == [("pipe.txt", "不是普通文件。")]
    errors = {entry.name: entry.error and entry.error["zh"] for entry in entries(found)}
    assert (errors["in/a.txt"], errors["linked.txt"], errors["broken.txt"]) == (None, None, "没有这个文件。")
    assert str(errors["round.txt"]).startswith("无法读取")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs permissions that bind")
def test_a_closed_folder_is_said(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    found = listing([str(tmp_path)])
    (tmp_path / "closed").chmod(0o700)
    assert [name for _, name in found.files] == ["a.txt"]
    assert [row.name for row in found.left_out] == ["closed"]


def test_a_row_says_what_the_document_says(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "市级实施方案.txt", tmp_path / "甲.txt")
    (row,) = entries(listing([str(tmp_path)]))
    assert (row.path, row.name, row.error) == (str(tmp_path / "甲.txt"), "甲.txt", None)
    assert row.title == "煦宁市具身智能机器人产业创新发展实施方案"
    assert row.issuers == ("煦宁市人民政府办公室",)
    assert (row.number, row.date, row.level, row.genre) == ("煦政办发〔2025〕36号", "2025-07-22", "市", "实施方案")
    assert row.characters == len((tmp_path / "甲.txt").read_text(encoding="utf-8"))
    assert row.sections > 20 and row.parts == 1


def test_a_row_is_light() -> None:
    """Nothing in it may hold a document's text."""
    (row,) = entries(listing([str(SAMPLES / "省级意见.txt")]))
    for field in fields(Entry):
        value = getattr(row, field.name)
        assert value is None or isinstance(value, str | int) or all(isinstance(text, str) for text in value)
        assert len(str(value)) < 500


def test_a_bad_file_is_a_row_with_its_reason(tmp_path: Path) -> None:
    make(tmp_path, "1.txt", "4.txt")
    (tmp_path / "2.txt").write_bytes(b"")
    (tmp_path / "3.txt").write_bytes(bytes(range(256)) * 20)
    rows = list(entries(listing([str(tmp_path), str(tmp_path / "5.txt")])))
    assert [(Path(row.name).name, row.error is None) for row in rows] == [
        ("5.txt", False),
        ("1.txt", True),
        ("2.txt", False),
        ("3.txt", False),
        ("4.txt", True),
    ]
    assert all(
        row.error and row.error["zh"].endswith("。") and row.error["en"].endswith(".") for row in rows if row.error
    )


def test_a_part_that_is_not_there_is_a_reason(tmp_path: Path) -> None:
    make(tmp_path, "1.txt")
    (row,) = entries(listing([str(tmp_path)]), 2)
    assert row.error is not None


def test_reading_stops_when_it_is_told_to(tmp_path: Path) -> None:
    make(tmp_path, "1.txt", "2.txt", "3.txt")
    stop = threading.Event()
    seen = []
    for row in entries(listing([str(tmp_path)]), stop=stop):
        seen.append(row.name)
        if row.name == "2.txt":
            stop.set()
    assert seen == ["1.txt", "2.txt"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems refuse such a name")
def test_a_name_in_another_encoding_is_read(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + "/通知.txt".encode("gbk"), "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib knows no bytes
        file.write("关于青汐港的通知\n一、总体要求\n加快建设。\n")
    (row,) = entries(listing([str(tmp_path)]))
    assert row.error is None


@pytest.mark.skipif(not (SHARED / "corpus" / "dev" / "same_topic").is_dir(), reason="../shared is not here")
def test_every_document_of_the_corpus_is_a_row() -> None:
    found = listing([str(SHARED / "corpus" / "dev" / "same_topic" / "低空经济")])
    rows = list(entries(found))
    assert len(rows) == len(found.files) > 10
    assert all(row.error is None and row.title for row in rows)


def test_formats_are_rows_like_any_other(tmp_path: Path) -> None:
    text = "临江市智慧城市建设实施意见\n一、总体要求\n加快建设。\n"
    (tmp_path / "a.html").write_text(f"<html><body>{''.join(f'<p>{line}' for line in text.split())}", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(
        "".join(json.dumps({"title": f"第{n}号", "text": text}, ensure_ascii=False) + "\n" for n in (1, 2)),
        encoding="utf-8",
    )
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    found = list(entries(listing([str(tmp_path)])))
    assert [(row.name, row.parts, row.error is None) for row in found] == [
        ("a.html", 1, True),
        ("b.jsonl", 2, True),
        ("c.pdf", 1, False),
    ]
    assert found[0].title == "临江市智慧城市建设实施意见"
