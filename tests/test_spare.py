"""Spare memory: a process that holds much forgets what functions kept, and no other does."""

from __future__ import annotations

import pytest

from generator import spare
from generator.spare import give_back
from generator.text import slug, typeset


def kept() -> int:
    return sum(cache.cache_info().currsize for cache in spare._caches() if cache.cache_info().currsize >= spare._MANY)


@pytest.mark.parametrize(("most", "forgets"), [(0, True), (1 << 60, False)])
def test_much_is_forgotten(most: int, forgets: bool) -> None:
    for number in range(1_200):
        typeset(f"A short {number}")
        typeset(f"A long one {number} " * 40)
        slug(f"a key {number}")
    before = kept()
    assert before >= 3_600
    give_back(most)
    assert (kept() < before) == forgets
    assert typeset("A short 7").plain == "A short 7"
