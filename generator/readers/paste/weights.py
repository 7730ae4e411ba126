"""What the model of pasted text knows. In: weights.toml, words.toml. Out: its parts by name; tables of numbers, lists of words by name."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.text.late import one_of

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
    found: dict[str, Any] = _read("weights.toml")[name]
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
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def between(row: Sequence[Sequence[float]], place: float) -> float:
    """The value at a place in a row of (place, value), by straight lines."""
    for (left, low), (right, high) in pairwise(row):
        if place <= right:
            return low + (high - low) * (place - left) / (right - left)
    return row[-1][1]


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words.toml."""
    return frozenset(filter(None, (word.strip() for word in _lists()[name].split(" / "))))


@cache
def _lists() -> dict[str, str]:
    return {name: re.sub(r"\s*/\s*", " / ", value).strip() for name, value in _read("words.toml").items()}


@cache
def beginning(name: str) -> re.Pattern[str]:
    """A word of a list at the beginning of a line."""
    return re.compile(rf"[\W_]{{0,4}}{_one_of(name)}", re.IGNORECASE)


@cache
def anywhere(name: str, *, whole: bool = False) -> re.Pattern[str]:
    """A word of a list, also inside another; or only as a `whole`, where blanks part words."""
    listed = _one_of(name)
    return re.compile(rf"(?<![a-zà-ÿ]){listed}(?![a-zà-ÿ])" if whole else listed, re.IGNORECASE)


def _one_of(name: str) -> str:
    return one_of(re.escape(word) for word in sorted(word_list(name), key=len, reverse=True))
