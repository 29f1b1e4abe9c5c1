"""Time and memory of `bidui report` over 300 documents, beside rapidfuzz cdist over the same sentences, in one run.

    python benchmarks/report.py [--shared FOLDER] [--documents 300] [--rows 10]

The documents are those of corpus/dev that can be read (copies too, as in life), then every n-th of bulk.jsonl.gz up to
the number. The report is the whole command in a process of its own, its JSON written, once with an empty cache and once
with a full one; its processor time is that of all its processes. cdist scores every sentence of these documents with
every other (ratio, at least 60, one worker), as a straightforward tool does; it is timed on one row in `--rows` and
multiplied, with 1 on all. Sentences are the report's own clauses, as keys, from 8 characters. Memory is the greatest of
the command and its processes together (Linux only). Only the ratios travel between machines.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from compare.corpus.collect import collect
from compare.corpus.reading import read_all

ROOT = Path(__file__).resolve().parents[1]
_SHORTEST = 8  # characters of a sentence that is compared, as in the report
_BLOCK = 256  # rows of one call


def documents(shared: Path, count: int, work: Path) -> Path:
    """A .jsonl file of the documents."""
    inputs, _ = collect([str(shared / "corpus" / "dev")])
    reading = read_all(inputs)
    rows = [{"id": str(n), "text": sheet.document.text} for n, sheet in enumerate(reading.sheets)]
    with gzip.open(shared / "corpus" / "bulk.jsonl.gz", "rt", encoding="utf-8") as stream:
        bulk = [json.loads(line) for line in stream]
    missing = max(0, count - len(rows))
    rows += bulk[:: max(1, len(bulk) // missing)][:missing] if missing else []
    target = work / "documents.jsonl"
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[:count]), encoding="utf-8")
    return target


def run(source: Path, work: Path, name: str) -> tuple[float, float, float]:
    """Wall time, processor time and peak memory (MB) of the command."""
    command = [sys.executable, "-m", "compare", "report", str(source), "-o", str(work / f"{name}.json")]
    environment = {**os.environ, "XDG_CACHE_HOME": str(work / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, env=environment)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, _memory(child.pid))
        time.sleep(0.05)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def _memory(pid: int) -> float:
    """Resident memory in MB of a process and its children; 0 where /proc has none."""
    total = 0.0
    for place in [pid, *_children(pid)]:
        try:
            text = Path(f"/proc/{place}/status").read_text(encoding="ascii")
        except OSError:
            continue
        total += next((float(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmRSS")), 0.0)
    return total


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [int(child) for child in found]


def sentences(source: Path) -> list[str]:
    """Keys of all clauses of all documents, as the report compares them."""
    inputs, _ = collect([str(source)])
    return [key for sheet in read_all(inputs).sheets for key in sheet.keys if len(key) >= _SHORTEST]


def all_pairs(keys: list[str], one_in: int) -> tuple[float, float]:
    """Wall and processor seconds of cdist over all rows, from one row in `one_in`."""
    chosen = keys[::one_in]
    wall, cpu = time.perf_counter(), time.process_time()
    for at in range(0, len(chosen), _BLOCK):
        rows = chosen[at : at + _BLOCK]
        process.cdist(rows, keys, scorer=fuzz.ratio, score_cutoff=60, dtype=np.uint8, workers=1)
    scale = len(keys) / max(1, len(chosen))
    return (time.perf_counter() - wall) * scale, (time.process_time() - cpu) * scale


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--rows", type=int, default=10)
    given = parser.parse_args()
    if not (given.shared / "corpus" / "bulk.jsonl.gz").exists():
        raise SystemExit(f"no corpus in {given.shared}")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = documents(given.shared, given.documents, work)
        cold, cached = run(source, work, "cold"), run(source, work, "cached")
        keys = sentences(source)
        pairs = all_pairs(keys, given.rows)
    print(f"{given.documents} documents, {len(keys)} sentences, {sum(map(len, keys))} matching characters")
    print(f"{'':24}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'times faster: wall':>20}{'CPU':>6}")
    for label, (wall, cpu, peak) in (("report, empty cache", cold), ("report, full cache", cached)):
        print(f"{label:24}{wall:9.1f}{cpu:9.1f}{peak:9.0f}{pairs[0] / wall:20.0f}{pairs[1] / cpu:6.0f}")
    print(f"{'rapidfuzz cdist':24}{pairs[0]:9.1f}{pairs[1]:9.1f}   (one row in {given.rows} timed)")


if __name__ == "__main__":
    main()
