"""Mentions of tags. In: a paper and the phrases of the vocabulary. Out: for each tag where the paper speaks of it, and with what weight."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from typing import NamedTuple

from generator.config.patterns import MOST_WORDS
from generator.enrich.asides import begins_another, is_listed, is_of_name, only_compared, speaks_of_own
from generator.enrich.classes import class_names, index_terms
from generator.enrich.forms import form_of, keyword_names
from generator.enrich.passages import Spot, Text, spelled_otherwise, spot_of
from generator.enrich.phrases import CUT, Mention, Phrases
from generator.enrich.terms import stem_of
from generator.model import Paper

TITLE, KEYWORD, CATEGORY, OWN, PLAIN, LAST, LISTED, PASSING = 3.0, 2.5, 1.0, 1.25, 0.8, 0.6, 0.5, 0.25
_SAME_SENTENCE = 0.5
# What a found topic counts that is only a part of a keyword.
_PART = 0.3
# What a found topic of one word counts that only begins another; a paper with too few topics has it all the same.
_IN_FRONT = 0.75
# What a doubtful word of an area counts that nothing else bears out: less than ENOUGH in a title and in an abstract together.
_ONE_WORD = 0.25
_MOST_KEYWORDS = 40

_SENTENCE = re.compile(r"(?<=[.!?])[\s)]+(?=[A-Z(\[])")
# What is joined in front of a phrase makes it another: "non-convex functions" are not convex.
_PREFIXES = frozenset("non semi self un pseudo quasi anti".split())
_AND = re.compile(r",|;|/| and | & ")
_SCHOLARLY = re.compile(
    r"(?:(?:JEL|MSC|AMS|PACS)\b.*|[A-Z]\d\d?$|\d\d(?:[A-Z](?:\d\d|xx)|-XX)|\d\d\.\d\d\.[-+A-Za-z][a-z])", re.I
)


class Said(NamedTuple):
    """One mention: where it stands ("title", "abstract", "keywords", "categories"), its weight, its words as printed, their form,
    equal for two spellings, and its spot in the text."""

    where: str
    weight: float
    words: str
    form: str
    spot: Spot = Spot(0, 1, 0, 0)


class Kin(NamedTuple):
    """For each tag all tags above it, and those that are near enough to speak for it."""

    above: list[frozenset[int]]
    near: list[frozenset[int]]


def mentions(
    paper: Paper, title: Text, abstract: Text, phrases: Phrases, kin: Kin, near: Set[int]
) -> dict[int, list[Said]]:
    """Tag number -> its mentions, the title's first. near: the areas that a doubtful word is enough for."""
    above = kin.above
    found: dict[int, list[Said]] = {}
    named, signs = _found_in(title, phrases, above)
    spoken, more = _found_in(abstract, phrases, above)
    signs |= more
    others = spelled_otherwise(abstract, spoken)
    for where, text, said in (("title", title, named), ("abstract", abstract, spoken)):
        _say(found, where, text, _outermost(said, above, phrases.found), others, phrases)
    sure = _sure(named, spoken)
    for tag, share, one in _indexed(paper, phrases, above):
        if tag >= len(above):
            signs.add(tag)
            continue
        found.setdefault(tag, []).append(one)
        if share > _PART:
            sure.add(tag)
    twice = _said_twice(found, phrases.areas - sure)
    sure |= twice.keys() | near
    found |= twice
    return {
        tag: said
        for tag, said in found.items()
        if _is_believed(tag, phrases, signs, sure, kin) and not (tag in phrases.twice and _is_passing(said))
    }


def _is_passing(said: list[Said]) -> bool:
    """Whether one sentence of an abstract is all that speaks of a tag."""
    return all(one.where == "abstract" for one in said) and sum(one.weight >= PLAIN for one in said) < 2


def _sure(titled: list[Mention], said: list[Mention]) -> set[int]:
    """The tags that a plain word speaks of, or one that is plain in a title."""
    return {one.tag for one in (*titled, *said) if one.sure} | {one.tag for one in titled if one.titled}


def _said_twice(found: dict[int, list[Said]], areas: frozenset[int]) -> dict[int, list[Said]]:
    """Of these areas those that doubtful words speak of more than once, with what their mentions count."""
    twice = [tag for tag in areas & found.keys() if len({one.form for one in found[tag]}) > 1]
    return {tag: _by_two_words(found[tag]) for tag in twice}


