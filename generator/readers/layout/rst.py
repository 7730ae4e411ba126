"""reStructuredText -> Markdown, line for line. In: lines. Out: as many lines; tables as rows, links that go over lines on their first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.readers.layout.structures import JOINED
from generator.text.ids import address_of_id

_UNDERLINE = re.compile(r"([=~^\"'`#*+:._-])\1{2,}\s*$")
_LINK = re.compile(r"`([^`<>\n]{0,400}?)\s*<([^<>\s`]{1,1000})>`__?")
_REFERENCE = re.compile(r"`([^`<>\n]{1,400})`__?(?!\w)")
_ROLE = re.compile(r":[\w-]{1,20}:`([^`\n]{1,400})`")
_ID_ROLE = re.compile(r":(doi|arxiv):`([^`<>\n]{4,200})`")
_TARGET = re.compile(r"\.\. _`?([^:`\n]{1,300})`?:\s*(\S+)\s*$")
# What a text cites stands in footnotes and citations at its end.
_CITED = re.compile(r"\.\. \[[^\[\]\n]{1,60}\] (?=\S)")
_FOLDED = re.compile(r"\.\. (?:dropdown|admonition|collapse|topic|details|rubric):: *(\S.{0,60})$")
_GRID = re.compile(r"\s*\+(?:[-=]{2,}\+){1,40}\s*$")
_COLUMNS = re.compile(r"\s*={2,}(?:[ \t]+={2,}){1,40}\s*$")
# A link or a table goes over no more lines than these.
_MOST_LINES = 400
_LINK_LINES = 5


def markdown_lines(lines: list[str]) -> Iterator[str]:
    """The lines as Markdown's."""
    levels: dict[str, int] = {}
    at = 0
    while at < len(lines):
        taken = _table(lines, at)
        if taken:
            yield from taken
            at += len(taken)
            continue
        joined = _joined(lines, at)
        if len(joined) > 1:
            yield _inline(" ".join([joined[0].rstrip(), *(line.strip() for line in joined[1:])]))
            yield from [JOINED] * (len(joined) - 1)
        else:
            yield _line(lines, at, levels)
        at += len(joined)


def _line(lines: list[str], at: int, levels: dict[str, int]) -> str:
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else ""
    under = _UNDERLINE.match(below)
    if target := _TARGET.match(line):
        return f"[{target[1]}]: {target[2]}"
    if _CITED.match(line):
        return _inline(_CITED.sub("- ", line))
    if line.startswith(".. ") or _UNDERLINE.match(line):
        return _folded(line)
    plain = line.strip() and not line.startswith((" ", "*", "-", "|"))
    if plain and under and len(below.rstrip()) >= len(line.rstrip()) - 2:
        level = levels.setdefault(under[1], len(levels) + 1)
        return f"{'#' * min(level, 6)} {_inline(line.strip())}"
    bar = re.match(r"\s*\| (?=\S)", line)
    return _inline(f"{line[bar.end() :]}  " if bar else re.sub(r"^(\s*)#\. ", r"\g<1>1. ", line))


def _folded(line: str) -> str:
    found = _FOLDED.match(line)
    return f"**{found[1]}:**" if found else ""


def _joined(lines: list[str], at: int) -> list[str]:
    """A line, and those below it over which a link that it opens goes on."""
    held = [lines[at]]
    while _opens(held) and len(held) < _LINK_LINES and at + len(held) < len(lines) and lines[at + len(held)].strip():
        held.append(lines[at + len(held)])
    return held if not _opens(held) else held[:1]


def _opens(held: list[str]) -> bool:
    text = "".join(held).replace("``", "")
    return text.count("`") % 2 == 1


def _inline(text: str) -> str:
    if "`" not in text:
        return text
    text = _ID_ROLE.sub(lambda found: f"<{address_of_id(found[1], found[2])}>", text)
    text = _LINK.sub(lambda found: f"[{found[1] or found[2]}]({found[2]})", _ROLE.sub(r"\1", text))
    return _REFERENCE.sub(r"[\1]", text.replace("``", "`"))


def _table(lines: list[str], at: int) -> list[str]:
    """The lines of a table that begins at a line, as rows; none when none does."""
    if _GRID.match(lines[at]):
        return _grid(lines, at)
    return _simple(lines, at) if _COLUMNS.match(lines[at]) else []


def _grid(lines: list[str], at: int) -> list[str]:
    """A grid table: what stands between two rulers is a row, on its first line."""
    end = at
    while end < min(len(lines), at + _MOST_LINES) and lines[end].lstrip()[:1] in ("+", "|"):
        end += 1
    rulers = [place for place in range(at, end) if _GRID.match(lines[place])]
    rows: dict[int, list[str]] = {}
    for above, below in pairwise(rulers):
        cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines[above + 1 : below]]
        if cells and len(set(map(len, cells))) == 1:
            rows[above + 1 - at] = [" ".join(filter(None, column)) for column in zip(*cells, strict=True)]
    return _as_table(rows, end - at, headed=any("=" in lines[place] for place in rulers))


def _simple(lines: list[str], at: int) -> list[str]:
    """A simple table: rulers of `=`; columns stand under their parts; a line whose first column is empty goes on."""
    starts = [found.start() for found in re.finditer(r"=+", lines[at])]
    end = at + 1
    while end < min(len(lines), at + _MOST_LINES) and lines[end].strip():
        end += 1
    rulers = [place for place in range(at, end) if _COLUMNS.match(lines[place])]
    rows: dict[int, list[str]] = {}
    for place in range(at + 1, rulers[-1]):
        if place in rulers:
            continue
        cells = [lines[place][start:stop].strip() for start, stop in pairwise([*starts, None])]
        if cells[0] or not rows:
            rows[place - at] = cells
        else:
            last = max(rows)
            rows[last] = [f"{one} {more}".strip() for one, more in zip(rows[last], cells, strict=True)]
    return _as_table(rows, rulers[-1] + 1 - at, headed=len(rulers) > 2) if rows else []


def _as_table(rows: dict[int, list[str]], height: int, *, headed: bool) -> list[str]:
    """A table of Markdown, of so many lines: a row at each place, rulers between them; the first row is its head when a ruler follows."""
    width = max(map(len, rows.values()), default=1)
    made = ["|" + "---|" * width] * height
    for place, cells in rows.items():
        made[place] = "| " + " | ".join(_inline(cell).replace("|", "\\|") for cell in cells) + " |"
    return ["", *made[1:]] if headed else made
