"""What a reason is worth. In: a word, a topic or a keyword that two papers share. Out: the odds that it says what both are about.

What tells much by itself ("machine translation") tells nothing of a paper that names it once, as one of ten uses, and a place tells where a
study was made. Both are about what few of their other terms outweigh, what they say early, and what points where the two papers bear; a
long name says more than a short word, one that few fields hold more than one of all, and of close papers more is true than of distant ones.
No word is listed: what each sign counts was fitted to reasons judged by reading both abstracts, by benchmarks/fit_reasons.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, log1p

from generator.enrich.background import RARE, use_of_words
from generator.enrich.phrasing import Pair
from generator.enrich.telling import Stance, Stems

WEIGHTS = {
    "worth": 0.80,
    "closeness": 0.97,
    "subject": 0.22,
    "subjects": 0.16,
    "aligned": 2.96,
    "rank": -0.55,
    "length": 0.08,
    "alone": 0.19,
    "spread": -0.87,
    # Hardly any was judged, so this is not fitted: words of other languages are told.
    "unheard": 1.70,
    # Not fitted with the others either, for their libraries had no vocabulary: benchmarks/README.
    "given": 1.00,
    "printed": -0.80,
    "late": -0.82,
    "early": -0.74,
    "abbreviation": 1.68,
    "place": -1.66,
    "bound": -0.74,
}
# The odds (logarithm) that a reason has to reach: benchmarks/README.
WORTH = 2.25
# How aligned the judged terms are on the mean: so is what has no bearing.
_ALIGNED = 0.34
# Papers of titles alone are closer than any pair that was judged, and no name of so many letters was.
_CLOSEST, _LONGEST = 0.4, 35
# The first seven terms of a paper count alike.
_FIRST = 2.0
# The most subjects that count.
_SUBJECTS = 6
# A word of fewer letters may be an abbreviation, of which there are many that nobody counted.
_LONG = 5
# What stands before the name of a place.
_WHERE = frozenset(("in", "from"))


def worth(stems: Stems, pair: Pair, stances: Sequence[Stance | None], base: float, subject: float = 0.0) -> float:
    """The odds that what two papers share says what both are about. `stances`: how it stands in each, None where it does not; `base`: see
    of_pair; `subject`: as a topic or keyword of both, the odds of subjects.odds_of."""
    found = base + of_name(stems) + _of(signs_of_weight(stems, pair)) + _of(signs_of_order(stems, pair))
    return found + _of(signs_of_form(stems, pair, stances)) + WEIGHTS["subject"] * subject


def may_be_worth(stems: Stems, pair: Pair, base: float, *, is_subject: bool = False) -> bool:
    """Whether it may reach WORTH where it stands best. Most does not, and how it stands need not be looked at."""
    found = base + of_name(stems) + (_BEST_SHORT if len(stems[0]) <= _SHORT else _BEST) + is_subject * _BEST_SUBJECT
    if found < WORTH:
        return False
    found += _of(signs_of_order(stems, pair))
    return found >= WORTH and found + _of(signs_of_weight(stems, pair)) - _BEST_ALIGNED >= WORTH


def _of(signs: Mapping[str, float]) -> float:
    return sum([WEIGHTS[sign] * value for sign, value in signs.items()])


def of_pair(closeness: float, subjects: int) -> float:
    """The part of the odds that two papers so close give to whatever they share. `subjects`: how many topics and keywords both have."""
    return _of(signs_of_pair(closeness, subjects))


def signs_of_pair(closeness: float, subjects: int) -> dict[str, float]:
    return {
        "worth": 1.0,
        "closeness": log(min(closeness, _CLOSEST) + 0.02),
        "subjects": float(min(subjects, _SUBJECTS)),
    }


@lru_cache(maxsize=50_000)
def of_name(stems: Stems) -> float:
    """The part of the odds that a name has by itself."""
    return _of(signs_of_name(stems))


def signs_of_name(stems: Stems) -> dict[str, float]:
    term = " ".join(stems)
    told = use_of_words().get(term, RARE)
    return {
        "length": float(min(len(term), _LONGEST)),
        "alone": log1p(told.alone / 3),
        "spread": log(told.spread / 20),
        "unheard": float(len(stems) == 1 and len(term) >= _LONG and term not in use_of_words()),
    }


def signs_of_weight(stems: Stems, pair: Pair) -> dict[str, float]:
    """How far it points where the two papers do, and how many of their terms outweigh it: of the two what speaks less for it."""
    own, other = (text.held(stems) for text in pair)
    known = [aligned for _, aligned in (own, other) if aligned is not None]
    rank = log1p(max(own[0], other[0])) - _FIRST
    return {"aligned": min(known, default=_ALIGNED), "rank": max(rank, 0.0)}


def signs_of_order(stems: Stems, pair: Pair) -> dict[str, float]:
    """How late both say it, and the one that says it earlier: the share of an abstract before it, 1 where it does not stand there."""
    late = [text.late(stems) if text.places(stems) else 1.0 for text in pair]
    return {"late": max(late), "early": min(late)}


def signs_of_form(stems: Stems, pair: Pair, stances: Sequence[Stance | None]) -> dict[str, float]:
    """What it shows where it stands in the two."""
    printed = [stance for stance in stances if stance]
    forms = [form for text in pair for form in text.forms(stems)]
    capitals = sum([all(map(_is_named, form)) for form in forms]) / max(len(forms), 1)
    return {
        "printed": float(len(printed) == len(pair)),
        "abbreviation": sum([all(map(str.isupper, form)) for form in forms]) / max(len(forms), 1),
        "place": capitals * any(not _WHERE.isdisjoint(stance.before) for stance in printed),
        "bound": float(len(printed) == len(pair) and any(stance.is_bound for stance in printed)),
    }


def _is_named(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


# What a name adds at most where it stands, one of few letters, which may be an abbreviation, and a subject of both.
_BEST_ALIGNED = WEIGHTS["aligned"] * 0.9
_BEST = _BEST_ALIGNED + WEIGHTS["printed"]
_BEST_SHORT = _BEST + WEIGHTS["abbreviation"]
_BEST_SUBJECT = WEIGHTS["subject"] * 6.0 - WEIGHTS["printed"]
_SHORT = 7
