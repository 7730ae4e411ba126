"""Letters. In: numbers, words. Out: them as short text.

Short lists of numbers are written as letters, a number in one or two. Postings, which fill most of the index, are written as bits, six to a
letter: gaps as Golomb and Rice do it (S. W. Golomb, Run-length encodings, 1966), which takes an eighth less than gzip makes of letters.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence

import msgspec

# 91 printable ASCII characters that JSON need not escape: 64 end a number, 27 continue it.
_DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
_ENDS, _MORE = _DIGITS[:64], _DIGITS[64:]
_SINGLE = [_ENDS[value] for value in range(64)]
# Bits become letters by way of base 64, whose runs of four letters hold 24 bits.
_WHOLE = 24
_BASE_64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_FROM_BASE_64 = bytes.maketrans(_BASE_64, _ENDS.encode())
_TO_BASE_64 = str.maketrans(_ENDS, _BASE_64.decode())
_LETTER = 6
_ONES = ["1" * high + "0" for high in range(64)]

# Low bits of a place in a title: most are below eight.
PLACE_BITS = 2
# Of rows that grow, the number of low bits is chosen anew as long as they are so few.
_SHORT = 8
# A gap, and bits.
Row = tuple[int, str]
# Where the other bits of a row end, of all bits and where these begin.
End = Callable[[str, int], int]


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


def packed(rows: Sequence[Row]) -> str:
    """Rows of a gap to the row before and of bits that tell the rest, as text: a letter for the number of low bits of a gap, then of each
    row the gap (its high bits as so many ones and a zero, then its low bits) and its other bits. Ones fill the last letter; none end a row.
    Out: "" for no rows."""
    if not rows:
        return ""
    low = _low_bits([gap for gap, _ in rows])
    return _SINGLE[low] + _as_letters("".join([rice(gap, low) + rest for gap, rest in rows]))


def _as_letters(bits: str) -> str:
    """Bits as letters of six; ones fill the last."""
    filled = bits + "1" * (-len(bits) % _WHOLE)
    coded = b64encode(int(filled, 2).to_bytes(len(filled) // 8, "big")).translate(_FROM_BASE_64)
    return coded[: -(-len(bits) // _LETTER)].decode()


def _as_bits(coded: str) -> str:
    """The bits of letters."""
    filled = coded + _ENDS[0] * (-len(coded) % 4)
    held = int.from_bytes(b64decode(filled.translate(_TO_BASE_64)), "big")
    return bin(1 << (_LETTER * len(filled)) | held)[3 : 3 + _LETTER * len(coded)]


class Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Rows of ascending numbers as text (see `packed`) to which more can be added: `spare` bits of the last letter hold nothing; there are
    `count` rows, the last of the number `last`."""

    text: str
    spare: int
    count: int
    last: int


def with_rows(held: Packed | None, rows: Sequence[Row], end: End) -> Packed:
    """With more rows at the end, each of a number and of other bits, one at least. `end` says where those of a row end. The rows that were
    there keep their bits once they are many; in any case the text depends on the rows and on how many came at a time alone."""
    if held is None or held.count <= _SHORT:
        rows = [*unpacked_rows(held, end), *rows] if held else rows
        steps = _steps(rows, -1)
        low = _low_bits([gap for gap, _ in steps])
        return _packed(_SINGLE[low], "", steps, low, len(rows), rows[-1][0])
    low = _ENDS.index(held.text[0])
    begun = _as_bits(held.text[-1])[: _LETTER - held.spare]
    return _packed(held.text[:-1], begun, _steps(rows, held.last), low, held.count + len(rows), rows[-1][0])


def _steps(rows: Sequence[Row], before: int) -> list[Row]:
    """Rows of numbers as rows of gaps."""
    steps = []
    for number, rest in rows:
        steps.append((number - before - 1, rest))
        before = number
    return steps


def _packed(kept: str, begun: str, steps: Sequence[Row], low: int, count: int, last: int) -> Packed:
    bits = begun + "".join([rice(gap, low) + rest for gap, rest in steps])
    return Packed(kept + _as_letters(bits), -len(bits) % _LETTER, count, last)


def unpacked_rows(held: Packed, end: End) -> list[Row]:
    """The rows again, each of its number and its other bits."""
    bits, low = _as_bits(held.text[1:]), _ENDS.index(held.text[0])
    rows, at, number = [], 0, -1
    for _ in range(held.count):
        zero = bits.index("0", at)
        rest = zero + 1 + low
        number += ((zero - at) << low | int("0" + bits[zero + 1 : rest], 2)) + 1
        at = end(bits, rest)
        rows.append((number, bits[rest:at]))
    return rows


def no_rest(bits: str, at: int) -> int:
    """Rows of a number alone."""
    return at


def one_bit(bits: str, at: int) -> int:
    """Rows of a number and one bit."""
    return at + 1


def packed_numbers(numbers: Sequence[int]) -> str:
    """Ascending numbers as such text."""
    return packed([(gap, "") for gap in gaps(numbers)])


def rice(number: int, low: int) -> str:
    """A number as bits: what stands above its `low` last bits as so many ones and a zero, then those.

    >>> rice(9, 2), rice(0, 0)
    ('11001', '0')
    """
    high = number >> low
    return (_ONES[high] if high < len(_ONES) else "1" * high + "0") + bin(1 << low | number & ((1 << low) - 1))[3:]


def _low_bits(numbers: Sequence[int]) -> int:
    """The number of low bits with which all take the fewest: near the logarithm of their mean."""
    near = max(0, (sum(numbers) // len(numbers)).bit_length() - 1)
    best, fewest = 0, 0
    for low in range(max(0, near - 1), near + 2):
        bits = sum([number >> low for number in numbers]) + low * len(numbers)
        if not fewest or bits < fewest:
            best, fewest = low, bits
        if not bits:
            break
    return best


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
