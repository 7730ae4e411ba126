"""Papers that a digest names by an id alone get their titles. In: Readings and Facts. Out: Readings, what is known now among their papers.

The title comes from a fact that names the id (`offprint lookup` writes those), or from another digest that has the paper, which a fact may
have given its id. Everything that
the fact says is filed with it, so that identity sees a whole record. What nobody gave a title stays named, and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.config.facts import Fact
from generator.config.fields import IDS
from generator.enrich.facts import completed
from generator.model import Origin, Paper, Reading

Id = tuple[str, str]


def filed(readings: Sequence[Reading], facts: Iterable[Fact]) -> list[Reading]:
    """The readings in their order; in each, papers that got a title, in the order of the list, and the others in `named`."""
    if not any(reading.named for reading in readings):
        return list(readings)
    facts = list(facts)
    known = {fact.id: fact for fact in facts if fact.id and "title" in fact.values}
    titles = _titles(readings, facts)
    return [_filed(reading, known, titles) if reading.named else reading for reading in readings]


def _titles(readings: Sequence[Reading], facts: Iterable[Fact]) -> dict[Id, str]:
    """Each id with the title of the first paper that has it, else of the paper that facts say has it."""
    found: dict[Id, str] = {}
    for reading in readings:
        for paper in reading.papers:
            for one in paper.ids.items():
                found.setdefault(one, paper.title)
    for fact in facts:
        for kind, stated in fact.values.items() if fact.title else ():
            if kind in IDS:
                found.setdefault((kind, stated.value[0]), fact.title)
    return found


def _filed(reading: Reading, known: dict[Id, Fact], titles: dict[Id, str]) -> Reading:
    from generator.readers.named import waiting

    papers, named = list(reading.papers), []
    for paper in reading.named:
        one = next(iter(paper.ids.items()))
        if one in known:
            papers.append(_of_fact(paper, known[one]))
        elif one in titles:
            papers.append(replace(paper, title=titles[one]))
        else:
            named.append(paper)
    left = replace(reading, papers=tuple(papers), named=tuple(named))
    others = (problem for problem in reading.problems if problem.code != "known-by-id")
    return replace(left, problems=(*others, *waiting(left)))


def _of_fact(paper: Paper, fact: Fact) -> Paper:
    """The paper as the fact gives it, each value with who said it."""
    title = fact.values["title"]
    told = replace(paper, title=title.value[0], origins=(Origin("title", title.value[0], title.said),))
    return completed(told, [fact])
