"""Conference lists. In: JSON of a conference's papers with a status each, as the paperlists project keeps them. Out: the accepted papers.

Rejected, desk-rejected and withdrawn submissions stand in these lists beside the accepted papers; they are skipped, and a note counts them.
"""

from __future__ import annotations

import re

from generator.model import Paper, Reading, Source
from generator.readers.json_records import head_has, read_with
from generator.readers.parts.jsonfile import Object
from generator.readers.parts.records import ids_of, paper_of, string_of
from generator.text import fold

NAME = "conference list (JSON)"
SAMPLE = '[{"title": "A Title", "status": "Poster", "track": "main", "author": "Ada Lovelace;Alan Turing", "abstract": "..."}]'
_MARKS = re.compile(r'"(?:track|gs_citation|aff|authorids|psid|sess|author_site)"\s*:')
_TURNED_DOWN = re.compile(r"\b(?:desk[ _-]?)?(?:reject|withdraw)", re.IGNORECASE)
_YEAR = re.compile(r"\byear\s*=\s*[{\"]?(\d{4})")
_BOOK = re.compile(r"\b(?:booktitle|journal)\s*=\s*\{([^{}]{3,200})\}")


def recognise(text: str, path: str) -> float:
    """JSON records with a title, a status, and a track or a citation count."""
    return 0.8 if head_has(text, re.compile(r'"title"\s*:'), re.compile(r'"status"\s*:'), _MARKS) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read a conference's list. Problems: note `not-a-paper` (turned down; a test), those of json_records.read_with."""
    return read_with(NAME, text, source, lambda value: "title" in value, _paper)


def turned_down(status: str) -> bool:
    """Whether a status or a venue says that the submission was rejected or withdrawn."""
    return _TURNED_DOWN.search(status.replace("_", " ")) is not None


def is_test(title: str, abstract: str) -> bool:
    """A submission made to try the form: titled "title", or "test" with an abstract that says no more."""
    said = title.strip().lower()
    return said in ("title", "abstract") or (
        said in ("test", "testing", "test submission", "test paper") and len(abstract.split()) < 8
    )


def _paper(value: Object, source: Source) -> Paper | str:
    title, abstract = string_of(value.get("title")), string_of(value.get("abstract"))
    if not fold(title):
        return "no title"
    if is_test(title, abstract):
        return "a test submission"
    if turned_down(string_of(value.get("status"))):
        return "withdrawn or rejected submissions"
    bibtex = string_of(value.get("bibtex"))[:20_000]
    year, book = _YEAR.search(bibtex), _BOOK.search(bibtex)
    home = string_of(value.get("site")) or string_of(value.get("openreview")) or string_of(value.get("url_paper"))
    links = (
        address(string_of(value.get(key)))
        for key in ("github", "project", "openreview", "pdf", "arxiv", "oa", "proceeding")
    )
    return paper_of(
        title, source, abstract=abstract, authors=string_of(value.get("author")) or string_of(value.get("author_site")),
        date=value.get("date") or value.get("year") or (year[1] if year else None), venues=book[1] if book else "", url=home,
        urls=[link for link in links if link], keywords=value.get("keywords"), categories=value.get("primary_area"),
        ids=ids_of([string_of(value.get("doi")), home, string_of(value.get("openreview"))]),
    )  # fmt: skip


def address(text: str) -> str:
    """The address in a field that may hold a Markdown link with a badge before it; "" when there is none."""
    found = re.findall(r"https?://[^\s()\[\]<>\"]+", text[:2000])
    return found[-1] if found else ""
