"""A report over a collection: what it finds, what it quotes, engines, being stopped and going on."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

sys.path.insert(0, os.fspath(Path(__file__).parent))

from invented import corpus, family_names, report, write

from compare.collection import Collection
from compare.corpus.reading import sheets_of
from compare.corpus.scale import listing, shelf
from compare.corpus.scale import report as page
from compare.corpus.scale.report import Task
from compare.corpus.scale.report import report as collect
from compare.errors import BiduiError, ReadError, ScratchError
from compare.readers import read
from compare.writers import FORMATS, Style, write_collection

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "collection.schema.json"
CLOSING = "各街道办事处和有关单位要切实加强组织领导，确保各项工作落到实处。"
PLACES = "汀洛浒泾澜沅沣渌湄潭"


def _notice(number: int) -> str:
    """A short notice of an invented district; all close alike, each has a sentence of its own."""
    place = f"{PLACES[number // 10 % 10]}{PLACES[number % 10]}县"
    chooser = random.Random(number)
    own = "".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(40))
    return (
        f"{place}人民政府关于做好第{number + 3}次养蜂普查的通知\n各街道办事处：\n一、主要任务\n"
        f"登记全县蜂箱{number + 100}只，{own}。\n二、有关要求\n{CLOSING}\n{place}人民政府\n2031年3月{number % 28 + 1}日\n"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented corpus, 54 notices that close alike, and two files that cannot be read."""
    place = corpus(tmp_path_factory.mktemp("collection") / "文件")
    write(place, {f"通知/{number:02}.txt": _notice(number) for number in range(54)})
    write(place, {"空.txt": "", "数据.csv.json": "{}"})
    return place


