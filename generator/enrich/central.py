"""What two papers are about. In: a term that tells something, and where and how much both say it. Out: the odds that both are about it.

A term that tells much by itself ("machine translation") tells nothing of a paper that names it once, as one of ten uses. Both are about it
where it weighs much in the one in which it weighs less, is said early there, and points where the two papers bear, which another sense
of the word does not. What each counts was fitted to reasons judged by reading both abstracts, by benchmarks/fit_reasons.py.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

# "odds" are those of telling.py.
WEIGHTS = {
    "odds": 0.60,
    "late": -1.34,
    "central": -0.22,
    "phrase": 0.47,
    "weighs": 0.80,
    "aligned": 1.88,
    "closeness": 5.59,
}
# The odds (logarithm) that one reason of two papers has to reach, and each that is said beside it: benchmarks/README.
SURE, SURE_BESIDE = 0.75, 1.5
# The odds that a word tells anything, and a phrase, below which being central helps none.
TELLS, PHRASE_TELLS = 1.0, 1.5
# How aligned the judged terms are on the mean: so is what has no bearing.
_ALIGNED = 0.34
# What hardly weighs anything; of titles alone a term weighs more, and they are closer, than in any pair that was judged.
_LEAST, _MOST, _CLOSEST = 0.005, 0.25, 0.35


class InBoth(NamedTuple):
    """What a term is in two papers. weight: the lower of both; aligned: the lower cosine of its bearing and theirs, None without one."""

    weight: float
    aligned: float | None


def phrase_of_pairs(parts: list[InBoth]) -> InBoth:
    """What a phrase is of which these are the pairs of words."""
    known = [one.aligned for one in parts if one.aligned is not None]
    weight = sum([one.weight for one in parts]) / len(parts)
    return InBoth(weight, sum(known) / len(known) if known else None)


def signs_in_both(held: InBoth, closeness: float, is_phrase: bool) -> dict[str, float]:
    """What a term shows of two papers so close, beside what it tells and how late ("late") both say it: the share of an abstract that
    stands before it, of the two the larger; 0 where the title has it."""
    return {
        "central": 1.0,
        "phrase": float(is_phrase),
        "weighs": log(min(held.weight, _MOST) + _LEAST),
        "aligned": _ALIGNED if held.aligned is None else held.aligned,
        "closeness": min(closeness, _CLOSEST),
    }


def centrality(held: InBoth, closeness: float, is_phrase: bool) -> float:
    """The part of the odds that depends neither on what the term tells nor on where it stands."""
    signs = signs_in_both(held, closeness, is_phrase)
    return sum([WEIGHTS[sign] * signs[sign] for sign in signs])
