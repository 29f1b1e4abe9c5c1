"""The heaviest chain against all chains, and which links count as moved."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.align.order import Placed, heaviest_chain, moved
from compare.model import Section

POINTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9).map(float)), max_size=8, unique_by=lambda p: p[:2]
)


def increasing(chain: tuple[tuple[int, int, float], ...]) -> bool:
    return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))


@given(POINTS)
def test_against_all_chains(points: list[tuple[int, int, float]]) -> None:
    ordered = sorted(points)
    best = max(
        sum(p[2] for p in chain)
        for size in range(len(ordered) + 1)
        for chain in combinations(ordered, size)
        if increasing(chain)
    )
    found = heaviest_chain(points)
    weights = {(p[0], p[1]): p[2] for p in points}
    assert increasing(tuple((a, b, 0.0) for a, b in found))
    assert sum(weights[pair] for pair in found) == best
    assert heaviest_chain(points[::-1]) == found or sum(weights[p] for p in heaviest_chain(points[::-1])) == best


@pytest.mark.parametrize(
    ("points", "chain"),
    [
        ([], []),
        ([(0, 0, 1.0)], [(0, 0)]),
        ([(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0)], [(0, 0), (1, 1), (2, 2)]),
        ([(0, 2, 1.0), (1, 0, 1.0), (2, 1, 1.0)], [(1, 0), (2, 1)]),
        ([(0, 2, 5.0), (1, 0, 1.0), (2, 1, 1.0)], [(0, 2)]),
        ([(0, 0, 1.0), (0, 1, 2.0)], [(0, 1)]),
        ([(0, 0, 1.0), (1, 0, 2.0)], [(1, 0)]),
    ],
)
def test_chain(points: list[tuple[int, int, float]], chain: list[tuple[int, int]]) -> None:
    assert heaviest_chain(points) == chain


def flat(count: int) -> list[Section]:
    return [Section(str(i), 1, "", "", i, i + 1, i) for i in range(count)]


def away(pairs: list[tuple[int, int]], regime: str, count: int = 6) -> list[tuple[int, int]]:
    links = [Placed(a, b, 1.0, True) for a, b in pairs]
    found = moved(links, flat(count), flat(count), regime)
    return [pair for pair, flag in zip(pairs, found, strict=True) if flag]


@pytest.mark.parametrize(
    ("pairs", "version", "peer"),
    [
        ([(0, 0), (1, 1), (2, 2)], [], []),
        ([(0, 1), (1, 2), (2, 3)], [], []),  # renumbered
        ([(0, 3), (1, 0), (2, 1), (3, 2)], [(0, 3)], [(0, 3)]),
        ([(0, 0), (1, 3), (2, 2), (3, 4)], [(1, 3)], []),  # crosses one neighbour only
        ([(0, 0), (1, 1), (2, 2), (3, 3), (4, 0)], [(4, 0)], [(4, 0)]),
        ([], [], []),
    ],
)
def test_moved(pairs: list[tuple[int, int]], version: list[tuple[int, int]], peer: list[tuple[int, int]]) -> None:
    found = away(pairs, "version")
    # Of two neighbours that change places either may stay.
    assert found == version or (len(version) == 1 and found == [(2, 2)] and (2, 2) in pairs)
    assert away(pairs, "peer") == peer


def test_only_main_links_make_the_chain() -> None:
    links = [Placed(0, 0, 1.0, True), Placed(1, 1, 1.0, True), Placed(2, 2, 1.0, True), Placed(0, 2, 9.0, False)]
    assert moved(links, flat(3), flat(3), "version") == [False, False, False, True]


def nested(roles: dict[str, tuple[str, ...]], parents: list[tuple[str, str]]) -> list[Section]:
    """Containers with roles, each followed by its children (id, parent id)."""
    sections: list[Section] = []
    for name, codes in roles.items():
        sections.append(Section(name, 1, "", "", len(sections), len(sections) + 1, len(sections), None, "", codes))
        for child, parent in parents:
            if parent == name:
                at = len(sections)
                sections.append(Section(child, 2, "", "", at, at + 1, at, name, "", codes))
    return sections


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("tasks",), ("tasks",), False),
        (("tasks",), ("safeguards",), True),
        (("tasks",), ("reform",), False),
        (("tasks",), ("tasks", "safeguards"), False),
        ((), ("safeguards",), False),
    ],
)
def test_other_container(left: tuple[str, ...], right: tuple[str, ...], expected: bool) -> None:
    a = nested({"A": left}, [("A.1", "A")])
    b = nested({"A": right}, [("A.1", "A")])
    links = [Placed(1, 1, 1.0, True)]
    assert moved(links, a, b, "peer") == [expected]
    assert moved(links, a, b, "version") == [False]
