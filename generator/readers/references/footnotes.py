"""Footnotes. In: the text of one. Out: the reference in it without what leads to it; whether it only names a work once more."""

from __future__ import annotations

import re

# "See, e.g., ", "Cf. ", "Vgl. ": what stands before a work that a note names.
_SIGNAL = re.compile(
    r"(?:(?:but )?(?:see|accord|contra|cf\.?|compare|vgl\.?|siehe|s\. ?a\.|voir|véase|cfr\.?|см\.|zob\.|por\.)"
    r"(?: also| generally| auch| aussi| também| también| также)?"
    r"(?:,? e\.g\.)?(?:,|:)?(?: dazu| hierzu)?\s+)(?-i:(?=[^\Wa-z]))",
    re.IGNORECASE,
)
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


def without_signal(text: str) -> str:
    """A reference without what leads to it."""
    return _SIGNAL.sub("", text, count=1) if _SIGNAL.match(text) else text


def repeats(text: str) -> bool:
    """Whether a note names a work that another note has named in full."""
    return len(text) <= _LONGEST and bool(_SAME.match(without_signal(text)) or _EARLIER.search(text))
