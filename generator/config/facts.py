"""Facts found elsewhere. In: the text of a digests/facts/*.jsonl file. Out: Facts, each value with its source, and Problems by line.

One record a paper, one line a record:

    {"title": "…", "arxiv": {"value": "2412.12083", "from": "https://…", "sources": 3}, "authors": {"value": ["A B", "C D"], "from": "…"}}

`title` (or `key`) says which paper is meant. Every other key is a field with its value, where it was found, and how many public
sources agree.
"""

from __future__ import annotations

import json

import msgspec

from generator.model import Problem, Source

IDS = ("arxiv", "doi", "openreview", "acl", "pmlr", "s2", "pmid")
LINKS = ("code", "project", "model", "dataset", "paper", "other")
LISTS = ("authors", "venues", "keywords", "categories")
TEXTS = ("title", "abstract", "date", "url", "lang", "comment")
FIELDS = (*TEXTS, *LISTS, *IDS, *LINKS)


class Stated(msgspec.Struct, frozen=True):
    """A value (one text, or several for a list), who said so, and how many public sources agree."""

    value: tuple[str, ...]
    said: str
    sources: int = 1


class Fact(msgspec.Struct, frozen=True):
    """What is known of one paper: field -> Stated. `title` as a digest prints it; `key` when given comes first."""

    source: Source
    title: str = ""
    key: str = ""
    values: dict[str, Stated] = {}


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: str | list[str]
    said: str = msgspec.field(name="from")
    sources: int = 1


def load_facts(text: str, path: str) -> tuple[tuple[Fact, ...], list[Problem]]:
    """Read one facts file. A line that cannot be used is a Problem with its number; the others are kept."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            read = _read_line(line, Source(path, number))
            (facts if isinstance(read, Fact) else problems).append(read)  # type: ignore[arg-type]
    return tuple(facts), problems


def _read_line(line: str, source: Source) -> Fact | Problem:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError("a line must be an object")
        title, key = str(record.pop("title", "")), str(record.pop("key", ""))
        stated = msgspec.convert(record, dict[str, _Value])
    except (ValueError, RecursionError) as error:
        return Problem(source, "error", "facts-invalid", f"not a record of facts: {error}.")
    values = {
        field: Stated((found.value,) if isinstance(found.value, str) else tuple(found.value), found.said, found.sources)
        for field, found in stated.items()
    }
    return Fact(source, title, key, values)
