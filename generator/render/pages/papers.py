"""Paper pages. In: the library. Out: one page per paper, at /papers/<key>/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode

import msgspec
from msgspec.structs import replace

from generator.config.settings import MAIL
from generator.drawing import Drawing
from generator.model import Author, Digest, Paper, PaperTag, Relation, Source, Tag
from generator.render.cite import Forms, forms, highwire
from generator.render.env import typeset_paragraphs
from generator.render.imprint import imprint_of
from generator.render.pages.cards import Cards, Title
from generator.render.pages.shell import Filling, Head, fill
from generator.render.phrases import clipped, comma_of
from generator.render.places import identifiers, is_reading_place, outward_links, reading_places
from generator.render.searches import title_searches
from generator.render.series import SeriesNames
from generator.text import typeset

_DESCRIPTION_LENGTH = 200
_ANY = Paper(title="", source=Source(""))


class PaperShown(msgspec.Struct, frozen=True):
    """What a paper's page shows. digest: that which first brought it, without its keys; place and count: where it stands there, of how
    many; authors with the addresses of their papers; appearances: digests, with the title there when it was another one; by_date: the key
    of a related paper -> its place by date, newest first, when dates differ."""

    paper: Paper
    url: str
    correct: str
    series: SeriesNames
    digest: Digest | None
    place: int
    count: int
    before: Title | None
    after: Title | None
    authors: tuple[tuple[Author, str], ...]
    tags: tuple[tuple[Tag, PaperTag], ...]
    appearances: tuple[tuple[Digest, str], ...]
    related: tuple[tuple[Title, Relation], ...]
    by_date: dict[str, int] = {}


def paper_pages(cards: Cards) -> Iterator[Drawing]:
    """Every paper's page. In what tells it from others a hash stands for the paper, without what is related to it."""
    for paper in cards.library.papers.values():
        shown = _shown(cards, paper)
        known = (cards.hashes([paper.key]), paper.related, replace(shown, paper=_ANY))
        yield Drawing(f"papers/{paper.key}.md", draw_paper, shown, spread=True, known_by=known)


def _shown(cards: Cards, paper: Paper) -> PaperShown:
    tags, site = cards.library.tags, cards.config.site.url
    digest, before, after = _neighbours(cards, paper)
    related = [(cards.title(relation.key), relation) for relation in paper.related]
    return PaperShown(
        paper=paper,
        url=f"{site}papers/{paper.key}/" if site else "",
        correct=_correction(cards, paper),
        series=cards.series,
        digest=replace(digest, keys=(), new=()) if digest else None,
        place=cards.places[digest.name][paper.key] + 1 if digest else 0,
        count=len(digest.keys) if digest else 0,
        before=cards.title(before),
        after=cards.title(after),
        authors=tuple((author, cards.author_address(author)) for author in paper.authors),
        tags=tuple((tags[tag.slug], tag) for tag in paper.tags if tag.slug in tags),
        appearances=tuple(_appearances(cards, paper)),
        related=tuple((title, relation) for title, relation in related if title),
        by_date=_places_by_date(cards, paper),
    )


def _places_by_date(cards: Cards, paper: Paper) -> dict[str, int]:
    """Those without a date of their own come last; closer ones first where dates are equal."""
    related = [cards.library.papers[one.key] for one in paper.related if one.key in cards.library.papers]
    if len({other.date for other in related if other.date}) <= 1:
        return {}
    ordered = sorted(related, key=lambda other: other.date or "", reverse=True)
    return {other.key: place for place, other in enumerate(ordered)}


def draw_paper(shown: PaperShown) -> str:
    """The text of a paper's page."""
    paper, plain = shown.paper, typeset(shown.paper.title).plain
    abstract, read, cited = typeset(paper.abstract).plain, reading_places(paper), forms(paper)
    head = Head(
        title=plain,
        kind="paper",
        section="papers",
        description=clipped(abstract, _DESCRIPTION_LENGTH) or f"{plain}: where it was listed, and where to find it.",
        lang=paper.lang,
        meta=tuple(highwire(paper, shown.url)),
    )
    own = {name: getattr(shown, name) for name in shown.__struct_fields__}
    made = {
        "paragraphs": typeset_paragraphs(paper.abstract),
        "comma": comma_of(paper.lang),
        "read": read,
        "outward": outward_links(paper),
        "ids": identifiers(paper),
        "links": [link for link in paper.links if not is_reading_place(link)],
        "searches": () if read else title_searches(paper),
        "imprint": imprint_of(paper),
        "bibtex": cited.bibtex.strip(),
        "citations": _citations(cited),
    }
    return fill(Filling(f"papers/{paper.key}.md", head, "paper", {**own, **made}))


def _citations(cited: Forms) -> list[tuple[str, str, str]]:
    """(id, name, text) of the citation in other forms than BibTeX."""
    given = [
        ("ris", "RIS", cited.ris.strip().replace("\r\n", "\n")),
        ("csl", "CSL-JSON", msgspec.json.format(msgspec.json.encode([cited.csl]), indent=1).decode()),
    ]
    return [*given, ("apa", "APA", cited.apa), ("ieee", "IEEE", cited.ieee)]


def _neighbours(cards: Cards, paper: Paper) -> tuple[Digest | None, str, str]:
    """The digest that first brought the paper, and the keys before and after it there ("" at either end)."""
    for appearance in paper.appearances:
        digest = cards.digests.get(appearance.digest)
        place = cards.places[digest.name].get(paper.key, -1) if digest else -1
        if digest and place >= 0:
            before = digest.keys[place - 1] if place else ""
            return digest, before, digest.keys[place + 1] if place + 1 < len(digest.keys) else ""
    return None, "", ""


def _appearances(cards: Cards, paper: Paper) -> Iterable[tuple[Digest, str]]:
    """(digest, the title as it stood there when it was another one), each digest once, in the order of appearance."""
    found: dict[str, tuple[Digest, str]] = {}
    for appearance in paper.appearances:
        digest = cards.digests.get(appearance.digest)
        if digest:
            other = appearance.title if appearance.title and appearance.title != paper.title else ""
            found.setdefault(digest.name, (replace(digest, keys=(), new=()), other))
    return found.values()


def _correction(cards: Cards, paper: Paper) -> str:
    """Where to have the record corrected: the repository's form (.github/ISSUE_TEMPLATE), filled in, else the contact (of an e-mail
    address, a letter to it that names the page), else ""."""
    settings = cards.config.settings
    place = f"{cards.config.site.url}papers/{paper.key}/"
    if settings.repository:
        filled = {
            "template": "correct-a-record.yml",
            "title": f"Correct the record {paper.key}",
            "page": place,
            "source": str(paper.source),
        }
        return f"{settings.repository.rstrip('/')}/issues/new?" + urlencode(filled)
    if MAIL.fullmatch(settings.contact):
        return f"mailto:{settings.contact}?subject={quote(f'Correct the record {paper.key}')}&body={quote(place)}"
    return settings.contact
