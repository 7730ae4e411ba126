"""Units of a pasted text. In: its lines. Out: the paragraphs that its line ends hide: wrapped lines joined, gaps between them measured."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from generator.text import fold

_NARROWEST, _WIDEST = 30, 240
# From this share of line ends on that a fixed width explains, the text was wrapped at that width.
_WRAPPED_SHARE = 0.5
_SUSPENDED = frozenset("and or to und et oder bis vs. vs versus nor & as".split())
_ENDED = re.compile(r"[.!?。！？][\"'”’)\]]*$")


class Line(msgspec.Struct):
    """A line that is not blank: its number (from 1), its folded text, and the blank lines before it, less those between all lines."""

    number: int
    text: str
    gap: int


class Unit(msgspec.Struct):
    """Lines first..last and their joined text. soft: it follows without a gap where a wrapped line may have gone on."""

    first: int
    last: int
    text: str
    gap: int = 0
    soft: bool = False


def units_of(text: str) -> list[Unit]:
    """The units of a text, in order; every line that is not blank after folding is in exactly one."""
    lines = lines_of(text)
    width = wrap_width(lines)
    units: list[Unit] = []
    last = ""
    for line in lines:
        goes_on = bool(units) and width > 0 and line.gap == 0 and not _fits(last, line.text, width)
        if goes_on and not _ENDED.search(last):
            units[-1].text = joined(units[-1].text, line.text)
            units[-1].last = line.number
        else:
            units.append(Unit(line.number, line.number, line.text, line.gap, soft=goes_on))
        last = line.text
    return units


def lines_of(text: str) -> list[Line]:
    """The lines that hold something. Where blank lines stand between all lines alike, they tell nothing and are not counted."""
    lines: list[Line] = []
    blank = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        shown = fold(raw)
        if not shown:
            blank += 1
            continue
        lines.append(Line(number, shown, blank))
        blank = 0
    least = min((line.gap for line in lines[1:]), default=0)
    for line in lines:
        line.gap = max(0, line.gap - least)
    return lines


def wrap_width(lines: list[Line]) -> int:
    """The column at which the text was wrapped, or 0. A greedy wrap ends a line just where the next word would not fit; the width
    that explains most line ends wins, if it explains enough of them."""
    ends = [0] * (_WIDEST + 2)
    pairs = longer = 0
    lengths = [0] * (_WIDEST + 2)
    for line, following in pairwise(lines):
        if following.gap:
            continue
        pairs += 1
        shortest = len(line.text)
        if shortest > _WIDEST:
            longer += 1
            continue
        word = following.text.split(" ", 1)[0]
        ends[shortest] += 1
        ends[min(_WIDEST + 1, shortest + 1 + len(word))] -= 1
        lengths[shortest] += 1
    best, width, explained, beyond = 0, 0, 0, longer + sum(lengths)
    for column in range(_WIDEST + 1):
        explained += ends[column]
        beyond -= lengths[column]
        if column >= _NARROWEST and explained - beyond > best:
            best, width = explained - beyond, column
    return width if pairs >= 3 and best >= _WRAPPED_SHARE * pairs else 0


def _fits(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would have had room: then the line end was meant. A wrap may also part at a hyphen."""
    word = following.split(" ", 1)[0]
    part = re.match(r"\w+-(?=\w)", word)
    return len(line) + 1 + len(part.group() if part else word) <= width and not line.endswith("-")


def joined(before: str, after: str) -> str:
    """Two wrapped lines as one. A hyphen or a dash at the end stays and takes no blank, unless it is suspended ("short- and")."""
    word = after.split(" ", 1)[0]
    if re.search(r"\w-$", before) and after[:1].isalnum() and word.lower() not in _SUSPENDED:
        return before + after
    if re.search(r"\S--$", before) and not before.endswith(" --"):
        return before + after
    return f"{before} {after}"
