"""Titles that something else than their words speaks for. In: the titles of a file. Out: those that stand.

Words alone make a title of any heading, task or remark. In a file in which nothing leads to a paper, names an author or a venue, only an
even list stands; in any other, a guess stands only in a group of which something speaks for a member.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import msgspec

from generator.readers.layout.candidates import Candidate, Shape
from generator.readers.layout.signs import scores


class Choice(msgspec.Struct):
    """A title: its block, the candidate, and the best other one of the block."""

    block: int
    candidate: Candidate
    against: Candidate | None = None


_EVIDENCE = frozenset((
    "links to a paper", "paper link beside", "paper link below", "paper label beside", "names beside", "venue beside", "record below",
    "in a title column", "in a column of papers", "label says title", "in a list of papers", "element named title", "in quotes",
    "title of a reference", "links to a file",
))  # fmt: skip
# A list of bare titles has so many, and they are so much of its text.
_LIST, _MOST = 8, 0.4


# So many of a group whose words are mostly the same are lines of a form: "Critique for 4/4, due Sunday".
_FORM, _SAME = 4, 0.6


def _forms(titles: list[Choice]) -> frozenset[Shape]:
    """The shapes of which most members are made of the same words."""
    groups: dict[Shape, list[frozenset[str]]] = defaultdict(list)
    for choice in titles:
        groups[choice.candidate.shape].append(frozenset(re.findall(r"[^\W\d_]+", choice.candidate.text.casefold())))
    found = set()
    for shape, held in groups.items():
        count = Counter(word for words in held for word in words)
        common = {word for word, number in count.items() if number * 2 > len(held)}
        alike = sum(len(words & common) >= _SAME * max(1, len(words)) for words in held)
        if len(held) >= _FORM and alike * 2 > len(held) and len(set(held)) > 1:
            found.add(shape)
    return frozenset(found)


def in_evidence(titles: list[Choice], lines: int) -> list[Choice]:
    """The titles that stand. lines: how many blocks of some words the file has."""
    forms = _forms(titles)
    titles = [one for one in titles if one.candidate.shape not in forms or "links to a paper" in one.candidate.signs]
    shown = {choice.candidate.shape for choice in titles if _EVIDENCE & set(choice.candidate.signs)}
    if not shown:
        return titles if len(titles) >= _LIST and len(titles) >= _MOST * lines else []
    return [choice for choice in titles if choice.candidate.shape in shown or choice.candidate.score >= scores().sure]
