"""What people decided once works are found. In: the works, their keys and names, corrections. Out: works merged and renamed, Problems.

`merge_into` joins two works, and `rename` gives a page another key. What a correction calls its paper is found last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.config.corrections import Correction
from generator.enrich.identity.faces import Face
from generator.enrich.identity.names import Names, unknown
from generator.enrich.identity.verdict import compare
from generator.enrich.identity.works import Doubt
from generator.model import Problem, Source

TWO_IDS = "merged-ids-differ"
_KINDS = {"arxiv": "arXiv ids", "doi": "DOIs"}
# So many records of two works are compared to see whether they are alike.
_FEW = 20


class Decided(msgspec.Struct):
    """works: record -> its work. keys: work -> its page's key. old: work -> the other keys that lead to it. doubts: between records.
    meant: what a correction calls its paper -> that paper's key, when there is one and only one. owners: key -> the faces that it was
    given to. gone: published keys of no work. parts: record -> its work before people merged some."""

    works: list[int]
    keys: dict[int, str]
    old: dict[int, set[str]]
    doubts: list[Doubt]
    problems: list[Problem]
    meant: dict[str, str] = {}
    owners: dict[str, set[int]] = {}
    gone: frozenset[str] = frozenset()
    parts: list[int] = []

    def key_of(self, record: int) -> str:
        """The key of the page of a record's work."""
        return self.keys[self.works[record]]


def obey(decided: Decided, corrections: Sequence[Correction], names: Names, seen: Sequence[Face]) -> None:
    """Merge, rename, and find the key that each correction means. seen: the face of each record."""
    _merge(decided, corrections, names, seen)
    decided.doubts = [one for one in decided.doubts if decided.works[one.earlier] != decided.works[one.later]]
    _rename(decided, corrections, names)
    _resolve(decided, corrections, names)


def _merge(decided: Decided, corrections: Iterable[Correction], names: Names, seen: Sequence[Face]) -> None:
    """Obey each `merge_into`: the page lives at the key of the paper that is merged into; every other key leads there."""
    into: dict[int, int] = {}
    for correction in corrections:
        if not correction.merge_into:
            continue
        ours = _one(decided, names, correction, correction.paper)
        theirs = _one(decided, names, correction, correction.merge_into)
        if ours is None or theirs is None:
            continue
        ours, theirs = _end(into, ours), _end(into, theirs)
        if ours == theirs:
            decided.problems.append(_one_already(correction))
        else:
            decided.problems += _two_ids(correction, (ours, theirs), decided, names, seen)
            into[ours] = theirs
    for work in sorted(into):
        end = _end(into, work)
        decided.old.setdefault(end, set()).update({decided.keys.pop(work)}, decided.old.pop(work, set()))
    decided.works = [_end(into, work) for work in decided.works]


def _one_already(correction: Correction) -> Problem:
    message = f"{correction.paper!r} and {correction.merge_into!r} are one paper already; remove this merge_into."
    return Problem(correction.at("merge_into"), "warning", "correction-unused", message)


def _two_ids(
    correction: Correction, works: tuple[int, int], decided: Decided, names: Names, seen: Sequence[Face]
) -> Iterator[Problem]:
    """A warning when the two have ids of one kind that differ: two arXiv ids, or two DOIs of what does not look like one work."""
    sides = [[seen[record] for record in names.of_work[work]] for work in works]
    found = [kind for kind in _KINDS if _differ(kind, *sides)]
    accepted = TWO_IDS in correction.accept
    if found and not accepted:
        one, other = (
            f"{decided.keys[work]} ({', '.join(sorted(_ids(found[0], side)))})"
            for work, side in zip(works, sides, strict=True)
        )
        message = (
            f"{one} and {other} have different {_KINDS[found[0]]}, so they are two works, unless you know better: then say"
            f" `accept: [{TWO_IDS}]` in this correction; else remove it."
        )
        yield Problem(correction.at("merge_into"), "warning", TWO_IDS, message)
    if accepted and not found:
        message = f"changes nothing: the two have no ids that differ; remove {TWO_IDS!r} here."
        yield Problem(correction.at("accept"), "warning", "correction-unused", message)


def _differ(kind: str, ours: Sequence[Face], theirs: Sequence[Face]) -> bool:
    """Whether both sides have ids of a kind and share none; the DOIs of a preprint and of the article differ, and that is no doubt."""
    one, other = _ids(kind, ours), _ids(kind, theirs)
    if not one or not other or one & other:
        return False
    return kind != "doi" or not any(compare(a, b).same for a in ours[:_FEW] for b in theirs[:_FEW])


def _ids(kind: str, faces: Iterable[Face]) -> set[str]:
    return {value for face in faces for name, value in face.ids if name == kind}


def _end(into: dict[int, int], work: int) -> int:
    while work in into:
        work = into[work]
    return work


def _one(decided: Decided, names: Names, correction: Correction, name: str) -> int | None:
    """The one work of that name; a Problem when there is none or more than one (for the paper itself `_resolve` tells it)."""
    works = sorted({names.works[record] for record in names.records(name)})
    if len(works) == 1:
        return works[0]
    if name != correction.paper:
        at = correction.at("merge_into")
        keys = [decided.keys[work] for work in works if work in decided.keys]
        decided.problems.append(_ambiguous(at, name, keys) if works else unknown(at, name, names))
    return None


def _ambiguous(at: Source, name: str, keys: Sequence[str]) -> Problem:
    message = f"{name!r} fits {len(keys)} papers ({', '.join(keys[:3])}); say which by its key."
    return Problem(at, "error", "correction-ambiguous", message)


def _resolve(decided: Decided, corrections: Iterable[Correction], names: Names) -> None:
    """Find the key of the paper that each correction means, once all is decided."""
    for correction in corrections:
        keys = sorted({decided.keys[decided.works[record]] for record in names.records(correction.paper)})
        if len(keys) == 1:
            decided.meant[correction.paper] = keys[0]
        else:
            at = correction.at("paper")
            decided.problems.append(
                _ambiguous(at, correction.paper, keys) if keys else unknown(at, correction.paper, names)
            )


def _rename(decided: Decided, corrections: Iterable[Correction], names: Names) -> None:
    """Obey each `rename`: the new key must be free; the old one leads to it."""
    for correction in corrections:
        if not correction.rename:
            continue
        works = {decided.works[record] for record in names.records(correction.paper)}
        at, key = correction.at("rename"), correction.rename
        if len(works) != 1:
            continue
        work = works.pop()
        of_others = {*decided.keys.values(), *(old for keys in decided.old.values() for old in keys)}
        taken = (of_others | decided.gone) - decided.old.get(work, set())
        if decided.keys[work] == key:
            if names.given(key):
                message = f"the paper's key is {key!r} without it; remove this rename."
                decided.problems.append(Problem(at, "warning", "correction-unused", message))
        elif key in taken:
            decided.problems.append(
                Problem(at, "error", "correction-clash", f"the key {key!r} is another paper's; choose a free one.")
            )
        else:
            decided.old.setdefault(work, set()).add(decided.keys[work])
            decided.old[work].discard(key)
            decided.keys[work] = key
