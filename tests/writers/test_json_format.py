"""The JSON of comparisons and outlines: the documented shape, sorted, rounded, the same bytes every time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from compare.model import (
    Clause,
    ClauseLink,
    Comparison,
    Document,
    Edit,
    Item,
    LabelSpan,
    Link,
    Metadata,
    Overlap,
    Reason,
    Region,
    Replacement,
    Section,
    Span,
    Summary,
)
from compare.writers.json_format import diff_object, outline_object, write_diff, write_outline

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
TEXT = "某市实施方案\n一、主要目标\n到2027年达到100亿元。\n二、保障措施\n加强组织领导。"


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def validate(found: object, name: str) -> None:
    document = schema("document")
    registry: Registry[Any] = Registry().with_resource(document["$id"], Resource.from_contents(document))
    jsonschema.Draft202012Validator(schema(name), registry=registry).validate(found)


def document(path: str = "a.txt") -> Document:
    first, second = TEXT.index("一、"), TEXT.index("二、")
    bodies = TEXT.index("到2027"), TEXT.index("加强")
    return Document(
        path=path,
        text=TEXT,
        metadata=Metadata(
            title="某市实施方案",
            issuers=("某市人民政府",),
            level="市",
            number="某政发〔2024〕1号",
            dates=(("issued", "2024-01-02"),),
            cited=(("某省实施意见", "某政发〔2023〕9号"),),
        ),
        regions=(Region("furniture", 9, 10), Region("title", 0, first)),
        sections=(
            Section("1", 1, "一、", "主要目标", first, second, bodies[0], None, "cn", ("objectives", "tasks"), "cue"),
            Section("2", 1, "二、", "保障措施", second, len(TEXT), bodies[1], None, "cn", (), "none"),
        ),
        items=(Item("1.", bodies[0], bodies[0] + 2, "1"),),
        clauses=(
            Clause(bodies[0], second, "1", (Span(bodies[0], second),)),
            Clause(bodies[1], len(TEXT), "2", (Span(bodies[1], len(TEXT)),)),
        ),
        notes=("一份文件",),
    )


def comparison() -> Comparison:
    left, right = document("甲.txt"), document("乙.txt")
    a, b = (clause.phrases[0] for clause in left.clauses)
    spans = (
        LabelSpan(b.start, b.end, "boilerplate", (Reason("formula", "F12"), Reason("frequency", "88"))),
        LabelSpan(a.start, a.end, "shared", (), a),
    )
    return Comparison(
        left=left,
        right=right,
        regime="peer",
        regime_reason="发文机关不同。",
        links=(Link("2", "2", "identical", 1.0, 1.0), Link("1", "1", "edited", 0.123456, 2 / 3, True, "g1")),
        clause_links=(ClauseLink(1, 1, 1.0), ClauseLink(0, 0, 0.87654321, (Edit("equal", a, a),))),
        spans=(spans, ()),
        replacements=(Replacement("股东大会", "股东会", 3),),
        summary=Summary(
            similarity=0.5,
            structure=1 / 3,
            by_role=(("objectives", 0.98765, 1),),
            overlap=(Overlap(0.5, 0.25), Overlap(0.4, 0.2)),
            units=(2, 2),
            linked=(2, 1),
            label_shares=((("shared", 0.6), ("boilerplate", 0.4)), ()),
        ),
        notes=("乙取第 1 份。",),
    )


def test_diff_follows_its_schema() -> None:
    validate(json.loads(write_diff(comparison())), "diff")


def test_outline_follows_its_schema() -> None:
    validate(json.loads(write_outline(document())), "outline")


@pytest.mark.parametrize("name", ["diff", "outline", "document"])
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_schema_refuses_what_it_does_not_know() -> None:
    for change in ({"more": 1}, {"regime": "auto"}, {"schema": "bidui.diff/0"}):
        with pytest.raises(jsonschema.ValidationError):
            validate(diff_object(comparison()) | change, "diff")
    with pytest.raises(jsonschema.ValidationError):
        validate(outline_object(document()) | {"more": 1}, "outline")


def test_text_is_its_object() -> None:
    assert json.loads(write_diff(comparison())) == diff_object(comparison())
    assert json.loads(write_outline(document())) == outline_object(document())


def test_what_evaluate_reads() -> None:
    found = diff_object(comparison())
    assert found["left"]["sections"][0] == {
        "id": "1",
        "level": 1,
        "marker": "一、",
        "heading": "主要目标",
        "role": "objectives+tasks",
        "confidence": "cue",
        "parent": None,
        "style": "cn",
        "start": 7,
        "end": 29,
        "body": 14,
    }
    assert found["links"][0] == {
        "left": "1",
        "right": "1",
        "kind": "edited",
        "score": 0.1235,
        "similarity": 0.6667,
        "moved": True,
        "group": "g1",
        "pinned": False,
    }
    assert [span["label"] for span in found["spans"]["left"]] == ["shared", "boilerplate"]
    assert found["spans"]["left"][0]["other"] == [14, 29]


def test_order_does_not_depend_on_the_order_found() -> None:
    given = comparison()
    turned = replace(
        given,
        links=given.links[::-1],
        clause_links=given.clause_links[::-1],
        spans=(given.spans[0][::-1], given.spans[1][::-1]),
        left=replace(given.left, regions=given.left.regions[::-1]),
    )
    assert write_diff(turned) == write_diff(given)


def test_display_options_change_nothing() -> None:
    given = comparison()
    assert write_diff(given, width=200, colour=True, full=True, lang="en") == write_diff(given)


def test_readable_and_not_huge() -> None:
    text = write_diff(comparison())
    assert text.endswith("}\n")
    assert '   {"id": "2", "level": 1, "marker": "二、"' in text  # one entry of a list a line, Chinese as Chinese
    assert len(text) < 1.5 * len(json.dumps(diff_object(comparison()), ensure_ascii=False))
