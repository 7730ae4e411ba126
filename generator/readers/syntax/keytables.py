"""Papers as tables of labels. In: a page or Markdown in which each paper is a table of two columns, labels and values, its title in a row
of it or in the heading above (a report of Zotero, cards of notes), or a table of values with a row a field. Out: its records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model import Source
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.record import Parsed, Record, gathered
from generator.readers.syntax.rows import is_filled, rows_of, unquoted
from generator.text import pattern_of

if TYPE_CHECKING:
    from generator.readers.layout.structures import Block

NAME = "tables of labels"
SAMPLE = "| Title | A Title |   | Authors | Ada Lovelace |   | DOI | 10.1000/182 |"
# A row with a label and a value and nothing else.
_ROW = pattern_of(
    r"<t[hd]\b[^<>]{0,200}>(?:<(?:b|strong)>)?[^<>]{2,30}(?:</(?:b|strong)>)?</t[hd]>\s*<td\b|^\|[^|\n]{3,40}\|[^|\n]+\|[ \t]*$",
    re.I | re.M,
)
# A table of so many known labels tells of a paper.
_FEWEST = 3


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a text; None where most tables are no paper's."""
    if not ("|" in text or "<t" in text) or not _ROW.search(text):
        return None
    from generator.readers.layout.syntaxes import document_in

    blocks = document_in(text, source.path).blocks
    marks = (one.mark if one.kind == "row" and len(one.cells) > 1 else "" for one in blocks)
    parted = groupby(zip(marks, blocks, strict=True), lambda pair: pair[0])
    tables = [[one for _, one in held] for mark, held in parted if mark]
    rows = [table for table in tables if all(len(row.cells) == 2 for row in table)]
    records = [record for table in rows if (record := _record(table, blocks))]
    return Parsed(NAME, tuple(records)) if records and 2 * len(records) > len(tables) else None


def _record(table: Sequence[Block], blocks: Sequence[Block]) -> Record | None:
    """What a table says; its title is that of the heading above, where no row has one."""
    pairs = list(_pairs(table))
    fields = {lexicon().field_of(label) for label, _ in pairs} - {None, ""}
    above = blocks[table[0].section] if table[0].section >= 0 else None
    if "title" not in fields and above:
        pairs.insert(0, ("title", above.text))
    first = table[0].first if "title" in fields or not above else above.first
    told = len(fields) >= _FEWEST and ("title" in fields or above)
    return Record(gathered(pairs), first, table[-1].last) if told else None


def _pairs(table: Sequence[Block]) -> Iterator[tuple[str, str]]:
    for row in table:
        label, value = (" ".join("".join(run.text for run in cell).split()) for cell in row.cells)
        if bare_key(label) and value:
            yield bare_key(label), value


def upright(text: str) -> Parsed | None:
    """A table turned by a right angle, as Embase saves it: a row a field, its name first, and an empty row between records."""
    field_of = lexicon().field_of
    names = [unquoted(line.partition(",")[0]) for line in text[:20_000].split("\n") if line.strip()]
    known = list(filter(None, map(field_of, names)))
    if len(known) < max(3, len(names) / 2) or "title" not in known or "," not in text:
        return None
    records: list[Record] = []
    value: dict[str, object] = {}
    first = last = 0
    for row in rows_of(text, ",", 0):
        name, *held = (unquoted(cell) for cell in row.raw)
        if field_of(name) == "title" and value:
            records.append(Record(value, first, last))
            value = {}
        if name.strip():
            first, last = (first if value else row.first), row.last
            value.setdefault(name.strip(), [cell for cell in held if is_filled(cell)])
    records += [Record(value, first, last)] if value else []
    return Parsed("table (CSV or TSV)", tuple(records))
