"""Lists inside values. In: the records of a file. Out: the papers that their texts name, as that of a talk says what to read; what is told.

Only what leads to a paper or reads as a reference is taken: the rest of such a text is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.model import Paper, Problem, Source, Span
from generator.readers.record import Record
from generator.readers.values import texts_of
from generator.text.ids import ids_in

# A shorter value lists nothing.
_TEXT = 200
# An entry of a list of references, and a link, in a value that is HTML.
_LISTED = re.compile(
    r"<li\b[^<>]*>\s*[^<]{30,400}?\b(?:19|20)\d\d\b|<a\s[^<>]{0,200}?href=[\"']?(https?://[^\"'\s<>]{4,300})[^<>]{0,200}>[^<>]{3,20}(?:[^<>]|<br)",
    re.I,
)
_SURE = frozenset(("links to a paper", "links to a file", "title of a reference"))


def lists_inside(
    records: Iterable[Record], source: Source, count: int
) -> tuple[list[Paper], list[Span], list[Problem]]:
    """The papers that stand in values, behind `count` others, and the lines of their records. Problem: warning `list-inside`, once."""
    held = [(record, value) for record in records for value in record.value.values() if _lists(value, record)]
    if not held:
        return [], [], []
    papers: list[Paper] = []
    spans: list[Span] = []
    for record, value in held:
        for paper in _papers_in(value, Source(source.path, record.first)):
            spans.append(Span(record.first, record.last, "entry", count + len(papers)))
            papers.append(paper)
    many = len({record.first for record, _ in held})
    message = (
        f"the text of {many:,} of these records names other papers, of which {len(papers):,} were read; what is missing may stand in "
        "a file of its own."
    )
    return papers, spans, [Problem(Source(source.path, held[0][0].first), "warning", "list-inside", message)]


def _lists(value: object, record: Record) -> bool:
    """Whether a value lists papers; a link to what the record has as its own address lists none."""
    if not isinstance(value, str) or len(value) < _TEXT or not ("<li" in value or "<a " in value):
        return False
    from generator.readers.layout.words import leads_to_file, leads_to_paper

    own = {id_ for one in texts_of(list(record.value.values())) if one != value for id_ in ids_in(one[:_TEXT]).items()}
    leading = [
        found[1] for found in _LISTED.finditer(value) if not found[1] or own.isdisjoint(ids_in(found[1]).items())
    ]
    return any(not one or leads_to_paper(one) or leads_to_file(one) for one in leading)


def _papers_in(value: object, place: Source) -> Iterator[Paper]:
    from generator.readers.layout import html
    from generator.readers.layout.papers import papers_of

    if isinstance(value, str):
        found = papers_of(html.document_of(value), place, _SURE)
        yield from (replace(paper, source=place) for paper in found.papers)
