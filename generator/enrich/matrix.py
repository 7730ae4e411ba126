"""The matrix of terms. In: the terms of papers with their weights, as they come. Out: a sparse matrix, a row a paper.

A hundred thousand papers have 25 million terms, so these are kept as arrays of some thousand papers each, and nothing is made of all at
once: first is asked which terms two papers have, one part of the ids after the other, then each piece becomes rows and is given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from generator.enrich.terms import Vector, Weighted
from generator.memo import key_of

# Papers of a piece, 6 MB of terms; and into how many parts ids are sorted.
_PIECE, _PART_BITS = 2_048, 3
_ID_BITS = 64


class Rows:
    """What relations keep of the terms of papers. texts, prints: of each a hash of what it says, and one of its terms and weights.
    bearings: all, one after the other (see bearings.py). columns: see matrix. whole: by row the vectors that came whole."""

    def __init__(self, vectors: Iterable[Weighted]) -> None:
        self.texts: list[bytes] = []
        self.prints: list[bytes] = []
        self.whole: dict[int, Vector] = {}
        self.columns: Any = None
        self._pieces: list[tuple[list[int], bytes, bytes]] = []
        bearings = []
        for some in _pieces(vectors):
            self.whole.update((row, one) for row, one in enumerate(some, len(self.texts)) if isinstance(one, Vector))
            self.texts += [one.text for one in some]
            self.prints += [key_of(one.terms, one.weights) for one in some]
            bearings += [one.bearing for one in some]
            terms, weights = b"".join([one.terms for one in some]), b"".join([one.weights for one in some])
            self._pieces.append(([len(one.terms) // 8 for one in some], terms, weights))
        self.bearings = b"".join(bearings)

    def __len__(self) -> int:
        return len(self.texts)

    def matrix(self) -> Any:
        """CSR matrix: a row a paper, a column a term that two papers have, whose ids are `columns` then. What one paper alone has relates
        nothing, yet counts in the length of its row, or two papers that share one word would be alike. The pieces are given up on the way,
        so it is made once."""
        import numpy as np
        from scipy import sparse

        columns = self.columns = _shared([np.frombuffer(terms, dtype=np.uint64) for _, terms, _ in self._pieces])
        counts, places, shares = [], [], []
        while self._pieces:
            lengths, terms, weights = self._pieces.pop(0)
            place, share, count = _placed(
                columns, (np.frombuffer(terms, np.uint64), np.frombuffer(weights, np.float32)), lengths
            )
            places.append(place)
            shares.append(share)
            counts.append(count)
        ends = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
        found = sparse.csr_matrix((np.concatenate(shares), np.concatenate(places), ends), (len(self), len(columns)))
        found.sort_indices()
        return found


def _pieces(vectors: Iterable[Weighted]) -> Iterator[list[Weighted]]:
    left = iter(vectors)
    while some := list(islice(left, _PIECE)):
        yield some


def _shared(pieces: Sequence[Any]) -> Any:
    """The ids that two papers have, sorted. No paper has one twice."""
    import numpy as np

    shift = np.uint64(_ID_BITS - _PART_BITS)
    found = []
    for part in range(1 << _PART_BITS):
        ids = np.concatenate([piece[(piece >> shift) == np.uint64(part)] for piece in pieces])
        ids.sort()
        found.append(np.unique(ids[1:][ids[1:] == ids[:-1]]))
    return np.concatenate(found)


def _placed(columns: Any, terms: tuple[Any, Any], lengths: Sequence[int]) -> tuple[Any, Any, Any]:
    """Of a piece the columns (int32) and weights of the terms that have one, and how many each row has."""
    import numpy as np

    ids, weights = terms
    if not len(columns):
        return np.zeros(0, dtype=np.int32), weights[:0], np.zeros(len(lengths), dtype=np.int64)
    # Sorted ids are found without a jump through all columns for each.
    order = np.argsort(ids)
    place = np.empty(len(ids), dtype=np.int32)
    place[order] = np.searchsorted(columns, ids[order])
    kept = (columns.take(place, mode="clip") == ids) & (weights > 0)
    ends = np.concatenate([[0], np.cumsum(kept)])[np.cumsum([0, *lengths])]
    return place[kept], weights[kept], np.diff(ends)
