"""Series: digests that share the name after the date. In: the Library and the Config. Out: their papers and their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from generator.config.loading import Config
from generator.enrich.classes import class_names
from generator.library import Library
from generator.model import Digest

_TABLE = Path(__file__).with_name("series.tsv")
_SAID = re.compile(r"[aeiouy]|[^a-z]|^.$")
# "icml2025", "neurips24".
_YEAR = re.compile(r"([a-z]{3,})((?:20)?\d\d)")
# So many words a name has at most ("papers-with-code"; "arxiv-q-bio-nc" has three behind its own).
_LONGEST = 3


def by_series(library: Library) -> dict[str, tuple[str, ...]]:
    """Series slug -> keys of its papers, in the library's order."""
    members: dict[str, set[str]] = {}
    for digest in library.digests:
        if digest.series:
            members.setdefault(digest.series, set()).update(digest.keys)
    return {slug: tuple(key for key in library.papers if key in keys) for slug, keys in members.items()}


def series_name(slug: str, config: Config) -> str:
    """The name of a series: the one in the settings, else its slug in words."""
    return SeriesNames(config.settings.series)(slug)


class SeriesNames(msgspec.Struct, frozen=True):
    """Slug -> name of a series, for a template. given: the names in the settings."""

    given: dict[str, str]

    def __call__(self, slug: str) -> str:
        return self.given.get(slug) or in_words(slug)


class DigestTitles(msgspec.Struct, frozen=True):
    """Digest -> the name of its series, for a template."""

    names: SeriesNames

    def __call__(self, digest: Digest) -> str:
        return self.names(digest.series) if digest.series else "Digest"


@cache
def in_words(slug: str) -> str:
    """A slug as people write it: names that series.tsv knows ("pubmed-weekly": "PubMed weekly"), arXiv's classes behind its own name
    ("arxiv-cs-cl": "arXiv cs.CL"), and letters that nobody can say as a word in capitals ("xqz-daily": "XQZ daily"). A capital begins it,
    unless the name that does has none."""
    words = slug.split("-")
    named = list(_named(words))
    first, is_known = named[0]
    return " ".join([first if is_known else first[:1].upper() + first[1:], *(name for name, _ in named[1:])])


def _named(words: list[str]) -> Iterator[tuple[str, bool]]:
    """The words joined to names, and whether the name is known; the longest first."""
    place = 0
    while place < len(words):
        ends = range(min(len(words), place + _LONGEST), place, -1)
        name, last = next(((name, end) for end in ends if (name := _known(words, place, end))), ("", place + 1))
        yield name or _spelled(words[place]), bool(name)
        place = last


def _spelled(word: str) -> str:
    return word if _SAID.search(word) else word.upper()


def _known(words: list[str], first: int, last: int) -> str:
    """The name that words first..last-1 are, "" for none: of the table, with a year behind it, or a class of arXiv's behind "arxiv"."""
    part = words[first:last]
    if name := _names().get("-".join(part)):
        return name
    if len(part) == 1 and (year := _YEAR.fullmatch(part[0])) and (name := _names().get(year[1])):
        return f"{name} {year[2]}"
    if first and words[first - 1] == "arxiv":
        archive, code = "-".join(part[:-1]), part[-1].upper()
        return next((one for one in (f"{archive}.{code}", "-".join(part)) if any(class_names(one))), "")
    return ""


@cache
def _names() -> dict[str, str]:
    """Slug -> name of what many series are called after."""
    return dict(row.split("\t") for row in _TABLE.read_text("utf-8").splitlines())
