"""Citation tags. In: a Paper. Out: the Highwire tags of its page, which Zotero and Google Scholar read."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from generator.model import Paper
from generator.render.cite.published import Published, published
from generator.text import typeset

_WHERE = {
    "article": "citation_journal_title", "conference": "citation_conference_title", "chapter": "citation_inbook_title",
    "preprint": "citation_journal_title",
}  # fmt: skip
_PUBLISHER = {"thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution"}


def highwire(paper: Paper, url: str) -> Iterator[tuple[str, str]]:
    """(name, content) of each tag. `url`: the page's own address, when the site has one."""
    out = published(paper)
    yield "citation_title", typeset(paper.title).plain
    for author in paper.authors:
        yield "citation_author", typeset(author.name).plain
        if author.orcid:
            yield "citation_author_orcid", f"https://orcid.org/{author.orcid}"
        for place in author.affiliations:
            yield "citation_author_institution", typeset(place).plain
    yield from ((name, value) for name, value in (*_issue(paper, out), *_ids(paper)) if value)
    if url:
        yield "citation_abstract_html_url", url
    if paper.lang:
        yield "citation_language", paper.lang


def _issue(paper: Paper, out: Published) -> Iterator[tuple[str, str]]:
    """When and where: the journal, its volume and pages."""
    told, date = paper.publication, paper.date or ""
    yield "citation_publication_date", date.replace("-", "/") if date.startswith(out.year) else out.year
    yield _WHERE.get(out.kind, "citation_series_title"), out.where
    yield "citation_volume", told.volume
    yield "citation_technical_report_number" if out.kind == "report" else "citation_issue", told.issue
    first, _, last = told.pages.partition("-")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield _PUBLISHER.get(out.kind, "citation_publisher"), typeset(told.publisher).plain
    yield from (("citation_issn", number) for number in told.issn)
    yield from (("citation_isbn", number) for number in told.isbn)


def _ids(paper: Paper) -> Iterator[tuple[str, str]]:
    arxiv = paper.ids.get("arxiv", "")
    yield "citation_arxiv_id", arxiv
    yield "citation_pdf_url", f"https://arxiv.org/pdf/{quote(arxiv, safe='/')}" if arxiv else ""
    yield "citation_doi", paper.ids.get("doi", "")
    yield "citation_pmid", paper.ids.get("pmid", "")
    for word in paper.keywords:
        yield "citation_keywords", typeset(word).plain
