"""MinHash. In: numbers, and some hashes. Out: the smallest value of each hash over the numbers, the same by whatever means.

A hash takes a number n to (n * factor + shift) mod 2^64, of which the bits from `right` on are kept (Dietzfelbinger's multiply-shift).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from struct import Struct
from typing import NamedTuple

_MIX, _ALL = 0x9E3779B97F4A7C15, (1 << 64) - 1
# So many products take as long in plain Python as numpy takes to be loaded and to make them (80 ms). Between two runs of a command few
# papers change.
_WITHOUT_ARRAYS = 1_500_000


class WordHashes(NamedTuple):
    """factors: odd; with shifts one each a hash. right: how many bits go."""

    factors: Sequence[int]
    shifts: Sequence[int]
    right: int


class _Made:
    """How many products this run has made without numpy."""

    products = 0


def in_twos(numbers: Sequence[int]) -> list[int]:
    """A number for each two in a row, of numbers below 2^32."""
    return [(first * _MIX & _ALL) ^ (second << 17) for first, second in pairwise(numbers)]


def least(numbers: Sequence[int], hashes: WordHashes) -> list[int]:
    """The smallest of each hash; there is one number at least."""
    _Made.products += len(numbers) * len(hashes.factors)
    return in_python(numbers, hashes) if _Made.products < _WITHOUT_ARRAYS else in_arrays(numbers, hashes)


def in_python(numbers: Sequence[int], hashes: WordHashes) -> list[int]:
    """The smallest of each hash, in plain Python. The factors stand side by side in one long number, 128 bits each, so that one product
    makes all hashes of a number, in half the time that they take one by one; the lower 64 bits of each count."""
    factors, shifts = _side_by_side(hashes.factors), _side_by_side(hashes.shifts)
    lanes = Struct(f"<{2 * len(hashes.factors)}Q")
    rows = [lanes.unpack((number * factors + shifts).to_bytes(lanes.size, "little"))[::2] for number in numbers]
    return [min(column) >> hashes.right for column in zip(*rows, strict=True)]


def _side_by_side(numbers: Sequence[int]) -> int:
    return int.from_bytes(b"".join(number.to_bytes(16, "little") for number in numbers), "little")


def in_arrays(numbers: Sequence[int], hashes: WordHashes) -> list[int]:
    """The smallest of each hash, by numpy: a tenth of the time."""
    import numpy as np

    factors, shifts = np.array(hashes.factors, dtype=np.uint64), np.array(hashes.shifts, dtype=np.uint64)
    made = (np.array(numbers, dtype=np.uint64)[:, None] * factors + shifts) >> np.uint64(hashes.right)
    found: list[int] = made.min(axis=0).tolist()
    return found
