"""Places. In: a Paper. Out: where it can be read, by its ids, its digest and its links."""

from __future__ import annotations

from urllib.parse import quote

from generator.model import Link, LinkKind, Paper
from generator.text import checked
from generator.text.ids import address_of_id

Place = tuple[str, str]

# kind of id -> what the place is called, in the order in which a reader wants them.
_READ = {
    "arxiv": "arXiv", "doi": "DOI", "pmcid": "PubMed Central", "pmid": "PubMed", "openreview": "OpenReview", "acl": "ACL Anthology",
    "pmlr": "PMLR", "bibcode": "NASA ADS", "repec": "RePEc", "ssrn": "SSRN", "handle": "Handle", "s2": "Semantic Scholar",
}  # fmt: skip
_NUMBERS = {"issn": "https://portal.issn.org/resource/ISSN/{}", "isbn": "https://search.worldcat.org/isbn/{}"}

# In the order in which a reader wants them.
_BELONGINGS: tuple[LinkKind, ...] = ("code", "project", "model", "dataset")


def reading_places(paper: Paper) -> list[Place]:
    """(name, address) of every place where the paper is known to be, best first."""
    places = []
    for kind, name in _READ.items():
        if kind in paper.ids:
            places.append((name, address_of_id(kind, paper.ids[kind])))
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


def outward_links(paper: Paper) -> list[Link]:
    """The first link of each kind that leads to what belongs to the paper: its code, data, model and project page."""
    first = {link.kind: link for link in reversed(paper.links)}
    return [first[kind] for kind in _BELONGINGS if kind in first]


def identifiers(paper: Paper) -> list[tuple[str, str, str]]:
    """(name, id, address) of what a reader cites the paper by, the numbers of its journal or book last."""
    told = paper.publication
    kinds = [kind for kind in _READ if kind in paper.ids and kind != "s2"]
    numbers = [(kind, number) for kind in _NUMBERS for number in getattr(told, kind)]
    return [
        *((_READ[kind], paper.ids[kind], address_of_id(kind, paper.ids[kind])) for kind in kinds),
        *((kind.upper(), number, _NUMBERS[kind].format(number)) for kind, number in numbers),
    ]


def address_of(paper: Paper) -> str:
    """Where the paper itself is: as its digest says, else by its ids and links, "" when nobody knows. Never a search."""
    addresses = (paper.url or "", *(address for _, address in reading_places(paper)))
    return next(filter(None, map(checked, addresses)), "")
