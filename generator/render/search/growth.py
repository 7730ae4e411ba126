"""Growth. In: what papers are found by, in search order, and the memory of work. Out: their index, most of it as it was remembered.

The oldest papers are the first to be indexed, as many as the last preferred number says (see `generator/enrich/preferred.py`); then come
the others, a batch at a time, and the last that fill no batch. What the oldest make is remembered, and what all batches make: so one more
digest costs the papers behind the last batch. Where batches end depends on the number of papers alone, so an index is a function of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from generator.enrich.preferred import settled
from generator.memo import encoded, key_of
from generator.render.search.index import Plan, TermIndex, grow
from generator.render.search.texts import Original, search_texts
from generator.work import Work

# Of fewer papers every list is short, and the index is small.
_FEW = 2_000
# Indexing so many takes a second of CPU at most.
_BATCH = 256
# Of so many papers the index takes half a GB.
_LARGE = 20_000


def is_large(papers: int) -> bool:
    """Whether an index holds fewer joined spellings, and pairs of frequent terms."""
    return papers >= _FEW


class Grown(msgspec.Struct, frozen=True):
    """An index, the papers to add, and what the index has to know."""

    index: TermIndex
    papers: Sequence[Original]
    plan: Plan


def grow_by(shared: None, grown: Grown) -> TermIndex:
    """The step that is remembered: the index with more papers."""
    return grow(grown.index, map(search_texts, grown.papers), grown.plan)


class Growing:
    """The index of papers in their order, a batch after the other. `shard`: how many characters a shard will have. `words`: the index of
    what else they say, where it is their tags that are indexed."""

    def __init__(self, papers: Sequence[Original], shard: int, work: Work, words: TermIndex | None = None) -> None:
        plan = Plan(is_large(len(papers)), shard, tuple(words.common) if words else ())
        self._papers, self._plan, self._work, self._of = papers, plan, work, "tags, " if words else ""
        self._oldest = settled(len(papers))
        self._batches = (len(papers) - self._oldest) // _BATCH
        self._hashes = [key_of(encoded(paper)) for paper in papers]

    def begin(self) -> None:
        """Have another process index the oldest, which takes longer than all else of search, while this one draws pages; where nothing is
        remembered. Of a large library the processes end before that, for what they hold."""
        if not self._work.hands.workers or self._oldest > _LARGE:
            return
        held = {0, max(0, self._batches - 1), self._batches}
        if not any(self._work.is_recalled(grow_by, *self._known(one)) for one in held):
            self._work.recall_ahead(grow_by, *self._known(0), self._only_oldest)

    def whole(self) -> TermIndex:
        """What the last batch makes is remembered, and what the one before it made: when the next digest fills a batch, it goes on from
        either."""
        if not self._batches:
            return self._end(self._first())
        return self._end(self._remembered(self._batches, lambda: self._before(self._batches - 1)))

    def _known(self, batches: int) -> tuple[str, object]:
        """Where the index of the oldest and of so many batches is remembered, and what tells it from others."""
        end = self._oldest + batches * _BATCH
        place = f"batches {batches % 2}" if batches else "oldest"
        return self._of + place, (self._oldest, key_of(*self._hashes[:end]), self._plan)

    def _first(self) -> TermIndex:
        return self._work.recall(grow_by, *self._known(0), self._only_oldest)

    def _only_oldest(self) -> Grown:
        return self._grown(TermIndex(), 0, self._oldest)

    def _before(self, batches: int) -> TermIndex:
        return self._remembered(batches, lambda: self._plain(batches - 1)) if batches else self._first()

    def _plain(self, batches: int) -> TermIndex:
        index = self._first()
        for batch in range(batches):
            index = grow_by(None, self._batch(index, batch))
        return index

    def _remembered(self, batches: int, before: Callable[[], TermIndex]) -> TermIndex:
        return self._work.recall(grow_by, *self._known(batches), lambda: self._batch(before(), batches - 1))

    def _batch(self, index: TermIndex, batch: int) -> Grown:
        start = self._oldest + batch * _BATCH
        return self._grown(index, start, start + _BATCH)

    def _end(self, index: TermIndex) -> TermIndex:
        start = self._oldest + self._batches * _BATCH
        return grow_by(None, self._grown(index, start, len(self._papers))) if start < len(self._papers) else index

    def _grown(self, index: TermIndex, start: int, end: int) -> Grown:
        return Grown(index, self._papers[start:end], self._plan)
