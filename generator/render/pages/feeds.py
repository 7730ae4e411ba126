"""Pages about feeds and series. In: the library. Out: /feeds/ (every feed, and what else machines can read) and /series/<slug>/."""

from __future__ import annotations

from collections.abc import Iterator

from generator.drawing import Drawing
from generator.render.feeds import FEW, MOST, feeds_of
from generator.render.pages.cards import Cards, growing_sheets
from generator.render.pages.digests import by_year
from generator.render.pages.shell import Head, page
from generator.render.phrases import counted

# So many authors are listed; above that the page says where their feeds are.
_AUTHORS = 200


def feed_pages(cards: Cards) -> Iterator[Drawing]:
    """The list of feeds, then each series with its digests."""
    feeds = feeds_of(cards.library, cards.config)
    groups = {
        place: [feed for feed in feeds if feed.place.startswith(f"{place}/")] for place in ("series", "tags", "authors")
    }
    head = Head(
        title="Feeds",
        kind="feeds",
        description="Feeds of new papers: all, by series, by topic, by author; and the data behind the site.",
    )
    authors = groups["authors"]
    yield page(
        "feeds.md",
        head,
        "feeds",
        series=groups["series"],
        topics=[feed for feed in groups["tags"] if feed.keys],
        authors=authors if len(authors) <= _AUTHORS else [],
        many=len(authors),
        least=cards.config.settings.author_page_from,
        most=MOST,
        few=FEW,
    )
    for slug in sorted({digest.series for digest in cards.library.digests if digest.series}):
        yield from _series(cards, slug)


def _series(cards: Cards, slug: str) -> Iterator[Drawing]:
    digests = {digest.name: digest for digest in cards.library.digests if digest.series == slug}
    papers = {key for digest in digests.values() for key in digest.keys}
    name = cards.series(slug)
    for sheet in growing_sheets(list(digests), f"series/{slug}", cards.config.settings.page_size * 2):
        head = Head(
            title=f"{name}{sheet.suffix}",
            kind="digests",
            section="digests",
            description=f"{name}, newest first."
            if not sheet.is_front
            else f"{counted(len(digests), 'digest')} with {counted(len(papers), 'paper')}, newest first.",
            feed=f"series/{slug}/",
        )
        years = by_year((digests[name].date, digests[name]) for name in sheet.keys)
        yield page(
            sheet.path,
            head,
            "series",
            name=name,
            sheet=sheet,
            years=years,
            papers=len(papers) if sheet.is_front else 0,
            title_of=cards.digest_title,
        )
