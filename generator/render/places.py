"""Places. In: a Paper. Out: where it can be read, by its ids, its digest and its links, and where to search for its title."""

from __future__ import annotations

from urllib.parse import quote, quote_plus

from generator.model import Link, LinkKind, Paper
from generator.text import checked

Place = tuple[str, str]

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

# In the order in which a reader wants them.
_BELONGINGS: tuple[LinkKind, ...] = ("code", "project", "model", "dataset")


def reading_places(paper: Paper) -> list[Place]:
    """(name, address) of every place where the paper is known to be, best first."""
    places = []
    for kind, (name, _) in _READ.items():
        if kind in paper.ids:
            places.append((name, _address(kind, paper.ids[kind])))
            if kind == "arxiv":
                places.append(("PDF", f"https://arxiv.org/pdf/{quote(paper.ids[kind], safe='/')}"))
    known = {address for _, address in places}
    if paper.url and paper.url not in known:
        places.append(("Original page", paper.url))
    told = [link for link in paper.links if is_reading_place(link) and link.url not in known | {paper.url}]
    pdf = {link.url: " (PDF)" if link.url.lower().endswith(".pdf") else "" for link in told}
    return places + [(f"At {link.host}{pdf[link.url]}", link.url) for link in told]


def _address(kind: str, value: str) -> str:
    return _READ[kind][1].format(quote(value, safe="/:.()"))


def is_reading_place(link: Link) -> bool:
    """Whether a link leads to the paper itself: a paper's address that the digest or a fact gave, not one that its abstract names."""
    return link.kind == "paper" and link.said != "abstract"


def outward_links(paper: Paper) -> list[Link]:
    """The first link of each kind that leads to what belongs to the paper: its code, data, model and project page."""
    first = {link.kind: link for link in reversed(paper.links)}
    return [first[kind] for kind in _BELONGINGS if kind in first]


def identifiers(paper: Paper) -> list[tuple[str, str, str]]:
    """(name, id, address) of what a reader cites the paper by."""
    kinds = [kind for kind in _READ if kind in paper.ids and kind != "s2"]
    return [(_READ[kind][0], paper.ids[kind], _address(kind, paper.ids[kind])) for kind in kinds]


def title_searches(title: str) -> list[Place]:
    """(name, address) of a search for the title at four places."""
    words = quote_plus(title)
    return [
        ("arXiv", f"https://arxiv.org/search/?query=%22{words}%22&searchtype=title"),
        ("Google Scholar", f"https://scholar.google.com/scholar?q=%22{words}%22"),
        ("Semantic Scholar", f"https://www.semanticscholar.org/search?q={words}"),
        ("OpenReview", f"https://openreview.net/search?term={words}&group=all&content=all"),
    ]


def address_of(paper: Paper) -> str:
    """Where the paper itself is: as its digest says, else by its ids and links, "" when nobody knows. Never a search."""
    addresses = (paper.url or "", *(address for _, address in reading_places(paper)))
    return next(filter(None, map(checked, addresses)), "")
