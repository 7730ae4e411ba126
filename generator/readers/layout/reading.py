"""A list of any layout -> its Reading. In: a text. Out: its Document; its papers, accounts and Problems."""

from __future__ import annotations

from msgspec.structs import replace

from generator.model import Reading, Source
from generator.readers.layout.fenced import cited_in
from generator.readers.layout.papers import papers_of_document
from generator.readers.layout.structures import NAME, Document
from generator.readers.layout.syntaxes import document_in
from generator.readers.layout.told import guessed, refusal
from generator.readers.parts.account import finished

# In a text of more lines one guess that nothing bears out is chance.
_SHORT = 8


def read(text: str, source: Source) -> Reading:
    """Read a list of papers of any layout. Problems: see told.py."""
    return _read(document_in(text, source.path), text, source)


def read_copied(text: str, source: Source) -> Reading:
    """Read a text as a list that a browser copied."""
    from generator.readers.layout import copied

    return _read(copied.document_of(text), text, source)


def _read(document: Document, text: str, source: Source) -> Reading:
    found = papers_of_document(document, source)
    papers, spans, problems = cited_in(text, document, found.papers, source)
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    if not papers and 0 < len(found.papers) == found.guesses and lines > _SHORT:
        return guessed(NAME, text, source, found.papers)
    reading = finished(NAME, text, source, found.papers + papers, found.spans + spans, found.problems + problems)
    refused = None if reading.papers else refusal(document, source, lines)
    if refused:
        kept = tuple(problem for problem in reading.problems if problem.code != "empty-digest")
        return replace(reading, problems=(refused, *kept))
    return replace(reading, told=found.told)
