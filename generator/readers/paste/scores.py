"""What a line looks like. In: its text. Out: for each part that it may play, how likely its words and its length are, as a logarithm.

All are likelihood ratios against a line in the middle of a wrapped abstract. Fitted by logistic regression on 12,000 real papers that were
wrapped at 60 to 100 columns, then rounded.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

import msgspec

from generator.readers.paste.kinds import author_score, is_address, is_affiliation, is_chrome, is_meta
from generator.readers.paste.units import ending

NEVER = -60.0
# Longer lines are paragraphs of their own; shorter ones may be pieces of one.
_PIECE = 240
# Log-odds of a title against a piece of an abstract by the share of its words (but for little ones) that are capitalised.
_CAPITALS = ((0.0, -2.6), (0.2, -1.2), (0.4, -0.2), (0.6, 0.6), (0.8, 3.0), (1.0, 4.5))
_LITTLE = frozenset(
    "a an the of for in on with and or to from via by as at is are be using through its into under without over not "
    "about than but if per vs within between across after before".split()
)
_TELLING = re.compile(
    r"\b(?:we|our|this paper|this work|this article|is|are|was|were|has|have|can|that|which|these|however|propose[sd]?|present(?:s|ed)?|"
    r"show(?:s|n|ed)?|it|they|their|been|such|both|also|there|here)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:we|this|in this|the|recent|despite|while|although|large language models (?:have|are)|existing|abstract\b|to|our|as|with the|"
    r"in recent|"
    r"many|current|most|modern|how|an? \w+ (?:is|are))\s",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?:[•◦●▪‣*-]|[(\[]?\d{1,4}[\].):/]{1,2})\s+(?=\S)")
_LEFTOVER = frozenset((".", ").", "…", "...", ")"))
_BREAK = re.compile(r"[.!?]\s+[A-Z(\"“]")


class Look(msgspec.Struct, frozen=True):
    """What a line looks like as each part (labels.PARTS): log-likelihood ratios. lengths: the same for its length as a whole title,
    a whole abstract, a whole paragraph after the first, and a whole abstract where all are a sentence or two."""

    parts: tuple[float, ...]
    title_length: float
    abstract_length: float
    more_length: float
    terse_length: float


def looks_of(texts: list[str]) -> list[Look]:
    """The look of each line of a file, each distinct line judged once."""
    seen = counted(texts)
    looks = {text: look_of(text, seen) for text in dict.fromkeys(texts)}
    return [looks[text] for text in texts]


def counted(texts: list[str]) -> Counter[str]:
    """How often each line stands in a file. A line that the same long line follows whenever it stands there counts once: that is one
    paper listed again and again, as is all of a file that holds hardly any line only once."""
    seen = Counter(texts)
    followed: dict[str, set[str]] = {}
    for text, after in pairwise(texts):
        if seen[text] > 2:
            followed.setdefault(text, set()).add(after)
    periodic = (
        len(texts) > 5
        and len(seen) > 1
        and sum(seen[text] < 3 and not is_chrome(text) for text in seen) * 20 < len(texts)
    )
    for text, others in followed.items():
        if len(others) == 1 and (periodic or len(min(others)) >= 60):
            seen[text] = 1
    if periodic and seen[texts[-1]] > 2:
        seen[texts[-1]] = 1
    return seen


def look_of(text: str, seen: Counter[str]) -> Look:
    """Judge one line; `seen` counts the lines of the file, for what stands three times and is short is no title."""
    title, abstract = _wording(_MARK.sub("", text, count=1))
    lengths = _lengths(len(text))
    repeated = 1.0 if seen[text] > 2 and len(text) < 60 else NEVER
    meta, names = (5.0 if is_meta(text) else NEVER), author_score(text)
    chrome = 4.0 if is_chrome(text) else max(repeated, _as_unknown_chrome(text))
    # An address alone, an institution, or a full stop may as well be a line of an abstract that was wrapped.
    rest = 4.5 if (meta > 0 and (is_address(text) or is_affiliation(text))) or text in _LEFTOVER else 0.0
    odd = 6.0 if meta > 0 else 0.0
    authors = 3.5 if names > 0.5 else -0.5 if names > 0.3 else -1.5 if names else NEVER
    title -= odd or (6.0 if repeated > 0 else 0.0) or (2.0 if names > 0.5 else 0.0)
    return Look(
        (title, 0.6 * title - 0.8, authors, authors, meta, abstract - odd, rest, abstract - odd, chrome, meta, chrome),
        *lengths,
    )


def leaning(text: str, *, short: bool = False) -> float:
    """How much a whole unit looks like a title rather than an abstract (`short`: of a sentence or two), as a log-likelihood ratio."""
    title, abstract = _wording(text)
    as_title, as_abstract, _, as_terse = _lengths(len(text))
    as_abstract = as_terse if short else as_abstract
    return title + as_title - abstract - as_abstract - (2.5 if ending(text) == 1 else 0.0)


@lru_cache(maxsize=1 << 12)
def _lengths(signs: int) -> tuple[float, float, float, float]:
    """Log-densities of a length as a whole title, a whole abstract, a whole paragraph after the first, a whole terse abstract."""
    size = math.log(signs + 1)
    return _length(size, 4.3, 0.5), _length(size, 7.0, 0.62), _length(size, 6.0, 1.2), _length(size, 4.6, 0.7)


def _length(size: float, mean: float, spread: float) -> float:
    """Log-density of ln(length): a normal, with a wide tail, for one abstract in forty is a line or two. Fitted on 10,000 papers."""
    z = (size - mean) / spread
    wide = (size - mean) / (3.5 * spread)
    return math.log(
        0.975 / spread * math.exp(-0.5 * z * z) + 0.025 / (3.5 * spread) * math.exp(-0.5 * wide * wide) + 1e-12
    )


@lru_cache(maxsize=1 << 12)
def _wording(text: str) -> tuple[float, float]:
    """How the words speak for a title and for the beginning of an abstract, apart from the length and the first letter."""
    head = text[:600]
    words = head.split()[1:]
    big = [word for word in words if word[:1].isalpha() and word.lower() not in _LITTLE]
    capital = sum(word[0].isupper() for word in big) / len(big) if big else 0.5
    opening = bool(_OPENING.match(text)) and not capital > 0.75
    telling = min(3, len(_TELLING.findall(head, len(head.split(" ", 1)[0]))))
    breaks = min(3, len(_BREAK.findall(head)))
    colon = ": " in text[:120]
    if len(text) > _PIECE:
        return 4.4 * (capital - 0.5) - 1.4 * telling - 2.4 * breaks + 0.5 * colon - 0.7 * opening, 0.0
    title = (
        _between(_CAPITALS, capital) * min(1.0, len(big) / 3)
        - 1.4 * telling
        - 2.4 * breaks
        + 1.2 * colon
        - 1.5 * (", " in text)
    )
    title -= 1.2 * opening + 1.5 * ("(" in text)
    return title, (1.5 if opening else -0.3) + 0.3 * min(1, telling) - 0.6 * colon


def _between(table: tuple[tuple[float, float], ...], place: float) -> float:
    """The value at a place in a table of (place, value), by straight lines."""
    for (left, low), (right, high) in pairwise(table):
        if place <= right:
            return low + (high - low) * (place - left) / (right - left)
    return table[-1][1]


def _as_unknown_chrome(text: str) -> float:
    """A short line that no list knows may be chrome; the shorter, the likelier, yet rather a title when an abstract follows."""
    words = len(text.split())
    return -6.5 if words == 1 else -7.5 if words <= 3 else -9.5 if words <= 6 else -14.0 if len(text) < 120 else NEVER
