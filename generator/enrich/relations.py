"""Related papers. In: papers with keys. Out: the same papers, each with the few most similar ones and the terms they share.

Two papers are close when their terms are (cosine of TF-IDF vectors, see terms.py), closer when they bear on like subjects in other words
(bearings.py), and closer when their neighbours among the oldest papers are the same. A paper that stands close to many, as one in general
words does, has to come closer than others: its crowding is taken off (cross-domain similarity local scaling, Lample et al. 2018), from the
neighbours that are compared too. What many papers of the library say counts less for the order: among trials of one drug its name tells
nothing. What each is worth is in benchmarks/README.md. As the oldest papers alone are asked, two papers are as close as they were when
others come (preferred.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from generator.enrich.around import Around, Closest, Ranked
from generator.enrich.bearings import DIMENSIONS, likeness
from generator.enrich.matrix import Rows
from generator.enrich.nearest import Near, nearest, of_pairs
from generator.enrich.preferred import settled
from generator.enrich.reasons import Asked, Chosen, related
from generator.enrich.telling import USUAL, how_usual
from generator.enrich.terms import Weighted, vector_of
from generator.memo import encoded, key_of
from generator.model import Paper, Relation, Tag
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
# So many with the largest cosines are ranked; of these so many more than are wanted are asked for what they share.
_CONSIDERED, _MORE = 40, 5
# What no more papers hold is usual in no library.
_FEW = 10
_BLOCK, _PAIRS = 512, 1 << 17
_NOTHING = 1e-12


class Nearby(NamedTuple):
    """The terms of papers in order, oldest first, and which come closest to each."""

    rows: Rows
    closest: Closest


def relate(
    papers: Sequence[Paper],
    count: int = 5,
    work: Work | None = None,
    vocabulary: Sequence[Tag] = (),
    early: Nearby | None = None,
) -> tuple[Paper, ...]:
    """Give each paper at most `count` related papers, closest first; fewer when nothing else comes close. Reasons are said where the two
    share what surely tells something: words, topics of the `vocabulary`, keywords or people. The result does not depend on the order of
    `papers`. `score`, in 0..1, is the mean of the cosine of terms and BEARING x that of bearings, which other papers cannot change; those
    with the largest score + NEIGHBOURHOOD x cosine of neighbourhoods - CROWDING x the other's crowding are chosen, TOLD more for those
    with reasons (see reasons.related). `early`: what near_each_other found of these texts before."""
    if len(papers) < 2 or count < 1:
        return tuple(papers)
    work = work or Work()
    rows, closest = early or near_each_other(papers, count, work)
    ordered = _in_order(papers)
    around = Around(ordered, rows, Ranked(closest), vocabulary, work)
    why = work.map(
        related,
        range(len(ordered)),
        Asked(count, closest.usual),
        known_by=around.made_of,
        given=around.of,
        doing="related papers, paper",
    )
    found = {ordered[row].key: _related(ordered, row, around, chosen) for row, chosen in enumerate(why)}
    return tuple(replace(paper, related=found[paper.key]) for paper in papers)


def near_each_other(papers: Sequence[Paper], count: int, work: Work) -> Nearby:
    """Which papers come closest to each. Two at least."""
    ordered = _in_order(papers)
    rows = Rows(work.map(vector_of, list(map(_texts, ordered)), read_as=Weighted, doing="words, paper"))
    # Who corrects a date or a topic changes no text: then what is near is remembered, and the arrays need not be loaded.
    known_by = (count, key_of(*rows.texts, encoded([paper.title for paper in ordered])))
    closest = work.recall(_near, "closest", known_by, lambda: _closest(rows, ordered, count + _MORE, work))
    return Nearby(rows, closest)


def _in_order(papers: Sequence[Paper]) -> list[Paper]:
    return sorted(papers, key=lambda paper: (paper.added, paper.key))


def _near(_: None, closest: Closest) -> Closest:
    return closest


def _texts(paper: Paper) -> tuple[str, str]:
    return paper.title, paper.abstract


def _related(papers: Sequence[Paper], row: int, around: Around, chosen: Sequence[Chosen]) -> tuple[Relation, ...]:
    found, closest = [], around.closest.of(row)
    for place, said in chosen:
        near = closest[place]
        other = papers[near.row]
        found.append(Relation(other.key, round(near.closeness, 3), said, around.people.shared(papers[row], other)))
    return tuple(sorted(found, key=lambda relation: (-relation.score, relation.key)))


def _closest(rows: Rows, papers: Sequence[Paper], most: int, work: Work) -> Closest:
    """For each row at most `most` rows near it, the one with the best rank first, ties by row."""
    import numpy as np

    matrix = rows.matrix()
    found, oldest = (_borne(_without_doubles(near, papers), rows) for near in nearest(matrix, rows.prints, work))
    near, old = _first(found, _CONSIDERED), _first(oldest, NEIGHBOURS)
    near = near.where(near.cosine >= FLOOR)
    held = _held(matrix)
    ranks = np.round(_ranks(near, old, len(rows)) - _usual(matrix, held, near), 6)
    order = np.lexsort((near.other, -ranks, near.row))
    order = order[_place(near.row[order]) < most]
    return _as_closest(Near(near.row[order], near.other[order], near.cosine[order]), ranks[order], rows, held)


def _as_closest(near: Near, ranks: Any, rows: Rows, held: Any) -> Closest:
    import numpy as np

    oldest = settled(len(rows))
    usual = np.flatnonzero(held > max(USUAL * oldest, _FEW))
    return Closest(
        np.bincount(near.row, minlength=len(rows)).astype(np.int32).tobytes(),
        near.other.astype(np.int32).tobytes(),
        near.cosine.astype(np.float32).tobytes(),
        ranks.astype(np.float32).tobytes(),
        {int(rows.columns[place]): round(how_usual(held[place] / oldest), 1) for place in usual},
    )


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


def _held(matrix: Any) -> Any:
    """Of each term how many of the oldest papers hold it."""
    import numpy as np

    return np.bincount(matrix[: settled(matrix.shape[0])].indices, minlength=matrix.shape[1])


def _usual(matrix: Any, held: Any, near: Near) -> Any:
    """What each pair owes to terms that many of the oldest papers hold, `held` each."""
    import numpy as np
    from scipy import sparse

    share = held / settled(matrix.shape[0])
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
