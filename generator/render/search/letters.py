"""Letters. In: numbers, words. Out: them as short text.

Numbers are written as letters, because gzip then packs a list of gaps almost as well as a bit code would, and any web server
compresses JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# 91 printable ASCII characters that JSON need not escape: 64 end a number, 27 continue it.
_DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
_ENDS, _MORE = _DIGITS[:64], _DIGITS[64:]
_SINGLE = [_ENDS[value] for value in range(64)]


def letters(numbers: Iterable[int]) -> str:
    """Non-negative integers as text: base 64 for a number's last letter, base 27 (other letters) for those before it."""
    return "".join(_SINGLE[value] if value < 64 else _long(value) for value in numbers)


def _long(value: int) -> str:
    written = _ENDS[value & 63]
    value >>= 6
    while value:
        written = _MORE[value % 27] + written
        value //= 27
    return written


def gaps(numbers: Sequence[int]) -> list[int]:
    """Ascending numbers as differences less one; the first counts from -1."""
    return [number - before - 1 for before, number in zip([-1, *numbers], numbers, strict=False)]


def beside(word: str, before: str) -> str:
    """A word by what it shares with the one before: the number of first letters in common (one letter, so 63 at most) and its own rest.

    >>> beside("graphs", "graph"), beside("other", "graph")
    ('(s', '#other')
    """
    shared = next(
        (at for at, (a, b) in enumerate(zip(word, before, strict=False)) if a != b), min(len(word), len(before))
    )
    return _SINGLE[min(shared, 63)] + word[min(shared, 63) :]


def front_coded(words: Iterable[str], joint: str = " ") -> str:
    """Words that do not hold the joint, each beside the one before, as one text."""
    coded, before = [], ""
    for word in words:
        coded.append(beside(word, before))
        before = word
    return joint.join(coded)
