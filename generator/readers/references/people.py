"""Who a reference names. In: what stands before its title. Out: the names, when all of it is names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from generator.readers.layout.names import part_score
from generator.text.authors import names_in

# "WANG W, LI M" are names, and "Choi, Soo-hee, Jan Novak, and Thea van Dijk" turns the first alone.
_CAPITALS = re.compile(r"\b([A-Z]{2,20})(?=(?: [A-Z]{1,2}){1,3}(?:,|$|\.))")
# "Glowacki, Engelhart & Ahern", "Sohal and Rubenstein"
_FAMILIES = re.compile(r"(?:[^\W\d_a-z][\w'’-]+,\s+){0,5}[^\W\d_a-z][\w'’-]+\s+(?:&|and)\s+[^\W\d_a-z][\w'’-]+")
# "Prado, Ana/Ulm, Ben", as historians write.
_SLASHED = re.compile(r"[^,/;:.]{2,40}, [^,/;:]{2,40}(?:/[^,/;:.]{2,40}, [^,/;:]{2,40})+")
# "BIRGIN ; ROMÃO" names two by their families.
_FAMILY = re.compile(r"[^\W\d_a-z]{3,}(?:[- ][^\W\d_a-z]{3,})?")
_FIRST_TURNED = re.compile(r"([^,]{2,40}), ([^,]{2,40}), ((?:[^,]+ [^,]+)(?:,.*)?)", re.DOTALL)

_TOGETHER = r"(?:joint(?:ly)? (?:work )?|co-?authored |co-?written |in collaboration )?"
# Behind a title on its first author's own page: "(with A. Author and B. Author)", "with A. Author. Venue".
_WITH = re.compile(
    rf"\({_TOGETHER}with:?\s+(?P<named>[^()]{{3,400}})\)[.,;:]?\s*|"
    rf"{_TOGETHER}with:?\s+(?P<bare>[^()\"“]{{3,400}}?)[.,;]\s+(?!and\b)(?=[^\Wa-z])"
)
# Before or behind a whole reference on its first author's own page, in the languages of the cases.
_IN_COMPANY = r"(?:(?:zusammen |gemeinsam |joint(?:ly)? )?(?:mit|with|avec|con|com|med|met|z|wraz z|совместно с))"
_AHEAD = re.compile(
    rf"\({_IN_COMPANY}\s(?P<braced>[^()]{{3,200}})\)\s?[:,.]?\s*|"
    rf"{_IN_COMPANY}\s(?P<bare>[^()«“„\"]{{3,200}}?)[,:]\s+(?=[«“„\"‘])",
    re.I,
)
_BEHIND = re.compile(rf"[,.]?\s*\({_IN_COMPANY}\s(?P<named>[^()]{{3,200}})\)[.,]?\s*$", re.I)
COMMA = re.compile(r",\s+(?=\S)")
# Names are looked for up to so many of the places at which they may end.
_MOST_ENDS = 60


@lru_cache(maxsize=1 << 10)
def people_in(text: str, *, families: bool = False) -> tuple[str, ...]:
    """The names when all of a text is names. A full stop that was cut off belongs to the last initial where the others have one.
    `families`: what follows shows that these are names, so that one word may be one."""
    bare = text.rstrip(" ,:;")
    if bare[:1].isdigit():
        return ()
    if re.search(r"\b[^\W\d_]$", bare) and re.search(r"\b[^\W\d_a-z]\.|,\s[^\W\d_]$", bare):
        bare += "."
    alone = re.split(r"\s*[;,]\s*", bare)
    if len(alone) > 1 and all(_FAMILY.fullmatch(one) for one in alone):
        return tuple(one.title() for one in alone)
    if _SLASHED.fullmatch(bare):
        bare = bare.replace("/", "; ")
    bare = _CAPITALS.sub(lambda found: found[1].capitalize(), bare)
    first = _FIRST_TURNED.fullmatch(bare)
    names = names_in(bare, ends=True, families=families)
    return names or (names_in(f"{first[2]} {first[1]}, {first[3]}", ends=True) if first else ())


def families_in(text: str) -> tuple[str, ...]:
    """The family names that "and" joins when all of a text is such, and none is a word of titles."""
    found = _FAMILIES.fullmatch(text)
    least = min(part_score(part) for part in re.split(r",\s*|\s+(?:&|and)\s+", text)) if found else -1
    return names_in(text, families=True) if least >= 0 else ()


def coauthors_in(rest: str) -> tuple[tuple[str, ...], str]:
    """Who "with" names at the beginning of what stands behind a title, and what follows."""
    found = _WITH.match(rest)
    names = people_in(found["named"] or found["bare"]) if found else ()
    return (names, rest[found.end() :]) if found and names else ((), rest)


def companions_in(text: str) -> tuple[tuple[str, ...], str]:
    """Who "with" names at the beginning or the end of a reference, and the reference without them."""
    ahead, behind = _AHEAD.match(text), _BEHIND.search(text)
    if ahead and (names := people_in(ahead["braced"] or ahead["bare"])):
        return names, text[ahead.end() :]
    if behind and (names := people_in(behind["named"])):
        return names, text[: behind.start()]
    return (), text


def names_ahead(text: str, ends: re.Pattern[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The beginnings of a text that are names, the longest first, each with where what follows begins."""
    for end in reversed(list(islice(ends.finditer(text), _MOST_ENDS))):
        if names := people_in(text[: end.start()]):
            yield names, end.end()
