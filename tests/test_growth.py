"""Growth: what is held of each paper while a site is drawn, beyond what may be held of a few. Bytes a paper, at two sizes."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from generator import tables
from generator.config.loading import Config
from generator.memo import Memo
from generator.render import exports, feeds
from generator.render.files import render
from generator.spare import give_back
from generator.spool import Spool
from generator.work import Work
from tests.render.samples import library
from tests.render.test_rewritten import TOPICS, made_up

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


def test_little_is_held_of_each_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, most in ((tables, "_MOST"), (exports, "_HELD"), (feeds, "_HELD")):
        monkeypatch.setattr(module, most, HELD)
    held_of(MANY + 1, tmp_path)  # tables, templates, and what is made of names
    few, many = (held_of(count, tmp_path) for count in (FEW, MANY))
    assert (many - few) / (MANY - FEW) < MOST, (many - few) / (MANY - FEW)
