"""What tells a reader something. In: a term that two papers share, and where it stands in them. Out: the odds that it says what they share.

A word tells much that papers have in their titles, that they say again, that few fields hold and that is a keyword by itself: "migraine".
One that stands everywhere once tells how people write: "exposure", "cohort". In the two papers it has to stand by itself, not as part of
names that they do not share. What each sign counts was fitted to judged reasons by benchmarks/fit_reasons.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import log, log1p
from operator import or_
from typing import NamedTuple

from generator.enrich.background import RARE, flagged, halves, is_number, little_words, use_of_words
from generator.enrich.designs import INSTRUMENTS, MARKS, STUDIES
from generator.enrich.forms import form_of, is_adjective

Stems = tuple[str, ...]
Signs = Mapping[str, float]


class Standing(NamedTuple):
    """Where a term stands: the stems, or little words, before and after it, "" for none; whether in the title; whether a hyphen or
    a slash binds it to one of them."""

    before: str
    after: str
    is_titled: bool
    is_bound: bool


class Stance(NamedTuple):
    """How a term stands in one paper: how often; at what share of places it begins and ends by itself, and is beside words of another
    language; whether it is always bound, or after a number; whether it is in the title; all that stands before and after it."""

    times: int
    begins: float
    ends: float
    foreign: float
    is_bound: bool
    is_counted: bool
    is_titled: bool
    before: frozenset[str]
    after: frozenset[str]


# A word that no paper of the corpora holds ("unheard") was never judged: it counts so much that words of other languages are told.
WORD_WEIGHTS = {
    "word": 0.57,
    "titled": 0.87,
    "alone": 0.24,
    "spread": -1.06,
    "most": -0.15,
    "adjective": -0.61,
    "part": -0.75,
    "short": -0.90,
    "unheard": 1.70,
    "mark": -0.90,
    "begins": -0.68,
    "never begins": -0.51,
    "ends somewhere": 0.78,
    "bound": 0.24,
    "goes on": -1.63,
    "of": -1.17,
    "counted": -4.14,
    "in a title": 0.02,
    "foreign": -0.80,
    "times": 0.55,
    "half": 0.00,
    "everywhere": -1.58,
    "close": 1.31,
}
PHRASE_WEIGHTS = {
    "phrase": 0.51,
    "known": 0.04,
    "starts badly": -1.72,
    "ends badly": -0.74,
    "starts as participle": -1.77,
    "little": -1.65,
    "phrase spread": -1.80,
    "phrase alone": 0.19,
    "best titled": 0.74,
    "least spread": -0.61,
    "ends as participle": -2.75,
    "mark": -4.77,
    "begins": 0.85,
    "never begins": 0.16,
    "ends somewhere": 0.61,
    "bound": -0.21,
    "goes on": -3.88,
    "of": -1.43,
    "counted": -5.19,
    "in a title": 0.57,
    "foreign": 0.0,
    "times": 0.72,
    "half": -0.40,
    "everywhere": -2.37,
    "close": 1.20,
}
_HOPELESS = -100.0
# Who says a term so often says it no more by saying it once more.
OFTENEST = 12
# What more of the library holds tells the less, the more do: of judged terms that .1 to .2 of it hold .98 say something, of .2 to .3 .74,
# of more .58.
USUAL = 0.15
# From here on it says nothing more how close two papers are: of 63 judged reasons of pairs below .1 .7 said something, of others .89.
CLOSE = 0.13


@cache
def _of_any_language() -> frozenset[str]:
    return frozenset().union(*little_words().values())


@lru_cache(maxsize=100_000)
def by_itself(stems: Stems) -> float:
    """The part of the odds that the term itself gives, before its places are looked at."""
    if any(is_number(stem) or not any(map(str.isalpha, stem)) for stem in stems):
        return _HOPELESS  # also "10¹⁰"
    weights = weights_for(stems)
    return sum(weights[sign] * value for sign, value in signs_alone(stems).items())


@lru_cache(maxsize=50_000)
def is_torn(stems: Stems) -> bool:
    """Whether a phrase that nobody has as a keyword begins or ends with a little word: "risperidone in"."""
    return bool(signs_alone(stems).get("little"))


def weights_for(stems: Stems) -> Mapping[str, float]:
    """The weights of the signs of a word, or of a phrase."""
    return PHRASE_WEIGHTS if len(stems) > 1 else WORD_WEIGHTS


def signs_alone(stems: Stems) -> Signs:
    """What a term shows by itself."""
    signs = _of_word(stems[0]) if len(stems) == 1 else _of_phrase(stems)
    return {**signs, "mark": float(is_mark(stems))}


def _of_word(word: str) -> Signs:
    told = use_of_words().get(word, RARE)
    return {
        "word": 1.0,
        "titled": log((told.titled + 1) / 21),
        "alone": log1p(told.alone / 3),
        "spread": log(told.spread / 20),
        "most": log((told.most + 3) / 6),
        "adjective": float(is_adjective(word)),
        "part": float(word in flagged("a") or word in flagged("p")),
        "short": float(len(word) < 3),
        "unheard": float(word not in use_of_words()),
    }


def _of_phrase(stems: Stems) -> Signs:
    told = use_of_words().get(" ".join(stems))
    uses = [use_of_words().get(word, RARE) for word in stems]
    edges = _edges(stems) if not told else dict.fromkeys(_EDGES, 0.0)
    return {
        "phrase": 1.0,
        "known": float(told is not None),
        **edges,
        "phrase spread": log(told.spread / 20) if told else 0.0,
        "phrase alone": log1p(told.alone / 3) if told else 0.0,
        "best titled": max(log((use.titled + 1) / 21) for use in uses),
        "least spread": log(min(use.spread for use in uses) / 20),
        "ends as participle": float(stems[-1].endswith("ed")),
    }


_EDGES = ("starts badly", "ends badly", "starts as participle", "little")


def _edges(stems: Stems) -> Signs:
    """How a phrase that nobody has as a keyword begins and ends."""
    first, last = stems[0], stems[-1]
    signs = (
        first in flagged("f") or first in flagged("g"),
        last in flagged("l") or last in flagged("g"),
        first.endswith(("ed", "ing")),
        _is_foreign(first) or _is_foreign(last) or last in little_words()["en"],
    )
    return dict(zip(_EDGES, map(float, signs), strict=True))


@cache
def _marks() -> frozenset[str]:
    return frozenset(map(form_of, (*MARKS, *INSTRUMENTS, *STUDIES)))


@lru_cache(maxsize=50_000)
def is_mark(stems: Stems) -> bool:
    """Whether a term is a mark of indexers or says how a study was made."""
    return form_of(" ".join(stems)) in _marks()


def stance_of(places: Sequence[Standing]) -> Stance:
    before, after, titled, bound = zip(*places, strict=True)
    times = len(places)
    return Stance(
        times=times,
        begins=1 - sum([_is_content(word, "f") for word in before]) / times,
        ends=1 - sum([_is_content(word, "l") for word in after]) / times,
        foreign=sum(map(or_, map(_is_foreign, before), map(_is_foreign, after))) / times,
        is_bound=all(bound),
        is_counted=all(map(is_number, before)),
        is_titled=any(titled),
        before=frozenset(before),
        after=frozenset(after),
    )


def signs_beside(stems: Stems, own: Stance, other: Stance) -> Signs:
    """What a term shows where it stands in two papers."""
    begins = min(own.begins, other.begins)
    edges = ((own.before | other.before, "f"), (own.after | other.after, "l"))
    # The same word beside it wherever it stands: it is a part of what both papers say.
    goes_on = [_is_content(*words, edge) for words, edge in edges if len(words) == 1 and "" not in words]
    return {
        "begins": begins,
        "never begins": float(not begins),
        "ends somewhere": max(own.ends, other.ends),
        "bound": float(own.is_bound or other.is_bound),
        "goes on": float(True in goes_on),
        "of": float(False in goes_on),
        "counted": float((own.is_counted and other.is_counted) or _is_numbered(own, other)),
        "in a title": float(own.is_titled or other.is_titled),
        "foreign": max(own.foreign, other.foreign),
        "times": log(min(max(own.times, other.times), OFTENEST)),
        "half": _half(stems, own, other),
    }


def _is_numbered(own: Stance, other: Stance) -> bool:
    """Whether numbers go on from a term, others in each: "NGC" of "NGC 253" and "NGC 1275", but not "COVID" of "COVID-19"."""
    return own.after.isdisjoint(other.after) and all(map(is_number, own.after | other.after))


def _half(stems: Stems, own: Stance, other: Stance) -> float:
    """How much of a longer phrase is left out, where neither ever says less: "stress disorder" of "post-traumatic stress disorder"."""
    if len(stems) == 1:
        return 0.0
    before, after = halves()
    term = " ".join(stems)
    begins, ends = max(own.begins, other.begins), max(own.ends, other.ends)
    return max(before.get(term, 0.0) * (1 - begins), after.get(term, 0.0) * (1 - ends))


@lru_cache(maxsize=50_000)
def _is_foreign(word: str) -> bool:
    return word in _of_any_language() and word not in little_words()["en"]


@lru_cache(maxsize=50_000)
def _is_content(word: str, edge: str) -> bool:
    """Whether a word beside a term may be part of a longer one."""
    return bool(word) and not (
        word in flagged("s") or word in flagged("g") or word in flagged(edge) or word in little_words()["en"]
    )


def odds(stems: Stems, own: Stance, other: Stance, closeness: float, usual: float = 0.0) -> float:
    """The logarithm of the odds that a term says something of two papers so close, fitted. `usual`: see how_usual."""
    signs = signs_beside(stems, own, other)
    weights = weights_for(stems)
    found = by_itself(stems) + sum([weights[sign] * value for sign, value in signs.items()])
    return found + weights["close"] * how_close(closeness) + weights["everywhere"] * usual


# What places add at most, to a word and to a phrase: of signs between 0 and 1 those that speak for it.
_BESIDE = ("begins", "never begins", "ends somewhere", "bound", "goes on", "of", "counted", "foreign", "half")
_BEST_PLACES = [sum(max(weights[sign], 0.0) for sign in _BESIDE) for weights in (WORD_WEIGHTS, PHRASE_WEIGHTS)]


@lru_cache(maxsize=100_000)
def odds_at_best(stems: Stems) -> float:
    """The odds of a term where it stands best, and is said so often that more says no more."""
    weights = weights_for(stems)
    most = weights["times"] * log(OFTENEST) + max(weights["in a title"], 0.0)
    return by_itself(stems) + _BEST_PLACES[len(stems) > 1] + most


def how_close(closeness: float) -> float:
    """The sign of two papers: a word that hardly related ones share may mean two things; 0 for those that are close enough."""
    return min(log((closeness + 0.02) / (CLOSE + 0.02)), 0.0)


def how_usual(share: float) -> float:
    """The sign of a term that such a share of the library holds: 0 up to USUAL, which says nothing."""
    return log(max(share / USUAL, 1.0))
