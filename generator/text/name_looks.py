"""What a name looks like. In: a name or a part of one. Out: whether it is initials, a degree, a suffix, a whole name, an organisation."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.text.names import is_team

# One word of initials: "A.", "AM", "J-P", "J.-P.", "Yu.", "Ch.A."
_INITIALS = re.compile(r"(?:(?:[^\W\d_a-z]\.?[-‐]?){1,4}|(?:[^\W\d_a-z][^\W\d_]?\.[-‐]?){1,4})")
_SMALL_SECOND = re.compile(r"[^\W\d_][^\W\d_]\.")
_SUFFIXES = frozenset("jr sr ii iii iv 2nd 3rd 4th".split())
_SURE_DEGREES = frozenset(
    "phd dphil mph mbbs mbchb msc bsc frcp frcpc frcs facs facp facc faha pharmd dvm dds dmd edd psyd jd llm mba rn msn bsn mres meng beng"
    " drph scd dsc habil".split()
)
_DEGREES = _SURE_DEGREES | frozenset("md ms ma bs ba do".split())
_PARTICLES = frozenset("van von der den de del della di da dos das du la le el al ter ten zu bin ibn".split())
_ORGANISED = re.compile(
    r"\b(?:cent(?:er|re)s?|ministry|department|association|society|agency|office|organi[sz]ation|council|bureau|federation|board|hospital|"
    r"college|school|academy|commission|administration|union|institut\w*|universi\w+|committee|foundation|consortium|service|authority)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 13)
def is_initials(text: str) -> bool:
    """Whether a text is initials and nothing else: "A.", "A. M.", "AM", "J.-P."."""
    words = text.split()
    return 0 < len(words) < 6 and len(text) < 16 and all(map(_is_initial, words))


def _is_initial(word: str) -> bool:
    """A word of capitals; a small letter only as the second of two before a stop ("Yu.")."""
    small = any(sign.islower() and not _SMALL_SECOND.match(word, at - 1) for at, sign in enumerate(word))
    return word[0].isupper() and not small and _INITIALS.fullmatch(word) is not None


def ends_in_initials(name: str) -> bool:
    """Whether a name is a family name and then nothing but initials: "Prado A.", "van den Ulm B.", "Lim SM", "LIM SM", "Stein DJ 3rd"."""
    words = name.split()
    if len(words) > 2 and is_suffix(words[-1]):
        words.pop()
    capitals = words[0].isalpha() and len(words[0]) > max(2, len(words[-1].strip(".")))
    return (
        len(words) > 1
        and is_initials(words[-1])
        and (capitals or not is_initials(words[0]))
        # "Vest JR" has two initials.
        and (not is_suffix(words[-1]) or (words[-1] in ("JR", "SR") and words[0][1:].islower()))
    )


def has_initials(name: str) -> bool:
    """Whether a name of several words has initials first or last, so that it is no family name."""
    return ends_in_initials(name) or (" " in name.strip() and is_initials(name.split()[0]))


def one_word_family(name: str) -> bool:
    """Whether only one word, particles aside, stands before the initials of such a name."""
    return sum(1 for word in name.split() if not is_initials(word) and word.lower() not in _PARTICLES) == 1


def is_whole(part: str) -> bool:
    """Whether a part is a name by itself: two words that are no particle, and no initials alone."""
    words = [word for word in part.split() if word.lower() not in _PARTICLES]
    return len(words) > 1 and not is_initials(part) and not part.split()[0].islower()


def turned_by_and(pieces: list[str]) -> list[str]:
    """The names of "Prado and Ana; Ulm and Ben", cut at the semicolons: R wrote "and" for the comma of each; none of any other list."""
    pairs = [piece.split(" and ") for piece in pieces]
    turned = all(len(pair) == 2 and "," not in pair[0] and not all(map(is_whole, pair)) for pair in pairs)
    return [f"{pair[0]}, {pair[1].replace(',', '')}" for pair in pairs] if turned else []


def is_pair(family: str, given: str) -> bool:
    """Whether two parts that a comma parts, and no others, are one person, family name first."""
    words = family.split()
    if is_suffix(given):
        return True
    if is_team(given) or len(given.split()) > 3 or has_initials(family):
        return False
    if is_initials(given):
        return True
    if words[0].islower() and words[0] in _PARTICLES:
        return True
    if capital_family(family):
        # "AGHION Irène, Caylus": a whole name, and what follows it.
        return False
    last = given.split()[-1]
    # "Tapia Sánchez, Serafin de"; "DI GIACOMO, Tony"; "La Parra López, Santiago"
    if last in _PARTICLES or (family.isupper() and not given.isupper() and len(family) > 2):
        return True
    if len(words) == 3 and words[0].lower() in _PARTICLES and last == given:
        return True
    # "Ortega y Gasset, José", "Puig i Cadafalch, Josep"
    if len(words) == 3 and words[1] in ("y", "i", "e"):
        return True
    return len(words) == 1 or (len(words) == 2 and (last == given or (is_initials(last) and last.endswith("."))))


def family_names_alone(parts: list[list[str]]) -> list[str]:
    """Of the parts between "and", cut at commas, the names where each is but a word and the last stands alone: "Smith, Jones, and Wu"."""
    words = [part for some in parts for part in some if not is_suffix(part)]
    alone = len(parts[-1]) == 1 and not any(map(is_whole, words)) and not any(map(is_initials, words))
    return words if alone and not any(map(has_initials, words)) else []


def is_first_turned(parts: list[list[str]]) -> bool:
    """Whether the first person alone is turned and all others are whole names (Chicago): "Bok, Brandyn, Daniele Caratelli, and Ana Ulm"."""
    names = [part for some in parts for part in some if not is_suffix(part)]
    turned = len(parts[0]) > 1 and not any(map(is_suffix, parts[0])) and not is_whole(parts[0][0])
    return turned and len(names) > 2 and all(map(_is_straight, names[2:]))


def _is_straight(part: str) -> bool:
    return is_whole(part) and not ends_in_initials(part)


def capital_family(name: str) -> bool:
    """Whether a family name in capitals comes first: "ALVAREZ LOPEZ Maria"."""
    words = name.split()
    return len(words[0]) > 2 and words[0].isupper() and words[0].isalpha() and not words[-1].isupper()


def is_suffix(part: str) -> bool:
    """Whether a part is "Jr.", "III" and their like."""
    return part.strip(". ").lower() in _SUFFIXES


def is_degree(word: str, *, sure: bool = False) -> bool:
    """Whether a word is an academic degree; sure: one that cannot be initials."""
    bare = "".join(word.replace(".", " ").split())
    return bare.lower() in (_DEGREES if not sure and bare.isupper() else _SURE_DEGREES)


def names_organisation(text: str) -> bool:
    """Whether a text has a word of organisations in it."""
    return bool(_ORGANISED.search(text)) or is_team(text)


def family_last(name: str) -> str:
    """ "ALVAREZ Maria" the right way round."""
    words = name.split()
    start = next(place for place, word in enumerate(words) if not word.isupper())
    return " ".join([*words[start:], *words[:start]])


def given_first(name: str) -> str:
    """ "Prado A. B. Jr" the right way round."""
    words = name.split()
    suffix = [words.pop()] if len(words) > 2 and is_suffix(words[-1]) else []
    start = len(words)
    while start > 1 and is_initials(words[start - 1]):
        start -= 1
    return " ".join([*words[start:], *words[:start], *suffix])
