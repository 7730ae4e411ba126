"""The intake. In: a project folder and a digests folder. Out: the Library, the Config, and every Problem on the way; writes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from generator.config.loading import Config, load_config
from generator.enrich.steps import enrich
from generator.library import Library, gather
from generator.model import Problem, Reading
from generator.problems import in_order
from generator.readers.folder import read_folder
from generator.work import Work

Say = Callable[[str], None]


class Timer:
    """Says each phase as it begins and keeps its wall time."""

    def __init__(self, say: Say) -> None:
        self.say, self.seconds, self._phase, self._since = say, dict[str, float](), "", time.perf_counter()

    def phase(self, name: str) -> None:
        now = time.perf_counter()
        if self._phase:
            self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + now - self._since
        self._phase, self._since = name, now
        if name:
            self.say(name)


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
