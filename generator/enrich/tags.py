"""Tags. In: papers and the vocabulary. Out: the papers with the tags that their words earn, each with those words.

Every mention of a tag has a weight by where it stands (title, keywords, abstract) and how: what an abstract only lists, compares with or
names once at its end counts little (see mentions.py). A tag is given when its mentions add up; of a tag and one above it only the
narrower is shown, unless the title or the keywords name both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from math import inf
from typing import NamedTuple

from msgspec.structs import replace

from generator.enrich.background import often
from generator.enrich.clues import Clues, Spoken
from generator.enrich.mentions import PASSING, PLAIN, Kin, Said, Text, cut, mentions
from generator.enrich.phrases import Phrases
from generator.enrich.terms import stem_of
from generator.model import Paper, PaperTag, Tag

# So many papers of a library tell what it is like.
SAMPLE = 200
MOST = 8
# So many at most when the keywords name them, as indexers do.
MOST_NAMED = 12
FEWEST = 2
# Two plain mentions in an abstract, one and another where the authors speak of their own work, or one in the title or in the keywords earn
# a tag. It found 0.70 of what authors' keywords name, where three mentions found 0.64, with as many wrong (benchmarks/tags.py).
ENOUGH = 1.6
# Up to so many tags, one mention in a sentence on the authors' own work will do; up to FEWEST, where a narrower tag implies it anyway, any
# but a passing one.
FULL, AT_LEAST = 3, 1.0
IF_IMPLIED = 0.75
# A found topic's words are the library's own, so that one plain mention will do for such a paper.
IF_FOUND, IF_FOUND_WORD = 0.5, 0.6
# A word that so many of 100,000 papers hold is said in passing: of 16 such topics that one mention earned, 9 did not fit.
COMMON = 1_500
# A tag with less than this share of the strongest one's weight is drowned by it, unless the title names it.
SHARE = 0.2
# What the clues of a paper say, as the logarithm of the odds. From LIKELY on a tag is given that nothing names, from LIKELY_SPOKEN on one
# that is named, but too little. Below DOUBTED one that is named too little is no choice, below UNLIKELY none that the title does not name.
# A title that the abstract does not bear out says nothing below UNLIKELY_TITLED: of 42 topics that were read there, 17 did not fit.
# One above BROAD others tells little, and only fills up (WEIGHT_BROAD). benchmarks/README.md has the curve.
LIKELY, LIKELY_BROAD, LIKELY_SPOKEN, DOUBTED, UNLIKELY = 0.0, 0.25, -1.0, -2.5, -3.5
UNLIKELY_TITLED, BORNE_OUT = -3.0, 4.6
BROAD, WEIGHT_BROAD = 100, 1.0
# One above NEAR others is spoken of on so many papers that it vouches for no doubtful word of a narrower one.
NEAR = 25
# With fewer than FEWEST left, so much less likely will do; with none, anything that is spoken of.
FEW_LEFT = -5.0
_WORDS = 4
# What each further mention in an abstract counts, so that the tenth adds next to nothing.
_FADING = (1.0, 1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1)


class Earned(NamedTuple):
    """A tag's weight on a paper, whether the title or keywords name it, its words strongest first, where they stand, and how the text
    alone speaks of it."""

    weight: float
    named: bool
    words: tuple[str, ...]
    said: str
    spoken: Spoken


class Kinds(NamedTuple):
    """The numbers of tags that were found, and of areas, which are for papers with few others."""

    found: frozenset[int]
    areas: frozenset[int]


def tag_papers(papers: Sequence[Paper], vocabulary: Sequence[Tag]) -> tuple[Paper, ...]:
    """Give each paper its tags, strongest first, MOST at most. Tags that it has already (a person's) stay in front."""
    tagger = Tagger(tuple(vocabulary))
    return tuple(replace(paper, tags=tagger.tags_of(paper)) for paper in papers)


class Tagger:
    """A vocabulary made ready to be looked for."""

    def __init__(self, vocabulary: tuple[Tag, ...]) -> None:
        self.vocabulary = vocabulary
        self._phrases, self._above = Phrases(vocabulary), above_of(vocabulary)
        areas = frozenset(number for number, tag in enumerate(vocabulary) if tag.area)
        self._clues = Clues(vocabulary)
        self._kinds = Kinds(self._phrases.found, areas)
        below = Counter(tag for line in self._above for tag in line)
        self._broad = frozenset(tag for tag, count in below.items() if count >= BROAD)
        far = frozenset(tag for tag, count in below.items() if count > NEAR)
        self._kin = Kin(self._above, [line - far for line in self._above])

    def tags_of(self, paper: Paper) -> tuple[PaperTag, ...]:
        """The tags that a paper has already, and those that its words earn."""
        if not self.vocabulary:
            return paper.tags
        title, abstract = cut(paper.title), cut(paper.abstract)
        shown, earned = self._shown(paper, title, abstract)
        held = {tag.slug for tag in paper.tags}
        slugs = {tag: self.vocabulary[tag].slug for tag in shown}
        chosen = [tag for tag, slug in slugs.items() if slug not in held]
        room = max(0, MOST - len(held))
        named = [tag for tag in chosen[room:] if earned[tag].said == "keywords"]
        shown = [*chosen[:room], *named[: MOST_NAMED - MOST]]
        words = {
            tag: earned[tag].words or self._clues.words_of(tag, title.words, abstract.words, _WORDS) for tag in shown
        }
        return (*paper.tags, *(PaperTag(slugs[tag], words[tag], earned[tag].said) for tag in shown))

    def _shown(self, paper: Paper, title: Text, abstract: Text) -> tuple[list[int], dict[int, Earned]]:
        """The tags to show, and what earned them; with too few also what is doubted, and with none what is unlikely."""
        spoken, likely, odds = self._odds_of(paper, title, abstract)
        for doubted, fewest in ((DOUBTED, FEWEST), (FEW_LEFT, 1), (-inf, 0)):
            earned = _judged(spoken, odds, doubted) | likely
            shown = _chosen(earned, self._above, self._kinds)
            if len(shown) >= fewest or not odds:
                break
        return shown, earned

    def earned(self, paper: Paper) -> tuple[dict[str, Earned], dict[str, Earned]]:
        """By slug what a paper says of the tags that it speaks of or has clues of; and what its other words make unlikely."""
        title, abstract = cut(paper.title), cut(paper.abstract)
        spoken, likely, odds = self._odds_of(paper, title, abstract)
        told = {tag: self._clues.words_of(tag, title.words, abstract.words, _WORDS) for tag in likely}
        judged = _judged(spoken, odds, DOUBTED) | {tag: one._replace(words=told[tag]) for tag, one in likely.items()}
        earned = {self.vocabulary[tag].slug: one for tag, one in judged.items()}
        return earned, {self.vocabulary[tag].slug: one for tag, one in spoken.items() if tag not in judged}

    def spoken_of(self, paper: Paper) -> dict[int, Earned]:
        """What a paper says of each tag that it speaks of, whatever its clues say."""
        return self._spoken_of(paper, cut(paper.title), cut(paper.abstract))

    def _spoken_of(self, paper: Paper, title: Text, abstract: Text) -> dict[int, Earned]:
        said = mentions(paper, title, abstract, self._phrases, self._kin)
        return {tag: weighed(one) for tag, one in said.items()}

    def _odds_of(
        self, paper: Paper, title: Text, abstract: Text
    ) -> tuple[dict[int, Earned], dict[int, Earned], dict[int, float]]:
        """What a paper speaks of, what its clues make likely beside that (without its words), and the odds of all."""
        spoken = self._spoken_of(paper, title, abstract)
        odds = self._clues.odds(title.words, abstract.words, {tag: one.spoken for tag, one in spoken.items()})
        likely: dict[int, Earned] = {}
        for tag, chance in odds.items():
            if chance > LIKELY and tag not in spoken:
                broad = tag in self._broad
                if not broad or chance > LIKELY_BROAD:
                    weight = WEIGHT_BROAD if broad else ENOUGH
                    likely[tag] = Earned(weight, False, (), "text", Spoken(0.0, 0.0))
        return spoken, likely, odds


def _judged(spoken: dict[int, Earned], odds: dict[int, float], doubted: float) -> dict[int, Earned]:
    """What is spoken of, raised or taken back by the odds where the abstract alone earns it."""
    judged = {}
    for tag, one in spoken.items():
        chance = odds.get(tag)
        if chance is None or one.said != "text":
            judged[tag] = one
        elif one.named:
            if one.weight >= BORNE_OUT or chance >= min(doubted, UNLIKELY_TITLED):
                judged[tag] = one
        elif chance >= min(doubted, UNLIKELY) and (one.weight >= ENOUGH or chance >= doubted):
            least = LIKELY_SPOKEN if one.weight > PASSING else LIKELY
            judged[tag] = one._replace(weight=max(one.weight, ENOUGH)) if chance > least else one
    return judged


def weighed(said: list[Said]) -> Earned:
    """Add the mentions of one tag up."""
    weights: dict[str, list[float]] = {"title": [0.0], "keywords": [0.0], "categories": [0.0], "abstract": []}
    for one in said:
        weights[one.where].append(one.weight)
    in_title, in_keywords, in_category = (max(weights[where]) for where in ("title", "keywords", "categories"))
    inside = sorted(weights["abstract"], reverse=True)
    in_abstract = sum(weight * share for weight, share in zip(inside, _FADING, strict=False))
    where = "keywords" if in_keywords else "categories"
    where = "text" if in_title or in_abstract else where
    words = [one.words for one in _words_first(said) if where != "text" or one.where in ("title", "abstract")]
    spoken = Spoken(in_title, in_title + in_abstract)
    weight = spoken.weight + in_keywords + in_category
    return Earned(weight, max(in_title, in_keywords) >= ENOUGH, tuple(words[:_WORDS]), where, spoken)


def _words_first(said: list[Said]) -> list[Said]:
    """The first mention by each form of words: of greater weight first, then phrases, then what is said more often."""
    forms: dict[str, list[Said]] = {}
    for one in said:
        forms.setdefault(one.form, []).append(one)
    ranked = sorted(
        forms.values(), key=lambda same: (-max(one.weight for one in same), " " not in same[0].form, -len(same))
    )
    return [same[0] for same in ranked]


def _chosen(earned: dict[int, Earned], above: list[frozenset[int]], kinds: Kinds) -> list[int]:
    """The tags to show, strongest first; a paper with too few gets its next best, the areas it speaks of, and those that its narrower
    tags imply."""
    said = _strongest(earned)
    ranked = [tag for tag in said if tag not in kinds.areas]
    floor = SHARE * earned[ranked[0]].weight if ranked else 0.0
    good = [tag for tag in ranked if earned[tag].weight >= max(ENOUGH, 0 if earned[tag].named else floor)]
    shown = _narrowest(good, earned, above)
    if len(shown) < FULL:
        more = [tag for tag in ranked if tag in shown or _is_enough(earned[tag], tag in kinds.found)]
        areas = [tag for tag in said if tag in kinds.areas and earned[tag].weight >= ENOUGH]
        shown = _each_once(shown, _narrowest(more, earned, above), areas)[:FULL]
    if len(shown) < FEWEST:
        enough = [tag for tag in ranked if earned[tag].weight >= _least(earned[tag], tag in kinds.found)]
        implied = _implied(shown, earned, above, kinds)
        shown = _each_once(shown, _narrowest(enough, earned, above), enough, implied)[:FEWEST]
    return shown


def _strongest(earned: dict[int, Earned]) -> list[int]:
    return sorted(earned, key=lambda tag: (-earned[tag].weight, tag))


def _each_once(*lists: list[int]) -> list[int]:
    return list(dict.fromkeys(chain.from_iterable(lists)))


def _implied(shown: list[int], earned: dict[int, Earned], above: list[frozenset[int]], kinds: Kinds) -> list[int]:
    """What stands above the tags shown and is spoken of, or is an area, and the areas that are spoken of at all."""
    for tag in shown:
        for area in above[tag] & kinds.areas:
            earned.setdefault(area, earned[tag])
    ranked = _strongest(earned)
    implied = [tag for tag in ranked if any(tag in above[one] for one in shown)]
    areas = [tag for tag in ranked if tag in kinds.areas and earned[tag].weight >= IF_FOUND_WORD]
    return [*(tag for tag in implied if tag in kinds.areas or earned[tag].weight >= IF_IMPLIED), *areas]


def _least(one: Earned, is_found: bool) -> float:
    """A found topic of one word needs a plain mention, a common one more, a phrase any but a passing one."""
    if not is_found:
        return AT_LEAST
    if _is_common(one):
        return PLAIN
    return IF_FOUND if any(" " in words for words in one.words) else IF_FOUND_WORD


def _is_enough(one: Earned, is_found: bool) -> bool:
    """Whether a tag is enough of a third topic."""
    return one.weight >= (ENOUGH if is_found and _is_common(one) else AT_LEAST)


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
