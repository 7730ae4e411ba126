"""Tables of values. In: a file of cells parted by commas, tabs, semicolons or bars, with a row of column names. Out: a record a row.

The row of names is the first in which several columns are known to the lexicon, a title among them; lines about the export may stand
before it. What it calls its columns does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from generator.model import Problem, Source, Span
from generator.readers.fields import alien, cites
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.record import Parsed, Record
from generator.readers.syntax.keytables import upright
from generator.readers.syntax.rows import (
    DELIMITERS,
    Column,
    Row,
    below_names,
    fit,
    is_filled,
    name_in,
    opened,
    rows_of,
    unquoted,
)
from generator.readers.syntax.tree import numbered
from generator.readers.values import text_of
from generator.text.ids import arxiv_id
from generator.text.late import pattern_of

NAME = "table (CSV or TSV)"
SAMPLE = "title,authors,abstract,url"
# Of a table whose columns nobody names, so many signs are looked at.
_SEEN = 1 << 16
# So many cells show whether a column holds names.
_NAMED = 200
_LONGEST, _MOST_BEFORE, _MOST_BELOW, _WIDEST, _WIDE = 8000, 30, 4, 60, 9
# A table of a review has a column a question, in whole sentences; then so many other columns are known.
_KNOWN_BESIDE_LONG = 4
_FILLED = re.compile(r"[\s,;|]*[^\s,;|][^,;|\t\n]*[,;|\t][\s,;|]*[^\s,;|]")
# No name of a column is so long, or has a figure.
_VALUE = pattern_of(r"\d|.{41}")
_NAMING = frozenset(("title", "reference"))
_STRONG = frozenset(
    ("authors", "abstract", "doi", "date", "year", "venue", "url", "arxiv", "pmid", "keywords", "urls", "status")
)


class Header(msgspec.Struct, frozen=True):
    """The row of column names: its last line, the columns, what parts them, and the dialect when they are tags (Web of Science, RIS)."""

    line: int
    columns: tuple[Column, ...]
    delimiter: str
    dialect: str = ""


def parsed(text: str, source: Source, before: int = 0) -> Parsed | None:
    """The rows of a table; `before`: so many others stand above it. Problems: warning `broken-row`; note `row-repaired`."""
    known = header_of(text, source.path)
    header = known or _by_look(text)
    if header is None:
        return upright(text)
    header, rows, behind = _below(text, header, source, before)
    # A copied page may begin with names of columns too; in a table most rows have as many cells.
    if _are_uneven(rows, len(header.columns)):
        return None
    records = [Record(_value(row, header), row.first, row.last) for row in rows]
    titles = any(column.field == "title" for column in header.columns)
    several = not titles and _numbered(header.columns)
    if not titles and not several and not _cite(records):
        return None
    problems = [] if known else [_looked(text, header, source)]
    for row, record in zip(rows, records, strict=True):
        problems += _said(row, header, source, record.value)
    spans = (Span(1, header.line, "chrome", -1, "the row of column names"), *behind.spans)
    found = (*(_apart(records) if several else records), *behind.records)
    return Parsed(NAME, found, spans, (*problems, *behind.problems), header.dialect, "row", empty=not found)


def _without_end(rows: list[Row], width: int, source: Source) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows without what stands alone below a table of many columns: how many there are, when they were saved, a greeting."""
    message = "stands below the table and was left out; a row has a cell for each column."
    end = len(rows)
    while end > 1 and 2 < width > len(cells := rows[end - 1].raw) and "".join(cells) in cells:
        end -= 1
    end = len(rows) if len(rows) - end > _MOST_BELOW else end
    return rows[:end], tuple(
        Problem(Source(source.path, one.first), "note", "outside-record", message) for one in rows[end:]
    )


def _numbered(columns: Sequence[Column]) -> bool:
    return bool(numbered({column.name: column.name for column in columns}))


def _apart(records: list[Record]) -> list[Record]:
    """The records of rows that hold several papers each, in numbered columns."""
    return [replace(one, value=part) for one in records for part in numbered(one.value, 1) or [dict(one.value)]]


def _cite(records: list[Record]) -> bool:
    """Whether most rows hold a printed reference."""
    return 2 * sum(any(cites(*one) for one in record.value.items()) for record in records) >= len(records)


def _with_count(header: Header, rows: Sequence[Row]) -> Header:
    """The header with a column for what counts the rows, where most have one cell more than there are names: a page names none there."""
    width = len(header.columns)
    counted = [unquoted(row.raw[0]).strip() for row in rows if len(row.raw) == width + 1]
    if 2 * len(counted) <= len(rows) or [*map(str, range(1, len(counted) + 1))] != counted:
        return header
    return replace(header, columns=(Column("number", ""), *header.columns))


