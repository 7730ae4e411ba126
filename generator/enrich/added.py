"""Subjects among reasons. In: terms that two papers are said to share, and the topics and keywords of both. Out: what is said in the end.

A topic that both have says more than a piece of its name: "resin composite restorations" takes the place of "resin". Where words are few,
subjects are added; where there are none, one that tells less will do, for it is true all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.enrich.again import says_again, touch
from generator.enrich.phrasing import Pair, as_printed
from generator.enrich.subjects import ALONE, SURE, Subject, odds_of, stems_of
from generator.enrich.telling import Stems

# With so many reasons nothing is added.
ENOUGH = 2


def with_subjects(terms: Sequence[Stems], common: Sequence[Subject], pair: Pair, closeness: float) -> dict[Stems, str]:
    """The terms, each with "", and the names of subjects by their stems. Those asked: all where terms are few, else those that hold one."""
    asked = [one for one in common if len(terms) < ENOUGH or _held(stems_of(one.name), terms)]
    return _told_with(terms, _rated(asked, pair, closeness), pair)


def _rated(common: Sequence[Subject], pair: Pair, closeness: float) -> list[tuple[float, Subject]]:
    """Subjects with their odds, the surest first."""
    rated: list[tuple[float, Subject]] = []
    for one in common:
        own, other = (text.stance_if(stems_of(one.name)) for text in pair)
        rated.append((round(odds_of(one, own, other, closeness), 6), one))
    return sorted(rated, key=lambda pair: (-pair[0], pair[1].slug))


def _told_with(terms: Sequence[Stems], rated: Sequence[tuple[float, Subject]], pair: Pair) -> dict[Stems, str]:
    """The terms, and subjects that surely tell something with their names, none of which says again what is told; where nothing is told,
    what may be said alone."""
    told = dict.fromkeys(terms, "")
    for sure, one in rated:
        stems = stems_of(one.name)
        if sure < SURE:
            break
        if _held(stems, told) and as_printed(stems, pair):
            told = _in_place(stems, one.name, told)
        elif len(told) < ENOUGH and not any(touch(stems, other) for other in told):
            told[stems] = one.name
    return told or _alone(rated, pair)


def _alone(rated: Sequence[tuple[float, Subject]], pair: Pair) -> dict[Stems, str]:
    """The surest subject, if it is sure enough to be said alone; a keyword that neither prints is none ("Canidae" on a tortoise)."""
    named = ((sure, stems_of(one.name), one) for sure, one in rated)
    fit = [
        (stems, one.name) for sure, stems, one in named if sure >= ALONE and (one.is_topic or as_printed(stems, pair))
    ]
    return dict(fit[:1])


def _in_place(stems: Stems, name: str, told: Mapping[Stems, str]) -> dict[Stems, str]:
    """A name in the place of what it holds and of its initials: "resin composite restorations" in that of "resin"."""
    held = [term for term in told if set(term) < set(stems) or says_again(term, stems)]
    kept = [(term, said) for term, said in told.items() if term not in held[1:]]
    return dict((stems, name) if term == held[0] else (term, said) for term, said in kept)


def _held(stems: Stems, terms: Iterable[Stems]) -> bool:
    """Whether all words of one of the terms, and more, are in a name."""
    return any(set(term) < set(stems) for term in terms)
