"""OpenAlex. In: the JSON that it answers with. Out: Candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.commands.lookup.bodies import json_body, none_known
from generator.commands.lookup.candidate import Candidate
from generator.text import fold

# OpenAlex gives arXiv's papers by DOIs that arXiv makes of its ids.
_ARXIV_DOI = "10.48550/"
_ARXIV_ID = "10.48550/arxiv."


class _Named(msgspec.Struct):
    display_name: str | None = None


class _Authorship(msgspec.Struct):
    author: _Named | None = None


class _Location(msgspec.Struct):
    source: _Named | None = None


class _Work(msgspec.Struct):
    id: str = ""
    title: str | None = None
    doi: str | None = None
    ids: dict[str, str | int] = {}
    publication_date: str | None = None
    authorships: list[_Authorship] = []
    primary_location: _Location | None = None
    abstract_inverted_index: dict[str, list[int]] | None = None


class _Meta(msgspec.Struct, frozen=True):
    count: int = 0


class _Answer(msgspec.Struct):
    results: list[_Work]
    meta: _Meta = _Meta()


def openalex_works(body: bytes) -> Iterator[Candidate]:
    """The works that OpenAlex names. Raises NoAnswer."""
    answer = json_body(body, _Answer)
    none_known(bool(answer.results) or answer.meta.count == 0)
    return map(_candidate, answer.results)


def _candidate(work: _Work) -> Candidate:
    doi = (work.doi or "").lower().removeprefix("https://doi.org/")
    names = [_name(authorship.author) for authorship in work.authorships]
    pmid = str(work.ids.get("pmid", "")).rstrip("/").rsplit("/", 1)[-1]
    return Candidate(
        title=fold(work.title or ""),
        said=f"OpenAlex {work.id.rsplit('/', 1)[-1]}",
        authors=tuple(fold(name) for name in names if name),
        abstract=fold(_uninverted(work.abstract_inverted_index or {})),
        date=work.publication_date or "",
        arxiv=doi.removeprefix(_ARXIV_ID) if doi.startswith(_ARXIV_ID) else "",
        doi="" if doi.startswith(_ARXIV_DOI) else doi,
        venue=fold(_name(work.primary_location.source) if work.primary_location else ""),
        others={"pmid": pmid} if pmid else {},
    )


def _name(named: _Named | None) -> str:
    return named.display_name or "" if named else ""


def _uninverted(index: Mapping[str, list[int]]) -> str:
    """OpenAlex gives an abstract as word -> places."""
    places = sorted((place, word) for word, found in index.items() for place in found)
    return " ".join(word for _, word in places[:20_000])
