"""The table of Problem codes. In: problems.toml. Out: code -> its levels, what it means and how to mend it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from generator.model import Level

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
