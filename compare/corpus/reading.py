"""Documents become sheets: from the cache where they are known, else read by several processes at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import PurePath

from ..errors import ReadError
from ..model import Document
from ..reading import read_documents, understand
from ..report import Failure
from .cache import Cache, cache_key
from .collect import Input
from .sheet import Sheet, decode, encode, make_sheet

_ALONE = 40  # documents that one process reads as fast as several, which must be started
_BATCH = 8  # documents in one task
_MOST_WORKERS = 8

Progress = Callable[[int, int], None]
Result = bytes | Failure


@dataclass(frozen=True, slots=True)
class Reading:
    """Sheets of the inputs that could be read, in their order, with the inputs; the failures; how many sheets came
    from the cache."""

    inputs: tuple[Input, ...]
    sheets: tuple[Sheet, ...]
    failures: tuple[Failure, ...]
    cached: int


def read_all(
    inputs: Sequence[Input], cache: Cache | None = None, workers: int = 0, progress: Progress | None = None
) -> Reading:
    """Read every input. workers: processes, 0 for one a processor. progress: told (done, all) as it goes on."""
    failures: dict[int, Failure] = {}
    keys: list[bytes] = []
    for index, item in enumerate(inputs):
        key = _key(item)
        if isinstance(key, Failure):
            failures[index] = key
        keys.append(b"" if isinstance(key, Failure) else key)
    known = cache.get([key for key in keys if key]) if cache else {}
    sheets = {index: sheet for index, key in enumerate(keys) if (sheet := _known(known.get(key), inputs[index].path))}
    rest = [index for index in range(len(inputs)) if index not in sheets and index not in failures]
    cached, done = len(sheets), len(inputs) - len(rest)
    for numbers, results in _results(inputs, rest, workers):
        fresh = []
        for index, result in zip(numbers, results, strict=True):
            if isinstance(result, Failure):
                failures[index] = result
            else:
                sheets[index] = decode(result, inputs[index].path)
                fresh.append((keys[index], result))
        if cache:
            cache.put(fresh)
        done += len(numbers)
        if progress:
            progress(done, len(inputs))
    order = sorted(sheets)
    return Reading(
        tuple(inputs[index] for index in order),
        tuple(sheets[index] for index in order),
        tuple(failures[index] for index in sorted(failures)),
        cached,
    )


def _key(item: Input) -> bytes | Failure:
    if not item.file:
        return cache_key(item.text.encode("utf-8", errors="surrogatepass"), "")
    try:
        with open(item.file, "rb") as stream:  # noqa: PTH123  # Path takes twice as long for many small files
            return cache_key(stream.read(), PurePath(item.file).suffix or ".")
    except OSError as error:
        detail = error.strerror or str(error)
        return Failure(item.path, f"无法读取（{detail}）。", f"cannot be read ({detail}).")


def _known(data: bytes | None, path: str) -> Sheet | None:
    if data is None:
        return None
    try:
        return decode(data, path)
    except ValueError:  # not what this version writes: read again
        return None


def _results(
    inputs: Sequence[Input], rest: Sequence[int], workers: int
) -> Iterator[tuple[Sequence[int], Sequence[Result]]]:
    batches = [rest[at : at + _BATCH] for at in range(0, len(rest), _BATCH)]
    workers = min(workers or os.cpu_count() or 1, _MOST_WORKERS, len(batches))
    if workers < 2 or len(rest) <= _ALONE:
        for batch in batches:
            yield batch, make([inputs[index] for index in batch])
        return
    # Processes are started afresh: to copy this one, in which a progress bar has its thread, may lock up.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), quiet)
    undone = {tuple(batch) for batch in batches}
    try:
        with deaf():  # processes start at the first tasks, and inherit it
            tasks = {pool.submit(make, [inputs[index] for index in batch]): tuple(batch) for batch in batches}
        for task in as_completed(tasks):
            result = task.result()
            undone.discard(tasks[task])
            yield tasks[task], result
    except BrokenProcessPool:  # a process was ended from outside, for want of memory as a rule: one is enough
        for numbers in sorted(undone):
            yield numbers, make([inputs[index] for index in numbers])
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def deaf() -> Iterator[None]:
    """Ctrl+C does not reach processes that are started meanwhile, not even while they are loading."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def quiet() -> None:
    """Ctrl+C is the parent's to handle; a worker ends when its pool does, or its parent, however that ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def make(inputs: Sequence[Input]) -> list[Result]:
    """Encoded sheets of some inputs, or why there is none."""
    return [item if isinstance(item, Failure) else encode(item) for item in sheets_of(inputs)]


def sheets_of(inputs: Sequence[Input]) -> Iterator[Sheet | Failure]:
    """A sheet of each input, or why there is none."""
    read = read_documents([item.file for item in inputs if item.file])
    for item in inputs:
        yield _made(item, next(read) if item.file else None)


def _both(error: ReadError, lang: str, blank: str) -> str:
    return blank.join(filter(None, (error.reason[lang], error.advice[lang])))


def _made(item: Input, found: Document | ReadError | None) -> Sheet | Failure:
    try:
        document = understand(item.text, item.path) if found is None else found
    except ReadError as error:
        document = error
    if isinstance(document, ReadError):
        return Failure(item.path, *(_both(document, lang, blank) for lang, blank in (("zh", ""), ("en", " "))))
    if not document.clauses:
        return Failure(item.path, "没有读出正文。", "no body was found in it.")
    return make_sheet(document)
