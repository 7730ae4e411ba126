"""Items of a list. In: a text. Out: its items: what a number, a sign, an indent, an empty line or a line's end parts from the next.

How a list parts its items is decided once for the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

import msgspec
from msgspec.structs import replace

from generator.model import Problem, Source
from generator.readers.paste.signs import heads
from generator.readers.references.footnotes import works_in
from generator.readers.references.reference import CLOSED, NOT_YET
from generator.text import fold, pattern_of
from generator.text.dates import MONTH
from generator.text.tokens import DRAWN_NUMBER

# When a group reads it: "Oct 14: ", "15.5. "; a shorter line heads what is read that day.
_WHEN = pattern_of(
    rf"(?i:(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s{MONTH})\s?[:–—-]|\d{{1,2}}\.\s?\d{{1,2}}\.(?:\d\d){{0,2}}:?)\s+(?=\S)"
)
_SHORTEST = 60
# The year in the margin of a list of somebody's own: 2024 "A Title," A Journal 12: 1-9, or 2024 Prado, A., & Ulm, B. A Title.
_INITIALED = r"[^\W\d_a-z][\w'’-]+,? (?:[^\W\d_a-z]\.?[ -]?){1,3}"
_FULL_NAME = r"(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w'’-]+:\s"
_IN_MARGIN = (
    rf'(?P<year>(?:19|20)[0-9]{{2}})[:.]?\s+(?=["“«„‘]|Review of|{_FULL_NAME}|{_INITIALED}(?:[,.&;]|(?<=\s)and\s))'
)
_MARK = pattern_of(
    # An anchor of AsciiDoc stands behind its mark: "- [[[prado2017]]] Prado, A. …".
    r"(?:[*-] )?\[{2,3}[\w:.,-]{1,60}\]{2,3}\s+(?=\S)|"
    r"(?:\[[\w.+:-]{1,12}\]|\d{1,3}[.)])$|"
    r"(?:\[[\w.+:-]{1,12}\]|\(\d{1,4}\)|\d{1,4}[.):]|[•◦●▪‣*–-]|\[[ xX]\])\s+(?:(?:19|20)\d\d \|\s)?(?=\S)|"
    rf"{DRAWN_NUMBER}\s*(?=\S)|{_WHEN.pattern}|{_IN_MARGIN}"
)
# A footnote has its number alone before it: "3 See Rose …".
_NOTE = pattern_of(r"(\d{1,4})(?P<year>)\s+(?=\S)")
_NUMBER = pattern_of(r"[\[(]?(\d{1,4})[.):\]]")
_FEWEST_COUNTED, _FEWEST_BELOW = 3, 5
_BROKEN = pattern_of(r"(?<=[^\W\d_])- (?=[a-z])")
_YEAR = pattern_of(r"(?:19|20)\d\d(?:\s?[-–—]\s?(?:(?:19|20)\d\d|today|present))?")
# A day opens the next meeting of a group that reads: "27 October 2015 (Week 5) – Childish Science".
_DAY = pattern_of(rf"(?:\d{{1,2}}\.?\s{MONTH}|{MONTH}\s\d{{1,2}}),?\s(?:19|20)\d\d\b", re.I)
# Where a reference manager or a person set a journal in italics, as Markdown does.
_ITALIC = pattern_of(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]{1,300})(?<=\S)\1(?![\w*])")
_SIGNS = "•◦●▪‣*–-"
# Of the lines below a first line of a paragraph, so many are indented in a list with hanging indents.
_HANGING = 0.3


class Item(msgspec.Struct):
    """An item of a list: its first and last line, and its text without its mark; `year`: what stands in its margin."""

    first: int
    last: int
    text: str
    marked: bool = False
    year: str = ""


class _Line(msgspec.Struct):
    number: int
    text: str
    indent: int
    opens: bool


def items_of(whole: str, alone: bool = False) -> list[Item]:
    """The items, in order. alone: each line is one."""
    lines = _lines(whole, tabs=alone)
    marks, led = _signs(lines, alone)
    hanging = not marks and not led and not alone and _hangs(lines)
    led = led if marks or alone or hanging else led | _above_bylines(lines)
    items: list[Item] = []
    pieces: list[list[str]] = []
    for place, line in enumerate(lines):
        text = line.text
        mark = _MARK.match(text) or _NOTE.match(text) if place in marks else None
        goes_on = _below if alone else _goes_on
        if items and not mark and place not in led and goes_on(line, lines[place - 1], marks, hanging, items[-1]):
            pieces[-1].append(text)
            items[-1].last = line.number
        else:
            items.append(Item(line.number, line.number, "", bool(mark), mark["year"] or "" if mark else ""))
            pieces.append([text[mark.end() :] if mark else text])
    return _filled(items, pieces)


def _signs(lines: Sequence[_Line], alone: bool) -> tuple[frozenset[int], frozenset[int]]:
    """The places of lines that a mark, or that names open: what most show. A number may stand where a line was broken."""
    from generator.readers.references.openings import openings_of

    marks = _marked(lines)
    led = frozenset() if alone else openings_of([line.text for line in lines], [line.opens for line in lines])
    return (frozenset(), led) if len(led) > 2 * len(marks) else (marks, frozenset())


def _filled(items: list[Item], pieces: Sequence[list[str]]) -> list[Item]:
    """The items with the text of their lines."""
    for item, parts in zip(items, pieces, strict=True):
        item.text = _whole(parts)
    # An item may name several works.
    return [replace(item, text=text) for item in items for text in works_in(item.text)]


def _lines(text: str, *, tabs: bool) -> list[_Line]:
    """The lines that are not empty. tabs: those between words stay."""
    found: list[_Line] = []
    for number, (before, raw) in enumerate(pairwise(["", *text.split("\n")]), start=1):
        shown = "\t".join(filter(None, map(fold, raw.split("\t")))) if tabs else fold(raw)
        if shown:
            # What heads a paragraph is no part of its first reference.
            headed = bool(found and found[-1].opens and heads(found[-1].text))
            found.append(_Line(number, shown, len(raw) - len(raw.lstrip()), headed or not before.strip()))
    return found


def _whole(parts: list[str]) -> str:
    """The lines of an item as one text."""
    whole = _BROKEN.sub("", " ".join(filter(None, parts))) if len(parts) > 1 else parts[0]
    return _ITALIC.sub(r"\2", whole) if "*" in whole or "_" in whole else whole


def _below(line: _Line, *_: object) -> bool:
    """Whether a line is an address by itself, which belongs to what stands right above it."""
    return not line.opens and line.text.startswith(("http://", "https://", "<http")) and " " not in line.text


def _goes_on(line: _Line, before: _Line, marks: frozenset[int], hanging: bool, item: Item) -> bool:
    if marks:
        # A paragraph under the last item of a list is no part of it.
        within = not line.opens or line.indent > before.indent
        return item.marked and within and not (_YEAR.fullmatch(line.text) or _DAY.match(line.text))
    return line.indent > 0 if hanging else not line.opens


# "Eckert, P. 2008. ", "Labov, William (1972): ": a family, given names and a year open a reference.
_HEADED = pattern_of(r"[^\W\d_a-z][\w'’-]+, [^\W\d_a-z][^\d]{0,150}?(?:19|20)\d\d[a-z]?\)?[.:,]\s")


def heads_in(text: str) -> int:
    """How many lines open with names and a year, where the line before was at an end: so many references there are at least."""
    lines = [line for line in map(fold, text.split("\n")) if line]
    return sum(bool(_HEADED.match(line) and CLOSED.search(before)) for before, line in pairwise([".", *lines]))


def left_below(body: str, source: Source) -> list[Problem]:
    """That references stand below what a file says of one work: those that it cites."""
    count = heads_in(body)
    message = f"cites {count} works below what is said of it, and these were left out; to read them, paste them alone."
    return [Problem(source, "warning", "unknown-text", message)] if count >= _FEWEST_BELOW else []


def _marked(lines: Sequence[_Line]) -> frozenset[int]:
    """The places of lines that open an item by a mark of the kind that most have: a rising number, a key in brackets, or one sign."""
    kinds: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        mark = _MARK.match(line.text)
        if mark and (len(line.text) >= _SHORTEST or not _WHEN.match(line.text)):
            head = line.text[0]
            kinds.setdefault(head if head in _SIGNS or head == "[" else "1", []).append(place)
    kinds["1"] = _rising(lines, kinds.get("1", []))
    best = max([*kinds.values(), _counted(lines)], key=len)
    if len(best) > 1:
        return frozenset(best)
    return frozenset(best if best == [0] and lines[0].text[0] not in _SIGNS else ())


def _rising(lines: Sequence[_Line], places: list[int]) -> list[int]:
    """Of the places of lines with a number or a date those whose numbers count up or down, where most do: "37. 123-9" goes on below."""
    numbers = [int(found[1]) if (found := _NUMBER.match(lines[place].text)) else 0 for place in places]
    told = [place for place, number in enumerate(numbers) if number]
    on = max((_counting([numbers[place] for place in told], step) for step in (1, -1)), key=len)
    if 2 * len(on) < max(2 * _FEWEST_COUNTED, len(told)):
        return places
    counted = {told[place] for place in on}
    return [place for at, place in enumerate(places) if at in counted or not numbers[at]]


def _counting(numbers: Sequence[int], step: int = 1) -> list[int]:
    """The places of the numbers that count on by a step, or begin anew with 1."""
    found: list[int] = []
    for place, number in enumerate(numbers):
        if not found or number in (1, numbers[found[-1]] + step):
            found.append(place)
    return found


def _counted(lines: Sequence[_Line]) -> list[int]:
    """The places of lines that open with a bare number, when they count on."""
    found = [(place, int(mark[1])) for place, line in enumerate(lines) if (mark := _NOTE.match(line.text))]
    on = [found[place][0] for place in _counting([number for _, number in found])]
    return on if len(on) >= _FEWEST_COUNTED else []


# "Ada Prado & Ben Ulm - 2021 - Ethics 131", as PhilPapers writes below a title.
_BYLINE = pattern_of(r"[^\W\d_a-z][^\d]{3,200}?\s[-–—]\s(?:1[89]|20)\d\d\s[-–—]\s\S")
_DATED = (" - 19", " - 20", " – 19", " – 20", " — 19", " — 20")


def _above_bylines(lines: Sequence[_Line]) -> frozenset[int]:
    """The places of lines above names with a year between dashes: titles, where no empty line parts what stands below each."""
    dated = [place for place, (_, below) in enumerate(pairwise(lines)) if any(sign in below.text for sign in _DATED)]
    found = [place for place in dated if _BYLINE.match(lines[place + 1].text)]
    return frozenset(found) if len(found) > 1 else frozenset()


def _hangs(lines: Sequence[_Line]) -> bool:
    """Whether lines that go on are indented and items are not."""
    indented = sum(line.indent > 0 for line in lines)
    flush = len(lines) - indented
    first = next((line.indent for line in lines), 0)
    return (
        not first
        and flush > 1
        and indented >= _HANGING * flush
        and not any(line.indent and line.opens for line in lines)
    )


def standing_alone(items: Sequence[Item]) -> list[bool]:
    """Of each item whether an empty line stands before and behind it: of short ones only such are headings."""
    before = [0, *(item.last for item in items)]
    behind = [*(item.first for item in items[1:]), items[-1].last + 2 if items else 0]
    return [
        item.first > last + 1 and item.last + 1 < first
        for item, last, first in zip(items, before, behind, strict=False)
    ]


# A year that heads what came out in it, and what heads what did not yet.
_HEADS = re.compile(
    r"(?P<year>(?:19|20)\d\d)|"
    rf"(?:{NOT_YET}|preprints?|working papers?)\W*",
    re.I,
)


def years_above(items: Sequence[Item]) -> list[str]:
    """The year that heads each item, or ""."""
    told = [_HEADS.fullmatch(item.text) for item in items]
    return list(accumulate(told, lambda year, found: (found["year"] or "") if found else year, initial=""))[1:]
