"""The figures that open a comparison: similarity overall and by role, structure, verbatim overlap, coverage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..basics.key import Key
from ..basics.similarity import opcodes
from ..model import Document, LabelSpan, Link, Overlap, Section, Summary

RUN = 13  # matching characters from which a run counts as verbatim overlap (domain reference 4.3)
_RITUAL = ("boilerplate", "quotation")


def summarize(
    left: Document,
    right: Document,
    links: Sequence[Link],
    spans: tuple[tuple[LabelSpan, ...], tuple[LabelSpan, ...]],
    keys: tuple[Key, Key],
) -> Summary:
    """Summary of a comparison. Units are the sections with text of their own."""
    units = [_units(document, key) for document, key in ((left, keys[0]), (right, keys[1]))]
    best = _best_similarity(links)
    real = [link for link in links if link.kind != "same_role"]
    linked_ids = ({link.left for link in real}, {link.right for link in real})
    return Summary(
        similarity=_similarity(units, best),
        structure=_structure(left.sections, right.sections),
        by_role=_by_role(units, best),
        overlap=_overlaps((left, right), spans, keys),
        units=(len(units[0]), len(units[1])),
        linked=(sum(s.id in linked_ids[0] for s, _ in units[0]), sum(s.id in linked_ids[1] for s, _ in units[1])),
        label_shares=(_shares(spans[0]), _shares(spans[1])),
    )


def _units(document: Document, key: Key) -> list[tuple[Section, int]]:
    """Sections with own text and its length in matching characters."""
    result = []
    for section in document.sections:
        first, last = key.within(section.body, section.end)
        if last > first:
            result.append((section, last - first))
    return result


def _best_similarity(links: Sequence[Link]) -> tuple[dict[str, float], dict[str, float]]:
    left: dict[str, float] = {}
    right: dict[str, float] = {}
    for link in links:
        if link.kind != "same_role":
            left[link.left] = max(left.get(link.left, 0.0), link.similarity)
            right[link.right] = max(right.get(link.right, 0.0), link.similarity)
    return left, right


def _similarity(
    units: Sequence[Sequence[tuple[Section, int]]], best: tuple[dict[str, float], dict[str, float]]
) -> float:
    """Mean over both sides of the best link similarity of each unit, weighted by length; unlinked units count 0."""
    total = sum(length for side in units for _, length in side)
    found = sum(length * known.get(s.id, 0.0) for side, known in zip(units, best, strict=True) for s, length in side)
    return found / total if total else 0.0


def _by_role(
    units: Sequence[Sequence[tuple[Section, int]]], best: tuple[dict[str, float], dict[str, float]]
) -> tuple[tuple[str, float, int], ...]:
    """(role, similarity as above, units of both sides) for each main role, most units first."""
    roles: dict[str, list[tuple[int, float]]] = {}
    for side, known in zip(units, best, strict=True):
        for section, length in side:
            role = section.roles[0] if section.roles else ""
            roles.setdefault(role, []).append((length, known.get(section.id, 0.0)))
    rows = [
        (role, sum(n * s for n, s in found) / sum(n for n, _ in found), len(found))
        for role, found in roles.items()
        if role
    ]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0])))


def _structure(left: Sequence[Section], right: Sequence[Section]) -> float:
    """Twice the common subsequence of the two role sequences over both lengths; repeated roles count once."""
    sequences = []
    for sections in (left, right):
        roles = [s.roles[0] for s in sections if s.roles and s.level <= 2]
        sequences.append([role for n, role in enumerate(roles) if not n or role != roles[n - 1]])
    total = len(sequences[0]) + len(sequences[1])
    if not total:
        return 1.0 if bool(left) == bool(right) else 0.0
    common = sum(b - a for op, a, b, _, _ in opcodes(*sequences) if op == "equal")
    return 2 * common / total


def _overlaps(
    documents: tuple[Document, Document],
    spans: tuple[tuple[LabelSpan, ...], tuple[LabelSpan, ...]],
    keys: tuple[Key, Key],
) -> tuple[Overlap, Overlap]:
    bodies = [_body(document, key) for document, key in zip(documents, keys, strict=True)]
    runs = [_runs(text) for text, _ in bodies]
    found = []
    for side in (0, 1):
        text, starts = bodies[side]
        covered = _covered(runs[side], runs[1 - side], len(text))
        ritual = np.zeros(len(text), dtype=bool)
        for span in spans[side]:
            if span.label in _RITUAL:
                ritual[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] = True
        own = ~ritual
        found.append(
            Overlap(
                float(covered.mean()) if len(text) else 0.0,
                float((covered & own).sum() / own.sum()) if own.any() else 0.0,
            )
        )
    return found[0], found[1]


def _body(document: Document, key: Key) -> tuple[str, NDArray[np.int64]]:
    """Key of all section bodies in a row, and the source offset of each of its characters."""
    pieces, starts = [], []
    for section in document.sections:
        first, last = key.within(section.body, section.end)
        pieces.append(key.text[first:last])
        starts.append(np.asarray(key.starts[first:last], dtype=np.int64))
    return "".join(pieces), np.concatenate(starts) if starts else np.zeros(0, np.int64)


def _runs(text: str) -> NDArray[np.uint64]:
    """A number for each run of RUN characters, in order."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < RUN:
        return np.zeros(0, dtype=np.uint64)
    hashed = np.zeros(len(codes) - RUN + 1, dtype=np.uint64)
    for i in range(RUN):
        hashed = hashed * np.uint64(1_000_003) + codes[i : len(codes) - RUN + 1 + i]
    return hashed


def _covered(own: NDArray[np.uint64], other: NDArray[np.uint64], length: int) -> NDArray[np.bool_]:
    covered = np.zeros(length, dtype=bool)
    hits = np.flatnonzero(np.isin(own, other))
    for i in range(RUN):
        covered[hits + i] = True
    return covered


def _shares(spans: Sequence[LabelSpan]) -> tuple[tuple[str, float], ...]:
    total = sum(span.end - span.start for span in spans)
    sums: dict[str, int] = {}
    for span in spans:
        sums[span.label] = sums.get(span.label, 0) + span.end - span.start
    return tuple(sorted(((label, n / total) for label, n in sums.items()), key=lambda row: (-row[1], row[0])))
