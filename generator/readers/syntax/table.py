"""Tables of values. In: a file of cells parted by commas, tabs, semicolons or bars, with a row of column names. Out: a record a row.

The row of names is the first in which several columns are known to the lexicon, a title among them; lines about the export may stand
before it. What it calls its columns does not matter.
"""

from __future__ import annotations

import re

import msgspec

from generator.model import Problem, Source, Span
from generator.readers.lexicon import letters, lexicon
from generator.readers.parts.records import arxiv_id
from generator.readers.record import Parsed, Record
from generator.readers.syntax.rows import DELIMITERS, Column, Row, fit, rows_of, unquoted

NAME = "table (CSV or TSV)"
SAMPLE = "title,authors,abstract,url"
_LONGEST, _MOST_BEFORE, _WIDEST = 8000, 30, 60
_NOTHING = frozenset(("nan", "none", "null", "n/a", "na", "-", "[]", "\\n"))
_STRONG = frozenset(
    ("authors", "abstract", "doi", "date", "year", "venue", "url", "arxiv", "pmid", "keywords", "urls", "status")
)


class Header(msgspec.Struct, frozen=True):
    """The row of column names: its line, the columns, what parts them, and the dialect when they are tags (Web of Science)."""

    line: int
    columns: tuple[Column, ...]
    delimiter: str
    dialect: str = ""


def parsed(text: str, source: Source) -> Parsed | None:
    """The rows of a table. Problems: warning `broken-row`; note `row-repaired`."""
    header = header_of(text, source.path)
    if header is None:
        return _upright(text)
    if not _goes_on(text, header):
        return None
    body = "\n" * header.line + text.split("\n", header.line)[-1] if text.count("\n") >= header.line else ""
    records: list[Record] = []
    problems: list[Problem] = []
    listing = _is_listing(header)
    # A copied page may begin with names of columns too; in a table most rows have as many cells.
    fitting = 0
    for row in rows_of(body, header.delimiter, len(header.columns)):
        if set(map(str.strip, row.raw)) <= {"", "---", ":---", "---:"}:
            continue
        fitting += len(row.raw) >= len(header.columns) or 2 * len(row.raw) > len(header.columns) > 3
        cells = fit(row.raw, header.columns, header.delimiter)
        value = {column.name: unquoted(cell) for column, cell in zip(header.columns, cells, strict=True) if _says(cell)}
        if listing and any(arxiv_id(cell) for cell in value.values() if "/" in cell):
            value.pop(listing, None)
        records.append(Record(dict(value), row.first, row.last))
        problems += _said(
            row, header, source, next((value.get(c.name, "") for c in header.columns if c.field == "title"), "")
        )
    if records and 2 * fitting < len(records):
        return None
    spans = (Span(1, header.line, "chrome", -1, "the row of column names"),)
    return (
        Parsed(NAME, tuple(records), spans, tuple(problems), header.dialect, "row")
        if records
        else Parsed(NAME, (), spans, empty=True)
    )


def _upright(text: str) -> Parsed | None:
    """A table turned by a right angle, as Embase saves it: a row a field, its name first, and an empty row between records."""
    head = [line.split(",", 1)[0] for line in text[:20_000].split("\n") if line.strip()][:60]
    known = sum(bool(_field(unquoted(name))) for name in head)
    if (
        known < 3
        or 2 * known < len(head)
        or sum(_field(unquoted(name)) == "title" for name in head) < 1
        or "," not in text[:400]
    ):
        return None
    records: list[Record] = []
    value: dict[str, object] = {}
    first = last = 0
    for row in rows_of(text, ",", 0):
        cells = [unquoted(cell) for cell in row.raw]
        name, held = cells[0].strip(), [cell for cell in cells[1:] if _says(cell)]
        if not name:
            continue
        if _field(name) == "title" and value:
            records.append(Record(value, first, last))
            value = {}
        first, last = (first if value else row.first), row.last
        value.setdefault(name, held if len(held) > 1 else "".join(held))
    records += [Record(value, first, last)] if value else []
    return (
        Parsed(NAME, tuple(records), noun="record")
        if any("title" in map(letters, one.value) for one in records)
        else None
    )


def _goes_on(text: str, header: Header) -> bool:
    """Whether the lines below the names have their delimiter too: a page copied from a browser may have column names above other lines."""
    below = [line for line in text[: 1 << 14].split("\n")[header.line :] if line.strip()][:40]
    return header.delimiter != "\t" or sum("\t" in line for line in below) * 3 >= len(below) * 2


def _is_listing(header: Header) -> str:
    """The column of a bare date in a table without abstracts: beside arXiv links it is the day of the listing, not the paper's."""
    fields = {column.field for column in header.columns}
    return next(
        (column.name for column in header.columns if letters(column.name) == "date" and "abstract" not in fields), ""
    )


def _says(cell: str) -> bool:
    return unquoted(cell).strip().casefold() not in _NOTHING and bool(cell.strip())


def _said(row: Row, header: Header, source: Source, shown: str) -> list[Problem]:
    place = Source(source.path, row.first)
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
    at = number = 0
    while at < len(text) and number < _MOST_BEFORE:
        number += 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end][:_LONGEST]
        at = end + 1
        if not line.strip() or re.fullmatch(r'"?sep=.\"?\s*', line, re.IGNORECASE):
            continue
        found = (_header(line, number, delimiter, path) for delimiter in DELIMITERS)
        best = max(filter(None, found), key=lambda one: sum(bool(column.field) for column in one.columns), default=None)
        if best and not re.match(r"\s*\|?\s*:?-{3}", text[at : at + 40]):
            return best
    return None


def _header(line: str, number: int, delimiter: str, path: str) -> Header | None:
    if delimiter not in line:
        return None
    row = next(rows_of(line, delimiter, 0), None)
    names = [fold_name(unquoted(cell)) for cell in row.raw] if row else []
    known = [_field(name) for name in names]
    if len(names) < 2 or any(len(name) > _WIDEST for name in names):
        return None
    fields = {field for field in known if field}
    tagged = sum(name.casefold() in lexicon().tags["wos"] for name in names if re.fullmatch(r"[A-Z][A-Z0-9]", name))
    if tagged > 3 and {"TI", "AU"} <= set(names):
        made = tuple(Column(name, _tag_field(name)) for name in names)
        return Header(number, made, delimiter, "wos")
    strong = len(fields & _STRONG)
    sure = any(
        field == "title" and letters(name) not in lexicon().words.weak for name, field in zip(names, known, strict=True)
    )
    suffix = path.lower().endswith((".csv", ".tsv", ".tab"))
    full = [name for name in names if name]
    if (
        "title" not in fields
        or len(set(full)) < len(full)
        or (len(fields) < 2 and not suffix)
        or strong < (1 if sure else 2)
    ):
        return None
    return Header(
        number,
        tuple(Column(name or f"column {at}", field) for at, (name, field) in enumerate(zip(names, known, strict=True))),
        delimiter,
    )


def fold_name(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").split())


def _field(name: str) -> str:
    found = lexicon().exact.get(letters(name), ())
    return min(found, key=lambda one: one[1])[0] if found else ""


def _tag_field(name: str) -> str:
    found = lexicon().tags["wos"].get(name.casefold(), ())
    return min(found, key=lambda one: one[1])[0] if found else ""