@pytest.fixture(scope="module", autouse=True)
def small_bundles() -> Any:
    """Few documents a task, so that there are several of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "BUNDLE", 6)
        patch.setattr(page, "BATCH", 3)
        yield


@pytest.fixture(scope="module")
def found(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return collect(Task((str(folder),), scratch=str(tmp_path_factory.mktemp("scratch"))))


def _json(collection: Collection) -> str:
    return str(write_collection("json", collection, Style()))


def _named(collection: Collection, name: str) -> int:
    return next(n for n, member in enumerate(collection.members) if member.path.endswith(name))


def test_families_are_those_of_a_small_report(folder: Path, found: Collection) -> None:
    small = report(folder)
    names = [sorted(Path(found.members[n].path).name for n in family) for family in found.families if len(family) > 1]
    assert sorted(names) == family_names(small)
    assert [member.path for member in found.members] == [entry.path for entry in small.entries]
    facts = [(m.title, m.issuer, m.place, m.date, m.characters) for m in found.members]
    assert facts == [(e.title, e.issuer, e.place, e.date, e.characters) for e in small.entries]
    assert sorted(failure.path for failure in found.failures) == sorted(f.path for f in small.failures)


def test_quotations_stand_in_the_documents(found: Collection) -> None:
    quotes = [quote for row in found.common for quote in row.quotes] + [row.quote for row in found.phrases]
    passages = [passage for reuses in found.reuses for reuse in reuses for passage in reuse.passages]
    quotes += [side for passage in passages for side in (passage.own, passage.other)]
    texts = {n: read(member.path).text for n, member in enumerate(found.members)}
    assert len(quotes) > 50
    for quote in quotes:
        assert texts[quote.document][quote.start : quote.end] == quote.text != ""


def test_most_in_common(folder: Path, found: Collection) -> None:
    two = _named(found, "碧澜.txt")
    first = found.reuses[two][0]
    assert found.members[first.other].family == found.members[_named(found, "计划.txt")].family
    own = found.members[two]
    assert 0 < first.characters <= own.shared <= own.characters
    assert all(passage.similarity >= 0.6 or passage.run >= 13 for passage in first.passages)
    assert any("深水网箱" in passage.own.text or "渔" in passage.own.text for passage in first.passages)
    revision = _named(found, "办法_修订.txt")
    of = found.reuses[revision][0]
    assert found.members[of.other].path.endswith("办法.txt") and of.version
    assert not first.version
    assert [n for n, _ in found.versions] == [revision]
    small = {frozenset((v.left, v.right)) for v in report(folder).versions}
    assert small == {frozenset((found.members[n].family, found.members[r.other].family)) for n, r in found.versions}
    pairs = {frozenset((n, reuse.other)) for n, reuse in (*found.top, *found.versions)}
    assert len(pairs) == len(found.top) + len(found.versions)
    dated = [(found.members[n].date, found.members[reuse.other].date) for n, reuse in found.top]
    assert all(one >= other for one, other in dated if one and other)


def test_copies_count_once(found: Collection) -> None:
    heads = set(found.heads)
    copies = [n for n in range(len(found.members)) if n not in heads]
    assert len(copies) == 3
    assert not any(found.members[n].shared or found.reuses[n] for n in copies)
    assert all(quote.document in heads for row in found.common for quote in row.quotes)


def test_closing_of_all_is_shared_and_a_set_phrase(found: Collection) -> None:
    closing = next(row for row in found.common if row.quotes[0].text == CLOSING)
    assert (closing.families, closing.exact) == (54, True)
    assert closing.issuers == 54
    assert len(closing.quotes) == listing.QUOTES
    dates = [found.members[quote.document].date for quote in closing.quotes]
    assert dates == sorted(dates)
    assert any(row.quote.text in CLOSING and row.families == 54 for row in found.phrases)
    notice = found.members[_named(found, "07.txt")]
    assert notice.shared >= len(CLOSING) - 2  # its closing, and not the sentence of its own
    assert notice.shared < notice.characters - 35


def test_other_values_are_not_word_for_word(found: Collection) -> None:
    counted = [row for row in found.common if any("每日至少更换" in quote.text for quote in row.quotes)]
    assert counted and not any(row.exact for row in counted)


def test_one_issuer_may_be_left_out(folder: Path, found: Collection, tmp_path: Path) -> None:
    across = collect(Task((str(folder),), series=False, scratch=str(tmp_path)))
    place = [member.place for member in across.members]
    assert all(place[n] != place[r.other] or not place[n] for n, reuses in enumerate(across.reuses) for r in reuses)
    assert any(place[n] == place[r.other] != "" for n, reuses in enumerate(found.reuses) for r in reuses)
    assert all(row.issuers > 1 for row in across.common)
    assert across.pairs < found.pairs


def test_json_keeps_its_contract(found: Collection) -> None:
    value = json.loads(_json(found))
    jsonschema.validate(value, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert value["counts"]["documents"] == len(found.members) == len(value["documents"])


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_is_written_alike_each_time(found: Collection, name: str, lang: str) -> None:
    style = Style(width=100, lang=lang)
    assert write_collection(name, found, style) == write_collection(name, found, style) != ""


def test_what_is_listed_in_part_is_counted(found: Collection) -> None:
    cut = replace(found, common=found.common[:3])
    text = str(write_collection("text", cut, Style(width=100)))
    assert f"共 {found.common_total} 条，列出前 3 条" in text
    assert "空.txt" in text
    many = replace(found, failures=found.failures * 20)
    text = str(write_collection("text", many, Style(width=100)))
    assert f"另有 {len(many.failures) - 20} 项，用 --full 列出" in text
    assert "项，用 --full 列出" not in str(write_collection("text", many, Style(width=100, full=True)))


def test_processes_give_the_same(folder: Path, found: Collection, tmp_path: Path) -> None:
    assert _json(collect(Task((str(folder),), workers=2, scratch=str(tmp_path)))) == _json(found)


class StopError(Exception):
    """What a test stops the work with."""


def _stopping(stage: str, times: int) -> Callable[[str, int, int], None]:
    def told(name: str, done: int, total: int) -> None:
        if (name, done) == (stage, times):
            raise StopError

    return told


@pytest.mark.parametrize(
    ("stage", "times"), [("read", 12), ("fingerprint", 2), ("join", 1), ("verify", 1), ("quote", 2)]
)
def test_stopped_work_goes_on(
    folder: Path, found: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, times: int
) -> None:
    task = Task((str(folder),), scratch=str(tmp_path))
    with pytest.raises(StopError):
        collect(task, _stopping(stage, times))
    assert len(list(tmp_path.iterdir())) == 1
    again: list[int] = []

    def counted(items: Any) -> Any:
        again.append(len(items))
        return sheets_of(items)

    monkeypatch.setattr(shelf, "sheets_of", counted)
    assert _json(collect(task)) == _json(found)
    assert sum(again) <= len(found.members) + len(found.failures) - 12
    assert (stage == "read") == bool(again)
    assert not list(tmp_path.iterdir())


def test_changed_documents_begin_anew(folder: Path, tmp_path: Path) -> None:
    place = write(tmp_path / "文件", {"一.txt": _notice(1), "二.txt": _notice(2)})
    task = Task((str(place),), scratch=str(tmp_path / "scratch"))
    with pytest.raises(StopError):
        collect(task, _stopping("join", 1))
    (place / "二.txt").write_text(_notice(31), encoding="utf-8")
    assert [member.title[:3] for member in collect(task).members] == ["汀洛县", "泾洛县"]


def test_two_at_once_are_told(folder: Path, tmp_path: Path) -> None:
    task = Task((str(folder),), scratch=str(tmp_path))

    def told(name: str, done: int, total: int) -> None:
        if name == "read":
            with pytest.raises(ScratchError, match="另一个 bidui"):
                collect(task)
            raise StopError

    with pytest.raises(StopError):
        collect(task, told)


def test_scratch_folder_that_cannot_be_made_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ScratchError, match="--scratch"):
        collect(Task((str(folder),), scratch=str(tmp_path / "file")))


def test_damaged_scratch_folder_is_told(folder: Path, tmp_path: Path) -> None:
    task = Task((str(folder),), scratch=str(tmp_path))
    with pytest.raises(StopError):
        collect(task, _stopping("read", 12))
    for part in tmp_path.glob("*/read-*.npz"):
        part.write_bytes(part.read_bytes()[:500])
    with pytest.raises(ScratchError, match="工作文件夹"):
        collect(task)


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    place = write(tmp_path / "文件", {"空.txt": ""})
    with pytest.raises(ReadError, match="没有可读的文件"):
        collect(Task((str(place),), scratch=str(tmp_path / "scratch")))


def test_rows_and_knowledge_count(tmp_path: Path) -> None:
    rows = [{"id": n, "text": _notice(n), "issuer": "汀县", "date": "2030-01-01"} for n in range(8)]
    place = tmp_path / "rows.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    place.write_text("\n".join([*lines[:4], "{broken", *lines[4:]]), encoding="utf-8")
    own = tmp_path / "bidui.toml"
    own.write_text('[issuers]\n"汀汀局" = ["汀汀县人民政府"]\n', encoding="utf-8")
    made = collect(Task((str(place),), scratch=str(tmp_path / "scratch")))
    assert len(made.members) == 8 and [failure.path for failure in made.failures] == [f"{place}#5"]
    assert made.members[0].issuer == made.members[0].place == "汀汀局"
    assert [use.path for use in made.knowledge] == [str(own)]


@pytest.mark.filterwarnings("default")
def test_cluster_gives_the_same_and_survives_a_worker(
    folder: Path, found: Collection, workers: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, started = workers

    def told(name: str, done: int, total: int) -> None:
        if name == "read" and started[0].poll() is None:
            started[0].kill()  # in the middle of reading

    made = collect(Task((str(folder),), cluster=address, scratch=str(tmp_path)), told)
    assert _json(made) == _json(found)
    assert started[0].wait() < 0
    assert started[1].poll() is None


def test_what_was_left_long_ago_goes(tmp_path: Path) -> None:
    place = write(tmp_path / "文件", {"一.txt": _notice(1), "二.txt": _notice(2)})
    scratch = tmp_path / "scratch"
    with pytest.raises(StopError):
        collect(Task((str(place),), scratch=str(scratch)), _stopping("join", 1))
    (left,) = scratch.iterdir()
    strange = write(scratch / "别人的", {"文件.txt": "不是本程序的"})
    for folder in (left, strange):
        os.utime(folder, (0, 0))
    (place / "三.txt").write_text(_notice(3), encoding="utf-8")
    collect(Task((str(place),), scratch=str(scratch)))
    assert list(scratch.iterdir()) == [strange]


def test_many_that_cannot_be_read_in_a_row(tmp_path: Path) -> None:
    place = write(tmp_path / "文件", {f"{n:02}空.txt": "" for n in range(5, 45)})
    write(place, {f"{n:02}.txt": _notice(n) for n in (1, 2, 50, 51)})
    found = collect(Task((str(place),), scratch=str(tmp_path / "scratch")))
    assert len(found.failures) == 40
    assert [Path(member.path).name for member in found.members] == ["01.txt", "02.txt", "50.txt", "51.txt"]
    assert next(row for row in found.common if row.quotes[0].text == CLOSING).families == 4


def _plan(place: str, day: str, *lines: str) -> str:
    """A short plan of an invented city."""
    said = "".join(f"（{'一二三四五六七八九'[n]}）{line}\n" for n, line in enumerate(lines))
    return f"{place}人民政府关于养蜂业发展的意见\n各街道办事处：\n一、主要任务\n{said}{place}人民政府\n{day}\n"


LINES = (
    "在青汐岭建设标准化蜂场并统一配备运蜂车辆和越冬蜂箱，由合作社负责日常管护。",
    "支持蜂农在汛期前把蜂箱转移到高处安置点，转移费用由县级财政据实承担。",
)


def test_pairs_are_turned_by_date_as_far_as_it_is_known(tmp_path: Path) -> None:
    days = {"甲": "2031-05", "乙": "2030-04-02", "丙": "2031"}
    rows = [
        {"id": name, "text": _plan(f"{name}汐市", "", *LINES, f"{name}" * 60), "date": day}
        for name, day in days.items()
    ]
    place = tmp_path / "rows.jsonl"
    place.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = collect(Task((str(place),), scratch=str(tmp_path / "scratch")))
    date = [member.date for member in found.members]
    assert sorted(date) == ["2030-04-02", "2031", "2031-05"]
    turned = {(date[n], date[reuse.other]) for n, reuse in found.top}
    assert {("2031-05", "2030-04-02"), ("2031", "2030-04-02")} <= turned and len(found.top) == 3
    assert all(row.first and date[row.quotes[0].document] == "2030-04-02" for row in found.common)
    for number, reuse in found.top:
        assert all(p.own.document == number and p.other.document == reuse.other for p in reuse.passages)
    place.write_text("\n".join(json.dumps(row) for row in rows if row["id"] != "乙"), encoding="utf-8")
    found = collect(Task((str(place),), scratch=str(tmp_path / "scratch")))
    assert not any(row.first for row in found.common)  # a year alone is not before a month of it
    assert "最早见于" not in str(write_collection("text", found, Style(width=100)))


def test_few_documents_are_looked_at_closely(tmp_path: Path) -> None:
    chooser = random.Random(5)

    def line(shared: str) -> str:
        own = ["".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(20)) for _ in range(2)]
        return f"{own[0]}{shared}{own[1]}。"

    runs = ["".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(14)) for _ in range(8)]
    files = {f"{name}.txt": _plan(f"{name}汐市", "2031年5月1日", *map(line, runs)) for name in "甲乙"}
    place = write(tmp_path / "文件", files)
    found = collect(Task((str(place),), scratch=str(tmp_path / "scratch")))
    ((_, reuse),) = found.top
    assert (found.one_in, reuse.clauses, reuse.characters) == (1, 8, 8 * 14)


def test_sampled_runs_are_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine equal characters, nine others, nine equal ones are no run of 27; and equal clauses are found however short."""
    monkeypatch.setattr(listing, "ALL", 0)
    chooser = random.Random(7)
    halves = ["".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(9)) for _ in range(16)]
    short = ["".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(9)) for _ in range(9)]

    def other() -> str:
        return "".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(9))

    files = {}
    for name in "甲乙":
        apart = [f"{other()}{halves[n]}{other()}{halves[n + 8]}{other()}。" for n in range(8)]
        files[f"{name}.txt"] = _plan(f"{name}汐市", "2031年5月1日", *apart, "；".join(short))
    found = collect(Task((str(write(tmp_path / "文件", files)),), scratch=str(tmp_path / "scratch")))
    ((_, reuse),) = found.top
    assert found.one_in == 4 and reuse.clauses >= 8
    assert reuse.characters == 9 * reuse.clauses
    assert "每 4 个取一个" in str(write_collection("text", found, Style(width=100)))


