"""HTML as text. In: the lines of an HTML document, each with its place. Out: the lines that its reader saw, each with its place; an empty
one between blocks; what links to a paper has its address behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from generator.text import fold
from generator.text.tokens import word_count
from generator.text.urls import aim_of

if TYPE_CHECKING:
    from generator.readers.layout.structures import Run

# A link to a paper is kept whatever its words are; else only one with the words of a title.
_FEWEST_WORDS = 3
# A page, or a text of Markdown, that opens with one of HTML's elements.
_HTML = re.compile(
    r"\s*<(?:!doctype\s+html|a|align|b|blockquote|body|br|center|code|dd|details|div|dl|dt|em|form|figure|font|footer|h[1-6]|head|header|hr|i|img|li|link|main|meta|nav|ol|p|pre"
    r"|script|section|small|span|strong|style|sub|sup|svg|table|tbody|td|tr|u|ul)\b",
    re.IGNORECASE,
)


def opens_with_html(text: str) -> bool:
    """Whether a text opens with an element of HTML: a page, or a text of Markdown with a banner above it; XML of records does not."""
    return bool(_HTML.match(text))


def lines_of_html(lines: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Text and place of each line; never two empty ones in a row."""
    # Few mails are HTML alone.
    from generator.readers.layout.html import document_of

    made: list[tuple[str, int]] = []
    above = 0
    for block in document_of("\n".join(text for text, _ in lines)).blocks:
        for cell in block.cells:
            shown = [fold(line) for line in "".join(map(_with_address, _links(cell))).split("\n")]
            place = lines[min(block.first, len(lines)) - 1][1]
            if made and made[-1][0] and (block.paragraph != above or len(block.cells) > 1):
                made.append(("", made[-1][1]))
            made += [(line, place) for line in shown if line]
            above = block.paragraph
    return [*made, ("", made[-1][1])] if made else []


def _links(cell: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """The text of a cell without pictures, cut where an address begins or ends; each piece with its address."""
    for url, runs in groupby((run for run in cell if not run.image), lambda run: run.url):
        yield "".join(run.text for run in runs), url


def _with_address(piece: tuple[str, str]) -> str:
    """A text, and behind it the address to which it leads, when that may be a paper's."""
    from generator.readers.layout.words import leads_to_paper

    text, address = piece
    kept = address and text.strip() and (leads_to_paper(address) or word_count(text) >= _FEWEST_WORDS)
    url = aim_of(address) if kept and "://" not in text.split()[0] else ""
    return f"{text.rstrip()} <{url}>{' ' * text.endswith(' ')}" if url else text
