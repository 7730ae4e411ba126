"""What people decided about identity. In: records, their faces, corrections and facts. Out: the work of each record, keys, Problems.

`keep_apart` parts two works before anything is joined; `merge_into` joins two after; `rename` gives a page another key. Names are resolved
on what stands without the correction, so a correction goes on meaning the same papers once it is obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from generator.config.corrections import Correction
from generator.config.facts import Fact
from generator.config.register import Held, Register
from generator.enrich.identity.faces import Face, face_of
from generator.enrich.identity.keys import Keys, give_keys
from generator.enrich.identity.known import keys_in, resolve
from generator.enrich.identity.names import Names, Sorted, unknown
from generator.enrich.identity.verdict import compare
from generator.enrich.identity.works import Doubt, Pair, Works, find_works, verdicts_of
from generator.model import Problem, Source
from generator.text import paper_key

_CODE = "maybe-same-work"


class Decided(msgspec.Struct):
    """works: record -> its work. keys: work -> its page's key. old: work -> the other keys that lead to it. doubts: between records.
    meant: what a correction calls its paper -> that paper's key, when there is one and only one. owners: key -> the faces that it was
    given to. gone: published keys of no work."""

    works: list[int]
    keys: dict[int, str]
    old: dict[int, set[str]]
    doubts: list[Doubt]
    problems: list[Problem]
    meant: dict[str, str] = {}
    owners: dict[str, set[int]] = {}
    gone: frozenset[str] = frozenset()


def decide(
    given: Sorted, corrections: Sequence[Correction], facts: Sequence[Fact], register: Register | None = None
) -> Decided:
    """Find the works and their keys, as evidence says and people decided. A key in the register keeps its paper."""
    seen = [face_of(paper) for paper in given.tidied]
    verdicts = verdicts_of(seen)
    first = {face: record for record, face in reversed(list(enumerate(given.faces)))}
    keyed = _Keyed(given, seen, first, keys_in(register or {}))
    works = find_works(seen, verdicts)
    of, keys, owners = keyed(works)
    renamed = {correction.rename: correction.paper for correction in corrections if correction.rename}
    names = Names(given, of, keys, facts, renamed)
    near = {pair for pair, verdict in verdicts.items() if verdict.word != "apart"}
    apart, problems = _apart(corrections, names, given, works, near)
    if apart:
        before = works.torn
        works = find_works(seen, verdicts, apart)
        works = msgspec.structs.replace(works, torn=works.torn | before)
        of, keys, owners = keyed(works)
        names = Names(given, of, keys, facts, renamed)
    doubts = [Doubt(first[doubt.earlier], first[doubt.later], doubt.why) for doubt in works.doubts]
    doubts = _unsettled(doubts, corrections, names, problems)
    old: dict[int, set[str]] = {}
    for key, work in keys.old.items():
        old.setdefault(work, set()).add(key)
    decided = Decided(of, dict(keys.page), old, doubts, problems, owners=owners, gone=keys.gone)
    _merge(decided, corrections, names)
    _rename(decided, corrections, names)
    _resolve(decided, corrections, names)
    decided.doubts = [doubt for doubt in doubts if decided.works[doubt.earlier] != decided.works[doubt.later]]
    return decided


class _Keyed:
    """Gives each work its keys, those first that the register has (`lines`: key -> its line)."""

    def __init__(
        self, given: Sorted, seen: Sequence[Face], first: Mapping[int, int], lines: Mapping[str, Held]
    ) -> None:
        self.given, self.seen, self.first, self.lines = given, seen, first, lines
        self.bases = [paper_key(record.title) for record in given.records]
        self.same = lru_cache(maxsize=None)(lambda one, other: compare(seen[one], seen[other]).same)

    def __call__(self, works: Works) -> tuple[list[int], Keys, dict[str, set[int]]]:
        """The work of each record, the keys, and the faces that own each key: those of its records, else the one that was found for it."""
        titles = [self.bases[self.first[face]] for face in range(len(self.seen))]
        known = resolve(self.lines, self.seen, titles, works.of) if self.lines else None
        of = [self.first[works.of[face]] for face in self.given.faces]
        keys = give_keys(self.bases, of, self.given.faces, self.same, works.torn, known)
        owners: dict[str, set[int]] = {}
        for key, face in zip(keys.own, self.given.faces, strict=True):
            owners.setdefault(key, set()).add(face)
        for key, face in known.faces.items() if known else ():
            owners.setdefault(key, {face})
        return of, keys, owners


def _apart(
    corrections: Iterable[Correction], names: Names, given: Sorted, works: Works, near: set[Pair]
) -> tuple[list[Pair], list[Problem]]:
    """Pairs of faces to keep apart. A correction that parts what nothing would join is not used."""
    pairs: list[Pair] = []
    problems: list[Problem] = []
    for correction in corrections:
        for other in correction.keep_apart:
            at = correction.at("keep_apart")
            ours, theirs = (
                {given.faces[record] for record in names.records(name)} for name in (correction.paper, other)
            )
            if not ours or not theirs:
                problems += [unknown(at, name, names) for name, found in ((other, theirs),) if not found]
            elif ours & theirs:
                problems.append(
                    Problem(
                        at,
                        "error",
                        "correction-ambiguous",
                        f"{correction.paper!r} and {other!r} mean one record; name them by path:line.",
                    )
                )
            else:
                found = [(min(a, b), max(a, b)) for a in sorted(ours) for b in sorted(theirs)]
                pairs += found
                if not near & set(found) and not any(works.of[a] == works.of[b] for a, b in found):
                    problems.append(
                        Problem(
                            at,
                            "warning",
                            "correction-unused",
                            f"nothing takes {other!r} for the same work; remove this keep_apart.",
                        )
                    )
    return pairs, problems


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


def _merge(decided: Decided, corrections: Iterable[Correction], names: Names) -> None:
    """Obey each `merge_into`: the page lives at the key of the paper that is merged into; every other key leads there."""
    into: dict[int, int] = {}
    for correction in corrections:
        if not correction.merge_into:
            continue
        at = correction.at("merge_into")
        ours, theirs = (
            _one(decided, names, correction, correction.paper),
            _one(decided, names, correction, correction.merge_into),
        )
        if ours is None or theirs is None:
            continue
        ours, theirs = _end(into, ours), _end(into, theirs)
        if ours == theirs:
            message = (
                f"{correction.paper!r} and {correction.merge_into!r} are one paper already; remove this merge_into."
            )
            decided.problems.append(Problem(at, "warning", "correction-unused", message))
        else:
            into[ours] = theirs
    for work in sorted(into):
        end = _end(into, work)
        decided.old.setdefault(end, set()).update({decided.keys.pop(work)}, decided.old.pop(work, set()))
    decided.works = [_end(into, work) for work in decided.works]


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
