"""Pairs. In: how often terms stand, and texts. Out: the most frequent terms, and the papers in which two of them are neighbours.

A phrase of frequent words would have to be looked for in the texts of thousands of papers; those that hold its pairs are few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from generator.render.search.words import Chunk

# The terms in more than one paper of twenty, so many at most.
_COMMON, _SHARE = 200, 20


def common(frequencies: Mapping[str, int], papers: int) -> list[str]:
    """The most frequent terms, the more frequent first, but those of a quarter by letter, which packs better: of a long question the
    browser leaves them out."""
    usual = sorted((-count, term) for term, count in frequencies.items() if count > papers / _SHARE)[:_COMMON]
    quarter = -(-len(usual) // 4) or 1
    return [
        term for at in range(0, len(usual), quarter) for term in sorted(term for _, term in usual[at : at + quarter])
    ]


def pairs(read: Iterable[Sequence[list[Chunk]]], common: Set[str], start: int = 0) -> dict[str, dict[str, list[int]]]:
    """first term -> second term -> numbers of the papers in which they follow each other in some field, stop words between them left
    out. In: papers' fields as chunks, in the papers' order, which are numbered from `start`; and the terms to pair."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, texts in enumerate(read, start) if common else ():
        for first, second in {pair for field in texts for pair in _neighbours(field, common)}:
            found[first][second].append(number)
    return found


def _neighbours(field: Iterable[Chunk], common: Set[str]) -> Iterator[tuple[str, str]]:
    last = ""
    for chunk in field:
        for term in chunk.sequence:
            known = term in common
            if known and last:
                yield last, term
            last = term if known else ""