def test_unknown_issuers_make_no_versions(tmp_path: Path) -> None:
    chooser = random.Random(9)
    files = {}
    for name in "甲乙":
        own = ["".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(50)) + "。" for _ in range(3)]
        body = "".join(f"第{'一二三四五'[n]}条　{line}\n" for n, line in enumerate((*LINES, *own)))
        files[f"{name}.txt"] = f"养蜂管理办法\n{body}"
    place = write(tmp_path / "文件", files)
    found = collect(Task((str(place),), scratch=str(tmp_path / "scratch")))
    assert [member.place for member in found.members] == ["", ""]
    assert (len(found.top), len(found.versions)) == (1, 0)
    across = collect(Task((str(place),), series=False, scratch=str(tmp_path / "scratch")))
    assert (across.pairs, len(across.common)) == (0, 0)
    assert [member.shared for member in across.members] == [0, 0]


def test_folders_of_others_stay(tmp_path: Path) -> None:
    place = write(tmp_path / "文件", {"一.txt": _notice(1), "二.txt": _notice(2)})
    scratch = tmp_path / "scratch"
    for name in ("论文", "bidui-论文"):
        write(scratch / name, {"论文.txt": "写了三年", "lock.sqlite": ""})
        os.utime(scratch / name, (0, 0))
    collect(Task((str(place),), scratch=str(scratch)))
    assert sorted(path.name for path in scratch.iterdir()) == ["bidui-论文", "论文"]


