"""A stream of blocks while it is made. In: text with its lines, headings, items, rows. Out: blocks that know where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from generator.readers.labels import field_of
from generator.readers.layout.inline import runs_of
from generator.readers.layout.structures import Block, Kind, Run, Syntax
from generator.text import pattern_of

# A cell of more lines than this lays a page out; its lines are blocks of their own.
_PAGE_LINES = 12


class Stream:
    """Blocks in order. `section` is the heading above, `items` the open items as (indent, place), `paragraph` counts paragraphs."""

    def __init__(self, syntax: Syntax, references: Mapping[str, str] = {}) -> None:
        self.blocks: list[Block] = []
        self.syntax = syntax
        self.references = references
        self.section = -1
        self.items: list[tuple[int, int]] = []
        self.paragraph = 0
        self.rank = 0

    def runs(self, text: str, line: int) -> list[Run]:
        return runs_of(text, line, self.syntax, self.references)

    def new_paragraph(self) -> None:
        self.paragraph += 1
        self.rank = 0

    def chrome(self, first: int, last: int, mark: str) -> None:
        self.blocks.append(Block("chrome", first, last, [], section=self.section, mark=mark))
        self.new_paragraph()

    def heading(self, text: str, level: int, first: int, last: int, quote: int = 0) -> None:
        self.items.clear()
        self.new_paragraph()
        while self.section >= 0 and self.blocks[self.section].depth >= level:
            self.section = self.blocks[self.section].section
        place = len(self.blocks)
        self._lines(
            "heading", lines_in(self.runs(text, first)), first, last, depth=level, mark=f"h{level}", quote=quote
        )
        self.section = place if len(self.blocks) > place else self.section
        self.new_paragraph()

    def item(self, text: str, indent: int, mark: str, first: int, last: int, quote: int = 0, **element: str) -> None:
        """An item and its lines; it stands in the open items that are indented less."""
        while self.items and indent < self.items[-1][0] + 2:
            self.items.pop()
        self.new_paragraph()
        place = len(self.blocks)
        lines = lines_in(self.runs(text, first))
        self._lines("item", lines, first, last, depth=len(self.items), mark=mark, quote=quote, **element)
        if len(self.blocks) > place:
            self.items.append((indent, place))

    def text(
        self, text: str, first: int, last: int, quote: int = 0, tag: str = "", cls: str = "", depth: int = 0
    ) -> None:
        """A line, or several where the text breaks its lines itself."""
        lines = lines_in(self.runs(text, first))
        self._lines("line", lines, first, last, depth=depth, quote=quote, tag=tag, cls=cls)

    def row(
        self, cells: list[list[Run]], first: int, last: int, table: OpenTable, *, head: bool = False, wide: bool = False
    ) -> None:
        """A row of a table; the cells of one that lays a page out are lines, and so is a cell alone over several columns."""
        if any(len(lines := lines_in(cell)) > _PAGE_LINES or _lists(lines) for cell in cells):
            for cell in cells:
                self.new_paragraph()
                self._lines("line", lines_in(cell), first, last, tag="td")
            return
        held = [cell for cell in cells if any(run.text.strip() for run in cell)]
        if wide and len(held) == 1:
            self._lines("line", lines_in(held[0]), first, last, tag="td", mark=f"t{table.number}")
            return
        kind: Kind = "head" if head else "row"
        block = self._block(kind, cells, first, last, depth=table.depth, mark=f"t{table.number}", tag="td")
        block.columns = tuple(table.columns)

    def _lines(self, kind: Kind, lines: Sequence[list[Run]], first: int, last: int, **more: object) -> None:
        for at, runs in enumerate(lines):
            begin = runs[0].line or first
            end = lines[at + 1][0].line if at + 1 < len(lines) else last
            end = max(begin, end - 1 if at + 1 < len(lines) and end > begin else end)
            self._block(kind if at == 0 else "line", [runs], begin if at else first, end, **more)
            if kind == "item" and at == 0:
                self.items.append((10_000, len(self.blocks) - 1))
        if kind == "item" and lines:
            self.items.pop()

    def _block(self, kind: Kind, cells: list[list[Run]], first: int, last: int, **more: object) -> Block:
        parent = self.items[-1][1] if self.items else -1
        block = Block(
            kind, first, last, cells, section=self.section, parent=parent, paragraph=self.paragraph, rank=self.rank
        )
        for name, value in more.items():
            setattr(block, name, value)
        self.rank += 1
        self.blocks.append(block)
        return block


def _lists(lines: Sequence[list[Run]]) -> bool:
    """Whether the lines of a cell are a list: two of them hold an element of one class that is called a title."""
    named = [run.cls for line in lines for run in line if run.cls and "title" in run.cls.lower()]
    return len(lines) > 2 and max(Counter(named).values(), default=0) > 1


class OpenTable(msgspec.Struct):
    """A table that is open: its number, the names of its columns, the element it stands in."""

    number: int
    columns: list[str] = []
    depth: int = 0


_YEAR = pattern_of(r"(?:19|20)\d\d")


class OpenRow(msgspec.Struct):
    """A row that is open: its cells as runs, whether all are heads, its first line; `above`: what cells of rows above say of it."""

    line: int
    cells: list[list[Run]] = []
    heads: int = 0
    open: bool = False
    wide: bool = False
    above: dict[int, list[Run]] = {}


class Grid(msgspec.Struct):
    """A table that is open: `spans` tells for each column how many rows it is still taken by a cell above, and which."""

    table: OpenTable
    row: OpenRow | None = None
    spans: dict[int, tuple[int, list[Run]]] = {}
    head: bool = False

    def fill(self, row: OpenRow) -> None:
        """Leave room in an open row for cells above it, and note what they say of it too."""
        while (span := self.spans.get(len(row.cells), _NONE))[0] > 0:
            self.spans[len(row.cells)] = span[0] - 1, span[1]
            if _holds_below(self.table, len(row.cells), span[1]):
                row.above[len(row.cells)] = span[1]
            row.cells.append([])


_NONE: tuple[int, list[Run]] = 0, []


def _holds_below(table: OpenTable, column: int, cell: list[Run]) -> bool:
    """Whether what a cell over several rows says is so of each: when and where papers came out; a title is that of one."""
    text = "".join(run.text for run in cell).strip()
    told = field_of(table.columns[column]) in ("date", "venue") if column < len(table.columns) else False
    return (told or bool(_YEAR.fullmatch(text))) and not any(run.url for run in cell)


def lines_in(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs cut at their line ends; lines without text or link are left out."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if "\n" not in run.text:
            lines[-1].append(run)
            continue
        for at, part in enumerate(run.text.split("\n")):
            if at:
                lines.append([])
            if part:
                lines[-1].append(msgspec.structs.replace(run, text=part))
    return [line for line in lines if any(run.text.strip() or run.url for run in line)]
