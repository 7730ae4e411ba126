"""Facts found elsewhere. In: the text of a digests/facts/*.jsonl file. Out: Facts, each value with its source, and Problems by line.

One line a paper, every value with where it was found and how many public sources agree:

    {"title": "…", "arxiv": {"value": "2412.12083", "from": "https://…", "sources": 3}, "authors": {"value": ["A B", "C D"], "from": "…"}}

`title`, or `key`, says which paper is meant; an arXiv id or a DOI that a digest gave finds it too.
"""

from __future__ import annotations

import json

import msgspec
from rapidfuzz import process

from generator.config.fields import FIELDS, LISTS, wrong_value
from generator.model import Problem, Source


class Stated(msgspec.Struct, frozen=True):
    """A value (one text, or several for a list), who said so, and how many public sources agree."""

    value: tuple[str, ...]
    said: str
    sources: int = 1


class Fact(msgspec.Struct, frozen=True):
    """What is known of one paper: field -> Stated. `title` as a digest prints it; `key`, when given, comes first."""

    source: Source
    title: str = ""
    key: str = ""
    values: dict[str, Stated] = {}


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: str | list[str]
    said: str = msgspec.field(name="from")
    sources: int = 1


def load_facts(text: str, path: str) -> tuple[tuple[Fact, ...], list[Problem]]:
    """Read one facts file. What cannot be used is an error with its line; the rest of the file is read on."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            fact, wrong = _read_line(line, Source(path, number))
            facts += fact
            problems += wrong
    return tuple(facts), problems


def _read_line(line: str, source: Source) -> tuple[list[Fact], list[Problem]]:
    def wrong(message: str) -> Problem:
        return Problem(source, "error", "facts-invalid", message)

    try:
        record = json.loads(line)
        title, key = (str(record.pop(name, "")) for name in ("title", "key"))
        stated = msgspec.convert(record, dict[str, _Value])
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        return [], [wrong(f"is no record of facts ({error}); see digests/facts for one.")]
    if not title and not key:
        return [], [wrong("says neither `title` nor `key`, so no paper is meant.")]
    values, problems = {}, []
    for field, found in sorted(stated.items()):
        value = tuple(found.value) if isinstance(found.value, list) else (found.value,)
        why = wrong_field(field) or wrong_value(field, value) or ("" if found.said.strip() else "needs `from`.")
        if why:
            problems.append(wrong(f"{field}: {why}"))
        else:
            values[field] = Stated(value, found.said, found.sources)
    return [Fact(source, title, key, values)], problems


def wrong_field(field: str) -> str:
    """Why a name is no field of a fact, with the nearest that is; "" when it is one."""
    known = [name for name in FIELDS if name != "title"]
    if field in known:
        return ""
    near = process.extractOne(field, known, score_cutoff=60)
    return f"is no field{f'; did you mean {near[0]}?' if near else ''} Known: {', '.join(known)}."


__all__ = ["LISTS", "Fact", "Stated", "load_facts", "wrong_field"]
