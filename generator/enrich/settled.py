"""Settled Problems. In: Problems, readings, papers, and the codes that people accept. Out: the Problems that are left.

A Problem belongs to a record when it stands on one of the record's lines, in any digest where the paper appeared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from generator.config.corrections import Correction
from generator.model import Paper, Problem, Reading, Source

# Identity settles these itself.
_SETTLED_BEFORE = ("maybe-same-work", "merged-ids-differ")


def settle(
    found: Iterable[Problem],
    readings: Sequence[Reading],
    papers: Sequence[Paper],
    meant: Mapping[str, str],
    corrections: Iterable[Correction],
) -> tuple[tuple[Problem, ...], frozenset[Problem]]:
    """(`found` without what is accepted, the accepted Problems of readings). An acceptance of what never came up is a warning."""
    problems = tuple(found)
    accepting = [c for c in corrections if c.accept and c.paper in meant]
    if not accepting:
        return problems, frozenset()
    lines = _lines_of(readings)
    of_key = {paper.key: paper for paper in papers}
    everything = [*problems, *chain.from_iterable(reading.problems for reading in readings)]
    settled: set[Problem] = set()
    unused: list[Problem] = []
    for correction in accepting:
        own = _own_lines(of_key[meant[correction.paper]], lines)
        theirs = [problem for problem in everything if problem.source in own]
        for code in correction.accept:
            accepted = {problem for problem in theirs if problem.code == code}
            settled |= accepted
            if not accepted and code not in _SETTLED_BEFORE:
                unused.append(_unused(correction, code))
    left = [problem for problem in (*problems, *unused) if problem not in settled]
    return tuple(left), frozenset(settled)


def _unused(correction: Correction, code: str) -> Problem:
    message = f"changes nothing: the record has no {code!r}; remove it here."
    return Problem(correction.at("accept"), "warning", "correction-unused", message)


def _own_lines(paper: Paper, lines: Mapping[Source, set[Source]]) -> set[Source]:
    """The lines of a paper, in all digests where it appeared."""
    own: set[Source] = set()
    for place in paper.appearances:
        own |= lines.get(place.source, {place.source})
    return own


def _lines_of(readings: Iterable[Reading]) -> dict[Source, set[Source]]:
    """Where a record begins -> all of its lines."""
    lines: dict[Source, set[Source]] = defaultdict(set)
    for reading in readings:
        for span in reading.account:
            if 0 <= span.paper < len(reading.papers):
                begins = reading.papers[span.paper].source
                lines[begins].add(begins)
                lines[begins].update(Source(begins.path, line) for line in range(span.first, span.last + 1))
    return dict(lines)
