"""References that do not name their first author, as on somebody's own page. In: the text of one. Out: what it says, or None.

"(mit A. Autorin): Titel, in: Zeitschrift 3 (2010), S. 4–5." | « Titre », Revue, 2010. | Title, Journal, 3(4), 2010 (with A. Author).
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from generator.readers.paste.signs import PLACE
from generator.readers.references.books import book_in
from generator.readers.references.commas import title_placed
from generator.readers.references.marked import opens_quoted
from generator.readers.references.people import companions_in
from generator.readers.references.reference import YEAR, Reference, year_in
from generator.readers.references.styles import NAMELESS, QUOTED_BEHIND
from generator.text.editors import without_marks

_INSIDE = re.compile(r"(?P<title>[^()]{8,300}?)[,.]\s(?:in|dans|\[w:\])\s?:?\s(?P<rest>[^\Wa-z].{10,})", re.DOTALL)
# Of a list so many texts, and such a share, have a title and where it was printed.
_FEWEST, _SHARE, _FEWEST_WORDS = 3, 0.8, 6
_SHORTEST = 8


@lru_cache(maxsize=1 << 12)
def nameless(text: str) -> Reference | None:
    """What a reference without its first author says, with those it names beside; or with names that a comma parts from its title."""
    names, bare = companions_in(without_marks(text))
    found = opens_quoted(bare) or _inside(bare) or book_in(bare)
    # "Title, Journal, 108(4), 2018, 12-34"
    if not found and (placed := title_placed(bare, named=False)):
        found = Reference(placed[0], (), year_in(placed[1]), placed[1])
    found = found or NAMELESS["plain"](bare)
    if not found or len(found.title) < _SHORTEST or QUOTED_BEHIND.match(found.title):
        return None
    # "Vet Microbiol. 2018 Nov;226:89-96." opens with a journal, which is short and stands before its year.
    words = len(found.title.split())
    told = words >= _FEWEST_WORDS or (words > 1 and not YEAR.match(found.rest))
    return replace(found, names=(*names, *found.names)) if told else None


def are_nameless(many: int, asked: int) -> bool:
    """Whether a list names no first authors: `many` of the `asked` texts of some words read so, which is nearly all."""
    return many >= _FEWEST and many >= _SHARE * asked


def _inside(text: str) -> Reference | None:
    """A title, and in what it stands: with a year and pages."""
    found = _INSIDE.fullmatch(text)
    told = found and year_in(found["rest"]) and PLACE.search(found["rest"])
    return Reference(found["title"], (), year_in(found["rest"]), f"in {found['rest']}") if found and told else None
