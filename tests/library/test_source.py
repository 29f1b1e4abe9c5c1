"""A report over the documents of a library: the same as over the files, without reading them again."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from compare.collection import Collection
from compare.corpus.scale import shelf
from compare.corpus.scale.report import Task, report
from compare.errors import LibraryError
from compare.library.source import Holdings
from compare.library.store import open_library
from compare.writers import Style, write_collection


def _from_library(path: str, scratch: Path) -> Collection:
    with open_library(path) as store:
        return report(Task((), scratch=str(scratch)), source=Holdings(store))


def test_same_as_over_the_files(folder: Path, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    over_files = report(Task((str(folder.resolve()),), scratch=str(tmp_path / "scratch")))

    def never(items: Any) -> Any:
        assert not items, "a document was read again"
        return iter(())

    monkeypatch.setattr(shelf, "sheets_of", never)
    found = _from_library(filled, tmp_path / "scratch")

    def facts(collection: Collection) -> dict[str, Any]:
        value = json.loads(write_collection("json", collection, Style()))
        path = [document["path"] for document in value["documents"]]
        several = sorted(sorted(path[n] for n in family) for family in value["families"])
        common = sorted((row["families"], row["exact"], row["formula"]) for row in value["common"])
        heads = {n for family in collection.families for n in family[:1]}
        shared = {path[n]: document["shared"] for n, document in enumerate(value["documents"]) if n in heads}
        return {"counts": value["counts"], "families": several, "common": common, "shared": shared}

    assert facts(found) == facts(over_files)
    assert len(found.members) == 9


def test_damaged_row_ends_the_report(filled: str, tmp_path: Path) -> None:
    with sqlite3.connect(filled) as base:
        base.execute("UPDATE sheets SET data = substr(data, 1, 40) WHERE id = 3")
    base.close()
    with pytest.raises(LibraryError, match="已损坏"):
        _from_library(filled, tmp_path / "scratch")
