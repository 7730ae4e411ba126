"""The nearest rows. In: a sparse matrix of unit rows, the oldest papers' first. Out: for each row the rows near it, with their cosines; and
the same of the oldest alone, whose lists nothing that comes later gets into.

All rows are compared with all, in blocks. What a number of the oldest rows found among themselves is remembered; rows that come later are
compared with all before them, and change the few lists that they get into. The result is the same whichever way it is reached.

Terms of more than COMMON papers do not make a neighbour, only count once one is found: that keeps the work near linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from generator.enrich.preferred import settled
from generator.memo import key_of
from generator.work import Work

COMMON = 2_000
# Of so many that are found without common terms some come closer with them.
_LOOKED_AT = 60
# Rows that are compared at once, and the pairs that these may make: 100 MB of them.
_BLOCK, _ENTRIES, _PAIRS = 512, 8_000_000, 1 << 17
# The lists of the oldest rows are remembered, and those of a sixteenth more, and so on.
_STEPS, _SMALLEST_STEP = 16, 256


Pair: TypeAlias = tuple[Any, Any]
Triple: TypeAlias = tuple[Any, Any, Any]


class Lists(msgspec.Struct, frozen=True):
    """For each row at most _LOOKED_AT others, the largest cosine first, ties by row: how many (int32), which (int32), and the cosines of
    terms that are not common (float32), row after row."""

    counts: bytes = b""
    others: bytes = b""
    cosines: bytes = b""


class Compared(msgspec.Struct, frozen=True):
    """The lists of all rows, among all and among the oldest."""

    all: Lists = Lists()
    oldest: Lists = Lists()


class Near(NamedTuple):
    """Arrays of one length: pairs of rows and their cosines, by row, then the largest cosine first, ties by the other row."""

    row: Any
    other: Any
    cosine: Any

    def where(self, wanted: Any) -> Near:
        return Near(self.row[wanted], self.other[wanted], self.cosine[wanted])


class _Growth(msgspec.Struct, frozen=True):
    """The lists of the first rows, the matrix of these and more, and how many rows are the oldest."""

    before: Compared
    query: Any
    oldest: int


class Nearest(NamedTuple):
    """The lists of all rows, and those that the first rows had before the others came, as they are remembered: of these `end` rows. rest:
    the matrix of common terms; None, when there are none."""

    lists: Compared
    before: Compared
    end: int
    rest: Any

    def first(self) -> Nearest:
        """The same of the first rows alone."""
        return Nearest(self.before, self.before, self.end, self.rest)

    def pairs(self, wanted: Any) -> Near:
        """The pairs of the rows that are `wanted`, a truth value each."""
        return _in_order(self.lists.all, self.rest, wanted)

    def among_oldest(self, wanted: Any) -> Near:
        """Those whose other row is one of the oldest."""
        return _in_order(self.lists.oldest, self.rest, wanted)

    def changed(self) -> Any:
        """Whether each row came after the first ones, or got one of these into its list: whose list is not what is remembered."""
        import numpy as np

        counts, others, _ = _arrays(self.lists.all)
        changed = np.arange(len(counts)) >= self.end
        changed[np.repeat(np.arange(len(counts)), counts)[others >= self.end]] = True
        return changed


def nearest(weights: Any, prints: Sequence[bytes], work: Work) -> Nearest:
    """Which rows come closest to each. `prints`: a hash of each row."""
    import numpy as np

    size = weights.shape[0]
    old = weights.indptr[settled(size)]
    query, rest = _parted(weights, np.bincount(weights.indices[:old], minlength=weights.shape[1]) > COMMON)
    del weights
    stops = _stops(size)
    before = _remembered(query, prints, stops, work)
    lists = grown(None, _Growth(before, query, stops[0])) if stops[-1] < size else before
    return Nearest(lists, before, stops[-1], rest)


def _in_order(lists: Lists, rest: Any, wanted: Any) -> Near:
    """The pairs of some rows, with what common terms add."""
    import numpy as np

    counts, others, cosines = _arrays(lists)
    rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    some = wanted[rows]
    rows, others, cosines = rows[some], others[some], cosines[some]
    if rest is not None:
        cosines = cosines + of_pairs(rest, rows, others)
    order = np.lexsort((others, -np.round(cosines, 6), rows))
    return Near(rows[order], others[order], cosines[order])


def _parted(weights: Any, common: Any) -> tuple[Any, Any]:
    """The matrix without common terms, and what it has of these alone; None, when there are none."""
    import numpy as np
    from scipy import sparse

    if not common.any():
        return weights, None
    kept = ~common[weights.indices]
    ends = np.concatenate([[0], np.cumsum(kept)])[weights.indptr]
    query = sparse.csr_matrix((weights.data[kept], weights.indices[kept], ends), shape=weights.shape)
    return query, weights[:, np.flatnonzero(common)]


def of_pairs(rest: Any, rows: Any, others: Any) -> Any:
    """What common terms add to the cosine of each pair, by itself, so that no other pair changes its last digit."""
    import numpy as np

    parts = [np.zeros(0, dtype=rest.dtype)]
    for first in range(0, len(rows), _PAIRS):
        some = slice(first, first + _PAIRS)
        parts.append(np.asarray(rest[rows[some]].multiply(rest[others[some]]).sum(axis=1)).ravel())
    return np.concatenate(parts)


def _stops(size: int) -> list[int]:
    """Of how many rows the lists are remembered."""
    first = settled(size)
    return list(range(first, size + 1, max(_SMALLEST_STEP, first // _STEPS)))


def _remembered(query: Any, prints: Sequence[bytes], stops: Sequence[int], work: Work) -> Compared:
    """The lists of the first rows, up to the last stop, among themselves."""
    if not stops:
        return Compared()
    end = stops[-1]
    known_by = (list(stops), key_of(*prints[:end]))
    return work.recall(
        grown,
        str(len(stops)),
        known_by,
        lambda: _Growth(_remembered(query, prints, stops[:-1], work), query[:end], stops[0]),
        "nearest papers",
    )


def grown(_: None, growth: _Growth) -> Compared:
    """The lists of all rows of the matrix: those that are there with what gets into them, and those of the rows after these."""
    import numpy as np

    found, least = _taken_apart(growth.before.all)
    among, late = _taken_apart(growth.before.oldest)[0], []
    begins = not found
    for first, block in _blocks(growth.query, len(found)):
        places = range(block.shape[0])
        late.append(_getting_in(block, first, least))
        found += [_own(block, place, first + place) for place in places]
        # The oldest are compared with one another alone.
        among += [] if begins else [_own(block, place, first + place, growth.oldest) for place in places]
    for row, other, cosine in _by_row(late):
        found[row] = _largest(np.concatenate([found[row][0], other]), np.concatenate([found[row][1], cosine]))
    return Compared(_put_together(found), _put_together(found if begins else among))


def _blocks(query: Any, old: int) -> Iterator[tuple[int, Any]]:
    """The first of some rows after the `old` ones, and their products with all rows."""
    size, columns = query.shape[0], query.T.tocsr()
    step = max(1, min(_BLOCK, _ENTRIES // size))
    for first in range(old, size, step):
        yield first, (query[first : first + step] @ columns).tocsr()


def _taken_apart(lists: Lists) -> tuple[list[Pair], Any]:
    """The list of each row, and the cosine that another row has to exceed to get into it."""
    import numpy as np

    counts, others, cosines = _arrays(lists)
    least = np.zeros(len(counts), dtype=np.float32)
    if not len(counts):
        return [], least
    ends = np.cumsum(counts)
    full = counts == _LOOKED_AT
    least[full] = cosines[ends[full] - 1]
    return list(zip(np.split(others, ends[:-1]), np.split(cosines, ends[:-1]), strict=True)), least


def _put_together(found: Sequence[Pair]) -> Lists:
    import numpy as np

    return Lists(
        np.array([len(other) for other, _ in found], dtype=np.int32).tobytes(),
        np.concatenate([other for other, _ in found], dtype=np.int32).tobytes(),
        np.concatenate([cosine for _, cosine in found], dtype=np.float32).tobytes(),
    )


def _own(block: Any, place: int, row: int, before: int | None = None) -> Pair:
    """The list of a row, among those `before` a row where that is given."""
    piece = slice(block.indptr[place], block.indptr[place + 1])
    other, cosine = block.indices[piece], block.data[piece]
    apart = other != row if before is None else other < before
    return _largest(other[apart], cosine[apart])


def _largest(other: Any, cosine: Any) -> Pair:
    """The _LOOKED_AT largest, the largest first, ties by row."""
    import numpy as np

    if len(cosine) > _LOOKED_AT:
        enough = cosine >= np.partition(cosine, -_LOOKED_AT)[-_LOOKED_AT]
        other, cosine = other[enough], cosine[enough]
    order = np.lexsort((other, -cosine))[:_LOOKED_AT]
    return other[order], cosine[order]


def _getting_in(block: Any, first: int, least: Any) -> Triple:
    """(row, new row, cosine) where a row of the block comes into the list of an older one. A tie goes to the older row."""
    found = block[:, : len(least)].tocoo()
    enough = found.data > least[found.col]
    return found.col[enough], found.row[enough] + first, found.data[enough]


def _by_row(late: Sequence[Triple]) -> Iterator[Triple]:
    import numpy as np

    if not any(len(rows) for rows, _, _ in late):
        return
    rows, others, cosines = (np.concatenate(part) for part in zip(*late, strict=True))
    order = np.argsort(rows, kind="stable")
    rows, others, cosines = rows[order], others[order], cosines[order]
    each, starts = np.unique(rows, return_index=True)
    parts = (np.split(values, starts[1:]) for values in (others, cosines))
    yield from zip(each.tolist(), *parts, strict=True)


def _arrays(lists: Lists) -> Triple:
    import numpy as np

    return (
        np.frombuffer(lists.counts, dtype=np.int32),
        np.frombuffer(lists.others, dtype=np.int32),
        np.frombuffer(lists.cosines, dtype=np.float32),
    )
