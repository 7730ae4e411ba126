"""Tags. In: papers and the vocabulary. Out: the papers with the tags that their words earn, each with those words.

Every mention of a tag has a weight by where it stands (title, keywords, abstract) and how: what an abstract only lists, compares with or
names once at its end counts little (see mentions.py). A tag is given when its mentions add up; of a tag and one above it only the
narrower is shown, unless the title or the keywords name both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from math import inf

from msgspec.structs import replace

from generator.enrich.background import often
from generator.enrich.clues import Spoken, stand_within
from generator.enrich.earned import (
    ALIKE,
    BROAD,
    ENOUGH,
    FEWEST,
    FIELD,
    LEVELS,
    LIKELY,
    LIKELY_FIELD,
    WEIGHT_BROAD,
    Case,
    Earned,
    Kinds,
    believed,
    by_weight,
)  # fmt: skip
from generator.enrich.judging import Judge
from generator.enrich.mentions import PLAIN
from generator.enrich.passages import Text, cut_into_words
from generator.enrich.terms import stem_of
from generator.model import Paper, PaperTag, Source, Tag
from generator.work import Work

# So many papers of a library tell what it is like.
SAMPLE = 200
MOST = 8
# So many at most when the keywords name them, as indexers do.
MOST_NAMED = 12
# Up to so many tags, one mention in a sentence on the authors' own work will do, and the areas that a paper is of; up to FEWEST, where a
# narrower tag implies it anyway, any but a passing one. Of 21 found topics that were a third by such a mention 9 fitted: they need ENOUGH.
FULL, AT_LEAST = 3, 1.0
IF_IMPLIED = 0.75
# A found topic's words are the library's own, so that one plain mention will do for such a paper.
IF_FOUND, IF_FOUND_WORD = 0.5, 0.6
# A word that so many of 100,000 papers hold is said in passing: of 16 such topics that one mention earned, 9 did not fit.
COMMON = 1_500
# A tag with less than this share of the strongest one's weight is drowned by it, unless the title names it.
SHARE = 0.2
_WORDS = 4


def tag_papers(papers: Sequence[Paper], vocabulary: Sequence[Tag]) -> tuple[Paper, ...]:
    """Give each paper its tags, strongest first, MOST at most. Tags that it has already (a person's) stay in front."""
    tagger = Tagger(tuple(vocabulary))
    return tuple(replace(paper, tags=tagger.tags_of(paper)) for paper in papers)


def tags_told(
    papers: Sequence[Paper], vocabulary: tuple[Tag, ...], work: Work, doing: str = ""
) -> Iterator[tuple[PaperTag, ...]]:
    """The tags of each paper, remembered by the vocabulary and by what of the paper tells them (by_texts). `doing`: as for Work.map."""
    return work.map(_tags, papers, vocabulary, prepare=Tagger, doing=doing)


def by_texts(paper: Paper) -> Paper:
    """A paper with nothing but what its tags are told by: whoever corrects a date does not make the vocabulary ready for it."""
    return Paper(
        title=paper.title,
        abstract=paper.abstract,
        keywords=paper.keywords,
        categories=paper.categories,
        tags=paper.tags,
        source=Source(""),
    )


def _tags(tagger: Tagger, paper: Paper) -> tuple[PaperTag, ...]:
    return tagger.tags_of(paper)


class Tagger:
    """A vocabulary made ready to be looked for."""

    def __init__(self, vocabulary: tuple[Tag, ...]) -> None:
        self.vocabulary = vocabulary
        self._slugs = [tag.gives or tag.slug for tag in vocabulary]
        self._above = above_of(vocabulary)
        below = Counter(tag for line in self._above for tag in line)
        self._judge = Judge(vocabulary, self._above, below)
        areas = frozenset(number for number, tag in enumerate(vocabulary) if tag.area)
        self._kinds = Kinds(self._judge.found, areas)
        self._broad = frozenset(tag for tag, count in below.items() if count >= BROAD)
        self._least = [_least_odds(tag, below[number]) for number, tag in enumerate(vocabulary)]
        self.reasons = self._judge.reasons

    def tags_of(self, paper: Paper) -> tuple[PaperTag, ...]:
        """The tags that a paper has already, and those that its words earn."""
        if not self.vocabulary:
            return paper.tags
        title, abstract = cut_into_words(paper.title), cut_into_words(paper.abstract)
        shown, earned = self._shown(paper, title, abstract)
        held = {tag.slug for tag in paper.tags}
        slugs = {tag: self._slugs[tag] for tag in shown}
        first = {slug: tag for tag, slug in reversed(slugs.items())}
        chosen = [tag for tag, slug in slugs.items() if slug not in held and first[slug] == tag]
        room = max(0, MOST - len(held))
        named = [tag for tag in chosen[room:] if earned[tag].said == "keywords"]
        shown = [*chosen[:room], *named[: MOST_NAMED - MOST]]
        return (*paper.tags, *(PaperTag(slugs[tag], earned[tag].words, earned[tag].said) for tag in shown))

    def _shown(self, paper: Paper, title: Text, abstract: Text) -> tuple[list[int], dict[int, Earned]]:
        """The tags to show, and what earned them; with too few also what is doubted, and with none what is unlikely."""
        case = self._judge.case(paper, title, abstract)
        likely = self._likely(case, title, abstract)
        for level in LEVELS:
            earned = believed(case, level, self._kinds) | likely
            shown = _chosen(earned, self._above, self._kinds)
            if len(shown) >= level.fewest or not (case.odds or case.fits or case.behind):
                break
        return shown, earned

    def earned(self, paper: Paper) -> tuple[dict[str, Earned], dict[str, Earned]]:
        """By slug what a paper says of the tags that it speaks of or has clues of; and what is unlikely by its other words or by how they
        are said."""
        title, abstract = cut_into_words(paper.title), cut_into_words(paper.abstract)
        case = self._judge.case(paper, title, abstract)
        held = believed(case, LEVELS[0], self._kinds) | self._likely(case, title, abstract)
        # What a person gave stands before the areas that are given as it, and counts.
        earned = {self._slugs[tag]: held[tag] for tag in sorted(held, reverse=True)}
        unlikely = {self._slugs[tag]: one for tag, one in case.spoken.items() if tag not in held}
        return earned, {slug: one for slug, one in unlikely.items() if slug not in earned}

    def case_of(self, paper: Paper) -> Case:
        """What a paper says of each tag that it speaks of, whatever its clues say, and the evidence for it."""
        return self._judge.case(paper, cut_into_words(paper.title), cut_into_words(paper.abstract))

    def _likely(self, case: Case, title: Text, abstract: Text) -> dict[int, Earned]:
        """What the clues and all words make likely that nothing speaks of, with the clues that told it: not those that are parts of
        names of what is neither above nor below it ("teacher models" of knowledge distillation are no education)."""
        likely: dict[int, Earned] = {}
        for tag, chance in case.odds.items():
            if tag not in case.spoken and chance + ALIKE * case.alike[tag] > self._least[tag]:
                words = self._judge.clues.words_of(tag, title.words, abstract.words, _WORDS)
                if not stand_within(words, self._names_of_others(tag, case.spoken)):
                    weight = WEIGHT_BROAD if tag in self._broad else ENOUGH
                    likely[tag] = Earned(weight, False, words, "text", Spoken(0.0, 0.0))
        return likely

    def _names_of_others(self, tag: int, spoken: dict[int, Earned]) -> Iterator[str]:
        above = self._above
        others = (one for one in spoken if one not in above[tag] and tag not in above[one])
        return chain.from_iterable(spoken[one].words for one in others)


def _least_odds(tag: Tag, narrower: int) -> float:
    """From which odds on clues alone give a tag: never one that only gathers others ("Trustworthy machine learning")."""
    if FIELD <= narrower < BROAD and not tag.broader:
        return inf if tag.strict else LIKELY_FIELD
    return LIKELY


def _chosen(earned: dict[int, Earned], above: list[frozenset[int]], kinds: Kinds) -> list[int]:
    """The tags to show, strongest first; a paper with too few gets its next best, the areas it speaks of, and those that its narrower
    tags imply."""
    said = by_weight(earned)
    ranked = [tag for tag in said if tag not in kinds.areas]
    floor = SHARE * earned[ranked[0]].weight if ranked else 0.0
    good = [tag for tag in ranked if earned[tag].weight >= max(ENOUGH, 0 if earned[tag].named else floor)]
    shown = _narrowest(good, earned, above)
    if len(shown) < FULL:
        more = [tag for tag in ranked if tag in shown or (tag not in kinds.found and earned[tag].weight >= AT_LEAST)]
        shown = _each_once(shown, _narrowest(more, earned, above), _areas(said, earned, kinds, ENOUGH))[:FULL]
    if len(shown) < FEWEST:
        enough = [tag for tag in ranked if earned[tag].weight >= _least(earned[tag], tag in kinds.found)]
        implied = _implied(shown, earned, above, kinds)
        shown = _each_once(shown, _narrowest(enough, earned, above), enough, implied)[:FEWEST]
    return shown


def _each_once(*lists: list[int]) -> list[int]:
    return list(dict.fromkeys(chain.from_iterable(lists)))


def _implied(shown: list[int], earned: dict[int, Earned], above: list[frozenset[int]], kinds: Kinds) -> list[int]:
    """What stands above the tags shown and is spoken of, or is an area, and the areas that are spoken of at all."""
    for tag in shown:
        for area in above[tag] & kinds.areas:
            earned.setdefault(area, earned[tag])
    ranked = by_weight(earned)
    implied = [tag for tag in ranked if any(tag in above[one] for one in shown)]
    areas = _areas(ranked, earned, kinds, IF_FOUND_WORD)
    return [*(tag for tag in implied if tag in kinds.areas or earned[tag].weight >= IF_IMPLIED), *areas]


def _areas(ranked: list[int], earned: dict[int, Earned], kinds: Kinds, least: float) -> list[int]:
    return [tag for tag in ranked if tag in kinds.areas and earned[tag].weight >= least]


def _least(one: Earned, is_found: bool) -> float:
    """A found topic of one word needs a plain mention, a common one more, a phrase any but a passing one."""
    if not is_found:
        return AT_LEAST
    if _is_common(one):
        return PLAIN
    return IF_FOUND if any(" " in words for words in one.words) else IF_FOUND_WORD


def _is_common(one: Earned) -> bool:
    """Whether one word that many papers of all fields hold ("health", "feedback") is all that speaks of a topic."""
    return not any(" " in words or "-" in words or often(stem_of(words)) < COMMON for words in one.words)


def _narrowest(tags: list[int], earned: dict[int, Earned], above: list[frozenset[int]]) -> list[int]:
    """Without the tags that a narrower one here implies, unless the title or the keywords name them by themselves."""
    implied = frozenset().union(*(above[tag] for tag in tags))
    return [tag for tag in tags if tag not in implied or earned[tag].named]


def above_of(vocabulary: Sequence[Tag]) -> list[frozenset[int]]:
    """For each tag the numbers of all tags above it."""
    number = {tag.slug: place for place, tag in enumerate(vocabulary)}
    found: list[frozenset[int]] = []
    for tag in vocabulary:
        seen: set[int] = set()
        waiting = [number[slug] for slug in tag.broader if slug in number]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                waiting += [number[slug] for slug in vocabulary[place].broader if slug in number]
        found.append(frozenset(seen))
    return found
