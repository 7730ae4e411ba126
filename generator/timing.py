"""What phases take. In: their names as they begin, and how far they are. Out: what each took, and a line that says how long it will."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

import msgspec

Say = Callable[[str], None]

# A line that changes more often is not read; what takes less than so long needs no word on when it ends.
_BETWEEN, _LONG = 0.2, 3.0
# Behind the first ones every so many are counted: a look at the clock for each took a hundredth of a build from memory.
FIRST, EACH = 16, 16


class Spent(msgspec.Struct):
    """What a phase took: seconds by the clock, seconds of CPU (of MkDocs and of workers too), and the most memory that this process had by
    its end, in MB; how many results and pages it asked for, and how many of them were there already."""

    seconds: float = 0.0
    cpu: float = 0.0
    megabytes: float = 0.0
    asked: int = 0
    found: int = 0


class Timer:
    """Says each phase as it begins and how far it is, and keeps what it took. `remembered`: how many results were there already, of how
    many, since the beginning; `away`: seconds of CPU that workers took."""

    def __init__(
        self,
        say: Say,
        remembered: Callable[[], tuple[int, int]] = lambda: (0, 0),
        away: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.say, self.remembered, self.away = say, remembered, away
        self.spent: dict[str, Spent] = {}
        self._phase, self._since = "", self._so_far()
        self._count, self._doing = _Count(), ""

    def phase(self, name: str) -> None:
        now = self._so_far()
        if self._phase:
            spent = self.spent.setdefault(self._phase, Spent())
            for figure in ("seconds", "cpu", "asked", "found"):
                setattr(spent, figure, getattr(spent, figure) + getattr(now, figure) - getattr(self._since, figure))
            spent.megabytes = now.megabytes
        self._phase, self._since, self._count, self._doing = name, now, _Count(), ""
        if name:
            self.say(name)

    def count(self, done: int, total: int, doing: str = "") -> None:
        """So much of this part of the phase's work is done; `total` is 0 when nobody knows how much there is. As a part begins, with
        nothing done, its name alone is said, for some are long and have no parts of their own."""
        if done > FIRST and done % EACH and done != total:
            return
        if doing != self._doing:
            self._count, self._doing = _Count(), doing
        if not done:
            self.say(f"{self._phase}: {doing}")
            return
        told = self._count.told(done, total, time.perf_counter())
        if told:
            self.say(f"{self._phase}: {doing} {told}" if doing else f"{self._phase}: {told}")

    def _so_far(self) -> Spent:
        times = os.times()
        found, asked = self.remembered()
        return Spent(time.perf_counter(), sum(times[:4]) + self.away(), _peak(), asked, found)


class _Count:
    """How far one kind of work is. It begins again when less is done than before."""

    def __init__(self) -> None:
        self.done, self.began, self.said = 0, 0.0, 0.0

    def told(self, done: int, total: int, now: float) -> str:
        """ "400 of 1,000, 12 s left", or "" when that was said a moment ago."""
        if done <= self.done or not self.began:
            self.began = now
        self.done = done
        if now - self.said < _BETWEEN:
            return ""
        self.said = now
        if total < done:
            return f"{done:,}"
        left = (now - self.began) * (total - done) / max(1, done)
        return f"{done:,} of {total:,}" + (f", {round(left):,} s left" if left >= _LONG else "")


def _peak() -> float:
    try:
        import resource
    except ImportError:  # not on Windows
        return 0.0
    # Linux counts in kB, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
