"""A text being set. In: runs of text and of markup, in order. Out: the whole as HTML, with links if wanted, and plain."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.text.clean import escape
from generator.text.urls import find_urls

# Makes the HTML of a run; None: it is text.
Markup = Callable[[], str] | None


class Page:
    """What has been set so far: runs of (text, markup); markup runs make HTML beside their plain text, when somebody asks for it: most want
    the words alone."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, Markup]] = []
        self.quoted = False

    def say(self, text: str) -> None:
        self._runs.append((text, None))

    def set(self, plain: str, html: Callable[[], str]) -> None:
        self._runs.append((plain, html))

    def take(self, other: Page, element: str = "") -> None:
        if element and other.plain.strip():
            self.set(other.plain, lambda: f"<{element}>{other.html()}</{element}>")
        else:
            self._runs += other._runs

    @property
    def plain(self) -> str:
        return "".join([plain for plain, _ in self._runs])

    def html(self, text: Callable[[str], str] = escape) -> str:
        """All runs; what was said piece by piece is one text, so that an address is never cut. `text`: makes HTML of one."""
        return "".join(text(plain) if html is None else html for plain, html in self._printed())

    def linked(self) -> str:
        return self.html(with_links)

    def _printed(self) -> Iterator[tuple[str, str | None]]:
        """The runs with their HTML. One whose HTML turns out to be "" is text; neighbours that are text are one."""
        said: list[str] = []
        for plain, make in self._runs:
            html = make() if make else ""
            if not html:
                said.append(plain)
                continue
            yield "".join(said), None
            yield plain, html
            said = []
        yield "".join(said), None


class Typeset:
    """One text, ready to show. plain: Unicode, one line."""

    __slots__ = ("_html", "plain")

    def __init__(self, plain: str, html: Callable[[], str]) -> None:
        self.plain = plain
        self._html: str | Callable[[], str] = html

    @property
    def html(self) -> str:
        """For a raw HTML block: MathML and a few inline elements, one line. Made when it is first asked for: of six who ask for an abstract
        five want its words."""
        if not isinstance(self._html, str):
            self._html = self._html()
        return self._html


def with_links(text: str) -> str:
    """Plain text as HTML, its web addresses as links."""
    out, place = [], 0
    for found in find_urls(text):
        shown = escape(text[found.start : found.end])
        out += [
            escape(text[place : found.start]),
            f'<a href="{escape(found.url)}" rel="noopener nofollow ugc">{shown}</a>',
        ]
        place = found.end
    return "".join(out) + escape(text[place:])
