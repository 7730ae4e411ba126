"""Related papers. In: papers with keys. Out: the same papers, each with the few most similar ones and the terms they share.

Two papers are close when their terms are (cosine of TF-IDF vectors, see terms.py), and closer when their neighbours are the same
papers: that second look lifts precision at five by three points (benchmarks/relations.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from generator.enrich.reasons import Neighbourhood, made_of, reasons
from generator.enrich.terms import matrix_of, vector_of
from generator.model import Paper, Relation
from generator.text import normal_title
from generator.work import Work

NEIGHBOURS = 25
NEIGHBOURHOOD = 0.4
# Below this score fewer than one in ten were put together by people.
FLOOR = 0.07
# So alike that showing one beside the other would say nothing.
SAME = 0.97
COMMON = 2_000
_LOOKED_AT = 60
# Of a few more than are shown, so that those which share nothing that can be said do not count.
_SPARE, _READ = 4, 9
_BLOCK = 512


class Near(NamedTuple):
    """A row, what it is ranked by, and its cosine."""

    row: int
    rank: float
    cosine: float


def relate(papers: Sequence[Paper], count: int = 5, work: Work | None = None) -> tuple[Paper, ...]:
    """Give each paper at most `count` related papers, closest first; fewer when nothing else comes close or no telling term is shared.
    The result does not depend on the order of `papers`. Those with the largest cosine of terms + 0.4 x cosine of neighbourhoods are
    chosen; `score` is the cosine of terms alone, in 0..1, which other papers cannot change."""
    order = sorted(range(len(papers)), key=lambda place: papers[place].key)
    if len(order) < 2 or count < 1:
        return tuple(papers)
    work = work or Work()
    ordered = [papers[place] for place in order]
    vectors = list(work.map(vector_of, ((paper.title, paper.abstract) for paper in ordered)))
    closest = [near[: max(count + _SPARE, _READ)] for near in _closest(matrix_of(vectors), ordered)]
    around = (
        Neighbourhood(own, tuple(vectors[one.row] for one in near), count)
        for own, near in zip(vectors, closest, strict=True)
    )
    found = list(papers)
    for place, near, why in zip(order, closest, work.map(reasons, around, known_by=made_of), strict=True):
        found[place] = replace(papers[place], related=_related(ordered, near, why))
    return tuple(found)


def _related(papers: Sequence[Paper], near: Sequence[Near], why: Sequence[tuple[str, ...]]) -> tuple[Relation, ...]:
    pairs = zip(near, why, strict=False)
    shared = [Relation(papers[one.row].key, round(one.cosine, 3), said) for one, said in pairs if said]
    return tuple(sorted(shared, key=lambda relation: (-relation.score, relation.key)))


def _closest(weights: Any, papers: Sequence[Paper]) -> Iterator[list[Near]]:
    """For each row the rows near it, nearest first, ties by row."""
    import numpy as np
    from scipy import sparse

    near = sparse.vstack(list(_nearest(weights, [normal_title(paper.title) for paper in papers])), format="csr")
    length = np.sqrt(np.asarray(near.multiply(near).sum(axis=1)).ravel())
    unit = near.copy()
    unit.data = near.data / np.repeat(length, np.diff(near.indptr))
    around = unit.T.tocsr()
    for first in range(0, near.shape[0], _BLOCK):
        block = near[first : first + _BLOCK]
        is_near = block.copy()
        is_near.data[:] = 1
        shared = (unit[first : first + _BLOCK] @ around).multiply(is_near)
        yield from _ranked(((block + NEIGHBOURHOOD * shared) / (1 + NEIGHBOURHOOD)).tocsr(), block)


def _ranked(scores: Any, cosines: Any) -> Iterator[list[Near]]:
    """The two matrices hold the same entries; a score is never smaller than 1 / 1.4 of the cosine."""
    for row in range(scores.shape[0]):
        piece = slice(scores.indptr[row], scores.indptr[row + 1])
        own = slice(cosines.indptr[row], cosines.indptr[row + 1])
        cosine = dict(zip(cosines.indices[own].tolist(), cosines.data[own].tolist(), strict=True))
        pairs = zip(scores.indices[piece].tolist(), scores.data[piece].tolist(), strict=True)
        close = (Near(other, round(score, 6), cosine[other]) for other, score in pairs if score >= FLOOR)
        yield sorted(close, key=lambda near: (-near.rank, near.row))


def _nearest(weights: Any, titles: Sequence[str]) -> Iterator[Any]:
    """Blocks of rows of the matrix that holds the cosines of each row with its NEIGHBOURS nearest ones, itself and doubles left out.

    Terms of more than COMMON papers do not make a neighbour, only count once one is found: that keeps the work near linear."""
    import numpy as np
    from scipy import sparse

    common = np.bincount(weights.indices, minlength=weights.shape[1]) > COMMON
    query = weights @ sparse.diags((~common).astype(weights.dtype)) if common.any() else weights
    columns = query.T.tocsr()
    rest = weights[:, np.flatnonzero(common)].toarray() if common.any() else None
    for first in range(0, weights.shape[0], _BLOCK):
        block = (query[first : first + _BLOCK] @ columns).tocsr()
        yield _cut(block, first, titles, rest)


def _largest(block: Any, place: int) -> tuple[Any, Any]:
    """The columns and values of a row, the _LOOKED_AT largest of them."""
    import numpy as np

    piece = slice(block.indptr[place], block.indptr[place + 1])
    other, value = block.indices[piece], block.data[piece]
    if len(value) <= _LOOKED_AT:
        return other, value
    best = np.argpartition(-value, _LOOKED_AT)[:_LOOKED_AT]
    return other[best], value[best]


def _cut(block: Any, first: int, titles: Sequence[str], rest: Any) -> Any:
    """Keep of each row the NEIGHBOURS largest entries that may be shown. `rest`: the weights that `block` has left out."""
    import numpy as np
    from scipy import sparse

    columns, values, ends = [], [], [0]
    for place in range(block.shape[0]):
        row = first + place
        other, value = _largest(block, place)
        if rest is not None:
            value = value + rest[other] @ rest[row]
        best = np.lexsort((other, -np.round(value, 6)))
        near = [k for k in best.tolist() if other[k] != row and value[k] < SAME and titles[other[k]] != titles[row]]
        columns.append(other[near[:NEIGHBOURS]])
        values.append(value[near[:NEIGHBOURS]])
        ends.append(ends[-1] + len(columns[-1]))
    return sparse.csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=block.shape)
