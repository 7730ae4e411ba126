"""Suffixes. In: a word of Turkish, Arabic or Persian, in lower case. Out: the word without plural, case and what is written to it.

Light stemmers: Turkish after the order of its noun's endings (plural, whose, case; Eryigit and Adali, "An affix stripping morphological
analyzer for Turkish", 2004), Arabic after "light10" (Larkey, Ballesteros and Connell, "Light stemming for Arabic information retrieval",
2007). No language is told with a word: Turkish is known by endings and letters that others do not have, the others by their script.
"""

from __future__ import annotations

from generator.text import pattern_of

# A Turkish noun in the plural with an ending behind it, in harmony; five letters and more, which words of other languages hardly end with.
_PLURAL = pattern_of(
    r"(?<=\w\w)(?:lar(?:ı(?:n(?:ın|a|da|dan|ı|la)?|yla)?|i(?:n(?:in|a|da|dan|i|la)?|yla)|a|da|dan|daki|la)|"
    r"ler(?:i(?:n(?:in|e|de|den|i|le)?|yle)?|e|de|den|deki|le))$"
)
# Letters of Turkish: with one of them a bare plural or a case comes off as well.
_TURKISH = pattern_of("[ığş]")
_ENDING = pattern_of(
    r"(?<=\w{3})(?:lar|ler|(?:s[ıiuü]n|[ıiuü]n|n)[ıiuü]n|(?:s[ıiuü]|[ıiuü])n[dt][ae]n?|s[ıiuü]n[ıiuüae]|[dt][ae]n?|n[ıiuü]n|s[ıiuü]|y[ıiuüae])$"
)
_ARTICLE = pattern_of("^(?:[وفبك]?ال|لل)(?=[\u0621-\u064a]{3})")
# Of Persian nouns: many, many of.
_MANY = pattern_of("(?<=[\u0620-\u06cc]{3})(?:\u200c?(?:های|ها))$")


def without_turkish(word: str) -> str:
    """A noun without plural, possessor and case, as far as its ending tells that it is Turkish; three letters at least."""
    if _TURKISH.search(word):
        return _ENDING.sub("", _PLURAL.sub("", word))
    return _PLURAL.sub("", word)


def without_article(word: str) -> str:
    """A word in Arabic letters without article and what is written in front of it, or the plural of Persian behind it."""
    return _MANY.sub("", _ARTICLE.sub("", word))
