"""What adding 100 documents and tracing one costs in a library of a given size: CPU seconds, memory, bytes.

Usage: python benchmarks/library.py FOLDER_FOR_THE_LIBRARY BULK.jsonl NEW.jsonl FILE [FILE ...]
BULK fills the library (once; it stays), NEW is added and removed again, each FILE is traced.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from compare.corpus.collect import collect
from compare.corpus.reading import read_all
from compare.library.adding import add, remove
from compare.library.store import open_library
from compare.library.tracing import trace


def main() -> None:
    folder, bulk, new, *files = sys.argv[1:]
    path = os.fspath(Path(folder) / "library.sqlite")
    with open_library(path, create=True) as store:
        started = time.process_time()
        found = add(store, [bulk])
        print(f"filled: {found.added} added, {time.process_time() - started:.1f} s CPU beside the readers")
    print(f"size: {Path(path).stat().st_size / 1e6:.0f} MB")
    started = time.process_time()
    count = len(read_all(collect([new])[0], None, 1).sheets)
    reading = time.process_time() - started
    with open_library(path, create=True) as store:
        started = time.process_time()
        found = add(store, [new], 1)
        whole = time.process_time() - started
        print(f"adding {found.added}: {whole:.1f} s CPU, of it reading and parsing {count} {reading:.1f} s")
        remove(store, [new])
    for file in files:
        started = time.process_time()
        with open_library(path) as store:
            result = trace(store, file)
        size = sum(count for _, count in result.shares)
        print(f"traced {size} characters through {result.documents}: {time.process_time() - started:.1f} s CPU")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
