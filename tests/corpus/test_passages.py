"""The sort-join finds what brute force finds, and its steps do what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material import SHARED

from compare.basics.similarity import common_length, ratio_matrix
from compare.corpus import join
from compare.corpus.fingerprints import bottom, codes_of, gram_hashes, many, marks, mixed, most_common, sample
from compare.corpus.passages import LEAST, SHORTEST, find_passages
from compare.corpus.sheet import make_sheet
from compare.parse.document import understand
from compare.reading import read_document
from compare.report import Report

DEV = SHARED / "corpus" / "dev"


def test_hashes_never_change() -> None:
    """A cache or an index on disk holds them."""
    assert [int(value) for value in gram_hashes(codes_of("加强组织领导"), 5)] == [
        13225151386862339502,
        11862050091780346485,
    ]
    assert len(gram_hashes(codes_of("短"), 5)) == 0


def test_sample_and_sketch() -> None:
    hashes = gram_hashes(codes_of("".join(map(chr, range(0x4E00, 0x5200)))), 8)
    kept = sample(hashes, 4)
    assert 0.15 < len(kept) / len(hashes) < 0.35
    assert (hashes[kept] % 4 == 0).all()
    assert (np.diff(bottom(hashes, 16).astype(object)) > 0).all()


def test_runs_of_masks_are_left_out() -> None:
    assert many(codes_of("##P###甲乙"), (ord("#"), ord("P")), 4, 2).tolist() == [False, False, False, False, True]


@given(st.lists(st.integers(0, 9), max_size=60))
@settings(max_examples=60, deadline=None)
def test_join_and_pairs(values: list[int]) -> None:
    hashes = mixed(np.asarray(values, dtype=np.uint64) + np.uint64(1))
    order, starts, ends = join.groups_of(hashes)
    left, right = join.pairs_in(order, starts, ends)
    expected = [(i, j) for i in range(len(values)) for j in range(i + 1, len(values)) if values[i] == values[j]]
    assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == expected
    owner = np.arange(len(values), dtype=np.int32) // 3
    counted = join.spread(order, starts, ends, owner)
    several = sorted((v for v in set(values) if values.count(v) > 1), key=lambda v: int(hashes[values.index(v)]))
    assert counted.tolist() == [len({i // 3 for i, v in enumerate(values) if v == value}) for value in several]


def test_frequent_groups_are_dropped() -> None:
    hashes = np.asarray([1 << 40, 1 << 40, 1 << 40, 1 << 40, 2 << 40, 2 << 40], dtype=np.uint64)
    order, starts, ends = join.groups_of(hashes)
    count = join.spread(order, starts, ends, np.arange(6, dtype=np.int32))
    joined, frequent = join.drop(starts, ends, count, 3)
    assert joined.tolist() == [False, True] and frequent.tolist() == [True, False]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(0, 40)), min_size=1, unique=True),
    st.sampled_from([0, 5, 1 << 22]),
)
def test_segments_are_those_of_a_plain_loop(hits: list[tuple[int, int, int]], far: int) -> None:
    """far: how far apart places may lie; beyond some width the hits are sorted in another way."""
    hits = sorted((code, left + far * (left % 2), right) for code, left, right in hits)
    found: list[list[int]] = []
    last: tuple[int, int, int] | None = None
    for code, shift, left in sorted((code, left - right, left) for code, left, right in hits):
        if last is not None and last[:2] == (code, shift) and left - last[2] <= 12 + 8:
            found[-1][1] += left - last[2]
        else:
            found.append([code, 8])
        last = code, shift, left
    codes, lefts, rights = (np.asarray(column) for column in zip(*hits, strict=True))
    wide = codes.astype(np.int64) << 40
    code, length, *_ = join.segments(wide, lefts.astype(np.int32), rights.astype(np.int32), 12, 8)
    assert [[c >> 40, n] for c, n in zip(code.tolist(), length.tolist(), strict=True)] == found


@given(st.lists(st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳", max_size=30), min_size=2, max_size=8))
def test_marks_never_rule_out_what_is_alike(texts: list[str]) -> None:
    codes = codes_of("".join(texts))
    starts = np.cumsum([0, *map(len, texts)])[:-1]
    held = marks(codes, starts)
    lengths = np.asarray([len(text) for text in texts])
    for i, one in enumerate(texts):
        for j, two in enumerate(texts):
            if one and two:
                most = most_common(held[[i]], held[[j]], lengths[[i]], lengths[[j]])
                assert common_length(one, two) <= most[0] <= min(len(one), len(two))


def test_segments_join_hits_on_a_diagonal() -> None:
    codes = np.asarray([1, 1, 1, 2])
    left, right = np.asarray([0, 5, 40, 3], np.int32), np.asarray([10, 15, 50, 3], np.int32)
    code, length, *_ = join.segments(codes, left, right, 8, 8)
    assert list(zip(code.tolist(), length.tolist(), strict=True)) == [(1, 13), (1, 8), (2, 8)]


def test_passages_are_mutual_and_sorted(found: Report) -> None:
    passages = found.matrix.passages
    rows = list(
        zip(
            passages.left.tolist(),
            passages.right.tolist(),
            passages.left_clause.tolist(),
            passages.right_clause.tolist(),
            strict=True,
        )
    )
    assert rows == sorted(set(rows)) and all(left < right for left, right, _, _ in rows)
    assert ((passages.similarity == 0) | (passages.similarity >= LEAST)).all()


@pytest.mark.skipif(not DEV.exists(), reason="needs the corpus in ../shared")
def test_nearly_all_that_brute_force_finds() -> None:
    paths = sorted((DEV / "same_topic" / "优化营商环境条例").glob("*.txt"))[:6]
    sheets = [make_sheet(read_document(str(path))) for path in paths]
    keys = [sheet.keys for sheet in sheets]
    found = find_passages(sheets, keys)
    known = {
        (i, j, a, b)
        for i, j, a, b, value in zip(
            *(
                column.tolist()
                for column in (found.left, found.right, found.left_clause, found.right_clause, found.similarity)
            ),
            strict=True,
        )
        if value
    }
    wanted = set()
    for i in range(len(sheets)):
        for j in range(i + 1, len(sheets)):
            for a, b in np.argwhere(ratio_matrix(keys[i], keys[j]) >= 0.75).tolist():
                if min(len(keys[i][a]), len(keys[j][b])) >= 2 * SHORTEST:
                    wanted.add((i, j, a, b))
    assert len(wanted) > 100
    assert len(wanted & known) >= 0.98 * len(wanted)


def test_no_text_in_common_no_passages() -> None:
    sheets = [
        make_sheet(understand(text)) for text in ("一、目标\n建成水库三座，灌溉良田。\n", "一、任务\n培训绣娘百名。\n")
    ]
    assert len(find_passages(sheets, [sheet.keys for sheet in sheets]).left) == 0
