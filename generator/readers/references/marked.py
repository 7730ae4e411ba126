"""References whose title is marked: by quotes, or by the publisher behind it. In: the text of one. Out: what it says, or None.

MLA, Chicago, IEEE and MHRA; and the pages of economists, who name their co-authors behind the title: "Title" (with A. Author), Venue.
"""

from __future__ import annotations

import re

from generator.readers.paste.signs import PLACE, venue_score
from generator.readers.references.books import book_in
from generator.readers.references.people import body_in, coauthors_in, names_ahead
from generator.readers.references.reference import DATED, YEAR, Reference, year_in
from generator.text import pattern_of
from generator.text.name_looks import capital_family
from generator.text.people import part_score, people_in
from generator.text.printed import citation_in

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
    pattern_of(
        rf"(?P<names>.{{2,4000}}?)(?:[,.:]?\s+|[，：、。]\s*)(?P<when>\(?(?:1[89]|20)\d\d[a-z]?\)?[.,:]?\s+)?{opened}(?P<title>.{{4,500}}?)[,.]?\s?{closed}(?=[\s,.;:]|[A-Z]|$)[,.]?\s*(?P<rest>.*)"
        if opened not in "「『"
        else rf"(?P<names>.{{2,400}}?)[,.:：，。]?\s*(?P<when>)?{opened}(?P<title>.{{4,500}}?){closed}[,.，。]?\s*(?P<rest>.*)",
        re.DOTALL,
    )
    for opened, closed in _QUOTES
)
IN_QUOTES = pattern_of(
    r"[‘'“\"„«]\s?(?P<title>[^‘“„«]{8,400}?)[,.]?\s?[’'”\"“»](?=[\s,.;]|$)[,.;]?\s*(?P<rest>.*)", re.DOTALL
)
# A title only opens with a quotation: "Why should I trust you?": Explaining …, "Who pulls?" and other questions.
_GOES_ON = pattern_of(
    r"(?<![,.])[’'”\"“»](?::\s|\s(?!(?:in|with|by|on|at|to|for|from|pp?|vol|no|ed|eds|edited|trans\w*|tr|rev|unpublished|forthcoming|submitted|"
    r"accepted|available|arxiv|presented|accessed|doi|last|en|dans|im|nel|na|v|et|y|and [A-Z]\w*,)\b)[a-z]+[ :])"
)
# What students write for a law review has a kind and no author.
_UNSIGNED = pattern_of(r"(?:Case |Book )?(?:Note|Comment|Recent Cases?|Editorial), ")
_AND = pattern_of(r", |\s(?:&|and|und|et|y|i)\s")
_NAMES_END = pattern_of(r"[,:.]\s+(?=\S)")


def quoted(text: str) -> Reference | None:
    for (opened, _), pattern in zip(_QUOTES, _QUOTED, strict=True):
        found = pattern.fullmatch(text) if opened in text else None
        if found and only_opens(found):
            return None
        dated = found and (DATED.search(found["names"]) or found["when"])
        names = people_in(DATED.sub("", found["names"]), families=bool(dated)) if found else ()
        if found and names:
            more, rest = coauthors_in(found["rest"])
            years = YEAR.findall(found["when"] or "") or YEAR.findall(re.sub(r"https?://\S+", "", rest))
            return Reference(found["title"].strip(), (*names, *more), years[-1] if years else "", rest)
    return opens_quoted(text)


def only_opens(found: re.Match[str]) -> bool:
    """Whether a title goes on behind the quotation with which it opens."""
    end = found.end("title")
    return _GOES_ON.match(found.string, end) is not None


def opens_quoted(text: str) -> Reference | None:
    """A list of somebody's own papers: "Title" (with A. Author). Venue, 2020."""
    found = IN_QUOTES.fullmatch(text)
    names, rest = coauthors_in(found["rest"]) if found else ((), "")
    printed = found and (
        names or venue_score(rest[:120]) >= 1 or (year_in(rest) and PLACE.search(rest)) or citation_in(rest)
    )
    return Reference(found["title"].strip(), names, year_in(rest), rest) if found and printed else None


def from_publisher(text: str) -> Reference | None:
    """Names and a title, parted by a comma, a colon or a stop; where it was printed; the year."""
    book = book_in(text)
    if not book:
        return None
    for names, end in names_ahead(book.title, _NAMES_END):
        # "Bruno Ulm, Lock Life: A History", "S. D. Moor, A Mediterranean Society, vol. I": what stands last may be of the title.
        last = _AND.split(book.title[:end].rstrip()[:-1])[-1]
        if ". " in names[0] and body_in(names[0].partition(". ")[0]):
            return None
        if part_score(last) >= bool(" " in last) or capital_family(last):
            return Reference(book.title[end:], names, book.year, book.rest)
    unsigned = _UNSIGNED.match(book.title)
    return Reference(book.title[unsigned.end() :], (), book.year, book.rest) if unsigned else None
