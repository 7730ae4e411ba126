"""References whose title is marked: by quotes, or by the publisher in brackets behind it. In: the text of one. Out: what it says, or None.

MLA, Chicago, IEEE and MHRA; and the pages of economists, who name their co-authors behind the title: "Title" (with A. Author), Venue.
"""

from __future__ import annotations

import re
from itertools import islice

from generator.readers.paste.signs import venue_score
from generator.readers.references.people import coauthors_in, people_in
from generator.readers.references.reference import DATED, YEAR, Reference, year_in

_QUOTES = (
    ("“", "”"),
    ('"', '"'),
    ("„", "[“”]"),
    ("«", "»"),
    ("「", "」"),
    ("『", "』"),
    ("‘", "’"),
    ("'", "'"),
    ("”", "”"),
)
_QUOTED = tuple(
    re.compile(
        rf"(?P<names>.{{2,4000}}?)(?:[,.:]?\s+|[，：、。]\s*)(?P<when>\(?(?:1[89]|20)\d\d[a-z]?\)?[.,:]?\s+)?{opened}(?P<title>.{{4,500}}?)[,.]?\s?{closed}(?=[\s,.;:]|[A-Z]|$)[,.]?\s*(?P<rest>.*)"
        if opened not in "「『"
        else rf"(?P<names>.{{2,400}}?)[,.:：，。]?\s*(?P<when>)?{opened}(?P<title>.{{4,500}}?){closed}[,.，。]?\s*(?P<rest>.*)",
        re.DOTALL,
    )
    for opened, closed in _QUOTES
)
IN_QUOTES = re.compile(
    r"[‘'“\"„«]\s?(?P<title>[^‘“„«]{8,400}?)[,.]?\s?[’'”\"“»](?=[\s,.;]|$)[,.;]?\s*(?P<rest>.*)", re.DOTALL
)
_PUBLISHED = re.compile(
    r"(?P<head>[^()“”\"]{10,400}?),?\s+\((?:[^():]{2,60}:\s)?[^():]{2,80},\s(?P<year>(?:1[89]|20)\d\d)[a-z]?\)[.,;]?\s*(?P<rest>.*)",
    re.DOTALL,
)
_MOST_STOPS = 60


def quoted(text: str) -> Reference | None:
    for (opened, _), pattern in zip(_QUOTES, _QUOTED, strict=True):
        found = pattern.fullmatch(text) if opened in text else None
        dated = found and (DATED.search(found["names"]) or found["when"])
        names = people_in(DATED.sub("", found["names"]), families=bool(dated)) if found else ()
        if found and names:
            more, rest = coauthors_in(found["rest"])
            years = YEAR.findall(found["when"] or "") or YEAR.findall(found["names"]) or YEAR.findall(rest)
            return Reference(found["title"].strip(), (*names, *more), years[-1] if years else "", rest)
    return _opens_quoted(text)


def _opens_quoted(text: str) -> Reference | None:
    """A list of somebody's own papers: "Title" (with A. Author). Venue, 2020."""
    found = IN_QUOTES.fullmatch(text)
    names, rest = coauthors_in(found["rest"]) if found else ((), "")
    printed = found and (names or venue_score(rest[:120]) >= 1)
    return Reference(found["title"].strip(), names, year_in(rest), rest) if found and printed else None


def from_publisher(text: str) -> Reference | None:
    """MHRA, Oxford: names, a book's title (place: publisher, year)."""
    found = _PUBLISHED.fullmatch(text)
    ends = list(islice(re.finditer(r",\s+(?=\S)", found["head"]), _MOST_STOPS)) if found else []
    for end in reversed(ends):
        names = people_in(text[: end.start()])
        if found and names:
            return Reference(found["head"][end.end() :], names, found["year"], found["rest"])
    return None
