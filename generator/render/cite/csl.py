"""CSL-JSON. In: a Paper. Out: its object, as citation processors (Pandoc, Zotero, citeproc) read it; text is plain Unicode."""

from __future__ import annotations

from typing import Any

from generator.model import Author, Paper
from generator.render.cite.published import Published, published
from generator.render.places import address_of
from generator.text import split_name, typeset

_TYPES = {
    "article": "article-journal", "conference": "paper-conference", "preprint": "article", "book": "book", "chapter": "chapter",
    "thesis": "thesis", "report": "report", "dataset": "dataset", "software": "software", "other": "document", "": "document",
}  # fmt: skip
# A report has a number, a book one in its series.
_NUMBER = {"report": "number", "book": "collection-number"}


def csl(paper: Paper) -> dict[str, Any]:
    """The CSL item; variables that nobody knows are left out."""
    out, told = published(paper), paper.publication
    authors = list(map(_name, paper.authors))
    if paper.et_al:
        authors.append({"literal": "others"})
    item = {
        "id": paper.cite or paper.key,
        "type": _TYPES[out.kind],
        "genre": "Preprint" if out.kind == "preprint" else "",
        "title": typeset(paper.title).plain,
        "author": authors,
        "issued": _date(paper, out),
        "collection-title" if out.kind == "book" else "container-title": out.where,
        "volume": told.volume,
        _NUMBER.get(out.kind, "issue"): told.issue,
        "page": told.pages,
        "publisher": typeset(told.publisher).plain,
        "ISSN": ", ".join(told.issn),
        "ISBN": ", ".join(told.isbn),
        "abstract": typeset(paper.abstract).plain,
        "keyword": ", ".join(typeset(word).plain for word in paper.keywords),
        "language": paper.lang,
        **_ids(paper),
        "URL": address_of(paper),
        "status": "retracted" if paper.retracted else "",
    }
    return {name: value for name, value in item.items() if value}


def _ids(paper: Paper) -> dict[str, str]:
    arxiv = paper.ids.get("arxiv", "")
    found = {kind.upper(): paper.ids.get(kind, "") for kind in ("doi", "pmid", "pmcid")}
    if arxiv:
        found |= {"archive": "arXiv", "archive_location": f"arXiv:{arxiv}"}
    return found


def _name(author: Author) -> dict[str, str]:
    name = split_name(author.name)
    if name.whole:
        return {"literal": typeset(author.name).plain}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


def _date(paper: Paper, out: Published) -> dict[str, object]:
    date = paper.date or ""
    said = date if date.startswith(out.year) else out.year
    return {"date-parts": [[int(part) for part in said.split("-")]]} if said else {}
