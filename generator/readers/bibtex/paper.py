"""A BibTeX entry. In: its raw fields and the file's macros. Out: the fields resolved, those of its parents added, and the Paper."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model import Author, Paper, Source
from generator.readers.bibtex.text import names_of, plain, unbraced, value_of
from generator.readers.parts.fields import NAMES
from generator.readers.parts.records import arxiv_id, doi_of, ids_of, names_more, paper_of
from generator.text import find_urls, fold

# What a child takes from its parent: BibTeX gives it every field that it lacks, biblatex turns the parent's title into its booktitle.
_NEVER_INHERITED = frozenset(
    "crossref xdata key keywords abstract doi url eprint title subtitle author shorttitle ids label options".split()
)
_VENUES = ("booktitle", "maintitle", "journaltitle", "journal", "eventtitle", "school", "institution")
_LANGUAGES = {"english": "en", "american": "en", "british": "en", "german": "de", "ngerman": "de", "french": "fr", "spanish": "es",
              "italian": "it", "portuguese": "pt", "russian": "ru", "chinese": "zh", "japanese": "ja", "korean": "ko"}  # fmt: skip


def fields_of(raw: Mapping[str, str], strings: Mapping[str, str]) -> dict[str, str]:
    """Each field's value; also of fields that stand behind a forgotten comma."""
    fields: dict[str, str] = {}
    for name, value in raw.items():
        fields[name], more = value_of(value, strings)
        for other, text in more.items():
            if other not in raw:
                fields.setdefault(other, value_of(text, strings)[0])
    return fields


def inherited(fields: Mapping[str, str], by_key: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """`fields` with what crossref and xdata add. One level deep, as BibTeX does it; an entry that names itself gains nothing."""
    made = dict(fields)
    for name in [part.strip().lower() for part in fields.get("xdata", "").split(",") if part.strip()][:20]:
        for field, value in by_key.get(name, {}).items():
            made.setdefault(field, value)
    parent = by_key.get(fields.get("crossref", "").strip().lower(), {}) if fields.get("crossref") else {}
    for field, value in parent.items():
        if field not in _NEVER_INHERITED:
            made.setdefault(field, value)
    if parent.get("title"):
        made.setdefault("booktitle", parent["title"])
    return made


def paper_of_entry(fields: Mapping[str, str], source: Source) -> Paper | None:
    """The Paper of an entry; None when it has no title."""
    title = _title(fields)
    if not fold(title):
        return None
    return paper_of(
        title, source, abstract=unbraced(fields.get("abstract", "")), authors=_authors(fields.get("author", "")),
        et_al=names_more(fields.get("author", "")), date=_date(fields),
        venues=[plain(fields[name]) for name in _VENUES if fields.get(name, "").strip()][:1], url=_url(fields), urls=_urls(fields),
        ids=_ids(fields), keywords=[plain(term) for term in _terms(fields)],
        categories=fields.get("primaryclass", fields.get("eprintclass", "")),
        comment=_comment(fields), lang=_LANGUAGES.get((fields.get("langid") or fields.get("language", "")).lower(), ""),
    )  # fmt: skip


def _comment(fields: Mapping[str, str]) -> str:
    """The note, unless it is but an id."""
    note = plain(fields.get("note", ""))
    return "" if (arxiv_id(note) and len(note.split()) < 4) or doi_of(note) == note.lower() else note


def _title(fields: Mapping[str, str]) -> str:
    title = unbraced(fields.get("title", "")).strip()
    more = unbraced(fields.get("subtitle", "")).strip()
    if not title or not more:
        return title
    return f"{title} {more}" if title[-1] in "?!:.–—" else f"{title}: {more}"


def _authors(text: str) -> tuple[Author, ...]:
    return tuple(Author(name) for name in dict.fromkeys(names_of(text)) if re.search(r"\w", name) and len(name) <= 300)


def _date(fields: Mapping[str, str]) -> str:
    date = fields.get("date", "").strip()
    if date:
        return date
    year = re.search(r"\d{4}", fields.get("year", ""))
    month, day = fields.get("month", "").strip().strip("{}."), fields.get("day", "").strip()
    if not year:
        return fields.get("year", "")
    if month.isdigit():
        return f"{year[0]}-{month}-{day}" if day.isdigit() else f"{year[0]}-{month}"
    return f"{day if day.isdigit() else ''} {month} {year[0]}"


def _terms(fields: Mapping[str, str]) -> list[str]:
    text = fields.get("keywords") or fields.get("keyword") or fields.get("author_keywords", "")
    return re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*|\n", text)


def _address(text: str) -> str:
    r"""The address in a field: bare, in \url{...} or in \href{...}; `\_`, `\%` and `\#` without their backslash."""
    if not text:
        return ""
    text = re.sub(r"\\([_%#&~])", r"\1", re.sub(r"\\(?:url|href)\s*", " ", text))
    found = find_urls(re.sub(r"[{}]", " ", text))
    return found[0].url if found else ""


def _url(fields: Mapping[str, str]) -> str:
    for name in ("url", "ee", "link", "howpublished"):
        address = _address(fields.get(name, ""))
        if address:
            return address
    return ""


def _urls(fields: Mapping[str, str]) -> list[str]:
    return [address for name in NAMES["urls"] if (address := _address(fields.get(name, "")))]


def _ids(fields: Mapping[str, str]) -> dict[str, str]:
    kind = (fields.get("archiveprefix") or fields.get("eprinttype", "")).strip().lower()
    eprint = fields.get("eprint", "").strip().strip("{}")
    said = [f"arXiv:{eprint}"] if eprint and (kind == "arxiv" or (not kind and arxiv_id(eprint))) else []
    said += [f"arXiv:{fields['arxivid']}"] if fields.get("arxivid") else []
    said += [
        fields[name]
        for name in ("journal", "journaltitle", "note", "howpublished", "number")
        if "arxiv" in fields.get(name, "").lower()
    ]
    ids = ids_of(said)
    doi = doi_of(re.sub(r"\\([_%#&<>{}])", r"\1", fields.get("doi", "")))
    arxiv = arxiv_id(fields.get("doi", "")) if not doi and "arxiv" in fields.get("doi", "").lower() else ""
    ids |= {"arxiv": arxiv} if arxiv and "arxiv" not in ids else {}
    ids |= {"doi": doi} if doi else {}
    pmid = fields.get("pmid", eprint if kind in ("pubmed", "pmid") else "").strip()
    return ids | ({"pmid": pmid} if pmid.isdigit() else {})
