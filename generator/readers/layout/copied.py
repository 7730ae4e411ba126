"""A list as a browser copies it -> blocks. In: text without marks, a line an entry. Out: its Document.

The links of a page are gone; what they said stands in brackets behind a title ("[pdf] [code]"), and the cells of a table stand between
tabs. Each line is an item, each line of cells a row, so that what is alike in them is decided together as in any list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from generator.readers.labels import field_of
from generator.readers.layout.stream import OpenTable, Stream
from generator.readers.layout.structures import Document, Run
from generator.readers.layout.words import is_label
from generator.text import pattern_of
from generator.text.tokens import SOLID_LETTERS

_BUTTON = r"\[[^\[\]\n\t]{1,40}\]"
_YEAR = r"(?:19|20)\d\d"
_WHEN = rf"(?:'\d\d|\b{_YEAR})(?:[./-]\d{{1,2}})?"
# What a line says behind the words of a title: the words of links in brackets; a venue with its year, a year or a day; who wrote it; what
# bars part.
_BEHIND = pattern_of(
    rf"(?:\S+(?:[ \t]+\S+){{2,}}?|[^\s\[\]]{{0,60}}[{SOLID_LETTERS}]{{4}}[^\s\[\]]{{0,200}})[ \t]*(?:"
    rf"{_BUTTON}(?:[ \t,.;|/]*{_BUTTON})*[ \t,.;|/]*(?:\S.{{0,40}})?$"
    rf"|[,.(\[][ \t]*[A-Z][^,()\[\]\n\t]{{1,60}}{_WHEN}[)\]]?[ \t.,|]*(?:$|[|\[(])|\({_YEAR}\)$|\d{{1,2}} [A-Z][a-z]{{2,8}}\.? {_YEAR}$"
    r"|[;,] \S.{2,60} et al\.?$|[ \t]\|[ \t]\S)"
)
# What stands before them: a month, where and when it came out.
_BEFORE = pattern_of(
    rf"(?:[(\[]{_YEAR}[-/.]\d\d?[)\]][ \t]*|[A-Za-z]+[ \t]{_YEAR}[-/.]?\d{{0,2}},[ \t]|\[[^\[\]]{{0,40}}{_YEAR}[^\[\]]{{0,30}}\][ \t]*|"
    rf"{_YEAR} - [A-Z][\w ]{{1,20}} - )\S+(?:[ \t]\S+){{2}}"
)
# A heading has so many words.
_HEADING = 3


def _is_told(line: str) -> bool:
    return bool(_BEHIND.match(line) or _BEFORE.match(line))


# What no title holds or ends with: brackets, the first of its authors, a year before it.
_MORE = pattern_of(r"[\[\]【】]|\)\W*$|et\.? ?al\b|^\W*(?:19|20)\d\d")


def says_more(title: str) -> bool:
    """Whether words that were taken for a title are a whole line: they say where it came out, who wrote it, or what links say."""
    last = re.split(r"[,:]\s", title)[-1]
    return _is_told(title) or bool(_MORE.search(title)) or (last is not title and " " not in last and is_label(last))


def document_of(text: str) -> Document:
    """The blocks of a copied list."""
    lines = text.split("\n")
    stream = Stream("copied")
    table: OpenTable | None = None
    for number, line in enumerate(lines, start=1):
        line = line.strip("\r\n ")
        if "\t" in line:
            table = _row(stream, line.split("\t"), number, table)
            continue
        table = None
        _line(stream, line.strip(), number)
    return Document(stream.blocks, "copied", len(lines))


def _line(stream: Stream, line: str, number: int) -> None:
    """Add a line: an entry, unless it says nothing beside its words and these are few, as a heading's, or a sentence."""
    told = _is_told(line)
    if not line:
        stream.new_paragraph()
    elif not told and len(line.split()) <= _HEADING:
        stream.heading(line, 2, number, number)
    elif not told and line.endswith((".", "!", ":")):
        stream.items.clear()
        stream.text(line, number, number)
    else:
        stream.item(_bracketed(line), 0, "-", number, number)


def _bracketed(line: str) -> str:
    """A line that ends with the words of links behind bars, with these in brackets: "A Title | pdf, link"."""
    title, *behind = line.split(" | ")
    words = [re.split(r"\s*[,/|·]\s*", part.strip()) for part in behind]
    if not words or not all(map(is_label, chain.from_iterable(words))):
        return line
    return " ".join([title, *(f"[{word}]" for word in chain.from_iterable(words))])


def _row(stream: Stream, cells: Sequence[str], number: int, table: OpenTable | None) -> OpenTable:
    """Add a row to the open table, or to a new one whose columns it may name; which table that is."""
    told = [field_of(cell) for cell in cells]
    names = [cell.strip() for cell in cells] if "title" in told or sum(map(bool, told)) > 1 else []
    open_table = table or OpenTable(number, names)
    stream.items.clear()
    runs = [[Run(cell.strip(), line=number)] for cell in cells]
    stream.row(runs, number, number, open_table, head=table is None and bool(open_table.columns))
    return open_table
