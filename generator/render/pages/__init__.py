"""The pages. In: the Library and the Config. Out: every page of the site as a Markdown file, papers first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config.loading import Config
from generator.drawing import Drawing
from generator.library import Library
from generator.model import OutputFile
from generator.render.hashes import Hashes
from generator.render.pages.authors import author_pages
from generator.render.pages.cards import Cards
from generator.render.pages.digests import digest_pages
from generator.render.pages.feeds import feed_pages
from generator.render.pages.front import front_pages
from generator.render.pages.links import link_pages
from generator.render.pages.months import month_pages
from generator.render.pages.papers import paper_pages
from generator.render.pages.redirects import redirect_pages
from generator.render.pages.topics import topic_pages
from generator.tables import plates_from
from generator.work import Work

__all__ = ["render_pages"]


def render_pages(
    library: Library, config: Config, work: Work | None = None, hashes: Hashes | None = None
) -> Iterator[OutputFile]:
    """All pages, the same for the same library. Hand-written ones (about, help, 404) are not the generator's."""
    work = work or Work()
    with plates_from(work.memo, "cards") as texts:
        yield from work.draw(drawings(Cards(library, config, texts, hashes)), len(library.papers), "page")


def drawings(cards: Cards) -> Iterator[Drawing]:
    """What every page is to show."""
    for pages in (
        paper_pages,
        month_pages,
        topic_pages,
        link_pages,
        digest_pages,
        author_pages,
        feed_pages,
        redirect_pages,
        front_pages,
    ):
        yield from pages(cards)
