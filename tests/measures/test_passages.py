"""Passages: flat strings whose characters keep their offsets, across wraps, blanks and page numbers."""

from __future__ import annotations

from compare.measures.passages import passages
from compare.model import Clause, Document, Metadata, Region, Section, Span

TEXT = "一、发展目标\n渔业总产\n- 3 -\n值达到９０％，网箱　800口。\n"


def document() -> Document:
    body, page = TEXT.index("渔业"), TEXT.index("- 3")
    section = Section("1", 1, "一、", "发展目标", 0, len(TEXT), body)
    clause = Clause(body, len(TEXT), "1", (Span(body, len(TEXT)),))
    return Document("", TEXT, Metadata(), (Region("furniture", page, page + 6),), (section,), (), (clause,))


def test_flat_text() -> None:
    heading, clause = passages(document())
    assert (heading.flat, heading.index) == ("发展目标", -1)
    assert clause.flat == "渔业总产值达到90%,网箱800口。"
    assert clause.raw == "渔业总产值达到９０％，网箱800口。"
    assert clause.index == 0


def test_spans_lead_back() -> None:
    for passage in passages(document()):
        for low in range(len(passage.flat)):
            for high in range(low + 1, len(passage.flat) + 1):
                start, end = passage.span(low, high)
                assert TEXT[start] == passage.raw[low] and TEXT[end - 1] == passage.raw[high - 1]
                assert (
                    "".join(c for c in TEXT[start:end].replace("- 3 -", "") if not c.isspace()) == passage.raw[low:high]
                )
