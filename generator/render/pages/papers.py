"""Paper pages. In: the library. Out: one page per paper, at /papers/<key>/."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from generator.model import Digest, Link, OutputFile, Paper
from generator.render.cite import bibtex
from generator.render.env import typeset_paragraphs
from generator.render.pages.cards import Cards
from generator.render.pages.shell import Head, page
from generator.render.phrases import clipped
from generator.text import typeset

Place = tuple[str, str]

_DESCRIPTION_LENGTH = 200
# kind of id -> (what the link is called, its address up to the id, and after it)
_READ = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/{}"),
    "doi": ("DOI", "https://doi.org/{}"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id={}"),
    "acl": ("ACL Anthology", "https://aclanthology.org/{}/"),
    "pmlr": ("PMLR", "https://proceedings.mlr.press/{}.html"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "s2": ("Semantic Scholar", "https://www.semanticscholar.org/paper/{}"),
}


def paper_pages(cards: Cards) -> Iterator[OutputFile]:
    """Every paper's page."""
    for paper in cards.library.papers.values():
        yield _paper_page(cards, paper)


def _paper_page(cards: Cards, paper: Paper) -> OutputFile:
    plain = typeset(paper.title).plain
    digest, before, after = _neighbours(cards, paper)
    abstract = typeset(paper.abstract).plain
    head = Head(
        title=plain,
        kind="paper",
        section="papers",
        description=clipped(abstract, _DESCRIPTION_LENGTH) or f"{plain}: where it was listed, and where to find it.",
        lang=paper.lang,
        meta=tuple(_citation(cards, paper, plain)),
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
        authors=[(author, cards.author_place(author.name)) for author in paper.authors],
        tags=list(
            zip(cards.tags_of(paper), [tag for tag in paper.tags if tag.slug in cards.library.tags], strict=True)
        ),
        read=reading_places(paper),
        links=[link for link in paper.links if not is_reading_place(link)],
        searches=title_searches(plain),
        appearances=_appearances(cards, paper),
        related=[(cards.library.papers[r.key], r) for r in paper.related if r.key in cards.library.papers],
        bibtex=bibtex(paper).strip(),
        correct=_correction(cards, paper),
        series=cards.series,
        url=f"{cards.config.site.url}papers/{paper.key}/" if cards.config.site.url else "",
    )


def reading_places(paper: Paper) -> list[Place]:
    """(name, address) of every place where the paper is known to be, best first."""
    places = []
    for kind, (name, address) in _READ.items():
        if kind in paper.ids:
            places.append((name, address.format(quote(paper.ids[kind], safe="/:.()"))))
            if kind == "arxiv":
                places.append(("PDF", f"https://arxiv.org/pdf/{quote(paper.ids[kind], safe='/')}"))
    known = {address for _, address in places}
    if paper.url and paper.url not in known:
        places.append(("Original page", paper.url))
    told = [link for link in paper.links if is_reading_place(link) and link.url not in known | {paper.url}]
    pdf = {link.url: " (PDF)" if link.url.lower().endswith(".pdf") else "" for link in told}
    return places + [(f"At {link.host}{pdf[link.url]}", link.url) for link in told]


def is_reading_place(link: Link) -> bool:
    """Whether a link leads to the paper itself: a paper's address that the digest or a fact gave, not one that its abstract names."""
    return link.kind == "paper" and link.said != "abstract"


def title_searches(title: str) -> list[Place]:
    """(name, address) of a search for the title at four places."""
    exact = f'"{title}"'
    return [
        ("arXiv", "https://arxiv.org/search/?" + urlencode({"query": exact, "searchtype": "title"})),
        ("Google Scholar", "https://scholar.google.com/scholar?" + urlencode({"q": exact})),
        ("Semantic Scholar", "https://www.semanticscholar.org/search?" + urlencode({"q": title})),
        ("OpenReview", "https://openreview.net/search?" + urlencode({"term": title, "group": "all", "content": "all"})),
    ]


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


def _citation(cards: Cards, paper: Paper, plain: str) -> Iterator[tuple[str, str]]:
    """Highwire tags, which Zotero and Google Scholar read."""
    yield "citation_title", plain
    for author in paper.authors:
        yield "citation_author", typeset(author.name).plain
    if paper.date:
        yield "citation_publication_date", paper.date.replace("-", "/")
    if paper.venues:
        yield "citation_conference_title", paper.venues[0]
    if "arxiv" in paper.ids:
        yield "citation_arxiv_id", paper.ids["arxiv"]
        yield "citation_pdf_url", f"https://arxiv.org/pdf/{quote(paper.ids['arxiv'], safe='/')}"
    if "doi" in paper.ids:
        yield "citation_doi", paper.ids["doi"]
    if cards.config.site.url:
        yield "citation_abstract_html_url", f"{cards.config.site.url}papers/{paper.key}/"
    if paper.lang:
        yield "citation_language", paper.lang


def _correction(cards: Cards, paper: Paper) -> str:
    """Where to have the record corrected: a new issue in the repository that names it, else the contact, else ""."""
    settings = cards.config.settings
    title = f"Correct the record {paper.key}"
    if settings.repository:
        body = f"Page: {cards.config.site.url}papers/{paper.key}/\nRead at: {paper.source}\n\nWhat should it say?\n"
        return f"{settings.repository.rstrip('/')}/issues/new?" + urlencode({"title": title, "body": body})
    return settings.contact if settings.contact.startswith("http") else ""
