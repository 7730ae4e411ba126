"""BibTeX in the fences of a document. In: its text and blocks, and the papers that its shapes gave. Out: the others, with their spans."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Paper, Problem, Source, Span
from generator.readers.layout.structures import Document
from generator.text import normal_title

# Fewer entries say how to cite what the page is about.
_FEWEST = 3


def cited_in(
    text: str, document: Document, papers: Sequence[Paper], source: Source
) -> tuple[list[Paper], list[Span], list[Problem]]:
    """The papers of fenced entries that `papers` does not have, numbered behind them."""
    cited = _fenced(text, document) if text.count("@") >= _FEWEST else ""
    if not cited:
        return [], [], []
    from generator.readers.papers import paper_from
    from generator.readers.syntax import bibtex

    found = bibtex.parsed(cited, source)
    known = {normal_title(paper.title) for paper in papers}
    made: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for record in found.records if found else ():
        paper, said = paper_from(record, Source(source.path, record.first))
        if isinstance(paper, str) or normal_title(paper.title) in known:
            continue
        known.add(normal_title(paper.title))
        spans.append(Span(record.first, record.last, "entry", len(papers) + len(made)))
        made.append(paper)
        problems += said
    return (made, spans, problems) if len(made) >= _FEWEST else ([], [], [])


def _fenced(text: str, document: Document) -> str:
    """The text with nothing but the lines of fences that open with an entry; "" where these are few."""
    held = text.split("\n")
    fences = [block for block in document.blocks if block.kind == "chrome" and block.mark == "fence"]
    inside = {
        number
        for block in fences
        if held[block.first].lstrip().startswith("@")
        for number in range(block.first + 1, block.last)
    }
    lines = [line if number in inside else "" for number, line in enumerate(held, start=1)]
    return "\n".join(lines) if sum(line.lstrip().startswith("@") for line in lines) >= _FEWEST else ""
