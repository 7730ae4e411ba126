"""Lists of people in Arabic, Persian, Urdu and Hebrew. In: such a list. Out: the same with commas and " and " between its names.

"And" stands glued to the name behind it, so words have to tell what it is: text/caseless_name_words.txt.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.text.clean import plainly_spelled, words_of_file
from generator.text.late import pattern_of

_AND = pattern_of(r"(?<!\s)\s++(?:و|اور)\s+")
# "، والقحطاني" and, behind an initial, "ר', ומזרחי" can be nothing else.
_SURELY_AND = pattern_of(r"(?<!\s),?\s++و(?=ال\w{3})|(?<=['׳’]),\s*+ו(?=\w{3})")
_MAYBE_AND = pattern_of(r"(?<![\s,]),?\s++(?P<word>[وו](?P<name>\w{3,}))")


def parted_by_and(text: str) -> str:
    """أحمد علي، وسارة خالد -> أحمد علي and سارة خالد."""
    text = _AND.sub(" and ", text.replace("،", ",").replace("؛", ";"))
    return _MAYBE_AND.sub(_if_known, _SURELY_AND.sub(" and ", text))


def _if_known(found: re.Match[str]) -> str:
    """ "And" where the rest is a name, and all of it is none: وليد is one."""
    glued = plainly_spelled(found["name"]) in _names() and plainly_spelled(found["word"]) not in _names()
    return f" and {found['name']}" if glued else found[0]


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return words_of_file("caseless_name_words.txt")
