"""What tells a work from others, in a few words. In: its faces. Out: marks for the register of addresses; how marks and a face agree.

Marks are its ids, the family names of its first authors, and a print of its abstract: the smallest of six hashes over the pairs of
neighbouring words (MinHash, as in `candidates`), 12 bits each. An abstract with a word mended keeps four to six of them, of two abstracts
that share nothing one in 6,000 keeps three. The hashes follow from SHA-256 and never change: the register outlives any version of this
code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.enrich.identity.faces import Face, number_of
from generator.enrich.identity.ids import STRONG
from generator.enrich.identity.least import WordHashes, in_twos, least

Marks = Mapping[str, tuple[str, ...]]

_PARTS, _DIGITS = 6, 3
# So many of the parts of two prints agree when they are of one abstract.
_ENOUGH = 3
# An abstract of fewer words has no print.
_LEAST_WORDS = 8
_MOST_WORDS = 4000
_NAMES = 3
# Of these a work has one at a time: two that differ speak against one work.
_ONE = ("arxiv", "doi", "pmid")

_SEEDS = [int.from_bytes(hashlib.sha256(f"offprint print {n}".encode()).digest()[:16], "big") for n in range(_PARTS)]
# 12 bits of each are kept, after the highest 20.
_HASHES = WordHashes(
    [(seed & ((1 << 61) - 1)) | 1 for seed in _SEEDS], [seed >> 66 for seed in _SEEDS], 64 - 4 * _DIGITS - 20
)


class Agreement(msgspec.Struct, frozen=True):
    """How marks and a face compare. ids: 1 one is shared, -1 they differ, 0 nothing known; title: one key; alike: many words of it
    are the same; text, names: None unknown."""

    ids: int
    title: bool
    alike: bool
    text: bool | None
    names: bool | None

    @property
    def firm(self) -> bool:
        """Whether they are one work, whatever else there is."""
        if self.ids:
            return self.ids > 0 and bool(self.title or self.text or self.names)
        if self.title:
            return bool(self.text) and self.names is not False
        return bool(self.text and self.names)

    @property
    def loose(self) -> int:
        """How likely it is one work that was edited, when nothing else claims it: 1 best, 0 not at all."""
        if self.title and self.ids >= 0 and self.names and self.text is not False:
            return 1
        if self.title and self.ids >= 0 and self.names is not False and self.text is None:
            return 2
        if self.title and self.ids >= 0 and self.names:
            return 3
        if self.ids > 0 and not (self.text is False and self.names is False):
            return 4
        if self.title and self.text and self.names is not False:
            return 5
        if self.ids == 0 and self.text and self.alike and self.names is not False:
            return 6
        return 0


def marks_of_work(faces: Sequence[Face]) -> dict[str, tuple[str, ...]]:
    """The marks of faces of one work, whatever their order."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in STRONG:
        values = {value for face in faces for other, value in face.ids if other == kind}
        if values:
            found[kind] = tuple(sorted(values))
    signed = max(faces, key=lambda face: (len(face.authors), sorted(face.authors)))
    names = [name for name in signed.authors if name][:_NAMES]
    if names:
        found["by"] = ("+".join(names),)
    prints = {print_of(face): None for face in sorted(faces, key=lambda face: (-len(face.words), face.words))}
    if next(iter(prints)):
        found["text"] = (next(iter(prints)),)
    return found


def print_of(face: Face) -> str:
    """The print of an abstract, 18 hexadecimal digits; "" when it says too little."""
    if len(face.words) < _LEAST_WORDS:
        return ""
    return _print(in_twos(_numbers(face.words)))


def print_of_words(words: Sequence[str]) -> str:
    """The print of some words in any order; "" of none."""
    return _print(_numbers(words)) if words else ""


def _numbers(words: Sequence[str]) -> list[int]:
    return [number_of(word) for word in words[:_MOST_WORDS]]


def _print(numbers: Sequence[int]) -> str:
    return "".join(f"{one & 0xFFF:03x}" for one in least(numbers, _HASHES))


def parts_of(printed: str) -> list[tuple[int, str]]:
    """The six parts of a print, each with its place; none of what is no print."""
    if len(printed) != _PARTS * _DIGITS:
        return []
    return [(place, printed[place * _DIGITS : (place + 1) * _DIGITS]) for place in range(_PARTS)]


def agree(marks: Marks, face: Face, printed: str, titles: Iterable[str], base: str) -> Agreement:
    """Compare marks with a face. printed: its print; titles: the keys of the marks' title, as it may be; base: that of the face's title."""
    title = base in titles
    alike = title or any(_alike(base, other) for other in titles)
    return Agreement(_ids(marks, face), title, alike, _text(marks, face, printed, title=title), _names(marks, face))


def _alike(one: str, other: str) -> bool:
    """Whether two titles, as keys, share a quarter of their words: what `verdict` asks of a work under another title."""
    ours, theirs = set(one.split("-")), set(other.split("-"))
    return 4 * len(ours & theirs) >= len(ours | theirs)


def _ids(marks: Marks, face: Face) -> int:
    if any(value in marks.get(kind, ()) for kind, value in face.ids if kind in STRONG):
        return 1
    return -1 if any(kind in marks for kind, _ in face.ids if kind in _ONE) else 0


def _text(marks: Marks, face: Face, printed: str, *, title: bool) -> bool | None:
    theirs = parts_of("".join(marks.get("text", ())))
    ours = parts_of(printed)
    if not theirs or not ours:
        return None
    alike = len(set(ours) & set(theirs))
    # A few words, a sentence of thanks say, may be those of many works.
    return alike >= _ENOUGH and (title or face.long)


def _names(marks: Marks, face: Face) -> bool | None:
    theirs = [name for names in marks.get("by", ()) for name in names.split("+") if name]
    if not theirs or not face.authors:
        return None
    given = {name.rstrip(".") for names in face.authors.values() for name in names}
    if any(name in face.authors or name in given for name in theirs):
        return True
    return None if face.handles else False


def marked_ids(marks: Marks) -> Iterable[tuple[str, str]]:
    return ((kind, value) for kind in STRONG for value in marks.get(kind, ()))
