"""Evidence. In: how an abstract speaks of a tag that the title does not name. Out: how likely the paper is about it, and why, in words.

A word in an abstract may name what the paper is about, or what others do, what it is tried on, what it may be good for. Where it stands and
how it is said tells one from the other a little each, and what the paper's other words are about tells most; a pack's table weighs them
together (logistic regression on pairs of a paper and a topic that a reader judged, benchmarks/fit_evidence.py). What a person wrote in
tags.yml is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import exp, log
from typing import NamedTuple

from generator.config.signs import PACKS
from generator.enrich.mentions import LISTED, OWN, PASSING, Said
from generator.enrich.passages import Text
from generator.text import pattern_of

# What each kind of evidence is called when it speaks for a topic, and when it (or its lack) speaks against; "" is not told.
KINDS = {
    "once": ("named more than once", "named once"),
    "forms": ("said in two ways", "said in one way"),
    "more forms": ("said in three ways", ""),
    "often": ("named four times or more", ""),
    "phrase": ("by a phrase of its own", "by a single word"),
    "longer phrase": ("by a long phrase", ""),
    "capital": ("by a proper name", ""),
    "opens": ("in the first sentence", "not in the first sentence"),
    "late": ("early in the abstract", "late in the abstract"),
    "deep": ("early in its sentence", "late in its sentence"),
    "own": ("where the authors speak of their own work", "where the authors do not speak of their own work"),
    "verb": ("as what the authors do", "not as what the authors do"),
    "once, verb": ("", ""),
    "once, own": ("", ""),
    "once, deep": ("", ""),
    "aside": ("", "as an example, a comparison or a use"),
    "listed": ("", "in a list of things"),
    "title": ("by a word that the title has", "by no word of the title"),
    "strongest": ("more than any other topic", "less than other topics"),
    "second": ("more than most other topics", ""),
    "crowd": ("beside few others", "beside many others"),
    "narrower": ("with a narrower topic", ""),
    "broader": ("with a broader topic", ""),
    "clues": ("", ""),
    "alike": ("the rest of the paper is of the like", "the rest of the paper is of other things"),
    "odds": ("its other words speak for it", "its other words speak against it"),
}
_VERB = pattern_of(
    r"\b(?:we|this (?:paper|work)|is proposed|proposes?)\b[^,;.]{0,40}\b(?:propos|present|introduc|develop|describ|stud(?:y|ie)|investigat|"
    r"explor|address|consider|analy[sz]|tackl|focus|show|exten[ds]|design|examin|appl(?:y|ie)|us(?:e|ing)|demonstrat|evaluat|releas|creat|"
    r"buil[dt]|construct)",
    re.I,
)
_SMALL_VERB = pattern_of(_VERB.pattern)
# What the odds by the table count for a topic that nobody gave, that it is said once, and how widely its words are used: fitted to pairs of
# thirteen fields that a reader judged (benchmarks/fit_found.py).
FOUND = (1.44, 0.42, -1.07, -0.88)
_REACH = 120
_FAR = 200
_MOST = 8
_TOLD = 3


class Others(NamedTuple):
    """What else a paper says: the stems of its title, how many tags it speaks of and which place this one has among them (0 first),
    whether it speaks of a narrower and of a broader one, the logarithm of the odds by its clues, if the tag has any, and how far the
    paper's bearing is that of the tag's names (0 to 1)."""

    title: frozenset[str]
    spoken: int
    rank: int
    narrower: bool
    broader: bool
    odds: float | None
    alike: float


Evidence = dict[str, float]


def evidence(said: Sequence[Said], abstract: Text, others: Others) -> Evidence:
    """A number for each of KINDS, 0 to 1 but for `odds` (-2 to 2)."""
    best = max(said, key=lambda one: one.weight)
    values = (*_by_words(said, best, abstract), *_by_place(said, best, abstract), *_by_others(said, others))
    return dict(zip(KINDS, map(float, values), strict=True))


def _by_words(said: Sequence[Said], best: Said, abstract: Text) -> tuple[float, ...]:
    forms = {one.form for one in said}
    words = max(form.count(" ") for form in forms) + 1
    capital = abstract.whole[best.spot.begins].isupper()
    return len(said) == 1, len(forms) > 1, len(forms) > 2, len(said) > 3, words > 1, words > 2, capital


def _by_place(said: Sequence[Said], best: Said, abstract: Text) -> tuple[float, ...]:
    spot, once = best.spot, len(said) == 1
    opens = any(one.spot.sentence == 0 for one in said)
    late = spot.sentence / max(1, spot.sentences - 1)
    deep = min(spot.begins - spot.opens, _FAR) / _FAR
    verb, own = any(_as_done(abstract.whole, one) for one in said), best.weight >= OWN
    aside, listed = best.weight <= PASSING, best.weight == LISTED
    return opens, late, deep, own, verb, once and verb, once and own, once * deep, aside, listed


def _by_others(said: Sequence[Said], others: Others) -> tuple[float, ...]:
    titled = any(not others.title.isdisjoint(one.form.split(" ")) for one in said)
    crowd = min(others.spoken, _MOST) / _MOST
    odds = 0.0 if others.odds is None else (min(max(others.odds, -6.0), 2.0) + 2) / 2
    rank = others.rank
    known = others.odds is not None
    return titled, rank == 0, rank == 1, crowd, others.narrower, others.broader, known, others.alike, odds


@lru_cache(maxsize=8)
def _verbs(text: str) -> tuple[tuple[int, int], ...]:
    """Where the authors say what they do. Asked for each tag of an abstract, so the last ones are remembered."""
    if text.isascii():
        return tuple(one.span() for one in _SMALL_VERB.finditer(text.lower()))
    return tuple(one.span() for one in _VERB.finditer(text))


def _as_done(text: str, one: Said) -> bool:
    first, begins = max(one.spot.opens, one.spot.begins - _REACH), one.spot.begins
    return any(first <= start and end <= begins for start, end in _verbs(text))


class Weights(NamedTuple):
    """base: the logarithm of the odds by nothing else; by kind its weight, and its mean over what was judged."""

    base: float
    weight: dict[str, float]
    mean: dict[str, float]

    def likely(self, found: Evidence) -> float:
        """The share of papers with such evidence that are about the topic."""
        weight = self.weight
        return 1 / (1 + exp(-self.base - sum(weight[kind] * value for kind, value in found.items())))

    def reasons(self, found: Evidence, *, speak_for: bool) -> list[str]:
        """What speaks for the topic, or against it, more than it does as a rule; the strongest first, as words."""
        sign = 1 if speak_for else -1
        moved = {kind: sign * self.weight[kind] * (value - self.mean[kind]) for kind, value in found.items()}
        ranked = sorted(moved, key=lambda kind: -moved[kind])
        words = [KINDS[kind][not speak_for] for kind in ranked if moved[kind] > 0]
        return [told for told in words if told][:_TOLD]


def likely_found(likely: float, found: Evidence, spread: float) -> float:
    """The share of papers that are about a found topic, of which its pack's table says `likely`: what is said once, and a word of many
    fields ("guidelines", "exposure"), tell less. spread: over how many fields its words are spread."""
    base, table, once, general = FOUND
    odds = log(likely / max(1 - likely, 1e-9)) if likely > 0 else -20.0
    return 1 / (1 + exp(-base - table * odds - once * found["once"] - general * log(spread)))


@cache
def weights_of(pack: str) -> Weights | None:
    """The weights of a pack's table, if it has one. A kind that it was not fitted with weighs nothing."""
    path = PACKS / f"{pack}.evidence.tsv"
    if not path.is_file():
        return None
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    (_, base, _), *others = rows
    return Weights(
        float(base),
        dict.fromkeys(KINDS, 0.0) | {kind: float(weight) for kind, weight, _ in others},
        dict.fromkeys(KINDS, 0.0) | {kind: float(mean) for kind, _, mean in others},
    )
