"""A reference. In: its text. Out: what it says, and the years in it."""

from __future__ import annotations

import re

import msgspec

YEAR = re.compile(r"(?<![\d.:/(-])(?:\()?((?:1[89]\d|20[0-4])\d)[a-z]?(?![\d/]|\.\d|[-–]\d)")
DATED = re.compile(r"\(?((?:1[89]|20)\d\d)[a-z]?(?:\)[.,:]?|[.,:])\s+")


class Reference(msgspec.Struct, frozen=True):
    """What an item says. rest: what stands behind the title; venue: what of it is one by its place."""

    title: str
    names: tuple[str, ...]
    year: str
    rest: str
    venue: str = ""


def year_in(text: str) -> str:
    years = YEAR.findall(
        re.sub(r"https?://\S+|\((?:accessed|retrieved)[^()]*\)|\[\d{4}-\d\d-\d\d\]", " ", text, flags=re.I)
    )
    return years[-1] if years else ""
