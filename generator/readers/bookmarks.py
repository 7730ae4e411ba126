"""Bookmarks: links that somebody kept or posted. In: the records of bookmarks, of a forum, of a reading list. Out: the papers among them.

Who keeps a link did not write it, nor on that day: title and address alone tell. Those that lead to a paper are read as a list of links is.
"""

from __future__ import annotations

import html

from msgspec.structs import replace

from generator.model import Problem, Reading, Source, Span
from generator.readers.fields import Fields
from generator.readers.parts.account import finished
from generator.readers.record import Parsed, Record
from generator.readers.values import addresses_in, first_of


def read_bookmarks(found: Parsed, text: str, source: Source) -> Reading:
    """The papers among kept links. Problems: note `not-a-paper` for the others; those of a list of links, at the lines of their records."""
    from generator.readers.layout import html as pages
    from generator.readers.layout.papers import papers_of_document

    leading = [record for record in found.records if _leads(record)]
    read = papers_of_document(pages.document_of("<ul>\n" + "\n".join(map(_line, leading)) + "\n</ul>\n"), source)
    lines = dict(enumerate(leading, start=2))
    held = [(span, lines[span.first]) for span in read.spans if span.first in lines]
    spans = [replace(span, first=record.first, last=record.last) for span, record in held]
    papers = [replace(paper, source=_moved(paper.source, lines)) for paper in read.papers]
    problems = [replace(problem, source=_moved(problem.source, lines)) for problem in read.problems]
    others = [record for record in found.records if not _leads(record)]
    spans += [Span(record.first, record.last, "skipped", -1, "leads to no paper") for record in others]
    problems = [*found.problems, *_left(others, source), *problems]
    return finished(found.form, text, source, papers, (*found.spans, *spans), problems)


def _moved(place: Source, lines: dict[int, Record]) -> Source:
    return Source(place.path, lines[place.line].first) if place.line in lines else place


def _left(others: list[Record], source: Source) -> list[Problem]:
    if not others:
        return []
    message = (
        f"{len(others):,} of these links lead to no page that is known to be a paper's ({_title(others[0])[:50]!r}) and were left out; put "
        "a DOI, or the paper's address, beside its title in a list of its own."
    )
    return [Problem(Source(source.path, others[0].first), "note", "not-a-paper", message)]


def _leads(record: Record) -> bool:
    from generator.readers.layout.words import leads_to_paper

    return leads_to_paper(_address(record))


def _address(record: Record) -> str:
    return next((one for value in Fields(record.value).of("url") for one in addresses_in(value)), "")


def _title(record: Record) -> str:
    return " ".join(first_of(Fields(record.value), "title").split())


def _line(record: Record) -> str:
    return f'<li><a href="{html.escape(_address(record))}">{html.escape(_title(record))}</a></li>'
