"""The terminal text against golden files, and what must hold at any width. Write the goldens with BIDUI_GOLDEN=1."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from compare.model import Comparison
from compare.writers import outline_text, text
from compare.writers.layout import cell_width
from compare.writers.summary import percent

GOLDEN = Path(__file__).parent / "golden"
SGR = re.compile(r"\x1b\[[0-9;]*m")


def check(name: str, found: str) -> None:
    path = GOLDEN / name
    if os.environ.get("BIDUI_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "width", "colour", "full", "lang"),
    [
        ("side_by_side.txt", 120, False, False, "zh"),
        ("side_by_side_full.txt", 120, False, True, "zh"),
        ("unified.txt", 70, False, False, "zh"),
        ("colour.txt", 100, True, False, "zh"),
        ("english.txt", 110, False, False, "en"),
    ],
)
def test_golden(pair: Comparison, name: str, width: int, colour: bool, full: bool, lang: str) -> None:
    check(name, text.write(pair, width=width, colour=colour, full=full, lang=lang))


@pytest.mark.parametrize(("name", "width", "lang"), [("outline.txt", 90, "zh"), ("outline_narrow_en.txt", 60, "en")])
def test_outline_golden(pair: Comparison, name: str, width: int, lang: str) -> None:
    check(name, outline_text.write(pair.left, width=width, colour=False, lang=lang))


@pytest.mark.parametrize("width", [20, 40, 60, 89, 90, 100, 121, 160, 240])
@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_is_wider_than_the_terminal_and_bars_stand_in_one_column(
    pair: Comparison, width: int, ambiguous: int, colour: bool
) -> None:
    shown = SGR.sub("", text.write(pair, width=width, colour=colour, full=True, ambiguous=ambiguous))
    lines = shown.split("\n")
    assert max(cell_width(line, ambiguous) for line in lines) <= width
    bar = "│" if ambiguous == 1 else "|"
    bars = {cell_width(line[: line.index(bar)], ambiguous) for line in lines if bar in line}
    assert len(bars) == (1 if width >= text.SIDE_BY_SIDE else 0)
    outline = outline_text.write(pair.left, width=width, colour=False, ambiguous=ambiguous)
    assert max(cell_width(line, ambiguous) for line in outline.split("\n")) <= max(width, 48)


def test_every_word_of_both_documents_is_shown_in_full(pair: Comparison) -> None:
    for colour in (True, False):
        shown = SGR.sub("", text.write(pair, width=70, colour=colour, full=True))
        bare = re.sub(r"\s|\{\+|\+\}|\[-|-\]", "", shown)
        for document in (pair.left, pair.right):
            for clause in document.clauses:
                assert re.sub(r"\s", "", document.text[clause.start : clause.end]) in bare


def test_colour_never_speaks_alone(pair: Comparison) -> None:
    """Each run that a change colours is also bold, underlined or struck through."""
    shown = text.write(pair, width=100, colour=True)
    body = shown[shown.index("乙  栖州市") :]
    for sgr, run in re.findall(r"\x1b\[([0-9;]+)m([^\x1b]*)", body):
        if re.search(r"\b3[1-6]\b", sgr) and re.search(r"\w", run):
            assert set(sgr.split(";")) & {"1", "4", "9"}, (sgr, run)


def test_deletions_are_struck_through_in_versions_only(pair: Comparison) -> None:
    assert "\x1b[4;31m" in text.write(pair, width=100, colour=True)
    assert "\x1b[9;31m" not in text.write(pair, width=100, colour=True)
    assert "\x1b[9;31m" in text.write(replace(pair, regime="version"), width=100, colour=True)


def test_control_characters_of_a_document_do_not_reach_the_terminal(pair: Comparison) -> None:
    right = replace(pair.right, text=pair.right.text.replace("云栖羊节", "云\x1b[羊\x07", 1))
    right = replace(right, metadata=replace(right.metadata, title="标题\x1b]0;x\x07"))
    shown = text.write(replace(pair, right=right), width=100, colour=False)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "␛" in shown


def test_an_empty_comparison_says_so(pair: Comparison) -> None:
    bare = [replace(d, sections=(), clauses=()) for d in (pair.left, pair.right)]
    empty = replace(pair, left=bare[0], right=bare[1], links=(), clause_links=(), spans=((), ()))
    assert "两份文件均无正文" in text.write(empty, width=100, colour=False)
    assert "章节" in outline_text.write(bare[0], width=80, colour=False)


def test_percents_keep_all_and_nothing_apart() -> None:
    assert [percent(x) for x in (0, 0.001, 0.125, 0.999, 1)] == ["0%", "<1%", "12%", ">99%", "100%"]
    assert percent(1.0, whole=False) == ">99%"
