"""Runs. In: the texts of papers, some at a time. Out: the same papers as chunks, as often as they are asked for.

An index goes through its papers three times: what the whole library writes as one word decides what the terms of each paper are, and which
terms are frequent decides what pairs are kept. As chunks the texts of 100,000 papers would take 1.5 GB; here each run is a number.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from generator.render.search.postings import Read
from generator.render.search.texts import FIELDS, Texts, words_told
from generator.render.search.words import chunk_of, folded_runs


class Runs:
    """Papers as runs. `take` and `again` give them as chunks, `together` papers at a time; `lengths` are those of the abstracts that were
    taken (see `words_told`)."""

    def __init__(self, texts: Iterable[Texts], together: int) -> None:
        self._texts, self._together = texts, together
        self._numbers: dict[str, int] = {}
        # Of papers that were taken together: how many runs each field has, and the number of each run.
        self._taken: list[tuple[array[int], array[int]]] = []
        self._last: list[Read] = []
        self.lengths: list[int] = []

    def take(self) -> Iterator[list[Read]]:
        """Read the texts, and let them go as they are read."""
        left = iter(self._texts)
        while some := list(islice(left, self._together)):
            self._last = self._kept(some)
            yield self._last

    def again(self) -> Iterator[list[Read]]:
        """All that was taken, in the same order and as much at a time."""
        names = list(self._numbers)
        for lengths, numbers in self._taken[:-1]:
            runs = map(chunk_of, map(names.__getitem__, numbers))
            fields = [list(islice(runs, length)) for length in lengths]
            yield [fields[start : start + len(FIELDS)] for start in range(0, len(fields), len(FIELDS))]
        yield self._last

    def _kept(self, texts: Sequence[Texts]) -> list[Read]:
        read = [[folded_runs(getattr(paper, field)) for field in FIELDS] for paper in texts]
        known = self._numbers
        numbers = array("I", (known.setdefault(run, len(known)) for run in chain.from_iterable(chain(*read))))
        self.lengths += [words_told(paper.abstract) for paper in texts]
        self._taken.append((array("I", map(len, chain(*read))), numbers))
        return [[list(map(chunk_of, runs)) for runs in fields] for fields in read]
