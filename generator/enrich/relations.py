"""Related papers. In: papers with keys. Out: the same papers, each with the few most similar ones and the terms they share.

Two papers are close when their terms are (cosine of TF-IDF vectors, see terms.py), closer when they bear on like subjects in other words
(bearings.py), and closer when their neighbours among the oldest papers are the same. A paper that stands close to many, as one in general
words does, has to come closer than others: its crowding is taken off (cross-domain similarity local scaling, Lample et al. 2018), from the
neighbours that are compared too. What many papers of the library say counts less for the order: among trials of one drug its name tells
nothing. What each is worth is in benchmarks/README.md. As the oldest papers alone are asked, two papers are as close as they were when
others come (preferred.py).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from generator.enrich.bearings import DIMENSIONS, likeness
from generator.enrich.matrix import Rows
from generator.enrich.nearest import Near, nearest, of_pairs
from generator.enrich.preferred import settled
from generator.enrich.reasons import Neighbourhood, reasons
from generator.enrich.terms import Vector, Weighted, vector_of
from generator.memo import encoded, key_of
from generator.model import Paper, Relation
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
# One that shares nothing worth saying has to be closer: below this one in forty of such pairs shares a keyword (of 474 in twelve fields),
# of all pairs two in five. At .08 the sessions of conferences lose more than is gained: benchmarks/README.
UNTOLD = 0.06
# So alike that showing one beside the other would say nothing.
SAME = 0.97
# So many with the largest cosines may be chosen.
_CONSIDERED = 40
_BLOCK, _PAIRS = 512, 1 << 17
_NOTHING = 1e-12
# Vectors that are held for the reasons of several papers, 8 kB each.
_HELD = 16_384


class Close(NamedTuple):
    """A row, and how close it is, of terms and bearing together."""

    row: int
    closeness: float


def relate(papers: Sequence[Paper], count: int = 5, work: Work | None = None) -> tuple[Paper, ...]:
    """Give each paper at most `count` related papers, closest first; fewer when nothing else comes close. Reasons are said where the two
    share what surely tells something; a pair without has to be closer (UNTOLD). The result does not depend on the order of `papers`.
    `score`, in 0..1, is the mean of the cosine of terms and BEARING x that of bearings, which other papers cannot change; those with the
    largest score + NEIGHBOURHOOD x cosine of neighbourhoods - CROWDING x the other's crowding are chosen."""
    order = sorted(range(len(papers)), key=lambda place: (papers[place].added, papers[place].key))
    if len(order) < 2 or count < 1:
        return tuple(papers)
    work = work or Work()
    ordered = [papers[place] for place in order]
    rows = Rows(work.map(vector_of, list(map(_texts, ordered)), read_as=Weighted, doing="words, paper"))
    # Who corrects a date or a topic changes no text: then what is near is remembered, and the arrays need not be loaded.
    texts = key_of(*rows.texts, encoded([paper.title for paper in ordered]))
    closest = work.recall(_near, "closest", (count, texts), lambda: _closest(rows, ordered, count, work))
    around = _Around(ordered, rows, closest, work)
    why = work.map(
        reasons, range(len(ordered)), known_by=around.made_of, given=around.of, doing="related papers, paper"
    )
    found = list(papers)
    for place, near, said in zip(order, closest, why, strict=True):
        found[place] = replace(papers[place], related=_related(ordered, near, said))
    return tuple(found)


def _near(_: None, closest: list[list[Close]]) -> list[list[Close]]:
    return closest


def _texts(paper: Paper) -> tuple[str, str]:
    return paper.title, paper.abstract


class _Around:
    """The neighbourhoods of papers, whose vectors are fetched for those alone whose reasons are not remembered."""

    def __init__(
        self,
        papers: Sequence[Paper],
        rows: Rows,
        closest: Sequence[Sequence[Close]],
        work: Work,
    ) -> None:
        self.papers, self.rows, self.closest, self.work = papers, rows, closest, work
        self._held: OrderedDict[int, Vector] = OrderedDict()

    def made_of(self, row: int) -> list[bytes]:
        """What tells a paper's reasons from others."""
        return [self.rows.texts[row], *(self.rows.texts[near.row] for near in self.closest[row])]

    def of(self, rows: Sequence[int]) -> list[Neighbourhood]:
        around = [[row, *(near.row for near in self.closest[row])] for row in rows]
        self._fetch({row: None for one in around for row in one})
        found = [Neighbourhood(self._held[one[0]], tuple(self._held[row] for row in one[1:])) for one in around]
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return found

    def _fetch(self, wanted: dict[int, None]) -> None:
        for row in wanted:
            if row in self.rows.whole:
                self._held[row] = self.rows.whole[row]
        missing = [row for row in wanted if row not in self._held]
        vectors = self.work.map(vector_of, (_texts(self.papers[row]) for row in missing))
        self._held.update(zip(missing, vectors, strict=True))
        for row in wanted:
            self._held.move_to_end(row)


def _related(papers: Sequence[Paper], near: Sequence[Close], why: Sequence[tuple[str, ...]]) -> tuple[Relation, ...]:
    pairs = [(one, said) for one, said in zip(near, why, strict=True) if said or one.closeness >= UNTOLD]
    related = [Relation(papers[one.row].key, round(one.closeness, 3), said) for one, said in pairs]
    return tuple(sorted(related, key=lambda relation: (-relation.score, relation.key)))


def _closest(rows: Rows, papers: Sequence[Paper], most: int, work: Work) -> list[list[Close]]:
    """For each row at most `most` rows near it, the one with the best rank first, ties by row."""
    import numpy as np

    matrix = rows.matrix()
    found = _borne(_without_doubles(nearest(matrix, rows.prints, work), papers), rows)
    near, old = _first(found, _CONSIDERED), _first(found.where(found.other < settled(len(rows))), NEIGHBOURS)
    near = near.where(near.cosine >= FLOOR)
    ranks = np.round(_ranks(near, old, len(rows)) - _usual(matrix, near), 6)
    order = np.lexsort((near.other, -ranks, near.row))
    order = order[_place(near.row[order]) < most]
    closest: list[list[Close]] = [[] for _ in papers]
    for row, other, cosine in zip(*(part[order].tolist() for part in near), strict=True):
        closest[row].append(Close(other, cosine))
    return closest


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


def _usual(matrix: Any, near: Near) -> Any:
    """What each pair owes to terms that many of the oldest papers hold."""
    import numpy as np
    from scipy import sparse

    oldest = settled(matrix.shape[0])
    share = np.bincount(matrix[:oldest].indices, minlength=matrix.shape[1]) / oldest
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
