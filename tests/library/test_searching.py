"""Search for phrases: quotations with section and context, filters, and what the index does not know."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compare.errors import OptionError
from compare.library.adding import add
from compare.library.searching import listing, search
from compare.library.store import open_library


@pytest.fixture
def wrapped(tmp_path: Path) -> str:
    """A library with a phrase broken over lines, in other letters, and in several years."""
    folder = tmp_path / "库"
    folder.mkdir()
    texts = {
        "a.txt": "云汀市海洋意见\n（2031年3月1日）\n一、总体要求\n（一）基本原则。实行“一船一\n  码”管理，推广ABC标准。\n",
        "b.txt": "白洲市海洋意见\n（2033年3月1日）\n第一条 实行“一船一码”管理。\n第二条 再行一船一码抽查。\n",
        "c.txt": "白洲市渔港办法\n（2035年3月1日）\n第一条 船一一码均应登记，码头另行规定。\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = os.fspath(tmp_path / "l.sqlite")
    with open_library(library, create=True) as store:
        add(store, [os.fspath(folder)])
    return library


def names(library: str, *terms: str, **filters: str) -> list[str]:
    with open_library(library) as store:
        return [Path(hit.holding.path).name for hit in search(store, terms, **filters).hits]  # type: ignore[arg-type]


def test_quotations_are_exact(wrapped: str) -> None:
    with open_library(wrapped) as store:
        found = search(store, ["一船一码"])
        assert (found.documents, found.families, found.scanned) == (2, 2, ())
        first, second = found.hits
        text = store.text(first.holding)
    quotation = first.quotations[0]
    assert text[quotation.start : quotation.end] == quotation.text == "一船一\n  码"
    assert (quotation.section, quotation.before[-3:], quotation.after[:3]) == ("一（一）", "实行“", "”管理")
    assert second.count == 2 and [q.section for q in second.quotations] == ["第一条", "第二条"]


def test_several_terms_must_all_be_there(wrapped: str) -> None:
    assert names(wrapped, "一船一码", "抽查") == ["b.txt"]
    assert names(wrapped, "一船一码", "码头") == []


def test_short_terms_are_scanned_and_said(wrapped: str) -> None:
    with open_library(wrapped) as store:
        found = search(store, ["码头"])
        assert found.scanned == ("码头",) and [hit.holding.title for hit in found.hits] == ["白洲市渔港办法"]


def test_case_and_blanks_play_no_part(wrapped: str) -> None:
    assert names(wrapped, "推广 abc 标准") == ["a.txt"]


def test_signs_of_the_query_language_are_text(wrapped: str) -> None:
    assert names(wrapped, "”管理") == names(wrapped, "一船一码")
    for term in ('"AND"', "a* OR b", "NEAR(x y)", "^船", "-码头管理", "'';--"):
        assert names(wrapped, term) == []


def test_filters(wrapped: str) -> None:
    assert names(wrapped, "一船一码", issuer="白洲") == ["b.txt"]
    for years, expected in (
        ("2031", ["a.txt"]),
        ("2032-", ["b.txt"]),
        ("-2032", ["a.txt"]),
        ("2031-2033", ["a.txt", "b.txt"]),
    ):
        assert names(wrapped, "一船一码", years=years) == expected
    with open_library(wrapped) as store:
        assert [holding.title for holding in listing(store, years="2035")] == ["白洲市渔港办法"]


@pytest.mark.parametrize("years", ["99", "-", "2031-99", "去年"])
def test_years_that_are_none(wrapped: str, years: str) -> None:
    with pytest.raises(OptionError, match="年份"):
        names(wrapped, "一船一码", years=years)


def test_nothing_to_search_for(wrapped: str) -> None:
    with pytest.raises(OptionError, match="没有要查"):
        names(wrapped, "  ")