def test_scratch_folder_among_the_documents_is_not_read(tmp_path: Path) -> None:
    place = write(tmp_path / "文件", {"一.txt": _notice(1), "二.txt": _notice(2)})
    task = Task((str(place),), scratch=str(place / "tmp"))
    with pytest.raises(StopError):
        collect(task, _stopping("join", 1))
    (left,) = (place / "tmp").iterdir()
    made = collect(task)
    assert (len(made.members), made.failures) == (2, ())
    assert not left.exists()  # the second run went on in it


def test_damaged_lock_is_told(tmp_path: Path) -> None:
    place = write(tmp_path / "文件", {"一.txt": _notice(1), "二.txt": _notice(2)})
    task = Task((str(place),), scratch=str(tmp_path / "scratch"))
    with pytest.raises(StopError):
        collect(task, _stopping("join", 1))
    (lock,) = (tmp_path / "scratch").glob("*/.bidui-scratch.sqlite")
    lock.write_bytes(b"no database" * 200)
    with pytest.raises(ScratchError, match="工作文件夹不能用"):
        collect(task)


def test_work_stays_until_the_result_is_written(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StopError), page.reported(Task((str(folder),), scratch=str(tmp_path))):
        raise StopError
    assert len(list(tmp_path.iterdir())) == 1


def test_odd_rows_and_a_file_named_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"id": n, "text": _notice(n)}, ensure_ascii=False) for n in range(3)]
    place = write(tmp_path, {"rows.jsonl": "\n".join([*lines, "[" * 100_000, '{"text": ' + "1" * 6000 + "}"])})
    monkeypatch.chdir(tmp_path)
    found = collect(Task(("rows.jsonl", str(place)), scratch=str(tmp_path / "scratch")))
    assert len(found.members) == 3
    assert [failure.path for failure in found.failures] == ["rows.jsonl#4", "rows.jsonl#5"]


@pytest.mark.parametrize("address", ["foo", "tcp://", "tcp://somewhere", "somewhere:8786"])
def test_what_is_no_address_is_told(folder: Path, tmp_path: Path, address: str) -> None:
    pytest.importorskip("distributed", reason="dask distributed is not installed")
    with pytest.raises(BiduiError, match="不是集群的地址"):
        collect(Task((str(folder),), cluster=address, scratch=str(tmp_path)))
