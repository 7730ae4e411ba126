"""What evidence says and people decided about identity. In: records, their faces, corrections, facts, the register. Out: the work of each
record, keys, Problems.

`keep_apart` parts two works before anything is joined; `merge_into` joins two after, and `rename` gives a page another key (`obeyed`).
Names are resolved on what stands without the correction, so a correction goes on meaning the same papers once it is obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from msgspec.structs import replace

from generator.config.corrections import Correction
from generator.config.facts import Fact
from generator.config.register import Held, Register
from generator.enrich.identity.faces import Face
from generator.enrich.identity.keys import Keys, give_keys
from generator.enrich.identity.known import keys_in, resolve_published
from generator.enrich.identity.names import Names, Sorted, unknown
from generator.enrich.identity.obeyed import Decided, obey
from generator.enrich.identity.slips import doubting
from generator.enrich.identity.verdict import Verdict, compare
from generator.enrich.identity.works import Doubt, Pair, Works, find_works, verdicts_of
from generator.model import Problem
from generator.text import paper_key

_CODE = "maybe-same-work"


def decide_works(
    given: Sorted, corrections: Sequence[Correction], facts: Sequence[Fact], register: Register | None = None
) -> Decided:
    """Find the works and their keys, as evidence says and people decided. A key in the register keeps its paper."""
    seen = given.seen
    verdicts = doubting(verdicts_of(seen, given.signatures), seen, _lists(given, len(seen)))
    first = {face: record for record, face in reversed(list(enumerate(given.faces)))}
    renamed = {correction.rename: correction.paper for correction in corrections if correction.rename}
    keyed = _Keyed(given, seen, first, keys_in(register or {}), facts, renamed)
    works = find_works(seen, verdicts)
    of, keys, owners, names = keyed(works)
    apart, problems = _apart(corrections, names, given, works, verdicts)
    if apart:
        works = _torn_too(find_works(seen, verdicts, apart), works.torn)
        of, keys, owners, names = keyed(works)
    doubts = _unsettled(_of_records(works.doubts, first), corrections, names, problems)
    decided = Decided(of, dict(keys.page), keys.led(), doubts, problems, owners=owners, gone=keys.gone, parts=of)
    obey(decided, corrections, names, [seen[face] for face in given.faces])
    return decided


def _torn_too(works: Works, before: frozenset[int]) -> Works:
    return replace(works, torn=works.torn | before)


def _of_records(doubts: Iterable[Doubt], first: Mapping[int, int]) -> list[Doubt]:
    """Doubts about faces as doubts about the first record of each."""
    return [replace(doubt, earlier=first[doubt.earlier], later=first[doubt.later]) for doubt in doubts]


def _lists(given: Sorted, faces: int) -> list[set[str]]:
    """Face -> the paths of the digests that have it."""
    found: list[set[str]] = [set() for _ in range(faces)]
    for record, face in zip(given.records, given.faces, strict=True):
        found[face].add(record.source.path)
    return found


class _Keyed:
    """Gives each work its keys, those first that the register has (`lines`: key -> its line), and learns what it is called."""

    def __init__(
        self,
        given: Sorted,
        seen: Sequence[Face],
        first: Mapping[int, int],
        lines: Mapping[str, Held],
        facts: Sequence[Fact],
        renamed: Mapping[str, str],
    ) -> None:
        self.given, self.seen, self.first, self.lines = given, seen, first, lines
        self.facts, self.renamed = facts, renamed
        self.bases = [paper_key(record.title) for record in given.records]
        self.same = lru_cache(maxsize=None)(lambda one, other: compare(seen[one], seen[other]).same)

    def __call__(self, works: Works) -> tuple[list[int], Keys, dict[str, set[int]], Names]:
        """The work of each record, the keys, the faces that own each key (those of its records, else the one that was found for it), and
        what records are called."""
        titles = [self.bases[self.first[face]] for face in range(len(self.seen))]
        known = resolve_published(self.lines, self.seen, titles, works.of) if self.lines else None
        of = [self.first[works.of[face]] for face in self.given.faces]
        keys = give_keys(self.bases, of, self.given.faces, self.same, works.torn, known)
        owners: dict[str, set[int]] = {}
        for key, face in zip(keys.own, self.given.faces, strict=True):
            owners.setdefault(key, set()).add(face)
        for key, face in known.faces.items() if known else ():
            owners.setdefault(key, {face})
        return of, keys, owners, Names(self.given, of, keys, self.facts, self.renamed)


def _apart(
    corrections: Iterable[Correction], names: Names, given: Sorted, works: Works, verdicts: Mapping[Pair, Verdict]
) -> tuple[list[Pair], list[Problem]]:
    """Pairs of faces to keep apart. A correction that parts what nothing would join is not used."""
    near = {pair for pair, verdict in verdicts.items() if verdict.word != "apart"}
    pairs: list[Pair] = []
    problems: list[Problem] = []
    for correction, other in ((one, other) for one in corrections for other in one.keep_apart or ()):
        at = correction.at("keep_apart")
        ours, theirs = _faces(names, given, correction.paper), _faces(names, given, other)
        if not theirs:
            problems.append(unknown(at, other, names))
        elif ours & theirs:
            message = f"{correction.paper!r} and {other!r} mean one record; name them by path:line."
            problems.append(Problem(at, "error", "correction-ambiguous", message))
        else:
            found = [(min(pair), max(pair)) for pair in product(sorted(ours), sorted(theirs))]
            pairs += found
            if found and near.isdisjoint(found) and not _are_joined(found, works):
                message = f"nothing takes {other!r} for the same work; remove this keep_apart."
                problems.append(Problem(at, "warning", "correction-unused", message))
    return pairs, problems


def _are_joined(pairs: Iterable[Pair], works: Works) -> bool:
    """Whether two faces of a pair are of one work."""
    return any(works.of[one] == works.of[other] for one, other in pairs)


def _faces(names: Names, given: Sorted, name: str) -> set[int]:
    """The faces of the records called `name`."""
    return {given.faces[record] for record in names.records(name)}


def _unsettled(
    doubts: Iterable[Doubt], corrections: Iterable[Correction], names: Names, problems: list[Problem]
) -> list[Doubt]:
    """The doubts that no correction accepts."""
    left = list(doubts)
    for correction in corrections:
        if _CODE in correction.accept:
            own = set(names.records(correction.paper))
            unsettled = [doubt for doubt in left if not own & {doubt.earlier, doubt.later}]
            if own and len(unsettled) == len(left):
                message = f"changes nothing: the record has no {_CODE!r}; remove it here."
                problems.append(Problem(correction.at("accept"), "warning", "correction-unused", message))
            left = unsettled
    return left
