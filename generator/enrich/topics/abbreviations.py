"""Abbreviations. In: a text. Out: those that it spells out itself, each with the words it stands for.

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKETED = re.compile(r"\(([^()\s]{2,10})(?:[;,][^()]{0,80})?\)")
_SHORT = re.compile(r"(?=.*[A-Z])(?=.*\w)[\w][\w./+-]*")
_LITTLE = re.compile(r"(?:an?|the|and|or|of|for|in|on|to|by|with|at|from|as|is|are)\b", re.I)
_WORD = re.compile(r"[^\s()\[\],;:]+")


def spelled_out(text: str) -> Iterator[tuple[str, str]]:
    """(short, long) for each "long (short)" in which the letters of the short form stand in the long one in order, the first at the start
    of a word. The long form has at most twice as many words as the short form letters, and no more than its letters and five."""
    for found in _BRACKETED.finditer(text):
        short = found[1]
        if not _SHORT.fullmatch(short) or short.isdigit():
            continue
        before = text[max(0, found.start() - 120) : found.start()]
        before = re.split(r"[.;:!?()\[\]]\s", before)[-1].rstrip()
        words = list(_WORD.finditer(before))[-min(len(short) + 5, 2 * len(short)) :]
        long = _longest(short, before[words[0].start() :]) if words else ""
        if long and len(long) > len(short) and short not in long.split():
            yield short.removesuffix("s") if short[:-1].isupper() else short, long


def _longest(short: str, long: str) -> str:
    """The shortest end of `long` that holds the letters of `short` from right to left; "" when there is none."""
    at = len(long) - 1
    for place in range(len(short) - 1, -1, -1):
        letter = short[place].lower()
        if not letter.isalnum():
            continue
        while at >= 0 and (long[at].lower() != letter or (place == 0 and not _begins(long, at))):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    return long[at + 1 :].strip(" -")


def _begins(long: str, at: int) -> bool:
    """Whether a word begins there that a term may begin with: the A of "alcohol and other drug (AOD)" is no "and"."""
    return not (at and long[at - 1].isalnum()) and not _LITTLE.match(long, at)


def initials(phrase: str) -> str:
    """The first letters of a phrase's words, without little ones, as capitals."""
    return "".join(word[0].upper() for word in phrase.split() if not _LITTLE.fullmatch(word))
