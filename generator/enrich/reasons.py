"""Reasons of relations. In: the words and subjects of a paper and of those near it. Out: the few it shares with each, as printed.

Of the shared terms those that add most to the cosine are looked at; those that surely tell a reader something (telling.py) are shown. Of
two terms that share a word the longer is, initials give way to what they stand for, and "large language" and "language models" become one
when both texts print them as one. Where that is not ENOUGH, topics and keywords that both have are said (subjects.py). What the two texts
print decides nearly all of it, so that it stays as it is when others come.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from generator.enrich.background import often, use_of_words
from generator.enrich.phrasing import Pair, Phrasing, as_printed
from generator.enrich.subjects import SURE as SURE_SUBJECT
from generator.enrich.subjects import Subject, odds_of, stems_of
from generator.enrich.telling import SURE, SURE_PHRASE, SURE_UNHEARD, Stems, by_itself, is_torn, may_reach, odds
from generator.enrich.terms import Vector, is_telling, number_of_term

REASONS = 3
# With so many reasons of words nothing is added.
ENOUGH = 2
# One that shares what is worth saying goes before others that rank so much higher: benchmarks/README.
TOLD = 0.02
# One that shares nothing worth saying has to be so close: benchmarks/README.
UNTOLD = 0.08
_LOOKED_AT = 12
# So much of the odds a word has to have by itself, and a pair of words, which may grow.
_BY_ITSELF, _PAIR = 0.4, -3.9
# Pairs of words that may grow into one phrase.
_LONGEST = 4
# So many letters of one word that another begins with are its root.
_ROOT = 4
# So many of both, and such a share of the longer, are one root, too.
_AKIN, _AKIN_SHARE = 7, 0.7

# Of the papers that say "vivo" .85 say "in vivo", of "vitro", "situ" and "silico" .94 and more; of "Lima" .83, of nouns a tenth.
_ONE = 0.84

# A term alone, or pairs of words that go on from one another.
Phrase = tuple[str, ...]


class Neighbourhood(msgspec.Struct, frozen=True):
    """A paper and those near it, by rank, as numbers of vectors. Of each of these closeness and rank (see relations.py), the subjects in
    common with the paper, and whether people wrote both."""

    own: int
    others: tuple[int, ...]
    closeness: tuple[float, ...]
    ranks: tuple[float, ...]
    common: tuple[tuple[Subject, ...], ...]
    by_same: tuple[bool, ...]


class Neighbourhoods(msgspec.Struct, frozen=True):
    """Some papers, the vectors of all that stand in them once."""

    vectors: tuple[Vector, ...]
    around: tuple[Neighbourhood, ...]


class Asked(msgspec.Struct, frozen=True):
    """What is asked of all papers. most: how many related ones are shown. usual: the ids of terms that many of the oldest papers hold, with
    how usual they are (telling.py)."""

    most: int
    usual: dict[int, float]


class Chosen(NamedTuple):
    """The place of a paper among those near, and what it shares with the paper."""

    place: int
    reasons: tuple[str, ...]


def related(asked: Asked, near: Neighbourhoods) -> list[list[Chosen]]:
    """For each paper at most `asked.most` of the others, the best rank first, with their reasons. What they share with the paper is worth
    TOLD; who shares nothing worth saying has to be closer than UNTOLD. Who cannot be chosen any more is not asked."""
    told = _Told(asked, near.vectors)
    return [_chosen(one, asked.most, told) for one in near.around]


def _chosen(near: Neighbourhood, most: int, told: _Told) -> list[Chosen]:
    found: list[tuple[float, Chosen]] = []
    for place, rank in enumerate(near.ranks):
        if len(found) >= most and sorted(value for value, _ in found)[-most] >= rank + TOLD:
            break
        said = told.reasons((near.own, near.others[place]), near.common[place], near.closeness[place])
        if said or near.by_same[place]:
            found.append((rank + TOLD, Chosen(place, said)))
        elif near.closeness[place] >= UNTOLD:
            found.append((rank, Chosen(place, said)))
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].place))[:most]]


class _Told:
    """What papers share. Each is taken apart once, though it stands near many, and of two that stand near each other is asked once."""

    def __init__(self, asked: Asked, vectors: Sequence[Vector]) -> None:
        self._asked, self._read = asked, list(map(Phrasing, vectors))
        self._terms: dict[tuple[int, int, float], list[Stems]] = {}

    def reasons(self, both: tuple[int, int], common: Sequence[Subject], closeness: float) -> tuple[str, ...]:
        """At most REASONS, terms first, heaviest first; none, when they share nothing that surely tells something. Printed as the two
        papers print them most often, in running text where one does; with fewer capitals when in doubt. So what two papers share is said
        the same way whatever else is near."""
        pair = self._read[both[0]], self._read[both[1]]
        key = (min(both), max(both), closeness)
        terms = self._terms.get(key)
        if terms is None:
            chosen = _choose(shared(*pair), pair, self._asked.usual, closeness)
            terms = self._terms[key] = list(map(_stems, chosen))
        subjects = _subjects(common, terms, pair, closeness) if len(terms) < ENOUGH else []
        return (*(as_printed(stems, pair) for stems in terms), *subjects)


def _subjects(common: Sequence[Subject], terms: Sequence[Stems], pair: Pair, closeness: float) -> list[str]:
    """The names of subjects that surely tell something, the surest first, as printed where one of the two prints them; none that says again
    what a term or a surer one does."""
    rated: list[tuple[float, Subject]] = []
    for one in common:
        own, other = (text.stance_if(stems_of(one.name)) for text in pair)
        rated.append((-round(odds_of(one, own, other, closeness), 6), one))
    told, names = list(terms), []
    for less, one in sorted(rated, key=lambda pair: (pair[0], pair[1].slug)):
        stems = stems_of(one.name)
        if -less >= SURE_SUBJECT and len(told) < ENOUGH and not any(_touch(stems, other) for other in told):
            told.append(stems)
            names.append(as_printed(stems, pair) or one.name)
    return names


def _touch(stems: Stems, other: Stems) -> bool:
    """Whether two say in part the same."""
    if _says_again(stems, other) or _says_again(other, stems) or _same_root(stems, other):
        return True
    return any(one == two or _is_akin(one, two) for one in filter(is_telling, stems) for two in other)


def shared(own: Phrasing, other: Phrasing) -> list[str]:
    """The terms that add most, heaviest first, of those that may be sure or grow into what is."""
    terms = own.terms
    added = [(terms[term], weight) for term, weight in zip(other.ids, other.weights, strict=True) if term in terms]
    heaviest = sorted([(-round(one * weight, 6), term) for (term, one), weight in added if _may_be_sure(term)])
    return [term for _, term in heaviest[:_LOOKED_AT]]


@lru_cache(maxsize=100_000)
def _may_be_sure(term: str) -> bool:
    return by_itself(tuple(term.split(" "))) >= (_PAIR if " " in term else _BY_ITSELF)


def _choose(terms: Sequence[str], pair: Pair, usual: Mapping[int, float], closeness: float) -> list[Phrase]:
    """Of the terms (heaviest first) at most REASONS phrases that tell something, none of which shares a word with another."""
    chosen: dict[Stems, Phrase] = {}
    for phrase in _phrases(terms, pair):
        words = _stems(phrase)
        if not _is_sure(words, _usual(phrase, usual), pair, closeness):
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


def _phrases(terms: Sequence[str], pair: Pair) -> list[Phrase]:
    """The terms, those of two words grown."""
    pairs = [(term, *term.split(" ")) for term in terms if " " in term]
    return [_grown(term, pairs, pair) if " " in term else (term,) for term in terms]


def _usual(phrase: Phrase, usual: Mapping[int, float]) -> float:
    return min(usual.get(number_of_term(term), 0.0) for term in phrase)


def _bound(stems: Stems) -> float:
    """The odds that a term has to reach."""
    if len(stems) > 1:
        return SURE_PHRASE
    return SURE if stems[0] in use_of_words() else SURE_UNHEARD


def _is_sure(stems: Stems, usual: float, pair: Pair, closeness: float) -> bool:
    bound = _bound(stems)
    if (
        is_torn(stems)
        or _is_of_sentence(stems)
        or not may_reach(bound, stems, max(len(text.places(stems)) for text in pair), closeness, usual)
    ):
        return False
    own, other = (text.stance(stems) for text in pair)
    if own.is_bound and other.is_bound:
        # "risk gambling" of "low-risk gambling" and "at-risk gambling".
        return False
    return odds(stems, own, other, closeness, usual) >= bound and not _is_adjective(stems, pair)


def _is_adjective(stems: Stems, pair: Pair) -> bool:
    """Whether both join a phrase by hyphens throughout, as what stands before a noun ("low-income", "post-injury"), and nobody has it as a
    keyword."""
    return len(stems) > 1 and " ".join(stems) not in use_of_words() and all(text.is_joined(stems) for text in pair)


@lru_cache(maxsize=50_000)
def _is_of_sentence(stems: Stems) -> bool:
    """Whether a phrase begins with "in", the one preposition that is a term, as sentences do ("in galaxies"): not where the word after it
    is hardly said without ("in vitro"), and not in what several papers have as a keyword."""
    if stems[0] != "in" or len(stems) < 2 or " ".join(stems) in use_of_words():
        return False
    return often(f"in {stems[1]}") < _ONE * often(stems[1])


def _stems(phrase: Phrase) -> Stems:
    return (*phrase[0].split(" "), *(term.split(" ")[1] for term in phrase[1:]))


def _grown(term: str, pairs: Sequence[tuple[str, ...]], pair: Pair) -> Phrase:
    """A pair of words with the pairs that go on from it, on both sides, as long as both papers print them all in a row."""
    phrase: Phrase = (term,)
    others = [other for other in pairs if other[0] != term]
    grows = True
    while grows and len(phrase) < _LONGEST:
        stems = _stems(phrase)
        longer = [(*phrase, other) for other, first, _ in others if first == stems[-1]]
        longer += [(other, *phrase) for other, _, last in others if last == stems[0]]
        runs = ((one, f" {' '.join(_stems(one))} ") for one in longer)
        grown = next((one for one, said in runs if all(said in read.runs for read in pair)), phrase)
        grows, phrase = grown != phrase, grown
    return phrase


def _same_root(stems: Stems, others: Stems) -> bool:
    """Whether two words say the same: "Peruvian" beside "Peru"."""
    if len(stems) > 1 or len(others) > 1 or stems == others:
        return False
    short, long = sorted((stems[0], others[0]), key=len)
    return (len(short) >= _ROOT and long.startswith(short)) or _is_akin(short, long)


def _is_akin(one: str, other: str) -> bool:
    """Whether two words begin with the same long root: "procrastinación" beside "procrastination"."""
    least = math.ceil(max(_AKIN, _AKIN_SHARE * max(len(one), len(other))))
    return min(len(one), len(other)) >= least and one[:least] == other[:least]


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
