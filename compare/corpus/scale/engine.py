"""Engines: where the tasks of a stage run. Serial, in processes, or on a dask cluster; the results are the same.

A task is a function of a module and one value, and leaves its output in a file whose name follows from the value. It
may thus run twice, after a worker was lost, without anything being lost or doubled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol, TypeVar

from ...errors import BiduiError
from ..reading import deaf, quiet

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # tasks handed out for each worker, so that what they carry does not pile up in memory

_ADDRESS = re.compile(r"[a-z]+://[^\s/]+:\d+")
_WAIT = "10s"  # for the scheduler to answer


class Engine(Protocol):
    """What a stage asks for: results of the tasks, in their order."""

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """function(task) for each task, in order; tasks are drawn as they are needed."""
        ...


class Serial:
    """One task after the other, in this process."""

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """See Engine."""
        return map(function, tasks)


class Pooled:
    """Tasks on a `concurrent.futures` executor: `workers` processes here, or those of a cluster."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self._executor, self._ahead = executor, workers * _AHEAD

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """See Engine. Where a process of this machine was ended from outside, the rest is done without them."""
        waiting: list[tuple[T, Future[R] | None]] = []
        for task in tasks:
            with deaf():  # processes start at the first tasks
                waiting.append((task, self._submit(function, task)))
            if len(waiting) >= self._ahead:
                yield _result(function, *waiting.pop(0))
        for task, future in waiting:
            yield _result(function, task, future)

    def _submit(self, function: Callable[[T], R], task: T) -> Future[R] | None:
        try:
            return self._executor.submit(function, task)
        except BrokenProcessPool:
            return None


def _result(function: Callable[[T], R], task: T, future: Future[R] | None) -> R:
    if future is None:
        return function(task)
    try:
        return future.result()
    except BrokenProcessPool:
        return function(task)


@contextmanager
def processes(workers: int) -> Iterator[Engine]:
    """Processes of this machine; one is this one."""
    if workers < 2:
        yield Serial()
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), quiet)
    try:
        yield Pooled(pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Engine]:
    """Workers of a dask scheduler (tcp://host:port), which see the scratch folder under the same name. Raises
    BiduiError where dask is not installed or the scheduler does not answer."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise BiduiError(
            "没有安装 dask distributed。",
            "dask distributed is not installed.",
            advice_zh="请运行：pip install 'bidui[cluster]'",
            advice_en="Run: pip install 'bidui[cluster]'",
        ) from None
    if not _ADDRESS.fullmatch(address):
        raise BiduiError(
            f"{address} 不是集群的地址。", f"{address} is not the address of a cluster.",
            advice_zh="地址的样子是 tcp://主机:端口。", advice_en="An address reads tcp://HOST:PORT.",
        )  # fmt: skip
    try:
        client = Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise BiduiError(
            f"连接不上集群 {address}。",
            f"no scheduler answers at {address}: {error}",
            advice_zh="请先启动 dask scheduler 与 dask worker。",
            advice_en="Start dask scheduler and dask worker first.",
        ) from None
    try:
        workers = sum(client.nthreads().values())
        yield Pooled(client.get_executor(pure=False), max(1, workers))
    except KilledWorker as error:
        raise BiduiError(
            "集群上的工作进程一再退出，多半是内存不够。",
            f"workers of the cluster ended again and again, for want of memory as a rule: {error}",
            advice_zh="请增加 worker 的内存或减少每台机器上的 worker，再运行同一条命令。",
            advice_en="Give them more memory or run fewer on a machine, and give the same command again.",
        ) from None
    finally:
        client.close()


def ranges(weights: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Neighbours put together to ranges [start, end) of at most `most` by weight, or of one that is heavier."""
    found, start, total = [], 0, 0
    for at, weight in enumerate(weights):
        if at > start and total + weight > most:
            found.append((start, at))
            start, total = at, 0
        total += weight
    if start < len(weights):
        found.append((start, len(weights)))
    return found
