""".jsonl collections: a document a line, as an object with its text and maybe its title, issuer, number and date.

A collection is read one document at a time; which one, the part says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import ReadError
from ..model import Block, Layout
from .encodings import decode
from .source import Line, Source, assemble, clean

NAME = "JSONL"
_TEXT = ("text", "content", "body", "正文", "全文", "内容")
_TITLE = ("title", "name", "标题", "名称")
# Key of the record → name of the field that `parse` knows.
_FIELDS = (
    *(("issuer", "发布机关"), ("发文机关", "发布机关"), ("发布机关", "发布机关"), ("number", "发文字号")),
    *(("文号", "发文字号"), ("发文字号", "发文字号"), ("date", "发布日期"), ("发布日期", "发布日期")),
)


def read(data: bytes, path: str, part: int = 0) -> Source:
    """Document number `part` (from 1) of a collection; 0 takes the only one. Raises ReadError where there are several
    to choose from, or no such one, and names the line of what is no document."""
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if not lines:
        raise _empty(path)
    if part == 0 and len(lines) > 1:
        raise _several(lines, path)
    if part > len(lines):
        raise ReadError(
            f"没有第 {part} 份，这个文件集共 {len(lines)} 份。",
            f"there is no document {part}; the collection holds {len(lines)}.",
            path=path,
        )
    number, line = lines[max(part, 1) - 1]
    record = _record(line, number, path)
    head = _head(record)
    text, layout = assemble(head)
    body = clean(_value(record, _TEXT))
    if not body.strip():
        raise _fault(number, path, "没有 text 字段或它是空的", "no field text, or it is empty")
    title = _value(record, _TITLE)
    if title and title in body[:300]:
        text, layout = assemble(line for line in head if line.kind != "title")
    shift = len(text) + 1 if text else 0
    blocks = tuple(Block(block.kind, block.start, block.end, block.level) for block in layout.blocks)
    return Source(
        path,
        f"{text}\n{body}" if shift else body,
        layout=Layout(blocks, (), (max(part, 1), len(lines))),
        format="jsonl",
    )


def count(data: bytes) -> int:
    """How many documents a collection holds."""
    return sum(bool(line.strip()) for line in data.split(b"\n"))


def _head(record: Mapping[str, Any]) -> list[Line]:
    """Lines before the text: what the record says of itself, and its title."""
    lines: dict[str, Line] = {}
    for key, name in _FIELDS:
        value = _value(record, (key,))
        if value and name not in lines:
            lines[name] = Line(f"{name}：{value}", "field")
    title = _value(record, _TITLE)
    return [*lines.values(), *([Line(title, "title")] if title else [])]


def _value(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(record[key]).strip() for key in keys if isinstance(record.get(key), str | int)), "")


def _record(line: bytes, number: int, path: str) -> Mapping[str, Any]:
    try:
        record = json.loads(decode(line, path)[0])
    except (ValueError, RecursionError):
        raise _fault(number, path, "不是 JSON", "is no JSON") from None
    except ReadError:
        raise _fault(number, path, "不是文本", "is no text") from None
    if not isinstance(record, dict):
        raise _fault(number, path, "不是 JSON 对象", "is no JSON object")
    return record


def _titles(lines: list[tuple[int, bytes]], path: str) -> Iterator[str]:
    for index, (number, line) in enumerate(lines[:3], 1):
        try:
            title = _value(_record(line, number, path), _TITLE)
        except ReadError:
            continue
        if title:
            yield f"{index}《{title[:24]}》"


def _several(lines: list[tuple[int, bytes]], path: str) -> ReadError:
    listing = "、".join(_titles(lines, path))
    zh, en = (f"（{listing}……）", f" ({listing} ...)") if listing else ("", "")
    return ReadError(
        f"这是文件集，里面有 {len(lines)} 份文件{zh}，一次只能比对其中一份。",
        f"this is a collection of {len(lines)} documents{en}; one of them can be compared at a time.",
        path=path,
        advice_zh=f"请用 --left-part N 或 --right-part N（看一份文件时用 --part N）选第几份，N 从 1 到 {len(lines)}。",
        advice_en=f"Choose one by --left-part N or --right-part N (--part N to look at one), N from 1 to {len(lines)}.",
    )


def _fault(number: int, path: str, zh: str, en: str) -> ReadError:
    return ReadError(
        f"第 {number} 行{zh}。",
        f"line {number}: {en}.",
        path=path,
        advice_zh='每行应是一个 JSON 对象，如 {"title": "…", "text": "…"}。',
        advice_en='Each line should be a JSON object such as {"title": "...", "text": "..."}.',
    )


def _empty(path: str) -> ReadError:
    return ReadError(
        "文件集是空的。",
        "the collection is empty.",
        path=path,
        advice_zh="请给出有文件的文件集。",
        advice_en="Name a collection that holds documents.",
    )
