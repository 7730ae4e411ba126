"""Feeds. In: the Library and the Config. Out: feed.xml (Atom, RFC 4287) and feed.json (JSON Feed 1.1) for all papers, each topic, each
series and each author who has a page: the newest by the day they were added, 50 of all, fewer of a part.

An entry's id comes from the paper's key alone, so it is as permanent as the key, wherever the site moves.
"""

from __future__ import annotations

import html
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from generator.config.loading import Config
from generator.drawing import Drawing
from generator.library import Library
from generator.model import OutputFile, Paper
from generator.render.hashes import Hashes
from generator.render.phrases import day, notice
from generator.render.places import address_of
from generator.render.series import by_series, series_name
from generator.text import fold, typeset
from generator.work import Work

# A feed has MOST papers; that of a topic or an author fewer, but all of the newest two days: a topic's papers come by the day, few at a
# time, and each feed with a new one is written anew, in two forms, with whole abstracts.
MOST, FEW, _DAYS = 50, 10, 2
_MOST_AUTHORS = 100
# Both entries of a paper with its abstract take 5 kB, so these 80 MB; all of 100,000 papers would be half a GB.
_HELD = 1 << 14
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:offprint:papers")
_EPOCH = "1970-01-01"
WITH_FEEDS = ("series/", "tags/", "authors/")


class Feed(msgspec.Struct, frozen=True):
    """A feed: the folder it lies in (with a closing slash, "" for the root), what it is called, and its papers, newest first."""

    place: str
    title: str
    keys: tuple[str, ...]


class _Entries:
    """The entries of both kinds of feeds. A paper's stands in many feeds, and is made once for each way to the root, as long as there are
    not more than _HELD of them."""

    def __init__(self, library: Library, config: Config) -> None:
        self.library, self.config = library, config
        # Of the library, not of methods: those would lead back here, and the circle would hold all entries.
        self._atom_entry = lru_cache(_HELD)(partial(_atom_entry, library))
        self._item = lru_cache(_HELD)(partial(_written_item, library))

    def atom(self, shown: FeedShown) -> str:
        return _atom(shown, [self._atom_entry(key, shown.base) for key in shown.feed.keys])

    def json(self, shown: FeedShown) -> bytes:
        return _json_feed(shown, [self._item(key, shown.base) for key in shown.feed.keys])


def _written_item(library: Library, key: str, base: str) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(_item(library, key, base)))


class FeedShown(msgspec.Struct, frozen=True):
    """What a feed shows beside its entries: itself, the site's name and address, the way to its root, and the day of its newest paper."""

    feed: Feed
    site: str
    url: str
    base: str
    updated: str


def render_feeds(
    library: Library, config: Config, work: Work | None = None, hashes: Hashes | None = None
) -> Iterator[OutputFile]:
    """Both files of every feed."""
    return (work or Work()).draw(_drawings(library, config, hashes or Hashes(library)), doing="feed")


def _drawings(library: Library, config: Config, hashes: Hashes) -> Iterator[Drawing]:
    entries, moved = _Entries(library, config), _moved(library)
    for feed in feeds_of(library, config):
        base = config.site.url or "../" * feed.place.count("/") or "./"
        updated = library.papers[feed.keys[0]].added if feed.keys else _EPOCH
        papers = hashes(feed.keys)
        for place in (feed.place, *moved.get(feed.place, ())):
            shown = FeedShown(replace(feed, place=place), config.site.name, config.site.url, base, updated)
            for name, draw in (("feed.xml", entries.atom), ("feed.json", entries.json)):
                yield Drawing(f"{place}{name}", draw, shown, target="site", known_by=(shown, papers))


def _moved(library: Library) -> dict[str, list[str]]:
    """The folder of a feed -> those where it lay before: a feed reader follows no page that leads on."""
    found: dict[str, list[str]] = {}
    for old, new in sorted(library.addresses.moved.items()):
        if old.startswith(WITH_FEEDS):
            found.setdefault(f"{new}/", []).append(f"{old}/")
    return found


def feeds_of(library: Library, config: Config) -> list[Feed]:
    """Every feed: all papers, then series, topics and authors by name."""
    found = [Feed("", "All papers", _newest(library.papers))]
    for slug, keys in sorted(by_series(library).items()):
        found.append(Feed(f"series/{slug}/", series_name(slug, config), _newest(keys)))
    for tag in sorted(library.topics(), key=lambda tag: (tag.name.casefold(), tag.slug)):
        found.append(Feed(f"tags/{tag.slug}/", tag.name, _latest(library, library.by_tag.get(tag.slug, ()))))
    least = config.settings.author_page_from
    authors = [
        Feed(f"authors/{slug}/", typeset(library.author_names[slug]).plain, _latest(library, keys))
        for slug, keys in library.by_author.items()
        if authors_have_feeds(library, config) and library.has_page(slug, least)
    ]
    return found + sorted(authors, key=lambda feed: (feed.title.casefold(), feed.place))


