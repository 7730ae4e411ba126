"""Reasons of relations. In: the words of a paper and of those near it. Out: the few terms it shares with each, as printed.

Of the shared terms those that add most to the cosine are looked at; those that surely tell a reader something (telling.py) are shown. Of
two terms that share a word the longer is, initials give way to what they stand for, and "large language" and "language models" become one
when both texts print them as one. All of it is decided by the texts of the two papers, so that it stays as it is when others come.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from generator.enrich.telling import SURE, Standing, Stems, by_itself, odds
from generator.enrich.terms import Vector, terms_in

REASONS = 3
_LOOKED_AT = 24
# What places may add to the odds at most.
_PLACES = 4.0
# Pairs of words that may grow into one phrase.
_LONGEST = 4
# So many times in running text tell how a term is printed.
_ENOUGH = 6
_JOINTS = frozenset("-‐‑–/")

# A term alone, or pairs of words that go on from one another.
Phrase = tuple[str, ...]


class Neighbourhood(msgspec.Struct, frozen=True):
    """A paper and those near it."""

    own: Vector
    others: tuple[Vector, ...]


class Phrasing:
    """A vector taken apart."""

    def __init__(self, vector: Vector) -> None:
        self._vector = vector
        self.runs, self.titled = vector.runs, vector.titled
        self._places: dict[Stems, list[Standing]] = {}

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

    def places(self, stems: Stems) -> list[Standing]:
        """Where these stand side by side."""
        found = self._places.get(stems)
        if found is None:
            found = self._places[stems] = list(self._found(stems))
        return found

    def _found(self, stems: Stems) -> Iterator[Standing]:
        wanted = f" {' '.join(stems)} "
        at = self.runs.find(wanted)
        while at >= 0:
            first = self.runs.count(" ", 0, at) - self.runs.count("\n", 0, at)
            yield self._place(first, first + len(stems))
            at = self.runs.find(wanted, at + 1)

    def _place(self, first: int, end: int) -> Standing:
        joints = self._vector.joints
        joint = joints[first - 1] if first else "\n"
        before = self._word(first - 1) if joint != "\n" else ""
        after = self._word(end) if joints[end - 1] != "\n" else ""
        is_bound = joint in _JOINTS or joints[end - 1] in _JOINTS
        return Standing(before, after, first < self.titled, is_bound, self._printed(first, end))

    def _word(self, place: int) -> str:
        return self._stems[place] or self._words[place].casefold()

    def _printed(self, first: int, end: int) -> str:
        joined = map("".join, zip(self._vector.joints[first : end - 1], self._words[first + 1 : end], strict=True))
        return self._words[first] + "".join(joined)


def reasons(_: None, near: Neighbourhood) -> list[tuple[str, ...]]:
    """For each of the others at most REASONS terms, heaviest first; none, when they share nothing that surely tells something. Printed as
    the two papers print them most often, in running text where one does; with fewer capitals when in doubt. So what two papers share is
    said the same way whatever else is near."""
    own = Phrasing(near.own)
    said: list[tuple[str, ...]] = []
    for other in map(Phrasing, near.others):
        pair = (own, other)
        said.append(tuple(_as_printed(_stems(phrase), pair) for phrase in _choose(shared(own, other), pair)))
    return said


def shared(own: Phrasing, other: Phrasing) -> list[str]:
    """The terms that add most, heaviest first."""
    added = [
        (-round(own.terms[term][1] * other.weights[place], 6), own.terms[term][0])
        for place, term in enumerate(other.ids)
        if term in own.terms
    ]
    return [term for _, term in sorted(added)[:_LOOKED_AT]]


def _choose(terms: Sequence[str], pair: tuple[Phrasing, Phrasing]) -> list[Phrase]:
    """Of the terms (heaviest first) at most REASONS phrases that tell something, none of which shares a word with another."""
    chosen: dict[Stems, Phrase] = {}
    for term in terms:
        phrase = _grown(term, terms, pair)
        words = _stems(phrase)
        if not _is_sure(words, pair):
            continue
        touching = [earlier for earlier in chosen if set(earlier) & set(words)]
        if touching and all(set(earlier) < set(words) for earlier in touching):
            places = {earlier: (words if earlier == touching[0] else earlier) for earlier in chosen}
            chosen = {
                places[old]: phrase if old == touching[0] else chosen[old] for old in chosen if old not in touching[1:]
            }
        elif not touching and len(chosen) <= REASONS:
            chosen[words] = phrase
    apart = [phrase for words, phrase in chosen.items() if not any(_initials(words, other) for other in chosen)]
    return apart[:REASONS]


def _is_sure(stems: Stems, pair: tuple[Phrasing, Phrasing]) -> bool:
    if by_itself(stems) + _PLACES < SURE:
        return False
    own, other = (read.places(stems) for read in pair)
    return odds(stems, own, other) >= SURE


def _stems(phrase: Phrase) -> Stems:
    return (*phrase[0].split(" "), *(term.split(" ")[1] for term in phrase[1:]))


def _grown(term: str, terms: Sequence[str], pair: tuple[Phrasing, Phrasing]) -> Phrase:
    """A pair of words with the pairs that go on from it, on both sides, as long as both papers print them all in a row."""
    phrase: Phrase = (term,)
    if " " not in term:
        return phrase
    others = [(other, *other.split(" ")) for other in terms if " " in other and other != term]
    grows = True
    while grows and len(phrase) < _LONGEST:
        stems = _stems(phrase)
        longer = [(*phrase, other) for other, first, _ in others if first == stems[-1]]
        longer += [(other, *phrase) for other, _, last in others if last == stems[0]]
        runs = ((one, f" {' '.join(_stems(one))} ") for one in longer)
        grown = next((one for one, said in runs if all(said in read.runs for read in pair)), phrase)
        grows, phrase = grown != phrase, grown
    return phrase


def _as_printed(stems: Stems, texts: Sequence[Phrasing]) -> str:
    running: list[str] = []
    titled: list[str] = []
    for text in texts:
        for place in text.places(stems):
            (titled if place.is_titled else running).append(place.printed)
        if len(running) >= _ENOUGH:
            break
    said = running or titled
    return min(set(said), key=lambda form: (-said.count(form) / (1 + sum(map(str.isupper, form))), form))


def _initials(short: Stems, long: Stems) -> bool:
    """Whether a term is another's initials, and so says the same again: "VLM" beside "vision-language model"."""
    return len(short) == 1 < len(long) and short[0] == "".join(stem[0] for stem in long)
