"""Phrasing. In: the vector of a paper. Out: its terms with their weights, where and how a term stands in it, and how it is printed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property
from typing import TypeAlias

from generator.enrich.telling import Stance, Standing, Stems, stance_of
from generator.enrich.terms import Vector, terms_in

# So many times in running text tell how a term is printed.
_ENOUGH = 6
_JOINTS, _APART = frozenset("-‐‑–/"), "\n"


class Phrasing:
    """A vector taken apart."""

    def __init__(self, vector: Vector) -> None:
        self._vector = vector
        self.runs, self.titled = vector.runs, vector.titled
        self._stances: dict[Stems, Stance] = {}

    @cached_property
    def ids(self) -> array[int]:
        return array("Q", self._vector.terms)

    @cached_property
    def weights(self) -> array[float]:
        """Of `ids`, one each."""
        return array("f", self._vector.weights)

    @cached_property
    def terms(self) -> dict[int, tuple[str, float]]:
        """id -> the term, and its weight."""
        said = dict.fromkeys(terms_in(self._stems, self._vector.joints))
        return dict(zip(self.ids, zip(said, self.weights, strict=True), strict=True))

    @cached_property
    def _stems(self) -> list[str]:
        return ["" if stem == "-" else stem for stem in self.runs.replace("\n ", "").split()]

    @cached_property
    def _words(self) -> list[str]:
        return self._vector.printed.split("\n")

    def places(self, stems: Stems) -> list[int]:
        """Where these stand side by side, as numbers of words."""
        wanted = f" {' '.join(stems)} "
        found = []
        at = self.runs.find(wanted)
        while at >= 0:
            found.append(self.runs.count(" ", 0, at) - self.runs.count("\n", 0, at))
            at = self.runs.find(wanted, at + 1)
        return found

    def stance_if(self, stems: Stems) -> Stance | None:
        """How they stand in the paper; None, when they do not."""
        return self.stance(stems) if f" {' '.join(stems)} " in self.runs else None

    def stance(self, stems: Stems) -> Stance:
        found = self._stances.get(stems)
        if found is None:
            size = len(stems)
            found = self._stances[stems] = stance_of([self._standing(at, at + size) for at in self.places(stems)])
        return found

    def _standing(self, first: int, end: int) -> Standing:
        joints, stems = self._vector.joints, self._stems
        joint, last = joints[first - 1] if first else _APART, joints[end - 1]
        # What is no term is a little word, and is told as it is printed.
        before = "" if joint == _APART else stems[first - 1] or self._words[first - 1].casefold()
        after = "" if last == _APART else stems[end] or self._words[end].casefold()
        return Standing(before, after, first < self.titled, joint in _JOINTS or last in _JOINTS)

    def printed(self, first: int, end: int) -> str:
        joined = map("".join, zip(self._vector.joints[first : end - 1], self._words[first + 1 : end], strict=True))
        return self._words[first] + "".join(joined)


Pair: TypeAlias = tuple[Phrasing, Phrasing]


def as_printed(stems: Stems, texts: Sequence[Phrasing]) -> str:
    """As most of them print it; empty, when none does."""
    running: list[str] = []
    titled: list[str] = []
    for text in texts:
        for place in text.places(stems):
            (titled if place < text.titled else running).append(text.printed(place, place + len(stems)))
        if len(running) >= _ENOUGH:
            break
    said = running or titled or [""]
    return min(set(said), key=lambda form: (-said.count(form) / (1 + sum(map(str.isupper, form))), form))
