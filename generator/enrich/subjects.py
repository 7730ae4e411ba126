"""Subjects. In: papers with their topics and keywords. Out: which of these two papers share, and the odds that one says what they share.

A topic says it in whatever words the two speak; a keyword that no topic is made of, too. One that a fifth of the library has says less, and
so does one that neither paper prints; what counts how much was fitted to judged pairs by benchmarks/fit_reasons.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

import msgspec

from generator.enrich.background import RARE, use_of_words
from generator.enrich.forms import form_of, keyword_names
from generator.enrich.telling import Signs, Stance, Stems, by_itself, how_close, is_mark, odds
from generator.enrich.terms import stem_of
from generator.model import Paper, Tag
from generator.text.lately import Table

WEIGHTS = {
    "subject": 0.90,
    "everywhere": -0.57,
    "of many": -1.06,
    "by itself": 0.43,
    "beside": 0.26,
    "words": 0.51,
    "unsaid": -0.91,
    "in a title": 0.67,
    "mark": -0.71,
    "close": 1.47,
    "spread": -1.22,
    "best titled": 0.19,
}
# The share of a library that is as good as none.
_LEAST_SHARE = 0.01
# From a seventh of the library on a topic tells the less, the more have it.
_MANY = log(15)
# Shares are told apart by a quarter of their logarithm, so that a paper more moves few.
_STEP = 4
# A person who wrote more than a tenth of the library, and more than so many papers, is no news.
_MOST_PAPERS, _ALWAYS = 0.1, 5
_NAMED = 2
# Of the shorter list of authors so many have to be the other's where initials stand for all their given names.
_OF_LIST = 0.1
_WORD = re.compile(r"[^\W_]+")
# What the slug of a keyword begins with.
_KEYWORD = "="
# Whoever gives more keywords than these names what he thinks of.
_KEYWORDS = 40


class Subject(msgspec.Struct, frozen=True):
    """A topic or a keyword. everywhere: the logarithm of the percent of the oldest papers that have it, 0 for one in a hundred and fewer.
    above: the slugs of the topics above it. is_given: whether a person's vocabulary has it; is_small: whether texts print it in small
    letters."""

    slug: str
    name: str
    everywhere: float = 0.0
    above: tuple[str, ...] = ()
    is_given: bool = False
    is_small: bool = False

    @property
    def is_topic(self) -> bool:
        """Whether it is more than a keyword."""
        return not self.slug.startswith(_KEYWORD)

    @property
    def usual(self) -> float:
        """As telling.how_usual of a term."""
        return max(self.everywhere - _MANY, 0.0)


class Subjects:
    """The subjects of a library's papers; what is named by signs alone says nothing. `oldest`: those that decide how common a topic is."""

    def __init__(self, oldest: Sequence[Paper], vocabulary: Iterable[Tag]) -> None:
        counts = Counter(tag.slug for paper in oldest for tag in paper.tags)
        self._topics = {
            tag.slug: Subject(
                tag.slug,
                tag.name,
                everywhere(counts[tag.slug] / max(len(oldest), 1)),
                tag.broader,
                not tag.found,
                tag.small,
            )
            for tag in vocabulary
            if stems_of(tag.name)
        }
        self._forms = {slug: _form(subject.name) for slug, subject in self._topics.items()}

    def of(self, paper: Paper) -> dict[str, Subject]:
        """By slug; of a keyword by its form."""
        found = {tag.slug: self._topics[tag.slug] for tag in paper.tags if tag.slug in self._topics}
        topics = {self._forms[slug] for slug in found}
        for keyword in paper.keywords[:_KEYWORDS]:
            for name, form in named_by(keyword):
                if form not in topics:
                    found.setdefault(_KEYWORD + form, Subject(_KEYWORD + form, name))
        return found


def subjects_of_both(own: dict[str, Subject], other: dict[str, Subject]) -> tuple[Subject, ...]:
    """What both have, without what is above another of these; by slug."""
    both = own.keys() & other.keys()
    above = {slug for one in both for slug in own[one].above}
    return tuple(min(own[slug], other[slug], key=lambda one: one.name) for slug in sorted(both - above))


