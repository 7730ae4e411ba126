"""Facts found elsewhere. In: the text of a digests/facts/*.jsonl file. Out: Facts, each value with its source, and Problems by line.

One line a paper, every value with where it was found and how many public sources agree:

    {"title": "…", "arxiv": {"value": "2412.12083", "from": "https://…", "sources": 3}, "authors": {"value": ["A B", "C D"], "from": "…"}}

`title`, or `key`, says which paper is meant; an arXiv id or a DOI that a digest gave finds it too. Of a paper that a digest names by an id
alone, `id` says which, and the title is a value like the others:

    {"id": "arxiv:2412.12083", "title": {"value": "…", "from": "arXiv 2412.12083"}, "abstract": {"value": "…", "from": "arXiv 2412.12083"}}
"""

from __future__ import annotations

import json

import msgspec

from generator.config.fields import FIELDS, IDS, LISTS, wrong_value
from generator.model import Problem, Source

_FORM = 'such as {"title": "…", "arxiv": {"value": "2412.12083", "from": "https://…"}}'


class Stated(msgspec.Struct, frozen=True):
    """A value (one text, or several for a list), who said so, and how many public sources agree."""

    value: tuple[str, ...]
    said: str
    sources: int = 1


class Fact(msgspec.Struct, frozen=True):
    """What is known of one paper: field -> Stated. `title` as a digest prints it; `key`, when given, comes first. `id`: kind and id of a
    paper that a digest names by it alone."""

    source: Source
    title: str = ""
    key: str = ""
    values: dict[str, Stated] = {}
    id: tuple[str, str] | None = None


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
    except json.JSONDecodeError as error:
        return [], [wrong(f"is not JSON: {error.msg} at column {error.colno}; each line holds one record, {_FORM}.")]
    except (ValueError, RecursionError):
        return [], [wrong(f"holds a number or a nesting that no record has; each line is one record, {_FORM}.")]
    if not isinstance(record, dict):
        return [], [wrong(f"is no record of facts; each line holds one, {_FORM}.")]
    meant = _meant(record)
    if isinstance(meant, str):
        return [], [wrong(meant)]
    title, key, named = meant
    values, problems = {}, []
    for field, found in sorted(record.items()):
        stated = _stated(field, found, titled=named is not None)
        if isinstance(stated, Stated):
            values[field] = stated
        else:
            problems.append(wrong(f"{field}: {stated}"))
    return [Fact(source, title, key, values, named)], problems


def _meant(record: dict[str, object]) -> tuple[str, str, tuple[str, str] | None] | str:
    """Title, key, id of the paper that a record is about, taken out of it; or why none is meant. Beside an id the title stays a field."""
    kind, _, value = str(record.pop("id", "")).partition(":")
    if value:
        known = kind in IDS
        return (
            ("", "", (kind, value))
            if known
            else f"`id` names no kind of id; known are {', '.join(IDS)}: arxiv:2412.12083."
        )
    title, key = (str(record.pop(name, "")) for name in ("title", "key"))
    return (title, key, None) if title or key else "says neither `title`, `key` nor `id`, so no paper is meant."


def _stated(field: str, found: object, *, titled: bool) -> Stated | str:
    """What a record says of one field, or why that cannot be used; with `titled` the title is a field like the others."""
    unknown = "" if titled and field == "title" else wrong_field(field)
    if unknown:
        return unknown
    try:
        told = msgspec.convert(found, _Value)
    except msgspec.ValidationError:
        return 'must be {"value": …, "from": "where it was found"}, with `sources`, a number, if wanted.'
    value = tuple(told.value) if isinstance(told.value, list) else (told.value,)
    why = wrong_value(field, value) or ("" if told.said.strip() else "needs `from`: where it was found.")
    return why or Stated(value, told.said, told.sources)


def wrong_field(field: str) -> str:
    """Why a name is no field of a fact, with the nearest that is; "" when it is one."""
    known = [name for name in FIELDS if name != "title"]
    if field in known:
        return ""
    from rapidfuzz import process

    near = process.extractOne(field, known, score_cutoff=60)
    return f"is no field{f'; did you mean {near[0]}?' if near else ''} Known: {', '.join(known)}."


__all__ = ["LISTS", "Fact", "Stated", "load_facts", "wrong_field"]
