"""The blocks of a Markdown document. In: its text. Out: headings, items, paragraphs, tables, and what is no text, each with its lines.

Line by line, and lenient where lists of papers are written by scripts: a table row broken by a newline is joined again, a table may do
without its ruler, an item may go on after a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from generator.readers.markdown.inline import Run, runs_of
from generator.readers.markdown.words import names_in

Kind = Literal["heading", "item", "paragraph", "row", "header", "quote", "chrome"]

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•▪◦●]|\(?\d{1,4}[.)、])(?:(?P<blank>[ \t]+)(?P<text>\S.*)|\s*$)")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_RULER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BOX = re.compile(r"\[[ xX]\]\s+")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_REFERENCE = re.compile(r" {0,3}\[([^\[\]]{1,200})\]:\s*<?(\S+?)>?(?:\s+[\"'(].*)?\s*$")
_QUOTE = re.compile(r" {0,3}>\s?")
_HTML_ONLY = re.compile(
    r"\s*(?:</?(?:div|p|img|br|hr|center|details|table|tbody|thead|tr|td|ul|ol|svg|picture|source|span|h[1-6]|a|sub|sup)\b[^<>]*>\s*)+$",
    re.I,
)


class Block(msgspec.Struct):
    """Lines first..last (from 1) of one kind. `level`: of a heading, or the columns an item is indented; `cells`: of a row."""

    kind: Kind
    first: int
    last: int
    held: list[str]
    level: int = 0
    cells: tuple[str, ...] = ()
    mark: str = ""
    parsed: list[Run] | None = None

    @property
    def text(self) -> str:
        return "".join(self.held)

    def runs(self, references: Mapping[str, str]) -> list[Run]:
        """Its text as runs, parsed once."""
        if self.parsed is None:
            self.parsed = runs_of(self.text, references)
        return self.parsed


class Document(msgspec.Struct):
    blocks: list[Block]
    references: dict[str, str]


def document_of(text: str) -> Document:
    """The blocks of `text`, in order; blank lines stand in none."""
    scan = _Scan(text.split("\n"))
    scan.run()
    return Document(scan.blocks, scan.references)


class _Scan:
    """A walk over the lines. `open` is the block that the next line may belong to, `blank` whether a blank line came since."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.references: dict[str, str] = {}
        self.open: Block | None = None
        self.width = 0
        self.blank = True

    def run(self) -> None:
        number = self._front_matter()
        while number < len(self.lines):
            line = self.lines[number].expandtabs(4)
            if not line.strip():
                self.blank = True
                if self.open and self.open.kind != "item":
                    self.open = None
                number += 1
            else:
                number = self._line(line, number)
                self.blank = False

    def _front_matter(self) -> int:
        """The index of the first line behind a page's front matter."""
        if self.lines[0].rstrip() != "---":
            return 0
        for number, line in enumerate(self.lines[1:400], start=1):
            if line.rstrip() == "---":
                self.blocks.append(Block("chrome", 1, number + 1, [], mark="front matter"))
                return number + 1
        return 0

    def _line(self, line: str, number: int) -> int:
        """Take the line at index `number`; returns the index after what was taken."""
        fence = _FENCE.match(line)
        if fence:
            return self._until(number, re.compile(rf"\s*{re.escape(fence[1][0])}{{{len(fence[1])},}}\s*$"))
        if line.lstrip().startswith("<!--"):
            return self._until(number, re.compile(r".*-->"), inclusive=True)
        if line.count("|") and self._table(line, number):
            return self._rows(number)
        heading = _HEADING.match(line)
        if heading:
            return self._add(Block("heading", number + 1, number + 1, [heading[2] or ""], len(heading[1])), number)
        reference = _REFERENCE.match(line)
        if reference and not reference[1].startswith("^"):
            self.references.setdefault(reference[1].strip().lower(), reference[2])
            return self._add(Block("chrome", number + 1, number + 1, []), number)
        return self._text(line, number)

    def _text(self, line: str, number: int) -> int:
        if _RULE.match(line):
            if (
                self.open
                and self.open.kind == "paragraph"
                and not self.blank
                and line.strip()[0] in "=-"
                and self.open.first == number
            ):
                self.open.kind, self.open.level, self.open.last = "heading", 1 if "=" in line else 2, number + 1
                self.open = None
                return number + 1
            return self._add(Block("chrome", number + 1, number + 1, [], mark="rule"), number)
        item = _ITEM.match(line)
        if item and item["text"]:
            self._item(item, number)
            return number + 1
        quote = _QUOTE.match(line)
        kind: Kind = "quote" if quote else "paragraph"
        content = line[quote.end() :] if quote else line
        indent = len(line) - len(line.lstrip())
        if self.open and self._goes_on(kind, indent):
            # A line of names under a title is a line of its own, though Markdown would join the two.
            separator = "\n\n" if self.blank else "  \n" if len(names_in(content)) > 1 else "\n"
            self.open.held.append(separator + content.strip() + _hard(line))
            self.open.last = number + 1
            return number + 1
        if _HTML_ONLY.match(line):
            return self._add(Block("chrome", number + 1, number + 1, [line], mark="html"), number)
        self.open = Block(kind, number + 1, number + 1, [content.strip() + _hard(line)], indent)
        self.blocks.append(self.open)
        return number + 1

    def _goes_on(self, kind: Kind, indent: int) -> bool:
        if self.open is None or (self.open.kind == "quote") != (kind == "quote"):
            return False
        return not self.blank or (
            self.open.kind == "item" and indent > 0 and indent >= min(self.width, self.open.level + 2)
        )

    def _item(self, item: re.Match[str], number: int) -> None:
        text = _BOX.sub("", item["text"])
        self.open = Block(
            "item",
            number + 1,
            number + 1,
            [text.rstrip() + _hard(text)],
            len(item["indent"]),
            mark=item["mark"],
        )
        self.width = len(item["indent"]) + len(item["mark"]) + 1
        self.blocks.append(self.open)

    def _add(self, block: Block, number: int) -> int:
        self.open = None
        self.blocks.append(block)
        return number + 1

    def _until(self, number: int, end: re.Pattern[str], *, inclusive: bool = False) -> int:
        """A fence or a comment, to its end or to the end of the document."""
        last = number if inclusive else number + 1
        while last < len(self.lines) and not end.match(self.lines[last]):
            last += 1
        last = min(last, len(self.lines) - 1)
        self.blocks.append(Block("chrome", number + 1, last + 1, [], mark="comment" if inclusive else "fence"))
        self.open = None
        return last + 1

    def _table(self, line: str, number: int) -> bool:
        """Whether a table opens here: a row that opens with `|`, or a line with bars over a ruler."""
        if line.lstrip().startswith("|"):
            return line.count("|") > 1
        following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return "|" in following and "-" in following and bool(_RULER.match(following))

    def _rows(self, number: int) -> int:
        """The rows of a table. A line without an opening bar is the rest of the row above, if that row is short of cells."""
        ruled = number + 1 < len(self.lines) and bool(_RULER.match(self.lines[number + 1]))
        bars = self.lines[number].lstrip().startswith("|")
        width = len(cells_of(self.lines[number]))
        first = number
        while number < len(self.lines) and self.lines[number].strip():
            line = self.lines[number]
            if number > first and not line.lstrip().startswith("|"):
                above = self.blocks[-1]
                if bars and (above.kind != "row" or not _broken(above, width, line)):
                    break
                if bars or "|" not in line:
                    if not bars:
                        break
                    above.held, above.last = [above.text.rstrip() + " " + line.strip()], number + 1
                    above.cells = cells_of(above.text)
                    number += 1
                    continue
            kind: Kind = "header" if ruled and number == first else "row"
            if _RULER.match(line) and "-" in line:
                kind = "chrome"
            self.blocks.append(
                Block(
                    kind,
                    number + 1,
                    number + 1,
                    [line],
                    cells=cells_of(line) if kind != "chrome" else (),
                    mark=str(first),
                )
            )
            number += 1
        self.open = None
        return number


def _broken(row: Block, width: int, line: str) -> bool:
    """Whether a row was cut by a newline: it has too few cells or no closing bar, and the next line would complete it."""
    return row.last - row.first < 20 and (len(row.cells) < width or not row.text.rstrip().endswith("|"))


def cells_of(line: str) -> tuple[str, ...]:
    r"""The cells of a row. A bar in a code span, in mathematics or behind a backslash parts no cells."""
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    cells, held = [], [""]
    for part in re.split(r"(\\\||\||`[^`|]{0,300}(?:\|[^`]{0,300})?`)", line):
        if part == "|":
            cells.append("".join(held).strip())
            held = [""]
        else:
            held.append("|" if part == "\\|" else part)
    return (*cells, "".join(held).strip())


def _hard(line: str) -> str:
    return "  " if line.endswith("  ") else ""
