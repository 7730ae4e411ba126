"""Is this a name, are these names? In: a text of which nobody says what it is. Out: how much of it looks like names, and whose.

`authors` reads what is known to be a list of authors; here words are weighed: what is asked of any line, cell or piece is asked here.

Which words are names and which are words of titles was counted over 105,000 papers of thirteen fields (benchmarks/title_words.py); what
is in neither list is told by its letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from generator.text.authors import names_in
from generator.text.clean import plainly_spelled, words_of_file
from generator.text.late import pattern_of
from generator.text.name_looks import capital_family, family_last
from generator.text.names import goes_on, is_team
from generator.text.tokens import SOLID

_PARTICLES = frozenset(
    "de da di do dos del della der den des du la le el al bin ibn ben van von vom zu ter ten te e y st dr prof mr ms jr sr ii iii".split()
)
_NAME_WORD = pattern_of(r"[^\W\d_](?:[\w'’.\-]*[\w'’.])?$")
# A word with capitals inside is a name of a method: NeRF, ViT, BERT; McKay and DeLong are families.
_INNER = pattern_of(r"[a-z](?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Di)(?<!Du)(?<!Van)[A-Z]|[A-Z]{4}")
_LEAD = pattern_of(r"^(?:and|by|with|&)\s+", re.I)
_TWO = pattern_of(r"(?<!\s)\s*+(?:[,;،؛&·、，]|\band\b|\s/\s|\n)\s*")
_CJK_NAME = pattern_of(r"[\u4e00-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4}|[\u30a0-\u30ff\u4e00-\u9fff]{2,5}")
_BY = pattern_of(r"^(?:by|authors?)\s*:?\s+", re.I)
# What parts names, or says that there are more; a text without any is one name at most.
_SEVERAL = pattern_of(r"(?=[,;،؛&·、，\n…aAeE\s.等])(?:[,;،؛&·、，\n…]|\band\b|\s/\s|\bet\b|\.\.\.|等)", re.I)
_SMALL_WORDS = pattern_of(r"\b(?:of|for|with|in|the|via|using|to|is|are|we|that|by [a-z])\b(?! al\b)")
_ET_AL = pattern_of(r"[\s,]*(?:\bet\.?\s*al\b\.?|\band others\b|等|\.\.\.|…)\s*$", re.I)
_ENDS = ("al", "al.", "others", "等", "...", "…")
_MARKS = pattern_of(
    r"[*†‡§¶^∗(\d<](?:(?<=[*†‡§¶^∗])|(?<=\()[^()]{0,80}\)|(?<=[^\W\d_]\d)\d?(?=\s*(?:,|$))|(?<=<)sup>.*?</sup>)"
)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    titles = words_of_file("title_words.txt") | words_of_file("caseless_title_words.txt")
    return titles, words_of_file("name_words.txt") | (words_of_file("caseless_name_words.txt") - titles)


@lru_cache(maxsize=16384)
def name_score(text: str) -> int:
    """How much the words of a short text look like one name: known names count for it, words of titles against it."""
    if not text.isascii() and SOLID.search(text):
        return 2 if _CJK_NAME.fullmatch(text) else -9
    words = text.replace(".", ". ").split()
    if not 1 < len(words) <= 6 or len(text) > 48:
        return -9
    if not all(map(_may_be_name, words)):
        return -9
    titles, names = _words()
    # Where a script has no capitals a word that nobody knows says nothing.
    caseless = words[0][0].title() == words[0][0] and not words[0][0].isupper()
    score = -4 if words[0] in ("A", "I") else 0
    for word in words:
        bare = _bare_word(word)
        parts = bare.split("-")
        if titles.issuperset(parts) or bare in titles:
            # Behind a given name a word of titles may be a family name: "Ada Example".
            score -= 1 if score > 0 and not caseless else 3
        elif not names.isdisjoint(parts) or len(bare) == 1:
            score += 2
        elif not caseless:
            score += -2 if _INNER.search(word) else 1
    return score


def _bare_word(word: str) -> str:
    return plainly_spelled(word.strip(".'’-,").lower())


def _may_be_name(word: str) -> bool:
    """Whether a word has the letters of a name, and its capital where its script has any (Georgian has small letters alone)."""
    bare = word.rstrip(".,")
    # Vowels of India's scripts and of Thai are marks on letters.
    letters = bare if bare.isascii() else "".join(sign for sign in bare if not category(sign).startswith("M"))
    return bool(_NAME_WORD.match(letters)) and (word[0] == word[0].title() or _bare_word(word) in _PARTICLES)


def title_share(words: list[str]) -> float:
    """The share of words that are words of titles; one of four letters and more stands for itself, shorter ones do not count."""
    long = [plainly_spelled(word.lower()) for word in words if len(word) > 3] or (
        [words[0].lower()] if len(words) == 1 and len(words[0]) > 2 else []
    )
    titles = _words()[0]
    return (
        sum(word in titles or (word.endswith("s") and word[:-1] in titles) for word in long) / len(long)
        if long
        else 0.0
    )


def is_title_word(word: str) -> bool:
    """Whether a word of small letters is one that titles have, and no name of a method ("pix2pix")."""
    return word in _words()[0]


@lru_cache(maxsize=1 << 13)
def part_score(text: str) -> int:
    """As `name_score`, for what stands in a row of names: a family name alone counts too, as in "Lovelace, Ada, and Alan Turing"."""
    return min(_part_score(part) for part in text.split(" and "))


def _part_score(text: str) -> int:
    text = _LEAD.sub("", text).strip(" .*†‡")
    # "M.R.Galimov" has its initials without blanks.
    if " " in text or text[1:2] == "." or not text[:1].isupper():
        return name_score(text)
    titles, names = _words()
    if text.lower() in names:
        return 1
    parts = text.split("-")
    family = all(part[:1].isupper() and part[1:].islower() for part in parts)
    return 0 if family and titles.isdisjoint((text.lower(), *map(str.lower, parts))) else -9


def is_family_alone(text: str) -> bool:
    """Whether a text is one word that is known for a name."""
    return text.isalpha() and text[1:].islower() and part_score(text) > 0


def is_known_name(text: str) -> bool:
    """Whether a text looks like one name: "Ada Example", "A. B. van Sample", "Lovelace A", 李明."""
    if len(text) > 80:
        return False
    text = _without_marks(text).strip(" .,")
    text = _LEAD.sub("", text)
    return name_score(text) > 1 and (text.isascii() or not SOLID.search(text))


def _goes_on(text: str) -> bool:
    return text.rstrip().lower().endswith(_ENDS) and bool(_ET_AL.search(text))


def _without_marks(text: str) -> str:
    """A text without the marks of footnotes, what stands in brackets, and "et al." at its end."""
    return _MARKS.sub("", _ET_AL.sub("", text) if _goes_on(text) else text)


@lru_cache(maxsize=16384)
def looks_like_names(text: str) -> bool:
    """Whether the whole text is names one after the other, or one name and "et al."."""
    # Names that stand in order have capitals: prose with a comma is told at once.
    if not _SEVERAL.search(text) or _SMALL_WORDS.search(text):
        return False
    more = _goes_on(text)
    bare = _without_marks(text).strip(" \t\n.,;:-–—·|")
    bare = _BY.sub("", bare)
    parts = [part for part in _TWO.split(bare) if part.strip(" .")]
    if not parts or len(text) > 30_000:
        return False
    found = [name_score(part.strip(" .")) for part in parts]
    if len(parts) == 1:
        return more and (found[0] >= -1 or bool(re.fullmatch(r"[A-Z][\w'’-]+", bare)))
    good = sum(one >= 0 for one in found)
    return good >= 2 and good * 4 >= len(parts) * 3 and sum(max(one, -3) for one in found) > 0


# "WANG W, LI M" are names, and "Choi, Soo-hee, Jan Novak, and Thea van Dijk" turns the first alone.
_CAPITALS = pattern_of(
    r"\b([A-Z]{2,20})(?=(?: [A-Z]{1,2}){1,3}(?:,|$|\.))|(?<![\w.-])([A-Z]{2,3})(?=, (?:[A-Z]\.|[A-Z]{2};))"
)
# "Glowacki, Engelhart & Ahern", "Sohal and Rubenstein"
_FAMILIES = pattern_of(r"(?:[^\W\d_a-z][\w'’-]+,\s+){0,5}[^\W\d_a-z][\w'’-]+\s+(?:&|and)\s+[^\W\d_a-z][\w'’-]+")
# "Prado, Ana/Ulm, Ben", as historians write.
_SLASHED = pattern_of(r"[^,/;:.]{2,40}, [^,/;:]{2,40}(?:/[^,/;:.]{2,40}, [^,/;:]{2,40})+")
# "BIRGIN ; ROMÃO" names two by their families.
_FAMILY = pattern_of(r"[^\W\d_a-z]{3,}(?:[- ][^\W\d_a-z]{3,})?")
# "Mortar and Mood" names nobody.
TWO_WORDS = pattern_of(r"[^\W\d_]+ (?:and|&|und|et|y|e) [^\W\d_]+", re.IGNORECASE)
_FIRST_TURNED = pattern_of(r"([^,]{2,40}), ([^,]{2,40}), ((?:[^,]+ [^,]+)(?:,.*)?)", re.DOTALL)


# "A. Prado and B", "Prado, A", "Prado, Ana B": where the last initial had its stop.
_HAS_STOPS = pattern_of(r"\b[^\W\d_a-z]\.|,\s(?:[^\W\d_a-z][\w'’-]+\s)?[^\W\d_]$")


@lru_cache(maxsize=1 << 10)
def people_in(text: str, *, families: bool = False) -> tuple[str, ...]:
    """The names when all of a text is names. A full stop that was cut off belongs to the last initial where the others have one.
    `families`: what follows shows that these are names, so that one word may be one."""
    bare = text.rstrip(" ,:;")
    if bare[:1].isdigit():
        return ()
    if re.search(r"\b[^\W\d_]$", bare) and (_HAS_STOPS.search(bare) or re.fullmatch(r"[^\W\d_]{2,20}, [A-Z]", bare)):
        bare += "."
    alone = re.split(r"\s*[;,]\s*", bare)
    if len(alone) > 1 and all(one.isupper() and _FAMILY.fullmatch(one) for one in alone):
        return tuple(one.title() for one in alone)
    bare = _CAPITALS.sub(
        lambda found: found[0].capitalize(), bare.replace("/", "; ") if _SLASHED.fullmatch(bare) else bare
    )
    names = names_in(bare, ends=True, families=families)
    # "Higgins JPT" has three initials; "RECOVERY Collaborative Group" is a team.
    if names and bare.startswith(names[0].split()[0]) and capital_family(names[0]) and not is_team(names[0]):
        # "BOURDIEU Pierre, La Distinction": what is written otherwise is no name, but a title.
        return tuple(map(family_last, names)) if all(map(capital_family, names)) else ()
    return names or _first_turned_in(bare)


def _first_turned_in(text: str) -> tuple[str, ...]:
    """The names of a list in which the first alone has its family before: "Prado, Ana, Ben Ulm"."""
    first = _FIRST_TURNED.fullmatch(text)
    return names_in(f"{first[2]} {first[1]}, {first[3]}", ends=True) if first else ()


def families_in(text: str) -> tuple[str, ...]:
    """The family names that "and" joins when all of a text is such, and none is a word of titles."""
    found = _FAMILIES.fullmatch(text)
    least = min(part_score(part) for part in re.split(r",\s*|\s+(?:&|and)\s+", text)) if found else -1
    return names_in(text, families=True) if least >= 0 else ()


def _is_foreign_name(name: str) -> bool:
    """Whether words that no list knows may be a name: none is small, as those of "Сезонное таяние мерзлоты" are."""
    return not name.isascii() and all(map(_may_be_name, name.replace(".", ". ").split()))


def known_people_in(text: str) -> tuple[str, ...]:
    """The names when all of a text is names: of a single one or a pair, words must be known for names, unless "et al." stands behind."""
    # "Mortar and Mood" may as well be a title; "Loading..." is nobody.
    if "&" in text and (families := families_in(text)):
        return families
    names = names_in(re.sub(r"^(?:by|with|von|par|por)\s+", "", text), ends=True)
    known = sum((" " in name and name_score(name) > 0) or _is_foreign_name(name) for name in names)
    sure = len(names) > 2 or known == len(names) or (" " in text and goes_on(text))
    return names if names and sure and not TWO_WORDS.fullmatch(text) else ()
