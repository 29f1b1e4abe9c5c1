"""What the pair view shows: nothing is lost, folds open, filters let through what they say, stops are found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.model import Comparison, Remark
from compare.pipeline import compare
from compare.writers.inline import Ink, plain
from compare.writers.layout import NO_START
from compare.writers.names import names
from compare.writers.page import Page
from compare.writers.rows import FoldRow, SectionRow, SectionsRow, TextRow
from tui.finding import fold_case, mark_hits
from tui.reader import Reader
from tui.rows import MARKS, Filter, ghost_of, key_of, marks_of, pieces


@pytest.fixture(params=["vertical", "version"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.getfixturevalue(request.param), names("zh"))


def shown_clauses(reader: Reader) -> tuple[set[int], set[int]]:
    found: tuple[set[int], set[int]] = (set(), set())
    for row in reader.rows:
        inner = row.rows if isinstance(row, FoldRow | SectionsRow) else (row,)
        for one in inner:
            texts = one.rows if isinstance(one, FoldRow) else (one,)
            for text in texts:
                for piece, left in pieces(text):
                    if piece.clause >= 0:
                        found[0 if left else 1].add(piece.clause)
    return found


def all_clauses(comparison: Comparison) -> tuple[set[int], set[int]]:
    return set(range(len(comparison.left.clauses))), set(range(len(comparison.right.clauses)))


def test_every_clause_is_shown_folded_and_open(reader: Reader) -> None:
    assert shown_clauses(reader) == all_clauses(reader.comparison)
    assert reader.fold_all()
    assert not any(isinstance(row, FoldRow | SectionsRow) for row in reader.rows)
    assert shown_clauses(reader) == all_clauses(reader.comparison)
    assert not reader.fold_all()
    assert any(isinstance(row, FoldRow | SectionsRow) for row in reader.rows)


def test_one_fold_opens_and_closes_again(reader: Reader) -> None:
    before = [key_of(row) for row in reader.rows]
    index = next(i for i, row in enumerate(reader.rows) if isinstance(row, FoldRow | SectionsRow))
    inner = reader.rows[index].rows  # type: ignore[union-attr]
    assert reader.fold(index)
    assert key_of(reader.rows[index]) == key_of(inner[0])
    text = next(i for i in range(index, len(reader.rows)) if isinstance(reader.rows[i], TextRow))
    assert reader.fold(text)
    assert [key_of(row) for row in reader.rows] == before


def test_a_section_closes_to_its_head(reader: Reader) -> None:
    index = next(
        i
        for i, row in enumerate(reader.rows[:-1])
        if isinstance(row, SectionRow) and isinstance(reader.rows[i + 1], TextRow)
    )
    size = len(reader.rows)
    assert reader.fold(index)
    assert len(reader.rows) < size
    assert isinstance(reader.rows[index + 1], SectionRow | SectionsRow)
    assert reader.fold(index)
    assert len(reader.rows) == size


def test_text_in_no_fold_does_not_fold(vertical: Comparison) -> None:
    reader = Reader(vertical, names("zh"))
    index = next(i for i, row in enumerate(reader.rows) if isinstance(row, TextRow))
    assert not reader.fold(index)


@pytest.mark.parametrize("mark", list(MARKS))
def test_a_filter_by_mark_leaves_only_that_mark(vertical: Comparison, mark: str) -> None:
    reader = Reader(vertical, names("zh"))
    wanted = sum(mark in marks_of(row) for row in reader.rows if not isinstance(row, SectionRow))
    reader.filter = Filter(marks=frozenset(mark))
    reader.build()
    texts = [row for row in reader.rows if not isinstance(row, SectionRow)]
    assert len(texts) == wanted
    assert all(mark in marks_of(row) for row in texts)


def test_filters_by_label_and_role(vertical: Comparison) -> None:
    reader = Reader(vertical, names("zh"))
    reader.filter = Filter(labels=frozenset({"distinctive"}))
    reader.build()
    texts = [row for row in reader.rows if isinstance(row, TextRow)]
    assert texts
    assert all(any(ink.label == "distinctive" for p, _ in pieces(row) for _, ink in p.runs) for row in texts)
    reader.filter = Filter(roles=frozenset({"objectives"}))
    reader.build()
    heads = [row for row in reader.rows if isinstance(row, SectionRow)]
    assert heads
    assert all(
        "objectives" in (head.left.roles if head.left else ()) + (head.right.roles if head.right else ())
        for head in heads
    )


def test_stops_are_what_they_are_called(vertical: Comparison) -> None:
    reader = Reader(vertical, names("zh"))
    assert reader.stops("number")
    assert all("!" in marks_of(reader.rows[i]) for i in reader.stops("number"))
    assert set(reader.stops("number")) <= set(reader.stops("difference"))
    assert all(isinstance(reader.rows[i], SectionRow | SectionsRow) for i in reader.stops("section"))
    assert reader.stops("distinctive")


def test_equal_documents_have_no_difference(vertical: Comparison) -> None:
    reader = Reader(compare(vertical.left, vertical.left), names("zh"))
    assert reader.stops("difference") == []
    assert reader.stops("distinctive") == []


def test_search_finds_folded_text_and_opens_it(version: Comparison) -> None:
    reader = Reader(version, names("zh"))
    index = next(i for i, row in enumerate(reader.rows) if isinstance(row, SectionsRow))
    hidden = next(row for row in reader.rows[index].rows if isinstance(row, FoldRow | TextRow))  # type: ignore[union-attr]
    row = hidden.rows[0] if isinstance(hidden, FoldRow) else hidden
    assert row.left
    text = "".join(part for part, _ in row.left.runs)[:9]
    assert reader.search(text) >= 1
    at = reader.find(reader.hits[0])
    assert at >= 0
    assert fold_case(text) in fold_case("".join(p for piece, _ in pieces(reader.rows[at]) for p, _ in piece.runs))
    assert any(ink.op == "hit" for piece, _ in pieces(reader.painted()[at]) for _, ink in piece.runs)
    assert reader.search("没有这句话的") == 0


def test_search_folds_widths_cases_and_quotation_marks() -> None:
    assert fold_case("ＡＩ“Ａ”２０％") == 'ai"a"20%'
    runs = (("建成ＡＩ", Ink("equal", "shared")), ("平台", Ink("changed", "adapted")))
    marked = mark_hits(runs, fold_case("ai平"))
    assert [(text, ink.op) for text, ink in marked] == [
        ("建成", "equal"),
        ("ＡＩ", "hit"),
        ("平", "hit"),
        ("台", "changed"),
    ]
    assert "".join(text for text, _ in marked) == "建成ＡＩ平台"


def test_places_lead_back_to_the_same_row(reader: Reader) -> None:
    for index, row in enumerate(reader.rows):
        left, offset = reader.place(index)
        if isinstance(row, TextRow) and row.left and row.left.clause >= 0:
            assert reader.row_at(left, offset) == index


def test_moved_sections_have_a_ghost_that_leads_to_them(vertical: Comparison) -> None:
    reader = Reader(vertical, names("zh"))
    moved = {link.right for link in vertical.links if link.moved}
    assert moved
    for index, row in enumerate(reader.rows):
        if ghost_of(row):
            there = reader.other_place(index)
            assert there is not None
            head = reader.rows[there]
            assert isinstance(head, SectionRow)
            assert head.right
            assert head.right.id == ghost_of(row)
    assert {ghost_of(row) for row in reader.rows} - {""} == moved


def test_what_has_moved_away_is_said_once_though_a_section_stands_in_two_places(vertical: Comparison) -> None:
    first = Reader(vertical, names("zh"))
    said = [ghost_of(row) for row in first.rows if ghost_of(row)]
    twice = Reader(vertical, names("zh"), view=first.view, base=[*first.base, *first.base])
    assert [ghost_of(row) for row in twice.rows if ghost_of(row)] == said
    twice.build()
    assert [ghost_of(row) for row in twice.rows if ghost_of(row)] == said
    assert len(set(said)) == len(said)


def test_a_clause_whose_counterpart_is_elsewhere_can_be_shown_beside_it(vertical: Comparison) -> None:
    reader = Reader(vertical, names("zh"))
    index = next(i for i, row in enumerate(reader.rows) if any(piece.away for piece, _ in pieces(row)))
    size = len(reader.rows)
    assert reader.other_place(index) == index
    assert len(reader.rows) > size
    beside = reader.rows[index + 1]
    assert isinstance(beside, TextRow)
    assert beside.left
    assert beside.right
    assert reader.other_place(index) == index
    assert len(reader.rows) == size


def test_notes_stand_under_their_clause(vertical: Comparison) -> None:
    clause = vertical.left.clauses[3]
    remark = Remark(True, clause.start, clause.end, "要核实这个数")
    reader = Reader(replace(vertical, remarks=(remark,)), names("zh"))
    index = next(i for i, row in enumerate(reader.rows) if "*" in marks_of(row))
    above = reader.rows[index - 1]
    assert isinstance(above, TextRow)
    assert above.left
    assert above.left.clause == 3
    assert "要核实这个数" in "".join(text for piece, _ in pieces(reader.rows[index]) for text, _ in piece.runs)


@pytest.mark.parametrize("width", [97, 131, 200])
def test_pages_say_every_clause_whole_and_start_no_line_with_a_closing_mark(reader: Reader, width: int) -> None:
    reader.fold_all()
    page = Page(reader.view, reader.names, width, double=True)
    columns: tuple[list[str], list[str]] = ([], [])
    for line in page.lines(reader.rows):
        for side, runs in enumerate((line.left, line.right)):
            text = "".join(text for text, _ in runs)
            assert not (line.kind == "text" and not line.first and text.strip() and text[0] in NO_START), text
            columns[side].append(text)
    said = ["".join("".join(column).split()) for column in columns]
    for side, document in enumerate((reader.comparison.left, reader.comparison.right)):
        for clause in document.clauses:
            assert "".join(plain(document, clause.start, clause.end).split()) in said[side]


def test_a_comparison_without_links_is_still_shown(vertical: Comparison) -> None:
    bare = replace(vertical, links=(), clause_links=())
    assert shown_clauses(Reader(bare, names("zh"))) == all_clauses(bare)
