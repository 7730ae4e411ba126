"""Fields by any of their names. In: a record of a JSON file or a row of a table. Out: its Paper, whatever its fields are called.

A `summary` counts as an abstract only in a record like those of the arXiv API, with authors and an id: elsewhere it is a model's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.model import Paper, Source
from generator.readers.parts.nested import flat
from generator.readers.parts.records import ids_of, paper_of, string_of, strings_of
from generator.text import fold

# Field of a paper -> names it has in files, letters only, the surest first.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "papertitle", "articletitle", "documenttitle", "ti", "paper", "name"),
    "abstract": ("abstract", "abstractnote", "abstracttext", "paperabstract", "abstractoriginal", "ab"),
    "authors": ("authors", "author", "authornames", "creators", "au", "authorlist", "authorfullnames"),
    "date": (
        "date", "published", "publishedat", "publicationdate", "publishdate", "publisheddate", "datepublished", "pubdate", "issued",
        "submitted", "submitteddate", "created", "versiondate", "year", "publicationyear", "pubyear", "py",
    ),
    "venues": (
        "venue", "journal", "conference", "booktitle", "publicationtitle", "sourcetitle", "containertitle", "publicationname",
        "journalref", "journalbook", "publication", "conferencename", "venuename", "proceedings", "proceeding", "so",
    ),
    "url": (
        "url", "link", "abs", "absurl", "urlabs", "paperurl", "arxivurl", "entryid", "landingpage", "openreview", "site",
        "urlpaper", "paperlink", "uri", "forum", "ee", "articleurl",
    ),
    "urls": (
        "code", "codeurl", "codelink", "codelinks", "github", "githubrepo", "githuburl", "repo", "repository", "project",
        "projectpage", "projecturl", "website", "homepage", "demo", "huggingface", "model", "dataset", "pdf", "pdfurl",
        "pdflink", "urlpdf", "links", "video", "slides", "poster",
    ),
    "keywords": ("keywords", "keyword", "authorkeywords", "tags", "topics", "manualtags", "subjects", "de"),
    "categories": ("categories", "category", "primarycategory", "arxivcategories", "fieldsofstudy", "subject", "primaryarea"),
    "comment": ("comment", "comments", "arxivcomment", "note"),
    "lang": ("lang", "language"),
    "arxiv": ("arxivid", "arxiv", "eprint"),
    "doi": ("doi", "di"),
}  # fmt: skip
TITLES = frozenset(("title", "papertitle", "articletitle", "documenttitle"))
_LIKE_ARXIV = (
    "arxivid",
    "published",
    "publishedat",
    "updated",
    "categories",
    "primarycategory",
    "abs",
    "pdf",
    "pdfurl",
    "entryid",
)


def is_record(value: Mapping[str, object]) -> bool:
    """Whether an object is meant as a paper: it has a title (also an empty one) or an abstract."""
    return any(
        (inner is None or isinstance(inner, str))
        and (letters(key) in TITLES or (letters(key) == "abstract" and bool(inner)))
        for key, inner in value.items()
    )


@lru_cache(maxsize=4096)
def letters(key: str) -> str:
    """A field's name without case, blanks and signs: "Publication Year", publication_year and publicationYear are one."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def paper_from(value: Mapping[str, object], source: Source) -> Paper | str:
    """The Paper of a record whose fields have any of NAMES; "no title" when it has none."""
    value = flat(value)
    fields = named(value)
    title = string_of(fields.get("title"))
    if not fold(title):
        return "no title"
    abstract = string_of(fields.get("abstract")) or summary_of(value)
    url, *others = [*strings_of(fields.get("url")), ""]
    ids = ids_from(fields, [url, *others])
    return paper_of(
        title, source, abstract=abstract, authors=fields.get("authors"), date=fields.get("date"), venues=fields.get("venues"),
        url=url, urls=[*others, *links_of(fields)], ids=ids, keywords=fields.get("keywords"),
        categories=fields.get("categories"), comment=string_of(fields.get("comment")), lang=string_of(fields.get("lang"))[:12],
    )  # fmt: skip


def named(value: Mapping[str, object]) -> dict[str, object]:
    """Field of a paper -> the value under the surest of its names that holds something."""
    by_letters = {
        letters(key): inner for key, inner in reversed(list(value.items())) if inner not in (None, "", [], {})
    }
    found: dict[str, object] = {}
    for field, names in NAMES.items():
        if field == "urls":
            found[field] = [by_letters[name] for name in names if name in by_letters]
            continue
        key = next((name for name in names if name in by_letters), None)
        if key is not None:
            found[field] = by_letters[key]
    return found


def ids_from(fields: Mapping[str, object], urls: list[str]) -> dict[str, str]:
    """Ids that a record gives in fields of their own or in its id."""
    arxiv, doi = string_of(fields.get("arxiv")), string_of(fields.get("doi"))
    return ids_of([f"arXiv:{arxiv}" if arxiv and "arxiv" not in arxiv.lower() else arxiv, doi, *urls])


def links_of(fields: Mapping[str, object]) -> list[str]:
    """Every address in the fields that hold links, as a string, a list, or an object of name -> address."""
    links: list[str] = []
    given = fields.get("urls")
    for value in given if isinstance(given, list) else []:
        inner = list(value.values()) if isinstance(value, dict) else value
        for one in inner if isinstance(inner, list) else [inner]:
            text = string_of(one.get("url") or one.get("href")) if isinstance(one, dict) else string_of(one)
            links += [
                part for part in re.split(r"[\s,;]+(?=https?://)", text) if part.startswith(("http://", "https://"))
            ]
    return links


def summary_of(value: Mapping[str, object]) -> str:
    """`summary`, when the record is like one of the arXiv API: with its authors, and an id, a day, a category or an address. A bot that
    sorts papers under words of its own ("category": "Robot Learning") writes summaries of its own too."""
    by_letters = {letters(key): inner for key, inner in value.items()}
    category = string_of(by_letters.get("category"))
    if category[:1].isupper() and not re.search(r"[a-z]\.[A-Z]{2}\b", category):
        return ""
    given = any(by_letters.get(name) for name in _LIKE_ARXIV)
    return string_of(by_letters.get("summary")) if given and by_letters.get("authors") else ""
