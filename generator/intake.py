"""The intake. In: a project folder and a digests folder. Out: the Library, the Config, and every Problem on the way; writes nothing."""

from __future__ import annotations

from pathlib import Path

from generator.config.loading import Config, load_config
from generator.enrich.filing import filed
from generator.enrich.steps import enrich
from generator.library import Library, gather
from generator.model import Problem, Reading
from generator.problems import in_order
from generator.readers.folder import read_folder
from generator.timing import Say, Spent, Timer
from generator.work import Work

__all__ = ["Say", "Spent", "Timer", "gather_library"]


def gather_library(
    project: Path, digests: Path, timer: Timer, work: Work | None = None, *, whole: bool = True, related: bool = True
) -> tuple[Library, Config, list[Problem], tuple[Reading, ...]]:
    """Digests -> Papers -> Library: everything before the first OutputFile. Nothing is written. Without `whole`: no related
    papers, and no tags where no Problem can speak of them, which is half of the time. `related`: whether these papers are wanted."""
    timer.phase("reading digests")
    config, problems = load_config(project, digests, work)
    readings, more = read_folder(digests, limit=config.settings.max_digest_mb << 20, work=work)
    readings = filed(readings, config.facts)
    problems = problems + more + [problem for reading in readings for problem in reading.problems]
    timer.phase("enriching papers")
    enriched = enrich(readings, config, work, whole=whole, related=related)
    problems = [problem for problem in problems if problem not in enriched.settled] + list(enriched.problems)
    library = gather(enriched.papers, enriched.digests, enriched.vocabulary, enriched.addresses)
    return library, config, in_order(problems), tuple(readings)
