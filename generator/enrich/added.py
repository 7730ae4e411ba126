"""Subjects among reasons. In: terms that two papers are said to share, and the topics and keywords of both. Out: what is said in the end.

A topic that both have says more than a piece of its name: "resin composite restorations" takes the place of "resin". Where words are few,
subjects are added that both papers are as surely about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.enrich.again import says_again, touch
from generator.enrich.phrasing import Pair, as_printed
from generator.enrich.subjects import Subject, odds_of, stems_of, told_beside
from generator.enrich.telling import Stems
from generator.enrich.worth import NEVER, WEIGHTS, WORTH, before_stance, worth

# With so many reasons nothing is added.
ENOUGH = 2


def with_subjects(
    terms: Sequence[Stems], common: Sequence[Subject], pair: Pair, closeness: float, base: float
) -> dict[Stems, str]:
    """The terms, each with "", and the names of subjects by their stems. Those asked: all where terms are few, else those that hold one."""
    asked = [one for one in common if len(terms) < ENOUGH or _held(stems_of(one.name), terms)]
    return _told_with(terms, _rated(asked, pair, closeness, base), pair)


def _rated(asked: Sequence[Subject], pair: Pair, closeness: float, base: float) -> list[Subject]:
    """The subjects that are worth saying, the surest first. `base`: see worth.of_pair."""
    rated: list[tuple[float, Subject]] = []
    for one in asked:
        stems, start = stems_of(one.name), base + WEIGHTS["given"] * one.is_given + WEIGHTS["usual"] * one.usual
        found = before_stance(stems, pair, start, is_subject=True)
        if found > NEVER:
            own, other = stances = tuple(text.stance_if(stems) for text in pair)
            tells = told_beside(stems, own, other, closeness)
            odds = worth(found, stems, pair, stances, tells, odds_of(one, own, other, closeness))
            rated.append((round(odds, 6), one))
    return [one for odds, one in sorted(rated, key=lambda pair: (-pair[0], pair[1].slug)) if odds >= WORTH]


def _told_with(terms: Sequence[Stems], rated: Sequence[Subject], pair: Pair) -> dict[Stems, str]:
    """The terms, and subjects with their names, none of which says again what is told. A keyword that neither prints is none ("Canidae" on
    a tortoise)."""
    told = dict.fromkeys(terms, "")
    for one in rated:
        stems = stems_of(one.name)
        if _held(stems, told) and as_printed(stems, pair):
            told = _in_place(stems, one.name, told)
        elif _may_be_added(stems, told) and (one.is_topic or as_printed(stems, pair)):
            told[stems] = one.name
    return told


def _may_be_added(stems: Stems, told: Mapping[Stems, str]) -> bool:
    return len(told) < ENOUGH and not any(touch(stems, other) for other in told)


def _in_place(stems: Stems, name: str, told: Mapping[Stems, str]) -> dict[Stems, str]:
    """A name in the place of what it holds and of its initials: "resin composite restorations" in that of "resin"."""
    held = [term for term in told if set(term) < set(stems) or says_again(term, stems)]
    kept = [(term, said) for term, said in told.items() if term not in held[1:]]
    return dict((stems, name) if term == held[0] else (term, said) for term, said in kept)


def _held(stems: Stems, terms: Iterable[Stems]) -> bool:
    """Whether all words of one of the terms, and more, are in a name."""
    return any(set(term) < set(stems) for term in terms)
