"""The structures of a document that has no grammar. In: nothing. Out: Run, Block, Document; Segment is cut from them by segments.py.

A **Run** is text of one look. A **Block** is one line as a reader sees it: an item's first line, a line of a paragraph (lines that a
writer's editor wrapped are one), a heading, a row of a table with its cells apart. Blocks stand in one list, in the order of the source;
`section` and `parent` are places in that list, so that what belongs together is found without a tree.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import msgspec

NAME = "list of papers"

# Stands in a rewritten text for a line that was joined to the one above.
JOINED = "\x1f"

Syntax = Literal["markdown", "html", "rst", "latex", "org", "copied"]
Kind = Literal["heading", "item", "line", "row", "head", "chrome"]


class Run(msgspec.Struct):
    """A stretch of text of one look. `text` is clean, its white space folded; "\\n" is a line's end.

    `url`: where it links to; `depth`: how many square brackets stand around it; `tag` and `cls`: the innermost HTML element that says
    more than bold or italic, and its class; `line`: the line of the source on which it begins, from 1.
    """

    text: str
    url: str = ""
    strong: bool = False
    em: bool = False
    code: bool = False
    image: bool = False
    depth: int = 0
    tag: str = ""
    cls: str = ""
    line: int = 0


class Block(msgspec.Struct, dict=True):
    """Lines first..last (from 1) of one kind.

    `cells`: its runs, one list a cell; what is no row has one. `columns`: of a row, the names of its columns, "" where nobody gave one.
    `depth`: of a heading its level (1 to 6), of an item how many items it stands in, of a line of HTML how many elements. `section`: the
    place of the heading above it, `parent`: of the item (or heading that is an item) it stands in, -1 for none. `paragraph`: lines
    without a blank line between them share one, and `rank` is the place in it. `mark`: an item's sign, a heading's, what chrome is.
    `quote`: how many `>` stand before it. `tag`, `cls`: the HTML element it is the text of, and its class.
    """

    kind: Kind
    first: int
    last: int
    cells: list[list[Run]]
    columns: tuple[str, ...] = ()
    depth: int = 0
    section: int = -1
    parent: int = -1
    paragraph: int = 0
    rank: int = 0
    mark: str = ""
    quote: int = 0
    tag: str = ""
    cls: str = ""

    @cached_property
    def text(self) -> str:
        """Its text, without images, white space folded; cells are parted by a blank."""
        return " ".join("".join(run.text for cell in self.cells for run in [*cell, _BLANK] if not run.image).split())

    @cached_property
    def lead(self) -> str:
        """The label in bold with which a plain line opens: "**My comment:** …"; or ""."""
        runs = [run for cell in self.cells for run in cell if run.text.strip()]
        led = bool(runs) and runs[0].strong and not all(run.strong for run in runs)
        return self.text[:40].replace("：", ":").rpartition(":")[0].partition(":")[0] * led

    @cached_property
    def urls(self) -> list[str]:
        """The addresses in it, in order, each once."""
        return list(dict.fromkeys(run.url for cell in self.cells for run in cell if run.url))


class Document(msgspec.Struct):
    """The blocks of a text in order. `syntax`: how it was read; `lines`: how many lines it has."""

    blocks: list[Block]
    syntax: Syntax
    lines: int


_BLANK = Run(" ")
