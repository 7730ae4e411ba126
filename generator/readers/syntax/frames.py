"""Tables kept as JSON, as data frames and spreadsheets are saved. In: a JSON value, or the text of a file. Out: its rows as objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.readers.fields import titled
from generator.readers.record import Object
from generator.readers.syntax.jsontext import begin_of, decoded

# What a table kept as JSON begins with: a column of numbered cells or of texts, the names of its columns.
_TABLE = re.compile(
    r'\{\s*(?:"range"\s*:\s*"[^"\n]{1,60}"|"[^"\n]{1,60}"\s*:\s*(?:\{\s*"\d+"\s*:|\[\s*(?:"|-?\d)))|\[\s*\[\s*"'
)


def framed(value: object) -> list[Object]:
    """The rows of a table, when most of them are papers; none for any other value.

    {"title": {"0": "A", "1": "B"}, "year": {"0": 2020, ...}} · {"title": ["A", "B"], "year": [2020, 2021]} ·
    {"columns": ["title", "year"], "data": [["A", 2020], ...]} · [["title", "year"], ["A", 2020], ...]
    """
    rows = [row for row in _rows(value) if row]
    return rows if rows and 2 * sum(map(titled, rows[:200])) > len(rows[:200]) else []


def whole_table(text: str) -> object:
    """The file as one value when it may be a table: an object of columns, or a list of lists; None for any other."""
    start = begin_of(text)
    if not _TABLE.match(text, start):
        return None
    try:
        value, end = decoded(text, start)
    except (ValueError, RecursionError):
        return None
    return value if not text[end:].strip(" \t\n`;") else None


def _rows(value: object) -> Iterator[Object]:
    if isinstance(value, list):
        yield from _named(value[0], value[1:]) if value else ()
    elif isinstance(value, dict) and isinstance(value.get("columns"), list):
        yield from _named(value["columns"], value.get("data"))
    elif isinstance(value, dict) and len(value) > 1 and isinstance(value.get("values"), list):
        yield from _rows(value["values"])
    elif isinstance(value, dict) and len(value) > 1:
        yield from _of_columns(value)


def _named(names: object, rows: object) -> Iterator[Object]:
    """Rows of cells under a row of names."""
    if not isinstance(names, list) or not isinstance(rows, list) or not all(isinstance(name, str) for name in names):
        return
    if all(isinstance(row, list) for row in rows):
        for row in rows:
            yield dict(zip(names, row, strict=False))


def _of_columns(columns: Object) -> Iterator[Object]:
    """Columns of as many cells each, in lists or under the same row numbers."""
    held = {name: column for name, column in columns.items() if isinstance(column, (dict, list)) and column}
    if len(held) < max(2, len(columns) - 2) or len({len(column) for column in held.values()}) != 1:
        return
    numbered = {name: column if isinstance(column, dict) else dict(enumerate(column)) for name, column in held.items()}
    places = next(iter(numbered.values()))
    if all(column.keys() == places.keys() for column in numbered.values()):
        for place in places:
            yield {name: column[place] for name, column in numbered.items()}
