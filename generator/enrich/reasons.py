"""Reasons of relations. In: the words of a paper and of those near it. Out: the few terms it shares with each, as printed.

Of the shared terms those that add most to the cosine are looked at; those that surely tell a reader something (telling.py) are shown. Of
two terms that share a word the longer is, initials give way to what they stand for, and "large language" and "language models" become one
when both texts print them as one. All of it is decided by the texts of the two papers, so that it stays as it is when others come.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property, lru_cache

import msgspec

from generator.enrich.telling import SURE, Stance, Standing, Stems, by_itself, odds, stance_of
from generator.enrich.terms import Vector, terms_in

REASONS = 3
_LOOKED_AT = 12
# So much of the odds a term has to have by itself, and a pair of words, which may grow, so much less.
_BY_ITSELF, _LESS = 0.4, 2.6
# Pairs of words that may grow into one phrase.
_LONGEST = 4
# So many letters of one word that another begins with are its root.
_ROOT = 4
# So many times in running text tell how a term is printed.
_ENOUGH = 6
_JOINTS, _APART = frozenset("-‐‑–/"), "\n"

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
    """The terms that add most, heaviest first, of those that may be sure or grow into what is."""
    terms = own.terms
    added = [(terms[term], weight) for term, weight in zip(other.ids, other.weights, strict=True) if term in terms]
    heaviest = sorted([(-round(one * weight, 6), term) for (term, one), weight in added if _may_be_sure(term)])
    return [term for _, term in heaviest[:_LOOKED_AT]]


@lru_cache(maxsize=100_000)
def _may_be_sure(term: str) -> bool:
    return by_itself(tuple(term.split(" "))) >= _BY_ITSELF - (_LESS if " " in term else 0)


def _choose(terms: Sequence[str], pair: tuple[Phrasing, Phrasing]) -> list[Phrase]:
    """Of the terms (heaviest first) at most REASONS phrases that tell something, none of which shares a word with another."""
    chosen: dict[Stems, Phrase] = {}
    for term in terms:
        phrase = _grown(term, terms, pair) if " " in term else (term,)
        words = _stems(phrase)
        if not _is_sure(words, pair):
            continue
        touching = [earlier for earlier in chosen if set(earlier) & set(words)]
        if any(_same_root(words, earlier) for earlier in chosen):
            continue
        if touching and all(set(earlier) < set(words) for earlier in touching):
            places = {earlier: (words if earlier == touching[0] else earlier) for earlier in chosen}
            chosen = {
                places[old]: phrase if old == touching[0] else chosen[old] for old in chosen if old not in touching[1:]
            }
        elif not touching and len(chosen) <= REASONS:
            chosen[words] = phrase
    apart = [phrase for words, phrase in chosen.items() if not any(_says_again(words, other) for other in chosen)]
    return apart[:REASONS]


def _is_sure(stems: Stems, pair: tuple[Phrasing, Phrasing]) -> bool:
    own, other = (text.stance(stems) for text in pair)
    if own.is_bound and other.is_bound:
        # "risk gambling" of "low-risk gambling" and "at-risk gambling".
        return False
    return odds(stems, own, other) >= SURE


def _stems(phrase: Phrase) -> Stems:
    return (*phrase[0].split(" "), *(term.split(" ")[1] for term in phrase[1:]))


def _grown(term: str, terms: Sequence[str], pair: tuple[Phrasing, Phrasing]) -> Phrase:
    """A pair of words with the pairs that go on from it, on both sides, as long as both papers print them all in a row."""
    phrase: Phrase = (term,)
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
            (titled if place < text.titled else running).append(text.printed(place, place + len(stems)))
        if len(running) >= _ENOUGH:
            break
    said = running or titled
    return min(set(said), key=lambda form: (-said.count(form) / (1 + sum(map(str.isupper, form))), form))


def _same_root(stems: Stems, others: Stems) -> bool:
    """Whether two words say the same: "Peruvian" beside "Peru"."""
    if len(stems) > 1 or len(others) > 1 or stems == others:
        return False
    short, long = sorted((stems[0], others[0]), key=len)
    return len(short) >= _ROOT and long.startswith(short)


def _says_again(stems: Stems, other: Stems) -> bool:
    """Whether a term says again what another does: "VLM" beside "vision-language model", "graphical user interface" beside a "GUI"."""
    if stems == other:
        return False
    if len(stems) == 1:
        return _stand_for(other, stems[0])
    return len(other) > 1 and any(_stand_for(stems, word) for word in other)


def _stand_for(stems: Stems, short: str) -> bool:
    """Whether some of these are what a word abbreviates: it has the first letter of each, and all its letters are theirs, in this order
    (Schwartz and Hearst 2003)."""
    pieces = [stems[first:end] for first in range(len(stems)) for end in range(first + 2, len(stems) + 1)]
    fit = [piece for piece in pieces if len(short) <= 2 * len(piece) and short not in piece and piece[0][0] == short[0]]
    return any(
        _in_order("".join([stem[0] for stem in piece]), short) and _in_order(short, "".join(piece)) for piece in fit
    )


def _in_order(letters: str, text: str) -> bool:
    left = iter(text)
    return all(letter in left for letter in letters)
