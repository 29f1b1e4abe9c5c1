"""Corrections by hand: kept in a file, found again, put into effect, taken back; bad files say what is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.cli import main
from compare.corrections import Corrections, HeadingFix, Place, RoleFix, place_at
from compare.errors import SessionError
from compare.model import Document
from compare.parse.document import understand
from compare.pipeline import compare, correct
from compare.session import Session, default_path, load, save

PLAN = """青汐市人民政府关于加快海洋牧场建设的实施意见
青汐政发〔2031〕7号
各县（市、区）人民政府，市政府各部门：
近年来，我市近海渔业资源衰退明显。为加快海洋牧场建设，现提出如下意见。
一、总体要求
（一）指导思想
坚持陆海统筹，把海洋牧场建成蓝色粮仓，带动渔区群众增收。
（二）主要目标
到2035年，建成海洋牧场24个，养护海域面积达到300平方公里。
二、重点任务
（一）优化牧场布局
划定养护海域。在沙湾、鹿岛、石浦三片海域划定养护区，每片面积不少于40平方公里。
修复海藻场。每年移植大型藻类5000亩，对受损海草床实行分区轮休。
（二）提升装备水平
对新建深水养殖工船按造价的15%给予补助，单船补助不超过600万元。
三、保障措施
成立海洋牧场建设专班，每季度调度一次建设进度。
青汐市人民政府
2031年5月20日
"""
OTHER = PLAN.replace("青汐", "鹿屿").replace("24个", "9个").replace("修复海藻场", "种植海带").replace("15%", "10%")
SCHEMA = json.loads((Path(__file__).parents[1] / "docs/schema/session.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def left() -> Document:
    return understand(PLAN, "甲.txt")


@pytest.fixture
def right() -> Document:
    return understand(OTHER, "乙.txt")


def tiles(document: Document) -> bool:
    spans = [(r.start, r.end) for r in document.regions if r.kind != "furniture"]
    spans += [(s.start, s.end) for s in document.sections]
    at = 0
    for start, end in sorted(spans):
        if start != at:
            return False
        at = end
    return at == len(document.text)


def heading(document: Document, words: str) -> str:
    return next(s.id for s in document.sections if words in s.heading)


def test_a_heading_can_be_added_and_taken_back(left: Document) -> None:
    at = PLAN.index("修复海藻场")
    session = Session().with_heading(left, at, 3)
    corrected = correct(left, session)
    section = next(s for s in corrected.sections if s.start == at)
    assert (section.heading, section.level, section.style, section.marker) == ("修复海藻场", 3, "manual", "")
    assert corrected.by_id[section.parent or ""].heading == "优化牧场布局"
    assert PLAN[section.body : section.end].startswith("每年移植")
    assert tiles(corrected)
    assert corrected.corrected
    assert correct(corrected, session.without_heading(corrected, at)) == left


def test_a_heading_can_end_where_the_user_says(left: Document) -> None:
    at, end = PLAN.index("对新建深水"), PLAN.index("按造价")
    corrected = correct(left, Session().with_heading(left, at, 3, end))
    section = next(s for s in corrected.sections if s.start == at)
    assert section.heading == "对新建深水养殖工船"
    assert PLAN[section.body :].startswith("按造价")


def test_a_heading_can_be_removed_and_get_another_level(left: Document) -> None:
    at = PLAN.index("（二）提升装备水平")
    without = correct(left, Session().with_heading(left, at, 0))
    assert not any(s.start == at for s in without.sections)
    assert tiles(without)
    raised = correct(left, Session().with_heading(left, at, 1))
    section = next(s for s in raised.sections if s.start == at)
    assert (section.level, section.parent, section.marker) == (1, None, "（二）")


def test_roles_by_hand_are_inherited(left: Document) -> None:
    tasks = left.by_id[heading(left, "重点任务")]
    corrected = correct(left, Session().with_role(left, tasks, ["support"]))
    assert corrected.by_id[tasks.id].roles == ("support",)
    assert corrected.by_id[tasks.id].confidence == "manual"
    child = corrected.by_id[heading(corrected, "优化牧场布局")]
    assert child.confidence == "inherited"
    assert "support" in child.roles
    undone = Session().with_role(left, tasks, ["support"]).with_role(left, tasks, None)
    assert correct(corrected, undone) == left


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAN) - 1), st.integers(0, 5))
def test_wherever_a_heading_is_put_the_text_stays_tiled(at: int, level: int) -> None:
    fix = HeadingFix(place_at(PLAN, at), level)
    document = understand(PLAN, "甲.txt", corrections=Corrections((fix,)))
    assert tiles(document)
    assert [c.start for c in document.clauses] == sorted(c.start for c in document.clauses)
    assert all(s.start <= s.body <= s.end for s in document.sections)


def test_what_cannot_be_found_is_said(left: Document) -> None:
    fixes = Corrections((HeadingFix(Place(5, "没有这几个字"), 2),), (RoleFix(Place(9, "也没有这几个"), ("tasks",)),))
    document = understand(PLAN, "甲.txt", corrections=fixes)
    assert len(document.notes) == 1
    assert "没有这几个字" in document.notes[0]
    assert "也没有这几个" in document.notes[0]
    assert replace(document, notes=(), corrected=False) == left


def test_places_are_found_again_in_an_edited_text(left: Document) -> None:
    at = PLAN.index("修复海藻场")
    session = Session().with_heading(left, at, 3).with_note(left, at, at + 5, "看这里")
    edited = understand(PLAN.replace("衰退明显", "持续衰退、传统养殖空间收窄"), "甲.txt")
    corrected = correct(edited, session)
    assert any(s.heading == "修复海藻场" for s in corrected.sections)
    remark = session.remarks_on(corrected)[0]
    assert corrected.text[remark.start : remark.end] == "修复海藻场"


def test_a_pin_replaces_what_was_linked(left: Document, right: Document) -> None:
    ids = heading(left, "优化牧场布局"), heading(right, "提升装备水平")
    pair = left.by_id[ids[0]], right.by_id[ids[1]]
    session = Session().with_link(left, right, pair, "pin")
    links = {(link.left, link.right): link for link in compare(left, right, session=session).links}
    assert links[ids].pinned
    assert links[ids].score == 1.0
    assert [pair for pair in links if ids[0] == pair[0] or ids[1] == pair[1]] == [ids]
    mirrored = compare(right, left, session=session).links
    assert {(link.right, link.left) for link in mirrored} == set(links)
    undone = session.with_link(left, right, pair, None)
    assert undone.pairs == ()
    assert compare(left, right, session=undone).links == compare(left, right).links


def test_two_pins_of_one_section_make_a_split(left: Document, right: Document) -> None:
    one = left.by_id[heading(left, "优化牧场布局")]
    twos = [right.by_id[heading(right, name)] for name in ("优化牧场布局", "提升装备水平")]
    session = Session()
    for two in twos:
        session = session.with_link(left, right, (one, two), "pin")
    links = [link for link in compare(left, right, session=session).links if link.left == one.id]
    assert [link.right for link in links] == [two.id for two in twos]
    assert links[0].group == links[1].group != ""


def test_a_cut_link_is_gone_and_its_text_has_no_counterpart_there(left: Document, right: Document) -> None:
    before = next(link for link in compare(left, right).links if link.left == heading(left, "主要目标"))
    pair = left.by_id[before.left], right.by_id[before.right]
    session = Session().with_link(left, right, pair, "cut")
    comparison = compare(left, right, session=session)
    assert all((link.left, link.right) != (before.left, before.right) for link in comparison.links)
    assert comparison.cut == 1


def test_the_file_brings_everything_back(tmp_path: Path, left: Document, right: Document) -> None:
    at = PLAN.index("修复海藻场")
    session = Session(str(tmp_path / "甲~乙.bidui.json")).with_heading(left, at, 3)
    session = session.with_role(left, left.by_id[heading(left, "保障措施")], ["organization"])
    session = session.with_note(right, 100, 120, "数字要核对\n第二行")
    sections = left.by_id[heading(left, "主要目标")], right.by_id[heading(right, "指导思想")]
    session = session.with_link(left, right, sections, "pin")
    save(session)
    read = load(session.path)
    assert read == session
    jsonschema.validate(json.loads(Path(session.path).read_text(encoding="utf-8")), SCHEMA)
    save(read)
    assert load(session.path) == session


def test_a_file_of_another_kind_is_not_replaced(tmp_path: Path, left: Document) -> None:
    path = tmp_path / "重要.json"
    path.write_text('{"mine": 1}', encoding="utf-8")
    with pytest.raises(SessionError):
        save(replace(Session().with_heading(left, 120, 2), path=str(path)))
    assert path.read_text(encoding="utf-8") == '{"mine": 1}'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "第 1 行"),
        ("[]", "不是 bidui 的会话文件"),
        ('{"schema": "bidui.diff/1"}', "不是 bidui 的会话文件"),
        ('{"schema": "bidui.session/9"}', "bidui.session/9"),
        ('{"schema": "bidui.session/1", "documents": []}', "pairs"),
        ('{"schema": "bidui.session/1", "documents": [{"path": 3}], "pairs": []}', "documents[0].path"),
        ("\x00\x01", "第 1 行"),
    ],
)
def test_bad_files_are_named_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    for name, text in (("甲.txt", PLAN), ("乙.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "会话.json"
    path.write_text(content, encoding="utf-8")
    command = ["diff", str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt"), "--session", str(path)]
    assert main([*command, "--lang", "zh"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "会话.json" in shown.err
    assert words in shown.err


def test_diff_honours_a_session_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], left: Document, right: Document
) -> None:
    for name, text in (("甲.txt", PLAN), ("乙.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    sections = left.by_id[heading(left, "优化牧场布局")], right.by_id[heading(right, "提升装备水平")]
    clause = left.clauses[-1]
    session = Session(str(tmp_path / "s.bidui.json")).with_link(left, right, sections, "pin")
    save(session.with_note(left, clause.start, clause.end, "请核实"))
    command = ["diff", str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt"), "--session", session.path, "--lang", "zh"]
    assert main([*command, "--width", "120", "--full"]) == 0
    shown = capsys.readouterr()
    assert "人工对齐" in shown.out
    assert "〔批注〕请核实" in shown.out
    assert "人工对应 1 处，批注 1 条" in shown.out
    assert main([*command, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [link["pinned"] for link in found["links"]].count(True) == 1
    assert found["remarks"] == [{"side": "left", "start": clause.start, "end": clause.end, "text": "请核实"}]
    assert main(["outline", str(tmp_path / "乙.txt"), "--session", session.path, "--lang", "zh"]) == 0
    assert "没有关于这些文件的内容" in capsys.readouterr().err


def test_sessions_lie_beside_the_left_file(tmp_path: Path) -> None:
    assert default_path(str(tmp_path / "甲.txt"), "别处/乙.docx") == str(tmp_path / "甲~乙.bidui.json")
    assert default_path("-").endswith(".bidui.json")
