"""Patterns compiled late. In: a pattern as re.compile takes it. Out: what does what a compiled one does, and is compiled when first asked;
where a match of one ends; a pattern of many words.

To compile one takes .1 to 6 ms. A command loads some 900 and asks a third of them: few digests hold every kind of line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class Late:
    """A pattern that is not compiled yet. `re` itself does not know it: ask its methods, not the functions of `re`."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._given = pattern, flags

    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled; from then on its methods are this one's, so that asking again costs nothing more."""
        whole = re.compile(self.pattern, self._given)
        for name in _METHODS:
            setattr(self, name, getattr(whole, name))
        return whole

    def __getattr__(self, name: str) -> Any:
        """What is asked for the first time."""
        if name not in (*_METHODS, "flags", "groups", "groupindex"):
            raise AttributeError(name)
        return getattr(self.compiled(), name)


def one_of(words: Iterable[str]) -> str:
    """A pattern of many words, given as patterns that open with a letter of their own: those of one letter stand together, so that a text
    is asked for some twenty letters before it is asked for words. Four times as fast for the months of all languages."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[: 1 + word.startswith("\\")], []).append(word)
    joined = (
        held[0] if len(held) == 1 else f"{first}(?:{'|'.join(word[len(first) :] for word in held)})"
        for first, held in groups.items()
    )
    return f"(?:{'|'.join(joined)})"


def end_of(pattern: re.Pattern[str], text: str, at: int = 0) -> int:
    """Where what a pattern matches at a place of a text ends; that place, where it matches nothing."""
    found = pattern.match(text, at)
    return found.end() if found else at


def pattern_of(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for a module to hold. What is wrong in it is said when it is asked, so the tests ask all of them (test_linear.py)."""
    return cast("re.Pattern[str]", Late(pattern, flags))
