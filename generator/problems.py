"""Problems in order, and the table of their codes. In: problems.toml. Out: code -> its levels, what it means and how to mend it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from generator.model import Level, Problem

TABLE = Path(__file__).with_name("problems.toml")


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every Problem with one code has in common; its own message says more."""

    levels: tuple[Level, ...]
    what: str
    mend: str


@lru_cache(maxsize=1)
def codes() -> dict[str, Code]:
    """Every code in the order of the table."""
    return msgspec.convert(tomllib.loads(TABLE.read_text("utf-8")), dict[str, Code])


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them is an error: then nothing is written."""
    return any(problem.level == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, by path, line, level and code."""
    rank = {"error": 0, "warning": 1, "note": 2}
    return sorted(set(problems), key=lambda p: (p.source.path, p.source.line, rank[p.level], p.code, p.message))
