"""Cards. In: a Library and a Config. Out: the short form of each paper, rendered once, and lists of them cut into pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from urllib.parse import quote

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from generator.config.loading import Config
from generator.enrich.preferred import settled
from generator.library import Library, author_slug
from generator.memo import code_version, encoded, key_of
from generator.model import Author, Paper, Source, Tag
from generator.render.env import render_template
from generator.render.hashes import Hashes
from generator.render.phrases import clipped, comma_of
from generator.render.places import outward_links, reading_places
from generator.render.series import DigestTitles, SeriesNames
from generator.tables import Plates
from generator.text import typeset

# What two lines hold on a wide page; the style sheet clamps the rest.
_ABSTRACT_LENGTH = 280
_TAGS = 4
# Six names fill the line of a card; of more, four and the last say who it is.
_MOST_NAMES = 6
_SOME_NAMES = 4
# So many addresses of authors are kept: a name stands on many cards, and most of a large library are far apart.
_ADDRESSES = 1 << 16
_ANY = Paper(title="", source=Source(""))
# Percent of a page: what the newest page of a list holds at least, where there are older ones.
_LEAST = 40


class Title(msgspec.Struct, frozen=True):
    """What a link to a paper shows."""

    key: str
    title: str
    lang: str


class CardShown(msgspec.Struct, frozen=True):
    """What a card shows: the paper, without those related to it, which change more often; its authors with the addresses of their papers
    (not all of many), and its first tags."""

    paper: Paper
    authors: tuple[tuple[Author, str], ...]
    tags: tuple[Tag, ...]


class Card:
    """The short form of a paper, with `{root}` for the way to the root, rendered when it is first printed, by this build or the last.
    `made_of`: a hash of what it shows, and of the code that shows it, which stands for it where a page is hashed. What it shows is put
    together again to be rendered, for all of it would be held else of each paper."""

    __slots__ = ("_cards", "_key", "made_of")

    def __init__(self, key: str, cards: Cards, made_of: bytes) -> None:
        self.made_of, self._key, self._cards = made_of, key, cards

    def __html__(self) -> Markup:
        return Markup(self._cards.texts.text(self.made_of, self._rendered))  # noqa: S704 - what the template made

    def _rendered(self) -> str:
        shown = self._cards.shown(self._key)
        paper = shown.paper
        return render_template(
            "card",
            paper=paper,
            authors=shown.authors,
            count=len(paper.authors),
            comma=comma_of(paper.lang),
            tags=shown.tags,
            start=clipped(typeset(paper.abstract).plain, _ABSTRACT_LENGTH),
            doors=[*reading_places(paper)[:1], *((link.kind, link.url) for link in outward_links(paper))],
        )


class Arrivals(msgspec.Struct, frozen=True):
    """Cards of papers that came on one day in one digest; the first run of a month says which month begins."""

    day: str
    opens_month: bool
    digest: str
    name: str
    cards: list[Card]


class Cards:
    """The library with the cards of its papers: a card stands on a dozen lists, and is rendered once."""

    def __init__(
        self, library: Library, config: Config, texts: Plates | None = None, hashes: Hashes | None = None
    ) -> None:
        self.library, self.config, self.texts = library, config, texts or Plates()
        self.hashes = hashes or Hashes(library)
        self.digests = {digest.name: digest for digest in library.digests}
        self.places = {digest.name: {key: place for place, key in enumerate(digest.keys)} for digest in library.digests}
        least = config.settings.author_page_from
        self.authors = {author for author in library.by_author if library.has_page(author, least)}
        self._old, self._signed = _oldest(library)
        self._oldest_on: dict[str, int] = {}
        self.series = SeriesNames(config.settings.series)
        self.digest_title = DigestTitles(self.series)
        # The hash of each card, not the card: it leads back here, and the circle would hold the library as long as the process lives.
        self._made: dict[str, bytes] = {}
        self._authors_of: dict[str, tuple[str, ...]] = {}
        # By name, on the cards of old papers and elsewhere.
        self._addresses: tuple[dict[str, str], dict[str, str]] = ({}, {})

    def card(self, key: str) -> Card:
        """The card of a paper."""
        if key not in self._made:
            # A hash stands for the paper: that of ten thousand texts is made once.
            shown = replace(self.shown(key), paper=_ANY)
            self._made[key] = key_of(code_version(__name__), encoded((self.hashes([key]), shown)))
            self.texts.wanted.add(self._made[key])
        return Card(key, self, self._made[key])

    def shown(self, key: str) -> CardShown:
        """What the card of a paper shows."""
        paper = self.library.papers[key]
        authors = tuple((author, self.author_address(author, old=key in self._old)) for author in _named(paper.authors))
        return CardShown(replace(paper, related=()), authors, tuple(self.tags_of(paper)[:_TAGS]))

    def cards(self, keys: Sequence[str]) -> list[Card]:
        return [self.card(key) for key in keys]

    def title(self, key: str) -> Title | None:
        """What a link to a paper shows; None, when there is no such paper."""
        paper = self.library.papers.get(key)
        return Title(paper.key, paper.title, paper.lang) if paper else None

    def runs(self, keys: Sequence[str]) -> list[Arrivals]:
        """The cards of `keys`, gathered where neighbours came on one day in one digest."""
        runs: list[Arrivals] = []
        for (day, name), group in groupby(keys, key=self._arrival):
            opens = not runs or runs[-1].day[:7] != day[:7]
            title = self.digest_title(self.digests[name]) if name else ""
            runs.append(Arrivals(day, opens, name, title, self.cards(list(group))))
        return runs

    def _arrival(self, key: str) -> tuple[str, str]:
        """The day a paper was added, and the digest that first brought it ("" when unknown)."""
        paper = self.library.papers[key]
        first = paper.appearances[0].digest if paper.appearances else ""
        return paper.added, first if first in self.digests else ""

    def tags_of(self, paper: Paper) -> list[Tag]:
        return [self.library.tags[tag.slug] for tag in paper.tags if tag.slug in self.library.tags]

    def authors_of(self, key: str) -> tuple[str, ...]:
        """The slugs of a paper's authors who have a page, each once."""
        if key not in self._authors_of:
            slugs = dict.fromkeys(self.library.signed[key])
            self._authors_of[key] = tuple(slug for slug in slugs if slug in self.authors)
        return self._authors_of[key]

    def author_address(self, author: Author, *, old: bool = False) -> str:
        """Where the papers of an author are listed, below the root: the page of one who has a page, else a search for the name. Who has a
        page since the newest papers came is searched for on the cards of `old` ones: each of those is on a dozen lists, and would change
        them all."""
        known, name = self._addresses[old], author.known_as or author.name
        if name not in known:
            if len(known) >= _ADDRESSES:
                known.clear()
            known[name] = self._address(name, author_slug(author), old)
        return known[name]

    def _address(self, name: str, place: str, old: bool) -> str:
        had = not old or place in self.library.addresses.authors
        if place in self.authors and (had or self._signed[place] >= self.config.settings.author_page_from):
            return f"authors/{quote(place)}/"
        return author_search(typeset(name).plain)

    def was_here(self, author: str) -> bool:
        """Whether one of the oldest papers is by this author."""
        return author in self._signed

    def oldest_on(self, slug: str) -> int:
        """How many of the oldest papers are on a topic."""
        if slug not in self._oldest_on:
            self._oldest_on[slug] = sum(key in self._old for key in self.library.by_tag.get(slug, ()))
        return self._oldest_on[slug]

    def sheets(self, keys: Sequence[str], place: str) -> Iterator[Sheet]:
        """`keys`, newest first, cut into pages of `page_size` from the oldest end; the newest lies at `place`, page 7 at `place/page/7`."""
        return growing_sheets(keys, place, self.config.settings.page_size)


