"""Who comes closest. In: papers with the matrix of their terms, oldest first. Out: for each the few that rank best beside it.

A rank is of two texts and the oldest papers (see relations.py), so those of the first papers, as many as the lists of `nearest` are
remembered of, are remembered with them: papers that come later are ranked, and those into whose lists they got.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.enrich.around import Closest
from generator.enrich.bearings import DIMENSIONS, likeness
from generator.enrich.matrix import Rows
from generator.enrich.nearest import Near, Nearest, nearest, of_pairs
from generator.enrich.preferred import settled
from generator.enrich.telling import USUAL, how_usual
from generator.memo import encoded, key_of
from generator.model import Paper
from generator.text import normal_title
from generator.work import Work

NEIGHBOURS = 25
BEARING = 0.15
NEIGHBOURHOOD = 0.1
CROWDING = 0.3
# A term that half of the library holds says nothing of who is near whom, one that fewer hold the less of that the more do; so many terms
# are asked, if so many papers hold them.
EVERYWHERE = 0.5
_USUAL, _OFTEN = 1_000, 0.03
# Below this score hardly one in twelve shares a keyword (of 180 in eleven fields).
FLOOR = 0.04
# So alike that showing one beside the other would say nothing.
SAME = 0.97
# So many with the largest cosines are ranked.
_CONSIDERED = 40
# What no more papers hold is usual in no library.
_FEW = 10
_BLOCK, _PAIRS = 512, 1 << 17
_NOTHING = 1e-12


class Besides(msgspec.Struct, frozen=True):
    """For each row others: how many (int32), which (int32), and how close they are (float32), row after row."""

    counts: bytes = b""
    others: bytes = b""
    closeness: bytes = b""


class Ranking(msgspec.Struct, frozen=True):
    """For each row those that rank best, the best first, with their ranks (float32), and its neighbours among the oldest."""

    best: Besides = Besides()
    ranks: bytes = b""
    oldest: Besides = Besides()


class _Given(msgspec.Struct, frozen=True):
    """What a ranking is made of: that of some first rows; the lists of all rows; the rows that are ranked anew, a truth value each; what
    they are, and how many are kept of each."""

    before: Ranking
    near: Nearest
    anew: Any
    matrix: Any
    rows: Rows
    papers: Sequence[Paper]
    most: int


def closest_of(rows: Rows, papers: Sequence[Paper], most: int, work: Work) -> Closest:
    """For each row at most `most` rows near it, the one with the best rank first, ties by row."""
    import numpy as np

    matrix, oldest = rows.matrix(), settled(len(papers))
    near = nearest(matrix, rows.prints, work)
    first = papers[: near.end]
    known_by = (most, oldest, key_of(*rows.texts[: near.end], encoded([paper.title for paper in first])))
    whole = np.ones(near.end, dtype=bool)
    given = _Given(Ranking(), near.first(), whole, matrix, rows, first, most)
    found = work.recall(ranked, "ranked", known_by, lambda: given)
    if near.end < len(papers):
        found = ranked(None, _Given(found, near, near.changed(), matrix, rows, papers, most))
    held = _held(matrix, oldest)
    usual = np.flatnonzero(held > max(USUAL * oldest, _FEW))
    said = {int(rows.columns[place]): round(how_usual(held[place] / oldest), 1) for place in usual}
    return Closest(found.best.counts, found.best.others, found.best.closeness, found.ranks, said)


def ranked(_: None, given: _Given) -> Ranking:
    """The ranking of all rows."""
    import numpy as np

    size = len(given.papers)
    old = _neighbours(given)
    near = _closer(given.near.pairs(given.anew), given, _CONSIDERED)
    near = near.where(near.cosine >= FLOOR)
    ranks = np.round(_ranks(near, old, size) - _usual(given.matrix, settled(size), near), 6).astype(np.float32)
    order = np.lexsort((near.other, -ranks, near.row))
    order = order[_place(near.row[order]) < given.most]
    best, ranks = _beside(given, near.where(order), ranks[order])
    return Ranking(_besides(best, size), ranks.tobytes(), _besides(old, size))


def _neighbours(given: _Given) -> Near:
    """The neighbours of each row among the oldest: those of the first rows are as they were."""
    import numpy as np

    before = _pairs_of(given.before.oldest)
    late = np.arange(len(given.papers)) >= len(given.before.oldest.counts) // np.dtype(np.int32).itemsize
    return _joined(before, _closer(given.near.among_oldest(late), given, NEIGHBOURS))


def _beside(given: _Given, near: Near, ranks: Any) -> tuple[Near, Any]:
    """What is ranked, and the rows that are not ranked anew as they were. No row is in both, and each keeps its order."""
    import numpy as np

    before = _pairs_of(given.before.best)
    stay = ~given.anew[before.row]
    both = _joined(before.where(stay), near)
    place = np.argsort(both.row, kind="stable")
    ranks = np.concatenate([np.frombuffer(given.before.ranks, dtype=np.float32)[stay], ranks])
    return both.where(place), ranks[place]


def _pairs_of(listed: Besides) -> Near:
    import numpy as np

    counts = np.frombuffer(listed.counts, dtype=np.int32)
    others, closeness = np.frombuffer(listed.others, dtype=np.int32), np.frombuffer(listed.closeness, dtype=np.float32)
    return Near(np.repeat(np.arange(len(counts), dtype=np.int32), counts), others, closeness)


def _besides(near: Near, size: int) -> Besides:
    import numpy as np

    counts = np.bincount(near.row, minlength=size).astype(np.int32)
    return Besides(counts.tobytes(), near.other.astype(np.int32).tobytes(), near.cosine.astype(np.float32).tobytes())


def _joined(one: Near, other: Near) -> Near:
    import numpy as np

    return Near(*(np.concatenate(both) for both in zip(one, other, strict=True)))


def _closer(near: Near, given: _Given, most: int) -> Near:
    """The closest of each row by terms and bearing, without doubles of it, at most `most`."""
    return _first(_borne(_without_doubles(near, given.papers), given.rows), most)


def _borne(near: Near, rows: Rows) -> Near:
    """The same pairs with the mean of both cosines, by row, then the closest first, ties by the other row."""
    import numpy as np

    bearing = np.frombuffer(rows.bearings, dtype=np.int8).reshape(len(rows), DIMENSIONS)
    close = np.empty(len(near.row), dtype=np.float32)
    for first in range(0, len(close), _PAIRS):
        some = slice(first, first + _PAIRS)
        alike = likeness(bearing[near.row[some]], bearing[near.other[some]])
        close[some] = (near.cosine[some] + BEARING * alike) / (1 + BEARING)
    order = np.lexsort((near.other, -np.round(close, 6), near.row))
    return Near(near.row[order], near.other[order], close[order])


def _without_doubles(near: Near, papers: Sequence[Paper]) -> Near:
    import numpy as np

    numbers: dict[str, int] = {}
    titles = np.array([numbers.setdefault(normal_title(paper.title), len(numbers)) for paper in papers])
    return near.where((near.cosine < SAME) & (titles[near.row] != titles[near.other]))


def _first(near: Near, most: int) -> Near:
    return near.where(_place(near.row) < most)


def _place(rows: Any) -> Any:
    """Where each entry stands among those of its row. Rows come in order."""
    import numpy as np

    starts = np.searchsorted(rows, rows, side="left")
    return np.arange(len(rows)) - starts


def _held(matrix: Any, oldest: int) -> Any:
    """Of each term how many of the oldest papers hold it."""
    import numpy as np

    return np.bincount(matrix[:oldest].indices, minlength=matrix.shape[1])


def _usual(matrix: Any, oldest: int, near: Near) -> Any:
    """What each pair owes to terms that many of the oldest papers hold."""
    import numpy as np
    from scipy import sparse

    share = _held(matrix, oldest) / oldest
    # The sort is stable, so that of terms as common the first are taken.
    usual = np.sort(np.argsort(-share, kind="stable")[:_USUAL])
    usual = usual[share[usual] > _OFTEN]
    # The square root of what is counted, for both papers have it.
    counted = np.minimum(share[usual] / EVERYWHERE, 1) ** 0.25
    return of_pairs(matrix[:, usual] @ sparse.diags(counted.astype(np.float32)), near.row, near.other)


def _ranks(near: Near, old: Near, size: int) -> Any:
    """By what each pair is ranked. `old`: of each row its neighbours among the oldest."""
    import numpy as np
    from scipy import sparse

    crowding = CROWDING * np.bincount(old.row, old.cosine, size).astype(np.float32) / NEIGHBOURS
    apart = np.maximum(old.cosine - crowding[old.other], 0)
    around = sparse.csr_matrix((apart, (old.row, old.other)), shape=(size, settled(size)))
    length = np.sqrt(np.asarray(around.multiply(around).sum(axis=1)).ravel())
    around.data /= np.repeat(np.maximum(length, _NOTHING), np.diff(around.indptr))
    shared = np.zeros(len(near.row), dtype=around.dtype)
    for first in range(0, len(shared), _BLOCK * NEIGHBOURS):
        some = slice(first, first + _BLOCK * NEIGHBOURS)
        both = around[near.row[some]].multiply(around[near.other[some]])
        shared[some] = np.asarray(both.sum(axis=1)).ravel()
    return near.cosine + NEIGHBOURHOOD * shared - crowding[near.other]
