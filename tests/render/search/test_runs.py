"""Runs: papers come back as they were read, whatever is read together, and what an index holds while it grows is not all of them."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator

import pytest

from generator.memo import encoded
from generator.render.search import index as module
from generator.render.search.index import Plan, TermIndex, grow
from generator.render.search.runs import Runs
from generator.render.search.texts import FIELDS, Texts
from generator.render.search.words import chunks

WORDS = [f"{first}{last}" for first in "bcdfghklmnprst" for last in ("ato", "eni", "iru", "olan", "uset", "aleph")]
# How many papers are read together in these tests, and how much more may be held of twice as many: what is told of each, a byte or two a
# word, and nothing of what is made of it.
TOGETHER, MOST = 100, 1.35


def texts(count: int) -> Iterator[Texts]:
    """Papers of a few words, in which everything comes again; joined spellings in one of ten."""
    chance = random.Random(5)
    for number in range(count):
        said = chance.choices(WORDS, k=90)
        joined = f" {said[0]}-{said[1]} {said[2]}{said[3]}" if number % 10 == 0 else ""
        yield Texts(" ".join(said[:6]), said[7], f"{said[8]} {said[9]}", f"{' '.join(said)}{joined}")


def held_on_the_way(count: int) -> int:
    """The bytes that are held for a time while `count` papers are indexed, beside the index itself."""
    tracemalloc.start()
    try:
        index = grow(TermIndex(), texts(count), Plan(large=True, shard=9_000))
        after, most = tracemalloc.get_traced_memory()
        assert index.papers == count
        return most - after
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("together", [7, 30, 1_000])
def test_papers_come_back_as_they_were(together: int) -> None:
    runs = Runs(texts(60), together)
    expected = [[chunks(getattr(paper, field)) for field in FIELDS] for paper in texts(60)]
    assert [paper for some in runs.take() for paper in some] == expected
    for _ in range(2):
        assert [paper for some in runs.again() for paper in some] == expected


def test_the_index_says_the_same_whatever_is_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each term as many papers; only the number of low bits of long columns is chosen by those that come first."""
    found = []
    for together in (1_000, 50):
        monkeypatch.setattr(module, "_TOGETHER", together)
        index = grow(TermIndex(), texts(200), Plan(large=True, shard=9_000))
        counts = [{term: (column.count, column.last) for term, column in held.items()} for held in index.columns]
        found.append((counts, index.totals, index.lengths, sorted(index.joined), index.common))
        found[-1] += (encoded(sorted(index.spoken.items())), encoded(sorted(index.written.items())))
    assert found[0] == found[1]
    assert found[0][3], "some terms are joined spellings alone"


def test_not_all_papers_are_held_while_they_are_indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TOGETHER", TOGETHER)
    held_on_the_way(TOGETHER)
    few, many = held_on_the_way(6 * TOGETHER), held_on_the_way(12 * TOGETHER)
    assert many < few * MOST
