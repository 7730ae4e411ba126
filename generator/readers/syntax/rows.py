"""Rows of a table. In: the text of a CSV or TSV file. Out: each row's cells and lines, also where quotes and commas were not escaped.

RFC 4180 first. But scrapers write `a "word" here` inside a quoted cell, and titles with commas outside of one: so a quote ends a cell
only before a delimiter or a line end, and a row of too many cells is fitted to the header by what a column holds: an address, a date, text.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from warnings import catch_warnings, simplefilter

import msgspec

from generator.text.author_lists import printed_strings
from generator.text.dates import day_of

_NOTHING = frozenset(("-", "\\n", "[]", "{}", "()", "set()", "list()", "character(0)"))
DELIMITERS = ("\t", ",", ";", "|")
_MOST_CELLS = 400
_OBJECTS = re.compile(r"\s*\[?\s*\{\s*['\"]\w")
# Of a thousand authors with their ids.
_LONGEST_OBJECTS = 200_000
# How much a cell says for or against its column where a column has one look, and the columns of prose.
_SURE = {"url": 8.0, "date": 4.0}
_PROSE = frozenset(("title", "abstract", "authors", "keywords"))


class Row(msgspec.Struct, frozen=True):
    """Cells as they stand, quotes and all; `text[start:end]` of each is `raw`. `guessed`: a quote was never closed."""

    raw: tuple[str, ...]
    first: int
    last: int
    guessed: bool = False


class Column(msgspec.Struct, frozen=True):
    """A column by the field it holds: "url", "date", another name of fields.NAMES, or "" for what is not used."""

    name: str
    field: str


def rows_of(text: str, delimiter: str, width: int) -> Iterator[Row]:
    """Every row with something in it. `width`: how many cells the header has, by which a stray quote is told from a quoted cell."""
    reader = _Cells(text, delimiter)
    at, line = 0, 1
    while at < len(text):
        cells, end, guessed = reader.row(at)
        if len(cells) != width and any('"' in cell for cell in cells):
            plain_end = text.find("\n", at)
            plain_end = len(text) if plain_end < 0 else plain_end
            plain = text[at:plain_end].split(delimiter)
            if len(plain) == width:
                cells, end, guessed = plain, plain_end, True
        last = line + text.count("\n", at, end)
        if any(cell.strip() for cell in cells):
            yield Row(tuple(cells), line, last, guessed)
        at, line = end + 1, last + 1


class _Cells:
    """Cuts one row at a time. Once a quote was found to have no end, no later quote is looked for: linear in the text."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text, self.delimiter = text, delimiter
        mark = re.escape(delimiter)
        self.quoted = re.compile(rf'[ ]*"(?:[^"]++|""|"(?![ ]*(?:{mark}|\n|\Z)))*+"[ ]*(?={mark}|\n|\Z)')
        # In Markdown a bar inside of a cell has a stroke before it.
        self.plain = re.compile(r"(?:\\\||[^|\n])*" if delimiter == "|" else rf"[^{mark}\n]*")
        self.opened = re.compile(r'[ ]*"')
        self.escapes = True
        # An unescaped quote after a delimiter, on a later line: two rows that a missing quote has glued together.
        self.glued = re.compile(rf'\n[^\n]*{mark}"(?!")')

    def row(self, at: int) -> tuple[list[str], int, bool]:
        cells, guessed = list[str](), False
        while True:
            cell = self.quoted.match(self.text, at) if self.escapes and self.opened.match(self.text, at) else None
            if cell is None and self.opened.match(self.text, at):
                # An opening quote without an end: none of the later ones has one either.
                self.escapes, guessed = False, True
            if cell and (self.glued.search(cell[0]) or (self.delimiter == "\t" and "\t" in cell[0])):
                cell, guessed = None, True
            found = cell or self.plain.match(self.text, at)
            if found is None:
                return cells, at, guessed
            cells.append(found[0])
            at = found.end()
            if self.text[at : at + 1] != self.delimiter or len(cells) >= _MOST_CELLS:
                end = self.text.find("\n", at)
                return cells, len(self.text) if end < 0 else end, guessed
            at += 1


