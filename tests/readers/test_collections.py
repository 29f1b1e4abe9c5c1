"""Markdown and collections of documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.errors import ReadError
from compare.readers import jsonl, markdown, read, read_many
from compare.reading import read_document

TEXT = "一、总体要求\n坚持创新驱动，推进智慧城市建设。\n二、重点任务\n建设平台。"


def collection(*records: object) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def test_markdown_headings_and_rows() -> None:
    text = "# 关于建设的意见\n\n## 总体要求\n**坚持**创新。\n\n| 指标 | 2030年 |\n|---|---|\n| 规模 | 100 |\n```\n# 不是标题\n```\n## 重点任务 ##\n正文"
    source = markdown.read(text.encode(), "a.md")
    assert source.text == text
    found = [(b.kind, b.level, text[b.start : b.end]) for b in source.layout.blocks]
    assert found == [
        ("heading", 1, "关于建设的意见"),
        ("heading", 2, "总体要求"),
        *(("row", 0, row) for row in ("| 指标 | 2030年 |", "|---|---|", "| 规模 | 100 |")),
        ("heading", 2, "重点任务"),
    ]


def test_markdown_outline(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 智慧城市建设实施意见\n\n## 总体要求\n坚持创新。\n\n## 重点任务\n### 建平台\n建设平台。\n### 汇数据\n汇聚数据。\n",
        encoding="utf-8",
    )
    document = read_document(str(path))
    assert [(s.id, s.level, s.heading) for s in document.sections] == [
        ("1", 1, "总体要求"),
        ("2", 1, "重点任务"),
        ("2.1", 2, "建平台"),
        ("2.2", 2, "汇数据"),
    ]
    assert document.metadata.title == "智慧城市建设实施意见"


def test_records() -> None:
    data = collection(
        {"title": "甲办法", "issuer": "临江市", "date": "2026-01-02", "text": TEXT},
        {"标题": "乙办法", "文号": "临政发〔2026〕3号", "正文": "乙办法\n" + TEXT},
    )
    first, second = jsonl.read(data, "a.jsonl", 1), jsonl.read(data, "a.jsonl", 2)
    assert first.text == f"发布机关：临江市\n发布日期：2026-01-02\n甲办法\n{TEXT}"
    assert second.text == f"发文字号：临政发〔2026〕3号\n乙办法\n{TEXT}"
    assert (first.layout.record, second.layout.record) == ((1, 2), (2, 2))
    assert [b.kind for b in first.layout.blocks] == ["field", "field", "title"]


def test_document_of_a_collection(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        collection({"title": "甲办法", "text": TEXT}, {"title": "乙办法", "issuer": "临江市人民政府", "text": TEXT})
    )
    document = read_document(str(path), 2)
    assert (document.part, document.parts, document.metadata.title) == (2, 2, "乙办法")
    assert document.metadata.issuers == ("临江市人民政府",)
    assert [s.heading for s in document.sections] == ["总体要求", "重点任务"]
    [first] = read_many([str(path)])
    assert not isinstance(first, ReadError) and first.layout.record == (1, 2)


def test_only_one() -> None:
    assert jsonl.read(collection({"text": TEXT}), "a.jsonl").layout.record == (1, 1)


@pytest.mark.parametrize(
    ("data", "part", "said"),
    [
        (
            collection({"title": "甲", "text": "x"}, {"title": "乙", "text": "y"}),
            0,
            r"有 2 份文件（1《甲》、2《乙》……）.*--left-part N",
        ),
        (collection({"text": "x"}, {"text": "y"}), 3, "没有第 3 份，这个文件集共 2 份"),
        (b'{"text": "x"}\nnonsense\n', 2, "第 2 行不是 JSON。"),
        (b"[1]\n", 0, "第 1 行不是 JSON 对象"),
        (b"[" * 100_000, 0, "第 1 行不是 JSON"),
        (collection({"title": "甲"}), 0, "第 1 行没有 text 字段"),
        (collection({"text": None}), 0, "没有 text 字段"),
        (b"", 0, "是空的"),
        (b"\n \n", 0, "是空的"),
        (b"\x00\x01\x02", 0, "第 1 行"),
    ],
)
def test_faults(data: bytes, part: int, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        jsonl.read(data, "a.jsonl", part)


def test_what_to_do_is_said_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(collection({"text": "x"}, {"text": "y"}))
    with pytest.raises(ReadError) as caught:
        read(str(path))
    assert "--left-part N" in caught.value.message("en") and "\n" not in caught.value.message("zh")
