"""Who else works. In: an executor, of this machine's processes or a cluster's, and what there is to do. Out: what they made, if they are
asked: from memory so little is made as a rule that nobody is."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from typing import Any, TypeVar

from generator.away import Away, is_lost, timed
from generator.spare import held

Value = TypeVar("Value")

# Where there is a memory, so many seconds of work are done here before others are asked, for as long do two of them take to begin; and when
# this process holds more than so much by then, they are no forks of it, for these would copy what they touch.
_ALONE, _TO_FORK = 3.0, 512 << 20


class Hands:
    """`workers`: how many there are; 0 means that all is done here. `away`: seconds of CPU that they took. `from_memory`: whether most of
    what is asked may be remembered."""

    def __init__(self, executor: Executor | None, workers: int, *, from_memory: bool) -> None:
        self.executor, self.workers, self.away = executor, workers if executor else 0, 0.0
        # Makes an executor of so many processes of this machine; None where all is done here, or on a cluster.
        self.pool: Callable[[int], Executor] | None = None
        self._alone = _ALONE if from_memory else 0.0

    def submit(self, function: Callable[..., Any], *given: object, little: bool = True) -> Away | None:
        """Give work away; None, when there is nobody (any more), or it is `little` and so was all before."""
        if self.executor is None or (little and self._alone > 0):
            return None
        try:
            return Away(function, given, self.executor.submit(timed, function, *given))
        except (BrokenExecutor, RuntimeError):
            self.executor = None
            return None

    def submit_apart(self, function: Callable[..., Any], *given: object) -> Away | None:
        """Give work to a process that ends with it."""
        if self.executor is None or self.pool is None:
            return self.submit(function, *given, little=False)
        alone = self.pool(1)
        future = alone.submit(timed, function, *given)
        alone.shutdown(wait=False)
        return Away(function, given, future, ends=True)

    def here(self, function: Callable[..., Value], *given: object) -> Value:
        """Do what was not given away."""
        if self._alone <= 0:
            return function(*given)
        began = time.process_time()
        made = function(*given)
        self._alone -= time.process_time() - began
        if self._alone <= 0 and self.executor is not None and self.pool is not None and held() > _TO_FORK:
            self.executor = self.pool(self.workers)
        return made

    def result(self, away: Away) -> Any:
        """What was made of work that was given away; made here, when whoever had it is lost."""
        try:
            result, seconds = away.future.result()
        except Exception as error:
            if not is_lost(error):
                raise
            self.executor = None
            return away.function(*away.given)
        self.away += 0.0 if away.ends else seconds
        return result

    def begin_anew(self) -> None:
        """Those of this machine end, for what they hold they hardly give back; others come with the next work."""
        if self.executor is not None and self.pool is not None:
            self.executor.shutdown(wait=True)
            self.executor, self.away = self.pool(self.workers), 0.0  # the system tells what those took that ended

    def end(self) -> None:
        """Let those end that came since."""
        if self.executor is not None and self.pool is not None:
            self.executor.shutdown(wait=True, cancel_futures=True)
