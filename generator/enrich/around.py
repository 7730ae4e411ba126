"""What stands around papers. In: papers, their terms, and who comes closest to whom. Out: of a paper what its reasons are made of.

Vectors are fetched for those papers alone whose reasons are not remembered.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import msgspec

from generator.enrich.matrix import Rows
from generator.enrich.preferred import settled
from generator.enrich.reasons import Neighbourhood, Neighbourhoods
from generator.enrich.subjects import People, Subject, Subjects, subjects_of_both
from generator.enrich.terms import Vector, vector_of
from generator.memo import encoded, key_of
from generator.model import Paper, Tag
from generator.work import Work

# Vectors that are held for the reasons of several papers, 8 kB each, and subjects of papers.
_HELD = 16_384


class Close(NamedTuple):
    """A row, how close it is, of terms and bearing together, and by what it is ranked."""

    row: int
    closeness: float
    rank: float


class Closest(msgspec.Struct, frozen=True):
    """For each row others by rank: how many (int32), which (int32), their closeness and rank (float32), row after row. usual: the ids of
    terms that many of the oldest papers hold, with how usual they are."""

    counts: bytes
    rows: bytes
    closeness: bytes
    ranks: bytes
    usual: dict[int, float]


class Ranked:
    """The same, a row at a time."""

    def __init__(self, closest: Closest) -> None:
        self._rows = array("i", closest.rows)
        self._closeness, self._ranks = array("f", closest.closeness), array("f", closest.ranks)
        self._ends = array("q", accumulate(array("i", closest.counts), initial=0))

    def of(self, row: int) -> list[Close]:
        piece = slice(self._ends[row], self._ends[row + 1])
        return list(map(Close, self._rows[piece], self._closeness[piece], self._ranks[piece]))

    def in_turn(self) -> list[int]:
        """All rows, each behind one that it is near, where there is one: so those that are asked together have half of those near them in
        common."""
        order: dict[int, None] = {}
        waiting = list(range(len(self._ends) - 2, -1, -1))
        while waiting:
            row = waiting.pop()
            if row not in order:
                order[row] = None
                waiting += reversed(self._rows[self._ends[row] : self._ends[row + 1]])
        return list(order)


class Around:
    """The neighbourhoods of papers, oldest first."""

    def __init__(
        self, papers: Sequence[Paper], rows: Rows, closest: Ranked, vocabulary: Sequence[Tag], work: Work
    ) -> None:
        oldest = papers[: settled(len(papers))]
        subjects = Subjects(oldest, vocabulary)
        self._people, self.closest = People(oldest), closest
        self._names = [self._people.of(paper).keys() for paper in papers]
        self._papers, self._rows, self._work = papers, rows, work
        self._subjects = lru_cache(maxsize=_HELD)(lambda row: subjects.of(papers[row]))
        self._prints = lru_cache(maxsize=_HELD)(lambda row: _prints(self._subjects(row)))
        self._held: OrderedDict[int, Vector] = OrderedDict()

    def made_of(self, row: int) -> object:
        """What tells a paper's reasons from others."""
        near = self.closest.of(row)
        texts = [self._rows.texts[row], *(self._rows.texts[one.row] for one in near)]
        return texts, [one.rank for one in near], self._shared(row, near), self._by_same(row, near)

    def _shared(self, row: int, near: Sequence[Close]) -> list[list[tuple[int, int]]]:
        """What stands for _common, which takes longer to make: hashes of the subjects that two papers have, as each has them."""
        own, found = self._prints(row), []
        for one in near:
            other = self._prints(one.row)
            found.append(sorted((own[slug], other[slug]) for slug in own.keys() & other.keys()))
        return found

    def of(self, rows: Sequence[int]) -> Neighbourhoods:
        around = [(row, self.closest.of(row)) for row in rows]
        wanted = dict.fromkeys(one for row, near in around for one in (row, *(other.row for other in near)))
        self._fetch(wanted)
        number = dict(zip(wanted, range(len(wanted)), strict=True))
        found = tuple(self._neighbourhood(row, near, number) for row, near in around)
        vectors = tuple(self._held[row] for row in wanted)
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return Neighbourhoods(vectors, found)

    def _neighbourhood(self, row: int, near: Sequence[Close], number: Mapping[int, int]) -> Neighbourhood:
        return Neighbourhood(
            own=number[row],
            others=tuple(number[one.row] for one in near),
            closeness=tuple(one.closeness for one in near),
            ranks=tuple(one.rank for one in near),
            common=self._common(row, near),
            by_same=self._by_same(row, near),
        )

    def _common(self, row: int, near: Sequence[Close]) -> tuple[tuple[Subject, ...], ...]:
        own = self._subjects(row)
        return tuple(subjects_of_both(own, self._subjects(one.row)) for one in near)

    def _by_same(self, row: int, near: Sequence[Close]) -> tuple[bool, ...]:
        return tuple(bool(self.wrote(row, one.row)) for one in near)

    def wrote(self, row: int, other: int) -> str:
        """Who wrote both (see `People.shared`), which nobody did of nearly all."""
        if self._names[row].isdisjoint(self._names[other]):
            return ""
        return self._people.shared(self._papers[row], self._papers[other])

    def _fetch(self, wanted: dict[int, None]) -> None:
        for row in wanted:
            if row in self._rows.whole:
                self._held[row] = self._rows.whole[row]
        missing = [row for row in wanted if row not in self._held]
        vectors = self._work.map(vector_of, ((self._papers[row].title, self._papers[row].abstract) for row in missing))
        self._held.update(zip(missing, vectors, strict=True))
        for row in wanted:
            self._held.move_to_end(row)


def _prints(subjects: dict[str, Subject]) -> dict[str, int]:
    """By slug a hash of each subject."""
    return {slug: _print_of(subject) for slug, subject in subjects.items()}


@lru_cache(maxsize=_HELD)
def _print_of(subject: Subject) -> int:
    return int.from_bytes(key_of(encoded(subject))[:8], "little")
