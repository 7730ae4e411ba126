"""Reasons of relations. In: the words and subjects of a paper and of those near it. Out: the few it shares with each, as printed.

Of the shared terms those that add most to the cosine are looked at; those that tell a reader something (telling.py) and that both papers
are surely about (worth.py) are shown. Of two terms that share a word the longer is, initials give way to what they stand for, and "large
language" and "language models" become one when both texts print them as one. Topics and keywords that both have are weighed the same way
(added.py). Where nothing is sure, nothing is said. What the two texts print decides nearly all of it, so that it stays as it is when
others come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

import msgspec

from generator.enrich.added import with_subjects
from generator.enrich.again import same_root, says_again
from generator.enrich.background import use_of_words
from generator.enrich.forms import form_of
from generator.enrich.phrasing import Pair, Phrasing, as_printed
from generator.enrich.pieces import is_of_sentence, is_piece_of_names, with_front
from generator.enrich.subjects import Subject, stems_of
from generator.enrich.telling import Stems, by_itself, is_torn, odds, odds_at_best
from generator.enrich.terms import Vector, number_of_term
from generator.enrich.worth import NEVER, WEIGHTS, WORTH, before_stance, of_pair, worth

REASONS = 3
# One that shares what is worth saying goes before others that rank so much higher: benchmarks/HISTORY.md.
TOLD = 0.04
# One that shares nothing worth saying has to be so close: benchmarks/HISTORY.md.
UNTOLD = 0.08
_LOOKED_AT = 12
# The odds that a word tells anything, and a phrase (telling.py), below which being about it helps none.
TELLS, PHRASE_TELLS = 1.0, 1.5
# So much of the odds a word has to have by itself, and a pair of words, which may grow.
_BY_ITSELF, _PAIR = -0.9, -3.8
# Pairs of words that may grow into one phrase.
_LONGEST = 4


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
    own = Phrasing(told.vectors[near.own])
    found: list[tuple[float, Chosen]] = []
    for place, rank in enumerate(near.ranks):
        if len(found) >= most and sorted(value for value, _ in found)[-most] >= rank + TOLD:
            break
        pair = own, Phrasing(told.vectors[near.others[place]])
        closeness = near.closeness[place]
        said = told.reasons((near.own, near.others[place]), pair, near.common[place], closeness)
        if said or near.by_same[place]:
            found.append((rank + TOLD, Chosen(place, said)))
        elif closeness >= UNTOLD:
            found.append((rank, Chosen(place, said)))
    return _spelled_alike([one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].place))[:most]])


def _spelled_alike(chosen: Sequence[Chosen]) -> list[Chosen]:
    """The same with each reason spelled in one way beside a paper: without capitals, if one has none, else as most of these have it."""
    ways = Counter(said for one in chosen for said in one.reasons)
    best: dict[str, str] = {}
    for said in sorted(ways, key=lambda way: (way != way.lower(), -ways[way], sum(map(str.isupper, way)), way)):
        best.setdefault(_form(said), said)
    return [one._replace(reasons=tuple(best[_form(said)] for said in one.reasons)) for one in chosen]


class _Told:
    """What papers share, asked once of two that stand near each other. To take a text apart anew for each pair costs less than to keep
    hundreds taken apart, which leave the processor's cache."""

    def __init__(self, asked: Asked, vectors: Sequence[Vector]) -> None:
        self.vectors, self._asked = vectors, asked
        self._said: dict[tuple[int, int, float], tuple[str, ...]] = {}

    def reasons(
        self, both: tuple[int, int], pair: Pair, common: Sequence[Subject], closeness: float
    ) -> tuple[str, ...]:
        key = (min(both), max(both), closeness)
        if key not in self._said:
            base = of_pair(closeness, len(common))
            chosen = _choose(shared(*pair), pair, self._asked.usual, closeness, base)
            self._said[key] = reasons(list(map(_stems, chosen)), pair, common, closeness, base)
        return self._said[key]


def reasons(
    terms: Sequence[Stems], pair: Pair, common: Sequence[Subject], closeness: float, base: float
) -> tuple[str, ...]:
    """At most REASONS, terms first, heaviest first; none, when they share nothing that surely tells something. Printed as the two papers
    print them most often, in running text where one does; with fewer capitals when in doubt. So what two papers share is said the same
    way whatever else is near."""
    told = with_subjects(terms, common, pair, closeness, base)
    small = {stems_of(one.name) for one in common if one.is_small}
    said = [_said(stems, pair, is_small=stems in small) or name for stems, name in told.items()]
    return tuple(one for one in said if not any(set(one.split()) < set(other.split()) for other in said))


def _said(stems: Stems, pair: Pair, *, is_small: bool) -> str:
    """As the two print it, in small letters where the library does; "" where neither prints it."""
    printed = as_printed(stems, pair)
    if is_small:
        printed = printed.lower()
    return with_front(stems, printed, pair) if printed else ""


@lru_cache(maxsize=50_000)
def _form(said: str) -> str:
    return form_of(said)


