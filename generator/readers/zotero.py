"""Zotero JSON. In: a library export (Better BibTeX JSON), items of the web API, or a translator's test cases. Out: papers.

Attachments, notes and annotations are items too, and no papers: skipped, with a note that counts them.
"""

from __future__ import annotations

import re

from generator.model import Author, Paper, Reading, Source
from generator.readers.json_records import head_has, read_with
from generator.readers.parts.jsonfile import Object
from generator.readers.parts.markup import unmarked
from generator.readers.parts.records import author_of, ids_of, names_more, paper_of, string_of, strings_of, terms_of
from generator.text import fold

NAME = "Zotero (JSON)"
SAMPLE = '{"items": [{"itemType": "journalArticle", "title": "A Title", "creators": [{"firstName": "Ada", "lastName": "Lovelace"}]}]}'
_TYPED = re.compile(r'"itemType"\s*:\s*"')
_TESTS = re.compile(r"^var testCases\s*=\s*(?=\[)", re.MULTILINE)
_NOT_PAPERS = frozenset(("attachment", "note", "annotation"))
_NOT_AUTHORS = frozenset(
    "editor seriesEditor translator contributor reviewedAuthor bookAuthor commenter counsel recipient".split()
)
_VENUES = (
    "publicationTitle",
    "proceedingsTitle",
    "bookTitle",
    "conferenceName",
    "websiteTitle",
    "blogTitle",
    "university",
)
_CATEGORIES = re.compile(r"arxiv:\s*\S+\s*\[([\w., -]+)\]", re.IGNORECASE)
_LINE = re.compile(r"^\s*(?:arxiv|doi)\s*:\s*\S+.*$", re.IGNORECASE | re.MULTILINE)


def recognise(text: str, path: str) -> float:
    """JSON with item types; a translator with its test cases."""
    return 0.85 if head_has(text, _TYPED) or (_TESTS.search(text) and _TYPED.search(text)) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read items. Problems: note `not-a-paper` (attachments and notes), those of json_records.read_with."""
    tests = _TESTS.search(text)
    shown = re.sub(r"[^\n]", " ", text[: tests.end()]) + text[tests.end() :] if tests else text
    return read_with(NAME, text, source, _is_record, _paper, noun="item", shown=shown)


def _is_record(value: Object) -> bool:
    data = value.get("data")
    return isinstance(value.get("itemType"), str) or (isinstance(data, dict) and isinstance(data.get("itemType"), str))


def _paper(value: Object, source: Source) -> Paper | str:
    data = value.get("data")
    fields: Object = data if isinstance(data, dict) and "itemType" not in value else value
    if fields.get("itemType") in _NOT_PAPERS:
        return "attachments, notes and annotations"
    title = unmarked(
        next(filter(str.strip, (string_of(fields.get(key)) for key in ("title", "caseName", "nameOfAct"))), "")
    )
    if not fold(title):
        return "no title"
    extra = "\n".join(strings_of(fields.get("extra")))
    said = [*_LINE.findall(extra), *(string_of(fields.get(key)) for key in ("DOI", "archiveID", "url"))]
    marked = _CATEGORIES.search(extra)
    return paper_of(
        title, source, abstract=unmarked(string_of(fields.get("abstractNote"))), authors=_authors(fields),
        et_al=names_more(fields.get("creators")),
        date=string_of(fields.get("date")) or string_of(fields.get("issued")), url=string_of(fields.get("url")), ids=ids_of(_plain(said)),
        venues=[unmarked(name) for name in dict.fromkeys(string_of(fields.get(key)) for key in _VENUES) if name.strip()][:1],
        keywords=terms_of(fields.get("tags")), categories=marked[1] if marked else (), comment=_comment(fields),
        lang=string_of(fields.get("language"))[:12],
    )  # fmt: skip


def _plain(said: list[str]) -> list[str]:
    """ "DOI: 10.1/x" as "10.1/x": a bare id."""
    return [re.sub(r"^\s*doi\s*:\s*", "", text, flags=re.IGNORECASE).strip() for text in said]


def _authors(fields: Object) -> tuple[Author, ...]:
    listed = fields.get("creators")
    made = (one for one in listed if isinstance(one, dict)) if isinstance(listed, list) else ()
    authors = [author_of(one) for one in made if one.get("creatorType", "author") not in _NOT_AUTHORS]
    return tuple({author.name: author for author in authors if author}.values())


def _comment(fields: Object) -> str:
    """arXiv's comment, which the arXiv translator keeps as a note."""
    notes = fields.get("notes")
    for one in notes if isinstance(notes, list) else []:
        text = unmarked(string_of(one.get("note") if isinstance(one, dict) else one)).strip()
        if text.lower().startswith("comment:"):
            return text[8:].strip()
    return ""
