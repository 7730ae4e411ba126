"""Keys that last. In: records in order, the work and the face of each, which faces are one, the keys that were published. Out: the key of
each work, and old keys.

A published key (in the register) goes to its work before anything else is given out, whatever day the digest of another work names. What
has none yet gets one: the first work with a title gets `paper_key(title)`, the next -2, and so on; a key that is taken or gone is passed
over. A work's page lives at its published key, else at the key of its earliest record; the keys of its other titles lead there.

Without a register a published address still never goes away when newer digests are added. So what else could have been a page leads to
one: within a work, a record that by itself would not be taken for the same as one of its title has a key of its own; and where a title
has had two works, or may have had (its records are torn: evidence joins them to what must stay apart), as many keys of it answer as it
has different records.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import msgspec

from generator.enrich.identity.known import Known, held_of

_NUMBERED = re.compile(r"(.+)-(\d{1,6})")
# Records of one title and one work that are compared with each other; past so many the title counts as one of several works.
_MOST = 40
# The work of a key that is gone.
_NOBODY = -1


class Keys(msgspec.Struct, frozen=True):
    """page: work -> key. old: an old key -> the work that it leads to. own: the key that each record would have had by itself. gone: keys
    that were published, and that no work has now."""

    page: dict[int, str]
    old: dict[str, int]
    own: tuple[str, ...]
    gone: frozenset[str] = frozenset()

    def led(self) -> dict[int, set[str]]:
        """Work -> the old keys that lead to it."""
        found: dict[int, set[str]] = defaultdict(set)
        for key, work in self.old.items():
            found[work].add(key)
        return found


def give_keys(
    bases: Sequence[str],
    works: Sequence[int],
    faces: Sequence[int],
    same: Callable[[int, int], bool],
    torn: frozenset[int] = frozenset(),
    known: Known | None = None,
) -> Keys:
    """Keys for records in order. bases: paper_key of each title; works, faces: what each belongs to; same: whether two faces are one;
    known: what published keys stand for."""
    desk = _Desk(same, remembering=known is not None)
    desk.parted = {base for base, face in zip(bases, faces, strict=True) if face in torn} if torn else set()
    page = desk.know(known, bases, works, faces) if known else {}
    own = tuple(desk.serve(*record) for record in zip(bases, works, faces, strict=True))
    for key, work in zip(own, works, strict=True):
        page.setdefault(work, key)
    if known is None:
        desk.complete()
    old = {key: work for key, work in desk.taken.items() if work != _NOBODY and page[work] != key}
    return Keys(page, old, own, known.gone if known else frozenset())


class _Desk:
    """Gives out keys. taken: key -> work. held: (base, work) -> [(face, key)]. seen: base -> its faces. remembering: there is a register,
    so no key need be given out for what may have been."""

    def __init__(self, same: Callable[[int, int], bool], *, remembering: bool = False) -> None:
        self.same, self.remembering = same, remembering
        self.taken: dict[str, int] = {}
        self.held: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        self.seen: dict[str, dict[int, None]] = defaultdict(dict)
        self.first: dict[str, int] = {}
        self.parted: set[str] = set()
        self.reached: dict[str, int] = {}

    def know(self, known: Known, bases: Sequence[str], works: Sequence[int], faces: Sequence[int]) -> dict[int, str]:
        """Take what was published, and return the page of each work that has a published key: one that did not lead elsewhere before
        one that did, then that of the earliest record."""
        record = {face: place for place, face in reversed(list(enumerate(faces)))}
        of_face = {face: works[place] for face, place in record.items()}
        base_of = {face: bases[place] for face, place in record.items()}
        self.taken = dict.fromkeys(known.gone, _NOBODY)
        pages: dict[int, list[tuple[bool, int, str]]] = defaultdict(list)
        # A record whose title was edited keeps its key, after those of its own title; no further one is made of the new title.
        for key, work, face, _ in sorted(held_of(known, base_of, of_face), key=lambda held: not held[3]):
            self.taken[key] = work
            pages[work].append((key in known.leads, record[face], key))
            self.held[base_of[face], work].append((face, key))
        return {work: min(found)[2] for work, found in pages.items()}

    def serve(self, base: str, work: int, face: int) -> str:
        """The key of a record: its face's, that of a face of its work which it is the same as, or a new one."""
        held = self.held[base, work]
        self.seen[base][face] = None
        known = next((key for other, key in held if other == face), "")
        if known:
            return known
        if self.first.setdefault(base, work) != work or len(held) > _MOST:
            self.parted.add(base)
        unlike = not self.remembering and any(not self.same(other, face) for other, _ in held[:_MOST])
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