def unquoted(raw: str) -> str:
    """The text of a cell, its quotes off and its doubled quotes single; a quote that was opened and never closed is dropped."""
    cell = raw.strip().replace("\\|", "|")
    if cell.startswith('"') and cell.count('"') == 1:
        return cell[1:]
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def opened(cell: str) -> object:
    """The objects or strings that a program printed into a cell, as JSON, Python, R or Postgres do: [{'name': 'Ada'}], {"Fens"}; any other
    cell as it is."""
    if len(cell) > _LONGEST_OBJECTS or cell.rstrip()[-1:] not in ("]", "}", ")"):
        return cell
    if (strings := printed_strings(cell)) or not _OBJECTS.match(cell):
        return strings or cell
    for load in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError, TypeError, MemoryError, RecursionError), catch_warnings():
            simplefilter("ignore")
            return load(cell)
    return cell


def fit(cells: Sequence[str], columns: Sequence[Column], delimiter: str) -> tuple[str, ...]:
    """As many cells as columns: surplus ones are joined again where the addresses and dates then stand in their columns.

    The best of all ways to join neighbours, by dynamic programming: O(columns x cells x surplus).
    """
    while len(cells) > len(columns) and not cells[-1].strip():
        cells = cells[:-1]
    surplus = len(cells) - len(columns)
    if surplus <= 0:
        return (*cells, *[""] * -surplus)
    if surplus > 60:
        return tuple(cells[: len(columns)])
    fitted, at = [], 0
    for count in _shares(cells, columns, surplus):
        fitted.append(delimiter.join(cells[at : at + count]))
        at += count
    return tuple(fitted)


def _shares(cells: Sequence[str], columns: Sequence[Column], surplus: int) -> tuple[int, ...]:
    """How many cells each column takes. best[extra] = (score, shares of the columns so far), `extra` cells joined so far."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for index, column in enumerate(columns):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for before, (score, taken) in best.items():
            at = index + before
            for more in range(surplus - before + 1):
                total = score + _worth(cells[at : at + more + 1], column)
                held = following.get(before + more)
                if held is None or total > held[0]:
                    following[before + more] = (total, (*taken, more + 1))
        best = following
    return best[surplus][1]


def _worth(cells: Sequence[str], column: Column) -> float:
    """How well cells, joined, stand in a column: addresses and dates are sure signs, a blank after a comma is prose."""
    whole = unquoted(cells[0]) if cells else ""
    joined = len(cells) - 1
    address = re.match(r"https?://\S+$", whole) is not None
    if column.field in _SURE:
        fits = address if column.field == "url" else len(whole) < 30 and day_of(whole) is not None
        return _SURE[column.field] * ((1 if fits else -1) * bool(whole) - joined)
    prose = sum(1.0 if cell[:1] == " " else -0.5 for cell in cells[1:])
    liked = 0.25 if column.field in _PROSE else -0.5
    return prose + liked * joined - 4.0 * (address and column.field in _PROSE)


def name_in(cell: str) -> str:
    """The name of a column, of the cell that holds it."""
    return " ".join(unquoted(cell).replace("\ufeff", "").split())


def below_names(rows: Iterable[Row], names: frozenset[str]) -> Iterator[Row]:
    """The rows but for the names of the columns again, in any case, and for what stands alone above these: a page heads each of its
    tables."""
    held: Row | None = None
    for row in rows:
        cells = {name_in(cell).casefold() for cell in row.raw} - {""}
        head = cells <= {"---", ":---", "---:"} or (len(cells) > 1 and cells <= names)
        if held and not (head and sum(map(bool, map(str.strip, held.raw))) == 1):
            yield held
        held = None if head else row
    if held:
        yield held


def is_filled(cell: str) -> bool:
    return unquoted(cell).strip().casefold() not in _NOTHING and bool(cell.strip())
