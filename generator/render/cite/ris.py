"""RIS. In: a Paper. Out: its record, for reference managers; CRLF, one tag a line."""

from __future__ import annotations

from generator.model import Author, Paper
from generator.render.cite.published import Published, published
from generator.render.places import address_of
from generator.text import split_name, typeset

_TYPES = {
    "article": "JOUR", "conference": "CONF", "preprint": "UNPB", "book": "BOOK", "chapter": "CHAP", "thesis": "THES", "report": "RPRT",
    "dataset": "DATA", "software": "COMP", "other": "GEN", "": "GEN",
}  # fmt: skip


def ris(paper: Paper, tags: tuple[str, ...] = ()) -> str:
    """The RIS record, with the abstract, its keywords and the names of its tags as keywords."""
    out = published(paper)
    fields = [("TY", _TYPES[out.kind]), ("ID", paper.cite or paper.key), ("TI", typeset(paper.title).plain)]
    fields += [("AU", _turned(author)) for author in paper.authors]
    fields += _where(paper, out)
    fields += [("DO", paper.ids.get("doi", "")), ("UR", address_of(paper)), *_ids(paper), ("LA", paper.lang)]
    fields += [("AB", typeset(paper.abstract).plain)]
    fields += [("KW", word) for word in dict.fromkeys((*map(_plain, paper.keywords), *tags))]
    fields += [("N1", "Only the first authors are known.")] if paper.et_al else []
    fields += [("N1", f"Retracted: {_plain(paper.retracted)}")] if paper.retracted else []
    lines = [f"{name}  - {' '.join(value.split())}" for name, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _turned(author: Author) -> str:
    name = split_name(author.name)
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(filter(None, (family, name.given, name.suffix)))


def _where(paper: Paper, out: Published) -> list[tuple[str, str]]:
    """When and where: year and date, the journal, its volume and pages, and its numbers."""
    told, date = paper.publication, paper.date or ""
    first, _, last = told.pages.partition("-")
    day = "/".join([*date.split("-"), "", "", ""][:4]) if date else ""
    found = [
        ("PY", out.year),
        ("DA", day),
        ("T2", out.where),
        ("VL", told.volume),
        ("IS", told.issue),
        ("SP", first),
        ("EP", last),
    ]
    return [*found, ("PB", _plain(told.publisher)), *(("SN", number) for number in (*told.issn, *told.isbn))]


def _ids(paper: Paper) -> list[tuple[str, str]]:
    """PubMed and PubMed Central ids where EndNote keeps them, the arXiv id as a number of the archive."""
    arxiv = f"arXiv:{paper.ids['arxiv']}" if "arxiv" in paper.ids else ""
    return [("C6", paper.ids.get("pmid", "")), ("C2", paper.ids.get("pmcid", "")), ("C7", arxiv)]


def _plain(source: str) -> str:
    return typeset(source).plain
