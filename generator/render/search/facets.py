"""Facets. In: the library and the papers in search order. Out: filter terms of each paper, and the files that /search/ counts from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from generator.enrich.identity.ids import known_ids
from generator.library import Library
from generator.model import Paper
from generator.render.phrases import day, month
from generator.render.search.letters import letters, packed_numbers
from generator.render.series import DigestTitles

# The kinds of facet, in the order they are shown.
KINDS = ("tag", "year", "added", "digest", "has", "host")
# What a paper has that links to something, as it stands behind "With".
_HAS = {
    "project": "a project page",
    "model": "a model",
    "dataset": "a dataset",
    "paper": "the paper elsewhere",
    "other": "other links",
}


def filters_of(papers: Sequence[Paper], library: Library) -> list[tuple[str, ...]]:
    """For each paper its filters as (`kind/value`, ...): `tag/diffusion`, `year/2024`, `has/code`. Broader tags are included."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, index in (("tag", library.by_tag), ("has", library.by_kind), ("host", library.by_host)):
        for value, keys in index.items():
            for key in keys:
                found[key].append(f"{kind}/{value}")
    for digest in library.digests:
        for key in digest.keys:
            found[key].append(f"digest/{digest.name}")
    for paper in papers:
        if paper.date:
            found[paper.key].append(f"year/{paper.date[:4]}")
        if paper.added:
            found[paper.key].append(f"added/{paper.added[:7]}")
    return [tuple(sorted(set(found[paper.key]))) for paper in papers]


def filter_rows(papers: Sequence[Paper], filters: Sequence[tuple[str, ...]]) -> dict[str, list[int]]:
    """filter -> paper numbers, of `filters` (`:tag/diffusion`) and of ids (`:id/arxiv/2301.12345`), in small
    letters."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, (paper, names) in enumerate(zip(papers, filters, strict=True)):
        for name in names:
            found[f":{name}"].append(number)
        for kind, values in known_ids(paper).items():
            for value in dict.fromkeys(map(str.lower, values)):
                found[f":id/{kind}/{value}"].append(number)
    return found


def facet_files(filters: Sequence[tuple[str, ...]], library: Library, titles: DigestTitles) -> dict[str, str]:
    """kind -> JSON [[value, name, packed numbers], ...], values sorted; no kind without any. A name is empty where it is the value."""
    called = _names(library, titles)
    numbers: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in KINDS}
    for number, names in enumerate(filters):
        for name in names:
            kind, value = name.split("/", 1)
            numbers[kind][value].append(number)
    return {
        kind: json.dumps(
            [
                [value, called.get(kind, {}).get(value, ""), packed_numbers(found)]
                for value, found in sorted(values.items())
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        + "\n"
        for kind, values in numbers.items()
        if values
    }


def _names(library: Library, titles: DigestTitles) -> dict[str, dict[str, str]]:
    """kind -> what a value of it is called, as other pages call it."""
    return {
        "tag": {slug: tag.name for slug, tag in library.tags.items()},
        "added": {added: month(added) for added in library.by_month},
        "digest": {digest.name: f"{day(digest.date)}, {titles(digest)}" for digest in library.digests},
        "has": _HAS,
    }


def dates_file(papers: Sequence[Paper]) -> str:
    """Two columns as letters: months since the year 1800 plus one (0: no date; months of a bare year count as its January), and
    precision and day: 0 a year, 1 a month, 2 to 32 the day plus one."""
    months, days = [], []
    for paper in papers:
        year, month, day = [*(int(part) for part in (paper.date or "0").split("-")), 0, 0][:3]
        months.append(max(0, (year - 1800) * 12 + max(month, 1)) if year else 0)
        days.append(day + 1 if day else int(month > 0))
    return json.dumps({"months": letters(months), "days": letters(days)}, separators=(",", ":")) + "\n"
