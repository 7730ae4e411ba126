"""Public services. In: a title and the bytes of an answer. Out: Candidates, plain records of what a service says; no network here.

Each service is a `Service`: where to ask, with which parameters, and how its answer is read, which a module of its own knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from generator.commands.lookup.arxiv import arxiv_works
from generator.commands.lookup.candidate import Candidate
from generator.commands.lookup.openalex import openalex_works
from generator.commands.lookup.openreview import openreview_works
from generator.commands.lookup.semantic_scholar import semantic_scholar_works

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


SERVICES = (
    Service(
        "arxiv",
        "https://export.arxiv.org/api/query",
        lambda title: {"search_query": f'ti:"{_words(title)}"', "max_results": "5"},
        arxiv_works,
    ),
    Service(
        "semanticscholar",
        "https://api.semanticscholar.org/graph/v1/paper/search",
        lambda title: {
            "query": _words(title),
            "limit": "5",
            "fields": "title,abstract,year,publicationDate,venue,authors,externalIds",
        },
        semantic_scholar_works,
    ),
    Service(
        "openalex",
        "https://api.openalex.org/works",
        lambda title: {"filter": f"title.search:{_words(title)}", "per-page": "5"},
        openalex_works,
    ),
    Service("openreview", "https://api2.openreview.net/notes", None, openreview_works),
)
