"""Identity. In: readings, and what corrections decide. Out: one record a work, with its key, its appearances and its redirects; doubts.

`faces` sees what counts in a record, `candidates` finds the pairs worth a look, `verdict` compares two, `slips` doubts what one list mixed
up, `works` joins what is one, `decided` and `obeyed` obey corrections, `known` keeps published keys, `keys` gives each work its address,
`records` makes one record of several (the rule for each field is there).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from generator.config.corrections import Correction
from generator.config.facts import Fact
from generator.config.register import Register
from generator.enrich.identity.candidates import signature
from generator.enrich.identity.decided import decide_works
from generator.enrich.identity.faces import Face, content, face_of, plain_title
from generator.enrich.identity.names import Sorted
from generator.enrich.identity.obeyed import Decided
from generator.enrich.identity.records import complete, supplement, tidy
from generator.enrich.identity.works import Doubt
from generator.model import Appearance, Author, Digest, Paper, Problem, Reading
from generator.work import Work


class Merged(msgspec.Struct, frozen=True):
    """papers: one a work, oldest first. listed: digest path -> keys in its own order. problems: doubts, and corrections gone wrong.
    meant: what a correction calls its paper -> that paper's key. owners: key, old ones too -> the records that it was given to.
    gone: keys that were published, and that no work has now."""

    papers: tuple[Paper, ...]
    listed: dict[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()
    meant: dict[str, str] = {}
    owners: dict[str, tuple[Paper, ...]] = {}
    gone: frozenset[str] = frozenset()


class _Record(msgspec.Struct, frozen=True):
    digest: Digest
    paper: Paper


def digests_in_order(readings: Sequence[Reading]) -> list[Reading]:
    """Oldest digest first, then by path: the order in which keys are given."""
    return sorted(readings, key=lambda reading: (reading.digest.date, reading.digest.path))


def merge(
    readings: Sequence[Reading],
    corrections: Sequence[Correction] = (),
    facts: Sequence[Fact] = (),
    register: Register | None = None,
    work: Work | None = None,
) -> Merged:
    """Gather the records of `readings` into works, and give each its key: the published one that the register has, else a new one."""
    records = [_Record(reading.digest, paper) for reading in digests_in_order(readings) for paper in reading.papers]
    given = _sorted([record.paper for record in records], work or Work())
    decided = decide_works(given, corrections, facts, register)
    members: dict[int, list[int]] = {}
    for number, found in enumerate(decided.works):
        members.setdefault(found, []).append(number)
    return Merged(
        papers=tuple(_paper(decided, found, numbers, records, given) for found, numbers in members.items()),
        listed=_listed(readings, records, decided),
        problems=(*decided.problems, *_doubts(decided, decided.doubts, records)),
        meant=decided.meant,
        owners=_owners(decided, given),
        gone=decided.gone,
    )


def _listed(readings: Iterable[Reading], records: Iterable[_Record], decided: Decided) -> dict[str, tuple[str, ...]]:
    """Digest path -> the keys of its papers, each once, in its own order."""
    listed: dict[str, dict[str, None]] = {reading.digest.path: {} for reading in readings}
    for record, found in zip(records, decided.works, strict=True):
        listed[record.digest.path][decided.keys[found]] = None
    return {path: tuple(keys) for path, keys in listed.items()}


def _owners(decided: Decided, given: Sorted) -> dict[str, tuple[Paper, ...]]:
    """Key -> the records that it was given to."""
    return {key: tuple(given.tidied[face] for face in sorted(found)) for key, found in decided.owners.items()}


class Looked(msgspec.Struct, frozen=True):
    """What one record alone decides: its authors and ids in one form, its face, and the signature of that."""

    authors: tuple[Author, ...]
    et_al: bool
    ids: dict[str, str]
    face: Face
    signature: bytes


def look(_: None, paper: Paper) -> Looked:
    """The look of a record."""
    tidied = tidy(paper)
    face = face_of(tidied)
    return Looked(tidied.authors, tidied.et_al, tidied.ids, face, signature(face))


def _made_of(paper: Paper) -> tuple[object, ...]:
    return content(paper), paper.et_al, list(paper.ids.items())


def _sorted(papers: list[Paper], work: Work) -> Sorted:
    """Papers with one content have one face."""
    tidied: dict[tuple[object, ...], Paper] = {}
    for paper in papers:
        tidied.setdefault(content(paper), paper)
    place = {seen: number for number, seen in enumerate(tidied)}
    looked = list(work.map(look, tidied.values(), known_by=_made_of, doing="comparing, paper"))
    return Sorted(
        papers,
        [
            replace(paper, authors=_one_of(paper.authors, one.authors), et_al=one.et_al, ids=one.ids)
            for paper, one in zip(tidied.values(), looked, strict=True)
        ],
        [place[content(paper)] for paper in papers],
        [one.face for one in looked],
        [one.signature for one in looked],
    )


def _one_of(read: tuple[Author, ...], tidied: tuple[Author, ...]) -> tuple[Author, ...]:
    """The authors as they were read, where they are tidy: they are held anyway."""
    return read if read == tidied else tidied


def _paper(
    decided: Decided,
    work: int,
    numbers: Sequence[int],
    records: Sequence[_Record],
    given: Sorted,
) -> Paper:
    """The one record of a work. Records with one content count once; every one of them is an appearance."""
    # Of records with one face the first is taken.
    distinct: dict[int, Paper] = {}
    parts: dict[int, dict[int, None]] = {}
    for number in numbers:
        face = given.faces[number]
        if face not in distinct:
            distinct[face] = replace(given.tidied[face], source=records[number].paper.source)
        parts.setdefault(decided.parts[number], {})[face] = None
    main_first = sorted(parts, key=lambda part: part != work)
    main, *others = (complete([distinct[face] for face in parts[part]]) for part in main_first)
    return replace(
        supplement(main, others) if others else main,
        key=decided.keys[work],
        added=records[numbers[0]].digest.date,
        source=records[numbers[0]].paper.source,
        redirects=tuple(sorted(decided.old.get(work, ()))),
        appearances=tuple(
            Appearance(records[number].digest.name, records[number].paper.source, records[number].paper.title)
            for number in numbers
        ),
    )


def _doubts(decided: Decided, doubts: Sequence[Doubt], records: Sequence[_Record]) -> Iterator[Problem]:
    for doubt in doubts:
        later, earlier = records[doubt.later].paper, records[doubt.earlier].paper
        ours, theirs = decided.key_of(doubt.later), decided.key_of(doubt.earlier)
        first = f"{plain_title(earlier)!r} ({earlier.source})"
        one_work = f"`paper: {ours}` with `merge_into: {theirs}` when it is one work"
        if doubt.slip:
            message = (
                f"has the id of {first}: {doubt.why}. They stay two pages. Mend the id where it is wrong, or say in corrections.yml"
                f" {one_work}, `accept: [one-id-two-works]` when not."
            )
            yield Problem(later.source, "warning", "one-id-two-works", message)
        else:
            message = (
                f"may be the same work as {first}: {doubt.why}. They stay two pages. Say in corrections.yml"
                f" {one_work}, `keep_apart: {theirs}` when not."
            )
            yield Problem(later.source, "note", "maybe-same-work", message)