def _by_two_words(said: list[Said]) -> list[Said]:
    """The mentions of an area by doubtful words, which are for papers with hardly any topic where all are one word. A keyword's form is
    all of it, which says no more than the word of the text inside."""
    forms = {one.form for one in said}
    own = {form for form in forms if not any(f" {other} " in f" {form} " for other in forms - {form})}
    return said if len(own) > 1 else [one._replace(weight=one.weight * _ONE_WORD) for one in said]


def _found_in(text: Text, phrases: Phrases, above: list[frozenset[int]]) -> tuple[list[Mention], set[int]]:
    """The mentions of tags, and the signs of fields (numbers after those of the tags)."""
    found = _unprefixed(phrases.find(text.words, text.between), text)
    tags = [one for one in found if one.tag < len(above)]
    return tags, {one.tag for one in found if one.tag >= len(above)}


def _indexed(paper: Paper, phrases: Phrases, above: list[frozenset[int]]) -> Iterator[tuple[int, float, Said]]:
    """(tag, how much of it a keyword says, the mention) of its keywords and categories."""
    keywords, codes = index_terms(paper)
    for where, weight, texts in (("keywords", KEYWORD, keywords), ("categories", CATEGORY, codes)):
        for text in texts[:_MOST_KEYWORDS]:
            named = (_filed if where == "categories" else _named)(text, phrases, above)
            for tag, share in named.items():
                yield tag, share, Said(where, weight * share, text, text.casefold())


def _filed(code: str, phrases: Phrases, above: list[frozenset[int]]) -> dict[int, float]:
    """What a category speaks of and its class names; most papers of a library share theirs, so it is kept."""
    found = phrases.filed.get(code)
    if found is None:
        found = phrases.filed[code] = _named(code, phrases, above) | _classed(code, phrases, above)
    return found


def _classed(text: str, phrases: Phrases, above: list[frozenset[int]]) -> dict[int, float]:
    """The found topics that a code of a class names, and of JEL's, MSC's and PACS' also the given ones that are called so."""
    classes = list(class_names(text))
    forms = map(form_of, classes if _SCHOLARLY.match(text) else ())
    given = {phrases.whole[form]: 1.0 for form in forms if form in phrases.whole}
    named = (_named(name, phrases, above) for name in classes)
    found = {tag: share for one in named for tag, share in one.items() if tag in phrases.found and share > _PART}
    return given | found


def _is_believed(tag: int, phrases: Phrases, signs: set[int], sure: set[int], kin: Kin) -> bool:
    """Not a tag of a pack whose field the paper shows no sign of, and not one that doubtful words alone speak of, while nothing else
    does of it or of one below, or near above (two such words are sure of an area)."""
    sign = phrases.sign_of[tag]
    family = tag in sure or not sure.isdisjoint(kin.near[tag]) or any(tag in kin.above[one] for one in sure)
    return family and (sign < 0 or sign in signs)


def _named(keyword: str, phrases: Phrases, above: list[frozenset[int]]) -> dict[int, float]:
    """The tags that a keyword speaks of, the end of one that names its area first, and how much: a topic that was found must be all of it
    to count in full, for "Serotonin receptor agonists" is not about serotonin; and a class or an area that lists three things and more
    ("Recognition: detection, indexing, matching, retrieval") says of none that the paper is about it, unless the list is a name of it."""
    parts = keyword.split(": ")
    for last in reversed(parts):
        named = _named_in(last, phrases, above)
        if len(parts) > 1 and len(_AND.findall(last)) > 1:
            whole_tag = phrases.whole.get(form_of(last))
            named = {tag: share if tag == whole_tag else min(share, _PART) for tag, share in named.items()}
        if named:
            return named
    return {}


def _named_in(keyword: str, phrases: Phrases, above: list[frozenset[int]]) -> dict[int, float]:
    whole_tag = phrases.whole.get(form_of(keyword))
    named: dict[int, float] = {} if whole_tag is None else {whole_tag: 1.0}
    for name in keyword_names(keyword):
        cut = CUT.split(name)
        words = cut[1::2]
        said = phrases.find(words, cut[::2])
        named |= {one.tag: 1.0 for one in said if one.tag >= len(above)}
        for one in _outermost([one for one in said if one.tag < len(above)], above, phrases.found):
            whole = one.first == 0 and one.last == len(words) - 1
            share = 1.0 if one.sure and (whole or one.tag not in phrases.found) else _PART
            named[one.tag] = max(named.get(one.tag, 0.0), share)
    return named


def _unprefixed(spoken: list[Mention], text: Text) -> list[Mention]:
    return [one for one in spoken if not one.first or text.words[one.first - 1].lower() not in _PREFIXES]


