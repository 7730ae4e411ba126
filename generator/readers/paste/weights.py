"""The numbers of the model of pasted text. In: weights.toml. Out: its parts by name, and the tables by name."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

NEVER = -60.0


class Part(IntEnum):
    """What a line is. …_ON: its next line. …_WITHIN: in the midst of a paper, after its title; of them alone may an abstract follow,
    which so has a title."""

    TITLE = 0
    TITLE_ON = 1
    AUTHORS = 2
    AUTHORS_ON = 3
    FACTS = 4
    ABSTRACT = 5
    ABSTRACT_ON = 6
    PARAGRAPH = 7
    CHROME = 8
    FACTS_WITHIN = 9
    CHROME_WITHIN = 10


GOING_ON = frozenset((Part.TITLE_ON, Part.AUTHORS_ON, Part.ABSTRACT_ON))
SHOWN = {Part.FACTS_WITHIN: Part.FACTS, Part.CHROME_WITHIN: Part.CHROME}

Steps = dict[Part, dict[Part, float]]


@cache
def table(name: str) -> dict[str, Any]:
    """One table of weights.toml."""
    found: dict[str, Any] = _tables()[name]
    return found


@cache
def logs(name: str, key: str) -> tuple[float, ...]:
    """A row of shares as logarithms."""
    return tuple(math.log(share) for share in table(name)[key])


def steps(*names: str) -> Steps:
    """How likely parts follow each other: the tables `names`, the later over the earlier, START left out."""
    made: Steps = {}
    for name in names:
        for before, following in table(name).items():
            if before != "START":
                made.setdefault(Part[before], {}).update({Part[after]: value for after, value in following.items()})
    return made


def first_parts() -> dict[Part, float]:
    return {Part[name]: value for name, value in table("after")["START"].items()}


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))


def between(row: Sequence[Sequence[float]], place: float) -> float:
    """The value at a place in a row of (place, value), by straight lines."""
    for (left, low), (right, high) in pairwise(row):
        if place <= right:
            return low + (high - low) * (place - left) / (right - left)
    return row[-1][1]