def shared(own: Phrasing, other: Phrasing) -> list[str]:
    """The terms that add most, heaviest first, of those that may be sure or grow into what is."""
    added = []
    ids, weights = other.ids, other.weights
    # Who shares a term is asked first: most pairs of words are one paper's alone.
    for place in compress(count(), map(own.number.__contains__, ids)):
        here = own.number[ids[place]]
        said = own.terms[here]
        if _may_be_sure(said):
            added.append((-round(own.weights[here] * weights[place], 6), said))
    return [said for _, said in sorted(added)[:_LOOKED_AT]]


@lru_cache(maxsize=100_000)
def _may_be_sure(term: str) -> bool:
    return by_itself(tuple(term.split(" "))) >= (_PAIR if " " in term else _BY_ITSELF)


def _choose(
    terms: Sequence[str], pair: Pair, usual: Mapping[int, float], closeness: float, base: float
) -> list[Phrase]:
    """Of the terms (heaviest first) at most REASONS phrases that both papers are surely about, none of which shares a word with another."""
    chosen: dict[Stems, Phrase] = {}
    sure: dict[Stems, float] = {}
    for phrase in dict.fromkeys(_phrases(terms, pair)):
        words = _stems(phrase)
        if not _may_take_place(words, chosen):
            continue
        odds = _worth_of(phrase, usual, pair, closeness, base)
        if odds >= WORTH and _takes_place(words, phrase, chosen, [old for old in chosen if sure[old] < odds]):
            sure[words] = odds
    apart = [phrase for words, phrase in chosen.items() if not any(says_again(words, other) for other in chosen)]
    return apart[:REASONS]


def _may_take_place(words: Stems, chosen: Iterable[Stems]) -> bool:
    """Whether a phrase could be put among those chosen at all, before it is asked what it is worth: not a piece of one, nor one more that
    touches none."""
    held = set(words)
    apart = [held.isdisjoint(earlier) and not same_root(words, earlier) for earlier in chosen]
    return not any(held <= set(earlier) for earlier in chosen) and (len(apart) <= REASONS or not all(apart))


def _takes_place(words: Stems, phrase: Phrase, chosen: dict[Stems, Phrase], less: Sequence[Stems]) -> bool:
    """Put a phrase among those chosen, in the place of shorter ones that it holds and of one with its root that is less sure, if it
    touches none of the others."""
    rooted = [earlier for earlier in chosen if same_root(words, earlier)]
    touching = rooted or [earlier for earlier in chosen if set(earlier) & set(words)]
    if touching and all(earlier in less if rooted else set(earlier) < set(words) for earlier in touching):
        kept = [(old, said) for old, said in chosen.items() if old not in touching[1:]]
        chosen.clear()
        chosen.update((words, phrase) if old == touching[0] else (old, said) for old, said in kept)
        return True
    if not touching:
        chosen[words] = phrase
    return not touching


def _phrases(terms: Iterable[str], pair: Pair) -> list[Phrase]:
    """The terms, those of two words grown."""
    pairs = [(term, *term.split(" ")) for term in terms if " " in term]
    return [_grown(term, pairs, pair) if " " in term else (term,) for term in terms]


def _usual(phrase: Phrase, usual: Mapping[int, float]) -> float:
    return min(usual.get(number_of_term(term), 0.0) for term in phrase)


def _usual_root(word: str, pair: Pair, usual: Mapping[int, float]) -> float:
    """How usual the word is that one has its root from: "elder" in a library of which most papers say "elderly"."""
    found = 0.0
    for text in pair:
        # A word of a usual root begins or ends as it does: to ask that costs a tenth.
        for number in usual.keys() & text.number.keys():
            term = text.terms[text.number[number]]
            if (term[:4] == word[:4] or term[-5:] == word[-5:]) and same_root((word,), (term,)):
                found = max(found, usual[number])
    return found


def _worth_of(phrase: Phrase, usual: Mapping[int, float], pair: Pair, closeness: float, base: float) -> float:
    """What a phrase is worth; NEVER, when it is none, tells too little by itself or cannot reach WORTH."""
    stems, share = _stems(phrase), _usual(phrase, usual)
    least = PHRASE_TELLS if len(stems) > 1 else TELLS
    if is_torn(stems) or is_of_sentence(stems) or odds_at_best(stems) < least:
        return NEVER
    # Of another language nobody counted which words say little ("modelo", "pesquisa").
    unheard = len(stems) == 1 and stems[0] not in use_of_words() and any(text.is_foreign for text in pair)
    found = before_stance(stems, pair, base + WEIGHTS["usual"] * share - WEIGHTS["unheard"] * unheard)
    if found == NEVER:
        return NEVER
    own, other = (text.stance(stems) for text in pair)
    if is_piece_of_names(stems, pair):
        return NEVER
    tells = odds(stems, own, other, closeness, share)
    if tells < least:
        return NEVER
    value = worth(found, stems, pair, (own, other), tells)
    if value < WORTH or len(stems) > 1 or not usual:
        return value
    # Last, for both texts are taken apart for it.
    return value + WEIGHTS["usual"] * _usual_root(stems[0], pair, usual)


@lru_cache(maxsize=100_000)
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
