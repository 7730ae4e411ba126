"""Who a reference names beside its title. In: its text. Out: the names, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.text.people import people_in

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
