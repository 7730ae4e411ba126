"""Asides. In: a text and a place in it. Out: whether it is an example, a comparison, one of a list, or of the authors' own work."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.enrich.background import background, flagged
from generator.enrich.terms import stem_of
from generator.text import pattern_of

# A sentence in which the authors speak of what they do themselves.
_OWN = pattern_of(
    r"\b(?:we|our|this (?:paper|work|article|study|survey|tutorial)|(?:is|are) proposed|proposes?|introduces?|presents?)\b",
    re.I,
)
# What follows one of these is an example, a comparison or what is not done; up to the end of the clause.
_ASIDE = pattern_of(
    r"\b(?:such as|e\.g\.?|for (?:example|instance)|including|"
    r"compar(?:e[ds]?|able|isons?|ing)(?: [\w-]+){0,4} (?:to|with|against)|than|versus|baselines?|outperform\w*|surpass\w*|exceed\w*|"
    r"better than|superior to|competitive with|rival(?:s|ing|l)?\w*|unlike|without|instead of|rather than|as opposed to|in contrast to|"
    r"not (?:only|require|rely|need)|no need for|beyond|inspired by|originally developed for|similar to|akin to|ranging from|"
    r"(?:applications?|applied|apply|extended|extends|extend|generali[sz]\w+|transfer\w*) (?:in|to|of)|"
    r"in (?:fields|domains|areas|settings|tasks|applications) (?:like|such)|advances? in|success(?:es)? (?:of|in))\b",
    re.I,
)
# For texts in ASCII, whose small letters are as many: small letters are looked for three to five times as fast as letters of any case.
_SMALL_OWN, _SMALL_ASIDE = pattern_of(_OWN.pattern), pattern_of(_ASIDE.pattern)
# A place inside a list of three and more, or its last: ", x," or ", and x"; an article after the comma tells an apposition.
_LISTED = pattern_of(
    r",\s+(?:(?:and|or)\s+)?(?:(?!(?:an?|the|our|we|this|which|where|that|by|to|is|are)\b)[\w-]+\s+){0,2}$"
)
_LIST_GOES_ON = pattern_of(r"(?:\s+(?!(?:and|or|is|are|to|that|which|we)\b)[\w-]+){0,2}(?:,|\s+etc\b)")
_LAST_LISTED = pattern_of(r",[^,;:.]{3,60},\s+(?:and|or)\s+(?:[\w-]+\s+){0,2}$")
_CLAUSE = pattern_of(
    r"[;:]|\)|, (?:we|this|our|it|the proposed|which|where|but|while|most|these|they)\b|\b(?:we|our)\b"
)
_REACH = 120


@lru_cache(maxsize=64)
def speaks_of_own(text: str, first: int, last: int) -> bool:
    """Whether the authors speak of themselves in the sentence at first..last. Asked for each mention in it, so it is remembered: a
    topic may be named thousands of times in one."""
    said = text[first:last]
    return bool(_SMALL_OWN.search(said.lower()) if said.isascii() else _OWN.search(said))


def only_compared(text: str, first: int, span: tuple[int, int]) -> bool:
    """Whether what stands at `span` is an example, a comparison, or something that is not done ("fine-tuning-free")."""
    if text[span[1] : span[1] + 5].lower() in ("-free", " free"):
        return True
    before = text[max(first, span[0] - _REACH) : span[0]]
    cues = list(_SMALL_ASIDE.finditer(before.lower()) if before.isascii() else _ASIDE.finditer(before))
    return bool(cues) and not _CLAUSE.search(before, cues[-1].end())


def is_listed(text: str, first: int, span: tuple[int, int]) -> bool:
    """Whether what stands at `span` is one of three or more things in a row, but for the first."""
    before, after = text[max(first, span[0] - _REACH) : span[0]], text[span[1] : span[1] + 40]
    return bool(_LAST_LISTED.search(before) or (_LISTED.search(before) and _LIST_GOES_ON.match(after)))


def begins_another(word: str, after: str) -> bool:
    """Whether two words are what papers of many fields write side by side."""
    stem = stem_of(after)
    return stem not in flagged("s") and f"{stem_of(word)} {stem}" in background().often


def is_of_name(text: str, span: tuple[int, int], *, is_small: bool) -> bool:
    """Whether a word is of the name of somebody whom a thing is called after ("the Student's t-test" is about no student), or, where it has
    no capital by itself (`is_small`), of something ("the University of Glasgow"). What opens a sentence has a capital anyway."""
    first, last = span
    before = text[:first].rstrip(" (")[-1:]
    if is_small and (before == "," or before.isalnum()) and text[first:last].istitle():
        return True
    return before.isalnum() and text[first].isupper() and text[last : last + 3] in ("'s ", "’s ")
