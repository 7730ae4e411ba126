"""References that do not name their first author, as on somebody's own page. In: the text of one. Out: what it says, or None.

"(mit A. Autorin): Titel, in: Zeitschrift 3 (2010), S. 4–5." | « Titre », Revue, 2010. | Title, Journal, 3(4), 2010 (with A. Author).
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from msgspec.structs import replace

from generator.readers.paste.signs import PLACE
from generator.readers.references.books import book_in
from generator.readers.references.editors import without_marks
from generator.readers.references.marked import opens_quoted
from generator.readers.references.people import COMMA, companions_in, names_ahead
from generator.readers.references.reference import NOT_YET, YEAR, Reference, year_in
from generator.readers.references.styles import NAMELESS, QUOTED_BEHIND

# What stands behind the name of a journal: its volume, its year, or that it will come.
_BEHIND_JOURNAL = re.compile(
    r"(?:(?:vol|no|nr|n|bd|t|tome|anno|año|roč|z)\.?[ °º]?\s?)?\d{1,4}\b|"
    rf"{NOT_YET}\b|"
    r"(?:NBER |CEPR |IZA )?(?:working|discussion) paper\b|[ivxlc]{1,7}\b",
    re.I,
)
_INSIDE = re.compile(r"(?P<title>[^()]{8,300}?)[,.]\s(?:in|dans|\[w:\])\s?:?\s(?P<rest>[^\Wa-z].{10,})", re.DOTALL)
# Of a list so many texts, and such a share, have a title and where it was printed.
_FEWEST, _SHARE, _FEWEST_WORDS = 3, 0.8, 6
_MOST_PARTS, _SHORTEST = 40, 8


def nameless(text: str) -> Reference | None:
    """What a reference without its first author says, with those it names beside; or with names that a comma parts from its title."""
    names, bare = companions_in(without_marks(text))
    quoted = opens_quoted(bare)
    found = quoted or _inside(bare) or _book(bare) or _behind_commas(bare) or NAMELESS["plain"](bare)
    if not found or len(found.title) < _SHORTEST or QUOTED_BEHIND.match(found.title):
        return None
    led, title = ((), found.title) if quoted else _led(found.title)
    return replace(found, title=title, names=(*names, *led, *found.names)) if _is_told(found) else None


def are_nameless(many: int, asked: int) -> bool:
    """Whether a list names no first authors: `many` of the `asked` texts of some words read so, which is nearly all."""
    return many >= _FEWEST and many >= _SHARE * asked


def _is_told(found: Reference) -> bool:
    """Whether a title is one: "Vet Microbiol. 2018 Nov;226:89-96." opens with a journal, which is short and stands before its year."""
    words = len(found.title.split())
    return words >= _FEWEST_WORDS or (words > 1 and not YEAR.match(found.rest))


def _led(title: str) -> tuple[tuple[str, ...], str]:
    """Names that a comma parts from a title, and the title: "Kowalski J., Młyny wodne"."""
    names, end = next(names_ahead(title, COMMA), ((), 0))
    return names, title[end:]


def _inside(text: str) -> Reference | None:
    """A title, and in what it stands: with a year and pages."""
    found = _INSIDE.fullmatch(text)
    told = found and year_in(found["rest"]) and PLACE.search(found["rest"])
    return Reference(found["title"], (), year_in(found["rest"]), f"in {found['rest']}") if found and told else None


def _book(text: str) -> Reference | None:
    book = book_in(text)
    return Reference(book.head, (), book.year, book.rest) if book else None


def _behind_commas(text: str) -> Reference | None:
    """ "Title, Journal, 108(4), 2018, 12-34": the journal is the last part before those that say where in it."""
    ends = list(islice(COMMA.finditer(text), _MOST_PARTS))
    for before, end in pairwise(ends):
        journal, rest = text[before.end() : end.start()], text[end.end() :]
        if _BEHIND_JOURNAL.match(rest) and _may_be_journal(journal):
            return Reference(text[: before.start()], (), year_in(rest), text[before.end() :])
    return None


def _may_be_journal(text: str) -> bool:
    """Whether all long words have capitals, and it is no number."""
    words = [word for word in text.split() if len(word) > 3]
    return bool(words) and all(not word[0].islower() for word in words) and not PLACE.match(text)
