"""Sense. In: what papers name, and how it stands in their texts. Out: the odds that a word names something, and whether a phrase is torn.

A word is a topic where authors call it a keyword, few fields hold it, papers that hold it have it in their titles and among their keywords
by itself. One that stands beside the same word again and again is half of a name ("breast" of breast cancer); what authors use only inside
longer keywords is no name ("greedy", "allocation"). What each sign counts was fitted to judged names by benchmarks/fit_topics.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf, log, log1p
from typing import NamedTuple

from generator.enrich.background import RARE, UNSEEN, flagged, little_words, often, told, use_of_words
from generator.enrich.forms import is_adjective
from generator.enrich.topics.joins import FormUse
from generator.text import folded

WEIGHTS = {
    "word": 0.33,
    "told": 0.65,
    "named": 1.43,
    "before": -1.83,
    "after": -3.44,
    "spread": -0.59,
    "often": -0.26,
    "titled": 0.45,
    "by itself": 1.12,
    "unknown": -2.31,
    "adjective": -1.01,
    "part": -1.69,
    "keyword": 1.20,
    "short": 1.55,
}
# What a word has to reach, and for a paper with hardly any topic: benchmarks/HISTORY.md.
SURE, SURE_IF_FEW = 0.75, 0.25
# At so many places, and such a share of them, hyphens join a phrase to what follows ("fixed-dose treatment").
_PLACES, _JOINED = 2, 0.5
# At such a share of the places and one more the same word stands beside a phrase ("exchange membrane fuel cell").
_SAME = 0.4
# At so many places, and such a share of them, words that say little make one adjective with what follows.
_OFTEN, _NEARLY_ALL = 3, 0.8
# Of the papers that hold a word so many hold it with the same word before it, where both are one name (.95 of those with "York").
_ONE_NAME = 0.9


class Surroundings(NamedTuple):
    """What stands beside a phrase: at how many places it was looked for; at how many nothing of a term follows; of the places and one more
    the share that the commonest word before it has, and the commonest after it; the share at which hyphens join it to what follows."""

    places: int
    ends: int
    before: float
    after: float
    joined: float


def surroundings(one: FormUse) -> Surroundings:
    before, after = one.beside[::2], one.beside[1::2]
    places = len(before)
    return Surroundings(
        places=places,
        ends=sum(not word or word in flagged("s") for word in after),
        before=_most_common(before, "f") / (places + 1),
        after=_most_common(after, "l") / (places + 1),
        joined=one.joined / max(places, 1),
    )


def _most_common(words: Sequence[str], edge: str) -> int:
    return max(Counter(word for word in words if _is_content(word, edge)).values(), default=0)


@lru_cache(maxsize=50_000)
def _is_content(word: str, edge: str) -> bool:
    """Whether a word beside a phrase may be part of a longer term."""
    if not word or word in little_words()["en"]:
        return False
    return not (word in flagged("s") or word in flagged("g") or word in flagged(edge))


def signs_of_word(name: str, one: FormUse) -> Mapping[str, float]:
    """What a single word shows."""
    use = use_of_words().get(name, RARE)
    share, around = told(name), surroundings(one)
    return {
        "word": 1.0,
        "told": log1p(len(one.told)),
        "named": (len(one.titled) + len(one.told)) / max(1, len(one.papers)),
        "before": around.before,
        "after": around.after,
        "spread": log(use.spread / 20),
        "often": log(often(name) / 100),
        "titled": log((use.titled + 1) / 21),
        "by itself": use.alone / 10 / max(1, share or 20) if name in use_of_words() else 0.15,
        "unknown": float(share is None),
        "adjective": float(is_adjective(name)),
        "part": float(name in flagged("p")),
        "keyword": float(name in flagged("k")),
        "short": float(len(name) < 4),
    }


def odds_of_word(name: str, one: FormUse) -> float:
    """The logarithm of the odds that a word which papers name is a name; nothing is known of other scripts than the Latin one."""
    if not folded(name).isascii():
        return inf
    return sum(WEIGHTS[sign] * value for sign, value in signs_of_word(name, one).items())


def is_joined(one: FormUse) -> bool:
    """Whether a phrase is mostly written with hyphens before another word, as adjectives are ("open-label trial")."""
    around = surroundings(one)
    return around.places >= _PLACES and around.joined >= _JOINED


def is_piece(phrase: str, one: FormUse) -> bool:
    """Whether a phrase that nobody names, here or elsewhere, is only a part of what is spoken of: all papers that have it in their titles
    have keywords, and not it; the same word stands beside it again and again; a name goes on ("American College" of Physicians), it begins
    with a participle, or says how things are joined. Wherever it is named: words that say little stand before it throughout."""
    before, after = one.beside[::2], one.beside[1::2]
    if _is_cut_short(before):
        return True
    if told(phrase) or not phrase.isascii():
        return False
    first, places = phrase.split(" ")[0], len(before) + 1
    same = max(_most_same(before), _most_same(after)) / places
    goes_on = (after.count("of") + after.count("and")) / places if _is_proper(one) else 0.0
    torn = one.unnamed or max(same, goes_on) >= _SAME or any(is_one_name(word, first) for word in set(before))
    return torn or first.endswith("ed") or _is_of_sentence(one.spellings)


def _is_cut_short(before: Sequence[str]) -> bool:
    """Whether words that say little stand before a phrase nearly everywhere, which make one adjective with its first: "performance
    supercapacitors" of "high-performance supercapacitors", "wage jobs" of low-wage and minimum-wage ones."""
    # Of the little words "high", "low", "large", but not "in".
    degrees = (flagged("p") & little_words()["en"]) | (flagged("g") - little_words()["en"])
    little = sum(word in degrees for word in before)
    return little >= _OFTEN and little >= _NEARLY_ALL * len(before)


def _most_same(words: Sequence[str]) -> int:
    return max(Counter(word for word in words if word and word not in little_words()["en"]).values(), default=0)


def is_one_name(first: str, second: str) -> bool:
    """Whether at large the second word hardly stands without the first: "York" of New York City."""
    both = often(f"{first} {second}")
    return both > UNSEEN and both >= _ONE_NAME * often(second)


def _is_proper(one: FormUse) -> bool:
    """Whether running texts mostly print all words with capitals."""
    printed = max(one.printed, key=lambda spelling: (one.printed[spelling], spelling), default="")
    return bool(printed) and all(map(str.istitle, printed.split()))


def _is_of_sentence(spellings: Mapping[str, int]) -> bool:
    """Whether all ways to write a phrase have a little word inside that joins things rather than makes a term ("symptoms among
    adolescents"): any but "of"."""
    joining = (flagged("s") & little_words()["en"]) - {"of"}
    return all(not joining.isdisjoint(spelling.lower().split()[1:-1]) for spelling in spellings)
