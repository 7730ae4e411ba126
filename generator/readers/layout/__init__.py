"""What has no grammar is read by its shapes. In: a text of any layout. Out: its blocks, cut into segments; then groups of one shape.

document -> blocks -> segments -> groups of one shape -> papers. structures.py tells what a Block and a Run are, segments.py what a
Segment is. `document_of` is the way in for every format; plain text (a pasted page, a mail) is `document_of(text, "plain")`.
"""

from __future__ import annotations

from msgspec.structs import replace

from generator.model import Reading, Source
from generator.readers.layout import html, markdown
from generator.readers.layout.papers import papers_of
from generator.readers.layout.recognise import recognise
from generator.readers.layout.structures import Document, Syntax
from generator.readers.layout.syntaxes import document_in
from generator.readers.layout.told import refusal
from generator.readers.parts.account import finished

__all__ = ["NAME", "SAMPLE", "document_of", "read", "recognise"]

NAME = "list of papers"
SAMPLE = "- **A Title**, Ada Lovelace, NeurIPS 2024. [[paper]](https://arxiv.org/abs/2503.01234)   | a table, headings, a page of HTML"


def document_of(text: str, syntax: Syntax = "markdown") -> Document:
    """The blocks of a text, one a line as a reader sees it, each with where it stands, in time that grows with the text alone."""
    return html.document_of(text) if syntax == "html" else markdown.document_of(text, syntax)


def read(text: str, source: Source) -> Reading:
    """Read a list of papers of any layout. Problems: see told.py."""
    document = document_in(text, source.path)
    found = papers_of(document, source)
    reading = finished(NAME, text, source, found.papers, found.spans, found.problems)
    refused = None if found.papers else refusal(document, source, sum(bool(line.strip()) for line in text.split("\n")))
    if refused:
        kept = tuple(problem for problem in reading.problems if problem.code != "empty-digest")
        return replace(reading, problems=(refused, *kept))
    return replace(reading, told=found.told)
