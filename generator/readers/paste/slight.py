"""Which titles have less than the others. In: the entries of a text, why each is in doubt. Out: the same, with slight ones.

A page around a list has a menu above it and a footer below. Its lines look like titles, but nothing stands with them that stands with the
titles of the list.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from generator.readers.paste.facts import dates_in, names_which
from generator.readers.paste.signs import venue_score
from generator.readers.paste.units import Unit
from generator.readers.paste.weights import Part
from generator.text.tokens import word_count

# So many of the titles, and such a share, must have more before one that has less is in doubt.
_FEWEST, _SHARE = 2, 0.3
# An abstract of fewer letters says nothing, unless most are as short: then a third of the middle one.
_ABSTRACT = 150
# One title in 60 has no more words than the first, one in 12 than the second; of the lines of menus nearly all.
_WORDS, _SHORT = 3, 5
_ENDS = (".", "!", "?", "…", "。")


def slighter(entries: Sequence[Sequence[Unit]], doubts: Sequence[str]) -> list[str]:
    """The doubts, with those of titles that have nothing where others have names, an id, a venue, a day or an abstract."""
    held = [entry for entry, why in zip(entries, doubts, strict=True) if not why]
    lengths = [length for entry in held if (length := _abstract(entry))]
    least = min(_ABSTRACT, statistics.median(lengths) / 3) if lengths else _ABSTRACT
    full = sum(_is_full(entry, least) for entry in held)
    long = sum(word_count(entry[0].text) > _WORDS for entry in held)
    many = full >= max(_FEWEST, _SHARE * len(held))
    made = []
    for entry, why in zip(entries, doubts, strict=True):
        words = 0 if why or _is_full(entry, least) else word_count(entry[0].text)
        if many and 0 < words <= _SHORT:
            why = "has nothing below it, where others have names, an id, a venue or an abstract"
        elif 0 < words <= _WORDS and long >= max(_FEWEST, len(held) / 3):
            why = "is a word or two, with nothing below it"
        made.append(why)
    return made


def _abstract(entry: Sequence[Unit]) -> int:
    return sum(len(unit.text) for unit in entry[1:] if unit.part in (Part.ABSTRACT, Part.PARAGRAPH))


def _is_full(entry: Sequence[Unit], least: float) -> bool:
    return _abstract(entry) >= least or any(_tells(unit) for unit in entry[1:]) or names_which(entry[0].text)


def _tells(unit: Unit) -> bool:
    """Whether a line tells who, where, when or which, or is a sentence."""
    if unit.part == Part.AUTHORS:
        return True
    if unit.part != Part.FACTS:
        return unit.part in (Part.ABSTRACT, Part.PARAGRAPH) and unit.text.endswith(_ENDS)
    return bool(names_which(unit.text) or dates_in(unit.text) or venue_score(unit.text) >= 1)
