"""Public services. In: a title and the bytes of an answer. Out: Candidates, plain records of what a service says; no network here.

Each service is a `Service`: where to ask, with which parameters, and how its answer is read. An answer is bytes from anywhere: a login
page, half a JSON, the name of a file. What is not the service's own kind of answer is NoAnswer, which is not the same as knowing nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from lxml import etree

from generator.commands.lookup.candidate import Candidate, NoAnswer
from generator.text import fold
from generator.text.ids import arxiv_id

T = TypeVar("T")

_ATOM, _ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
# Five works are asked for; and the longest title, abstract and list of authors that a work may have to be looked at.
_MOST_WORKS, _LONGEST_TITLE, _LONGEST_ABSTRACT, _MOST_AUTHORS = 10, 1000, 50_000, 10_000


class Service(msgspec.Struct, frozen=True):
    """`parameters`: of the request for a title; None where titles cannot be asked for. How to ask for an id is in by_id.py."""

    name: str
    url: str
    parameters: Callable[[str], Mapping[str, str]] | None
    candidates: Callable[[bytes], Iterator[Candidate]]


def _words(title: str) -> str:
    """A title as search words: what a query language could read otherwise becomes a blank."""
    return " ".join(re.sub(r"[^\w\s]", " ", title).split())[:300]


def read_answer(service: Service, body: bytes) -> list[Candidate]:
    """The works that an answer names, cut to what can be compared. Raises NoAnswer."""
    found = [work for work in service.candidates(body) if 0 < len(work.title) <= _LONGEST_TITLE][:_MOST_WORKS]
    return [
        msgspec.structs.replace(work, abstract=work.abstract[:_LONGEST_ABSTRACT], authors=work.authors[:_MOST_AUTHORS])
        for work in found
    ]


def _arxiv(body: bytes) -> Iterator[Candidate]:
    feed = _xml(body)
    if feed.tag != f"{_ATOM}feed":
        raise NoAnswer("no Atom feed")
    entries = feed.findall(f"{_ATOM}entry")
    # Of an id that nobody has, arXiv gives an entry without an id.
    places = [_said(entry, f"{_ATOM}id") for entry in entries]
    if not entries:
        _none_known((feed.findtext(_TOTAL) or "").strip() == "0")
    for entry, place in zip(entries, places, strict=True):
        if "/api/errors" in place:
            raise NoAnswer(f"an error of the service ({_said(entry, f'{_ATOM}summary')[:100]})")
        if found := arxiv_id(place):
            names = [_said(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")]
            yield Candidate(
                title=_said(entry, f"{_ATOM}title"),
                said=f"arXiv {found}",
                authors=tuple(name for name in names if name),
                abstract=_said(entry, f"{_ATOM}summary"),
                date=_said(entry, f"{_ATOM}published")[:10],
                arxiv=found,
                doi=_said(entry, f"{_ARXIV}doi").lower(),
            )
        else:
            _none_known(not place)


def _none_known(said: bool) -> None:
    """An answer without works has to say that there are none. Raises NoAnswer."""
    if not said:
        raise NoAnswer("neither works nor the word that there are none")


def _xml(body: bytes) -> etree._Element:
    """The root of an XML answer: bytes only, without entities, types of document, files and network."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoAnswer("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise NoAnswer("XML that declares a type of document")
    return root


def _said(element: etree._Element, name: str) -> str:
    return fold(element.findtext(name) or "")


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


class _S2Answer(_S2Paper):
    """A list of works, or, asked for by its id, one work itself."""

    total: int | None = None
    data: list[_S2Paper | None] | None = None


_S2_IDS = {"pubmed": "pmid", "pubmedcentral": "pmcid", "acl": "acl"}


def _s2_works(body: bytes) -> list[_S2Paper]:
    answer = _decoded(body, _S2Answer)
    given = [answer] if answer.paper_id else answer.data or []
    works = [paper for paper in given if paper is not None and paper.title]
    _none_known(bool(works) or answer.total == 0 or (answer.total is None and answer.data == []))
    return works


