"""What is common in scholarly prose. In: nothing. Out: how often a term stands in papers of many fields, and which terms say nothing.

The tables beside this file were counted by benchmarks/background.py, which says how, over thirteen fields. They are the same for every
library, so that a score between two papers does not move when a third one comes.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

T = TypeVar("T")
FOLDER = Path(__file__).parent
LANGUAGES = tuple("ar cs da de el en es fa fi fr he hu it ja ko nl no pl pt ro ru sv tr uk zh".split())
# Papers of 100,000 that hold a term which the table does not know.
UNSEEN = 10
_EVERYWHERE, _SELDOM = 20_000, 10
# "5", "5x", "10mg" and "p95" are no terms; "3d" is one.
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|[xkmb%]|[kmµ]?[gl]|[cmnk]m|hz|days?|years?|hours?|mins?)?|[pnr]\d+")


class Background(msgspec.Struct, frozen=True):
    """A term is a stem, or up to four joined by blanks. often: papers of 100,000 that hold it, fields counting alike. told: of 100 such
    papers with keywords those that name it, where some do. flags: by letter the terms that have it, see `flagged`."""

    often: dict[str, int]
    told: dict[str, int]
    flags: dict[str, frozenset[str]]


@cache
def background() -> Background:
    return _table("terms", Background)


def _table(name: str, kind: type[T]) -> T:
    """A shipped table. They are JSON, which is read into what is asked for in half of the time that cutting lines takes."""
    return msgspec.json.decode(gzip.decompress((FOLDER / f"{name}.json.gz").read_bytes()), type=kind)


def often(term: str) -> int:
    """Papers of 100,000 that hold `term`, UNSEEN at least."""
    return max(UNSEEN, background().often.get(term, UNSEEN))


def told(term: str) -> int | None:
    """Of 100 papers that hold `term`, how many name it in their keywords; None when it is not known."""
    table = background()
    return table.told.get(term, 0) if term in table.often else None


class Use(NamedTuple):
    """What papers do with a word, or a phrase that is a keyword. titled: of 100 that hold it those that have it in their title; alone: of
    1,000 those of which it is a keyword by itself; spread: among how many fields it is spread, times 10; most: of 1,000 papers of the
    field that holds it most, those that do."""

    titled: int
    alone: int
    spread: int
    most: int


# Of a word that hardly any paper holds.
RARE = Use(20, 0, 10, 3)


@cache
def use_of_words() -> dict[str, Use]:
    return _table("words", dict[str, Use])


def spread_of(term: str) -> float:
    """Among how many fields a term is spread, 1 at least."""
    return use_of_words().get(term, RARE).spread / 10


@cache
def flagged(flag: str) -> frozenset[str]:
    """The terms with a flag: "s" no term holds this word; "g", "p" no term by itself ("p": yet what tells in a phrase); "a" hardly ever a
    keyword by itself, though often met; "f", "l" no term begins, ends with it; "k" a keyword of several papers; "m" a mark of indexers."""
    return prose() if flag == "s" else background().flags.get(flag, frozenset())


@cache
def prose() -> frozenset[str]:
    """The words that no term holds, by themselves: whoever asks for the language of one paper need not load the table (80 ms)."""
    return frozenset((FOLDER / "prose.txt").read_text("utf-8").split())


@cache
def halves() -> tuple[dict[str, float], dict[str, float]]:
    """Of phrases what share of the papers that hold one hold it with the same word before it, and with the same after it: nearly all that
    say "stress disorder" say "traumatic stress disorder"."""
    table = background().often
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    for term, papers in table.items():
        if term.count(" ") > 1:
            for found, half in ((before, term.partition(" ")[2]), (after, term.rpartition(" ")[0])):
                whole = table.get(half)
                share = min(1.0, papers / max(1, whole)) if whole is not None else 0.0
                found[half] = max(found.get(half, 0.0), share)
    return before, after


def says_something(term: str) -> bool:
    """Whether a term of one or more stems tells a reader anything. Of phrases those do that are a keyword of several papers, and those
    that begin and end as keywords do, when one of their words says something; of words those that are keywords by themselves."""
    words = term.split(" ")
    if len(words) == 1:
        return not (term in flagged("g") or term in flagged("p") or term in flagged("s") or is_number(term))
    if term in flagged("k"):
        return True
    if term in flagged("g") or words[0] in flagged("f") or words[-1] in flagged("l") or any(map(_is_everywhere, words)):
        return False
    ends = (words[0], words[-1])
    return words[0] != "per" and not any(map(is_number, ends)) and any(word not in flagged("g") for word in words)


def is_number(word: str) -> bool:
    """Whether a word is a number, also with its unit; "3d" is none."""
    return _NUMBER.fullmatch(word) is not None


def _is_everywhere(word: str) -> bool:
    """Words such as "in" and "large", which make a term only where people use it as one ("in vitro", "large language model")."""
    return often(word) >= _EVERYWHERE and (told(word) or 0) < _SELDOM


@cache
def little_words() -> dict[str, frozenset[str]]:
    """Language -> its little words, folded."""
    lines = gzip.decompress((FOLDER / "little.tsv.gz").read_bytes()).decode().splitlines()
    return {language: frozenset(words.split()) for language, words in (line.split("\t") for line in lines)}
