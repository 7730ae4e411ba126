"""Pairs worth a look. In: faces. Out: pairs of them that may be one work, in time that grows with their number, not its square.

Two faces are looked at when they share an id, a title (blanks aside), or most of an abstract. The last is found by MinHash over pairs of
neighbouring words: 24 bands of 3 smallest hashes find two abstracts that share half of their pairs in 96 of 100 cases, 70 % always
(Broder, "On the resemblance and containment of documents", 1997). The hashes are fixed: the same faces give the same pairs.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from generator.enrich.identity.faces import Face, number_of
from generator.enrich.identity.ids import STRONG
from generator.enrich.identity.least import WordHashes, in_twos, least

_ROWS, _BANDS = 3, 24
# A block of more faces than this ("Introduction") is looked at by author, and by neighbours in order.
_CROWD = 40
_NEIGHBOURS = 12

_MOST_WORDS = 4000
# A signature holds this many bytes a hash.
_BYTES = 4


@cache
def _hashes() -> WordHashes:
    names = [f"{name} {number}".encode() for name in ("factor", "shift") for number in range(_ROWS * _BANDS)]
    numbers = [int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big") >> 2 for name in names]
    return WordHashes([number | 1 for number in numbers[: _ROWS * _BANDS]], numbers[_ROWS * _BANDS :], 64 - 8 * _BYTES)


def pairs_of(faces: Sequence[Face], signatures: Sequence[bytes]) -> list[tuple[int, int]]:
    """(earlier, later) places in `faces`, each pair once, in order. `signatures`: of each face."""
    found: set[tuple[int, int]] = set()
    for block in (*_by_id(faces), *_by_title(faces), *_by_text(faces, signatures)):
        found.update(_within(block))
    return sorted(found)


def _within(block: Sequence[int]) -> Iterator[tuple[int, int]]:
    reach = len(block) if len(block) <= _CROWD else _NEIGHBOURS
    for place, later in enumerate(block):
        for earlier in block[max(0, place - reach) : place]:
            yield earlier, later


def _by_id(faces: Sequence[Face]) -> Iterable[list[int]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, face in enumerate(faces):
        for kind, value in face.ids:
            if kind in STRONG:
                blocks[kind, value].append(place)
    return [block for block in blocks.values() if len(block) > 1]


def _by_title(faces: Sequence[Face]) -> Iterator[list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, face in enumerate(faces):
        blocks[face.tight].append(place)
    for block in blocks.values():
        if len(block) > 1:
            yield block
        if len(block) > _CROWD:
            signed: dict[str, list[int]] = defaultdict(list)
            for place in block:
                for family in list(faces[place].authors)[:8]:
                    signed[family].append(place)
            yield from signed.values()


def _by_text(faces: Sequence[Face], signatures: Sequence[bytes]) -> Iterator[list[int]]:
    # A table takes two thirds of the time of sorted arrays at 100,000 faces, and numpy need not be there when all is remembered.
    signed = [(place, signatures[place]) for place, face in enumerate(faces) if face.long]
    for band in range(_BANDS):
        start, end = band * _ROWS * _BYTES, (band + 1) * _ROWS * _BYTES
        first: dict[bytes, int] = {}
        like: dict[int, list[int]] = {}
        for place, signs in signed:
            other = first.setdefault(signs[start:end], place)
            if other != place:
                like.setdefault(other, [other]).append(place)
        yield from like.values()


def signature(face: Face) -> bytes:
    """The smallest of each hash (uint32) over the pairs of neighbouring words of a text that is long enough, else nothing."""
    if not face.long:
        return b""
    numbers = list(islice(map(number_of, face.words), _MOST_WORDS))
    return b"".join(one.to_bytes(_BYTES, "little") for one in least(in_twos(numbers), _hashes()))
