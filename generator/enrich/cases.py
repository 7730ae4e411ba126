"""Case endings. In: a word in Cyrillic letters, in lower case. Out: what its cases and numbers share ("развит" of "развития").

Russian and Ukrainian nouns and adjectives; a light stemmer, after the thought of Dolamic and Savoy, "Indexing and searching strategies for
the Russian language" (JASIST 2009), which found it as good for search as one that takes derivations off too.
"""

from __future__ import annotations

import re

from generator.text import pattern_of

# The longest first; й is и, ё е and ї і here, as in folded words.
_ENDINGS = pattern_of(
    r"(?<=[а-яіїєґ]{3})(?:иями|иях|иям|ями|ами|ьоі|оі|ого|его|ому|ему|ыми|ими|ові|еві|ією|"
    r"ием|иеи|ии|ия|ию|ие|іи|ія|ію|ьою|ою|ею|ов|ев|ів|еи|ои|ыи|ая|яя|ое|ее|ые|ую|юю|ым|им|ом|ем|ых|их|ам|ям|ах|ях|"
    r"ью|ья|ье|ьи|[аеийоуыьэюяі])$"
)
# The vowel that stands in the nominative alone: "белок", "белка".
_FLEETING = pattern_of(r"(?<=[а-яіїєґ][бвгджзклмнпрстфхцчшщ])[оеі](?=[кц]$)")
# Ukrainian has і where a syllable is closed: "якість", "якості".
_CLOSED = pattern_of(r"(?<=[а-яіїєґ]{2})іст$")
# How a word ends that is surely in the nominative, in another number or case, in another case.
_SURE = pattern_of(r".*(?:[иьоеы]е|[ык]ий|ый|[нгхшщч]ий|[ая]я|(?<![ое]г)о|ь|[оеі][кц])", re.I)
_PLURAL = pattern_of(r".*[а-яіїєґ]{2}[ыиі]", re.I)
_OBLIQUE = pattern_of(
    r".*[а-яіїєґ]{3}(?:ями|ами|ях|ах|ям|ам|ого|его|ому|ему|ыми|ими|ов|ев|ів|ой|ей|ою|ої|ом|ем|ых|их|ым|им|ую|юю|ию|ий|ью)",
    re.I,
)
# In these a neuter adjective of Ukrainian stands in the nominative ("глибоке"), and nouns do not.
_MAY_BE = pattern_of(r".*[а-яіїєґ]{3}[уе]", re.I)


def without_case(word: str) -> str:
    """The word without the ending of its case, four letters at least; fleeting vowels are left out of all its forms."""
    plain = word.replace("й", "и").replace("ё", "е").replace("ї", "і")
    return _CLOSED.sub("ост", _FLEETING.sub("", _ENDINGS.sub("", plain)))


def how_oblique(word: str) -> int:
    """How far a word is from the nominative in which a name is given: 0 for one in it (and for all of other scripts) to 4."""
    if not "\u0400" <= word[-1:] <= "\u04ff" or _SURE.fullmatch(word):
        return 0
    if _OBLIQUE.fullmatch(word):
        return 4
    if _MAY_BE.fullmatch(word):
        return 3
    return 2 if _PLURAL.fullmatch(word) else 1