def _semantic_scholar(body: bytes) -> Iterator[Candidate]:
    for paper in _s2_works(body):
        ids = {kind.lower(): str(value) for kind, value in (paper.external_ids or {}).items()}
        yield Candidate(
            title=fold(paper.title or ""),
            said=f"Semantic Scholar {paper.paper_id}",
            authors=tuple(fold(author.name) for author in paper.authors or [] if author.name),
            abstract=fold(paper.abstract or ""),
            date=paper.publication_date or str(paper.year or ""),
            arxiv=ids.get("arxiv", ""),
            doi=ids.get("doi", "").lower(),
            venue=fold(paper.venue or ""),
            others=_other_ids(paper.paper_id or "", ids),
        )


def _other_ids(own: str, ids: Mapping[str, str]) -> dict[str, str]:
    named = {_S2_IDS[kind]: value for kind, value in ids.items() if kind in _S2_IDS}
    if named.get("pmcid", "PMC")[:3] != "PMC":
        named["pmcid"] = f"PMC{named['pmcid']}"
    return named | ({"s2": own} if re.fullmatch(r"[0-9a-f]{40}", own) else {})


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
    ids: dict[str, str | int] = {}
    publication_date: str | None = None
    authorships: list[_OaAuthorship] = []
    primary_location: _OaLocation | None = None
    abstract_inverted_index: dict[str, list[int]] | None = None


class _OaMeta(msgspec.Struct, frozen=True):
    count: int = 0


class _OaAnswer(msgspec.Struct):
    results: list[_OaWork]
    meta: _OaMeta = _OaMeta()


def _openalex(body: bytes) -> Iterator[Candidate]:
    answer = _decoded(body, _OaAnswer)
    _none_known(bool(answer.results) or answer.meta.count == 0)
    for work in answer.results:
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
            others={"pmid": pmid} if (pmid := str(work.ids.get("pmid", "")).rstrip("/").rsplit("/", 1)[-1]) else {},
        )


def _uninverted(index: Mapping[str, list[int]]) -> str:
    """OpenAlex gives an abstract as word -> places."""
    places = sorted((place, word) for word, found in index.items() for place in found)
    return " ".join(word for _, word in places[:20_000])


class _OrNote(msgspec.Struct):
    id: str = ""
    forum: str = ""
    content: dict[str, object] = {}
    cdate: int | None = None
    pdate: int | None = None


class _OrAnswer(msgspec.Struct):
    notes: list[_OrNote]
    count: int = 0


def _openreview(body: bytes) -> Iterator[Candidate]:
    """Notes of OpenReview; in its second form each value stands as {"value": …}. A note that is a review has no title of a paper."""
    answer = _decoded(body, _OrAnswer)
    _none_known(bool(answer.notes) or answer.count == 0)
    for note in answer.notes:
        content = {
            name: value["value"] if isinstance(value, dict) and "value" in value else value
            for name, value in note.content.items()
        }
        authors = content.get("authors")
        day = note.pdate or note.cdate
        if note.id == note.forum and isinstance(content.get("title"), str):
            yield Candidate(
                title=fold(str(content["title"])),
                said=f"OpenReview {note.id}",
                authors=tuple(fold(str(name)) for name in authors) if isinstance(authors, list) else (),
                abstract=fold(str(content.get("abstract") or "")),
                date=datetime.fromtimestamp(day / 1000, UTC).date().isoformat() if day and 0 < day < 1 << 42 else "",
                venue=fold(str(content.get("venue") or "")),
                others={"openreview": note.id},
            )


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind, strict=False)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise NoAnswer(f"no JSON of its kind ({str(error)[:100]})") from error


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
    Service("openreview", "https://api2.openreview.net/notes", None, _openreview),
)

__all__ = ["SERVICES", "Candidate", "NoAnswer", "Service", "read_answer"]
