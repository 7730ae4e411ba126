"""The intake. In: a project folder and a digests folder. Out: the Library, the Config, and every Problem on the way; writes nothing."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from generator.config.loading import Config, load_config
from generator.enrich.steps import enrich
from generator.library import Library, gather
from generator.model import Problem, Reading
from generator.problems import in_order
from generator.readers.folder import read_folder
from generator.work import Work

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


def gather_library(
    project: Path, digests: Path, timer: Timer, work: Work | None = None
) -> tuple[Library, Config, list[Problem], tuple[Reading, ...]]:
    """Digests -> Papers -> Library: everything before the first OutputFile. Nothing is written."""
    timer.phase("reading digests")
    config, problems = load_config(project, digests)
    readings, more = read_folder(digests, limit=config.settings.max_digest_mb << 20, work=work)
    problems = problems + more + [problem for reading in readings for problem in reading.problems]
    timer.phase("enriching papers")
    enriched = enrich(readings, config, work)
    problems = [problem for problem in problems if problem not in enriched.settled] + list(enriched.problems)
    library = gather(enriched.papers, enriched.digests, enriched.vocabulary, enriched.addresses)
    return library, config, in_order(problems), tuple(readings)
