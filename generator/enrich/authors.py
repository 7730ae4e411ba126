"""People who sign in several ways. In: papers, and what corrections say of authors. Out: papers whose authors are listed under one name.

Two names are one person's when a correction says so, or when both carry one ORCID iD; never because they look alike. The name on the paper
stays as it was printed; `known_as` says under which it is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.config.corrections import Person
from generator.model import Author, Paper, Problem
from generator.text import name_slug


def join_authors(papers: Sequence[Paper], people: Iterable[Person]) -> tuple[tuple[Paper, ...], list[Problem]]:
    """Give each author the name to be listed under, where it is another than the printed one."""
    joined: dict[str, str] = {}
    problems: list[Problem] = []
    written = {name_slug(author.name): author.name for paper in papers for author in paper.authors} if people else {}
    for person in people:
        for name in person.also:
            if name_slug(name) in written and name_slug(name) != name_slug(person.name):
                joined[name_slug(name)] = person.name
            else:
                problems.append(_unused(person, name, written))
    by_orcid = _by_orcid(papers)
    if not joined and not by_orcid:
        return tuple(papers), problems
    return tuple(_signed(paper, joined, by_orcid) for paper in papers), problems


def _signed(paper: Paper, joined: dict[str, str], by_orcid: dict[str, str]) -> Paper:
    authors = tuple(_known(author, joined, by_orcid) for author in paper.authors)
    return replace(paper, authors=authors) if authors != paper.authors else paper


def _known(author: Author, joined: dict[str, str], by_orcid: dict[str, str]) -> Author:
    name = by_orcid.get(author.orcid, author.name)
    name = joined.get(name_slug(name), name)
    return replace(author, known_as=name) if name_slug(name) != name_slug(author.name) else author


def _by_orcid(papers: Sequence[Paper]) -> dict[str, str]:
    """iD -> the name it comes with most often (of equals the longest, then the first of the alphabet), for iDs with several names."""
    names: dict[str, Counter[str]] = {}
    for paper in papers:
        for author in paper.authors:
            if author.orcid:
                names.setdefault(author.orcid, Counter())[author.name] += 1
    several = {orcid: found for orcid, found in names.items() if len({name_slug(name) for name in found}) > 1}
    return {orcid: min(found, key=lambda name: (-found[name], -len(name), name)) for orcid, found in several.items()}


def _unused(person: Person, name: str, written: dict[str, str]) -> Problem:
    if name_slug(name) == name_slug(person.name):
        return Problem(
            person.source,
            "warning",
            "correction-unused",
            f"{name!r} is {person.name!r} already; remove it from `also`.",
        )
    from rapidfuzz import fuzz, process

    near = process.extractOne(name_slug(name), list(written), scorer=fuzz.ratio, score_cutoff=75)
    hint = f"did you mean {written[near[0]]!r}?" if near else "remove it from `also`."
    return Problem(person.source, "warning", "correction-unused", f"no paper is signed {name!r}; {hint}")
