"""Series: digests that share the name after the date. In: the Library and the Config. Out: their papers and their names."""

from __future__ import annotations

from generator.config import Config
from generator.library import Library


def by_series(library: Library) -> dict[str, tuple[str, ...]]:
    """Series slug -> keys of its papers, in the library's order."""
    members: dict[str, set[str]] = {}
    for digest in library.digests:
        if digest.series:
            members.setdefault(digest.series, set()).update(digest.keys)
    return {slug: tuple(key for key in library.papers if key in keys) for slug, keys in members.items()}


def series_name(slug: str, config: Config) -> str:
    """The name of a series: the one in the settings, else its slug in words."""
    return config.settings.series.get(slug) or slug.replace("-", " ").capitalize()
