"""Markdown -> blocks. In: a text of Markdown, or of what is written much like it. Out: its Document.

Line by line, and lenient where lists of papers are written by hand and by scripts: a row broken by a newline is joined again, a table may
do without its ruler, a line of its own is a block unless an editor wrapped it.
"""

from __future__ import annotations

import re

from generator.readers.labels import field_of
from generator.readers.layout import html
from generator.readers.layout.stream import OpenTable, Stream
from generator.readers.layout.structures import JOINED, Document, Run, Syntax
from generator.readers.layout.wrapping import goes_on_below, wrap_column
from generator.readers.syntax.yamlfile import is_matter
from generator.text import pattern_of

_HEADING = pattern_of(r" {0,3}(#{1,6})(?:[ \t]+|(?<=##)(?=[^\s#]))(.*)$")
# The signs that may close a heading; looked for from the run of blanks before them, so that no run costs its square.
_CLOSED = pattern_of(r"(?<![ \t])[ \t]++#++$")
_ITEM = pattern_of(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+•▪◦●‣·]|\(?\d{1,4}[.)、])(?:(?P<blank>[ \t]+|(?<=\d[.、])(?=[^\W\d_a-z][^\W\d_]))(?P<text>\S.*)|\s*$)"
)
_UNDERLINE = pattern_of(r" {0,3}(?:=+|-{3,})[ \t]*")
_BLANK = pattern_of(r"[ \t\r\f\v>]*(?:\{:[^{}\n]{1,200}\}\s*)?")
_RULE = pattern_of(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$")
_RULER = pattern_of(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BOX = pattern_of(r"\[[ xX]\]\s+")
_FENCE = pattern_of(r"\s*(`{3,}|~{3,})")
_REFERENCE = pattern_of(r" {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*<?(\S+?)>?(?:[ \t]+[\"'(].*)?[ \t]*$", re.M)
_QUOTE = pattern_of(r"[ \t]{0,3}(?:>[ \t]?){1,8}")
_ITEM_HEADING = pattern_of(r"(#{1,6})[ \t]+")
_BLOCK_TAG = pattern_of(
    r"[ \t]*</?(table|ul|ol|dl|div|p|center|details|summary|h[1-6]|section|article|header|footer|nav|li|tr|td|th|tbody|thead|hr|"
    r"blockquote|picture|svg|pre|figure|main|form|script|style)\b",
    re.I,
)
_WHOLE = {"table", "ul", "ol", "dl", "script", "style", "svg", "nav"}
_TABLE_CODE = pattern_of(r"(\\\||\||`[^`|]{0,300}(?:\|[^`]{0,300})?`)")


def document_of(text: str, syntax: Syntax = "markdown") -> Document:
    """The blocks of `text`. syntax: that from which it was turned into Markdown, line for line."""
    lines = text.split("\n")
    scan = _Scan(lines, Stream("markdown", _references(text)))
    scan.run()
    return Document(scan.stream.blocks, syntax, len(lines))


def _references(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _REFERENCE.finditer(text) if "]:" in text else ():
        if not match[1].startswith("^"):
            found.setdefault(match[1].strip().lower(), match[2])
    return found


class _Scan:
    """A walk over the lines. `blank`: whether a blank line came since the last text."""

    def __init__(self, lines: list[str], stream: Stream) -> None:
        self.lines = lines
        self.stream = stream
        self.width = wrap_column([line for line in lines if line != JOINED])
        self.blank = True
        self.quote = 0
        self.tables = 0

    def run(self) -> None:
        number = self._front_matter()
        while number < len(self.lines):
            line = self.lines[number]
            if line == JOINED:
                number += 1
                continue
            if _BLANK.fullmatch(line):
                self.blank = True
                self.stream.new_paragraph()
                number += 1
                continue
            number = self._line(self._unquoted(line), number)
            self.blank = False

    def _unquoted(self, line: str) -> str:
        """The line without the `>` before it; `quote` counts them."""
        found = _QUOTE.match(line)
        quote = found[0].count(">") if found else 0
        if quote != self.quote:
            self.quote = quote
            self.stream.new_paragraph()
            self.stream.items.clear() if quote else None
        return (line[found.end() :] if found else line).expandtabs(4)

    def _front_matter(self) -> int:
        """The index of the first line behind a page's front matter."""
        rule = self.lines[0].rstrip()
        if rule not in ("---", "+++"):
            return 0
        for number, line in enumerate(self.lines[1:400], start=1):
            if line.rstrip() == rule:
                if rule == "---" and not is_matter(self.lines[1:number]):
                    return 0
                self.stream.chrome(1, number + 1, "front matter")
                return number + 1
        return 0

    def _line(self, line: str, number: int) -> int:
        """Take the line at index `number`; returns the index after what was taken."""
        fence = _FENCE.match(line)
        if fence:
            return self._fenced(number, re.compile(rf"^\s*{re.escape(fence[1][0])}{{{len(fence[1])},}}\s*$"))
        if line.lstrip().startswith("<!--"):
            return self._until(number, number, re.compile("-->"), "comment")
        if "|" in line and self._table(line, number):
            return self._rows(number)
        heading = _HEADING.match(line)
        if heading:
            self.stream.heading(
                _CLOSED.sub("", heading[2].rstrip(" \t")), len(heading[1]), number + 1, number + 1, self.quote
            )
            return number + 1
        if line.lstrip().startswith("[") and _REFERENCE.fullmatch(line):
            self.stream.chrome(number + 1, number + 1, "reference")
            return number + 1
        tag = _BLOCK_TAG.match(line)
        return self._html(tag[1].lower(), number) if tag else self._text(line, number)

    def _text(self, line: str, number: int) -> int:
        if _RULE.match(line):
            self.stream.chrome(number + 1, number + 1, "rule")
            return number + 1
        item = _ITEM.match(line)
        last = self._wrapped(number)
        following = self.lines[last + 1] if last + 1 < len(self.lines) else ""
        if not item and self.stream.rank == 0 and _UNDERLINE.fullmatch(following):
            level = 1 if "=" in following else 2
            self.stream.heading(self._joined(line, number, last), level, number + 1, last + 2, self.quote)
            return last + 2
        if item and item["text"]:
            self._item(item, number, last)
            return last + 1
        if self.blank:
            self._leave_items(len(line) - len(line.lstrip()))
        self.stream.text(self._joined(line.lstrip(), number, last), number + 1, last + 1, self.quote)
        return last + 1

    def _leave_items(self, indent: int) -> None:
        """After a blank line a text that is indented less than an item's is outside of it."""
        items = self.stream.items
        while items and indent < items[-1][0] + 2:
            items.pop()

    def _wrapped(self, number: int) -> int:
        """The index of the last line that belongs to the line at `number` because an editor or an open mark broke it."""
        last = number
        while last + 1 < len(self.lines) and last - number < 60:
            below = self.lines[last + 1]
            stripped = below.lstrip(" \t>")
            if (
                not stripped
                or below == JOINED
                or self._opens(stripped)
                or not goes_on_below(self.lines[number : last + 1], below, self.width)
            ):
                break
            last += 1
        return last

    def _opens(self, line: str) -> bool:
        """Whether a line opens a block of its own."""
        item = _ITEM.match(line)
        if (item and item["text"]) or _RULE.match(line):
            return True
        return bool(line.startswith("|") or _HEADING.match(line) or _FENCE.match(line) or _BLOCK_TAG.match(line))

    def _joined(self, line: str, number: int, last: int) -> str:
        return "\n".join(
            [line.strip(), *(below.lstrip(" \t>").rstrip() for below in self.lines[number + 1 : last + 1])]
        )

    def _item(self, item: re.Match[str], number: int, last: int) -> None:
        text = self._joined(_BOX.sub("", item["text"]), number, last)
        mark = "1" if item["mark"][-1] in ".)、" else item["mark"]
        heading = _ITEM_HEADING.match(text)
        if heading:
            text, mark = text[heading.end() :], f"h{len(heading[1])}"
        self.stream.item(text, len(item["indent"]), mark, number + 1, last + 1, self.quote)

    def _fenced(self, number: int, end: re.Pattern[str]) -> int:
        """A fence; of one below the label of an abstract the lines are text."""
        above = next((block.text for block in reversed(self.stream.blocks) if block.kind != "chrome"), "")
        last = self._until(number, number + 1, end, "fence")
        if field_of(above) != "abstract":
            return last
        self.stream.blocks[-1].last = number + 1
        self.lines[last - 1] = JOINED
        return number + 1

    def _until(self, number: int, first: int, end: re.Pattern[str], mark: str) -> int:
        """A comment or a fence, to its end, on `first` or below, or to the end of the document."""
        last = next((at for at in range(first, len(self.lines)) if end.search(self.lines[at])), len(self.lines) - 1)
        self.stream.chrome(number + 1, last + 1, mark)
        return last + 1

    def _html(self, name: str, number: int) -> int:
        """A line of block elements; a table or a list of HTML as a whole."""
        last = self._element_end(name, number) if name in _WHOLE else number
        region = "\n".join(self.lines[number : last + 1])
        html.read_into(self.stream, region, number + 1, last + 1)
        return last + 1

    def _element_end(self, name: str, number: int) -> int:
        """The index of the line on which the element that opens at `number` closes; the same line when it never does."""
        depth, tags = 0, re.compile(rf"<(/?){name}\b", re.I)
        for last in range(number, min(len(self.lines), number + 4000)):
            depth += sum(-1 if found[1] else 1 for found in tags.finditer(self.lines[last]))
            if depth <= 0:
                return last
        return number

    def _table(self, line: str, number: int) -> bool:
        """Whether a table opens here: a row that opens with `|`, or a line with bars over a ruler."""
        if line.lstrip().startswith("|"):
            return line.count("|") > 1
        following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return "|" in following and "-" in following and bool(_RULER.match(following))

    def _rows(self, number: int) -> int:
        """The rows of a table. A line without an opening bar is the rest of the row above, if that row is short of cells."""
        bars = self.lines[number].lstrip(" \t>").startswith("|")
        rows: list[list[str]] = []
        places: list[tuple[int, int]] = []
        width = len(cells_of(self.lines[number]))
        while number < len(self.lines) and self.lines[number].strip():
            line = self.lines[number].lstrip(" \t>")
            if rows and bars and not line.startswith("|"):
                if not _broken(rows[-1], width):
                    break
                rows[-1].append(line)
                places[-1] = (places[-1][0], number)
            elif not line.startswith("|") and (bars or "|" not in line):
                break
            else:
                rows.append([line])
                places.append((number, number))
            number += 1
        self._add_rows([" ".join(row) for row in rows], places)
        return number

    def _add_rows(self, rows: list[str], places: list[tuple[int, int]]) -> None:
        self.tables += 1
        self.stream.new_paragraph()
        if self.lines[places[0][0]][:1] not in (" ", "\t"):
            self.stream.items.clear()
        table = OpenTable(self.tables, [])
        ruled = len(rows) > 1 and "-" in rows[1] and bool(_RULER.match(rows[1]))
        for at, (row, (first, last)) in enumerate(zip(rows, places, strict=True)):
            if _RULER.match(row) and "-" in row:
                self.stream.chrome(first + 1, last + 1, "ruler")
                continue
            cells: list[list[Run]] = [self.stream.runs(cell, first + 1) for cell in cells_of(row)]
            head = ruled and at == 0
            if head:
                table.columns = ["".join(run.text for run in cell if not run.image).strip() for cell in cells]
            self.stream.row(cells, first + 1, last + 1, table, head=head)


def _broken(row: list[str], width: int) -> bool:
    """Whether a row was cut by a newline: it has too few cells or no closing bar, and the next line would complete it."""
    return len(row) < 20 and (not row[-1].rstrip().endswith("|") or sum(map(len, map(cells_of, row))) < width)


def cells_of(line: str) -> tuple[str, ...]:
    r"""The cells of a row. A bar in a code span, in mathematics or behind a backslash parts no cells."""
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    cells, held = [], [""]
    for part in _TABLE_CODE.split(line):
        if part == "|":
            cells.append("".join(held).strip())
            held = [""]
        else:
            held.append("|" if part == "\\|" else part)
    return (*cells, "".join(held).strip())
