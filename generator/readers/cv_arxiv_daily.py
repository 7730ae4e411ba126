"""cv-arxiv-daily. In: its JSON, topic -> id -> a row of its Markdown table, or a line of its list. Out: the papers in those rows.

The Markdown pages of the same bot are lists like any other; here the rows are strings of a JSON file, and are read by the same layout.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.model import Reading, Source
from generator.readers.parts.account import Lines, finished

if TYPE_CHECKING:
    from generator.readers.layout.structures import Document

NAME = "cv-arxiv-daily JSON"
SAMPLE = '{"SLAM": {"2110.07546": "|**2021-10-14**|**A Title**|Shumon Koga et.al.|[2110.07546](http://arxiv.org/abs/2110.07546)|null|\\n"}}'
# A string that is not closed ends with its line: so each quote is looked at once.
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*+)(?:"|(?=\n)|\\?\Z)')
_ROW = re.compile(r"\s*(?:\||[-*+] ).*(?:arxiv\.org|\]\(https?://|et\.al)")


def recognise(text: str, path: str) -> float:
    """A JSON object with strings that are rows of such a table."""
    head = text[: 1 << 16]
    if not re.match(r"\s*\{\s*\"", head):
        return 0.0
    return 0.96 if re.search(r'"\s*:\s*"(?:\||[-*+] (?:\*\*)?\d{4}-\d\d).{0,600}?\]\(https?://', head) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read the rows, wherever they stand in the file. Problems: those of a list."""
    # What reads lists is loaded when there is one: this reader is asked about every text.
    from generator.readers.layout.papers import papers_of_document

    found = papers_of_document(rows_in(text), source)
    return replace(finished(NAME, text, source, found.papers, found.spans, found.problems), told=found.told)


def rows_in(text: str) -> Document:
    """The strings that are rows or items, as blocks on the lines of the file on which they stand."""
    from generator.readers.layout.markdown import cells_of
    from generator.readers.layout.stream import OpenTable, Stream
    from generator.readers.layout.structures import Document

    stream, table, lines = Stream("markdown"), OpenTable(1), Lines(text)
    for found in _STRING.finditer(text):
        if not _ROW.match(found[1]):
            continue
        row = _decoded(found[0]).strip()
        first, last = lines.at(found.start()), lines.at(found.end())
        if row.startswith("|"):
            stream.row([stream.runs(cell, first) for cell in cells_of(row.split("\n", 1)[0])], first, last, table)
        else:
            stream.item(" ".join(row[2:].split()), 0, row[0], first, last)
    return Document(stream.blocks, "markdown", text.count("\n") + 1)


def _decoded(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted[1:-1]
