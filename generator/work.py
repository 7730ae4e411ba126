"""Work. In: a step, a plain function of one input, and many inputs. Out: its results, in order: remembered, or made here or by others.

The step is a function at the top of a module; its input and its result are records, texts or numbers. What is the same for all inputs is
`shared`, and `prepare` makes of it, once in each process, what the step takes. Others are any executor of concurrent.futures: the processes
of this machine, or a cluster's. The results are the same whoever makes them.
"""

from __future__ import annotations

import inspect
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import msgspec

from generator.memo import Memo, code_version, encoded, key_of

Shared = TypeVar("Shared")
Prepared = TypeVar("Prepared")
Input = TypeVar("Input")
Result = TypeVar("Result")

# So many inputs are looked up, and given away, together.
_CHUNK = 64
# So many chunks are under way for each worker: none waits, and what is made is not piled up.
_AHEAD = 3


class Step(msgspec.Struct, frozen=True):
    """A step as it travels: where its functions are found, and what they share, encoded."""

    module: str
    name: str
    prepare: tuple[str, str] | None
    shared: bytes


class Work:
    """Does steps. `workers`: how many the executor has; 0 means that all is done here."""

    def __init__(self, memo: Memo | None = None, executor: Executor | None = None, workers: int = 0) -> None:
        self.memo, self.executor, self.workers = memo, executor, workers if executor else 0

    def map(
        self,
        step: Callable[[Any, Input], Result],
        inputs: Iterable[Input],
        shared: object = None,
        *,
        prepare: Callable[[Any], object] | None = None,
        chunk: int = _CHUNK,
    ) -> Iterator[Result]:
        """step(prepare(shared), one) for each one of `inputs`. `chunk`: how many inputs are worth giving away together."""
        if self.memo is None and self.executor is None:
            tool = prepare(shared) if prepare else shared
            return (step(tool, one) for one in inputs)
        where = (prepare.__module__, prepare.__qualname__) if prepare else None
        return self._run(Step(step.__module__, step.__qualname__, where, encoded(shared)), step, iter(inputs), chunk)

    def _run(self, plan: Step, step: Callable[..., Result], inputs: Iterator[Input], chunk: int) -> Iterator[Result]:
        version = code_version(plan.module) + (code_version(plan.prepare[0]) if plan.prepare else b"")
        before = key_of(plan.module.encode(), plan.name.encode(), version, plan.shared)
        result = decoder(step, "return")
        under_way: deque[_Chunk] = deque()
        while some := [encoded(one) for one in islice(inputs, chunk)]:
            under_way.append(self._begin(plan, before, some))
            if len(under_way) > _AHEAD * self.workers:
                yield from map(result.decode, self._end(under_way.popleft()))
        while under_way:
            yield from map(result.decode, self._end(under_way.popleft()))

    def _begin(self, plan: Step, before: bytes, some: list[bytes]) -> _Chunk:
        keys = [key_of(before, one) for one in some]
        known = self.memo.get(keys) if self.memo else {}
        missing = [one for key, one in zip(keys, some, strict=True) if key not in known]
        made: Future[list[bytes]] | None = None
        if missing and self.executor:
            try:
                made = self.executor.submit(run_step, plan, missing)
            except (BrokenExecutor, RuntimeError):
                self.executor = None
        return _Chunk(plan, keys, known, missing, made)

    def _end(self, chunk: _Chunk) -> list[bytes]:
        if not chunk.missing:
            return [chunk.known[key] for key in chunk.keys]
        try:
            results = chunk.made.result() if chunk.made else run_step(chunk.plan, chunk.missing)
        except BrokenExecutor:
            # A worker was killed, for want of memory as a rule: what it had is made here.
            self.executor = None
            results = run_step(chunk.plan, chunk.missing)
        fresh = dict(zip([key for key in chunk.keys if key not in chunk.known], results, strict=True))
        if self.memo:
            self.memo.put(fresh.items())
        chunk.known.update(fresh)
        return [chunk.known[key] for key in chunk.keys]


@contextmanager
def working(memory: Path, *, force: bool = False, jobs: int = 1) -> Iterator[Work]:
    """Work with a memory in the file `memory` (`force`: begun anew), and with so many processes of this machine."""
    memo = Memo(memory, force=force)
    pool = ProcessPoolExecutor(jobs, mp_context=_processes()) if jobs > 1 else None
    try:
        yield Work(memo, pool, jobs)
    finally:
        memo.close()
        if pool:
            pool.shutdown(wait=True, cancel_futures=True)


def _processes() -> BaseContext:
    """A fork takes all that is imported along, in milliseconds; beside running threads it is not safe."""
    forks = "fork" in get_all_start_methods() and threading.active_count() == 1
    return get_context("fork" if forks else "spawn")


class _Chunk(msgspec.Struct):
    """Some inputs of a step: their keys, what is known, the rest encoded, and who makes that."""

    plan: Step
    keys: list[bytes]
    known: dict[bytes, bytes]
    missing: list[bytes]
    made: Any = None


def run_step(plan: Step, inputs: Sequence[bytes]) -> list[bytes]:
    """The results of a step, encoded, for inputs that are. This is what a worker runs."""
    step, tool = _ready(plan)
    read = decoder(step, "input")
    return [encoded(step(tool, read.decode(one))) for one in inputs]


@lru_cache(maxsize=16)
def _ready(plan: Step) -> tuple[Callable[..., object], object]:
    step = _function(plan.module, plan.name)
    make = _function(*plan.prepare) if plan.prepare else None
    first = make or step
    shared = decoder(first, "shared").decode(plan.shared)
    return step, make(shared) if make else shared


def _function(module: str, name: str) -> Callable[..., Any]:
    import importlib

    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


@lru_cache(maxsize=64)
def decoder(function: Callable[..., object], what: str) -> msgspec.msgpack.Decoder[Any]:
    """Reads what a step's function takes ("shared", "input": its first and second parameter) or gives ("return"), as its types say."""
    made = function.__init__ if inspect.isclass(function) else function
    hints = get_type_hints(made)
    names = list(inspect.signature(function).parameters)
    name = {"shared": names[0], "input": names[-1], "return": "return"}[what]
    return msgspec.msgpack.Decoder(hints.get(name, Any))
