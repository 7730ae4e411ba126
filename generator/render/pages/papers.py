"""Paper pages. In: the library. Out: one page per paper, at /papers/<key>/."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from generator.config.settings import MAIL
from generator.model import Digest, OutputFile, Paper
from generator.render.cite import bibtex, highwire
from generator.render.env import typeset_paragraphs
from generator.render.pages.cards import Cards
from generator.render.pages.shell import Head, page
from generator.render.phrases import clipped, comma_of
from generator.render.places import identifiers, is_reading_place, outward_links, reading_places, title_searches
from generator.text import typeset

_DESCRIPTION_LENGTH = 200


def paper_pages(cards: Cards) -> Iterator[OutputFile]:
    """Every paper's page."""
    for paper in cards.library.papers.values():
        yield _paper_page(cards, paper)


def _paper_page(cards: Cards, paper: Paper) -> OutputFile:
    plain = typeset(paper.title).plain
    digest, before, after = _neighbours(cards, paper)
    abstract = typeset(paper.abstract).plain
    url = f"{cards.config.site.url}papers/{paper.key}/" if cards.config.site.url else ""
    head = Head(
        title=plain,
        kind="paper",
        section="papers",
        description=clipped(abstract, _DESCRIPTION_LENGTH) or f"{plain}: where it was listed, and where to find it.",
        lang=paper.lang,
        meta=tuple(highwire(paper, url)),
    )
    return page(
        f"papers/{paper.key}.md",
        head,
        "paper",
        paper=paper,
        digest=digest,
        place=cards.places[digest.name][paper.key] + 1 if digest else 0,
        before=cards.library.papers.get(before),
        after=cards.library.papers.get(after),
        paragraphs=typeset_paragraphs(paper.abstract),
        authors=[(author, cards.author_address(author)) for author in paper.authors],
        comma=comma_of(paper.lang),
        tags=list(
            zip(cards.tags_of(paper), [tag for tag in paper.tags if tag.slug in cards.library.tags], strict=True)
        ),
        read=reading_places(paper),
        outward=outward_links(paper),
        ids=identifiers(paper),
        links=[link for link in paper.links if not is_reading_place(link)],
        searches=title_searches(plain),
        appearances=_appearances(cards, paper),
        related=[(cards.library.papers[r.key], r) for r in paper.related if r.key in cards.library.papers],
        bibtex=bibtex(paper).strip(),
        correct=_correction(cards, paper),
        series=cards.series,
        url=url,
    )


def _neighbours(cards: Cards, paper: Paper) -> tuple[Digest | None, str, str]:
    """The digest that first brought the paper, and the keys before and after it there ("" at either end)."""
    for appearance in paper.appearances:
        digest = cards.digests.get(appearance.digest)
        place = cards.places[digest.name].get(paper.key, -1) if digest else -1
        if digest and place >= 0:
            before = digest.keys[place - 1] if place else ""
            return digest, before, digest.keys[place + 1] if place + 1 < len(digest.keys) else ""
    return None, "", ""


def _appearances(cards: Cards, paper: Paper) -> list[tuple[Digest, str]]:
    """(digest, the title as it stood there when it was another one), each digest once, in the order of appearance."""
    found: dict[str, tuple[Digest, str]] = {}
    for appearance in paper.appearances:
        digest = cards.digests.get(appearance.digest)
        if digest:
            other = appearance.title if appearance.title and appearance.title != paper.title else ""
            found.setdefault(digest.name, (digest, other))
    return list(found.values())


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
