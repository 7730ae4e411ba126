"""Public services. In: a title and the bytes of an answer. Out: Candidates, plain records of what a service says; no network here.

Each service is a `Service`: where to ask, with which parameters, and how its answer is read. An answer that is not what it should be
gives no candidates, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import feedparser
import msgspec

from generator.text import fold

T = TypeVar("T")

_ARXIV_ID = re.compile(r"arxiv\.org/abs/(?P<id>\d{4}\.\d{4,5}|[a-z.-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?$")


class Candidate(msgspec.Struct, frozen=True):
    """What one service says of one work. `said` names the service and its record; empty values were not given."""

    title: str
    said: str
    authors: tuple[str, ...] = ()
    abstract: str = ""
    date: str = ""
    arxiv: str = ""
    doi: str = ""
    venue: str = ""
    url: str = ""


class Service(msgspec.Struct, frozen=True):
    name: str
    url: str
    parameters: Callable[[str], Mapping[str, str]]
    candidates: Callable[[bytes], Iterator[Candidate]]


def _words(title: str) -> str:
    """A title as search words: what a query language could read otherwise becomes a blank."""
    return " ".join(re.sub(r"[^\w\s]", " ", title).split())[:300]


def _arxiv(body: bytes) -> Iterator[Candidate]:
    for entry in feedparser.parse(body).entries:
        found = _ARXIV_ID.search(str(entry.get("id", "")))
        if found:
            yield Candidate(
                title=fold(str(entry.get("title", ""))),
                said=f"arXiv {found['id']}",
                authors=tuple(
                    fold(str(author.get("name", ""))) for author in entry.get("authors", []) if author.get("name")
                ),
                abstract=fold(str(entry.get("summary", ""))),
                date=str(entry.get("published", ""))[:10],
                arxiv=found["id"],
                doi=str(entry.get("arxiv_doi", "")).lower(),
            )


class _S2Author(msgspec.Struct):
    name: str | None = None


class _S2Paper(msgspec.Struct, rename="camel"):
    paper_id: str | None = None
    title: str | None = None
    abstract: str | None = None
    year: int | None = None
    publication_date: str | None = None
    venue: str | None = None
    authors: list[_S2Author] | None = None
    external_ids: dict[str, str | int] | None = None


class _S2Answer(msgspec.Struct):
    data: list[_S2Paper | None] | None = None


def _semantic_scholar(body: bytes) -> Iterator[Candidate]:
    for paper in _decoded(body, _S2Answer, _S2Answer()).data or []:
        if paper is None or not paper.title:
            continue
        ids = {kind.lower(): str(value) for kind, value in (paper.external_ids or {}).items()}
        yield Candidate(
            title=fold(paper.title),
            said=f"Semantic Scholar {paper.paper_id}",
            authors=tuple(fold(author.name) for author in paper.authors or [] if author.name),
            abstract=fold(paper.abstract or ""),
            date=paper.publication_date or str(paper.year or ""),
            arxiv=ids.get("arxiv", ""),
            doi=ids.get("doi", "").lower(),
            venue=fold(paper.venue or ""),
        )


class _OaPerson(msgspec.Struct):
    display_name: str | None = None


class _OaAuthorship(msgspec.Struct):
    author: _OaPerson | None = None


class _OaSource(msgspec.Struct):
    display_name: str | None = None


class _OaLocation(msgspec.Struct):
    source: _OaSource | None = None


class _OaWork(msgspec.Struct):
    id: str = ""
    title: str | None = None
    doi: str | None = None
    publication_date: str | None = None
    authorships: list[_OaAuthorship] = []
    primary_location: _OaLocation | None = None
    abstract_inverted_index: dict[str, list[int]] | None = None


class _OaAnswer(msgspec.Struct):
    results: list[_OaWork] = []


def _openalex(body: bytes) -> Iterator[Candidate]:
    for work in _decoded(body, _OaAnswer, _OaAnswer()).results:
        doi = (work.doi or "").lower().removeprefix("https://doi.org/")
        source = work.primary_location.source if work.primary_location else None
        yield Candidate(
            title=fold(work.title or ""),
            said=f"OpenAlex {work.id.rsplit('/', 1)[-1]}",
            authors=tuple(fold(a.author.display_name) for a in work.authorships if a.author and a.author.display_name),
            abstract=fold(_uninverted(work.abstract_inverted_index or {})),
            date=work.publication_date or "",
            arxiv=doi.removeprefix("10.48550/arxiv.") if doi.startswith("10.48550/arxiv.") else "",
            doi="" if doi.startswith("10.48550/") else doi,
            venue=fold((source.display_name if source else None) or ""),
        )


def _uninverted(index: Mapping[str, list[int]]) -> str:
    """OpenAlex gives an abstract as word -> places."""
    places = sorted((place, word) for word, found in index.items() for place in found)
    return " ".join(word for _, word in places[:20_000])


def _decoded(body: bytes, kind: type[T], nothing: T) -> T:
    try:
        return msgspec.json.decode(body, type=kind, strict=False)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return nothing


SERVICES = (
    Service(
        "arxiv",
        "https://export.arxiv.org/api/query",
        lambda title: {"search_query": f'ti:"{_words(title)}"', "max_results": "5"},
        _arxiv,
    ),
    Service(
        "semanticscholar",
        "https://api.semanticscholar.org/graph/v1/paper/search",
        lambda title: {
            "query": _words(title),
            "limit": "5",
            "fields": "title,abstract,year,publicationDate,venue,authors,externalIds",
        },
        _semantic_scholar,
    ),
    Service(
        "openalex",
        "https://api.openalex.org/works",
        lambda title: {"filter": f"title.search:{_words(title)}", "per-page": "5"},
        _openalex,
    ),
)
