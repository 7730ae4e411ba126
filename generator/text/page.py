"""A text being set. In: runs of text and of markup, in order. Out: the whole as HTML, with links if wanted, and plain."""

from __future__ import annotations

from generator.text.clean import escape
from generator.text.urls import find_urls


class Page:
    """What has been set so far: runs of (text, markup); markup runs hold HTML beside their plain text."""

    def __init__(self) -> None:
        self._done: list[tuple[str, str | None]] = []
        self._said: list[str] = []
        self.quoted = False

    @property
    def runs(self) -> list[tuple[str, str | None]]:
        """All runs; text that was said piece by piece is one run, so that an address is never cut."""
        if self._said:
            self._done.append(("".join(self._said), None))
            self._said = []
        return self._done

    def say(self, text: str) -> None:
        self._said.append(text)

    def set(self, plain: str, html: str) -> None:
        self.runs.append((plain, html))

    def take(self, other: Page, element: str = "") -> None:
        if element and other.plain.strip():
            self.set(other.plain, f"<{element}>{other.html}</{element}>")
            return
        for plain, html in other.runs:
            self.say(plain) if html is None else self.set(plain, html)

    @property
    def plain(self) -> str:
        return "".join(plain for plain, _ in self.runs)

    @property
    def html(self) -> str:
        return "".join(escape(plain) if html is None else html for plain, html in self.runs)

    def linked(self) -> str:
        return "".join(with_links(plain) if html is None else html for plain, html in self.runs)


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
