"""Footnotes. In: the text of one. Out: the works that it names, each without its lead; whether it only names one again, or by place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from generator.readers.references.people import is_running_on
from generator.text.late import pattern_of

# "See, e.g., ", "Cf. ", "Vgl. ": what stands before a work that a note names.
_LEADS = (
    r"(?:(?:but )?(?:see|accord|contra|cf\.?|compare|vgl\.?|siehe|s\. ?a\.|voir|véase|cfr\.?|см\.|zob\.|por\.)"
    r"(?: also| generally| auch| aussi| també| también| também)?"
    r"(?:,? e\.g\.)?(?:,|:)?(?: dazu| hierzu)?\s+)(?-i:(?=[^\Wa-z]))"
)
_SIGNAL = re.compile(_LEADS, re.IGNORECASE)
# Where a note goes on to another work: "…; see also ", "…. Cf. ", and "Compare …, with …".
_NEXT = pattern_of(rf"(?:;|[.)”\"])\s+(?={_LEADS})", re.IGNORECASE)
_WITH = pattern_of(r",?\s+with\s+(?=[^\W\d_a-z])")
# A work that is named in full says when it came out.
_DATED = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
# "Ibid., 60.", "Id. at 583.", "Ebd.": the work of the note before.
_SAME = re.compile(
    r"(?:ibid(?:em)?|id\.|idem|eadem|ebd|ebenda|loc\. ?cit|op\. ?cit|там же|тамже|tamże|同上|同前|同書|위의 (?:책|글))(?![^\W\d_])",
    re.I,
)
# "Rose, supra note 1, at 590": one of an earlier note.
_EARLIER = re.compile(
    r"\b(?:supra|infra) n(?:ote|\.)? ?\d|\bop\. ?cit\b|\bloc\. ?cit\b|\ba\. ?a\. ?O\.|\(wie Anm\. ?\d|"
    r"\(?above,? n(?:ote|\.) ?\d|указ\. соч|dz\. cyt\.|前掲",
    re.I,
)
# Where a work stands in print: "Phys. Rev. 1, 195 (1964)", "Tetrahedron, 37, 437", "Eur. Phys. J. C 76 (2016) 695". A journal's words have
# capitals; one of them may be cut at a point.
_WORD = r"(?:[^\W\d_a-z][\w&’'-]*+\.?|of|and|the|to|in|de|des|du|der|für|&)"
_VOLUME = r"(?:[A-G],? ?)?(?:[Vv]ol(?:\.|ume) ?)?(?:(?:1[89]|20)\d\d, ?)?[A-Z]?\d{1,4}[A-Z]?"
_PRINTED = pattern_of(
    rf"(?P<journal>{_WORD}(?:(?:\s|(?<=\.)){_WORD}){{0,9}}?),?\s?{_VOLUME}(?:\s\((?:1[89]|20)\d\d\)|"
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
_YEAR_BEHIND = pattern_of(r",?\s\(?(?:1[89]|20)\d\d[a-z]?\)?[,.]?$")
_LAST_NAME = pattern_of(
    r"(?:\b[^\W\d_a-z]\.,?|\bal\.?\)?|[Cc]ollab(?:\.|orations?)?(?: \([^()]{3,60}\))?\)?|"
    r"\b(?:[^\W\d_a-z]\.[ -]?){1,4}[\w’' -]{2,30}|\b[A-Z] [^\W\d_a-z][\w’'-]+)$"
)
_BRACKETS = pattern_of(r"[()]|[Cc]ollab\w*")
_MARK = pattern_of(r"^[\[(]?\d{1,3}[\]).]+\s+")
# Two long words before a stop are no abbreviations.
_SENTENCE = pattern_of(r"[^\W\d_]{4,}(?: [^\W\d_]{1,3})? [^\W\d_]{4,}\.\s")
_MOST_PARTS, _FEWEST = 80, 2
# Such a note has no more signs.
_LONGEST, _FAR = 160, 600


def works_in(text: str) -> list[str]:
    """The texts of the works that a note names in full, one behind the other; all of it where there is but one."""
    ends = [(found.start() + 1, found.end()) for found in _NEXT.finditer(text)]
    if text[:8].casefold() == "compare ":
        ends += [found.span() for found in _WITH.finditer(text)]
    dates = [found.start() for found in _DATED.finditer(text)]
    works, start = [], 0
    for end, following in sorted(ends):
        if bisect_left(dates, start) < bisect_left(dates, end) < len(dates):
            works.append(text[start:end].rstrip(" ;"))
            start = following
    return [*works, text[start:]]


def without_signal(text: str) -> str:
    """A reference without what leads to it."""
    return _SIGNAL.sub("", text, count=1) if _SIGNAL.match(text) else text


@lru_cache(maxsize=1 << 12)
def repeats(text: str) -> bool:
    """Whether a note names a work that another note has named in full."""
    return len(text) <= _LONGEST and bool(_SAME.match(without_signal(text)) or _EARLIER.search(text))


def untitled(text: str) -> bool:
    """Whether a text names a work once more, or by its authors and its place alone."""
    return repeats(text) or _names_and_place(text[:_FAR])


def are_untitled(texts: Sequence[str]) -> bool:
    """Whether most of a list names works by names and places alone, which any other reader would take for titles."""
    return 2 * sum(map(untitled, texts)) > max(2 * _FEWEST, len(texts))


def _names_and_place(text: str) -> bool:
    """Whether names stand right before where a work was printed, as physicists, chemists and astronomers write."""
    text = _MARK.sub("", text, count=1)
    for end in islice(_PARTED.finditer(text), _MOST_PARTS):
        printed = _PRINTED.match(text, end.end())
        if (printed and not _SENTENCE.search(printed["journal"])) or _CODED.match(text, end.end()):
            head = _YEAR_BEHIND.sub("", text[: end.start()])
            return bool(_LAST_NAME.search(head)) and not is_running_on(_BRACKETS.sub(" ", head))
    return False
