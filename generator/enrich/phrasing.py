"""Phrasing. In: the vector of a paper. Out: its terms with their weights, where and how a term stands in it, and how it is printed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import count, pairwise
from typing import TypeAlias

from generator.enrich.bearings import LENGTH, NONE
from generator.enrich.telling import Stance, Standing, Stems, stance_of
from generator.enrich.terms import Vector, is_telling, number_of_term, stem_of, terms_in

_JOINTS, _APART = frozenset("-‐‑–/"), "\n"


class Phrasing:
    """A vector taken apart."""

    def __init__(self, vector: Vector) -> None:
        self._vector = vector
        self.runs, self.titled = vector.runs, vector.titled
        self._places: dict[Stems, list[tuple[int, int]]] = {}
        self._stances: dict[Stems, Stance] = {}
        self._held: dict[Stems, tuple[int, float | None]] = {}

    @cached_property
    def ids(self) -> array[int]:
        return array("Q", self._vector.terms)

    @cached_property
    def weights(self) -> array[float]:
        """Of `ids`, one each."""
        return array("f", self._vector.weights)

    @cached_property
    def aligned(self) -> array[int]:
        """Of `ids`, one each: see bearings.alignments."""
        return array("b", self._vector.aligned)

    @cached_property
    def number(self) -> dict[int, int]:
        """Where each of `ids` stands among them."""
        return dict(zip(self.ids, count()))

    @cached_property
    def terms(self) -> list[str]:
        """Those that `ids` stand for."""
        stems = ["" if stem == "-" else stem for stem in self.runs.split()]
        return list(dict.fromkeys(terms_in(stems, self._vector.joints)))

    @cached_property
    def _words(self) -> list[str]:
        return self._vector.printed.split("\n")

    @cached_property
    def is_foreign(self) -> bool:
        """Whether the text is in another language than English, so that its little words were taken out."""
        return "" in self._words

    def places(self, stems: Stems) -> list[tuple[int, int]]:
        """Where these stand side by side: the character in `runs`, and the number of the word."""
        found = self._places.get(stems)
        if found is None:
            found = self._places[stems] = []
            runs, (wanted, hidden) = self.runs, _in_runs(stems)
            at = runs.find(wanted)
            while at >= 0:
                first = runs.count(" ", 0, at) - runs.count("\n", 0, at)
                if not hidden or all(stem_of(self._words[first + number]) == stems[number] for number in hidden):
                    found.append((at, first))
                at = runs.find(wanted, at + 1)
        return found

    def late(self, stems: Stems) -> float:
        """The share of the text before the first place behind the title; 0 where the title has one."""
        first, titled = self.places(stems)[0][1], self.titled
        return 0.0 if first < titled else (first - titled + 1) / (len(self._vector.joints) - titled)

    def stance_if(self, stems: Stems) -> Stance | None:
        """How they stand in the paper; None, when they do not."""
        return self.stance(stems) if self.places(stems) else None

    def stance(self, stems: Stems) -> Stance:
        found = self._stances.get(stems)
        if found is None:
            found = self._stances[stems] = stance_of(self._standings(stems))
        return found

    def _standings(self, stems: Stems) -> list[Standing]:
        """How they stand at each place: in the runs between two blanks. The runs are looked at there alone: to take all apart would cost
        more than the rest."""
        runs, joints, titled, size = self.runs, self._vector.joints, self.titled, len(stems)
        letters, found = len(_in_runs(stems)[0]) - 1, []
        for start, first in self.places(stems):
            stop, end = start + letters, first + size
            joint, last = joints[first - 1] if first else _APART, joints[end - 1]
            before = "" if joint == _APART else runs[runs.rfind(" ", 0, start) + 1 : start]
            after = "" if last == _APART else runs[stop + 1 : runs.find(" ", stop + 1)]
            # What is no term is a little word, and is told as it is printed.
            before = self._words[first - 1].casefold() if before == "-" else before
            after = self._words[end].casefold() if after == "-" else after
            found.append(Standing(before, after, first < titled, joint in _JOINTS or last in _JOINTS))
        return found

    def is_joined(self, stems: Stems) -> bool:
        """Whether hyphens or slashes join them wherever they stand: "low-income"."""
        inner = len(stems) - 1
        return all(set(self._vector.joints[first : first + inner]) <= _JOINTS for _, first in self.places(stems))

    def forms(self, stems: Stems) -> list[list[str]]:
        """The words in which they stand outside the title, where capitals tell a name."""
        size, titled = len(stems), self.titled
        return [self._words[first : first + size] for _, first in self.places(stems) if first >= titled]

    def leads(self, stems: Stems) -> bool:
        """Whether the title begins with them and goes on behind a colon or a dash."""
        size = len(stems)
        return self.places(stems)[0][1] == 0 and size < self.titled and self._vector.joints[size - 1] == _APART

    def fronts(self, stems: Stems) -> list[str]:
        """What stands before a word at each of its places, where it is the front of a name ("Plasmodium", "P" of "P. falciparum"): "" where
        it is none, or the word has a capital itself."""
        joints, words = self._vector.joints, self._words
        found = []
        for _, first in self.places(stems):
            front = words[first - 1] if first and words[first].islower() else ""
            joins = joints[first - 1] == " " if first else False
            found.append(front if front[:1].isupper() and (joins or len(front) == 1) and _is_cased(front) else "")
        return found

    def is_named(self, stems: Stems) -> bool:
        """Whether they have a capital outside the title and inside a sentence."""
        inside = (
            first for _, first in self.places(stems) if first > self.titled and self._vector.joints[first - 1] != _APART
        )
        return any(self._words[first][:1].isupper() for first in inside)

    def held(self, stems: Stems) -> tuple[int, float | None]:
        """How many terms of the paper weigh more than the heaviest of these and of their pairs; and how far the pairs, or else the stems,
        point where the paper does, None where none has a bearing."""
        found = self._held.get(stems)
        if found is None:
            found = self._held[stems] = self._held_of(stems)
        return found

    def _held_of(self, stems: Stems) -> tuple[int, float | None]:
        number, aligned = self.number, self.aligned
        pairs, singles = ([number[one] for one in ids if one in number] for ids in _ids_of(stems))
        weight = max([self.weights[place] for place in (*pairs, *singles)], default=0.0)
        weights = _in_order(self._vector.weights)
        along = [aligned[place] for place in pairs if aligned[place] != NONE]
        along = along or [aligned[place] for place in singles if aligned[place] != NONE]
        return len(weights) - bisect_right(weights, weight), sum(along) / len(along) / LENGTH if along else None

    def printed(self, first: int, end: int) -> str:
        joined = map("".join, zip(self._vector.joints[first : end - 1], self._words[first + 1 : end], strict=True))
        return self._words[first] + "".join(joined)


def _is_cased(word: str) -> bool:
    """Whether small letters alone follow the first."""
    return len(word) == 1 or word[1:].islower()


@lru_cache(maxsize=50_000)
def _ids_of(stems: Stems) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of the pairs of these, and of each."""
    pairs = tuple(map(number_of_term, map(" ".join, pairwise(stems))))
    return pairs, tuple(map(number_of_term, stems))


@lru_cache(maxsize=1024)
def _in_order(weights: bytes) -> array[float]:
    return array("f", sorted(array("f", weights)))


@lru_cache(maxsize=100_000)
def _in_runs(stems: Stems) -> tuple[str, tuple[int, ...]]:
    """How stems stand in runs, between blanks, and the numbers of those that are no terms, which runs do not tell apart."""
    hidden = tuple(number for number, stem in enumerate(stems) if not is_telling(stem))
    shown = ("-" if number in hidden else stem for number, stem in enumerate(stems))
    return f" {' '.join(shown)} ", hidden


Pair: TypeAlias = tuple[Phrasing, Phrasing]


def as_printed(stems: Stems, texts: Sequence[Phrasing]) -> str:
    """As most of them print it; empty, when none does."""
    running: list[str] = []
    titled: list[str] = []
    for text in texts:
        for _, place in text.places(stems):
            (titled if place < text.titled else running).append(text.printed(place, place + len(stems)))
    said = running or titled or [""]
    return min(set(said), key=lambda form: (-said.count(form) / (1 + sum(map(str.isupper, form))), form))
