"""Entries -> papers. In: a document. Out: its Papers, the span of every block, and what is to be said of them."""

from __future__ import annotations

import msgspec

from generator.model import Paper, Problem, Source, Span, Use
from generator.readers.layout.columns import Fields, fields_of
from generator.readers.layout.entries import Entry, entries_of
from generator.readers.layout.shapes import Decision, decide
from generator.readers.layout.structures import Document
from generator.readers.layout.told import problems_of, said_of
from generator.readers.parts.records import arxiv_id, authors_of, day_of, paper_of
from generator.text import goes_on


class Read(msgspec.Struct):
    papers: list[Paper]
    spans: list[Span]
    problems: list[Problem]


def papers_of(document: Document, source: Source) -> Read:
    """The papers of a document. Problems: see told.py."""
    decision = decide(document)
    entries = entries_of(decision)
    papers: list[Paper] = []
    spans: list[Span] = []
    taken: dict[int, Fields] = {}
    for entry in entries:
        fields = fields_of(decision, entry)
        spans += _spans(decision, entry, fields, len(papers))
        taken.update(dict.fromkeys(fields.uses, fields))
        line = _line(decision, entry)
        papers.append(_paper(entry, fields, Source(source.path, line)))
    spans += _left(decision, taken)
    return Read(papers, spans, problems_of(decision, entries, taken, papers, source))


def _line(decision: Decision, entry: Entry) -> int:
    """The line on which the title stands."""
    candidate, facts = entry.choice.candidate, decision.facts[entry.choice.block]
    return facts.lines[candidate.cell].segments[candidate.first].run.line or decision.blocks[entry.choice.block].first


def _paper(entry: Entry, fields: Fields, place: Source) -> Paper:
    values, links = fields.values, fields.links
    own = links.own if links else ""
    others = links.others if links else []
    arxiv = arxiv_id(own)
    authors = values.get("authors", "")
    return paper_of(
        entry.choice.candidate.text,
        place,
        abstract=values.get("abstract", ""),
        authors=authors_of(authors),
        et_al=goes_on(authors),
        date=day_of(values.get("date")),
        venues=fields.venues,
        url=f"https://arxiv.org/abs/{arxiv}" if arxiv else own,
        urls=[url for url in others if not arxiv_id(url)] if arxiv else others,
        keywords=values.get("keywords", ""),
        categories=values.get("categories", ""),
        comment=values.get("comment", ""),
    )


def _spans(decision: Decision, entry: Entry, fields: Fields, number: int) -> list[Span]:
    made = []
    for at, use in fields.uses.items():
        block = decision.blocks[at]
        note = said_of(entry.choice) if at == entry.choice.block else "somebody's text" if use == "skipped" else ""
        made.append(Span(block.first, block.last, use, number if use not in ("skipped", "chrome") else -1, note))
    return made


def _left(decision: Decision, taken: dict[int, Fields]) -> list[Span]:
    """The blocks that no paper took: what looks like an entry or a text is skipped, the rest is chrome."""
    made = []
    for at, block in enumerate(decision.blocks):
        if at in taken or block.kind in ("chrome", "head", "heading"):
            continue
        use: Use = "skipped" if decision.facts[at].papers or decision.facts[at].words > 25 else "chrome"
        made.append(Span(block.first, block.last, use, -1, "no title" if decision.facts[at].papers else ""))
    return made
