"""Semantic Scholar. In: JSON of its API: search, recommendations, batch, citations, a single paper. Out: papers; never their TLDRs.

A `null` in a batch answer is a paper that the service did not know: skipped, with a note.
"""

from __future__ import annotations

import re

from generator.model import Paper, Reading, Source
from generator.readers.json_records import head_has, read_with
from generator.readers.parts.jsonfile import Object
from generator.readers.parts.records import ids_of, paper_of, string_of
from generator.text import fold

NAME = "Semantic Scholar (JSON)"
SAMPLE = '{"total": 1, "data": [{"paperId": "c1126fbf...", "title": "Neural Turing Machines", "year": 2014, "abstract": null}]}'
_PAPER_ID = re.compile(r'"paperId"\s*:')
_KINDS = {"ArXiv": "arxiv", "DOI": "doi", "ACL": "acl", "PubMed": "pmid"}
_INNER = ("citingPaper", "citedPaper")


def recognise(text: str, path: str) -> float:
    """JSON with paperId and title."""
    return 0.85 if head_has(text, _PAPER_ID, re.compile(r'"title"\s*:')) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read an answer of the API. Problems: those of json_records.read_with."""
    return read_with(NAME, text, source, _is_record, _paper)


def _is_record(value: Object) -> bool:
    return "paperId" in value or any(isinstance(value.get(key), dict) for key in _INNER)


def _paper(value: Object, source: Source) -> Paper | str:
    inner = next((value[key] for key in _INNER if isinstance(value.get(key), dict)), value)
    paper: Object = inner if isinstance(inner, dict) else value
    title = string_of(paper.get("title"))
    if not fold(title):
        return "no title"
    pdf = paper.get("openAccessPdf")
    return paper_of(
        title, source, abstract=string_of(paper.get("abstract")), authors=paper.get("authors"),
        date=paper.get("publicationDate") or paper.get("year"), venues=_venue(paper), url=string_of(paper.get("url")),
        urls=[string_of(pdf.get("url"))] if isinstance(pdf, dict) else [], ids=_ids(paper), categories=paper.get("fieldsOfStudy"),
    )  # fmt: skip


def _ids(paper: Object) -> dict[str, str]:
    external = paper.get("externalIds")
    given = external if isinstance(external, dict) else {}
    ids = {kind: string_of(given.get(name)) for name, kind in _KINDS.items()}
    ids |= ids_of([f"arXiv:{ids['arxiv']}" if ids["arxiv"] else "", ids["doi"]])
    own = string_of(paper.get("paperId"))
    ids["s2"] = own if re.fullmatch(r"[0-9a-f]{40}", own) else ""
    ids["doi"] = "" if ids["doi"].lower().startswith("10.48550/arxiv.") else ids["doi"].lower()
    return ids


def _venue(paper: Object) -> str:
    for key in ("publicationVenue", "journal"):
        inner = paper.get(key)
        if isinstance(inner, dict) and string_of(inner.get("name")).strip():
            return string_of(inner["name"])
    return string_of(paper.get("venue"))
