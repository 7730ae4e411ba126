"""Lines and units of a pasted text. In: the text; later the part of each line. Out: lines with what stands between them; joined units.

A line end either was meant or is the work of a tool that wrapped the text at a width. Here the signs are gathered; sequence.py decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from generator.readers.paste.bylines import LISTED, author_score
from generator.readers.paste.weights import GOING_ON, Part
from generator.text import fold, pattern_of

_NARROWEST, _WIDEST = 30, 240
# A line of so many signs may have been wrapped though few others tell.
_LONG_LINE = 60
# A line that begins so is a line of facts, however full the one above is.
_OPENS_FACTS = re.compile(
    r"(?:bioRxiv|medRxiv|arXiv|DOI|PMID|PMCID|SSRN|ISSN|Published|Submitted|Posted|Pages?|Vol|Volume)\b"
)
# Where lines say much, one that fills so much of the width goes on.
_FULL_SHARE = 0.92
# From this share of line ends on that a fixed width explains, the text was wrapped at that width.
_WRAPPED_SHARE = 0.4
# From this share of lines on that are short and end with a full stop, abstracts are a line each.
_TERSE_SHARE = 0.3
_SUSPENDED = frozenset("and or to und et oder bis vs. vs versus nor & as".split())
_STOP = re.compile(r"([.。…]|[!?！？])[\"'”’)\]»」]*$")
_HYPHEN = re.compile(r"[^\s\w]*\w*[^\W\d_]-(?=\w+[^\W\d_])")
# Scripts that are written without blanks between words.
_SOLID = re.compile("[\u2e80-\u312f\u31a0-\u9fff\ua000-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_QUOTE = re.compile(r"^(?:>[ \t]?)+")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]{1,500})\1")
# From a line of contents to its page.
_LEADER = re.compile(r"(?<![\s.…·])\s*+(?:\.\s?|…\s?|·\s){4,}+\s*+(?:\d{1,4}|[ivxlc]{1,6})$")
_ADDRESS = re.compile(r"<?https?://\S+")
_SIGNS = "=~_*#—–-"
_PERSON = pattern_of(
    r"\[([^\[\]\n]{3,60})\]\((?=[^()\s]*(?:/a/|/search|[?&](?:query|author)|/authors?/|/people|/person|orcid\.org|/profile))[^()\s]+\)"
)
_RULE = re.compile(r"[=~_*#—–-]{3,}")
# How full a line was when it ended: room was left, nearly none, none (the next word would not have fitted).
SHORT, NEAR, FULL = 0, 1, 2


class Line(msgspec.Struct):
    """A line that is not blank: its number (from 1), its folded text, and what stands between it and the line before: blank lines
    (less those between all lines alike), and how full that line was. last: of joined lines, the last one's number."""

    number: int
    text: str
    gap: int = 0
    full: int = SHORT
    last: int = 0


class Unit(msgspec.Struct):
    """Lines first..last, their joined text, and their part."""

    first: int
    last: int
    text: str
    part: Part


def unmarked_lines(text: str) -> str:
    """The text, line by line, without the marks of a quoted mail and of emphasis around a line; a rule of signs is a blank line."""
    lines = text.split("\n")
    quoted = sum(line.startswith(">") for line in lines) * 2 > sum(map(bool, map(str.strip, lines)))
    return "\n".join(_unmarked(_QUOTE.sub("", line) if quoted else line) for line in lines)


def _unmarked(line: str) -> str:
    if "](" in line:
        line = _PERSON.sub(r"\1", line)
    shown = line.strip()
    if "...." in shown or "…" in shown or "· · ·" in shown:
        return _LEADER.sub("", line)
    if shown[:1] not in _SIGNS or not shown:
        return line
    marked = _EMPHASIS.fullmatch(shown)
    if marked:
        return marked[2]
    return "" if _RULE.fullmatch(shown) else line


def lines_of(text: str) -> tuple[list[Line], int]:
    """The lines that hold something, and the width at which the text was wrapped, or 0."""
    lines = shown_lines(text)
    width = wrap_width(lines)
    _measure(lines, width)
    return lines, width


