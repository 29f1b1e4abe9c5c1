"""Passages shared by many documents: time, memory and recall of planted ones, beside other programs in the same run.

    python benchmarks/corpus.py [--shared FOLDER] [--documents 1000] [--peers rensa,datasketch,copydetect] [--workers 1]

Every program runs in a process of its own over the same sentences. What it spends on loading them is not counted, save
that bidui reads them from a file as it goes on. CPU is that of the process and its children; peak is the greatest
process's memory, `more` what lies above the state before. A plant (see planted.py) is found where sentences with half
of its characters are reported as shared with its source. Peers: rensa and datasketch as MinHash of every sentence
(4-grams, 128 permutations, threshold 0.5); copydetect on whole documents at its defaults (noise 25, guarantee 30;
characters as tokens). A peer that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from planted import CHANGED, Plant, Row, read, read_plants, texts, write

from compare.corpus.scale.engine import processes
from compare.corpus.scale.run import find_shared

ROOT = Path(__file__).resolve().parents[1]
PEERS = ("rensa", "datasketch", "copydetect")
_FEW = 1000  # documents
_SHORTEST = 8  # characters of a sentence that is hashed
_GRAM = 4
_PERMUTATIONS = 128
_THRESHOLD = 0.5
_NOISE, _GUARANTEE = 25, 30

Linked = set[tuple[int, int, int]]  # document, sentence of it, other document


def cpu() -> float:
    """Processor seconds of this process and the children it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def held() -> float:
    """Peak memory in MB of this process or, if greater, of its greatest child."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def ours(rows: Iterable[Row], made: Path, count: int, plants: list[Plant], workers: int) -> tuple[Linked, str]:
    """The pipeline; each stage's share of the time is told."""
    told, last = [], [cpu(), time.perf_counter()]

    def tell(name: str, done: int, total: int) -> None:
        if done < total:
            return
        now = [cpu(), time.perf_counter()]
        told.append(f"{name} {now[0] - last[0]:.2f}/{now[1] - last[1]:.2f}")
        last[:] = now

    with tempfile.TemporaryDirectory(dir=made) as folder, processes(workers) as engine:
        found = find_shared(texts(rows), Path(folder), engine, told=tell)
    left, right = found.document(found.left), found.document(found.right)
    wanted = np.asarray(sorted({plant.target * count + plant.source for plant in plants}))
    linked: Linked = set()
    for a, b, clause in ((left, right, found.left), (right, left, found.right)):
        rows_of = np.flatnonzero(np.isin(a * count + b, wanted))
        at = clause[rows_of] - found.first[a[rows_of]]
        linked.update(zip(a[rows_of].tolist(), at.tolist(), b[rows_of].tolist(), strict=True))
    told.append(f"{len(found.left)} pairs, {len(found.equal.clause)} equal clauses, {found.frequent} frequent")
    return linked, "CPU/wall " + ", ".join(told)


def sentences(rows: list[Row]) -> list[tuple[int, int, list[str]]]:
    """Document, number and grams of every sentence."""
    return [
        (n, k, [text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)])
        for n, row in enumerate(rows)
        for k, text in enumerate(row.sentences)
        if len(text) >= _SHORTEST
    ]


def rensa(rows: list[Row], plants: list[Plant]) -> tuple[Linked, str]:
    """MinHash of sentences in Rust."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS, num_bands=32)
    place, hashes = [], []
    for n, k, grams in sentences(rows):
        one = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        one.update(grams)
        index.insert(len(place), one)
        place.append((n, k))
        hashes.append(one)
    linked: Linked = set()
    for key, one in enumerate(hashes):
        for other in index.query(one):
            if other != key and one.jaccard(hashes[other]) >= _THRESHOLD:
                linked.add((*place[key], place[other][0]))
    return linked, ""


def datasketch(rows: list[Row], plants: list[Plant]) -> tuple[Linked, str]:
    """MinHash of sentences on numpy."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    place, hashes = [], []
    for n, k, grams in sentences(rows):
        one = MinHash(num_perm=_PERMUTATIONS)
        one.update_batch([gram.encode("utf-8") for gram in grams])
        index.insert(len(place), one)
        place.append((n, k))
        hashes.append(one)
    linked: Linked = set()
    for key, one in enumerate(hashes):
        for other in index.query(one):
            if other != key and one.jaccard(hashes[other]) >= _THRESHOLD:
                linked.add((*place[key], place[other][0]))
    return linked, ""


