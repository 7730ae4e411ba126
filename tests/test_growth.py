"""Growth: what more papers cost, at two sizes. The bytes that are held of each while a site is drawn, beyond what may be held of a few; and
calls of functions where many papers meet many topics."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from generator import tables
from generator.config.loading import Config
from generator.enrich.topics.candidates import candidates
from generator.enrich.topics.choice import filling
from generator.memo import Memo
from generator.model import Paper, Source
from generator.render import exports, feeds
from generator.render.files import render
from generator.spare import give_back
from generator.spool import Spool
from generator.work import Work
from tests.render.samples import library
from tests.render.test_rewritten import TOPICS, made_up

ROOT = Path(__file__).parents[1]
# The papers of both libraries; of so many citations, cards and words may be held.
FEW, MANY, HELD = 80, 160, 10
# The name of each file and where it waits: 730 bytes. With cards, citations and entries of feeds in memory it is 7,600, with the contents
# of files 33,000.
MOST = 1_500


def held_of(count: int, folder: Path) -> int:
    """The bytes that are held, when all files of so many papers are drawn, beside the library and what is kept for speed."""
    gathered, work = library(list(made_up(count)), TOPICS), Work(Memo(folder / f"{count}.sqlite"))
    with Spool(folder, held=0) as spool:
        tracemalloc.start()
        try:
            files = list(map(spool.put, render(gathered, Config(), work=work)))
            give_back(0)
            assert len(files) > count
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()


def print_held(folder: Path) -> None:
    """The bytes that are held of few and of many papers, in a process that does nothing else: what other tests left grows as well."""
    for module, most in ((tables, "_MOST"), (exports, "_HELD"), (feeds, "_HELD")):
        setattr(module, most, HELD)
    held_of(MANY + 1, folder)  # tables, templates, and what is made of names
    print(*(held_of(count, folder) for count in (FEW, MANY)))


def test_little_is_held_of_each_paper(tmp_path: Path) -> None:
    script = "import sys, pathlib; from tests.test_growth import print_held; print_held(pathlib.Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    few, many = map(int, done.stdout.split())
    assert (many - few) / (MANY - FEW) < MOST, (many - few) / (MANY - FEW)


def named(count: int) -> Iterator[Paper]:
    """Papers of which twelve each have a keyword that no other has."""
    for number in range(count):
        word = f"{number // 12:04}".translate(str.maketrans("0123456789", "aeioubdfgk"))
        yield Paper(title=f"On {number:05}", key=f"{number:05}", source=Source("a"), keywords=(f"{word}an {word}on",))


def calls_of_filling(count: int) -> int:
    """How many functions are called to find topics for papers that have none."""
    found, calls = candidates(list(named(count))).candidates, [0]

    def called(_frame: object, event: str, _given: object) -> None:
        calls[0] += event == "call"

    sys.setprofile(called)
    try:
        assert len(filling(found, [], count)) == count // 12
    finally:
        sys.setprofile(None)
    return calls[0]


def test_more_papers_without_topics_do_not_ask_about_each_topic() -> None:
    """Four times the papers: four times the calls. When each paper was looked for among the papers of each topic it was thirteen times."""
    assert calls_of_filling(1_200) < 6 * calls_of_filling(300)
