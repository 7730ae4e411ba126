"""Topic pages. In: the library. Out: /tags/ (the tree with counts) and /tags/<slug>/ (papers by month, and the tags around it)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from generator.drawing import Drawing
from generator.library import Library
from generator.model import Tag
from generator.render.exports import lists_on
from generator.render.pages.cards import Cards, Sheet
from generator.render.pages.shell import Head, page
from generator.render.phrases import counted

# More neighbours than this are not read.
_NEIGHBOURS = 12
_COMPANIONS = 8


class Branch(msgspec.Struct, frozen=True):
    """A tag in the tree: how many papers it and the tags below it have, and those tags."""

    tag: Tag
    count: int
    below: tuple[Branch, ...] = ()


def topic_pages(cards: Cards) -> Iterator[Drawing]:
    """The tree, then each tag."""
    library = cards.library
    used = sum(1 for slug in library.tags if library.by_tag.get(slug))
    head = Head(
        title="Topics",
        kind="tree",
        section="tags",
        description=f"{counted(used, 'topic')} in a tree, from broad to narrow, with the number of papers on each.",
    )
    tree = branches(library)
    alone = [branch for branch in tree if not branch.below and not branch.tag.description]
    yield page(
        "tags.md", head, "topics", tree=tree, used=used, alone=sorted(alone, key=lambda one: one.tag.name.casefold())
    )
    for tag in library.topics():
        yield from _topic(cards, tag)


def branches(library: Library, above: str = "", trail: tuple[str, ...] = ()) -> tuple[Branch, ...]:
    """The tree below a tag (the whole of it for ""), in vocabulary order; tags without papers are left out."""
    return tuple(
        Branch(library.tags[slug], len(library.by_tag[slug]), branches(library, slug, (*trail, slug)))
        for slug in library.narrower.get(above, ())
        if library.by_tag.get(slug) and slug not in trail
    )


def _topic(cards: Cards, tag: Tag) -> Iterator[Drawing]:
    library = cards.library
    keys = library.by_tag.get(tag.slug, ())
    around: dict[str, Sequence[object]] = {
        "trail": _trail(library, tag),
        "narrower": _counted(library, library.narrower.get(tag.slug, ()))[: _NEIGHBOURS * 2],
        "neighbours": _neighbours(cards, tag),
        "companions": _companions(cards, tag),
    }
    for sheet in cards.sheets(keys, f"tags/{tag.slug}"):
        head = Head(
            title=f"{tag.name}{sheet.suffix}",
            kind="topic",
            section="tags",
            description=f"{_described(sheet)} on {tag.name}. {tag.description}".strip(),
            noindex=not keys,
            feed=f"tags/{tag.slug}/",
        )
        beside = around if sheet.is_front else {**dict.fromkeys(around, ()), "trail": around["trail"]}
        lists = lists_on(len(keys) if sheet.is_front else 0)
        yield page(sheet.path, head, "topic", tag=tag, sheet=sheet, runs=cards.runs(sheet.keys), lists=lists, **beside)


def _described(sheet: Sheet) -> str:
    return counted(sheet.whole, "paper") if sheet.is_front else f"Page {sheet.number} of the papers"


def _trail(library: Library, tag: Tag) -> list[Tag]:
    """The tags above, from the top, by the first broader tag of each."""
    trail: list[Tag] = []
    above = tag.broader[:1]
    while above and above[0] in library.tags and library.tags[above[0]] not in trail:
        trail.insert(0, library.tags[above[0]])
        above = trail[0].broader[:1]
    return trail


def _neighbours(cards: Cards, tag: Tag) -> list[Tag]:
    """Tags under the same broader tag that have papers, most papers first. The oldest papers count, and no count is shown: so this page
    stays as it is when a paper comes to another topic."""
    library = cards.library
    siblings = chain.from_iterable(library.narrower.get(above, ()) for above in tag.broader)
    slugs = dict.fromkeys(slug for slug in siblings if slug != tag.slug)
    found = [library.tags[slug] for slug in slugs if library.by_tag.get(slug)]
    return sorted(found, key=lambda other: (-cards.oldest_on(other.slug), other.name))[:_NEIGHBOURS]


def _companions(cards: Cards, tag: Tag) -> list[tuple[Tag, int]]:
    """Tags that come with this one on at least two papers, neither above nor below it, the most telling first: by how much
    more often they meet than chance would have it (lift; how many papers have the other is counted over the oldest), damped for small
    counts."""
    library = cards.library
    keys = library.by_tag.get(tag.slug, ())
    family = {tag.slug, *_above(library, tag.slug), *_below(library, tag.slug)}
    together = Counter(other.slug for key in keys for other in library.papers[key].tags if other.slug not in family)
    scored = [
        (count * count / max(count, cards.oldest_on(slug)), slug, count)
        for slug, count in together.items()
        if count > 1 and slug in library.tags and library.by_tag.get(slug)
    ]
    best = sorted(scored, key=lambda found: (-found[0], found[1]))[:_COMPANIONS]
    return [(library.tags[slug], count) for _, slug, count in best]


def _counted(library: Library, slugs: tuple[str, ...]) -> list[tuple[Tag, int]]:
    return [(library.tags[slug], len(library.by_tag[slug])) for slug in slugs if library.by_tag.get(slug)]


def _above(library: Library, slug: str) -> set[str]:
    found: set[str] = set()
    waiting = list(library.tags[slug].broader)
    while waiting:
        name = waiting.pop()
        if name in library.tags and name not in found:
            found.add(name)
            waiting.extend(library.tags[name].broader)
    return found


def _below(library: Library, slug: str) -> set[str]:
    found: set[str] = set()
    waiting = list(library.narrower.get(slug, ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(library.narrower.get(name, ()))
    return found
