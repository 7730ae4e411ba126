"""Works. In: faces, verdicts on pairs of them, and what a person decided. Out: which faces are one work, and the doubts that are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from generator.enrich.identity.candidates import pairs_of
from generator.enrich.identity.faces import Face
from generator.enrich.identity.verdict import Verdict, compare

Pair = tuple[int, int]

# The weight of a verdict that an id speaks for.
_ID = 3


class Doubt(msgspec.Struct, frozen=True):
    """Two faces that may be one work and stay two."""

    earlier: int
    later: int
    why: str
    slip: bool = False


class Works(msgspec.Struct, frozen=True):
    """of: face -> its work, named by the first face of it. doubts: between works, in order. torn: faces that evidence joins, directly or
    by way of others, to one that must stay apart from them; how they fall may change with the next record."""

    of: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()
    torn: frozenset[int] = frozenset()


def verdicts_of(faces: Sequence[Face], signatures: Sequence[bytes]) -> dict[Pair, Verdict]:
    """The verdict on every pair worth a look."""
    return {(earlier, later): compare(faces[earlier], faces[later]) for earlier, later in pairs_of(faces, signatures)}


def find_works(faces: Sequence[Face], verdicts: dict[Pair, Verdict], kept_apart: Iterable[Pair] = ()) -> Works:
    """Join faces by the strongest evidence first; two groups that hold a pair known to be two works are never joined.

    The order of evidence is its weight, then the order of the faces, so the outcome is the same on every run.
    """
    apart = {(min(pair), max(pair)) for pair in kept_apart}
    if apart:
        verdicts = {pair: verdict for pair, verdict in verdicts.items() if pair not in apart}
    groups = _Groups(faces)
    for pair in apart:
        groups.part(*pair)
    for pair, verdict in verdicts.items():
        if verdict.firm:
            groups.part(*pair)
    same = {pair: verdict.weight for pair, verdict in verdicts.items() if verdict.same}
    strongest_first = sorted(same, key=lambda pair: (-same[pair], pair[1], pair[0]))
    refused = [pair for pair in strongest_first if not groups.join(*pair, weight=same[pair])]
    of = tuple(groups.root(place) for place in range(len(faces)))
    return Works(of, tuple(_doubts(verdicts, refused, groups)), _torn(faces, same, refused))


def _torn(faces: Sequence[Face], same: Iterable[Pair], refused: Iterable[Pair]) -> frozenset[int]:
    """The faces of every web of evidence in which a join was refused or two arXiv ids meet."""
    webs = _Groups(faces)
    for pair in same:
        webs.join(*pair, weight=_ID)
    marked = {webs.root(place) for place in chain.from_iterable(refused)}
    marked |= {root for root, ids in webs.arxiv.items() if len(ids) > 1 and webs.root(root) == root}
    if not marked:
        return frozenset()
    return frozenset(place for place in range(len(faces)) if webs.root(place) in marked)


def _doubts(verdicts: dict[Pair, Verdict], refused: Iterable[Pair], groups: _Groups) -> list[Doubt]:
    """One doubt for two works, the earliest."""
    found: dict[Pair, Doubt] = {}
    clashing = [Doubt(*pair, "another record speaks against it") for pair in refused]
    told = [Doubt(*pair, verdict.why, verdict.slip) for pair, verdict in verdicts.items() if verdict.word == "doubt"]
    for doubt in sorted((*told, *clashing), key=lambda doubt: (doubt.later, doubt.earlier)):
        works = sorted((groups.root(doubt.earlier), groups.root(doubt.later)))
        if works[0] != works[1]:
            found.setdefault((works[0], works[1]), doubt)
    return list(found.values())


class _Groups:
    """Disjoint groups of faces, each named by its first; with the pairs that must not come into one group, and their arXiv ids."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self.parent = list(range(len(faces)))
        self.foes: dict[int, set[int]] = {}
        self.arxiv = {place: {dict(face.ids)["arxiv"]} for place, face in enumerate(faces) if "arxiv" in dict(face.ids)}

    def root(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def part(self, one: int, other: int) -> None:
        self.foes.setdefault(one, set()).add(other)
        self.foes.setdefault(other, set()).add(one)

    def join(self, one: int, other: int, weight: int) -> bool:
        """Make one group of two; false when a pair in them must stay apart. Two arXiv ids are joined by another id alone."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        mine, theirs = self.foes.get(first, set()), self.foes.get(second, set())
        few, root = (mine, second) if len(mine) <= len(theirs) else (theirs, first)
        if any(self.root(foe) == root for foe in few):
            return False
        ids, more = self.arxiv.get(first, set()), self.arxiv.get(second, set())
        if weight < _ID and ids and more and not ids & more:
            return False
        self.parent[second] = first
        if more:
            self.arxiv[first] = ids | more
        if theirs:
            self.foes[first] = mine | theirs
        return True
