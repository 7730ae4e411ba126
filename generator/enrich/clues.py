"""Clues. In: tags with clues, the words of a paper and what speaks of its tags. Out: for each tag how likely its authors would name it.

A clue is a word, or two in a row, that papers on a topic hold more often than others do: "voters" and "election" tell social choice before
anything names it, and where neither they nor others stand, "voting" is likely of another kind; some words speak against it. Clues are
columns of the packs' tables, fitted by benchmarks/fit_clues.py to authors' keywords (logistic regression), so that the sum of their
weights is the logarithm of the odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from generator.enrich.background import flagged
from generator.enrich.terms import stem_of
from generator.model import Tag
from generator.text import folded

Table = dict[tuple[str, str], list[tuple[int, int]]]

IN_TITLE = "t:"
# A mention's weight above these is one fact more; beyond the last it tells nothing new.
PLAIN, ENOUGH, TITLE, MOST = 0.8, 1.6, 3.0, 6.0
_MOST_KNOWN = 300_000
# Nobody asks about what nothing speaks of and has lower odds.
LOWEST = -1.0
# Of the clues of a tag, those with this share of the best one's weight are shown.
_SHARE = 0.4


class Spoken(NamedTuple):
    """How a paper speaks of a tag: the greatest weight of a mention in its title, and the weight of all."""

    in_title: float
    weight: float


def facts(spoken: Spoken) -> tuple[float, float, float, float]:
    """What a table weighs of the mentions: in the title (0 to 1), in all (0 to 2), any plain one, enough by themselves."""
    title, weight = min(spoken.in_title, TITLE) / TITLE, min(spoken.weight, MOST) / TITLE
    return title, weight, float(spoken.weight >= PLAIN), float(spoken.weight >= ENOUGH)


def roots(words: Sequence[str]) -> list[str]:
    return [stem_of(folded(word)) for word in words]


def _telling(told: dict[str, float]) -> dict[str, float]:
    """The words that tell a tag to a reader too: not those that say little by themselves ("model"), or much less than the best."""
    alone = {
        printed: weight for printed, weight in told.items() if stem_of(folded(printed)) not in flagged("p")
    } or told
    enough = _SHARE * max(alone.values(), default=0.0)
    return {printed: weight for printed, weight in alone.items() if weight >= enough}


class Clues:
    """The clues of `tags` (written as their packs do, see `clues` of Tag), by the words that they are."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        rows = {number: tag.clues.split(";") for number, tag in enumerate(tags) if tag.clues and not tag.pack}
        numbers = {number: tuple(map(float, row[0].split())) for number, row in rows.items()}
        self._mentions = {number: weights for number, (_, *weights) in numbers.items()}
        self._own = {number: _weights(row[1:]) for number, row in rows.items()}
        # In hundredths, so that sums are the same in any order.
        self._base = {number: round(100 * first) for number, (first, *_) in numbers.items()}
        self._likely = [number for number, base in self._base.items() if base >= 100 * LOWEST]
        self._titled, self._said = self._by_words()
        self._telling = frozenset(chain.from_iterable((*self._titled, *self._said)))
        self._known: dict[str, str] = {}

    def _by_words(self) -> tuple[Table, Table]:
        """The clues of titles, and of all text: (a word, the next or "") -> (tag, weight in hundredths) of each tag that it tells."""
        titled: dict[tuple[str, str], list[tuple[int, int]]] = {}
        said: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for tag, own in self._own.items():
            for words, weight in own.items():
                first, _, second = words.removeprefix(IN_TITLE).partition(" ")
                table = titled if words.startswith(IN_TITLE) else said
                table.setdefault((first, second), []).append((tag, round(100 * weight)))
        return titled, said

    def odds(self, title: Sequence[str], abstract: Sequence[str], spoken: dict[int, Spoken]) -> dict[int, float]:
        """Tag -> the logarithm of its odds, for those tags with clues that have odds of LOWEST, or that the paper speaks of."""
        if not self._base:
            return {}
        base, sums = self._base, dict.fromkeys((*self._likely, *(spoken.keys() & self._base.keys())), 0)
        in_title = _with_pairs(self._stems(title))
        for table, met in ((self._titled, in_title), (self._said, in_title | _with_pairs(self._stems(abstract)))):
            for words in met & table.keys():
                for tag, weight in table[words]:
                    sums[tag] = sums.get(tag, 0) + weight
        found: dict[int, float] = {}
        for tag, total in sums.items():
            if tag in spoken:
                weights = zip(facts(spoken[tag]), self._mentions[tag], strict=True)
                found[tag] = (base[tag] + total) / 100 + sum(fact * weight for fact, weight in weights)
            elif base[tag] + total >= 100 * LOWEST:
                found[tag] = (base[tag] + total) / 100
        return found

    def words_of(self, tag: int, title: Sequence[str], abstract: Sequence[str], most: int) -> tuple[str, ...]:
        """The words as printed that told a tag, those that tell most first."""
        own = self._own[tag]
        told: dict[str, tuple[str, float]] = {}
        for words, marks in ((title, ("", IN_TITLE)), (abstract, ("",))):
            stems = self._stems(words)
            for place, first in enumerate(stems):
                if not first:
                    continue
                pair = " ".join(stems[place : place + 2])
                for clue, printed in ((first, words[place]), (pair, " ".join(words[place : place + 2]))):
                    weight = sum(own.get(mark + clue, 0.0) for mark in marks)
                    if weight > 0:
                        told.setdefault(printed.casefold(), (printed, weight))
        best = sorted(_telling(dict(told.values())).items(), key=lambda one: -one[1])
        return tuple(printed for printed, _ in best[:most])

    def _stems(self, words: Sequence[str]) -> list[str]:
        """The stem of each word that some clue has, "" for others."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        known = self._known
        for word in set(words).difference(known):
            stem = stem_of(folded(word))
            known[word] = stem if stem in self._telling else ""
        return [known[word] for word in words]


def _weights(clues: Sequence[str]) -> dict[str, float]:
    return {words: float(weight) for words, weight in (clue.split("=") for clue in clues)}


def _with_pairs(stems: list[str]) -> set[tuple[str, str]]:
    """Each word with "", and with the next."""
    return {(word, "") for word in stems if word} | {pair for pair in pairwise(stems) if all(pair)}
