"""What a reason is worth. In: a word, a topic or a keyword that two papers share. Out: the odds that it says what both are about.

What tells much by itself ("machine translation") tells nothing of a paper that names it once, as one of ten uses, and a place tells where a
study was made. Both are about what few of their other terms outweigh, what they say early, and what points where the two papers bear; a
long name says more than a short word, one that few fields hold more than one of all, and of close papers more is true than of distant ones.
No word is listed: what each sign counts was fitted to reasons judged by reading both abstracts, by benchmarks/fit_reasons.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf, log, log1p

from generator.enrich.background import RARE, use_of_words
from generator.enrich.phrasing import Pair
from generator.enrich.telling import Stance, Stems, odds_at_best

WEIGHTS = {
    "worth": 1.19,
    "closeness": 1.09,
    "subject": 0.32,
    "subjects": 0.12,
    "tells": 0.23,
    "aligned": 2.68,
    "rank": -0.59,
    "length": 0.08,
    "alone": 0.20,
    "spread": -0.84,
    # Hardly any was judged, so this is not fitted: words of other languages are told.
    "unheard": 1.70,
    # Not fitted with the others either, for their libraries had no vocabulary: benchmarks/HISTORY.md.
    "given": 1.00,
    # Of the subject of a whole library: none of the judged ones had one. See benchmarks/HISTORY.md.
    "usual": -3.00,
    "printed": -1.94,
    "times": 0.90,
    "late": -0.85,
    "early": -0.54,
    "abbreviation": 1.37,
    "place": -1.92,
    "bound": -0.88,
}
# The odds (logarithm) that a reason has to reach: benchmarks/HISTORY.md.
WORTH = 2.0
# The odds of what is no reason.
NEVER = -inf
# How aligned the judged terms are on the mean: so is what has no bearing.
_ALIGNED = 0.34
# Papers of titles alone are closer than any pair that was judged, and no name of so many letters was.
_CLOSEST, _LONGEST = 0.4, 35
# What tells more than this, or is said more often by both, counts as much.
_TELLS, _OFTENEST = 6.0, 6
# The first seven terms of a paper count alike.
_FIRST = 2.0
# The most subjects that count.
_SUBJECTS = 6
# A word of fewer letters may be an abbreviation, of which there are many that nobody counted.
_LONG = 5
# What stands before the name of a place.
_WHERE = frozenset(("in", "from"))


def worth(
    found: float, stems: Stems, pair: Pair, stances: Sequence[Stance | None], tells: float, subject: float = 0.0
) -> float:
    """The odds that what two papers share says what both are about. `found`: see before_stance; `stances`: how it stands in each, None
    where it does not; `tells`: the odds of telling.odds, 0 where one does not print it; `subject`: as a topic or keyword of both, the odds
    of subjects.odds_of."""
    return found + _of(signs_of_form(stems, pair, stances)) + _of(signs_of_odds(tells, subject))


def before_stance(stems: Stems, pair: Pair, base: float, *, is_subject: bool = False) -> float:
    """The odds before it is asked how it stands and what it tells; NEVER when it cannot reach WORTH where it stands best, as most cannot.
    `base`: see of_pair."""
    found, best = base + of_name(stems), _best_of(stems) + is_subject * _BEST_SUBJECT
    if found + best + _BEST_TIMES + _BEST_ALIGNED < WORTH:
        return NEVER
    found += _of(signs_of_weight(stems, pair))
    if found + best + _BEST_TIMES < WORTH:
        return NEVER
    # Last, for the texts are searched for it.
    found += _of(signs_of_order(stems, pair))
    return found if found + best >= WORTH else NEVER


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


def signs_of_odds(tells: float, subject: float) -> dict[str, float]:
    """What others than this measure say of it."""
    return {"tells": min(tells, _TELLS), "subject": subject}


def signs_of_weight(stems: Stems, pair: Pair) -> dict[str, float]:
    """How far it points where the two papers do, and how many of their terms outweigh it: of the two what speaks less for it."""
    own, other = (text.held(stems) for text in pair)
    known = [aligned for _, aligned in (own, other) if aligned is not None]
    rank = log1p(max(own[0], other[0])) - _FIRST
    return {"aligned": min(known, default=_ALIGNED), "rank": max(rank, 0.0)}


def signs_of_order(stems: Stems, pair: Pair) -> dict[str, float]:
    """How late both say it, and the one that says it earlier: the share of an abstract before it, 1 where it does not stand there. And how
    often the one says it that says it less."""
    times = [len(text.places(stems)) for text in pair]
    late = [text.late(stems) if often else 1.0 for text, often in zip(pair, times, strict=True)]
    return {"late": max(late), "early": min(late), "times": log1p(min(*times, _OFTENEST))}


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


# What a name adds at most by how often it is said and where it points, by how it stands, where few letters may be an abbreviation, and as a
# subject of both.
_BEST_TIMES, _BEST_ALIGNED = WEIGHTS["times"] * log1p(_OFTENEST), WEIGHTS["aligned"] * 0.9
_BEST_SUBJECT = WEIGHTS["subject"] * 6.0 - WEIGHTS["printed"]
_SHORT = 7


@lru_cache(maxsize=50_000)
def _best_of(stems: Stems) -> float:
    told = WEIGHTS["tells"] * min(max(odds_at_best(stems), 0.0), _TELLS)
    return told + WEIGHTS["printed"] + (WEIGHTS["abbreviation"] if len(stems[0]) <= _SHORT else 0.0)