# A button that was copied without the blank before it: "Mind 132 (527):700-721.details".
_GLUED = pattern_of(r"(?<=\d\.)(?:details|more)$", re.I)


def shown_lines(text: str) -> list[Line]:
    """The lines that hold something. Where blank lines stand between all lines alike, they tell nothing and are not counted."""
    lines: list[Line] = []
    blank = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        shown = fold(raw)
        shown = _GLUED.sub("", shown) if shown.endswith(("details", "more")) else shown
        if not shown:
            blank += 1
            continue
        if lines and not blank and shown[0] in ",;":
            # What opens with a comma goes on the line above it.
            lines[-1].text += shown
            continue
        lines.append(Line(number, shown, blank))
        blank = 0
    least = min((line.gap for line in lines[1:]), default=0)
    for line in lines:
        line.gap = max(0, line.gap - least)
    return lines


def join_wrapped(lines: list[Line], width: int) -> list[Line]:
    """The lines, each with those below it into which it was wrapped: where the next word would not have fitted, and where a sentence
    goes on in small letters."""
    made: list[Line] = []
    for before, line in pairwise([Line(0, "", 9), *lines]):
        full = width >= _LONG_LINE - 10 and (
            line.full == FULL or _FULL_SHARE * width <= columns(before.text) <= width / _FULL_SHARE
        )
        # An address alone goes on a line only as the end of a sentence, and none goes on from it.
        alone = _ADDRESS.fullmatch(before.text) or (_ADDRESS.fullmatch(line.text) and line.text[-1] not in ".,;)")
        alone = alone or _OPENS_FACTS.match(line.text) or opens_names(before.text, line.text)
        small = len(before.text) >= _LONG_LINE and line.text[0].islower() and not ending(before.text)
        if made and not line.gap and not alone and (full or small):
            made[-1].text += glue(before.text, line.text, width) + line.text
            made[-1].last = line.number
        else:
            made.append(Line(line.number, line.text, line.gap, SHORT, line.number))
    return made


def opens_names(before: str, line: str) -> bool:
    """Whether a line of names begins, so that the line above ended where it was meant to."""
    return author_score(line) > LISTED and author_score(before) <= 0


def wrap_width(lines: list[Line]) -> int:
    """The column at which the text was wrapped, or 0. A greedy wrap ends a line just where the next word would not fit; the width
    that explains most line ends wins, if it explains enough of them."""
    ends = [0] * (_WIDEST + 2)
    lengths = [0] * (_WIDEST + 2)
    pairs = longer = 0
    for line, following in pairwise(lines):
        if following.gap:
            continue
        pairs += 1
        if opens_names(line.text, following.text):
            continue
        shortest = columns(line.text)
        if shortest > _WIDEST:
            longer += 1
            continue
        ends[shortest] += 1
        ends[min(_WIDEST + 1, shortest + 1 + _first(following.text))] -= 1
        lengths[shortest] += 1
    best, width, explained, beyond = 0, 0, 0, longer + sum(lengths)
    for column in range(_WIDEST + 1):
        explained += ends[column]
        beyond -= lengths[column]
        if column >= _NARROWEST and explained - beyond > best:
            best, width = explained - beyond, column
    return width if pairs >= 3 and best >= _WRAPPED_SHARE * pairs and not (terse(lines) or is_bare_list(lines)) else 0


def terse(lines: list[Line]) -> bool:
    """Whether abstracts of a line, a sentence or two, are the rule. So many lines that begin with a capital and end with a full stop
    are in no text that was wrapped."""
    sentences = sum(
        len(line.text) <= _WIDEST and line.text[-1] in ".。" and not line.text[0].islower() for line in lines
    )
    return sentences > _TERSE_SHARE * len(lines)


def is_bare_list(lines: list[Line]) -> bool:
    """Whether the text is a list of titles without abstracts: hardly a line ends with a full stop, none is long, and none goes on in
    the next, for they begin with capitals or are shorter than any wrap."""
    if len(lines) < 3 or any(len(line.text) > _WIDEST for line in lines):
        return False
    stopped = sum(line.text[-1] in ".。…" for line in lines)
    small = sum(line.text[0].islower() for line in lines)
    narrow = sum(len(line.text) for line in lines) < _NARROWEST * len(lines)
    return stopped <= 0.02 * len(lines) and (small < 0.15 * len(lines) or narrow)


