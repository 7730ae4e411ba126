"""The structures of a document that has no grammar. In: nothing. Out: Run, Block, Document; the pieces of a run between the signs that
part a title from its authors, or an author from the next, of which segments.py makes a Segment; addresses behind titles.

A **Run** is text of one look. A **Block** is one line as a reader sees it: an item's first line, a line of a paragraph (lines that a
writer's editor wrapped are one), a heading, a row of a table with its cells apart. Blocks stand in one list, in the order of the source;
`section` and `parent` are places in that list, so that what belongs together is found without a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import msgspec
from msgspec.structs import replace

from generator.text.ids import parted_from_id

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

# Stands in `before` where a sentence begins without a sign: "RAG9 This paper …".
SENTENCE = "\u2029"
# A full stop parts only when a capital, a digit or a bracket follows, and no initial or short form stands before it.
# The signs ahead are looked for first: most places of a text have none of them. What opens a short year ("SOSP '23") opens no quotation.
_SEPARATOR = re.compile(
    r"(?=[\n|•·●▪;；؛–—:：,،，、.。?!？！\[\]()（）【】「」『』《》“”«»\"'‘’]|\s(?=[\s|•·●▪;；–—~/TW-]))(?:"
    r"\s{0,80}\n\s*|\s{0,80}[|•·●▪;；؛]\s*|\s{1,80}(?:[-–—~/]+|//)\s+|\s{0,80}(?:(?<!\d)[–—]|[–—](?!\d))[–—]?\s*(?=\S)|[:：]\s*|(?:(?<=\D),|,(?=\s))\s*|[،，、]\s*|"
    r"(?<!\b[A-Z])(?<!\bet al)(?<!\bvs)(?<!\bDr)(?<!\bSt)[.。?!？！][\"”’)]{0,1}(?:\s+(?=[^\sa-z])|\s*$)|(?<=et al)\.\s*,?\s*|"
    r"\.\s+(?=(?i:(?:(?:psy|soc|earth|ed)?a|bio|med|tech|chem|eng)rxiv)\b|in [A-Z*_])|[。？！]\s*|"
    r"\s{1,80}(?=(?:This (?:paper|work|study|survey|article)|We (?:present|introduce|propose|show|study))\b)|"
    r"\[(?![^\[\]\n]{1,20}\]\w)|\](?!\w)|[()（）【】「」『』《》“”«»]|"
    r"(?<!\w)[\"'‘](?=\S|$)(?!(?<=\w ['‘])\d\d(?!\w))|(?<=\S)[\"](?!\w)|(?<=[^\s\w])['’](?!\w))"
)


def between_separators(run: Run) -> Iterator[tuple[str, int, str]]:
    """The pieces of a run, where each begins, and the sign behind it."""
    text, start = run.text, 0
    address = run.url and text.lstrip().startswith(("http://", "https://", "www."))
    if not run.code and not address:
        for found in _SEPARATOR.finditer(text):
            sign = found[0]
            yield text[start : found.start()], start, sign if sign.strip() or "\n" in sign else SENTENCE
            start = found.end()
    yield text[start:], start, ""


# One address may stand above a title by accident.
_FEWEST = 2


def addresses_behind(blocks: list[Block]) -> list[Block]:
    """The blocks, turned where every line that is an address alone opens a paragraph (or an item) and stands above words."""
    blocks = [_linked(block) if block.kind == "item" and not block.urls else block for block in blocks]
    alone = ((at, block) for at, block in enumerate(blocks) if block.kind in ("item", "line") and len(block.urls) == 1)
    bare = [at for at, block in alone if block.text.strip("<>") == block.urls[0]]
    if len(bare) < _FEWEST or not all(_opens(blocks[at], blocks[at + 1 : at + 2]) for at in bare):
        return blocks
    turned = list(blocks)
    for at in bare:
        above, below = blocks[at : at + 2]
        turned[at] = replace(above, cells=[[*below.cells[0], Run(" "), *above.cells[0]]], last=below.last)
        turned[at + 1] = replace(below, kind="chrome", cells=[], mark="moved")
    return turned


def _linked(block: Block) -> Block:
    """An item that leads nowhere, with the id beside its words as a link behind them."""
    runs = block.cells[0]
    words, address = parted_from_id("".join(run.text for run in runs).strip())
    if len(runs) > 1 or not address:
        return block
    return replace(block, cells=[[replace(runs[0], text=f"{words} "), replace(runs[0], text=address, url=address)]])


def _opens(block: Block, below: list[Block]) -> bool:
    """Whether an address is the first line of a paragraph, and the line below it, if there is one, is words that lead nowhere."""
    return block.rank == 0 and any(
        one.paragraph == block.paragraph and one.kind == "line" and not one.urls for one in below
    )
