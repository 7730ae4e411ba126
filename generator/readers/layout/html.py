"""HTML -> blocks. In: a page, or a table, a list, an element inside Markdown. Out: its blocks: headings, items, rows, lines.

A tag that begins a block cuts the text; what stands between two is read by the one inline scanner. Scripts, styles and menus are chrome.
"""

from __future__ import annotations

import re

from generator.readers.layout.stream import Grid, OpenRow, OpenTable, Stream
from generator.readers.layout.structures import Document, Run
from generator.readers.layout.tags import tag_of
from generator.readers.parts.account import Lines
from generator.text import pattern_of

_TAG = re.compile(r"<(?:(!--)|(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])([^<>]{0,4000}))>?")
_BREAKS = frozenset(
    "p div ul ol li dl dt dd table thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 section article header footer main aside blockquote pre "
    "details summary figure figcaption center address br hr body html form fieldset nav option".split()
)
_SKIPPED = frozenset("title script style noscript template svg head select nav iframe textarea button legend".split())
_UNSEEN = pattern_of(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?![\d.])|font-size\s*:\s*0(?![\d.])|\shidden(?![\w-])",
    re.I,
)
_INLINE = frozenset("a b strong i em cite code".split())
# Block elements in which text stands; the innermost is the tag of a line.
_NAMED = frozenset(
    "p div li dd dt td th section article blockquote summary figcaption header footer aside address center".split()
)
_VOID = frozenset("br hr img input meta link source wbr area base col embed track".split())
_MOST_OPEN = 200
# What says how to read, and cells in which a table sets a whole page, as jemdoc does, are no cells.
_AROUND = r"<!doctype\b[^<>]{0,1000}>|<table [^<>]*\btlayout\b[^<>]*>\s*<tr[^<>]*>\s*<td[^<>]*>|</td>\s*<td [^<>]*\blayout-content\b[^<>]*>"
_DOCTYPE = re.compile(_AROUND, re.IGNORECASE)
# A title that was broken by hand goes on in its link.
_BROKEN = re.compile(r"(?<=\w)<br {0,2}/?>(?=\s{0,20}\w[^<>]{0,300}</a>)", re.I)
_WORDS = re.compile(r">?[^<>]*\w[^<>]*(?:<|$)")


def document_of(text: str) -> Document:
    """The blocks of a page."""
    stream = Stream("html")
    last = text.count("\n") + 1
    read_into(stream, text, 1, last)
    return Document(stream.blocks, "html", last)


def read_into(stream: Stream, text: str, first: int, last: int) -> None:
    """Add the blocks of `text`, which stands on lines first..last; lines without text become chrome."""
    before = len(stream.blocks)
    _Page(stream, text, first).run()
    if len(stream.blocks) == before:
        stream.chrome(first, last, "html")