def columns(text: str) -> int:
    """The columns that a text takes in a terminal: wide characters take two."""
    return len(text) if text.isascii() else len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _first(text: str) -> int:
    """The columns of a text's first piece: up to a blank, or to a hyphen between letters, for many tools part words there too."""
    word = text.split(" ", 1)[0]
    if _SOLID.match(word):
        return 2
    part = _HYPHEN.match(word) if "-" in word else None
    return columns(part.group() if part else word)


def _measure(lines: list[Line], width: int) -> None:
    """Say of each line how full the one before it was: by the width of the text, or else by what its neighbours have in common."""
    spans = [
        (columns(before.text), columns(before.text) + 1 + _first(after.text)) if not after.gap else (0, 0)
        for before, after in pairwise(lines)
    ]
    for place, (length, needed) in enumerate(spans):
        if width:
            lines[place + 1].full = _fullness(lines[place].text, length, needed, width)
        elif _NARROWEST <= length <= _WIDEST and _agree(spans, place):
            lines[place + 1].full = NEAR


def _fullness(line: str, length: int, needed: int, width: int) -> int:
    if length > width >= len(line):
        needed -= length - len(line)
    elif length > width:
        # Tools that wrap evenly leave some lines a little longer than most.
        if " " not in line:
            return FULL
        return NEAR if length <= 1.06 * width else SHORT
    if needed > width:
        return FULL
    return NEAR if needed > 0.8 * width else SHORT


def _agree(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether one width explains this line end and the one before or after it."""
    low, high = spans[place]
    near = [spans[other] for other in (place - 1, place + 1) if 0 <= other < len(spans)]
    return any(one and max(low, one) < min(high, two) for one, two in near)


@lru_cache(maxsize=1 << 12)
def ending(text: str) -> int:
    """How a line ends: 0 in the middle of a sentence, 1 with a full stop or an address, 2 with ? or !."""
    found = _STOP.search(text[-12:])
    if found:
        return 1 if found[1] in ".。…" else 2
    last = text[-200:].rsplit(" ", 1)[-1]
    return 1 if "://" in last and not last.startswith("<") else 0


def units_of(lines: list[Line], parts: Sequence[Part], width: int = 0) -> list[Unit]:
    """The units: each line that goes on is joined to what it continues."""
    units: list[Unit] = []
    pieces: list[list[str]] = []
    before = ""
    for line, part in zip(lines, parts, strict=True):
        if part in GOING_ON and units:
            pieces[-1] += (glue(before, line.text, width), line.text)
            units[-1].last = line.last or line.number
        else:
            units.append(Unit(line.number, line.last or line.number, "", part))
            pieces.append([line.text])
        before = line.text
    for unit, parted in zip(units, pieces, strict=True):
        unit.text = "".join(parted)
    return units


def glue(before: str, after: str, width: int = 0) -> str:
    """What stands between two wrapped lines: a blank, or nothing. A hyphen or a dash at the end takes no blank, unless it is
    suspended ("short- and"); nor does a break inside a script without blanks, or inside a word that is longer than a line."""
    word = after.split(" ", 1)[0]
    end = before[-2:]
    if (
        end[-1:] == "-"
        and (end[:1].isalnum() or end[:1] == "_")
        and after[:1].isalnum()
        and word.lower() not in _SUSPENDED
    ):
        return ""
    if re.search(r"[^\s-]--+$", before[-6:]) or (re.match(r"--+\w", after) and end[-1:].isalnum()):
        return ""
    if _SOLID.match(end[-1:]) and _SOLID.match(after[:1]):
        return ""
    return "" if width and _cut(before, word, width) else " "


def _cut(before: str, word: str, width: int) -> bool:
    """Whether a line was filled to its last column because the word at its end is longer than a line, and goes on in the next."""
    if width not in (len(before), columns(before)):
        return False
    end = before.rsplit(" ", 1)[-1]
    return bool(_SOLID.search(end[-1:] + word[:1])) or len(end) + len(word) > width
