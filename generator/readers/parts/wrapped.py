"""Lines that a mailer wrapped (RFC 5322, 2.1.1). In: the lines of a plain text, each with its place. Out: the lines as they were
written, each with its first and last place: paragraphs whole, the mark of a list with what it marks, names in bold type bare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.readers.labels import labelled
from generator.readers.paste.units import opens_names

# Mailers wrap between these; a longer line anywhere but for an address says that nobody did.
_NARROWEST, _WIDEST = 60, 80
# A line that was wrapped misses the width by no longer a word; of the lines so long so many, and such a share, are full.
_NEAR, _FEWEST, _SHARE = 12, 4, 0.75
# What is so much longer was not wrapped there.
_BEYOND = 30
_LONG_WORD = re.compile(r"\S{40,}")
_MARK = r"(?:[-*•+]|\(?\d{1,4}[.)]|\[\w{1,12}\])"
_MARK_ALONE = re.compile(rf"\s*{_MARK}\s*")
OPENS = re.compile(rf"\s*(?:{_MARK}(?:\s|$)|[|#>=]|[-=_*#~]{{3,}}|[A-Z][A-Z0-9]{{1,3}} {{0,2}}- |$)")
# An address ends the words that it is the link of, unless a sign or a small letter says that they go on.
_LINKED, _MORE = re.compile(r"https?://\S+>\)?$"), re.compile(r"[\s,.;(]*[a-zà-ÿ(]")
_NAMED_BOLD = re.compile(r"(?<![\w*])\*(?=[^\W\d_a-z])([^\s*]+(?: [^\s*]+){0,3})\*(?![\w*])(?!$)")
# A line with its place; with its first and its last.
Placed = tuple[str, int]
Joined = tuple[str, int, int]


def unwrapped(lines: Sequence[Placed]) -> list[Joined]:
    """The lines of a plain text without the ends that a mailer gave them."""
    parted = [(*_parted(text), text, place) for text, place in lines]
    width = _width([own for _, own, _, _ in parted])
    made: list[tuple[list[str], int, int]] = []
    mark = above = before = ""
    for quoted, own, text, place in parted:
        waits = _is_mark(above, before)
        if waits and quoted == mark and not own.strip():
            continue
        if made and quoted == mark and (waits or _goes_on(above, own, width)):
            made[-1][0].append(own.strip())
            made[-1] = (*made[-1][:2], place)
        else:
            made.append(([text if text == "-- " else text.rstrip()], place, place))
        mark, above, before = quoted, own, above
    return [(_NAMED_BOLD.sub(r"\1", " ".join(pieces)), first, last) for pieces, first, last in made]


def _is_mark(text: str, above: str) -> bool:
    """Whether a line is a mark alone; "22." below a line is the end of its sentence."""
    return bool(_MARK_ALONE.fullmatch(text)) and not (above.strip() and text.strip()[:1].isdigit())


def _parted(text: str) -> tuple[str, str]:
    """How deep a line is quoted, as signs, and the line."""
    own = text.lstrip("> \t") if text[:1] == ">" else text
    return ">" * text.count(">", 0, len(text) - len(own)), own


def _width(texts: Sequence[str]) -> int:
    """The columns at which texts were wrapped, or 0."""
    widest = max((len(text.rstrip()) for text in texts if not _LONG_WORD.search(text)), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    long = [
        (text, below)
        for text, below in pairwise(texts)
        if widest - _NEAR < len(text.rstrip()) <= widest and not OPENS.match(below)
    ]
    full = sum(is_full(text, below, widest) for text, below in long)
    return widest if full >= max(_FEWEST, _SHARE * len(long)) else 0


def is_full(text: str, below: str, width: int) -> bool:
    """Whether the first word of the line below would not have fitted, at a width that the line hardly passes."""
    word = below.split(None, 1)[0] if below.strip() else ""
    return width < len(text.rstrip()) + 1 + len(word) and len(text) <= width + _BEYOND


def _goes_on(above: str, own: str, width: int) -> bool:
    """Whether a line goes on in the one below: it is full, and what stands below opens nothing of its own."""
    if not width or not above.strip() or OPENS.match(own) or not is_full(above, own, width):
        return False
    if _LINKED.search(above) and not _MORE.match(own):
        return False
    closed = above.rstrip()[-1] == "*" and own.lstrip()[0] == "*"
    return not closed and not labelled(own)[0] and not opens_names(above, own)
