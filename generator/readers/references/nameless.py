"""References without their first author (somebody's own page) or title (physics). In: the text of one. Out: what it says; what it lacks.

"(mit A. Autorin): Titel, in: Zeitschrift 3 (2010), S. 4–5." | « Titre », Revue, 2010. | Title, Journal, 3(4), 2010 (with A. Author).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from msgspec.structs import replace

from generator.readers.paste.signs import PLACE
from generator.readers.references.books import book_in
from generator.readers.references.commas import ENDS_IN_YEAR, SENTENCE, title_placed
from generator.readers.references.footnotes import repeats
from generator.readers.references.marked import opens_quoted
from generator.readers.references.people import companions_in, is_running_on
from generator.readers.references.reference import JOURNAL_WORD, YEAR, Reference, year_in
from generator.readers.references.styles import NAMELESS, QUOTED_BEHIND
from generator.text import pattern_of
from generator.text.editors import without_marks

_INSIDE = pattern_of(r"(?P<title>[^()]{8,300}?)[,.]\s(?:in|dans|\[w:\])\s?:?\s(?P<rest>[^\Wa-z].{10,})", re.DOTALL)
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


# Where a work stands in print: "Phys. Rev. 1, 195 (1964)", "MNRAS, 267, 333", "Eur. Phys. J. C 76 (2016) 695".
_VOLUME = r"(?:[A-G],? ?)?(?:[Vv]ol(?:\.|ume) ?)?(?:(?:1[89]|20)\d\d, ?)?[A-Z]?\d{1,4}[A-Z]?"
_PRINTED = pattern_of(
    rf"(?P<journal>{JOURNAL_WORD}(?:(?:\s|(?<=\.)){JOURNAL_WORD}){{0,9}}?),?\s?{_VOLUME}(?:\s\((?:1[89]|20)\d\d\)|"
    r"\s?(?:[,:;]|\(\d{1,4}(?:[-–/]\d{1,4})?\)[,:;]?)\s?(?:p{1,2}\.? ?|no\.? ?)?[A-Z]{0,2}\d)"
)
_CODED = pattern_of(
    r"(?:arXiv|hep-(?:ph|ex|th|lat)|astro-ph|nucl-(?:ex|th)|gr-qc|math-ph|cond-mat|quant-ph)\s?[:/]\s?\d|"
    r"(?:private|personal) communication|in prepar|unpublished|(?:soumis|submitted) |à paraître|to be published|"
    r"[A-Z]{2,}-[A-Z\d-]{2,}\d\b",
    re.I,
)
# What ends names: a comma, a stop, a year; and what only they end with.
_PARTED = pattern_of(r"[,.;:)]\s?(?=\S)|(?<=\bal)\.?,?\s")
_LAST_NAME = pattern_of(
    r"(?:\b[^\W\d_a-z]\.,?|\bal\.?\)?|[Cc]ollab(?:\.|orations?)?(?: \([^()]{3,60}\))?\)?|"
    r"\b(?:[^\W\d_a-z]\.[ -]?){1,4}[\w’' -]{2,30}|\b[A-Z] [^\W\d_a-z][\w’'-]+)$"
)
_BRACKETS = pattern_of(r"[()]|[Cc]ollab\w*")
# Of a list so many texts tell; of a text so much is looked at.
_LEAST, _MOST_PARTS, _FAR = 2, 80, 600


def untitled(text: str) -> bool:
    """Whether a text names a work once more, or by its authors and its place alone: names stand right before where it was printed."""
    if repeats(text):
        return True
    for end in islice(_PARTED.finditer(text, 0, _FAR), _MOST_PARTS):
        printed = _PRINTED.match(text, end.end())
        if (printed and not SENTENCE.search(printed["journal"])) or _CODED.match(text, end.end()):
            head = ENDS_IN_YEAR.sub("", text[: end.start()])
            return bool(_LAST_NAME.search(head)) and not is_running_on(_BRACKETS.sub(" ", head))
    return False


def are_untitled(texts: Sequence[str]) -> bool:
    """Whether most of a list names works by names and places alone, which any other reader would take for titles."""
    return 2 * sum(map(untitled, texts)) > max(2 * _LEAST, len(texts))
