"""Keys that last. In: records in order, the work and the face of each, which faces are one. Out: the key of each work, and old keys.

A key is given to a title and a work: the first work with that title gets `paper_key(title)`, the next -2, and so on; a key that is taken is
passed over. A work's page lives at the key of its earliest record; the keys of its other titles lead there.

A published address never goes away when digests are added. So what else could have been a page leads to one: within a work, a record that
by itself would not be taken for the same as one of its title has a key of its own; and where a title has had two works, or may have had
(its records are torn: evidence joins them to what must stay apart), as many keys of it answer as it has different records.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import msgspec

_NUMBERED = re.compile(r"(.+)-(\d{1,6})")
# Records of one title and one work that are compared with each other; past so many the title counts as one of several works.
_MOST = 40


class Keys(msgspec.Struct, frozen=True):
    """page: work -> key. old: an old key -> the work that it leads to. own: the key that each record would have had by itself."""

    page: dict[int, str]
    old: dict[str, int]
    own: tuple[str, ...]


def give_keys(
    bases: Sequence[str],
    works: Sequence[int],
    faces: Sequence[int],
    same: Callable[[int, int], bool],
    torn: frozenset[int] = frozenset(),
) -> Keys:
    """Keys for records in order. bases: paper_key of each title; works, faces: what each belongs to; same: whether two faces are one."""
    desk = _Desk(same)
    desk.parted = {base for base, face in zip(bases, faces, strict=True) if face in torn} if torn else set()
    own = tuple(desk.serve(*record) for record in zip(bases, works, faces, strict=True))
    page: dict[int, str] = {}
    for key, work in zip(own, works, strict=True):
        page.setdefault(work, key)
    desk.complete()
    return Keys(page, {key: work for key, work in desk.taken.items() if page[work] != key}, own)


class _Desk:
    """Gives out keys. taken: key -> work. held: (base, work) -> [(face, key)]. seen: base -> its faces."""

    def __init__(self, same: Callable[[int, int], bool]) -> None:
        self.same = same
        self.taken: dict[str, int] = {}
        self.held: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        self.seen: dict[str, dict[int, None]] = defaultdict(dict)
        self.first: dict[str, int] = {}
        self.parted: set[str] = set()
        self.reached: dict[str, int] = {}

    def serve(self, base: str, work: int, face: int) -> str:
        """The key of a record: its face's, that of a face of its work which it is the same as, or a new one."""
        held = self.held[base, work]
        self.seen[base][face] = None
        known = next((key for other, key in held if other == face), "")
        if known:
            return known
        if self.first.setdefault(base, work) != work or len(held) > _MOST:
            self.parted.add(base)
        unlike = any(not self.same(other, face) for other, _ in held[:_MOST])
        key = self._new(base, work) if unlike or not held else held[0][1]
        if unlike:
            self.parted.add(base)
        held.append((face, key))
        return key

    def _new(self, base: str, work: int) -> str:
        for key, number in _numbered(base, self.reached.get(base, 1)):
            self.reached[base] = number
            if key not in self.taken:
                self.taken[key] = work
                return key
        raise AssertionError("numbers do not end")

    def complete(self) -> None:
        """As many keys for a title of several works as it has faces; one more for each that another title may have taken."""
        for base in sorted(self.seen):
            parent = _NUMBERED.fullmatch(base)
            wanted = len(self.seen[base]) if base in self.parted else 1
            wanted += bool(parent and parent[1] in self.parted)
            wanted += sum(1 for other in self._neighbours(base, wanted)) if base in self.parted else 0
            for key, number in _numbered(base, 1):
                if number > wanted:
                    break
                self.taken.setdefault(key, self.first[base])

    def _neighbours(self, base: str, wanted: int) -> Iterator[str]:
        """Titles whose keys look like further keys of `base`: "Deep learning 2" beside the second "Deep learning"."""
        return (f"{base}-{n}" for n in range(2, wanted + 2) if f"{base}-{n}" in self.seen)


def _numbered(base: str, start: int) -> Iterator[tuple[str, int]]:
    number = start
    while True:
        yield (base if number == 1 else f"{base}-{number}"), number
        number += 1