def _with_names(header: Header, rows: Sequence[Row]) -> Header:
    """The header with a column "Name" or "Study" as that of the authors, where titles have another and most of its cells are names, or
    name studies."""
    fields = {column.field for column in header.columns if bare_key(column.name) not in lexicon().words["weak"]}
    if "title" not in fields or "authors" in fields:
        return header
    from generator.readers.syntax.looks import with_names

    cells = [[unquoted(cell) for cell in row.raw] for row in rows[:_NAMED]]
    return replace(header, columns=with_names(header.columns, cells))


def _by_look(text: str) -> Header | None:
    """The row of column names where they tell nothing, but the cells below do; None for a table of other things."""
    lines = enumerate(text[:_SEEN].split("\n"), start=1)
    # What a database writes above its table ("Exported on 2025-03-04,,,") fills one cell.
    number, head = next(((at, line) for at, line in lines if _FILLED.match(line)), (0, ""))
    parted = ((mark, [name_in(cell) for cell in head[:_LONGEST].split(mark)]) for mark in DELIMITERS)
    return next(filter(None, (_told_below(text, number, names, mark) for mark, names in parted)), None)


def _told_below(text: str, line: int, names: list[str], delimiter: str) -> Header | None:
    """The header whose `names`, on `line`, tell nothing, by the rows below it."""
    short = all(len(name) <= _WIDEST for name in names) and len(set(filter(None, names))) > 2
    if not short or alien(map(bare_key, names)):
        return None
    # Loaded where it is asked: nearly all tables name their columns.
    from generator.readers.syntax.looks import columns_by_look

    rows = [
        [unquoted(cell) for cell in row.raw] for row in rows_of(text[:_SEEN], delimiter, len(names)) if row.first > line
    ]
    columns = tuple(Column(name or f"column {at}", lexicon().field_of(name)) for at, name in enumerate(names))
    even = 10 * sum(len(row) == len(names) for row in rows) >= 9 * len(rows)
    told = columns_by_look(columns, rows) if even else None
    return Header(line, told, delimiter) if told else None


def _looked(text: str, header: Header, source: Source) -> Problem:
    row = [name_in(cell) for cell in text.split("\n")[header.line - 1].split(header.delimiter)]
    said = {column.field: name for column, name in zip(header.columns, row, strict=True)}
    names = said.get("authors") or said["study"]
    message = (
        f"column {said['title']!r} was taken for titles and {names!r} for authors, by what they hold; "
        "if that is wrong, name the right ones Title and Authors."
    )
    return Problem(Source(source.path, header.line), "note", "guessed-columns", message)


def _below(text: str, header: Header, source: Source, before: int) -> tuple[Header, list[Row], Parsed]:
    """The header as its rows show it, the rows, and what a table with other columns holds that was put behind this one."""
    rows, mark = _rows(text, header), header.delimiter
    short = (at for at, row in enumerate(rows) if not any(map(_VALUE.search, row.raw)))
    again = next((at for at in short if _header(mark.join(rows[at].raw), 1, mark, "")), len(rows))
    above = rows[again].first - 1 if again < len(rows) and before < _MOST_BEFORE else 0
    behind = parsed("\n" * above + text.split("\n", above)[-1], source, before + 1) if above else None
    rows, left = (rows[:again], ()) if behind else _without_end(rows, len(header.columns), source)
    return _with_names(_with_count(header, rows), rows), rows, behind or Parsed(NAME, (), (), left)


def _rows(text: str, header: Header) -> list[Row]:
    body = "\n" * header.line + text.split("\n", header.line)[-1] if text.count("\n") >= header.line else ""
    names = frozenset(column.name.casefold() for column in header.columns)
    return list(below_names(rows_of(body, header.delimiter, len(header.columns)), names))


def _are_uneven(rows: Sequence[Row], width: int) -> bool:
    return 3 * sum(len(row.raw) >= width or 2 * len(row.raw) > width > 3 for row in rows) < 2 * len(rows)


def _value(row: Row, header: Header) -> dict[str, object]:
    """The cells that say something, by the names of their columns."""
    cells = zip(header.columns, fit(row.raw, header.columns, header.delimiter), strict=True)
    value: dict[str, object] = {column.name: opened(unquoted(cell)) for column, cell in cells if is_filled(cell)}
    if "study" in value and any(column.field == "study" for column in header.columns):
        from generator.text.studies import study_of

        value |= zip(("authors", "year"), study_of(str(value.pop("study"))), strict=True)
    # A bare date beside arXiv links, in a table without abstracts, is the day of the listing and not the paper's.
    listing = next((column.name for column in header.columns if bare_key(column.name) == "date"), "")
    abstracts = any(column.field == "abstract" for column in header.columns)
    if listing and not abstracts and any("/" in str(cell) and arxiv_id(str(cell)) for cell in value.values()):
        value.pop(listing, None)
    return value


