"""Documents with Traditional characters, with tracked changes, with pages, and many at a time."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from compare.basics.traditional import simplified
from compare.cli import main
from compare.errors import BiduiError, OptionError, ReadError
from compare.model import Document
from compare.pipeline import compare
from compare.reading import read_document, read_documents, read_versions

sys.path.insert(0, str(Path(__file__).parent / "readers"))  # making.py, under --import-mode=importlib
from making import docx, lines, p, pdf

PLAIN = """临江市智慧城市建设实施意见
为加快智慧城市建设，制定本意见。
一、总体要求
坚持以人民为中心，推进数据汇聚和业务协同。
二、主要目标
到2027年，平台覆盖80%的部门。
三、组织领导
市政府成立领导小组，统筹推进各项工作。
"""
TRADITIONAL = """臨江市智慧城市建設實施意見
為加快智慧城市建設，制定本意見。
一、總體要求
堅持以人民為中心，推進數據匯聚和業務協同。
二、主要目標
到2027年，平臺覆蓋90%的部門。
三、組織領導
市政府成立領導小組，統籌推進各項工作。
"""


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    paths = tmp_path / "简.txt", tmp_path / "繁.txt"
    for path, text in zip(paths, (PLAIN, TRADITIONAL), strict=True):
        path.write_text(text, encoding="utf-8")
    return str(paths[0]), str(paths[1])


def test_simplified_keeps_offsets() -> None:
    assert simplified(TRADITIONAL) == PLAIN.replace("80%", "90%")
    odd = "乾坤乾燥著作瞭解\U00020000實(shí)施　１２\n" * 50
    assert len(simplified(odd)) == len(odd)


def test_traditional_is_shown_as_it_is_and_matched_as_simplified(both: tuple[str, str]) -> None:
    left, right = read_document(both[0]), read_document(both[1], t2s=True)
    assert right.text == TRADITIONAL and right.metadata.title == "臨江市智慧城市建設實施意見"
    assert [s.heading for s in right.sections if s.id != "0"] == ["總體要求", "主要目標", "組織領導"]
    assert [s.roles for s in right.sections] == [s.roles for s in left.sections]
    found = compare(left, right)
    assert (found.left, found.right) == (left, right)
    assert [link.kind for link in found.links] == ["identical", "identical", "edited", "identical"]
    changed = [right.text[span.start : span.end] for span in found.spans[1] if span.label == "value_changed"]
    assert changed == ["到2027年，平臺覆蓋90%的部門。\n"]


def test_without_t2s_they_hardly_meet(both: tuple[str, str]) -> None:
    found = compare(read_document(both[0]), read_document(both[1]))
    assert "identical" not in [link.kind for link in found.links]


def test_simplified_text_is_the_same_with_and_without(both: tuple[str, str]) -> None:
    plain, same = read_document(both[0]), read_document(both[0], t2s=True)
    assert same.simplified is not None
    assert (same.text, same.sections, same.metadata, same.regions) == (
        plain.text,
        plain.sections,
        plain.metadata,
        plain.regions,
    )


def test_t2s_without_opencc(both: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from compare.basics import traditional

    traditional._converter.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(OptionError, match=r"pip install 'bidui\[trad\]'"):
        read_document(both[0], t2s=True)
    assert read_document(both[0]).text == PLAIN
    traditional._converter.cache_clear()


def test_t2s_of_the_command_line(both: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *both, "--t2s", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["right"]["metadata"]["title"] == "臨江市智慧城市建設實施意見"
    assert {link["kind"] for link in found["links"]} == {"identical", "edited"}
    assert main(["outline", both[1], "--t2s", "--format", "json"]) == 0
    assert "總體要求" in capsys.readouterr().out


CHANGES = docx(
    p("临江市智慧城市建设实施意见")
    + p("一、总体要求")
    + p(
        raw="<w:r><w:t>到2027年，平台覆盖</w:t></w:r><w:del w:id='1'><w:r><w:delText>80%</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>90%</w:t></w:r></w:ins><w:r><w:t>的部门。</w:t></w:r>"
    )
    + p("二、组织领导")
    + p("市政府成立领导小组，统筹推进各项工作。")
)


def test_tracked_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "修订稿.docx"
    path.write_bytes(CHANGES)
    before, after = read_versions(str(path))
    assert "80%的部门" in before.text and "90%的部门" in after.text
    assert read_document(str(path)).text == after.text
    assert "拒绝全部修订" in before.notes[0] and "接受全部修订" in after.notes[0]
    assert main(["diff", str(path), "--track-changes", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["regime"] == "version"
    assert [side["metadata"]["title"] for side in (found["left"], found["right"])] == ["临江市智慧城市建设实施意见"] * 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["a.docx"], "缺少 RIGHT"),
        (["a.docx", "b.docx", "--track-changes"], "参数多了：b.docx"),
        (["plain.docx", "--track-changes"], "没有修订记录"),
        (["plain.txt", "--track-changes"], "这种格式没有修订记录"),
        (["a.docx", "missing.docx"], "没有这个文件"),
    ],
)
def test_faults_of_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(CHANGES)
    (tmp_path / "plain.docx").write_bytes(docx(p("正文")))
    (tmp_path / "plain.txt").write_text("正文", encoding="utf-8")
    assert main(["diff", *args]) == 2
    assert said in capsys.readouterr().err


def test_collection_of_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        "".join(json.dumps({"title": f"办法{n}", "text": PLAIN}, ensure_ascii=False) + "\n" for n in range(3)),
        encoding="utf-8",
    )
    assert main(["diff", str(path), str(path)]) == 2
    assert "有 3 份文件（1《办法0》、2《办法1》、3《办法2》……）" in capsys.readouterr().err
    assert main(["diff", str(path), str(path), "--left-part", "1", "--right-part", "3", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["left"]["part"], found["right"]["part"], found["right"]["parts"]) == (1, 3, 3)
    assert main(["outline", str(path), "--part", "2"]) == 0


def test_many(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(pdf([lines(["　　一、总体要求", "　　二、组织领导"])]))
    names = [str(tmp_path / name) for name in ("a.txt", "b.pdf", "c.docx")]
    found = list(read_documents(names))
    assert isinstance(found[0], Document) and isinstance(found[1], Document) and isinstance(found[2], ReadError)
    assert found[0] == read_document(names[0]) and found[1].layout.pages == ((0, 1),)
    wrong = list(read_documents(names[:1], part=5))
    assert isinstance(wrong[0], BiduiError)
