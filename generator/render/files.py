"""Rendering. In: the Library, the Config, hand-written pages. Out: every OutputFile of the site; pure, the same for the same input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.config.loading import Config
from generator.library import Library
from generator.model import OutputFile
from generator.render.api import render_api
from generator.render.exports import render_exports
from generator.render.feeds import render_feeds
from generator.render.hashes import Hashes
from generator.render.pages import render_pages
from generator.render.search import HandPage, begin_search, render_search
from generator.render.sitemap import address_of_page, render_sitemap
from generator.work import Work


def render(
    library: Library,
    config: Config,
    hand: Sequence[HandPage] = (),
    work: Work | None = None,
    hashes: Hashes | None = None,
) -> Iterator[OutputFile]:
    """All files, pages first. Two files with one URL are the caller's to refuse."""
    found, work, hashes = [page.path for page in hand], work or Work(), hashes or Hashes(library)
    begun = begin_search(library, work, hashes)
    for file in render_pages(library, config, work, hashes):
        if file.listed:
            found.append(address_of_page(file.path))
        yield file
    work.begin_alone("search")
    yield from render_search(library, config, hand, work, hashes, begun)
    yield from render_api(library, work, hashes)
    yield from render_feeds(library, config, work, hashes)
    yield from render_exports(library, work, hashes)
    yield from render_sitemap(found, library, config)
