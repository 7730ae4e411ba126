"""Lines that open a reference where nothing marks it, as text copied from a page of print. In: lines. Out: the places of such lines.

A line goes on where the one before was full. It opens a reference where that one came to an end, and either opens with names, or the one
before was left short though its first word had room there.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.readers.references.reference import CLOSED
from generator.text import pattern_of

_CAPITAL = r"[^\W\d_a-z]"
_FAMILY = rf"(?:(?:[Vv][ao]n|[Dd][aeiou]s?|[Dd]e[lrn]|[Dd]e[lr]?la|[LlEeAa][ael]|[Tt]er|[Dd]|O|[Ll])[ '’-]){{0,3}}{_CAPITAL}[\w'’-]+"
_INITIALS = rf"(?:{_CAPITAL}\.?[ -]{{0,2}}){{1,3}}"
_GIVEN = rf"{_CAPITAL}\w+(?:[ -](?:{_CAPITAL}\w+|{_CAPITAL}\.|d[aeo]s?)){{0,3}}"
# "Prado, A. B., Ulm", "Prado AB, Ulm", "A. Prado, B. Ulm.", "PRADO, Ada Rosa da Silva. "
_NAMED = pattern_of(
    rf"(?:{_FAMILY}(?:[ -]{_FAMILY})?(?:, ?(?:Jr\.?, )?|,? )(?:{_INITIALS}|(?<=, ){_GIVEN})|{_INITIALS}{_FAMILY}(?: {_FAMILY})?)"
    r"(?:,|;|\.|:| and | & | et | e | y | und | \(| (?=\[?(?:1[5-9]|20)\d\d))"
)
# "Ada Prado and Ben Ulm. 2019. ", "Ada Prado, Ben Ulm, "
_WHOLE_NAMES = pattern_of(
    rf"{_GIVEN} {_FAMILY}(?:, {_GIVEN} {_FAMILY}|,? (?:and|&) {_GIVEN} {_FAMILY}|\. (?:19|20)\d\d[a-z]?\. )"
)
# What no reference opens with: where something was printed, or its address.
_NEVER = pattern_of(r"(?i:in:|https?:|doi|pmid|vol\b|pp?\.|available|retrieved|accessed)")
# So many lines open a reference at least, of so many lines in the mean, or a list is told by its lines alone; no page is wider; and within
# this share of its width a further word has room.
_FEWEST, _LINES_A_REFERENCE, _WIDEST, _SHARE_OF_WIDTH = 3, 1.2, 140, 0.85
# A heading has so many words at most, and stands in the first lines.
_HEADING, _HEAD = 6, 3


def openings_of(texts: Sequence[str], apart: Sequence[bool]) -> frozenset[int]:
    """The places of lines that open a reference, where a list goes on without blank lines; none where it is no such list. apart: whether an
    empty line stands before each."""
    width = sorted(map(len, texts))[len(texts) * 9 // 10] if texts else 0
    ended = [0, *(place for place in range(1, len(texts)) if apart[place] or _is_ended(texts[place - 1], place))]
    named = [place for place in ended if texts and (_NAMED.match(texts[place]) or _WHOLE_NAMES.match(texts[place]))]
    alone = sum(one and " " in text for one, text in zip(apart, texts, strict=True))
    if len(named) < max(_FEWEST, alone + 2) or named[0] > 2 or width > _WIDEST:
        return frozenset()
    short = [place for place in ended if place > named[0] and _left_short(texts[place - 1], texts[place], width)]
    found = frozenset((*named, *short))
    return found if _LINES_A_REFERENCE * len(found) <= len(texts) else frozenset()


def _is_ended(before: str, place: int) -> bool:
    """Whether the line before came to an end, or heads the list."""
    heads = place < _HEAD and before.count(" ") < _HEADING and before[-1].isalpha()
    return heads or bool(CLOSED.search(before))


def _left_short(before: str, text: str, width: int) -> bool:
    """Whether the first word of a line had room on the one before."""
    room = _SHARE_OF_WIDTH * width - len(before) - 1
    return len(text.split(" ", 1)[0]) <= room and (text[0].isupper() or text[0] in '“"‘«') and not _NEVER.match(text)
