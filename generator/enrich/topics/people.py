"""People behind names. In: titles and abstracts. Out: the words that name who described a taxon, "(Curtis, 1834)"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.enrich.background import little_words, often
from generator.enrich.forms import plain_word
from generator.text import pattern_of

# A word with a capital, and the year behind it; before it a bracket, or the word that it follows: "in Genoa, 2011" is a place.
_DATED = pattern_of(r"(?:\b([^\W\d_]++)[ ]|\()(?:([^\W\d_]++)[ ](?:&|et|and)[ ])?([^\W\d_]++),?[ ](?=1[789]\d\d\b)")
_YEAR = pattern_of(r"1[789]\d\d")
_WORD = pattern_of(r"[^\W\d_]++")
# Of the places of a word so many have a year behind it, where it is a person's; of a word that more of 100,000 papers hold nearly all.
_SHARE, _NEARLY_ALL, _NOBODYS = 0.5, 0.9, 12


def people_behind(texts: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Stems."""
    dated: Counter[str] = Counter()
    # Few texts name such a year, and to look for one takes a sixtieth of the time.
    for text in (text for both in texts for text in both if _YEAR.search(text)):
        for before, first, last in _DATED.findall(text):
            if before.casefold() not in little_words()["en"]:
                dated.update(plain_word(name) for name in (first, last) if name[:1].isupper())
    said: Counter[str] = Counter()
    for text in (text for both in texts for text in both) if dated else ():
        said.update(_WORD.findall(text))
    places: Counter[str] = Counter()
    for word, times in said.items():
        places[plain_word(word)] += times
    return frozenset(name for name, times in dated.items() if times >= _least_share(name) * places[name])


def _least_share(name: str) -> float:
    return _NEARLY_ALL if often(name) > _NOBODYS else _SHARE
