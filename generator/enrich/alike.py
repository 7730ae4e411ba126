"""Likeness of tags and papers. In: tags, and the words of a paper. Out: how far the paper is about what each tag's names are about.

A word may stand in a paper that is about something else; the bearings of both (bearings.py) tell, whatever the library.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.enrich.bearings import DIMENSIONS, LENGTH
from generator.enrich.phrases import CUT
from generator.enrich.terms import bearing_of_words
from generator.model import Tag


class NameBearings:
    """The bearings of the names of `tags`, each made when it is first asked for."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self._tags = tags
        self._bearings: dict[int, bytes] = {}

    def alike(self, tags: Sequence[int], bearing: bytes) -> dict[int, float]:
        """Number of each tag asked for -> the cosine of its bearing and the paper's, 0 where they point apart. Whole numbers are added, so
        it is the same on every machine."""
        import numpy as np

        for tag in set(tags).difference(self._bearings):
            self._bearings[tag] = _bearing_of_names((self._tags[tag].name, *self._tags[tag].aliases))
        rows = np.frombuffer(b"".join([self._bearings[tag] for tag in tags]), dtype=np.int8)
        paper = np.frombuffer(bearing, dtype=np.int8).astype(np.int32)
        products = rows.reshape(-1, DIMENSIONS) @ paper
        return {tag: max(0, product) / LENGTH**2 for tag, product in zip(tags, products.tolist(), strict=True)}


def names_alike(one: str, other: str) -> float:
    """The cosine of the bearings of two names."""
    import numpy as np

    first, second = (np.frombuffer(_bearing_of_names((name,)), dtype=np.int8).astype(np.int32) for name in (one, other))
    return int(first @ second) / LENGTH**2


@lru_cache(maxsize=10_000)
def _bearing_of_names(names: tuple[str, ...]) -> bytes:
    return bearing_of_words([word for name in names for word in CUT.findall(name)])
