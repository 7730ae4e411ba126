"""What was published and is no page of its own now. In: the library. Out: a page at each such address that leads to the one that took its
place, without a script, or says that what it showed is gone."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import relpath

from generator.drawing import Drawing
from generator.render.exports import LISTS
from generator.render.feeds import WITH_FEEDS
from generator.render.pages.cards import Cards
from generator.render.pages.shell import Head, page
from generator.text import typeset

# Of each kind of address: the title of the page that is left, what it says, the list to go to, and what that is called.
_GONE = {
    "papers": ("A paper that was removed", "The paper that stood here is in no digest any more.", "papers", "See all papers"),
    "digests": ("A digest that was removed", "The digest that stood here is not kept any more.", "digests", "See all digests"),
    "series": ("A series that was removed", "No digest of the series that stood here is kept any more.", "digests", "See all digests"),
    "tags": ("A topic that was removed", "The topic that stood here is not used any more.", "tags", "See all topics"),
    "authors": ("An author without papers", "No paper here is signed with that name any more.", "authors", "See all authors"),
    "months": ("A month without papers", "No paper here was added in that month.", "papers", "See all papers"),
    "links": ("A host without links", "No paper here links to that host any more.", "links", "See all links"),
}  # fmt: skip


def redirect_pages(cards: Cards) -> Iterator[Drawing]:
    """One page per old address that nothing has taken."""
    library = cards.library
    for old, key in sorted(library.redirects.items()):
        if old not in library.papers and key in library.papers:
            yield _moved(cards, f"papers/{old}", f"papers/{key}")
    for old, new in sorted(library.addresses.moved.items()):
        yield _moved(cards, old, new)
    for address in library.addresses.gone:
        title, why, place, all_of_it = _GONE[address.partition("/")[0]]
        head = Head(title=title, kind="gone", section=place, noindex=True)
        yield page(f"{address}.md", head, "gone", title=title, why=why, place=place, all=all_of_it)


def _moved(cards: Cards, old: str, new: str) -> Drawing:
    url = cards.config.site.url
    title = _title(cards, new)
    head = Head(
        title=typeset(title).plain,
        kind="moved",
        section=new.partition("/")[0],
        noindex=True,
        canonical=f"{url}{new}/" if url else "",
        refresh=f"{relpath(new, old)}/",
        feed=f"{old}/" if old.startswith(WITH_FEEDS) and new.startswith(WITH_FEEDS) else "",
    )
    lists = LISTS[: {"digests": len(LISTS), "tags": 1}.get(new.partition("/")[0], 0)]
    return page(f"{old}.md", head, "moved", address=new, title=title, old=old, lists=lists)


def _title(cards: Cards, address: str) -> str:
    """What the page at an address is called."""
    kind, _, name = address.partition("/")
    library = cards.library
    if kind == "papers" and name in library.papers:
        return library.papers[name].title
    if kind == "tags" and name in library.tags:
        return library.tags[name].name
    if kind == "series":
        return cards.series(name)
    if kind == "digests" and name in cards.digests:
        return cards.digest_title(cards.digests[name])
    return library.author_names.get(name, "This page has moved") if kind == "authors" else "This page has moved"
