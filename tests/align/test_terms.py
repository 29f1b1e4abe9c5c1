"""Term vectors against a plain implementation over dictionaries."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.align.terms import bags, cosine, exclusive, grams, ramps

KEYS = st.lists(st.text("渔港航道𠀀#", max_size=8), max_size=5)
BAGS = st.lists(
    st.dictionaries(
        st.sampled_from(["渔港", "航道", "冷链", "网箱", "海藻"]), st.integers(1, 4).map(float), max_size=4
    ),
    max_size=5,
)


def ngrams(keys: Sequence[str], n: int) -> list[dict[str, float]]:
    """Counts of n-grams; all characters beyond the basic plane are one."""
    folded = ["".join("\uffff" if ord(c) > 0xFFFF else c for c in key) for key in keys]
    return [dict(Counter(key[i : i + n] for i in range(len(key) - n + 1))) for key in folded]


def naive_cosine(left: Sequence[dict[str, float]], right: Sequence[dict[str, float]]) -> list[list[float]]:
    total = len(left) + len(right)
    df = Counter(term for bag in [*left, *right] for term in bag)

    def weighted(bag: dict[str, float]) -> dict[str, float]:
        weights = {t: (1 + 0.5 * math.log(n)) * math.log((total + 1) / (df[t] + 0.5)) for t, n in bag.items()}
        norm = math.sqrt(sum(w * w for w in weights.values()))
        return {t: w / max(norm, 1e-9) for t, w in weights.items()}

    a, b = [weighted(bag) for bag in left], [weighted(bag) for bag in right]
    return [[sum(w * y.get(t, 0.0) for t, w in x.items()) for y in b] for x in a]


def naive_exclusive(
    left: Sequence[dict[str, float]], right: Sequence[dict[str, float]], most: int
) -> list[list[float]]:
    df = [Counter(term for bag in side for term in bag) for side in (left, right)]
    return [
        [sum(1 / (df[0][t] * df[1][t]) for t in x if t in y and df[0][t] <= most and df[1][t] <= most) for y in right]
        for x in left
    ]


def array(rows: list[list[float]], shape: tuple[int, int]) -> np.ndarray:
    return np.array(rows, dtype=np.float64).reshape(shape)


@pytest.mark.parametrize("n", [2, 3, 4])
@given(left=KEYS, right=KEYS)
def test_grams(n: int, left: list[str], right: list[str]) -> None:
    shape = (len(left), len(right))
    a, b = ngrams(left, n), ngrams(right, n)
    assert cosine(grams(left, n), grams(right, n)) == pytest.approx(array(naive_cosine(a, b), shape), abs=1e-5)
    assert exclusive(grams(left, n), grams(right, n)) == pytest.approx(array(naive_exclusive(a, b, 2), shape), abs=1e-5)


@given(BAGS, BAGS, st.integers(1, 3))
def test_bags(left: list[dict[str, float]], right: list[dict[str, float]], most: int) -> None:
    numbers: dict[str, int] = {}
    a, b = bags(left, numbers), bags(right, numbers)
    shape = (len(left), len(right))
    assert cosine(a, b) == pytest.approx(array(naive_cosine(left, right), shape), abs=1e-5)
    assert exclusive(a, b, most) == pytest.approx(array(naive_exclusive(left, right, most), shape), abs=1e-5)
    assert cosine(b, a) == pytest.approx(cosine(a, b).T, abs=1e-6)
    assert exclusive(b, a, most) == pytest.approx(exclusive(a, b, most).T, abs=1e-6)


@given(KEYS)
def test_own_cosine_is_one(keys: list[str]) -> None:
    found = np.diag(cosine(grams(keys, 2), grams(keys, 2)))
    expected = [1.0 if len(key) >= 2 else 0.0 for key in keys]
    assert found == pytest.approx(expected, abs=1e-5)


def test_terms_keep_their_numbers() -> None:
    numbers = {"渔港": 0}
    found = bags([{"航道": 2.0, "渔港": 1.0}, {}], numbers)
    assert numbers == {"渔港": 0, "航道": 1}
    assert (found.terms.tolist(), found.units.tolist(), found.counts.tolist(), found.size) == (
        [1, 0],
        [0, 0],
        [2.0, 1.0],
        2,
    )


@given(st.lists(st.integers(0, 5), max_size=8))
def test_ramps(lengths: list[int]) -> None:
    assert ramps(np.array(lengths, dtype=np.int64)).tolist() == [i for n in lengths for i in range(n)]


def test_budget_drops_the_most_common_terms_first(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = [{"常": 1.0, "稀": 1.0}, {"常": 1.0}], [{"常": 1.0, "稀": 1.0}, {"常": 1.0}]
    numbers: dict[str, int] = {}
    monkeypatch.setattr("compare.align.terms._BUDGET", 4)  # 常 alone meets four times, 稀 once
    found = exclusive(bags(left, numbers), bags(right, numbers))
    assert found.tolist() == [[1.0, 0.0], [0.0, 0.0]]
