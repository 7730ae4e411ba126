"""HTML as text. In: the lines of an HTML document, each with its place. Out: the lines that its reader saw, each with its place; an empty
one between blocks; what links to a paper has its address behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from generator.text import checked, fold

if TYPE_CHECKING:
    from lxml import etree

_BLOCKS = frozenset(
    "p div tr table ul ol li h1 h2 h3 h4 h5 h6 blockquote pre hr section article header footer td th dt dd".split()
)
_HIDDEN = frozenset("script style head title template".split())
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0|font-size\s*:\s*0", re.I)
# Where papers live: a link there is kept whatever its words are; else only one with the words of a title.
_PAPER = re.compile(
    r"https?://(?:www\.|dx\.)?(?:arxiv\.org/|openreview\.net/|aclanthology\.org/|doi\.org/|huggingface\.co/papers/|proceedings\.|"
    r"pubmed\.ncbi\.nlm\.nih\.gov/|papers\.ssrn\.com/|ideas\.repec\.org/p/|biorxiv\.org/|medrxiv\.org/)",
    re.I,
)
# Where mails of newsletters and alerts send a reader first: the address itself is in one of these.
_PASSED_ON = ("url", "u", "q", "target", "redirect", "link", "dest")
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
    page = _Page("\n".join(text for text, _ in lines))
    return [(text, lines[min(number, len(lines)) - 1][1]) for text, number in page.lines]


def aim_of(address: str) -> str:
    """The address that a link leads to, past the counters of a mail ("…/scholar_url?url=https://…"); "" when it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    for name, values in parse_qs(parts.query).items() if parts.query else ():
        if name.lower() in _PASSED_ON and values[0].startswith(("http://", "https://")):
            return checked(values[0]) or ""
    return checked(address) or ""


class _Page:
    """The text of a document as it is read: its lines, the pieces of the line in hand, the links that are open, and the line of the
    source that was reached."""

    def __init__(self, html: str) -> None:
        self.lines: list[tuple[str, int]] = []
        self.pieces: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.unseen = 0
        self.began = self.reached = 1
        for event, element in _events(html):
            if event == "start":
                self._start(element)
                self._text(element.text)
            else:
                self._end(element)
                self._text(element.tail)
        self.end_block()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.unseen and (self.pieces or text.strip()):
            if not self.pieces:
                self.began = self.reached + text.count("\n", 0, len(text) - len(text.lstrip()))
            self.pieces.append(re.sub(r"\s+", " ", text))
        self.reached += text.count("\n")

    def _start(self, element: etree._Element) -> None:
        self.reached = max(self.reached, element.sourceline or 1)
        name = element.tag
        if self.unseen or _is_unseen(element):
            self.unseen += 1
        elif name == "br":
            self.end_line()
        elif name in _BLOCKS:
            self.end_block()
        elif name == "a":
            self.links.append((element.get("href", ""), len(self.pieces)))

    def _end(self, element: etree._Element) -> None:
        name = element.tag
        if self.unseen:
            self.unseen -= 1
        elif name in _BLOCKS:
            self.end_block()
        elif name == "a" and self.links:
            address, start = self.links.pop()
            words = "".join(self.pieces[start:]).split()
            url = aim_of(address) if _PAPER.match(address) or len(words) >= _FEWEST_WORDS else ""
            self.pieces.append(f" <{url}>" if url and words and "://" not in words[0] else "")

    def end_line(self) -> None:
        text = fold("".join(self.pieces))
        if text or (self.lines and self.lines[-1][0]):
            self.lines.append((text, self.began if text else self.reached))
        self.pieces, self.links = [], [(address, 0) for address, _ in self.links[-1:]]

    def end_block(self) -> None:
        if any(map(str.strip, self.pieces)):
            self.end_line()
        if self.lines and self.lines[-1][0]:
            self.lines.append(("", self.lines[-1][1]))


def _events(html: str) -> Iterable[tuple[str, etree._Element]]:
    """The document in its own order: an element when it starts and when it ends."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True)
    # A NUL would end the document, and an empty one has no root.
    root = etree.fromstring(html.replace("\0", "").encode("utf-8", "replace") + b"\n<p></p>", parser)
    return () if root is None else etree.iterwalk(root, events=("start", "end"))


def _is_unseen(element: etree._Element) -> bool:
    hidden = element.tag in _HIDDEN or element.get("hidden") is not None
    return hidden or bool(_UNSEEN.search(element.get("style") or ""))
