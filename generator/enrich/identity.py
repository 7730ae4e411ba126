"""Identity. In: papers as read, in order of their digests. Out: one record a work, with its key, its appearances and its redirects."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator.model import Appearance, Paper, Reading
from generator.text import normal_title, paper_key


def in_order(readings: Sequence[Reading]) -> list[Reading]:
    """Oldest digest first, then by path: the order in which keys are given."""
    return sorted(readings, key=lambda reading: (reading.digest.date, reading.digest.path))


def merge(readings: Sequence[Reading]) -> tuple[dict[str, Paper], dict[str, list[str]]]:
    """key -> Paper, and digest path -> keys in its own order."""
    papers: dict[str, Paper] = {}
    by_title: dict[str, str] = {}
    keys: dict[str, list[str]] = {}
    for reading in in_order(readings):
        listed = keys.setdefault(reading.digest.path, [])
        for paper in reading.papers:
            place = Appearance(reading.digest.name, paper.source, paper.title)
            key = by_title.setdefault(normal_title(paper.title), paper_key(paper.title))
            if key in papers:
                papers[key] = replace(papers[key], appearances=(*papers[key].appearances, place))
            else:
                papers[key] = replace(paper, key=key, added=reading.digest.date, appearances=(place,))
            if key not in listed:
                listed.append(key)
    return papers, keys
