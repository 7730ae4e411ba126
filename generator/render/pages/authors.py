"""Author pages. In: the library. Out: /authors/, /authors/letter/<a>/ (every name), and /authors/<slug>/ for those with enough papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest

import msgspec

from generator.drawing import Drawing
from generator.library import Library, author_slug
from generator.model import Tag
from generator.render.feeds import authors_have_feeds
from generator.render.pages.cards import Cards, Sheet, Title, author_search
from generator.render.pages.shell import Head, page
from generator.render.phrases import counted
from generator.text import typeset
from generator.text.names import index_letter, sort_key

# Up to so many names stand on one page; more are cut by letter, and a letter's into pages of so many.
_ON_ONE_PAGE, _OF_A_LETTER = 200, 100
_MOST = 60
_AROUND = 12


class IndexLine(msgspec.Struct, frozen=True):
    """A name in the index: how it is written, its slug, how many papers, and those papers when it has no page of its own."""

    name: str
    place: str
    count: int
    papers: tuple[Title, ...] = ()


def author_pages(cards: Cards) -> Iterator[Drawing]:
    """The index, its letters when there are many names, then each author who has a page."""
    entries = [_entry(cards, name, keys) for name, keys in cards.library.by_author.items()]
    letters = by_letter(entries)
    cut = len(entries) > _ON_ONE_PAGE
    yield _index(cards, entries, letters, cut=cut)
    if cut:
        for letter, members in letters.items():
            yield from _letter(cards, letter, members, list(letters))
    for entry in entries:
        if not entry.papers:
            yield from _author(cards, entry)


def by_letter(entries: Sequence[IndexLine]) -> dict[str, list[IndexLine]]:
    """Names by the first letter of the family name, each letter in order; digits and other scripts are "other", which comes last."""
    letters: dict[str, list[IndexLine]] = {}
    for entry in sorted(
        entries, key=lambda entry: (index_letter(entry.name) == "other", sort_key(entry.name), entry.place)
    ):
        letters.setdefault(index_letter(entry.name), []).append(entry)
    return {letter: letters[letter] for letter in sorted(letters, key=lambda letter: (letter == "other", letter))}


def _entry(cards: Cards, place: str, keys: Sequence[str]) -> IndexLine:
    name = typeset(cards.library.author_names[place]).plain
    papers = () if place in cards.authors else tuple(filter(None, map(cards.title, keys)))
    return IndexLine(name, place, len(keys), papers)


def _index(cards: Cards, entries: Sequence[IndexLine], letters: dict[str, list[IndexLine]], *, cut: bool) -> Drawing:
    least = cards.config.settings.author_page_from
    ranked = sorted((entry for entry in entries if not entry.papers), key=lambda entry: (-entry.count, entry.name))
    head = Head(
        title="Authors",
        kind="authors",
        section="papers",
        description=f"{counted(len(entries), 'author')}; those with {counted(least, 'paper')} or more have a page.",
    )
    return page(
        "authors.md", head, "authors", least=least, letters=letters, most=ranked[:_MOST], total=len(entries), cut=cut
    )


def _letter(cards: Cards, letter: str, members: Sequence[IndexLine], letters: Sequence[str]) -> Iterator[Drawing]:
    pages = letter_pages(members, cards.was_here)
    for number, shown in enumerate(pages, 1):
        whole = len(members) if number == 1 else 0
        sheet = Sheet([entry.place for entry in shown], number, len(pages), f"authors/letter/{letter}", whole)
        head = Head(
            title=f"Authors: {letter.upper()}{sheet.suffix}",
            kind="authors",
            section="papers",
            description=f"{counted(whole, 'author') if whole else 'Authors'} under {letter.upper()}, with their papers.",
        )
        yield page(sheet.path, head, "letter", letter=letter, members=shown, letters=letters, sheet=sheet)


def letter_pages(members: Sequence[IndexLine], was_here: Callable[[str], bool]) -> list[list[IndexLine]]:
    """The names of a letter, cut into pages where so many of those have passed that the oldest papers have: a name that is added comes
    to its page, and moves none behind it to the next."""
    pages: list[list[IndexLine]] = [[]]
    held = 0
    for entry in members:
        old = was_here(entry.place)
        if old and held == _OF_A_LETTER:
            pages.append([])
            held = 0
        held += old
        pages[-1].append(entry)
    return pages


def _author(cards: Cards, entry: IndexLine) -> Iterator[Drawing]:
    library = cards.library
    keys = library.by_author[entry.place]
    topics = _topics(library, keys)
    feed, papers = authors_have_feeds(library, cards.config), counted(len(keys), "paper")
    for sheet in cards.sheets(keys, f"authors/{entry.place}"):
        head = Head(
            title=f"{entry.name}{sheet.suffix}",
            kind="author",
            section="papers",
            description=f"{papers if sheet.is_front else 'Papers'} by {entry.name}{sheet.suffix}.",
            feed=f"authors/{entry.place}/" if feed else "",
        )
        yield page(
            sheet.path,
            head,
            "author",
            name=entry.name,
            also=_also(cards, entry),
            search=author_search(entry.name),
            feed=feed,
            sheet=sheet,
            runs=cards.runs(sheet.keys),
            fellows=_fellows(cards, entry.place) if sheet.is_front else [],
            topics=topics if sheet.is_front else [],
        )


def _topics(library: Library, keys: Sequence[str]) -> list[tuple[Tag, int]]:
    """What most of the papers are on."""
    counts = Counter(tag.slug for key in keys for tag in library.papers[key].tags if tag.slug in library.tags)
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_AROUND]
    return [(library.tags[topic], count) for topic, count in best]


def _also(cards: Cards, entry: IndexLine) -> list[str]:
    """The other names that this person signed with, in order."""
    papers = (cards.library.papers[key] for key in cards.library.by_author[entry.place])
    signed = {
        typeset(a.name).plain for paper in papers for a in paper.authors if a.known_as and author_slug(a) == entry.place
    }
    return sorted(signed - {entry.name}, key=sort_key)


def _fellows(cards: Cards, place: str) -> list[IndexLine]:
    """Co-authors who have a page, most papers together first."""
    together: Counter[str] = Counter()
    for key in cards.library.by_author[place]:
        together.update(cards.authors_of(key))
    del together[place]
    names = cards.library.author_names
    # A paper of three thousand authors has each of them on each of their pages: only those that may be shown are looked at.
    least = min(nlargest(_AROUND, together.values()), default=0)
    known = [
        IndexLine(typeset(names[other]).plain, other, count) for other, count in together.items() if count >= least
    ]
    return sorted(known, key=lambda fellow: (-fellow.count, fellow.name))[:_AROUND]
