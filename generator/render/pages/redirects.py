"""Redirects. In: the library. Out: a page at every old key that leads to the paper's page, without a script."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import OutputFile
from generator.render.pages.cards import Cards
from generator.render.pages.shell import Head, page
from generator.text import typeset


def redirect_pages(cards: Cards) -> Iterator[OutputFile]:
    """One page per old key that no paper has taken."""
    library = cards.library
    for old, key in sorted(library.redirects.items()):
        if old in library.papers or key not in library.papers:
            continue
        title = library.papers[key].title
        head = Head(
            title=typeset(title).plain,
            kind="moved",
            section="papers",
            noindex=True,
            canonical=f"{cards.config.site.url}papers/{key}/" if cards.config.site.url else "",
            refresh=f"../{key}/",
        )
        yield page(f"papers/{old}.md", head, "moved", key=key, title=title)
