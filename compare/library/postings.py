"""Which documents carry a hash: sorted segments in chunks of one database page, merged as they grow (an LSM tree).

A row per hash with an index would take 40 bytes and more and scatter every insertion over the file; a chunk holds 320
hashes with their documents in 3,840 bytes, and adding writes one new segment. Segments of like size are merged, up to
MOST rows: beyond, merging would redo more than what is new.
"""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.uint32]

PRINTS, SKETCHES = 0, 1  # kinds of hashes: of the keys (trace), of the bodies (copies)
CHUNK = 320  # hashes whose 12 bytes each fit a page of 4,096 bytes
MOST = 8_000_000  # rows of a segment that is not merged further
_FAN = 4  # segments of like size that become one
_SHIFT = 24  # bits of a chunk's number within its segment
_HASH = np.dtype("<u8")
_NUMBER = np.dtype("<u4")


def insert(base: sqlite3.Connection, kind: int, hashes: Hashes, documents: Numbers) -> None:
    """Add rows (hash, document) and merge segments where there are many of like size. Inside a transaction."""
    if not len(hashes):
        return
    _write(base, kind, hashes, documents)
    while group := _like(base, kind):
        parts = [_read(base, segment, rows) for segment, rows in group]
        for segment, _ in group:
            _delete(base, segment)
        found = np.concatenate([part[0] for part in parts])
        owners = np.concatenate([part[1] for part in parts])
        kept = np.isin(owners, _living(base))
        if kept.any():
            _write(base, kind, found[kept], owners[kept])


def _like(base: sqlite3.Connection, kind: int) -> list[tuple[int, int]]:
    """Segments to be merged: _FAN and more of one order of size whose sum is not above MOST."""
    rows = base.execute("SELECT id, rows FROM segments WHERE kind = ? ORDER BY rows, id", (kind,)).fetchall()
    for at in range(len(rows) - _FAN + 1):
        group = rows[at : at + _FAN]
        total = sum(count for _, count in group)
        # Largest at most the sum of the others: merging doubles it at least, so a row is merged log2 times.
        if 2 * group[-1][1] <= total and total <= MOST:
            return [(int(segment), int(count)) for segment, count in group]
    return []


def _living(base: sqlite3.Connection) -> NDArray[np.int64]:
    return np.asarray([row[0] for row in base.execute("SELECT id FROM documents")], dtype=np.int64)


def _write(base: sqlite3.Connection, kind: int, hashes: Hashes, documents: Numbers) -> None:
    order = np.lexsort((documents, hashes))
    hashes, documents = hashes[order].astype(_HASH), documents[order].astype(_NUMBER)
    cursor = base.execute(
        "INSERT INTO segments (kind, rows, firsts) VALUES (?, ?, ?)", (kind, len(hashes), hashes[::CHUNK].tobytes())
    )
    segment = int(cursor.lastrowid or 0) << _SHIFT
    base.executemany(
        "INSERT INTO chunks VALUES (?, ?)",
        (
            (segment | n, hashes[at : at + CHUNK].tobytes() + documents[at : at + CHUNK].tobytes())
            for n, at in enumerate(range(0, len(hashes), CHUNK))
        ),
    )


def _delete(base: sqlite3.Connection, segment: int) -> None:
    low = segment << _SHIFT
    base.execute("DELETE FROM chunks WHERE id BETWEEN ? AND ?", (low, low | ((1 << _SHIFT) - 1)))
    base.execute("DELETE FROM segments WHERE id = ?", (segment,))


def _read(base: sqlite3.Connection, segment: int, rows: int) -> tuple[Hashes, Numbers]:
    low = segment << _SHIFT
    found = base.execute(
        "SELECT data FROM chunks WHERE id BETWEEN ? AND ? ORDER BY id", (low, low | ((1 << _SHIFT) - 1))
    )
    hashes, documents = _joined([row[0] for row in found])
    if len(hashes) != rows:
        raise sqlite3.DatabaseError("database disk image is malformed: a segment is not whole")
    return hashes, documents


def _joined(chunks: list[bytes]) -> tuple[Hashes, Numbers]:
    hashes, documents = [], []
    for data in chunks:
        count = len(data) // (_HASH.itemsize + _NUMBER.itemsize)
        hashes.append(data[: count * _HASH.itemsize])
        documents.append(data[count * _HASH.itemsize :])
    return np.frombuffer(b"".join(hashes), dtype=_HASH), np.frombuffer(b"".join(documents), dtype=_NUMBER)


def lookup(base: sqlite3.Connection, kind: int, wanted: Hashes) -> tuple[NDArray[np.int64], Numbers]:
    """Documents that carry the hashes: rows (index into `wanted`, document), sorted, each once. wanted: sorted, each
    once. Documents that were removed may be among them."""
    rows, owners = [np.zeros(0, np.int64)], [np.zeros(0, _NUMBER)]
    for segment, firsts in base.execute("SELECT id, firsts FROM segments WHERE kind = ? ORDER BY id", (kind,)):
        first = np.frombuffer(firsts, dtype=_HASH)
        # A hash may begin in the chunk before the one that starts with it, and go on in those after it.
        low = np.maximum(np.searchsorted(first, wanted, side="left") - 1, 0)
        high = np.searchsorted(first, wanted, side="right")
        touched = np.zeros(len(first) + 1, np.int64)
        np.add.at(touched, low, 1)
        np.add.at(touched, high, -1)
        numbers = np.flatnonzero(np.cumsum(touched)[:-1] > 0).tolist()
        chunks = [
            base.execute("SELECT data FROM chunks WHERE id = ?", ((segment << _SHIFT) | n,)).fetchone()[0]
            for n in numbers
        ]
        hashes, documents = _joined(chunks)
        at = np.searchsorted(wanted, hashes)
        at[at == len(wanted)] = 0
        hit = wanted[at] == hashes if len(wanted) else np.zeros(len(hashes), bool)
        rows.append(at[hit].astype(np.int64))
        owners.append(documents[hit])
    row, owner = np.concatenate(rows), np.concatenate(owners)
    pair = np.unique((row << 32) | owner.astype(np.int64))
    return pair >> 32, (pair & 0xFFFFFFFF).astype(np.uint32)


def faults(base: sqlite3.Connection) -> list[str]:
    """What is wrong with the segments: English, technical, for those who look into it."""
    found = []
    for segment, rows in base.execute("SELECT id, rows FROM segments ORDER BY id").fetchall():
        try:
            hashes, _ = _read(base, segment, rows)
        except sqlite3.DatabaseError:
            found.append(f"segment {segment}")
            continue
        if len(hashes) > 1 and bool((hashes[1:] < hashes[:-1]).any()):
            found.append(f"segment {segment}")
    return found
