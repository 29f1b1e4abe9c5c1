"""A small invented pair, compared by hand: what the writers show must not move when the aligner does."""

from __future__ import annotations

import difflib
from dataclasses import replace

import pytest

from compare.model import (
    ClauseLink,
    Comparison,
    Document,
    Edit,
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
from compare.parse.segment import segment

LEFT = """一、总体要求
坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实上级决策部署。
到2031年，全省湖羊存栏达到150万只，
年均增长6.5%。
二、重点任务
（一）建设种源基地
在云栖县建设湖羊种源基地3个，每个给予一次性补助200万元。
（二）推广订单养殖
支持龙头企业与农户签订订单。订单价格不低于每公斤32元。
三、保障措施
加强组织领导，完善工作机制，形成工作合力。
"""
RIGHT = """一、工作目标
到2031年，全市湖羊存栏达到18万只，年均增长8%。
二、主要任务
（一）推广订单养殖
支持龙头企业与合作社签订订单。订单价格不低于每公斤32元。
（二）打造云栖羊节
每年十月举办“云栖羊节”，市农业农村局负责，安排经费80万元。
三、组织实施
（一）加强领导
加强组织领导，完善工作机制，形成工作合力。
（二）建设基地
在北岭镇建设湖羊种源基地1个，给予一次性补助120万元。
"""
# section id: (level, marker, heading, parent, roles)
SECTIONS = (
    {
        "1": (1, "一、", "总体要求", None, ("overall",)),
        "2": (1, "二、", "重点任务", None, ("tasks",)),
        "2.1": (2, "（一）", "建设种源基地", "2", ("tasks", "support")),
        "2.2": (2, "（二）", "推广订单养殖", "2", ("tasks",)),
        "3": (1, "三、", "保障措施", None, ("safeguards",)),
    },
    {
        "1": (1, "一、", "工作目标", None, ("objectives",)),
        "2": (1, "二、", "主要任务", None, ("tasks",)),
        "2.1": (2, "（一）", "推广订单养殖", "2", ("tasks",)),
        "2.2": (2, "（二）", "打造云栖羊节", "2", ("tasks",)),
        "3": (1, "三、", "组织实施", None, ("safeguards",)),
        "3.1": (2, "（一）", "加强领导", "3", ("organization",)),
        "3.2": (2, "（二）", "建设基地", "3", ("support",)),
    },
)
LABELS = (
    (
        ("坚持以习近平新时代", "全面贯彻落实上级决策部署。\n", "boilerplate", (Reason("frequency", "46"),)),
        ("到2031年，全省", "6.5%。\n", "value_changed", ()),
        ("在云栖县", "200万元。\n", "value_changed", ()),
        ("支持龙头企业", "签订订单。", "adapted", ()),
        ("订单价格", "32元。\n", "shared", ()),
        ("加强组织领导", "合力。\n", "boilerplate", (Reason("formula", "s01"), Reason("frequency", "31"))),
    ),
    (
        ("到2031年，全市", "8%。\n", "value_changed", ()),
        ("支持龙头企业", "签订订单。", "adapted", ()),
        ("订单价格", "32元。\n", "shared", ()),
        ("每年十月", "80万元。\n", "distinctive", (Reason("project", "云栖羊节"), Reason("amount", "80万元"))),
        ("加强组织领导", "合力。\n", "boilerplate", (Reason("formula", "s01"), Reason("frequency", "31"))),
        ("在北岭镇", "120万元。\n", "value_changed", ()),
    ),
)


def document(path: str, text: str, table: dict[str, tuple[int, str, str, str | None, tuple[str, ...]]]) -> Document:
    """A document whose sections start where marker and heading stand in the text, in that order."""
    starts: list[int] = []
    for _, marker, heading, _, _ in table.values():
        starts.append(text.index(marker + heading, starts[-1] + 1 if starts else 0))
    ends = [*starts[1:], len(text)]
    sections = tuple(
        Section(key, row[0], row[1], row[2], start, end, start + len(row[1] + row[2]) + 1, row[3], "", row[4], "cue")
        for (key, row), start, end in zip(table.items(), starts, ends, strict=True)
    )
    hard = [i for i, char in enumerate(text) if char == "\n" and text[i - 1] != "，"]
    return Document(path, text, Metadata(), (), sections, (), segment(text, sections, hard))


def clause_link(left: Document, right: Document, one: str, two: str) -> ClauseLink:
    """The clauses that begin so, with the edits of difflib."""
    i, j = (
        next(n for n, c in enumerate(d.clauses) if d.text[c.start : c.end].startswith(head))
        for d, head in ((left, one), (right, two))
    )
    a, b = left.clauses[i], right.clauses[j]
    matcher = difflib.SequenceMatcher(None, left.text[a.start : a.end], right.text[b.start : b.end], False)
    edits = tuple(
        Edit(op, Span(a.start + i1, a.start + i2), Span(b.start + j1, b.start + j2))
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
    )
    return ClauseLink(i, j, matcher.ratio(), edits)


def spans(d: Document, rows: tuple[tuple[str, str, str, tuple[Reason, ...]], ...]) -> tuple[LabelSpan, ...]:
    """Label spans from their first and last words."""
    found = []
    for first, last, label, reasons in rows:
        start = d.text.index(first)
        found.append(LabelSpan(start, d.text.index(last, start) + len(last), label, reasons))
    return tuple(found)


@pytest.fixture
def pair() -> Comparison:
    """A province's opinion and a city's plan, with a move, a split, a value change and an own measure."""
    left, right = (document(p, t, s) for p, t, s in (("省.txt", LEFT, SECTIONS[0]), ("市.txt", RIGHT, SECTIONS[1])))
    left = replace(
        left,
        metadata=Metadata(
            title="霁云省人民政府关于振兴湖羊产业的意见",
            issuers=("霁云省人民政府",),
            level="省",
            number="霁政发〔2029〕3号",
            dates=(("effective", "2029-05-01"), ("issued", "2029-04-02")),
            genre="意见",
            cited=(("中华人民共和国畜牧法", ""), ("霁云省种业条例", "霁人发〔2027〕1号")),
        ),
        regions=(Region("title", 0, 18), Region("signature", 0, 27), Region("signature", 0, 3)),
    )
    right = replace(
        right, metadata=Metadata(title="栖州市湖羊产业振兴行动方案"), part=2, parts=2, notes=("第二份公文",)
    )
    links = (
        Link("1", "1", "partial", 0.7, 0.41),
        Link("2", "2", "equivalent", 0.6, 0.5),
        Link("2.1", "3.2", "equivalent", 0.8, 0.78, True),
        Link("2.2", "2.1", "edited", 0.9, 0.96),
        Link("3", "3.1", "identical", 0.9, 1.0, False, "g1"),
        Link("3", "3", "partial", 0.4, 0.2, False, "g1"),
    )
    starts = (
        ("到2031年", "到2031年"),
        ("在云栖县", "在北岭镇"),
        ("支持龙头", "支持龙头"),
        ("订单", "订单"),
        ("加强组织", "加强组织"),
    )
    return Comparison(
        left,
        right,
        "vertical",
        "乙的制定机关是甲的下级。",
        links,
        tuple(clause_link(left, right, *pair) for pair in starts),
        (spans(left, LABELS[0]), spans(right, LABELS[1])),
        (Replacement("全省", "全市", 3),),
        Summary(
            0.43,
            0.8,
            (("tasks", 0.745, 3), ("overall+objectives", 0.41, 1)),
            (Overlap(0.31, 0.004), Overlap(0.28, 0.11)),
            (4, 5),
            (4, 4),
            ((("boilerplate", 0.3), ("value_changed", 0.4)), (("distinctive", 0.2), ("value_changed", 0.999))),
        ),
    )
