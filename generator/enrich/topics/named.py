"""What papers name. In: papers. Out: the forms that may be topics, with all that their names and places are told by.

Nothing of it depends on the topics that a person gave, so who renames one of those has no paper read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.enrich.forms import form_of_slug
from generator.enrich.topics.areas import areas_of
from generator.enrich.topics.candidates import FoundForms, candidates
from generator.enrich.topics.choice import chosen, fewest, filling
from generator.enrich.topics.joins import FormUse
from generator.enrich.topics.names import cased_words
from generator.model import Paper, Tag
from generator.text import folded


class Spelled(msgspec.Struct, frozen=True):
    """What is kept of a candidate. papers: the numbers of those that name or say it; told: whether authors or indexers name it."""

    spellings: dict[str, int]
    printed: dict[str, int]
    papers: tuple[int, ...]
    told: bool


class Named(msgspec.Struct, frozen=True):
    """papers: how many were read. best: the forms that make topics, best first. spelled: these, and those published that papers name.
    capitals, shorts: of the words of their spellings, see `Found`."""

    papers: int
    best: tuple[str, ...]
    spelled: dict[str, Spelled]
    capitals: dict[str, dict[str, int]]
    shorts: tuple[str, ...]


def named_in(papers: Sequence[Paper], published: Iterable[str], library: int, *, strict: bool) -> Named:
    """What papers, in order of key, name. published: slugs; library: how many papers there are beside these; strict: whether the given
    topics do already, and only phrases and shared keywords are asked for. Two of one title are one: a talk and its paper share no topic
    by that."""
    papers = _each_title_once(papers)
    found = candidates(papers)
    least = fewest(max(library, len(papers)) if strict else len(papers))
    best = chosen(found.candidates, len(papers), least, strict=strict)
    more = [] if strict else filling(found.candidates, best, len(papers))
    kept = (form for slug in sorted(published) if (form := form_of_slug(slug)) in found.candidates)
    forms = dict.fromkeys([*best, *more])
    spelled = {form: _spelled(found.candidates[form]) for form in dict.fromkeys([*forms, *kept])}
    return Named(
        papers=len(papers),
        best=tuple(forms),
        spelled=spelled,
        capitals=_capitals(found, spelled),
        shorts=tuple(sorted(found.shorts)),
    )


def areas_among(papers: Sequence[Paper], *, strict: bool) -> tuple[Tag, ...]:
    """The areas of these papers, in order of key; `strict` as for named_in: then none are asked for."""
    papers = () if strict else _each_title_once(papers)
    return areas_of(papers, fewest(len(papers))) if papers else ()


def _each_title_once(papers: Sequence[Paper]) -> list[Paper]:
    return list({folded(paper.title): paper for paper in reversed(papers)}.values())[::-1]


def _spelled(one: FormUse) -> Spelled:
    return Spelled(dict(one.spellings), dict(one.printed), tuple(sorted(one.papers)), bool(one.told))


def _capitals(found: FoundForms, spelled: Mapping[str, Spelled]) -> dict[str, dict[str, int]]:
    """How texts print the words that a name may be made of."""
    words = {
        word
        for one in spelled.values()
        for spelling in (*one.spellings, *one.printed)
        for word in cased_words(spelling)
    }
    return {word: dict(found.capitals[word]) for word in sorted(words & found.capitals.keys())}