def copydetect(rows: list[Row], plants: list[Plant]) -> tuple[Linked, str]:
    """Winnowing of whole documents, every pair of them."""
    import tempfile as temporary

    from copydetect import CodeFingerprint, compare_files

    prints = []
    with temporary.TemporaryDirectory() as folder:
        for n, row in enumerate(rows):
            place = Path(folder) / f"{n}.txt"
            place.write_text("".join(row.sentences), encoding="utf-8")
            prints.append(CodeFingerprint(str(place), _NOISE, _GUARANTEE - _NOISE + 1, filter=False, encoding="utf-8"))
    wanted = {(plant.target, plant.source) for plant in plants}
    linked: Linked = set()
    for n in range(len(prints)):
        for m in range(n):
            overlap, _, slices = compare_files(prints[n], prints[m])
            if not overlap:
                continue
            for target, source, side in ((n, m, 0), (m, n, 1)):
                if (target, source) in wanted:
                    ends = np.cumsum([0, *map(len, rows[target].sentences)])
                    covered = np.zeros(int(ends[-1]) + 1, dtype=bool)
                    for start, stop in zip(*slices[side], strict=True):
                        covered[int(start) : int(stop)] = True
                    share = np.add.reduceat(covered[:-1], ends[:-1]) / np.maximum(1, np.diff(ends))
                    linked.update((target, k, source) for k in np.flatnonzero(share >= 0.5).tolist())
    return linked, ""


def recall(plants: list[Plant], linked: Linked) -> dict[str, float]:
    """Share of plants of each kind that were found."""
    found: dict[str, list[bool]] = {kind: [] for kind in CHANGED}
    for plant in plants:
        places = zip(range(*plant.target_at), plant.sizes, strict=True)
        hit = sum(size for k, size in places if (plant.target, k, plant.source) in linked)
        found[plant.kind].append(2 * hit >= sum(plant.sizes))
    return {kind: sum(hits) / max(1, len(hits)) for kind, hits in found.items()}


def one(name: str, given: argparse.Namespace) -> None:
    """Run a program in this process, and print its figures as JSON."""
    plants = read_plants(given.made)
    # Many documents are read as they are needed; few are there before, as for the peers.
    rows = read(given.made) if name == "bidui" and given.documents > _FEW else list(read(given.made))
    before, start, memory = cpu(), time.perf_counter(), held()
    if name == "bidui":
        linked, note = ours(rows, given.made, given.documents, plants, given.workers)
    else:
        linked, note = {"rensa": rensa, "datasketch": datasketch, "copydetect": copydetect}[name](list(rows), plants)
    spent, wall, peak = cpu() - before, time.perf_counter() - start, held()
    figures = {"cpu": spent, "wall": wall, "peak": peak, "more": peak - memory, "note": note}
    print(json.dumps({**figures, **recall(plants, linked), "plants": len(plants)}, ensure_ascii=False))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("--made", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        one(given.only, given)
        return
    if not (given.shared / "corpus" / "bulk.jsonl.gz").exists():
        raise SystemExit(f"no corpus in {given.shared}")
    print(f"{given.documents} documents")
    print(f"{'':12}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'more':>7}{'L0/L1/L2 %':>18}{'CPU':>8}")
    with tempfile.TemporaryDirectory(dir=given.scratch) as made:
        write(given.shared, given.documents, Path(made))
        table(given, made)


def table(given: argparse.Namespace, made: str) -> None:
    """A line a program."""
    first = 0.0
    for name in ("bidui", *filter(None, given.peers.split(","))):
        if name != "bidui" and importlib.util.find_spec(name) is None:
            print(f"{name:12} is not installed; left out")
            continue
        command = [sys.executable, __file__, *sys.argv[1:], "--made", made, "--only", name]
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        got = json.loads(done.stdout.splitlines()[-1])
        first = first or got["cpu"]
        share = "/".join(f"{100 * got[kind]:.1f}" for kind in CHANGED)
        print(
            f"{name:12}{got['cpu']:9.2f}{got['wall']:9.2f}{got['peak']:9.0f}{got['more']:7.0f}{share:>18}"
            f"{got['cpu'] / first:7.1f}x  {got['note']}",
            flush=True,
        )


if __name__ == "__main__":
    main()
