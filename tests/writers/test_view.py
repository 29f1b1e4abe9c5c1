"""Rows of a comparison: nothing lost, in the left document's order, marks and folds as they should be."""

from __future__ import annotations

from dataclasses import replace

from compare.model import Comparison, Link, Region
from compare.writers.inline import Ink, Labels, clause_runs, plain, section_path, visible
from compare.writers.rows import FoldRow, Row, SectionRow, SectionsRow, TextRow
from compare.writers.view import View, anchors


def texts(rows: list[Row]) -> list[tuple[str, str, str, str]]:
    """(left mark, left text, right mark, right text) of the text rows."""
    return [
        tuple(x for p in (row.left, row.right) for x in ((p.mark, "".join(t for t, _ in p.runs)) if p else ("", "")))  # type: ignore[misc]
        for row in rows
        if isinstance(row, TextRow)
    ]


def heads(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [
        (row.mark, row.left.id if row.left else "", row.right.id if row.right else "")
        for row in rows
        if isinstance(row, SectionRow)
    ]


def test_every_clause_of_both_sides_is_shown(pair: Comparison) -> None:
    rows = View(pair).rows(full=True)
    for side, document in (("left", pair.left), ("right", pair.right)):
        shown = {p.clause for row in rows if isinstance(row, TextRow) if (p := getattr(row, side))}
        assert shown == set(range(len(document.clauses)))


def test_the_order_is_the_left_documents_and_lone_right_sections_stand_where_they_are_read(pair: Comparison) -> None:
    assert heads(View(pair).rows()) == [
        ("!", "1", "1"),
        ("~", "2", "2"),
        ("^", "2.1", "3.2"),
        ("~", "2.2", "2.1"),
        (">", "", "2.2"),
        ("~", "3", "3"),
        ("=", "3", "3.1"),
    ]


def test_marks_say_what_became_of_a_clause(pair: Comparison) -> None:
    rows = texts(View(pair).rows(full=True))
    assert [(left, right) for left, _, right, _ in rows] == [
        ("·", ""), ("!", "!"), ("!", "!"), ("~", "~"), ("=", "="), ("", ">"), ("·", "·"),
    ]  # fmt: skip


def test_formula_folds_with_its_evidence(pair: Comparison) -> None:
    folds = [row for row in View(pair).rows() if isinstance(row, FoldRow)]
    assert [(row.kind, row.sizes, [r.value for r in row.reasons]) for row in folds] == [
        ("boilerplate", (36, 0), ["46"])
    ]


def test_three_equal_sections_fold_to_one_line(pair: Comparison) -> None:
    same = replace(
        pair,
        right=pair.left,
        links=tuple(Link(s.id, s.id, "identical", 1.0, 1.0) for s in pair.left.sections),
        clause_links=tuple(
            replace(pair.clause_links[0], left=i, right=i, edits=()) for i in range(len(pair.left.clauses))
        ),
        spans=((), ()),
    )
    rows = View(same).rows()
    assert [[p.left.id for p in row.pairs if p.left] for row in rows if isinstance(row, SectionsRow)] == [
        ["2.1", "2.2", "3"]
    ]
    assert not [row for row in View(same).rows(full=True) if isinstance(row, SectionsRow | FoldRow)]


def test_a_counterpart_elsewhere_is_named(pair: Comparison) -> None:
    view = View(replace(pair, links=tuple(link for link in pair.links if link.left != "2.1")))
    away = {
        (p.mark, p.origin, p.away)
        for row in view.rows(True)
        if isinstance(row, TextRow)
        for p in (row.left, row.right)
        if p and p.away
    }
    assert away == {("^", "2.1", "3.2"), ("^", "3.2", "2.1")}


def test_unmatched_sections_and_their_anchors(pair: Comparison) -> None:
    view = View(pair)
    assert [s.id for s in view.unmatched(True)] == []
    assert [s.id for s in view.unmatched(False)] == ["2.2"]
    assert anchors(view, pair.right.by_id["2.2"], False) == ["云栖羊节", "80万元"]


def test_wraps_inside_sentences_and_page_numbers_are_not_shown(pair: Comparison) -> None:
    left = pair.left
    at = left.text.index("到2031年")
    assert plain(left, at, left.text.index("二、")) == "到2031年，全省湖羊存栏达到150万只，年均增长6.5%。"
    paged = replace(left, regions=(Region("furniture", at + 7, at + 9),))
    assert plain(paged, at, at + 13) == "到2031年，湖羊存栏"
    assert visible(left, at, at) == []
    latin = replace(left, text="　　Digital\n  China \ufeff建设\n　 规划\n")
    assert plain(latin, 0, len(latin.text)) == "Digital China 建设规划"


def test_runs_carry_edits_and_labels(pair: Comparison) -> None:
    link = next(c for c in pair.clause_links if pair.left.text.startswith("在云栖县", pair.left.clauses[c.left].start))
    clause = pair.left.clauses[link.left]
    runs = clause_runs(pair.left, Labels(pair.spans[0]), clause.start, clause.end, link, True)
    assert "".join(text for text, _ in runs) == plain(pair.left, clause.start, clause.end)
    assert ("云栖县", Ink("value", "value_changed")) in runs
    assert ("建设湖羊种源基地", Ink("equal", "value_changed")) in runs


def test_paths_read_as_officials_cite(pair: Comparison) -> None:
    assert section_path(pair.left, pair.left.by_id["2.1"]) == "二（一）"
    dashed = replace(
        pair.left, sections=(*pair.left.sections[:2], *(replace(s, marker="——") for s in pair.left.sections[2:4]))
    )
    assert section_path(dashed, dashed.by_id["2.2"], "第{n}段") == "二第2段"
    article = replace(pair.left, sections=(pair.left.sections[1], replace(pair.left.sections[2], marker="第八条")))
    assert section_path(article, article.by_id["2.1"]) == "第八条"