def _outermost(spoken: list[Mention], above: list[frozenset[int]], found: frozenset[int]) -> list[Mention]:
    """Without the mentions that lie inside one of a narrower tag ("Bayesian optimization" does not speak of optimization), or at the end
    of a longer one (a "vision-language model" is no language model)."""
    firsts = [one.first for one in spoken]
    kept = []
    for one in spoken:
        near = spoken[bisect_left(firsts, one.last - MOST_WORDS) : bisect_right(firsts, one.first)]
        if not any(_hides(other, one, above, found) for other in near):
            kept.append(one)
    return kept


def _hides(outer: Mention, inner: Mention, above: list[frozenset[int]], found: frozenset[int]) -> bool:
    if not outer.sure and inner.sure:
        return False
    within = inner.last <= outer.last and (inner.tag in above[outer.tag] or _is_longer(outer, inner, found))
    return within or (outer.tag != inner.tag and outer.last == inner.last and outer.first < inner.first)


def _is_longer(outer: Mention, inner: Mention, found: frozenset[int]) -> bool:
    """A found topic inside a longer phrase is only a part of what that speaks of: no "attention" in an attention deficit."""
    return inner.tag in found and outer.last - outer.first > inner.last - inner.first


def _say(
    found: dict[int, list[Said]],
    where: str,
    text: Text,
    spoken: list[Mention],
    others: frozenset[tuple[int, str]],
    phrases: Phrases,
) -> None:
    ends = list(map(re.Match.start, _SENTENCE.finditer(text.whole))) if where == "abstract" and spoken else []
    earlier: dict[int, tuple[Mention, int]] = {}
    for one in spoken:
        span = text.span(one)
        words = text.whole[slice(*span)]
        if (one.tag, words.rstrip("s")) in others:
            continue
        place = (ends, bisect_right(ends, span[0]))
        weight = _weight(where, text.whole, span, place)
        weight *= _share_of_found(one, text, phrases) if where == "abstract" else 1.0
        weight = _said_again(weight, one, earlier.get(one.tag), text, place)
        earlier[one.tag] = (one, place[1])
        said = Said(where, weight, words, _form(words), spot_of(*place, span[0]))
        found.setdefault(one.tag, []).append(said)


def _said_again(
    weight: float, one: Mention, earlier: tuple[Mention, int] | None, text: Text, place: tuple[list[int], int]
) -> float:
    """What a mention counts beside the one before it of the same topic, and the sentence of that: nothing where it only explains it."""
    if earlier is None:
        return _faded(weight, *place, None)
    before, sentence = earlier
    return _faded(0.0 if _explains(one, before, text) else weight, *place, sentence)


def _share_of_found(one: Mention, text: Text, phrases: Phrases) -> float:
    """What of a mention in an abstract counts: of a found topic nothing inside a name, less of what begins another."""
    small = one.tag in phrases.small and one.first == one.last
    if one.tag in phrases.found and is_of_name(text.whole, text.span(one), is_small=small):
        return 0.0
    return _IN_FRONT if _is_in_front(one, text, phrases.found) else 1.0


def _faded(weight: float, ends: list[int], sentence: int, earlier: int | None) -> float:
    """Less for the first mention that is in the last sentence, and for one in the sentence of the one before."""
    # `ends` are those of an abstract alone.
    if earlier is None and sentence == len(ends) > 2:
        return min(weight, LAST)
    return weight * _SAME_SENTENCE if earlier == sentence else weight


def _form(words: str) -> str:
    return " ".join(map(stem_of, CUT.findall(words)))


def _is_in_front(one: Mention, text: Text, found: frozenset[int]) -> bool:
    """Whether a found topic of one word begins what others write too, which then is what is spoken of: "health professionals"."""
    after = one.last + 1
    if (
        one.tag not in found
        or one.first != one.last
        or after == len(text.words)
        or text.between[after] not in (" ", "-")
    ):
        return False
    return begins_another(text.words[one.last], text.words[after])


def _explains(one: Mention, before: Mention, text: Text) -> bool:
    """Whether a mention stands in brackets right after another of its tag."""
    return one.first == before.last + 1 and "(" in text.between[one.first]


def _weight(where: str, text: str, span: tuple[int, int], place: tuple[list[int], int]) -> float:
    ends, sentence = place
    first = ends[sentence - 1] if sentence else 0
    last = ends[sentence] if sentence < len(ends) else len(text)
    aside = only_compared(text, first, span)
    if where == "title":
        return TITLE / 2 if aside else TITLE
    if aside:
        return PASSING
    if is_listed(text, first, span):
        return LISTED
    return OWN if speaks_of_own(text, first, last) else PLAIN
