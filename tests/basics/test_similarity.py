"""The rapidfuzz wrappers against plain dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.basics.similarity import common_length, opcodes, pair_ratios, ratio, ratio_matrix

TEXTS = st.text("海洋牧场#P", max_size=12)


def naive_common(left: Sequence[object], right: Sequence[object]) -> int:
    row = [0] * (len(right) + 1)
    for a in left:
        last = row
        row = [0]
        for j, b in enumerate(right):
            row.append(last[j] + 1 if a == b else max(last[j + 1], row[-1]))
    return row[-1]


def naive_ratio(left: str, right: str) -> float:
    total = len(left) + len(right)
    return 2 * naive_common(left, right) / total if total else 1.0


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("", "", 1.0),
        ("海", "", 0.0),
        ("海洋牧场", "海洋牧场", 1.0),
        ("海洋牧场", "牧场海洋", 0.5),
        ("建设海洋牧场", "建成海洋牧场", 10 / 12),
        ("海洋", "山林", 0.0),
    ],
)
def test_ratio(left: str, right: str, expected: float) -> None:
    assert ratio(left, right) == pytest.approx(expected)


@given(TEXTS, TEXTS)
def test_against_naive(left: str, right: str) -> None:
    assert common_length(left, right) == naive_common(left, right)
    assert ratio(left, right) == pytest.approx(naive_ratio(left, right))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_pairs_and_matrix(pairs: list[tuple[str, str]]) -> None:
    lefts, rights = [a for a, _ in pairs], [b for _, b in pairs]
    expected = np.array([[naive_ratio(a, b) for b in rights] for a in lefts]).reshape(len(pairs), len(pairs))
    assert ratio_matrix(lefts, rights) == pytest.approx(expected, abs=1e-6)
    assert pair_ratios(lefts, rights) == pytest.approx(np.diag(expected), abs=1e-6)


def test_empty_shapes() -> None:
    assert pair_ratios([], []).shape == (0,)
    assert ratio_matrix([], ["海"]).shape == (0, 1)
    assert ratio_matrix(["海", "洋"], []).shape == (2, 0)


TOKENS = st.lists(st.sampled_from(["海洋", "牧场", "2031年", "《意见》", "，"]), max_size=10)


@given(TOKENS, TOKENS)
def test_opcodes_tile(left: list[str], right: list[str]) -> None:
    at = (0, 0)
    equal = 0
    for op, a, b, c, d in opcodes(left, right):
        assert (a, c) == at
        at = (b, d)
        if op == "equal":
            assert left[a:b] == right[c:d] and b > a
            equal += b - a
        elif op == "delete":
            assert a < b and c == d
        elif op == "insert":
            assert a == b and c < d
        else:
            assert op == "replace" and a < b and c < d
    assert at == (len(left), len(right))
    assert equal == naive_common(left, right)
