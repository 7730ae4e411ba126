"""Clues. In: tags with clues, the words of a paper and what speaks of its tags. Out: for each tag how likely its authors would name it.

A clue is a word, or two in a row, that papers on a topic hold more often than others do: "voters" and "election" tell social choice before
anything names it, and where neither they nor others stand, "voting" is likely of another kind; some words speak against it. Clues are
columns of the packs' tables, fitted by benchmarks/fit_clues.py to authors' keywords (logistic regression), so that the sum of their
weights is the logarithm of the odds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.enrich.background import flagged
from generator.enrich.terms import stem_of
from generator.model import Tag
from generator.text import folded, pattern_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.int16]

# IN_TITLE or "", a word, and the next or "".
Clue = tuple[str, str, str]

IN_TITLE = "t:"
# A mention's weight above these is one fact more; beyond the last it tells nothing new.
PLAIN, ENOUGH, TITLE, MOST = 0.8, 1.6, 3.0, 6.0
_MOST_KNOWN = 300_000
# Nobody asks about what nothing speaks of and has lower odds.
LOWEST = -1.0
_WORD = pattern_of(r"\w+")
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


def stand_within(words: Sequence[str], names: Iterable[str]) -> bool:
    """Whether each of the words is a part of a longer one of the names, in some form of it ("teacher" of "teacher models")."""
    longer = [f" {' '.join(roots(_WORD.findall(name)))} " for name in names]
    parts = [f" {' '.join(roots(_WORD.findall(word)))} " for word in words]
    return bool(parts) and all(any(part in name and part != name for name in longer) for part in parts)


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
        self._numbers = {number: tuple(map(float, row[0].split())) for number, row in rows.items()}
        self._own = {number: dict(_weights(row[1:])) for number, row in rows.items()}
        self._tags = list(rows)
        self._column = {tag: column for column, tag in enumerate(self._tags)}
        self._known: dict[str, str] = {}
        self._index()
        self._table = self._tabled()

    def _index(self) -> None:
        """Number the clues; look up by their words which row of the table is theirs, and what begins those of a tag."""
        self._rows = {clue: row for row, clue in enumerate(dict.fromkeys(chain.from_iterable(self._own.values())))}
        self._said = {clue[1:]: row for clue, row in self._rows.items() if not clue[0]}
        self._titled = {clue[1:]: row for clue, row in self._rows.items() if clue[0]}
        self._begins = {tag: frozenset(clue[1] for clue in own) for tag, own in self._own.items()}
        self._telling = frozenset(chain.from_iterable(clue[1:] for clue in self._rows))

    def _tabled(self) -> Table | None:
        """Clues x topics, and below them what each topic begins with; in hundredths, so that sums are the same on every machine."""
        if not self._own:
            return None
        import numpy as np

        table = np.zeros((len(self._rows) + 1, len(self._own)), np.int16)
        for column, own in enumerate(self._own.values()):
            for clue, weight in own.items():
                table[self._rows[clue], column] = round(100 * weight)
        table[-1] = [round(100 * first) for first, *_ in self._numbers.values()]
        return table

    def odds(self, title: Sequence[str], abstract: Sequence[str], spoken: dict[int, Spoken]) -> dict[int, float]:
        """Tag -> the logarithm of its odds, for those tags with clues that have odds of LOWEST, or that the paper speaks of."""
        if self._table is None:
            return {}
        in_title = _with_pairs(self._stems(title))
        met = in_title | _with_pairs(self._stems(abstract))
        said, titled = self._said, self._titled
        found = [said[pair] for pair in met if pair in said] + [titled[pair] for pair in in_title if pair in titled]
        sums = self._table[[*found, -1]].sum(axis=0, dtype="int32")
        odds = {self._tags[column]: int(sums[column]) / 100 for column in (sums >= 100 * LOWEST).nonzero()[0].tolist()}
        for tag in spoken.keys() & self._column.keys():
            weights = zip(facts(spoken[tag]), self._numbers[tag][1:], strict=True)
            odds[tag] = int(sums[self._column[tag]]) / 100 + sum(fact * weight for fact, weight in weights)
        return odds

    def words_of(self, tag: int, title: Sequence[str], abstract: Sequence[str], most: int) -> tuple[str, ...]:
        """The words as printed that told a tag, those that tell most first."""
        own, begins = self._own[tag], self._begins[tag]
        told: dict[str, tuple[str, float]] = {}
        for words, marks in ((title, ("", IN_TITLE)), (abstract, ("",))):
            stems = self._stems(words)
            for place, first in enumerate(stems):
                for second in ("", *stems[place + 1 : place + 2]) if first in begins else ():
                    weight = sum(own.get((mark, first, second), 0.0) for mark in marks)
                    if weight > 0:
                        printed = " ".join(words[place : place + 1 + bool(second)])
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


def _weights(clues: Sequence[str]) -> Iterator[tuple[Clue, float]]:
    for told in clues:
        words, weight = told.split("=")
        first, _, second = words.removeprefix(IN_TITLE).partition(" ")
        yield (IN_TITLE if words.startswith(IN_TITLE) else "", first, second), float(weight)


def _with_pairs(stems: list[str]) -> set[tuple[str, str]]:
    """Each word with "", and with the next."""
    return {(word, "") for word in stems if word} | {pair for pair in pairwise(stems) if all(pair)}