def authors_have_feeds(library: Library, config: Config) -> bool:
    """In a library that is not too large: they are two files an author, a fifth of all."""
    return len(library.papers) <= config.settings.author_feeds_up_to


def _newest(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(keys)[:MOST]


def _latest(library: Library, keys: Sequence[str]) -> tuple[str, ...]:
    days = list(dict.fromkeys(library.papers[key].added for key in keys[:MOST]))[:_DAYS]
    return tuple(key for place, key in enumerate(keys[:MOST]) if place < FEW or library.papers[key].added in days)


def entry_id(key: str) -> str:
    """The permanent id of a paper's entry."""
    return f"urn:uuid:{uuid.uuid5(_SPACE, key)}"


def _atom(shown: FeedShown, entries: Sequence[str]) -> str:
    feed, base = shown.feed, shown.base
    own = f"{shown.url}{feed.place}"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_xml(own + 'feed.xml' if shown.url else entry_id('feed ' + feed.place))}</id>",
        f"<title>{_xml(_title(shown))}</title>",
        f"<updated>{shown.updated}T00:00:00Z</updated>",
        f'<link rel="alternate" type="text/html" href="{_xml(base + feed.place)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_xml(base + feed.place)}feed.xml"/>',
        f"<author><name>{_xml(shown.site)}</name></author>",
        *entries,
        "</feed>",
        "",
    ]
    return "\n".join(lines)


def _atom_entry(library: Library, key: str, base: str) -> str:
    paper = library.papers[key]
    url, own = address_of(paper), f"{base}papers/{quote(key)}/"
    lines = [
        "<entry>",
        f"<id>{entry_id(key)}</id>",
        f"<title>{_xml(typeset(paper.title).plain)}</title>",
        f'<link rel="alternate" type="text/html" href="{_xml(own)}"/>',
        f'<link rel="related" href="{_xml(url)}"/>' if url else "",
        f"<published>{paper.added}T00:00:00Z</published>",
        f"<updated>{paper.added}T00:00:00Z</updated>",
        *(f"<author><name>{_xml(name)}</name></author>" for name in _authors(paper)),
        *(f'<category term="{_xml(slug)}" label="{_xml(name)}"/>' for slug, name in _tags(library, paper)),
        f"<summary>{_xml(_summary(paper))}</summary>",
        "</entry>",
    ]
    return "\n".join(filter(None, lines))


def _json_feed(shown: FeedShown, items: Sequence[msgspec.Raw]) -> bytes:
    place = f"{shown.base}{shown.feed.place}"
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(shown),
        "home_page_url": place,
        "feed_url": f"{place}feed.json",
        "items": list(items),
    }
    return msgspec.json.encode(whole) + b"\n"


def _item(library: Library, key: str, base: str) -> dict[str, object]:
    paper = library.papers[key]
    item: dict[str, object] = {
        "id": entry_id(key),
        "url": f"{base}papers/{quote(key)}/",
        "title": typeset(paper.title).plain,
        "content_text": _summary(paper),
        "date_published": f"{paper.added}T00:00:00Z",
        "authors": [{"name": name} for name in _authors(paper)],
        "tags": [name for _, name in _tags(library, paper)],
    }
    url = address_of(paper)
    return {**item, "external_url": url} if url else item


def _title(shown: FeedShown) -> str:
    return f"{shown.site}: {shown.feed.title}" if shown.feed.place else shown.site


def _summary(paper: Paper) -> str:
    if paper.withdrawn:
        return notice("Withdrawn", fold(paper.withdrawn))
    abstract = typeset(paper.abstract).plain or f"The digest gave no abstract. Added {day(paper.added)}."
    return (
        f"{typeset(notice('Retracted', paper.retracted)).plain.rstrip('.')}. {abstract}"
        if paper.retracted
        else abstract
    )


def _authors(paper: Paper) -> list[str]:
    return [typeset(author.name).plain for author in paper.authors[:_MOST_AUTHORS]]


def _tags(library: Library, paper: Paper) -> list[tuple[str, str]]:
    return [(tag.slug, library.tags[tag.slug].name) for tag in paper.tags if tag.slug in library.tags]


def _xml(text: str) -> str:
    """Text for XML 1.0: markup escaped, and the characters left out that no XML may hold."""
    return html.escape(fold(text), quote=True)
