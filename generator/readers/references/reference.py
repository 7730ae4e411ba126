"""A reference. In: its text. Out: what it says, and the years in it."""

from __future__ import annotations

import re

import msgspec

from generator.readers.paste.facts import LAST_SEEN
from generator.text import pattern_of

# Not the end of a range, which is one of pages: "11 (40), 2004–2021".
YEAR = re.compile(r"(?<![\d.:/(-])(?<!\d–)(?:\()?((?:1[89]\d|20[0-4])\d)[a-z]?(?![\d/]|\.\d|[-–]\d)")
# Addresses, and the day on which somebody looked at one.
_NO_YEAR = re.compile(
    rf"https?://\S+|\b{LAST_SEEN}\b[^\d()]{{0,25}}(?:\d{{1,2}}\D{{1,15}}){{0,2}}(?:19|20)\d\d|\[\d{{4}}-\d\d-\d\d\]",
    re.I,
)
# What stands for the year of a work that is not out, or tells none.
NOT_YET = (
    r"(?i:in press|forthcoming|to appear|accepted|submitted|under review|in prep\w*|n\.\s?d\.|no date|im erscheinen|im druck|o\.\s?j\.|"
    r"à paraître|sous presse|s\.\s?[df]\.|en prensa|no prelo|in corso di stampa|w druku|в печати|baskıda|印刷中|刊行予定)"
)
# Of two years one is in brackets: "1896 [1884].", "[1752] 1955.", "2011 (1991)", "(1857/1972)".
_WHEN = r"(?:1[5-9]|20)\d\d"
SECOND = rf"(?:\s?[\[(]{_WHEN}[)\]]|\],?\s{_WHEN}|\s?/\s?{_WHEN})"
DATED = re.compile(rf"[(\[]{{0,2}}({_WHEN})[a-z]?(?:{SECOND}\)?[.,:]?|\)[.,:]?|[.,:])\s+")


# What ends a reference: a stop that is no initial's, a number, a bracket, an address, the words of links to it.
CLOSED = pattern_of(r"(?:(?<!\b[A-Z])\.|[\d)\]>/’”\"]|(?:CrossRef|Medline|PubMed|Scholar|Article))$|https?://\S+$")
# A word of a journal's name has a capital, and may be cut at a point, or is a small one.
JOURNAL_WORD = r"(?:[^\W\d_a-z][\w&’'/-]*+\.?|of|and|the|to|in|de|des|du|der|für|&)"


class Reference(msgspec.Struct, frozen=True):
    """What an item says. rest: what stands behind the title; venue: what of it is one by its place."""

    title: str
    names: tuple[str, ...]
    year: str
    rest: str
    venue: str = ""


def year_in(text: str) -> str:
    years = YEAR.findall(_NO_YEAR.sub(" ", text))
    return years[-1] if years else ""
