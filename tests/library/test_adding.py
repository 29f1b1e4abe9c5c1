"""Adding, listing and removing documents; copies; what is known is not read again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, os.fspath(Path(__file__).resolve().parent))
sys.path.insert(0, os.fspath(Path(__file__).resolve().parents[1] / "corpus"))

from invented import PLAN

from compare.corpus.sheet import Sheet
from compare.errors import LibraryError
from compare.library import adding
from compare.library.adding import add, remove
from compare.library.searching import listing, search, verify
from compare.library.store import open_library


def test_documents_and_families(filled: str, folder: Path) -> None:
    with open_library(filled) as store:
        found = {Path(holding.path).name: holding for holding in store.holdings()}
        assert len(found) == 9 and not verify(store).faults
    plans = {found[name].family for name in ("计划.txt", "计划_网页.txt", "计划_折行.txt")}
    assert len(plans) == 1 and len({holding.family for holding in found.values()}) == 6
    plan = found["计划.txt"]
    assert plan.path == os.fspath((folder / "计划.txt").resolve())
    assert (plan.title, plan.place, plan.date) == ("青汐市人民政府关于加快海洋牧场建设的实施意见", "青汐", "2031-05-20")


def test_known_documents_are_not_read_again(filled: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_all(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(adding, "read_all", read_all)
    with open_library(filled, create=True) as store:
        found = add(store, [os.fspath(folder)])
    assert (found.added, found.changed, found.unchanged) == (0, 0, 9)


def test_a_changed_document_takes_the_place_of_the_old_one(filled: str, folder: Path) -> None:
    path = folder / "计划.txt"
    path.write_text(PLAN.replace("深水网箱", "养殖工船"), encoding="utf-8")
    with open_library(filled, create=True) as store:
        before = len(search(store, ["深水网箱"]).hits)
        found = add(store, [os.fspath(folder)])
        assert (found.added, found.changed, found.unchanged) == (0, 1, 8)
        assert len(search(store, ["深水网箱"]).hits) == before - 1
        assert [hit.holding.path for hit in search(store, ["养殖工船保有量"]).hits] == [os.fspath(path.resolve())]
        assert not verify(store).faults


def test_bad_files_are_listed(tmp_path: Path, folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 no archive")
    with open_library(os.fspath(tmp_path / "l"), create=True) as store:
        found = add(store, [os.fspath(folder)])
    assert found.added == 9 and [Path(failure.path).name for failure in found.failures] == ["坏.docx"]


@pytest.mark.parametrize("by", ["number", "path", "folder"])
def test_removal(filled: str, folder: Path, by: str) -> None:
    with open_library(filled, create=True) as store:
        plan = next(holding for holding in store.holdings() if holding.path.endswith("计划_折行.txt"))
        name = {"number": str(plan.id), "path": os.fspath(folder / "计划_折行.txt"), "folder": os.fspath(folder)}[by]
        gone = remove(store, [name])
        assert len(gone) == (9 if by == "folder" else 1)
        assert len(listing(store)) == 9 - len(gone)
        assert all(hit.holding.id != plan.id for hit in search(store, ["海洋牧场"]).hits)
        assert not verify(store).faults
        again = add(store, [os.fspath(folder)])
        assert again.added == len(gone) and not verify(store).faults


def test_nothing_is_removed_where_a_name_is_unknown(filled: str) -> None:
    with open_library(filled, create=True) as store:
        with pytest.raises(LibraryError, match="777"):
            remove(store, ["1", "777"])
        assert len(store.holdings()) == 9


def test_families_do_not_depend_on_how_many_come_at_once(tmp_path: Path, folder: Path) -> None:
    """A copy is found in the library as among the documents that are added with it."""

    def groups(library: str) -> list[list[str]]:
        with open_library(library) as store:
            found: dict[int, list[str]] = {}
            for holding in store.holdings():
                found.setdefault(holding.family, []).append(holding.path)
        return sorted(map(sorted, found.values()))

    one, two = os.fspath(tmp_path / "one"), os.fspath(tmp_path / "two")
    with open_library(one, create=True) as store:
        add(store, [os.fspath(folder)])
    for path in sorted(folder.iterdir(), reverse=True):
        with open_library(two, create=True) as store:
            add(store, [os.fspath(path)])
    assert groups(one) == groups(two)


def test_a_sheet_comes_back_as_it_was(filled: str, folder: Path) -> None:
    from compare.corpus.sheet import encode, make_sheet
    from compare.reading import read_document

    path = os.fspath((folder / "计划.txt").resolve())
    with open_library(filled) as store:
        holding = next(holding for holding in store.holdings() if holding.path == path)
        kept: Sheet = store.sheet(holding)
        assert store.text(holding) == kept.document.text == PLAN
        assert store.key(holding.id)[0] == kept.key
    assert encode(kept) == encode(make_sheet(read_document(path)))
