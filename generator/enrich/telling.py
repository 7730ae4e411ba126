"""What tells a reader something. In: a term that two papers share, and where it stands in them. Out: the odds that it says what they share.

A word tells much that papers have in their titles, that they say again, that few fields hold and that is a keyword by itself: "migraine".
One that stands everywhere once tells how people write: "exposure", "cohort". In the two papers it has to stand by itself, not as part of
names that they do not share. What each sign counts was fitted to judged reasons by benchmarks/fit_reasons.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import log, log1p
from typing import NamedTuple

from generator.enrich.background import RARE, flagged, is_number, little_words, use_of_words
from generator.enrich.forms import is_adjective

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


WEIGHTS = {
    "word": 1.20,
    "titled": 1.04,
    "alone": 0.36,
    "spread": -1.26,
    "most": -0.62,
    "adjective": -0.83,
    "part": -0.59,
    "short": -0.97,
    "phrase": 1.34,
    "known": 0.93,
    "phrase spread": -1.39,
    "best titled": 0.59,
    "least spread": -0.65,
    "starts badly": -1.78,
    "ends badly": -1.04,
    "starts as participle": -1.96,
    "little": -1.18,
    "begins": -0.68,
    "never begins": -0.68,
    "ends somewhere": 1.06,
    "bound": -0.12,
    "goes on": -1.99,
    "of": -1.24,
    "counted": -4.56,
    "foreign": -0.79,
    "in a title": 0.21,
    "times": 0.48,
}
# Odds of nine to one: of judged terms that reach it 95 of 100 say something, when their pair is left out of the fit.
SURE = 2.2
_HOPELESS = -100.0


@cache
def _of_any_language() -> frozenset[str]:
    return frozenset().union(*little_words().values())


@lru_cache(maxsize=100_000)
def by_itself(stems: Stems) -> float:
    """The part of the odds that the term itself gives, before its places are looked at."""
    if any(map(is_number, stems)):
        return _HOPELESS
    return sum(WEIGHTS[sign] * value for sign, value in signs_alone(stems).items())


def signs_alone(stems: Stems) -> Signs:
    """What a term shows by itself."""
    return _of_word(stems[0]) if len(stems) == 1 else _of_phrase(stems)


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
    }


def _of_phrase(stems: Stems) -> Signs:
    term, first, last = " ".join(stems), stems[0], stems[-1]
    little = little_words()["en"]
    told = use_of_words().get(term)
    return {
        "phrase": 1.0,
        "known": float(told is not None),
        "starts badly": float(not told and (first in flagged("f") or first in flagged("g"))),
        "ends badly": float(not told and (last in flagged("l") or last in flagged("g"))),
        "starts as participle": float(not told and (first.endswith(("ed", "ing")))),
        "little": float(not told and (_is_foreign(first) or _is_foreign(last) or last in little)),
        "phrase spread": log(told.spread / 20) if told else 0.0,
        "best titled": max(log((use_of_words().get(word, RARE).titled + 1) / 21) for word in stems),
        "least spread": log(min(use_of_words().get(word, RARE).spread for word in stems) / 20),
    }


def stance_of(places: Sequence[Standing]) -> Stance:
    times = len(places)
    return Stance(
        times=times,
        begins=sum([not _is_content(one.before, "f") for one in places]) / times,
        ends=sum([not _is_content(one.after, "l") for one in places]) / times,
        foreign=sum([_is_foreign(one.before) or _is_foreign(one.after) for one in places]) / times,
        is_bound=all(one.is_bound for one in places),
        is_counted=all(is_number(one.before) for one in places),
        is_titled=any(one.is_titled for one in places),
        before=frozenset([one.before for one in places]),
        after=frozenset([one.after for one in places]),
    )


def signs_beside(own: Stance, other: Stance) -> Signs:
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
        "counted": float(own.is_counted and other.is_counted),
        "in a title": float(own.is_titled or other.is_titled),
        "foreign": max(own.foreign, other.foreign),
        "times": log(max(own.times, other.times)),
    }


@lru_cache(maxsize=50_000)
def _is_foreign(word: str) -> bool:
    return word in _of_any_language() and word not in little_words()["en"]


@lru_cache(maxsize=50_000)
def _is_content(word: str, edge: str) -> bool:
    """Whether a word beside a term may be part of a longer one."""
    return bool(word) and not (
        word in flagged("s") or word in flagged("g") or word in flagged(edge) or word in little_words()["en"]
    )


def odds(stems: Stems, own: Stance, other: Stance) -> float:
    """The logarithm of the odds that a term says something, fitted."""
    signs = signs_beside(own, other)
    return by_itself(stems) + sum(WEIGHTS[sign] * value for sign, value in signs.items())
