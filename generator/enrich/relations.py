"""Related papers. In: papers with keys. Out: the same papers, each with the few most similar ones and the terms they share.

Two papers are close when their terms are (cosine of TF-IDF vectors, see terms.py), closer when they bear on like subjects in other words
(bearings.py), and closer when their neighbours among the oldest papers are the same. A paper that stands close to many, as one in general
words does, has to come closer than others: its crowding is taken off (cross-domain similarity local scaling, Lample et al. 2018), from the
neighbours that are compared too. What many papers of the library say counts less for the order: among trials of one drug its name tells
nothing. What each is worth is in benchmarks/HISTORY.md. As the oldest papers alone are asked, two papers are as close as they were when
others come (preferred.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from generator.enrich.around import Around, Closest, Ranked
from generator.enrich.closest import closest_of
from generator.enrich.matrix import Rows
from generator.enrich.reasons import Asked, Chosen, related
from generator.enrich.terms import Weighted, vector_of
from generator.haste import latest
from generator.memo import encoded, key_of
from generator.model import Paper, Relation, Tag
from generator.work import Work

# So many more than are wanted are asked for what they share.
_MORE = 5

Relations: TypeAlias = dict[str, tuple[Relation, ...]]


class Nearby(NamedTuple):
    """The terms of papers in order, oldest first, and which come closest to each."""

    rows: Rows
    closest: Closest


def relate(
    papers: Sequence[Paper],
    count: int = 5,
    work: Work | None = None,
    vocabulary: Sequence[Tag] = (),
    early: Nearby | None = None,
) -> tuple[Paper, ...]:
    """Give each paper at most `count` related papers, closest first; fewer when nothing else comes close. Reasons are said where the two
    share what surely tells something: words, topics of the `vocabulary`, keywords or people. The result does not depend on the order of
    `papers`. `score`, in 0..1, is the mean of the cosine of terms and BEARING x that of bearings, which other papers cannot change; those
    with the largest score + NEIGHBOURHOOD x cosine of neighbourhoods - CROWDING x the other's crowding are chosen, TOLD more for those
    with reasons (see reasons.related). `early`: what near_each_other found of these texts before."""
    if len(papers) < 2 or count < 1:
        return tuple(papers)
    work = work or Work()
    found = latest(work, _told, "related", lambda: _relations(papers, count, work, vocabulary, early))
    return tuple(replace(paper, related=found.get(paper.key, ())) for paper in papers)


def _told(_: None, found: Relations) -> Relations:
    return found


def _relations(
    papers: Sequence[Paper], count: int, work: Work, vocabulary: Sequence[Tag], early: Nearby | None
) -> Relations:
    """Of each paper, by key, those related to it."""
    rows, closest = early or near_each_other(papers, rows_in_order(papers, work), count, work)
    ordered = _in_order(papers)
    around = Around(ordered, rows, Ranked(closest), vocabulary, work)
    order, asked = around.closest.in_turn(), Asked(count, closest.usual)
    why = work.map_together(related, order, asked, around.made_of, around.of, "related papers, paper")
    return {ordered[row].key: _related(ordered, row, around, chosen) for row, chosen in zip(order, why, strict=True)}


def rows_in_order(papers: Sequence[Paper], work: Work) -> Rows:
    """The terms of papers, oldest first."""
    return Rows(work.map(vector_of, list(map(_texts, _in_order(papers))), read_as=Weighted, doing="words, paper"))


def near_each_other(papers: Sequence[Paper], rows: Rows, count: int, work: Work) -> Nearby:
    """Which papers come closest to each, by their terms. Two at least."""
    ordered = _in_order(papers)
    # Who corrects a date or a topic changes no text: then what is near is remembered, and the arrays need not be loaded.
    known_by = (count, key_of(*rows.texts, encoded([paper.title for paper in ordered])))
    closest = work.recall(_near, "closest", known_by, lambda: closest_of(rows, ordered, count + _MORE, work))
    return Nearby(rows, closest)


def _in_order(papers: Sequence[Paper]) -> list[Paper]:
    return sorted(papers, key=lambda paper: (paper.added, paper.key))


def _near(_: None, closest: Closest) -> Closest:
    return closest


def _texts(paper: Paper) -> tuple[str, str]:
    return paper.title, paper.abstract


def _related(papers: Sequence[Paper], row: int, around: Around, chosen: Sequence[Chosen]) -> tuple[Relation, ...]:
    found, closest = [], around.closest.of(row)
    for place, said in chosen:
        near = closest[place]
        found.append(Relation(papers[near.row].key, round(near.closeness, 3), said, around.wrote(row, near.row)))
    return tuple(sorted(found, key=lambda relation: (-relation.score, relation.key)))
