"""Semantic Scholar. In: the JSON that it answers with. Out: Candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from generator.commands.lookup.bodies import json_body, none_known
from generator.commands.lookup.candidate import Candidate
from generator.text import fold

_IDS = {"pubmed": "pmid", "pubmedcentral": "pmcid", "acl": "acl"}


class _Author(msgspec.Struct):
    name: str | None = None


class _Paper(msgspec.Struct, rename="camel"):
    paper_id: str | None = None
    title: str | None = None
    abstract: str | None = None
    year: int | None = None
    publication_date: str | None = None
    venue: str | None = None
    authors: list[_Author] | None = None
    external_ids: dict[str, str | int] | None = None


class _Answer(_Paper):
    """A list of works, or, asked for by its id, one work itself."""

    total: int | None = None
    data: list[_Paper | None] | None = None


def _works(body: bytes) -> list[_Paper]:
    answer = json_body(body, _Answer)
    given = [answer] if answer.paper_id else answer.data or []
    works = [paper for paper in given if paper is not None and paper.title]
    none_known(bool(works) or answer.total == 0 or (answer.total is None and answer.data == []))
    return works


def semantic_scholar_works(body: bytes) -> Iterator[Candidate]:
    """The works that Semantic Scholar names. Raises NoAnswer."""
    for paper in _works(body):
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
    named = {_IDS[kind]: value for kind, value in ids.items() if kind in _IDS}
    if named.get("pmcid", "PMC")[:3] != "PMC":
        named["pmcid"] = f"PMC{named['pmcid']}"
    return named | ({"s2": own} if re.fullmatch(r"[0-9a-f]{40}", own) else {})