def _oldest(library: Library) -> tuple[frozenset[str], Counter[str]]:
    """The keys of the oldest papers, as many as decide what stands (preferred.py); and how many of them each author signed."""
    newest = len(library.papers) - settled(len(library.papers))
    old = list(library.papers)[newest:]
    return frozenset(old), Counter(chain.from_iterable(set(library.signed[key]) for key in old))


@lru_cache(maxsize=1 << 16)
def author_search(name: str) -> str:
    """The search for what an author wrote, below the root; `name` is plain text."""
    query = f'author:"{name.replace(chr(34), " ")}"'
    return f"search/?q={quote(query)}"


def _named(authors: Sequence[Author]) -> Sequence[Author]:
    """Those whom a card names: all of a few, of many the first ones and the last."""
    return authors if len(authors) <= _MOST_NAMES else (*authors[:_SOME_NAMES], authors[-1])


class Sheet(msgspec.Struct, frozen=True):
    """One page of a long list: its keys, its number (from 1), where the list lies, how many pages and how long it is. Of a list that grows
    pages are counted from the oldest, and an older page does not say (0) what it would have to say anew with each digest."""

    keys: Sequence[str]
    number: int
    total: int
    place: str
    whole: int
    grows: bool = False

    @property
    def is_front(self) -> bool:
        """Whether it is the one at the list's own address."""
        return self.number == (self.total if self.grows else 1)

    def address(self, number: int) -> str:
        """The path of a sheet below the root, with a closing slash."""
        front = self.total if self.grows else 1
        return f"{self.place}/" if number == front else f"{self.place}/page/{number}/"

    @property
    def path(self) -> str:
        return self.address(self.number).rstrip("/") + ".md"

    @property
    def numbers(self) -> list[int]:
        """The numbers to offer: the first, the last where it is known, and those near this one; 0 stands for a gap."""
        last = self.total or self.number + 1
        near = {1, self.total or 1, *range(self.number - 1, self.number + 2)}
        offered: list[int] = []
        for number in sorted(n for n in near if 1 <= n <= last):
            if offered and number > offered[-1] + 1:
                offered.append(number - 1 if number == offered[-1] + 2 else 0)
            offered.append(number)
        return offered[::-1] if self.grows else offered

    @property
    def suffix(self) -> str:
        return "" if self.is_front else f", page {self.number}"


def sheets(keys: Sequence[str], place: str, size: int) -> Iterator[Sheet]:
    """Cut `keys` into sheets of `size`; an empty list still has its one, empty sheet."""
    total = max(1, -(-len(keys) // size))
    for number in range(1, total + 1):
        yield Sheet(keys[(number - 1) * size : number * size], number, total, place, len(keys))


def growing_sheets(keys: Sequence[str], place: str, size: int) -> Iterator[Sheet]:
    """Cut `keys`, newest first, into sheets of `size` from the oldest end: so page 7 stays page 7 when papers are added, and what it shows
    stays. The newest sheet has what is left; each paper that comes changes it, so it is no longer than that it does not look empty."""
    count, least = len(keys), -(-size * _LEAST // 100)
    total = max(1, (count - least) // size + 1)
    yield Sheet(keys[: count - (total - 1) * size], total, total, place, count, grows=True)
    for number in range(total - 1, 0, -1):
        known = total if number == total - 1 else 0
        yield Sheet(keys[count - number * size : count - (number - 1) * size], number, known, place, 0, grows=True)
