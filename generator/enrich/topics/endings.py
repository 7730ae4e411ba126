"""Endings. In: candidates with where texts say them, and texts. Out: the same, with what differs in the endings of words alone as one.

A syndemic and syndemics, a geographical and a geographic information system; urban flooding and an urban flood where papers speak of both,
for galaxy clustering is no galaxy cluster; testing automation is test automation, whose last word is no act. So are test automation and
automated tests, gambling harm and gambling-related harm, a place and what is of it (Peru, Peruvian), a family in Latin and in English.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from generator.enrich.background import flagged
from generator.enrich.forms import form
from generator.enrich.topics.joins import FormUse, are_shared, how_many_name
from generator.text import pattern_of

# A word in "-ic", an article before it, and the word after it. So often, and at such a share of its places, it is a noun there ("syndemic"
# .10, "metric" .14; "dynamic" .04).
_IN_IC = pattern_of(r"\b(?:(an?|the)[ ])?([^\W\d_]++(?<=[^\W\d_]{4}ic))(?:[ \-](?=([^\W\d_]++)))?")
_NOUNS, _NOUN = 3, 0.06
# Endings that make an adjective, an act or an adverb of a word.
_DERIVED = pattern_of(r"(?<=[^\W\d_]{4})(?:at(?:ion|ing|ed|ic|ive|e)|(?<=([bdglmnprt]))\1(?:ing|ed)|ing|ed|e)$")
_JOINING = frozenset(("and", "or"))
# Endings of families and classes in Latin, and what English leaves out of them.
_LATIN = {"idae": "ae", "alia": "ia"}
# What an adjective of a place ends with, and what the place may end with instead; so many letters they share.
_OF_PLACE, _PLACE, _SHARED = ("vian", "ian", "ean", "an", "n", "ese"), ("", "a", "e", "ia", "o", "y"), 4


def join_endings(found: dict[str, FormUse], texts: Sequence[tuple[str, str]]) -> None:
    nouns = _nouns_in_ic(texts)
    for name in list(found):
        other = next((other for other in _others(name, found[name], nouns) if other in found), name)
        if other != name and (not _is_act(name, found[name], other) or are_shared(found[name], found[other])):
            found[other].take(found.pop(name))
    for name in list(found):
        for other in filter(found.__contains__, _nouns(name, found[name])):
            is_fewer = how_many_name(found[name]) <= how_many_name(found[other]) or name.endswith(tuple(_LATIN))
            if is_fewer and are_shared(found[name], found[other]):
                found[other].take(found.pop(name))
                break


def join_derived(found: dict[str, FormUse]) -> None:
    """Join phrases whose words are made of the same ones, where papers on one are on the other, to the one that more papers name."""
    same: dict[str, list[str]] = defaultdict(list)
    for name in found:
        if " " in name and name.isascii():
            same[_root(name)].append(name)
    for names in same.values():
        first, *others = sorted(names, key=lambda name: (-len(found[name].told) - len(found[name].titled), name))
        for name in others:
            if are_shared(found[first], found[name]):
                found[first].take(found.pop(name))


def _root(name: str) -> str:
    """The words of a phrase without the endings that make one word of another, nor "related", in order."""
    return " ".join(sorted(set(map(_bare, name.split(" "))) - {"relat"}))


@lru_cache(maxsize=50_000)
def _bare(word: str) -> str:
    return _DERIVED.sub("", word)


def _others(name: str, one: FormUse, nouns: Set[str]) -> Iterator[str]:
    """The forms with another ending of one word."""
    words = name.split(" ")
    for place, word in enumerate(words):
        bare = ""
        if word.endswith("ics") and word[:-1] in nouns:
            bare = word[:-1]
        elif len(words) > 1 and word.endswith("ical"):
            bare = word[:-2]
        elif len(words) > 1 and word.endswith("ing"):
            bare = word[:-3]
        if bare:
            yield form([*words[:place], bare, *words[place + 1 :]])


def _most_printed(one: FormUse) -> str:
    return max(one.spellings, key=lambda spelling: (one.spellings[spelling], spelling), default="").casefold()


def _is_act(name: str, one: FormUse, other: str) -> bool:
    """Whether a form is the other with "-ing" at its end."""
    return name.count("ing") > other.count("ing") and _most_printed(one).endswith("ing")


def _nouns(name: str, one: FormUse) -> Iterator[str]:
    """What a word may be in English that is Latin, and the place that a word with a capital may be of."""
    if " " in name:
        return
    for latin, ending in _LATIN.items():
        if name.endswith(latin):
            yield name.removesuffix(ending)
    capitals = sum(often for spelling, often in one.spellings.items() if spelling[:1].isupper())
    if 2 * capitals > one.spellings.total():
        for ending in filter(name.endswith, _OF_PLACE):
            root = name.removesuffix(ending)
            if len(root) >= _SHARED:
                yield from (root + end for end in _PLACE)


def _nouns_in_ic(texts: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Words such as "syndemic" that texts use as nouns: behind an article, with nothing of a term behind them."""
    seen, nouns = Counter[str](), Counter[str]()
    for article, word, after in (found for both in texts for text in both for found in _IN_IC.findall(text.lower())):
        seen[word] += 1
        nouns[word] += bool(article) and (not after or (after in flagged("s") and after not in _JOINING))
    return frozenset(word for word, times in nouns.items() if times >= max(_NOUNS, _NOUN * seen[word]))
