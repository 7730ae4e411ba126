"""Bearings. In: the weights of a paper's terms. Out: its bearing, which papers on like subjects share, in whatever words they speak.

A bearing is a direction in DIMENSIONS dimensions. Each common term has one of its own, and a paper's is the mean of those of its terms. The
table beside background/terms.json.gz was fitted by benchmarks/fit_bearings.py, so that papers with a keyword in common, a title and its
abstract, and two halves of a text point the same way. It is the same for every library, so bearings do not move when papers come.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from generator.enrich.background import FOLDER

DIMENSIONS = 64
# A term's numbers are -7 to 7, half a byte each; a paper's one byte each, a bearing of that length.
LEVEL, LENGTH = 7, 127
# How a term is aligned that has no bearing.
NONE = -128
TABLE = FOLDER / "bearings.gz"


class Bearings(NamedTuple):
    """number: term -> its row. rows: the bearings of terms (int8)."""

    number: dict[str, int]
    rows: Any


@cache
def bearings() -> Bearings:
    import numpy as np

    terms, _, packed = gzip.decompress(TABLE.read_bytes()).partition(b"\n\n")
    halves = np.frombuffer(packed, dtype=np.uint8)
    levels = np.stack([halves >> 4, halves & 15], axis=1).astype(np.int8) - LEVEL
    names = terms.decode().split("\n")
    return Bearings(dict(zip(names, range(len(names)), strict=True)), levels.reshape(len(names), DIMENSIONS))


def packed_table(terms: list[str], levels: Any) -> bytes:
    """The table as it is shipped. `levels`: a row a term, whole numbers of -LEVEL..LEVEL."""
    import numpy as np

    halves = (levels + LEVEL).astype(np.uint8).reshape(-1, 2)
    packed = (halves[:, 0] << 4) | halves[:, 1]
    return gzip.compress("\n".join(terms).encode() + b"\n\n" + packed.tobytes(), 9, mtime=0)


def bearing_of(rows: Sequence[int], weights: Sequence[float]) -> bytes:
    """The bearing of a paper, DIMENSIONS int8 of length LENGTH together; zeros when none of its terms has one. `rows`: of each term its row
    in the table, or -1."""
    import numpy as np

    known = [(row, weight) for row, weight in zip(rows, weights, strict=True) if row >= 0]
    if not known:
        return bytes(DIMENSIONS)
    numbers, shares = zip(*known, strict=True)
    found = np.array(shares) @ bearings().rows[list(numbers)]
    length = np.sqrt(found @ found)
    bearing: bytes = np.round(found * (LENGTH / max(length, 1e-9))).astype(np.int8).tobytes()
    return bearing


def alignments(rows: Sequence[int], bearing: bytes) -> bytes:
    """How far each term points where its paper does, whose bearing is given: LENGTH x the cosine, an int8 each, NONE without a bearing."""
    import numpy as np

    known = [place for place, row in enumerate(rows) if row >= 0]
    found = np.full(len(rows), NONE, dtype=np.int8)
    if known:
        own = bearings().rows[[rows[place] for place in known]].astype(np.float32)
        length = np.sqrt(np.einsum("ij,ij->i", own, own))
        found[known] = np.round(own @ np.frombuffer(bearing, dtype=np.int8).astype(np.float32) / np.maximum(length, 1))
    aligned: bytes = found.tobytes()
    return aligned


def likeness(bearing: Any, other: Any) -> Any:
    """The cosine of each pair of bearings, 0 where they point apart. Two arrays of int8, a row each."""
    import numpy as np

    products = np.einsum("ij,ij->i", bearing, other, dtype=np.int32)
    return np.clip(products / LENGTH**2, 0, 1).astype(np.float32)
