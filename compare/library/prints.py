"""What the library keeps of a document's characters: fingerprints of its key, chosen so that no equal run is missed.

Winnowing (Schleimer, Wilkerson, Aiken 2003): of every WINDOW runs of GRAM characters in a row the one with the least
hash is kept. Two documents that have RUN characters in common have a kept run in common; two runs in seven are kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..corpus.fingerprints import Hashes, codes_of, gram_hashes, many
from ..corpus.passages import GRAM, MASKED, MASKS, RUN
from ..corpus.sheet import Sheet

WINDOW = RUN - GRAM + 1
_NOTHING = np.uint64(0xFFFFFFFFFFFFFFFF)


def runs(key: str) -> tuple[Hashes, NDArray[np.int64]]:
    """Hash of each run of GRAM characters that says something, and where it starts."""
    codes = codes_of(key)
    found = gram_hashes(codes, GRAM)
    at = np.flatnonzero(many(codes, MASKS, GRAM, MASKED))
    return found[at], at


def winnowed(key: str) -> Hashes:
    """Those that the library keeps, sorted, each once."""
    codes = codes_of(key)
    found = gram_hashes(codes, GRAM)
    found[~many(codes, MASKS, GRAM, MASKED)] = _NOTHING
    if not len(found):
        return found
    windows = np.lib.stride_tricks.sliding_window_view(found, min(WINDOW, len(found)))
    kept = np.unique(windows.min(axis=1))
    said: Hashes = kept[kept != _NOTHING]
    return said


def rows(sheets: Sequence[Sheet], numbers: Sequence[int]) -> tuple[Hashes, NDArray[np.uint32]]:
    """Rows (hash, document) of some documents."""
    parts = [winnowed(sheet.key) for sheet in sheets]
    return _rows(parts, numbers)


def sketch_rows(sheets: Sequence[Sheet], numbers: Sequence[int]) -> tuple[Hashes, NDArray[np.uint32]]:
    """The same of the sketches of their bodies."""
    return _rows([sheet.sketch for sheet in sheets], numbers)


def _rows(parts: Sequence[Hashes], numbers: Sequence[int]) -> tuple[Hashes, NDArray[np.uint32]]:
    if not parts:
        return np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    owners = np.repeat(np.asarray(numbers, dtype=np.uint32), [len(part) for part in parts])
    return np.concatenate(parts), owners