class _Page:
    """A walk over the tags. `stack`: the open block elements with their classes; `inline`: the tags of open inline elements."""

    def __init__(self, stream: Stream, text: str, first: int) -> None:
        self.stream = stream
        self.source = _BROKEN.sub(_blank, _DOCTYPE.sub(_blank, text))
        self.first = first
        self.lines = Lines(text)
        self.stack: list[tuple[str, str]] = []
        self.inline: list[tuple[str, str]] = []
        self.carried = ""
        self.grids: list[Grid] = []
        self.lists = 0
        self.item = ""
        self.heading = 0
        self.start = 0

    def line(self, at: int) -> int:
        return self.first - 1 + self.lines.at(at)

    def run(self) -> None:
        at = 0
        while True:
            found = _TAG.search(self.source, at)
            if not found:
                break
            at = found.end()
            if found[1]:
                close = self.source.find("-->", at)
                self._flush(found.start())
                at = self.start = close + 3 if close >= 0 else len(self.source)
                continue
            name = found[3].lower()
            if not found[2] and (name in _SKIPPED or self._is_unseen(name, found[4])):
                self._flush(found.start())
                at = self.start = self._skipped(name, at)
            elif name in _BREAKS:
                self._flush(found.start(), broken=name != "br")
                self.start = at
                self._block(name, found)
            elif name in _INLINE:
                self._inline(name, found)
        self._flush(len(self.source))
        while self.grids:
            self._end_row(len(self.source))
            self.grids.pop()

    def _is_unseen(self, name: str, values: str) -> bool:
        """Whether an element holds nothing of a list: it is not shown, or says what a field of a form is for."""
        return (name == "label" and "form" in dict(self.stack)) or (name not in _VOID and bool(_UNSEEN.search(values)))

    def _skipped(self, name: str, at: int) -> int:
        """The end of an element that holds no text."""
        close = re.compile(rf"</{name}\s*>", re.I).search(self.source, at)
        end = close.end() if close else at
        if close and self.line(end) > self.line(at):
            self.stream.chrome(self.line(at), self.line(end), name)
        return end

    def _inline(self, name: str, found: re.Match[str]) -> None:
        if not found[2]:
            self.inline = [*self.inline, (name, found[0])][-6:]
        elif any(one == name for one, _ in self.inline):
            while self.inline.pop()[0] != name:
                pass

    def _flush(self, end: int, *, broken: bool = False) -> None:
        """What stands since the last block tag, as a block or as part of a cell; a link whose text ends there was never closed."""
        text = self.source[self.start : end]
        if broken:
            self._end_link(text)
        carried, self.carried = self.carried, "".join(tag for _, tag in self.inline)
        if text.strip():
            first = self.line(self.start + len(text) - len(text.lstrip()))
            self._give(carried + text.strip(), first, self.line(self.start + len(text.rstrip()) - 1))

    def _give(self, content: str, first: int, last: int) -> None:
        """Part of a cell, a heading, the beginning of an item, or a text."""
        row = self.grids[-1].row if self.grids else None
        if row and row.open:
            self._add(row.cells[-1], content, first)
            return
        if self.heading:
            self.stream.heading(content, self.heading, first, last)
            self.heading = 0
            return
        tag, cls = next(((t, c) for t, c in reversed(self.stack) if t in _NAMED), ("", ""))
        if self.item:
            mark, self.item = self.item, ""
            # What an item is called says nothing of its first line; an element in it does.
            tag, cls = ("", "") if tag in ("li", "dt") or not cls else (tag, cls)
            self.stream.item(content, 2 * max(0, self.lists - 1), mark, first, last, tag=tag, cls=cls)
        else:
            self.stream.text(content, first, last, tag=tag, cls=cls, depth=len(self.stack))

    def _end_link(self, text: str) -> None:
        """A link that has words already and was never closed ends with the text."""
        name, tag = self.inline[-1] if self.inline else ("", "")
        opened = text.rfind(tag) if name == "a" else -1
        if opened >= 0 and _WORDS.search(text, opened + len(tag)):
            self.inline.pop()

    def _add(self, cell: list[Run], content: str, first: int) -> None:
        """Add to a cell; the label of something that opens on a click is marked as such."""
        labels = self.stack[-1:] and self.stack[-1][0] == "summary"
        runs = self.stream.runs(f"<summary>{content}</summary>" if labels else content, first)
        cell.extend([Run("\n", line=first), *runs] if cell and runs else runs)

    def _block(self, name: str, found: re.Match[str]) -> None:
        closes = bool(found[2])
        if name in _VOID:
            if name == "hr":
                self.stream.new_paragraph()
            return
        if name in ("table", "tr", "td", "th", "thead", "tbody"):
            self._grid(name, found, closes=closes)
        elif name in ("ul", "ol", "dl"):
            self._list(closes=closes)
        elif name in ("li", "dt"):
            numbered = any(tag == "ol" for tag, _ in self.stack[-2:])
            self.item = "" if closes else "-1"[numbered]
        elif re.fullmatch(r"h[1-6]", name):
            self.heading = 0 if closes else int(name[1])
            self.stream.new_paragraph()
        elif name != "span":
            self.stream.new_paragraph()
        self._push(name, found, closes=closes)

    def _push(self, name: str, found: re.Match[str], *, closes: bool) -> None:
        if not closes:
            if len(self.stack) < _MOST_OPEN:
                self.stack.append((name, tag_of(found[0])[2].get("class", "")))
            return
        for place in range(len(self.stack) - 1, max(-1, len(self.stack) - 12), -1):
            if self.stack[place][0] == name:
                del self.stack[place:]
                return

    def _list(self, *, closes: bool) -> None:
        self.lists = max(0, self.lists + (-1 if closes else 1))
        self.item = ""
        items = self.stream.items
        while closes and items and items[-1][0] >= 2 * self.lists:
            items.pop()
        self.stream.new_paragraph()

    def _grid(self, name: str, found: re.Match[str], *, closes: bool) -> None:
        if name == "table":
            if closes and self.grids:
                self._end_row(found.start())
                self.grids.pop()
            elif not closes and len(self.grids) < _MOST_OPEN:
                self.grids.append(Grid(OpenTable(1000 + self.line(found.start()), []), spans={}))
            self.stream.new_paragraph()
            return
        if not self.grids:
            self.grids.append(Grid(OpenTable(1000 + self.line(found.start()), []), spans={}))
        grid = self.grids[-1]
        if name in ("thead", "tbody"):
            grid.head = name == "thead" and not closes
        elif name == "tr":
            self._end_row(found.start())
            if not closes:
                grid.row = OpenRow(self.line(found.start()), [])
        else:
            self._cell(grid, name, found, closes=closes)

    def _cell(self, grid: Grid, name: str, found: re.Match[str], *, closes: bool) -> None:
        row = grid.row = grid.row or OpenRow(self.line(found.start()), [])
        row.open = not closes
        if closes:
            return
        grid.fill(row)
        values = tag_of(found[0])[2]
        down, across = _span(values.get("rowspan", "")), _span(values.get("colspan", ""))
        row.heads += name == "th"
        for _ in range(across):
            cell: list[Run] = []
            if down > 1:
                grid.spans[len(row.cells)] = down - 1, cell
            row.cells.append(cell)
        row.wide = row.wide or across > 1
        if across > 1:
            row.cells[-across], row.cells[-1] = row.cells[-1], row.cells[-across]
            row.cells = row.cells[: len(row.cells) - across + 1]

    def _end_row(self, at: int) -> None:
        grid = self.grids[-1] if self.grids else None
        row = grid.row if grid else None
        if not grid or not row:
            return
        grid.row = None
        for column, cell in row.above.items() if not row.wide else ():
            row.cells[column] = list(cell)
        if any(run.text.strip() or run.url for cell in row.cells for run in cell):
            head = bool(row.cells) and (grid.head or row.heads == len(row.cells)) and not grid.table.columns
            if head:
                grid.table.columns = [
                    " ".join("".join(run.text for run in cell if not run.image).split()) for cell in row.cells
                ]
            self.stream.row(row.cells, row.line, self.line(at), grid.table, head=head, wide=row.wide)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _span(value: str) -> int:
    return min(max(int(value), 1), 200) if value.isdecimal() and len(value) < 4 else 1
