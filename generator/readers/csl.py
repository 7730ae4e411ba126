"""CSL-JSON. In: items as citeproc, Zotero, pandoc and Crossref write them, or a CSL test file. Out: papers.

HTML in titles and abstracts (<i>, <sub>, <span class="nocase">, JATS) becomes source text. Crossref's lists of one title are read too.
"""

from __future__ import annotations

import re

from generator.model import Author, Paper, Reading, Source
from generator.readers.json_records import head_has, read_with
from generator.readers.parts.jsonfile import Object
from generator.readers.parts.markup import unmarked
from generator.readers.parts.records import author_of, ids_of, names_more, paper_of, string_of, strings_of
from generator.text import fold

NAME = "CSL-JSON"
SAMPLE = '[{"id": "turing1950", "type": "article-journal", "title": "A Title", "author": [{"family": "Turing", "given": "Alan"}]}]'
_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article(?:-\w+)?|bill|book(?:-chapter)?|broadcast|chapter|collection|dataset|document|entry(?:-\w+)?|event|figure|graphic|'
    r"hearing|interview|journal-article|legal_case|legislation|manuscript|map|monograph|motion_picture|musical_score|paper-conference|"
    r"pamphlet|patent|performance|periodical|personal_communication|posted-content|post(?:-weblog)?|proceedings(?:-article)?|regulation|"
    r'report|reference-entry|review(?:-book)?|software|song|speech|standard|thesis|treaty|webpage)"'
)  # fmt: skip
_FIELD = re.compile(r'"(?:issued|author|container-title|DOI|citation-key|editor|publisher|URL|note|language)"\s*:')
_OPENS_SUITE = re.compile(r"\s*(?:#[^\n]*\n\s*){0,20}>>=")
_SUITE = re.compile(r"^>>=+ INPUT =+>>[ \t]*\n(.*?)^<<=+ INPUT =+<<", re.MULTILINE | re.DOTALL)


def recognise(text: str, path: str) -> float:
    """JSON of records with a CSL type; a file of the CSL test suite."""
    if head_has(text, _TYPE, _FIELD):
        return 0.75
    return 0.75 if _OPENS_SUITE.match(text) and _SUITE.search(text) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read items. Problems: those of json_records.read_with."""
    inside = _SUITE.search(text)
    shown = text
    if inside:
        keep = range(*inside.span(1))
        shown = re.sub(r"[^\n]", " ", text[: keep.start]) + inside[1] + re.sub(r"[^\n]", " ", text[keep.stop :])
    return read_with(NAME, text, source, _is_record, _paper, noun="item", shown=shown)


def _is_record(value: Object) -> bool:
    return isinstance(value.get("type"), str) and not isinstance(value.get("items"), list)


def _paper(value: Object, source: Source) -> Paper | str:
    title = unmarked(first_of(value.get("title")))
    if not fold(title):
        return "no title"
    doi = string_of(value.get("DOI"))
    urls = [address for address in strings_of(value.get("URL")) if address]
    subtitle = first_of(value.get("subtitle"))
    ids = ids_of([doi, string_of(value.get("archive_location")), string_of(value.get("number")), *urls])
    return paper_of(
        f"{title}: {unmarked(subtitle)}" if subtitle.strip() else title, source, abstract=unmarked(string_of(value.get("abstract"))),
        authors=_authors(value), et_al=names_more(value.get("author")), date=_date(value), venues=_venues(value),
        url=urls[0] if urls else "", urls=urls[1:], ids=ids | _ids(value),
        keywords=value.get("keyword") or value.get("subject"), lang=string_of(value.get("language"))[:12],
    )  # fmt: skip


def first_of(value: object) -> str:
    return next(iter(strings_of(value)), "")


def _authors(value: Object) -> tuple[Author, ...]:
    listed = value.get("author")
    authors = [author_of(one) for one in listed] if isinstance(listed, list) else []
    return tuple({author.name: author for author in authors if author}.values())


def _date(value: Object) -> object:
    return next(
        (value[key] for key in ("issued", "published", "original-date", "submitted", "posted") if value.get(key)), None
    )


def _venues(value: Object) -> list[str]:
    inner = (
        first_of(value.get("container-title")) or first_of(value.get("event-title")) or string_of(value.get("event"))
    )
    return [unmarked(inner)] if inner.strip() else []


def _ids(value: Object) -> dict[str, str]:
    return {"pmid": string_of(value.get("PMID"))} if string_of(value.get("PMID")).isdigit() else {}
