"""MinHash: plain Python and arrays find the same, and a face's signature is of known bytes for good."""

from __future__ import annotations

from random import Random

import pytest

from generator.enrich.identity import candidates, marks
from generator.enrich.identity.least import WordHashes, in_arrays, in_python, in_twos

HASHES = (candidates._hashes(), marks._HASHES, WordHashes([1, (1 << 64) - 1], [0, (1 << 64) - 1], 0))


@pytest.mark.parametrize("hashes", HASHES)
def test_both_means_find_the_same(hashes: WordHashes) -> None:
    random = Random(1)
    for count in (2, 3, 150, 700):
        numbers = in_twos([0, 0xFFFFFFFF, *(random.getrandbits(32) for _ in range(count))])
        assert in_python(numbers, hashes) == in_arrays(numbers, hashes)
    assert max(in_python(in_twos([0xFFFFFFFF] * 3), hashes)) < 1 << 64


def test_the_hashes_never_change() -> None:
    """Prints stand in registers of addresses; what tells whether two texts are looked at stays too."""
    prints = [943742956, 866889006, 974918522, 358109418, 496030357, 986315999]
    assert in_python([1, 2, 3], marks._HASHES) == prints
    signs = in_python([1, 2, 3], candidates._hashes())
    assert signs[:3] == [717789692, 889179606, 1238971229] and len(signs) == 72