class People:
    """Who wrote two papers, where that tells something."""

    def __init__(self, oldest: Sequence[Paper]) -> None:
        self._names: dict[str, dict[str, None]] = {}
        counts = Counter(name for paper in oldest for name in self.of(paper))
        most = max(_ALWAYS, _MOST_PAPERS * len(oldest))
        self._everywhere = frozenset(name for name, count in counts.items() if count > most)

    def shared(self, own: Paper, other: Paper) -> str:
        """Who wrote both, in the order of the first, as it prints them; two names at most, and how many others. Nobody who wrote much of
        the library; nor a single one whose given names are initials, which another may have, or few of two lists of hundreds."""
        if not own.authors or not other.authors:
            return ""
        names, theirs = self.of(own), self.of(other)
        if names.keys().isdisjoint(theirs):
            return ""
        both = [name for name in names if name in theirs]
        if len(both) < max(2, _OF_LIST * min(len(names), len(theirs))) and not any(map(_is_full, both)):
            return ""
        told = [name for name in both if name not in self._everywhere]
        if len(told) > _NAMED:
            left = len(told) - _NAMED
            return f"{', '.join(told[:_NAMED])} and {left} other{'s' if left > 1 else ''}"
        return " and ".join(told)

    def of(self, paper: Paper) -> dict[str, None]:
        """The names under which the authors of a paper are listed: each is asked of some twenty papers."""
        if paper.key not in self._names:
            self._names[paper.key] = dict.fromkeys(author.known_as or author.name for author in paper.authors)
        return self._names[paper.key]


def _is_full(name: str) -> bool:
    """Whether a name has a given name: "Wang, Y." and "Smith JA" have none."""
    return sum(len(word) > 1 and not word.isupper() for word in _WORD.findall(name)) > 1


def everywhere(share: float) -> float:
    """What the share of a library that has a topic says."""
    return round(log(max(share, _LEAST_SHARE) / _LEAST_SHARE) * _STEP) / _STEP


@lru_cache(maxsize=50_000)
def _form(name: str) -> str:
    return form_of(name)


@Table
def named_by(keyword: str) -> tuple[tuple[str, str], ...]:
    """What a keyword names, with the form of each."""
    return tuple((name, _form(name)) for name in keyword_names(keyword) if stems_of(name))


@lru_cache(maxsize=50_000)
def stems_of(name: str) -> Stems:
    """The stems of a name."""
    return tuple(map(stem_of, _WORD.findall(name)))


def signs_of_subject(subject: Subject, own: Stance | None, other: Stance | None, closeness: float) -> Signs:
    """What a subject shows of two papers. `own`, `other`: how its name stands in their texts, None where they do not print it."""
    stems = stems_of(subject.name)
    printed = [stance for stance in (own, other) if stance]
    said = told_beside(stems, own, other, closeness)
    told = use_of_words().get(" ".join(stems), RARE)
    return {
        "subject": 1.0,
        "everywhere": subject.everywhere,
        "of many": subject.usual,
        "by itself": by_itself(stems),
        "beside": said,
        "words": float(len(stems) > 1),
        "unsaid": float(not printed),
        "in a title": float(any(stance.is_titled for stance in printed)),
        "mark": float(is_mark(stems)),
        "close": how_close(closeness),
        "spread": log(told.spread / 20),
        "best titled": max((log((use_of_words().get(stem, RARE).titled + 1) / 21) for stem in stems), default=0.0),
    }


def told_beside(stems: Stems, own: Stance | None, other: Stance | None, closeness: float) -> float:
    """The odds that a name tells something as a term, 0 where one of the two does not print it."""
    return odds(stems, own, other, closeness) if own and other else 0.0


def odds_of(subject: Subject, own: Stance | None, other: Stance | None, closeness: float) -> float:
    """The logarithm of the odds that a subject says something of the two, fitted."""
    return sum(WEIGHTS[sign] * value for sign, value in signs_of_subject(subject, own, other, closeness).items())
