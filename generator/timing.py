"""What phases take. In: their names as they begin. Out: the time by the clock, the time of CPU and the memory of each."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

import msgspec

Say = Callable[[str], None]


class Spent(msgspec.Struct):
    """What a phase took: seconds by the clock, seconds of CPU (of child processes too that have ended), and the most memory that this
    process had by its end, in MB."""

    seconds: float = 0.0
    cpu: float = 0.0
    megabytes: float = 0.0


class Timer:
    """Says each phase as it begins, and keeps what it took."""

    def __init__(self, say: Say) -> None:
        self.say, self.spent, self._phase, self._since = say, dict[str, Spent](), "", _so_far()

    def phase(self, name: str) -> None:
        now = _so_far()
        if self._phase:
            spent = self.spent.setdefault(self._phase, Spent())
            spent.seconds += now.seconds - self._since.seconds
            spent.cpu += now.cpu - self._since.cpu
            spent.megabytes = now.megabytes
        self._phase, self._since = name, now
        if name:
            self.say(name)


def _so_far() -> Spent:
    times = os.times()
    return Spent(time.perf_counter(), sum(times[:4]), _peak())


def _peak() -> float:
    try:
        import resource
    except ImportError:  # not on Windows
        return 0.0
    # Linux counts in kB, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
