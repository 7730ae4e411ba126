"""Workers. In: how many processes, or where a cluster is, and the file of a memory. Out: Work that they do, until its end."""

from __future__ import annotations

import gc
import importlib
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from generator.ending import end_with
from generator.memo import Memo, package_version
from generator.work import Work

_SECONDS_TO_FIND = 10


class NoCluster(Exception):
    """The cluster cannot be used; the text says why."""


@contextmanager
def working(memory: Path, *, force: bool = False, jobs: int = 1, cluster: str = "") -> Iterator[Work]:
    """Work with a memory in the file `memory` (`force`: begun anew), and with so many processes of this machine, or with the workers of the
    Dask cluster whose scheduler is at `cluster` (tcp://host:port). Raises NoCluster."""
    memo = Memo(memory, force=force)
    try:
        with _on_cluster(cluster) if cluster else _on_this_machine(jobs) as (executor, workers):
            work = Work(memo, executor, workers)
            work.hands.pool = None if cluster or executor is None else _pool_anew
            try:
                yield work
            finally:
                work.hands.end()
    finally:
        memo.close()


@contextmanager
def _on_this_machine(jobs: int) -> Iterator[tuple[Executor | None, int]]:
    if jobs == 1:
        yield None, 0
        return
    pool = _pool(jobs, _processes())
    try:
        yield pool, jobs
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int, kind: BaseContext) -> Executor:
    return ProcessPoolExecutor(jobs, mp_context=kind, initializer=_begin, initargs=(os.getpid(), gc.isenabled()))


def _pool_anew(jobs: int) -> Executor:
    """Processes that come later are no forks: this one holds the library by then. They would begin with all of it, and what it keeps for
    speed they would forget, page by page, each in a copy of its own: 1.2 GB each at 100,000 papers."""
    return _pool(jobs, get_context("spawn"))


def _begin(parent: int, collects: bool) -> None:
    """A worker begins: it ends with its parent, and collects circles if that does."""
    if not collects:
        gc.disable()
    end_with(parent)


@contextmanager
def _on_cluster(address: str) -> Iterator[tuple[Executor | None, int]]:
    """The workers of a Dask cluster, each with the same code and packages as this process."""
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        raise NoCluster("needs the package `distributed`; install offprint[cluster].") from None
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_FIND)
    except (OSError, ValueError) as error:
        raise NoCluster(f"is not to be found ({error}); give the address of its scheduler, tcp://host:port.") from error
    with client:
        # A worker that is lost at this very moment says nothing; the others do.
        said = client.run(package_version, on_error="return").values()
        versions = [version for version in said if isinstance(version, bytes)]
        if set(versions) != {package_version()}:
            raise NoCluster("has no workers, or workers with another version of Offprint, Python or a package.")
        yield client.get_executor(), len(versions)


def _processes() -> BaseContext:
    """A fork takes all that is imported along, in milliseconds; beside running threads it is not safe."""
    forks = "fork" in get_all_start_methods() and threading.active_count() == 1
    return get_context("fork" if forks else "spawn")
