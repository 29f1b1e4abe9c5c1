"""Posting lists: what was put in is found, whatever was merged, and what was removed goes."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from compare.library import postings
from compare.library.prints import RUN, winnowed
from compare.library.store import open_library


@pytest.mark.parametrize("most", [postings.MOST, 3_000])
def test_lookup_is_that_of_a_plain_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(postings, "MOST", most)
    random = np.random.default_rng(7)
    expected: set[tuple[int, int]] = set()
    with open_library(os.fspath(tmp_path / "l"), create=True) as store:
        for number in range(1, 41):
            store.base.execute(
                "INSERT INTO documents VALUES (?, ?, x'', '', '', '', '', '', '', ?, 0, x'')",
                (number, str(number), number),
            )
            hashes = np.unique(random.integers(0, 900, random.integers(1, 700)).astype(np.uint64) << np.uint64(50))
            expected |= {(int(value), number) for value in hashes}
            with store.writing() as base:
                postings.insert(base, postings.PRINTS, hashes, np.full(len(hashes), number, np.uint32))
        wanted = np.unique(random.integers(0, 1_000, 300).astype(np.uint64) << np.uint64(50))
        row, owner = postings.lookup(store.base, postings.PRINTS, wanted)
        found = {(int(wanted[r]), int(o)) for r, o in zip(row, owner, strict=True)}
        assert found == {pair for pair in expected if pair[0] in set(wanted.tolist())}
        segments = store.base.execute("SELECT count(*), max(rows), sum(rows) FROM segments").fetchone()
        assert segments[0] < 12 if most > 3_000 else segments[1] <= 3_000
        assert segments[2] == len(expected)
        assert not postings.faults(store.base)
        assert len(postings.lookup(store.base, postings.SKETCHES, wanted)[0]) == 0


def test_a_hash_of_more_documents_than_a_chunk_holds(tmp_path: Path) -> None:
    count = postings.CHUNK * 2 + 5
    with open_library(os.fspath(tmp_path / "l"), create=True) as store, store.writing() as base:
        hashes = np.concatenate((np.full(count, 9, np.uint64), np.asarray([3, 12], np.uint64)))
        owners = np.concatenate((np.arange(count), [1, 2])).astype(np.uint32)
        postings.insert(base, postings.PRINTS, hashes, owners)
        row, owner = postings.lookup(base, postings.PRINTS, np.asarray([3, 9, 10], np.uint64))
    assert np.bincount(row).tolist() == [1, count] and sorted(owner[row == 1].tolist()) == list(range(count))


def test_an_equal_run_has_a_kept_fingerprint_in_common() -> None:
    random = np.random.default_rng(11)
    letters = [chr(0x4E00 + n) for n in range(300)] + ["#", "P"]
    for _ in range(200):
        run = "".join(random.choice(letters[:300], RUN))
        one, two = (
            "".join([*random.choice(letters, n), run, *random.choice(letters, m)]) for n, m in ((9, 30), (25, 4))
        )
        assert len(np.intersect1d(winnowed(one), winnowed(two)))
    long = "".join(random.choice(letters, 20_000))
    assert 0.2 < len(winnowed(long)) / len(long) < 0.36
    assert len(winnowed("短")) == 0 == len(winnowed("#" * 40))
