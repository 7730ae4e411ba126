"""Works named without their title, as physicists, chemists and astronomers do. In: the text of a reference. Out: whether it is such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from generator.readers.references.commas import ENDS_IN_YEAR, SENTENCE
from generator.readers.references.footnotes import repeats
from generator.readers.references.people import is_running_on
from generator.readers.references.reference import JOURNAL_WORD
from generator.text import pattern_of

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
_FEWEST, _MOST_PARTS, _FAR = 2, 80, 600


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
    return 2 * sum(map(untitled, texts)) > max(2 * _FEWEST, len(texts))
