"""Asking for a paper by its id. In: a kind of id and an id. Out: the facts record of the paper that has it, or None.

An id is a name of one work, so no second sign is needed; but the answer must say the id itself, or it speaks of another work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from generator.commands.lookup.client import Client
from generator.commands.lookup.services import Service, read_answer

Asked = tuple[str, Mapping[str, str]]
# What a record needs before no further service is asked.
_WHOLE = {"title", "authors", "abstract", "date"}
_S2_FIELDS = "title,abstract,year,publicationDate,venue,authors,externalIds"
_S2_KINDS = {"arxiv": "ARXIV", "doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "acl": "ACL", "s2": ""}


def _arxiv(url: str, kind: str, value: str) -> Asked | None:
    return (url, {"id_list": value, "max_results": "1"}) if kind == "arxiv" else None


def _semantic_scholar(url: str, kind: str, value: str) -> Asked | None:
    """Its search stands at …/paper/search, and a paper at …/paper/KIND:ID."""
    if kind not in _S2_KINDS or not re.fullmatch(r"[\w./():;+<>-]+", value):
        return None
    name = f"{_S2_KINDS[kind]}:{value.removeprefix('PMC')}" if _S2_KINDS[kind] else value
    return url.rsplit("/", 1)[0] + f"/{name}", {"fields": _S2_FIELDS}


def _openalex(url: str, kind: str, value: str) -> Asked | None:
    names = {"doi": ("doi", value), "pmid": ("pmid", value), "arxiv": ("doi", f"10.48550/arxiv.{value}")}
    if kind not in names or "," in value or "|" in value:
        return None
    return url, {"filter": ":".join(names[kind]), "per-page": "2"}


def _openreview(url: str, kind: str, value: str) -> Asked | None:
    return (url, {"id": value}) if kind == "openreview" else None


ASKING: Mapping[str, Callable[[str, str, str], Asked | None]] = {
    "arxiv": _arxiv,
    "semanticscholar": _semantic_scholar,
    "openalex": _openalex,
    "openreview": _openreview,
}


def askable(kind: str) -> bool:
    """Whether any service knows papers by such ids."""
    return any(ask("https://x/y", kind, "1") for ask in ASKING.values())


def look_up_id(kind: str, value: str, services: list[Service], client: Client) -> dict[str, object] | None:
    """The facts record of the paper with that id: each field from the first service that says it, with the service's own record."""
    record: dict[str, object] = {}
    for service in services:
        asked = ASKING[service.name](service.url, kind, value)
        if asked is None or record.keys() >= _WHOLE:
            continue
        found = client.get(*asked, partial(read_answer, service)) or []
        candidate = next((one for one in found if one.ids().get(kind) == value), None)
        if candidate:
            record = candidate.fields(candidate.said) | record
    return {"id": f"{kind}:{value}", **record} if "title" in record else None
