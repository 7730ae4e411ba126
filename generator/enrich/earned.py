"""What is earned. In: the mentions of each tag, the odds by its clues and the evidence. Out: its weight, and whether it is believed.

Mentions add up to a weight. Of a tag that the abstract alone speaks of, the evidence says how likely the paper is about it
(evidence.py); a title that other words make unlikely says nothing.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from generator.enrich.clues import Spoken
from generator.enrich.evidence import Evidence
from generator.enrich.mentions import Said

# Two plain mentions in an abstract, one and another where the authors speak of their own work, or one in the title or in the keywords earn
# a tag. It found 0.70 of what authors' keywords name, where three mentions found 0.64, with as many wrong (benchmarks/tags.py).
ENOUGH = 1.6
# What the clues of a paper say, as the logarithm of the odds, and ALIKE times how far all its words are about the tag's names. From LIKELY
# on a tag is given that nothing names, from LIKELY_FIELD on one that has FIELD narrower ones and none above it. Below DOUBTED no abstract
# is believed, and with too few tags none below FEW_LEFT; below SELDOM its evidence has to be better.
# A title that the abstract does not bear out says nothing below UNLIKELY_TITLED: of 42 topics that were read there, 17 did not fit.
# One above BROAD others tells little, and only fills up (WEIGHT_BROAD). benchmarks/HISTORY.md has the curve.
LIKELY, LIKELY_FIELD, ALIKE, DOUBTED, FEW_LEFT = 0.75, -0.25, 3.0, -2.5, -5.0
SELDOM, UNLIKELY_TITLED, BORNE_OUT = -2.0, -3.0, 4.6
BROAD, WEIGHT_BROAD, FIELD = 100, 1.0, 13
# An area that the abstract alone speaks of is none where another of its discipline is so much nearer, even for a paper without topics: of
# seven that were read five did not fit ("exploits" of imaging: attacks and defences).
LOST = 0.3
FEWEST = 2
_WORDS = 4
# What each further mention in an abstract counts, so that the tenth adds next to nothing.
_FADING = (1.0, 1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1)


class Earned(NamedTuple):
    """A tag's weight on a paper, whether the title or keywords name it, its words strongest first, where they stand, and how the text
    alone speaks of it."""

    weight: float
    named: bool
    words: tuple[str, ...]
    said: str
    spoken: Spoken

    @property
    def is_of_abstract(self) -> bool:
        """Whether neither title nor keywords speak of it."""
        return self.said == "text" and not self.named and not self.spoken.in_title


class Case(NamedTuple):
    """What a paper says of each tag that it speaks of; the logarithm of the odds by its clues; how far the paper is about the names of
    a tag that clues or the abstract alone speak of; for tags that the abstract alone speaks of the evidence, and the share of such papers
    that are about them; for areas how much nearer another of the discipline is."""

    spoken: dict[int, Earned]
    odds: dict[int, float]
    alike: dict[int, float]
    evidence: dict[int, Evidence]
    fits: dict[int, float]
    behind: dict[int, float]


class Kinds(NamedTuple):
    """The numbers of tags that were found, and of areas, which are for papers with few others."""

    found: frozenset[int]
    areas: frozenset[int]


class Reasons(NamedTuple):
    """Of a hundred papers that speak so of a tag, how many are about it; what speaks for that, and against."""

    of_hundred: int
    for_it: tuple[str, ...]
    against: tuple[str, ...]


class Level(NamedTuple):
    """How sure a tag must be: the share that fits, the same of one below SELDOM, of one that was found, the odds of one in a title, and how
    much nearer another area may be; for papers that have fewer tags than `fewest`, the next level is asked."""

    fits: float
    seldom: float
    found: float
    doubted: float
    behind: float
    fewest: int


# With 0.825 some 0.002 less is named of what authors name than with 0.815: a third of what lies between, of 173 read, did not fit.
# Of found topics with ENOUGH in the abstract of papers of all fields, 6 of 11 fitted by evidence below 0.7 and 40 of 43 above
# (half of them drawn from what looked worst). benchmarks/HISTORY.md has the figures.
LEVELS = (
    Level(0.825, 0.9, 0.75, DOUBTED, 0.05, FEWEST),
    Level(0.78, 0.78, 0.6, FEW_LEFT, 0.12, FEWEST),
    Level(0.78, 0.78, 0.38, FEW_LEFT, 0.25, 1),
    Level(0.0, 0.0, 0.0, -inf, inf, 0),
)


def believed(case: Case, level: Level, kinds: Kinds) -> dict[int, Earned]:
    """What is spoken of, raised or taken back by the odds and the evidence where the abstract alone earns it. What no person gave evidence
    does not raise."""
    held = {}
    for tag, one in case.spoken.items():
        fits, chance = case.fits.get(tag), case.odds.get(tag)
        if tag in kinds.areas:
            if case.behind.get(tag, 0.0) <= (min(level.behind, LOST) if one.is_of_abstract else level.behind):
                held[tag] = one
        elif fits is not None and tag in kinds.found:
            if fits >= level.found:
                held[tag] = one
        elif fits is not None:
            if fits >= _least_fitting(level, chance):
                held[tag] = one._replace(weight=max(one.weight, ENOUGH))
        elif chance is None or one.said != "text" or chance >= level.doubted or _is_borne_out(one, chance):
            held[tag] = one
    return held


def _least_fitting(level: Level, chance: float | None) -> float:
    """The share of papers with such evidence that have to be about a tag; more where authors with such words seldom name it."""
    return level.seldom if chance is not None and chance < SELDOM else level.fits


def _is_borne_out(one: Earned, chance: float) -> bool:
    """Whether the abstract bears a title out, or the odds do."""
    return one.named and (one.weight >= BORNE_OUT or chance >= UNLIKELY_TITLED)


def weighed(said: list[Said]) -> Earned:
    """Add the mentions of one tag up."""
    weights: dict[str, list[float]] = {"title": [0.0], "keywords": [0.0], "categories": [0.0], "abstract": []}
    for one in said:
        weights[one.where].append(one.weight)
    in_title, in_keywords, in_category = (max(weights[where]) for where in ("title", "keywords", "categories"))
    inside = sorted(weights["abstract"], reverse=True)
    in_abstract = sum(weight * share for weight, share in zip(inside, _FADING, strict=False))
    where = "keywords" if in_keywords else "categories"
    where = "text" if in_title or in_abstract else where
    words = [one.words for one in _words_first(said) if where != "text" or one.where in ("title", "abstract")]
    spoken = Spoken(in_title, in_title + in_abstract)
    weight = spoken.weight + in_keywords + in_category
    return Earned(weight, max(in_title, in_keywords) >= ENOUGH, tuple(words[:_WORDS]), where, spoken)


def _words_first(said: list[Said]) -> list[Said]:
    """The first mention by each form of words: of greater weight first, then phrases, then what is said more often."""
    forms: dict[str, list[Said]] = {}
    for one in said:
        forms.setdefault(one.form, []).append(one)
    ranked = sorted(
        forms.values(), key=lambda same: (-max(one.weight for one in same), " " not in same[0].form, -len(same))
    )
    return [same[0] for same in ranked]


def by_weight(earned: dict[int, Earned]) -> list[int]:
    return sorted(earned, key=lambda tag: (-earned[tag].weight, tag))
