"""Tables of other things. In: a text. Out: that none of its columns holds titles, in words that say how to mend it, or ""."""

from __future__ import annotations

import csv
import re

from generator.readers.fields import alien
from generator.readers.lexicon import bare_key
from generator.text import fold, pattern_of

_NAMES = pattern_of(r"(?!https?:)[^\d\W][^\n]{0,39}|")
_IDENTIFIER = pattern_of(r"[a-z]\w{0,30}")
_FIGURE = pattern_of(r"[-+]?[\d.,]{1,20}\s?[%€$]?|\d{4}-\d\d-\d\d.{0,20}|true|false", re.I)
# So many lines tell; a file that has fewer may be anything.
_MOST, _FEWEST, _LONGEST = 400, 4, 8000
_PAIR = 2


def table_of_else(text: str, path: str = "") -> str:
    """That a text is a table none of whose columns is known to hold titles, with the names of its columns; or "". A file whose ending says
    that it is one needs no other sign than rows of one width."""
    lines = [line.replace("\r", " ") for line in text[:40_000].split("\n") if line.strip()][:_MOST]
    if len(lines) < 2 or len(lines[0]) > _LONGEST:
        return ""
    for mark in ("\t", ",", ";", "|"):
        rows = [row for row in csv.reader(lines, delimiter=mark) if row] if mark in lines[0] else []
        head = [fold(name) for name in rows[0]] if rows else []
        if mark == "\t" and _is_of_addresses(rows):
            return ""
        even = path.lower().endswith((".csv", ".tsv", ".tab")) and _is_even(rows)
        if (mark in ",;" and _is_headless(rows)) or (even and not all(map(_NAMES.fullmatch, head))):
            named = f"Title{mark}Authors{mark}Year"
            return f"is a table of {len(head)} columns without a row that names them; put one above it, such as {named}"
        if even or _is_table(head, rows[1:]):
            return _of_columns(head)
    return ""


def _is_of_addresses(rows: list[list[str]]) -> bool:
    """Whether rows of two cells have an address in one and words in the other: a list with a paper a line."""
    told = [sum("://" in cell for cell in row) for row in rows if len(row) == _PAIR]
    return len(told) == len(rows) and set(told) == {1}


def _is_even(rows: list[list[str]]) -> bool:
    """Whether rows, of two cells at least, are nearly all of one width."""
    return len(rows) > 1 and 10 * sum(len(row) == len(rows[0]) > 1 for row in rows) >= 9 * len(rows)


def _of_columns(head: list[str]) -> str:
    said = f"is a table of {len(head)} columns ({', '.join(filter(None, head[:8]))})"
    if alien(map(bare_key, head)):
        return f"{said} that tell of something else than papers; export the papers as RIS or BibTeX"
    return f"{said}, none of which is known to hold titles of papers; name that column Title, or export it as RIS"


def _is_headless(rows: list[list[str]]) -> bool:
    """Whether rows of one width, with nothing behind the commas as prose has it, begin with a row of values."""
    width = len(rows[0]) if rows else 0
    even = [row for row in rows if len(row) == width]
    if width < 3 or len(rows) < _FEWEST or 10 * len(even) < 9 * len(rows):
        return False
    parted = sum(cell[:1] not in (" ", "") for row in even for cell in row[1:])
    columns = list(zip(*even, strict=True))
    return any(map(_begins_with_a_value, columns)) and 10 * parted > 8 * len(even) * (width - 1)


def _begins_with_a_value(column: tuple[str, ...]) -> bool:
    """Whether the first cell of a column is a value as the others are: a figure among figures, or one that comes again."""
    first, *others = column
    return all(map(_FIGURE.fullmatch, column)) or (bool(first.strip()) and others.count(first) * 10 > len(others))


def _is_table(head: list[str], body: list[list[str]]) -> bool:
    """Whether rows have as many cells as a row of names, and no blank before most cells, as prose has it; or a column of figures."""
    rows = [row for row in body if len(row) == len(head)]
    if 10 * len(rows) < 9 * len(body):
        return False
    if _is_named(head) and len(body) + 1 >= _FEWEST:
        return 10 * sum(cell[:1] == " " for row in rows for cell in row) < len(rows) * len(head)
    if len(head) < (3 if len(body) > 2 else 5) or any(len(name) > 40 or _FIGURE.fullmatch(name) for name in head):
        return False
    figures = (sum(bool(_FIGURE.fullmatch(cell.strip())) for cell in column) for column in zip(*rows, strict=True))
    return 5 * max(figures, default=0) > 4 * len(body) or alien(map(bare_key, head))


def _is_named(head: list[str]) -> bool:
    """Whether names are those that programs give to columns."""
    return sum(map(bool, map(_IDENTIFIER.fullmatch, head))) >= max(2, len(head) - 1) and (
        len(head) > 3 or "_" in str(head)
    )
