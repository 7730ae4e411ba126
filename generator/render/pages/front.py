"""The front. In: the library. Out: the home page and the shell of the search page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.drawing import Drawing
from generator.library import Library
from generator.memo import key_of
from generator.model import Digest
from generator.render.pages.cards import Cards
from generator.render.pages.shell import Head, page
from generator.render.pages.tips import tips
from generator.render.pages.topics import Branch, branches
from generator.render.phrases import number, plural
from generator.render.search.scripts import asked_at_once

_EXAMPLES = 3
# Home shows so many papers, of the newest digest first; of each digest that it shows at least so many, so that a short one hides nothing.
_NEWEST = 12
_OF_EACH = 3
# So many broad topics stand on the home page, each with so many narrower ones: about as long as the papers beside them.
_BROAD = 12
_NARROW = 4


def front_pages(cards: Cards) -> Iterator[Drawing]:
    """Home, then search."""
    yield _home(cards)
    head = Head(
        title="Search",
        kind="search",
        section="search",
        description="Search all papers.",
        noindex=True,
        modules=asked_at_once(),
        index=index_address(cards),
    )
    library = cards.library
    counts = {"papers": len(library.papers), "digests": len(library.digests)}
    yield page("search.md", head, "search", tips=tips(library, example_queries(cards)), **counts)


def index_address(cards: Cards) -> str:
    """Where the search page reads the index, below the site's root. Behind the name stands a hash of all papers: so the page may ask for
    it before its scripts are there, and no browser takes one that it kept from before they changed."""
    made_of = key_of(*map(str.encode, asked_at_once()), *cards.hashes(cards.library.papers))
    return f"search/v1/manifest.json?{made_of.hex()[:8]}"


def _home(cards: Cards) -> Drawing:
    library, config = cards.library, cards.config
    whole = branches(library)
    tree = main_branches(whole)
    head = Head(
        title=config.site.name,
        kind="home",
        description=config.site.description or config.settings.tagline,
        lead=config.settings.tagline or config.site.description,
        examples=example_queries(cards),
        figures=tuple(_figures(cards)),
    )
    return page(
        "index.md",
        head,
        "home",
        newest=[(digest, cards.cards(keys)) for digest, keys in newest_digests(library.digests)],
        digests=len(library.digests),
        title_of=cards.digest_title,
        tree=tree,
        topics=0 if whole == tree else _topics(library),
    )


def newest_digests(digests: Sequence[Digest]) -> Iterator[tuple[Digest, tuple[str, ...]]]:
    """Digests that have papers, newest first, each with the papers that home shows of it, until there are enough."""
    left = _NEWEST
    for digest in digests:
        if left > 0 and digest.keys:
            shown = digest.keys[: max(left, _OF_EACH)]
            left -= len(shown)
            yield digest, shown


# No example is on more than one paper of so many.
_RARE = 8


def main_branches(tree: Sequence[Branch]) -> tuple[Branch, ...]:
    """The broad topics with most papers, each with those below it that have most; in the order of the tree."""
    return tuple(replace(branch, below=_most(branch.below, _NARROW)) for branch in _most(tree, _BROAD))


def _most(tree: Sequence[Branch], count: int) -> tuple[Branch, ...]:
    kept = sorted(tree, key=lambda branch: -branch.count)[:count]
    return tuple(branch for branch in tree if branch in kept)


def _topics(library: Library) -> int:
    """How many topics have a paper."""
    return sum(1 for keys in library.by_tag.values() if keys)


def _figures(cards: Cards) -> Iterator[tuple[str, str, str]]:
    """(how many, of what, where) for what there is at all."""
    library = cards.library
    urls = {link.url for paper in library.papers.values() for link in paper.links}
    for count, noun, place in (
        (len(library.papers), "paper", "papers/"),
        (_topics(library), "topic", "tags/"),
        (len(urls), "link", "links/"),
        (len(library.digests), "digest", "digests/"),
    ):
        if count:
            yield number(count), plural(count, noun), place


def example_queries(cards: Cards) -> tuple[str, ...]:
    """The names of three tags to search for: those that most titles say, that lie under different broad tags and are not on many papers."""
    library = cards.library
    narrow = [slug for slug in library.by_tag if slug in library.tags and not library.narrower.get(slug)]
    some = [slug for slug in narrow if len(library.by_tag[slug]) * _RARE <= len(library.papers)] or narrow
    ordered = sorted(some, key=lambda slug: (-_titles_saying(library, slug), -len(library.by_tag[slug]), slug))
    chosen: list[str] = []
    broad: set[tuple[str, ...]] = set()
    for slug in ordered:
        place = library.tags[slug].broader or (slug,)
        if place not in broad and len(chosen) < _EXAMPLES:
            broad.add(place)
            chosen.append(library.tags[slug].name)
    return tuple(chosen)


def _titles_saying(library: Library, slug: str) -> int:
    name = library.tags[slug].name.casefold()
    return sum(name in library.papers[key].title.casefold() for key in library.by_tag[slug])
