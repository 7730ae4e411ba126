"""Clues. In: tags with clues, the words of a paper and what speaks of its tags. Out: for each tag how likely its authors would name it.

A clue is a word, or two in a row, that papers on a topic hold more often than others do: "voters" and "election" tell social choice before
anything names it, and where neither they nor others stand, "voting" is likely of another kind. Clues are columns of the packs' tables,
fitted by benchmarks/fit_clues.py to authors' keywords (logistic regression), so that the sum of their weights is the logarithm of the odds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator.enrich.background import flagged
from generator.enrich.terms import stem_of
from generator.model import Tag
from generator.text import folded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.int32]

_One = TypeVar("_One")

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
        self._tag, self._column = list(rows), _numbered(rows)
        self._row = _numbered(_each(self._own.values()))
        self._telling = _each(words.removeprefix(IN_TITLE).split(" ") for words in self._row)
        self._known: dict[str, str] = {}
        self._base: Table | None
        self._table: Table | None
        self._base, self._table = self._tables([first for first, *_ in numbers.values()])

    def _tables(self, base: list[float]) -> tuple[Table, Table] | tuple[None, None]:
        """What each topic begins with, and words x topics; in hundredths, so that sums are the same on every machine."""
        if not base:
            return None, None
        import numpy as np

        table = np.zeros((len(self._row), len(base)), np.int32)
        for column, own in enumerate(self._own.values()):
            for words, weight in own.items():
                table[self._row[words], column] = round(100 * weight)
        return np.array([round(100 * one) for one in base], np.int32), table

    def odds(self, title: Sequence[str], abstract: Sequence[str], spoken: dict[int, Spoken]) -> dict[int, float]:
        """Tag -> the logarithm of its odds, for those tags with clues that have odds of LOWEST, or that the paper speaks of."""
        if self._base is None or self._table is None:
            return {}
        rows = [self._row[words] for words in self._met(title, abstract) if words in self._row]
        sums = self._base + self._table[rows].sum(axis=0)
        found = {self._tag[column]: int(sums[column]) / 100 for column in (sums >= 100 * LOWEST).nonzero()[0]}
        for tag in spoken.keys() & self._column.keys():
            weights = zip(facts(spoken[tag]), self._mentions[tag], strict=True)
            found[tag] = int(sums[self._column[tag]]) / 100 + sum(fact * weight for fact, weight in weights)
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
                    if weight:
                        told.setdefault(printed.casefold(), (printed, weight))
        best = sorted(_telling(dict(told.values())).items(), key=lambda one: -one[1])
        return tuple(printed for printed, _ in best[:most])

    def _met(self, title: Sequence[str], abstract: Sequence[str]) -> Iterator[str]:
        """The words and pairs of words that may be clues, once each; those of the title count as words of the whole too."""
        in_title, whole = _with_pairs(self._stems(title)), _with_pairs(self._stems(abstract))
        yield from (IN_TITLE + words for words in in_title)
        yield from in_title | whole

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


def _numbered(ones: Iterable[_One]) -> dict[_One, int]:
    return {one: number for number, one in enumerate(ones)}


def _each(lists: Iterable[Iterable[str]]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(lists))


def _with_pairs(stems: list[str]) -> set[str]:
    return {word for word in stems if word} | {f"{one} {other}" for one, other in pairwise(stems) if one and other}
