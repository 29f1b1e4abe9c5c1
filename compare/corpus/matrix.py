"""Similarity of all families with all others, from the clauses they share, and its order by clustering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..basics.similarity import ratio_matrix
from ..report import Matrix, Passages, Weights
from .clustering import cluster
from .fingerprints import codes_of, gram_hashes
from .sheet import Sheet

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_BINS = 1 << 14  # hashed two-character words of the subject vectors; collisions are rare enough to do no harm
_TOP_LEVELS = 2  # levels of sections whose roles make up the structure
_ROLE_BASE = 0xE000  # private use characters stand for roles, so that sequences of roles are compared as texts


def make_weights(sheets: Sequence[Sheet], roles: Mapping[str, int]) -> tuple[Weights, ...]:
    """Weights of each sheet's clauses. roles: number of each role."""
    found = []
    for sheet in sheets:
        document = sheet.document
        gross = np.diff(sheet.bounds).astype(np.int32)
        ritual = np.bincount(sheet.clause_of, weights=sheet.ritual, minlength=len(gross)).astype(np.int32)
        of_section = {s.id: roles.get(s.roles[0], -1) if s.roles else -1 for s in document.sections}
        role = np.asarray([of_section[clause.section] for clause in document.clauses], dtype=np.int32)
        found.append(Weights(gross, np.maximum(gross - ritual, 0), role))
    return tuple(found)


def make_matrix(
    sheets: Sequence[Sheet], weights: tuple[Weights, ...], passages: Passages, common: Mapping[str, Sequence[int]]
) -> Matrix:
    """The matrix of families. common: keys of clauses that too many families carry to be paired, and who has them."""
    count = len(sheets)
    gross, net = _shared(count, weights, passages, "gross"), _shared(count, weights, passages, "net")
    frequent = _common(count, common)
    sizes = np.asarray([w.gross.sum() for w in weights], dtype=np.float32)
    own = np.asarray([w.net.sum() for w in weights], dtype=np.float32)
    subject, structure = _subject(sheets), _structure(sheets)
    figures = [_share(gross + frequent, sizes), _share(net, own)]
    order, merges = cluster((1 - (figures[0] + subject) / 2).astype(np.float32))
    return Matrix(figures[0], figures[1], subject, structure, order, merges, passages, weights, frequent)


def _shared(count: int, weights: Sequence[Weights], passages: Passages, kind: str) -> Floats:
    """Characters of both sides that each pair shares: of each clause its weight by its best value in the pair."""
    total = np.zeros((count, count), dtype=np.float64)
    base = np.concatenate(([0], np.cumsum([len(w.gross) for w in weights])))
    whole = Weights(*(np.concatenate([getattr(w, name) for w in weights]) for name in ("gross", "net", "role")))
    weight, values = getattr(whole, kind), getattr(whole, f"{kind}_values")
    left, right = (passages.left, passages.left_clause), (passages.right, passages.right_clause)
    for (own, clause), (other, _) in ((left, right), (right, left)):
        row = (base[own] + clause).astype(np.int64)
        value = values(row, passages.similarity, passages.shared)
        order = np.lexsort((-value, other, row))
        row, there, value = row[order], other[order], value[order]
        best = np.ones(len(row), dtype=bool)
        best[1:] = (row[1:] != row[:-1]) | (there[1:] != there[:-1])
        np.add.at(total, (own[order][best], there[best]), weight[row[best]] * value[best])
    return (total + total.T).astype(np.float32)


def _common(count: int, common: Mapping[str, Sequence[int]]) -> Floats:
    """Characters of both sides in clauses that more families carry than are paired."""
    total = np.zeros((count, count), dtype=np.float32)
    keys = sorted(common)
    for at in range(0, len(keys), 1024):
        part = keys[at : at + 1024]
        has = np.zeros((count, len(part)), dtype=np.float32)
        for column, key in enumerate(part):
            has[list(common[key]), column] = 1
        total += 2 * (has * np.asarray([len(key) for key in part], dtype=np.float32)) @ has.T
    np.fill_diagonal(total, 0)
    return total


def _share(shared: Floats, sizes: Floats) -> Floats:
    found: Floats = np.minimum(shared / np.maximum(sizes[:, None] + sizes[None, :], 1), 1).astype(np.float32)
    np.fill_diagonal(found, 1)
    return found


def _subject(sheets: Sequence[Sheet]) -> Floats:
    """Cosine of character pairs, each by how often it stands in a document (damped) and how few documents have it."""
    counts = np.zeros((len(sheets), _BINS), dtype=np.float32)
    for row, sheet in enumerate(sheets):
        bins = (gram_hashes(codes_of(sheet.key), 2) >> np.uint64(64 - 14)).astype(np.int64)
        counts[row] = np.log1p(np.bincount(bins, minlength=_BINS))
    spread = (counts > 0).sum(axis=0)
    counts *= np.log((1 + len(sheets)) / np.maximum(spread, 1)).astype(np.float32)
    length = np.sqrt((counts**2).sum(axis=1, keepdims=True))
    counts /= np.maximum(length, 1e-6)
    found: Floats = np.clip(counts @ counts.T, 0, 1).astype(np.float32)
    np.fill_diagonal(found, 1)
    return found


def _structure(sheets: Sequence[Sheet]) -> Floats:
    """Twice the common subsequence of two sequences of roles over both lengths; a repeated role counts once."""
    numbers: dict[str, int] = {}
    texts = []
    for sheet in sheets:
        roles = [s.roles[0] for s in sheet.document.sections if s.roles and s.level <= _TOP_LEVELS]
        kept = [role for n, role in enumerate(roles) if not n or role != roles[n - 1]]
        texts.append("".join(chr(_ROLE_BASE + numbers.setdefault(role, len(numbers))) for role in kept))
    known = [index for index, text in enumerate(texts) if text]
    found = np.zeros((len(sheets), len(sheets)), dtype=np.float32)
    found[np.ix_(known, known)] = ratio_matrix([texts[i] for i in known], [texts[i] for i in known])
    np.fill_diagonal(found, 1)
    return found
