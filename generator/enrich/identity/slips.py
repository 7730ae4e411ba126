"""Slips of a list. In: verdicts on pairs of faces, and the digests in which each face stands. Out: the verdicts, with doubts for slips.

A list that copies an address to the next entry would merge two works: two entries of one list that have one id and quite different titles,
and nothing else that says that they are one. In two digests it is a work that was given another title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from generator.enrich.identity.faces import Face
from generator.enrich.identity.verdict import Verdict, shared_authors, shared_text

Pair = tuple[int, int]

# A name of a system ("LLaVA") beside the title of its paper has fewer words than this.
_LEAST_WORDS = 3
_FAINT_TEXT = 0.25
_SMALL = frozenset("a an the of for and in on to with by from as at is are via using toward towards".split())


def doubting(verdicts: Mapping[Pair, Verdict], faces: Sequence[Face], lists: Sequence[Set[str]]) -> dict[Pair, Verdict]:
    """The verdicts with a firm doubt for each slip. lists: face -> the paths of its digests."""
    return {
        pair: Verdict("doubt", why="one list gives them one id, and quite different titles", firm=True, slip=True)
        if verdict.same and lists[pair[0]] & lists[pair[1]] and _strange(faces[pair[0]], faces[pair[1]])
        else verdict
        for pair, verdict in verdicts.items()
    }


def _strange(a: Face, b: Face) -> bool:
    """Whether two titles share next to nothing, and neither authors nor abstracts speak for one work."""
    ours, theirs = ({word for word in face.title.split() if word not in _SMALL} for face in (a, b))
    if min(len(ours), len(theirs)) < _LEAST_WORDS or 4 * len(ours & theirs) >= min(len(ours), len(theirs)):
        return False
    return not shared_authors(a, b) and (shared_text(a, b) or 0) < _FAINT_TEXT
