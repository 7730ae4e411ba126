"""The lists of words.toml. In: a list's name. Out: its words, and patterns of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from generator.text.late import one_of


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words.toml."""
    return frozenset(filter(None, (word.strip() for word in _lists()[name].split(" / "))))


@cache
def _lists() -> dict[str, str]:
    text = (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
    return {name: re.sub(r"\s*/\s*", " / ", value).strip() for name, value in tomllib.loads(text).items()}


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