def _said(row: Row, header: Header, source: Source, value: Mapping[str, object]) -> list[Problem]:
    place = Source(source.path, row.first)
    shown = text_of([value.get(column.name) for column in header.columns if column.field == "title"])
    if row.guessed and header.delimiter != "\t":
        message = f'has a quote that is never closed; read as {shown[:60]!r}. Write quotes inside a cell twice ("").'
        return [Problem(place, "warning", "broken-row", message)]
    if len([cell for cell in row.raw if cell.strip()]) > len(header.columns):
        message = (
            f"has {len(row.raw)} cells for {len(header.columns)} columns; joined again as {shown[:60]!r}. "
            "Put cells that hold the delimiter in quotes."
        )
        return [Problem(place, "note", "row-repaired", message)]
    return []


def header_of(text: str, path: str = "") -> Header | None:
    """The row of column names, or None when none of the first lines is one."""
    at = number = blank = len(text) - len(text.lstrip("\n"))
    while at < len(text) and number < blank + _MOST_BEFORE:
        number += 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line, rest = text[at:end][:_LONGEST], text[at : at + _LONGEST]
        at = end + 1
        if not line.strip() or re.fullmatch(r'"?sep=.\"?\s*', line, re.IGNORECASE):
            continue
        found = (
            _header(line if line.count('"') % 2 == 0 else rest, number, delimiter, path) for delimiter in DELIMITERS
        )
        best = max(filter(None, found), key=lambda one: sum(bool(column.field) for column in one.columns), default=None)
        # A table of Markdown is laid out, but for an export as wide as no one sets a table.
        wide = best and sum(bool(column.field) for column in best.columns) >= _WIDE
        if best and (wide or not re.match(r"\s*\|?\s*(?::?-{3}|:?-+:?\s*\|)", text[at : at + 40])):
            return best
    return None


def _header(text: str, number: int, delimiter: str, path: str) -> Header | None:
    """The first row of `text`, which begins at line `number`, if it names columns. A name in quotes may go on over lines."""
    row = next(rows_of(text, delimiter, 0), None) if delimiter in text else None
    names = [name_in(cell) for cell in row.raw] if row else []
    if row is None or len(names) < 2:
        return None
    number += row.last - 1
    # Tags as names of columns are those of Web of Science, unless there is RIS's for the kind, or the vendor that Ovid names.
    capitals = {name.upper() for name in names}
    dialect = next((one for tag, one in (("TY", "ris"), ("VN", "tags")) if tag in capitals), "wos")
    tagged = tuple(Column(name, lexicon().field_of_tag(name, dialect)) for name in names)
    if capitals >= {"TI", "AU"} and sum(bool(column.field) for column in tagged) > 3:
        return Header(number, tagged, delimiter, dialect)
    columns = tuple(Column(name or f"column {at}", lexicon().field_of(name)) for at, name in enumerate(names))
    sound = _are_apart(columns) and _are_names(columns) and _holds_papers(columns, path)
    return Header(number, columns, delimiter) if sound else None


def _are_apart(columns: tuple[Column, ...]) -> bool:
    """Whether no two columns have one name, but for columns of remarks beside enough known ones ("labeled_at" of each reader)."""
    known = [column.name for column in columns if column.field]
    names = known if len(known) >= _KNOWN_BESIDE_LONG else [column.name for column in columns]
    return len(set(names)) == len(names)


def _are_names(columns: tuple[Column, ...]) -> bool:
    """Whether cells are short enough to name columns, or enough of them are known ones."""
    known = sum(bool(column.field) for column in columns)
    return known >= _KNOWN_BESIDE_LONG or all(len(column.name) <= _WIDEST for column in columns)


def _holds_papers(columns: tuple[Column, ...], path: str) -> bool:
    """Whether a column of titles, or of references, stands beside another of papers; beside two where it is only called "Name"."""
    if _numbered(columns):
        return True
    fields = {column.field for column in columns if column.field}
    sure = any(column.field == "title" and bare_key(column.name) not in lexicon().words["weak"] for column in columns)
    named = len(fields) > 1 or path.lower().endswith((".csv", ".tsv", ".tab"))
    strange = alien(bare_key(column.name) for column in columns)
    least = 1 if sure or "reference" in fields else 2
    return not strange and not fields.isdisjoint(_NAMING) and named and len(fields & _STRONG) >= least
