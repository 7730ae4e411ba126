"""Reasons of relations. In: the terms of a paper and of those near it. Out: the few terms it shares with each, as printed.

Of the shared terms those that add most to the cosine are shown; words that say little by themselves are not, of two terms that share
a word the longer is, initials give way to what they stand for, and "large language" and "language models" become one when both texts
print them as one, and so on. All of it is decided by the texts of the two papers, so that it stays as it is when others come.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from generator.enrich.background import flagged
from generator.enrich.forms import may_end
from generator.enrich.terms import Vector

REASONS = 3
_LOOKED_AT = 12
# What a word counts that tells little by itself ("students"), so that it is said when nothing better is shared.
_FAINT = 0.1
# Pairs of words that may grow into one phrase.
_LONGEST = 4
# A term that adds less than this share of what the strongest adds is no reason.
_WEAKEST = 0.15

# So many times in running text tell how a term is printed.
_ENOUGH = 6

# What stands before a noun.
_BEFORE_NOUN = re.compile(r".{3,}(?:al|ic|ous|ive|able|ible|ful|less|based|driven|related)")

# A term alone, or pairs of words that go on from one another.
Phrase = tuple[str, ...]
Stems = tuple[str, ...]


class Neighbourhood(msgspec.Struct, frozen=True):
    """A paper and those near it, nearest first, of which so many are wanted."""

    own: Vector
    others: tuple[Vector, ...]
    wanted: int


class _Read:
    """A vector taken apart."""

    def __init__(self, vector: Vector) -> None:
        self._vector = vector
        self.runs, self.titled = vector.runs, vector.titled
        self._said: dict[Stems, list[tuple[bool, str]]] = {}

    @cached_property
    def terms(self) -> list[str]:
        return self._vector.telling.split("\n") if self._vector.telling else []

    @cached_property
    def weights(self) -> array[float]:
        """Of `terms`, one each."""
        return array("f", self._vector.shares)

    @cached_property
    def shares(self) -> dict[str, float]:
        return dict(zip(self.terms, self.weights, strict=True))

    @cached_property
    def faint(self) -> frozenset[str]:
        return frozenset(self.terms[self._vector.plain :])

    @cached_property
    def _words(self) -> list[str]:
        return self._vector.printed.split("\n")

    def says(self, stems: Stems) -> list[tuple[bool, str]]:
        """Where these stand side by side: whether in running text, and as printed."""
        said = self._said.get(stems)
        if said is None:
            said = self._said[stems] = list(self._found(stems))
        return said

    def _found(self, stems: Stems) -> Iterator[tuple[bool, str]]:
        wanted = f" {' '.join(stems)} "
        at = self.runs.find(wanted)
        while at >= 0:
            place = self.runs.count(" ", 0, at) - self.runs.count("\n", 0, at)
            yield place >= self.titled, self._printed(place, place + len(stems))
            at = self.runs.find(wanted, at + 1)

    def _printed(self, first: int, end: int) -> str:
        joined = map("".join, zip(self._vector.joints[first : end - 1], self._words[first + 1 : end], strict=True))
        return self._words[first] + "".join(joined)


def reasons(_: None, near: Neighbourhood) -> list[tuple[str, ...]]:
    """For each of the others at most REASONS terms, heaviest first, up to the last that is wanted: those with none do not count. Printed as
    the two papers print them most often, in running text where one does; with fewer capitals when in doubt. So what two papers share is
    said the same way whatever else is near."""
    own, others = _Read(near.own), [_Read(vector) for vector in near.others]
    said: list[tuple[str, ...]] = []
    for other in others:
        if sum(map(bool, said)) < near.wanted:
            pair = (own, other)
            phrases = _choose(_shared(own, other), pair)
            said.append(tuple(_as_printed(_stems(phrase), pair) for phrase in phrases))
    return said


def _shared(own: _Read, other: _Read) -> list[str]:
    """The terms that add most, heaviest first."""
    added = [
        (-round(own.shares[term] * other.weights[place] * (_FAINT if term in own.faint else 1), 6), term)
        for place, term in enumerate(other.terms)
        if term in own.shares
    ]
    added.sort()
    return [term for weight, term in added[:_LOOKED_AT] if weight < _WEAKEST * added[0][0]]


def _choose(terms: Sequence[str], pair: tuple[_Read, _Read]) -> list[Phrase]:
    """Of the terms (heaviest first) at most REASONS phrases, none of which shares a word with another."""
    chosen: dict[Stems, Phrase] = {}
    for term in terms:
        phrase = _grown(term, terms, pair)
        words = _stems(phrase)
        if not _is_whole(words, pair[0]):
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


def _is_whole(stems: Stems, text: _Read) -> bool:
    """Whether a phrase begins and ends as a term does: no "global economic", no "experienced chest", no "patients undergoing". What has
    a hyphen is whole ("multi-modal")."""
    if len(stems) == 1 or " ".join(stems) in flagged("k"):
        return True
    if "-" in next((printed for _, printed in text.says(stems)), ""):
        return True
    is_verb = stems[-1].endswith("ing") and stems[-1] in flagged("g")
    return may_end(stems) and not is_verb and not _BEFORE_NOUN.fullmatch(stems[-1])


def _stems(phrase: Phrase) -> Stems:
    return (*phrase[0].split(" "), *(term.split(" ")[1] for term in phrase[1:]))


def _grown(term: str, terms: Sequence[str], pair: tuple[_Read, _Read]) -> Phrase:
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


def _as_printed(stems: Stems, texts: Sequence[_Read]) -> str:
    running: list[str] = []
    titled: list[str] = []
    for text in texts:
        for is_running, printed in text.says(stems):
            (running if is_running else titled).append(printed)
        if len(running) >= _ENOUGH:
            break
    said = running or titled
    return min(set(said), key=lambda form: (-said.count(form) / (1 + sum(map(str.isupper, form))), form))


def _initials(short: Stems, long: Stems) -> bool:
    """Whether a term is another's initials, and so says the same again: "VLM" beside "vision-language model"."""
    return len(short) == 1 < len(long) and short[0] == "".join(stem[0] for stem in long)
