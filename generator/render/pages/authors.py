"""Author pages. In: the library. Out: /authors/, /authors/letter/<a>/ and /authors/<slug>/ for those with enough papers here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model import OutputFile
from generator.render.pages.cards import Cards, author_slug
from generator.render.pages.shell import Head, page
from generator.render.phrases import counted
from generator.text import slug, typeset

Entry = tuple[str, str, int]

# Up to so many authors stand on one page; more are cut by letter.
_ON_ONE_PAGE = 200
_MOST = 40
_COAUTHORS = 12


def author_pages(cards: Cards) -> Iterator[OutputFile]:
    """The index, its letters when there are many, then each author."""
    least = cards.config.settings.author_page_from
    library = cards.library
    entries = [
        (typeset(library.author_names[name]).plain, name, len(keys))
        for name, keys in library.by_author.items()
        if name in cards.authors
    ]
    letters = by_letter(entries)
    cut = len(entries) > _ON_ONE_PAGE
    shown = {
        "least": least,
        "letters": letters,
        "most": sorted(entries, key=lambda entry: (-entry[2], entry[0]))[:_MOST],
        "total": len(entries),
        "cut": cut,
    }
    text = f"{counted(len(entries), 'author')} with at least {counted(least, 'paper')} here."
    yield page(
        "authors.md",
        Head(title="Authors", kind="authors", section="papers", description=text),
        "authors",
        **shown,
    )
    if cut:
        for letter, members in letters.items():
            head = Head(title=f"Authors: {letter.upper()}", kind="authors", section="papers", description=text)
            yield page(f"authors/letter/{letter}.md", head, "letter", letter=letter, members=members, letters=letters)
    for _, name, _ in entries:
        yield from _author(cards, name)


def by_letter(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Authors by the first letter of the last word of their name, which is the family name in most; what has no letter is "other"."""
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (_family(entry[0]), entry[0], entry[1])):
        first = _family(entry[0])[:1]
        letters.setdefault(first if "a" <= first <= "z" else "other", []).append(entry)
    return letters


def _family(name: str) -> str:
    return slug(name.rsplit(" ", 1)[-1]) if name.strip() else ""


def _author(cards: Cards, name: str) -> Iterator[OutputFile]:
    library = cards.library
    keys = library.by_author[name]
    plain = typeset(library.author_names[name]).plain
    with_them = Counter(author_slug(author.name) for key in keys for author in library.papers[key].authors)
    fellows = [
        (typeset(library.author_names[other]).plain, other, count)
        for other, count in with_them.items()
        if other != name and other in cards.authors
    ]
    topics = Counter(tag.slug for key in keys for tag in library.papers[key].tags if tag.slug in library.tags)
    best = sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))[:_COAUTHORS]
    for sheet in cards.sheets(keys, f"authors/{name}"):
        head = Head(
            title=f"{plain}{sheet.suffix}",
            kind="author",
            section="papers",
            description=f"{counted(len(keys), 'paper')} by {plain}.",
        )
        yield page(
            sheet.path,
            head,
            "author",
            name=plain,
            sheet=sheet,
            runs=cards.runs(sheet.keys),
            fellows=sorted(fellows, key=lambda entry: (-entry[2], entry[0]))[:_COAUTHORS],
            topics=[(library.tags[topic], count) for topic, count in best],
        )
