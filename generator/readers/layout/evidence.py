"""Titles that something else than their words speaks for. In: the titles of a file. Out: those that stand.

Words alone make a title of any heading, task or remark. In a file in which nothing leads to a paper, names an author or a venue, only an
even list stands; in any other, a guess stands only in a group of which something speaks for a member.
"""

from __future__ import annotations

import msgspec

from generator.readers.layout.candidates import TitleCandidate
from generator.readers.layout.signs import scores


class Choice(msgspec.Struct):
    """A title: its block, the candidate, the best other one of the block."""

    block: int
    candidate: TitleCandidate
    against: TitleCandidate | None = None


_EVIDENCE = frozenset((
    "links to a paper", "paper link beside", "paper link below", "paper label beside", "names beside", "venue beside", "record below",
    "in a title column", "in a column of papers", "label says title", "in a list of papers", "element named title", "in quotes",
    "title of a reference", "links to a file",
))  # fmt: skip
# A list of bare titles has so many, and they are so much of its text.
_LIST, _MOST = 8, 0.4


def in_evidence(titles: list[Choice], lines: int) -> list[Choice]:
    """The titles that stand. lines: how many blocks of some words the file has."""
    shown = {choice.candidate.shape for choice in titles if _EVIDENCE & set(choice.candidate.signs)}
    if not shown:
        named = [choice for choice in titles if {"bold", "names below"} <= set(choice.candidate.signs)]
        return titles if len(titles) >= _LIST and len(titles) >= _MOST * lines else named * (len(named) > 1)
    return [choice for choice in titles if choice.candidate.shape in shown or choice.candidate.score >= scores().sure]
