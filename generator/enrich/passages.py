"""Passages. In: a title or an abstract. Out: its words and their places; where a mention stands; what the text spells out otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.enrich.phrases import CUT, Mention
from generator.text import typeset
from generator.text.notices import without_notice

# What is longer is no abstract; the rest of it is not read.
_LONGEST = 20_000
# Words of an address are no mentions: "github" in one says nothing of software.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|io)/\S*")
_SHORT = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


class Spot(NamedTuple):
    """Where a mention stands: in which of how many sentences, where that opens and the mention begins."""

    sentence: int
    sentences: int
    opens: int
    begins: int


class Text(NamedTuple):
    """A text cut into words, what stands before each, and the place where each begins."""

    whole: str
    words: list[str]
    between: list[str]
    starts: list[int]

    def span(self, one: Mention) -> tuple[int, int]:
        """Where its words begin and end."""
        return self.starts[one.first], self.starts[one.last] + len(self.words[one.last])


def cut_into_words(source: str) -> Text:
    """A title or an abstract as its words, typeset; what is longer than _LONGEST is not read to its end."""
    text = without_notice(typeset(source).plain[:_LONGEST])
    if "/" in text:
        text = _ADDRESS.sub(" ", text)
    pieces = CUT.split(text)
    return Text(text, pieces[1::2], pieces[::2], list(accumulate(map(len, pieces), initial=0))[1::2])


def spot_of(ends: Sequence[int], sentence: int, begins: int) -> Spot:
    return Spot(sentence, len(ends) + 1, ends[sentence - 1] if sentence else 0, begins)


def spelled_otherwise(text: Text, spoken: list[Mention]) -> frozenset[tuple[int, str]]:
    """(tag, capitals) that the text itself spells out as something else: "inverse class learning (ICL)" is no in-context learning."""
    found, seen = set(), set()
    for one in spoken:
        short = text.words[one.first].rstrip("s")
        if one.first == one.last and _SHORT.fullmatch(short) and (one.tag, short) not in seen:
            seen.add((one.tag, short))
            span = _spelled_at(text, short)
            if span and not any(o.tag == one.tag and span[0] <= o.first and o.last < span[1] for o in spoken):
                found.add((one.tag, short))
    return frozenset(found)


def _spelled_at(text: Text, short: str) -> tuple[int, int] | None:
    """The words first..last (last left out) whose initials are `short` and that stand right before "(`short`" or right after "`short` (",
    if there are such."""
    size = len(short)
    for place, word in enumerate(text.words):
        if word.rstrip("s") != short:
            continue
        for first in (place - size, place + 1):
            words = text.words[first : first + size] if first >= 0 else []
            bracket = text.between[place if first < place else place + 1]
            if "(" in bracket and "".join(word[0] for word in words).casefold() == short.casefold():
                return first, first + size
    return None
