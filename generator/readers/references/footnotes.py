"""Footnotes. In: the text of one. Out: the works that it names, each without its lead; whether it only names one again."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

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
# Such a note has no more signs.
_LONGEST = 160


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
