"""Make compare/data/vectors.npz anew: word vectors from a collection of policies.

    python benchmarks/vectors.py COLLECTION.jsonl[.gz] -o vectors.npz

COLLECTION holds one object {"text": …} a line. Words are counted within five words of each other (weight one over the
distance), turned into positive pointwise mutual information with context counts raised to 0.75, and reduced by a
truncated SVD; rows are normalised and stored as whole numbers of -127..127. Needs scipy, which nothing else here does:
`pip install scipy`. The shipped file was made from 6,113 policies, laws and work reports (35 million characters).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds

from compare.basics.words import word_list

WINDOW = 5
LEAST = 15  # occurrences from which a word takes part in the counting
KEPT_LEAST = 40  # and from which it is shipped
KEPT = 12_000
DIMENSIONS = 64
_RANK = 100  # singular vectors computed; the strongest DIMENSIONS are kept
_SENTENCE = re.compile(r"[。；;\n]")
_HAN = re.compile(r"[\u4e00-\u9fa5]")


def sentences(path: Path) -> Iterator[list[str]]:
    """Words of each sentence of the collection, Han words only."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            for sentence in _SENTENCE.split(json.loads(line)["text"]):
                found = [word for word in word_list(sentence) if _HAN.match(word)]
                if len(found) > 1:
                    yield found


def cooccurrences(texts: list[list[str]], index: dict[str, int]) -> csr_matrix:
    """Symmetric counts of words within WINDOW words of each other."""
    total = csr_matrix((len(index), len(index)), dtype=np.float32)
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for number, words in enumerate(texts, start=1):
        ids = [index[word] for word in words if word in index]
        for i, one in enumerate(ids):
            for step, two in enumerate(ids[i + 1 : i + WINDOW], start=1):
                rows.append(one)
                columns.append(two)
                values.append(1 / step)
        if len(rows) > 8_000_000 or number == len(texts):
            total = total + coo_matrix((values, (rows, columns)), shape=total.shape, dtype=np.float32).tocsr()
            rows, columns, values = [], [], []
    return total + total.T


def vectors(counts: csr_matrix) -> np.ndarray:
    """Normalised rows of the truncated SVD of positive pointwise mutual information, strongest dimensions last."""
    sums = np.asarray(counts.sum(axis=1)).ravel()
    context = sums**0.75 / (sums**0.75).sum()
    cells = counts.tocoo()
    information = np.log(cells.data / sums[cells.row] / context[cells.col])
    keep = information > 0
    matrix = coo_matrix((information[keep], (cells.row[keep], cells.col[keep])), shape=counts.shape).tocsr()
    left, strength, _ = svds(matrix.astype(np.float32), k=_RANK, random_state=0)
    found = (left * np.sqrt(strength))[:, -DIMENSIONS:]
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    texts = list(sentences(args.collection))
    counts = Counter(word for words in texts for word in words)
    names = sorted(word for word, count in counts.items() if count >= LEAST and len(word) >= 2)
    index = {name: number for number, name in enumerate(names)}
    table = vectors(cooccurrences(texts, index))
    common = [name for name in names if len(name) <= 6 and counts[name] >= KEPT_LEAST]
    shipped = sorted(sorted(common, key=lambda name: (-counts[name], name))[:KEPT])
    rows = np.round(table[[index[name] for name in shipped]] * 127).astype(np.int8)
    np.savez_compressed(args.output, words=np.array("\n".join(shipped).encode()), vectors=rows)
    print(f"{len(shipped)} words, {args.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
