"""How likely two units are counterparts, from several kinds of evidence, relative to the pair at hand.

Every measure is first set against the noise of this pair of documents (median and upper decile over all
unit pairs), because true counterparts of two cities are less alike than unrelated articles of one law.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..basics.similarity import pair_ratios
from ..basics.vectors import weighted_sums
from ..options import Options
from ..parse.role_table import role_table
from ..parse.roles import compatible
from .terms import Matrix, bags, cosine, exclusive, grams
from .units import Unit, boosted

# Noise of each measure between documents that do share a topic; see _against_noise.
_LEAST = {"words": 0.045, "bigrams": 0.022, "meaning": 0.40, "heading": 0.10, "heading_meaning": 0.30, "anchors": 0.40}


_DAMPED = {float(count): 0.5 * math.log(count) for count in range(1, 40)}  # half the logarithm of a count
_LONG_PRODUCT = 50_000_000  # product of two lengths from which a ratio takes longer than a screen may wait


@dataclass(frozen=True)
class Scores:
    """total: log-odds-like score, shape (left units, right units); -inf where a side has no own text."""

    total: Matrix


def score(left: Sequence[Unit], right: Sequence[Unit], options: Options) -> Scores:
    """Scores of all pairs of units."""
    shape = (len(left), len(right))
    total = np.full(shape, options.weight_base, dtype=np.float32)
    if not left or not right:
        return Scores(total)
    evidence = _evidence(left, right)
    for name, matrix in evidence.items():
        total += np.float32(getattr(options, f"weight_{name}")) * matrix
    total[[unit.bare for unit in left], :] = -np.inf
    total[:, [unit.bare for unit in right]] = -np.inf
    return Scores(total)


def _evidence(left: Sequence[Unit], right: Sequence[Unit]) -> dict[str, Matrix]:
    numbers: dict[str, int] = {}
    words = cosine(bags([u.words for u in left], numbers), bags([u.words for u in right], numbers))
    a, b = boosted(left), boosted(right)
    runs = {n: (grams(a, n), grams(b, n)) for n in (2, 3, 4)}
    bigrams = cosine(*runs[2])
    headings = cosine(grams([u.heading for u in left], 2), grams([u.heading for u in right], 2))
    anchors = sum(
        (_scaled(np.log1p(exclusive(*pair)), _LEAST["anchors"]) for pair in runs.values()),
        start=np.zeros(words.shape, dtype=np.float32),
    ) / np.float32(3)
    same, near = _roles(left, right)
    return {
        **{
            name: _against_noise(matrix, _LEAST[name])
            for name, matrix in (
                ("words", words),
                ("bigrams", bigrams),
                ("meaning", _meaning([u.words for u in left], [u.words for u in right])),
                ("heading", headings),
                ("heading_meaning", _meaning([u.title_words for u in left], [u.title_words for u in right])),
            )
        },
        "anchors": anchors,
        "role": same,
        "role_group": near,
    }


def _against_noise(matrix: Matrix, least: float) -> Matrix:
    """Distance from the pair's median in spreads of its upper half, damped for very large values.

    least: the spread below which noise is not believed to lie; unrelated documents share so little that any
    common word would stand out otherwise.
    """
    middle, high = np.quantile(matrix, [0.5, 0.9])
    spread = max(least, float(high - middle) / 1.28)
    distance = (matrix - np.float32(middle)) / np.float32(spread)
    return np.asarray(np.sign(distance) * 3 * np.log1p(np.abs(distance) / 3), dtype=np.float32)


def _scaled(matrix: Matrix, least: float) -> Matrix:
    return np.asarray(matrix / np.float32(max(least, float(matrix.std()))), dtype=np.float32)


def _meaning(left: Sequence[dict[str, float]], right: Sequence[dict[str, float]]) -> Matrix:
    """Cosine of idf-weighted word-vector sums, centred over both documents and by row and column."""
    bags_ = [*left, *right]
    df = Counter(itertools.chain.from_iterable(bags_))
    total = len(bags_)
    idf = {word: math.log((total + 1) / (n + 0.5)) for word, n in df.items()}
    vectors = weighted_sums(
        [{w: (1 + _DAMPED.get(c, 0.5 * math.log(c))) * idf[w] for w, c in bag.items()} for bag in bags_]
    )
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    similarity = vectors[: len(left)] @ vectors[len(left) :].T
    rows = similarity.mean(axis=1, keepdims=True)
    columns = similarity.mean(axis=0, keepdims=True)
    return np.asarray(similarity - rows - columns + similarity.mean(), dtype=np.float32)


def _roles(left: Sequence[Unit], right: Sequence[Unit]) -> tuple[Matrix, Matrix]:
    """Compatibility of roles (1 shared, 0.5 compatible) and 1 where the role groups meet."""
    kinds_left = [unit.section.roles for unit in left]
    kinds_right = [unit.section.roles for unit in right]
    distinct_left, distinct_right = sorted(set(kinds_left)), sorted(set(kinds_right))
    same = np.array([[compatible(a, b) for b in distinct_right] for a in distinct_left], dtype=np.float32)
    table = role_table()
    group = np.array(
        [[float(table.group(a) == table.group(b)) for b in distinct_right] for a in distinct_left], dtype=np.float32
    )
    rows = [distinct_left.index(kind) for kind in kinds_left]
    columns = [distinct_right.index(kind) for kind in kinds_right]
    return same[np.ix_(rows, columns)], group[np.ix_(rows, columns)]


def ratios(
    left: Sequence[Unit],
    right: Sequence[Unit],
    pairs: Sequence[tuple[int, int]],
    alike: Mapping[tuple[int, int], float] | None = None,
) -> list[float]:
    """rapidfuzz ratio of the bodies of chosen unit pairs (headings where a side is bare), 0..1.

    Of two very long sections the ratios of their clauses are summed instead (alike: characters alike by pair, as
    passages.alike_sections gives them), because the cost of one ratio grows with the product of the lengths.
    """
    texts = [
        (left[i].heading, right[j].heading) if left[i].bare or right[j].bare else (left[i].body, right[j].body)
        for i, j in pairs
    ]
    long = [alike is not None and len(a) * len(b) > _LONG_PRODUCT and a != b for a, b in texts]
    found = pair_ratios(
        ["" if skip else a for (a, _), skip in zip(texts, long, strict=True)],
        ["" if skip else b for (_, b), skip in zip(texts, long, strict=True)],
    )
    result = []
    for (i, j), value, skip in zip(pairs, found, long, strict=True):
        if skip and alike is not None:
            size = sum(u.section.end - u.section.body for u in (left[i], right[j]))
            result.append(min(1.0, alike.get((i, j), 0.0) / max(1, size)))
        else:
            result.append(float(value))
    return result
