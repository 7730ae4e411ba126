"""Series: digests that share the name after the date. In: the Library and the Config. Out: their papers and their names."""

from __future__ import annotations

import re

import msgspec

from generator.config.loading import Config
from generator.library import Library
from generator.model import Digest

_SAID = re.compile(r"[aeiouy]|[^a-z]|^.$")


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


def in_words(slug: str) -> str:
    """ "trending-papers" -> "Trending papers"; letters that nobody can say as a word are an abbreviation: "hf-daily" -> "HF daily"."""
    words = [word if _SAID.search(word) else word.upper() for word in slug.split("-")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
